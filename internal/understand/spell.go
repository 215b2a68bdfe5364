package understand

import (
	"strings"

	"github.com/rozmova/rozmova/internal/dialogue"
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
					if t.Kind == normal.Word && len([]rune(t.Text)) >= shortestMended {
						s.often[lang][t.Text]++
						all[t.Text] = true
					}
				}
			}
		}
	}
	for lang, texts := range pb.Outside { // what people say of other things is nobody's slip either: "hell" is not "help"
		for _, text := range texts {
			for _, t := range normal.TokensIn(text, lang) {
				s.known[t.Text] = true
			}
		}
	}
	for _, w := range fixedWords(pb) { // «мендежера»
		if len([]rune(w.text)) >= shortestMended {
			if s.often[w.lang] == nil {
				s.often[w.lang] = map[string]int{}
			}
			s.often[w.lang][w.text]++
			all[w.text] = true
		}
	}
	for _, w := range sortedKeys(all) {
		n := len([]rune(w))
		s.byLen[n] = append(s.byLen[n], w)
	}
	return s
}

type fixedWord struct{ lang, text string }

// fixedWords are those of phrases and topics.
func fixedWords(pb *dialogue.Playbook) []fixedWord {
	var out []fixedWord
	add := func(byLang map[string][]string) {
		for _, lang := range sortedKeys(byLang) {
			for _, text := range byLang[lang] {
				for _, t := range normal.TokensIn(text, lang) {
					if t.Kind == normal.Word {
						out = append(out, fixedWord{lang, t.Text})
					}
				}
			}
		}
	}
	for _, kind := range sortedKeys(pb.Phrases) {
		add(pb.Phrases[kind])
	}
	for _, t := range pb.Topics {
		add(t.Words)
	}
	return out
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
			other := []rune(w)
			if s.often[lang][w] > s.often[lang][best] && oneSlip(letters, other) && startsAlike(letters, other) {
				best = w
			}
		}
	}
	if best != "" || len(letters) < longForTwo {
		return best
	}
	for n := len(letters) - 2; n <= len(letters)+2; n++ {
		for _, w := range s.byLen[n] {
			if s.often[lang][w] > s.often[lang][best] && twoSlips(letters, []rune(w)) {
				best = w
			}
		}
	}
	return best
}

// longForTwo is how long a word must be to be known by the rest: «замволеня».
const longForTwo = 8

// twoSlips: the words begin alike, and there are two slips in what follows.
func twoSlips(a, b []rune) bool {
	if a[0] != b[0] || min(len(a), len(b)) < longForTwo {
		return false
	}
	const most = 2
	// Optimal string alignment, three rows of it.
	before, row, next := make([]int, len(b)+1), make([]int, len(b)+1), make([]int, len(b)+1)
	for j := range row {
		row[j] = j
	}
	for i := range a {
		next[0] = i + 1
		least := next[0]
		for j := range b {
			cost := 1
			if a[i] == b[j] {
				cost = 0
			}
			next[j+1] = min(row[j]+cost, row[j+1]+1, next[j]+1)
			if i > 0 && j > 0 && a[i] == b[j-1] && a[i-1] == b[j] {
				next[j+1] = min(next[j+1], before[j-1]+1)
			}
			least = min(least, next[j+1])
		}
		if least > most {
			return false
		}
		before, row, next = row, next, before
	}
	return row[len(b)] <= most
}

// surelyLong words are few enough for a slip in their first letter to be one: of
// shorter ones "hell" is not "sell". Fingers slip there more seldom than elsewhere.
const surelyLong = 7

// startsAlike says whether two words begin alike, or are long.
func startsAlike(a, b []rune) bool {
	return min(len(a), len(b)) >= surelyLong || a[0] == b[0] || a[0] == b[1] && a[1] == b[0]
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
