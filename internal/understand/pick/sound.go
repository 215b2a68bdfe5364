package pick

import "github.com/rozmova/rozmova/internal/understand/normal"

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
