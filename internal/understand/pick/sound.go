package pick

import (
	"strings"
	"unicode/utf8"

	"github.com/rozmova/rozmova/internal/understand/normal"
)

// latinName is a word of a name in Latin letters.
type latinName struct {
	word  string
	value int
}

// leastSpoken letters of a property: «гугл» is Google, and «сет» any set.
const leastSpoken = 5

// soundAt: a Latin name in Cyrillic letters, of a place or a thing: «чиказька».
func (v *vocabulary) soundAt(w word) []int {
	if w.text[0] < 0x80 {
		return nil
	}
	if v.latin == nil {
		v.latin = v.latinNames()
	}
	var out []int
	for _, n := range v.latin {
		if normal.SoundsLike(w.text, n.word) {
			out = append(out, n.value)
		}
	}
	return sortedUnique(out)
}

func (v *vocabulary) latinNames() []latinName {
	out := []latinName{}
	for x, val := range v.values {
		for _, t := range normal.Tokens(val.text) {
			if t.Kind == normal.Word && t.Text[0] < 0x80 && (v.facets[val.facet].naming || len(t.Text) >= leastSpoken) {
				out = append(out, latinName{t.Text, x})
			}
		}
	}
	return out
}

// leastHead letters of the word that a compound ends with.
const leastHead = 5

// compound: «чайник» is what «електрочайник» is, and «годинник» «смартгодинник».
// Both are stems.
func compound(word, head string) bool {
	return head != "" && head[0] >= 0x80 && utf8.RuneCountInString(head) >= leastHead && len(word) > len(head) && strings.HasSuffix(word, head)
}

// headAt are the options that are called a compound of the word, unless one is
// called by the word itself.
func (v *vocabulary) headAt(w word) []int {
	if w.text == "" || w.text[0] < 0x80 || utf8.RuneCountInString(w.text) < leastHead {
		return nil
	}
	head := normal.Stem(w.text, "uk")
	var out []int
	for x, val := range v.values {
		if !v.facets[val.facet].naming {
			continue
		}
		for _, t := range normal.TokensIn(val.text, "uk") {
			if t.Stem == head {
				return nil
			}
			if compound(t.Stem, head) {
				out = append(out, x)
			}
		}
	}
	return sortedUnique(out)
}
