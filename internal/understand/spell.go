package understand

import (
	"strings"

	"github.com/rozmova/rozmova/internal/dialogue"
	"github.com/rozmova/rozmova/internal/understand/classify"
	"github.com/rozmova/rozmova/internal/understand/normal"
)

// speller puts right words that are one slip of a finger away from a word of the
// flows' examples: the more packs lie together, the less a half-known word says.
type speller struct {
	known map[string]bool           // words and stems that are nobody's slip
	byLen map[int][]string          // by the number of letters, in order
	often map[string]map[string]int // language → word → how many examples have it
}

// shortestMended is how long a word must be: of four letters one wrong leaves three.
const shortestMended = 4

func newSpeller(pb *dialogue.Playbook, ordinary map[string]bool) *speller {
	s := &speller{known: map[string]bool{}, byLen: map[int][]string{}, often: map[string]map[string]int{}}
	for w := range ordinary {
		s.known[w] = true
	}
	all := map[string]bool{}
	for _, name := range pb.Order {
		for lang, texts := range pb.Flows[name].Examples {
			if s.often[lang] == nil {
				s.often[lang] = map[string]int{}
			}
			for _, text := range texts {
				for _, t := range normal.TokensIn(text, lang) {
					s.known[t.Text], s.known[t.Stem] = true, true
					if t.Kind == normal.Word && len([]rune(t.Text)) >= shortestMended && !classify.Small(t.Text) {
						s.often[lang][t.Text]++
						all[t.Text] = true
					}
				}
			}
		}
	}
	for _, w := range sortedKeys(all) {
		n := len([]rune(w))
		s.byLen[n] = append(s.byLen[n], w)
	}
	return s
}

// mend gives the text with its slips put right; false when there are none.
func (s *speller) mend(text, lang string) (string, bool) {
	var out strings.Builder
	at, mended := 0, false
	for _, t := range normal.TokensIn(text, lang) {
		if t.Kind != normal.Word || t.Start < at || s.known[t.Text] || s.known[t.Stem] {
			continue
		}
		if w := s.near(t.Text, lang); w != "" {
			out.WriteString(text[at:t.Start])
			out.WriteString(w)
			at, mended = t.End, true
		}
	}
	out.WriteString(text[at:])
	return out.String(), mended
}

// near is the word of the language's examples that is one slip away, the most
// frequent of several.
func (s *speller) near(word, lang string) string {
	letters := []rune(word)
	if len(letters) < shortestMended {
		return ""
	}
	best := ""
	for n := len(letters) - 1; n <= len(letters)+1; n++ {
		for _, w := range s.byLen[n] {
			if s.often[lang][w] > s.often[lang][best] && oneSlip(letters, []rune(w)) {
				best = w
			}
		}
	}
	return best
}

// oneSlip: a letter too many, one missing, one wrong, or two neighbours swapped.
func oneSlip(a, b []rune) bool {
	if len(a) > len(b) {
		a, b = b, a
	}
	i := 0
	for i < len(a) && a[i] == b[i] {
		i++
	}
	rest, over := a[i:], b[i:]
	switch {
	case len(a) < len(b):
		return string(rest) == string(over[1:])
	case len(rest) == 0:
		return false // the same word
	case string(rest[1:]) == string(over[1:]):
		return true
	}
	return len(rest) > 1 && rest[0] == over[1] && rest[1] == over[0] && string(rest[2:]) == string(over[2:])
}
