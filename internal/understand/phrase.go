package understand

import (
	"slices"
	"strings"

	"github.com/rozmova/rozmova/internal/understand/normal"
)

// phrase is a fixed phrase as the stems of its words in its language.
type phrase struct {
	lang  string
	text  []string
	stems []string
}

func phrasesOf(byLang map[string][]string) []phrase {
	var out []phrase
	for _, lang := range sortedKeys(byLang) {
		for _, p := range byLang[lang] {
			ph := phrase{lang: lang}
			for _, t := range normal.TokensIn(p, lang) {
				ph.text = append(ph.text, t.Text)
				ph.stems = append(ph.stems, t.Stem)
			}
			if len(ph.stems) > 0 {
				out = append(out, ph)
			}
		}
	}
	return out
}

// span is a stretch of a message's words.
type span struct{ from, to int } // words[from:to]

// find looks for the phrase as consecutive words. One-word phrases must agree
// in the word itself unless they are long enough for their stem to say
// something («це» is not «цей», «оператором» is «оператор»).
func (p phrase) find(words []normal.Token) (span, bool) {
	for i := 0; i+len(p.stems) <= len(words); i++ {
		if p.at(words[i : i+len(p.stems)]) {
			return span{i, i + len(p.stems)}, true
		}
	}
	return span{}, false
}

const leastStem = 4

func (p phrase) at(words []normal.Token) bool {
	for j, w := range words {
		if w.Text == p.text[j] {
			continue
		}
		if w.Stem != p.stems[j] || len([]rune(p.stems[j])) < leastStem {
			return false
		}
	}
	return true
}

// first finds the longest of the phrases that the message holds.
func first(ps []phrase, words []normal.Token) (span, bool) {
	var best span
	for _, p := range ps {
		if s, ok := p.find(words); ok && s.to-s.from > best.to-best.from {
			best = s
		}
	}
	return best, best.to > best.from
}

// rest is how many words are left beside the given spans and fillers.
func (m *message) rest(covered ...span) int {
	n := 0
	for i, w := range m.words {
		if w.Kind == normal.Emoji || m.filler[i] {
			continue
		}
		in := false
		for _, c := range covered {
			in = in || (i >= c.from && i < c.to)
		}
		if !in {
			n++
		}
	}
	return n
}

// said gives the words of a span as they were written.
func (m *message) said(s span) string {
	return m.text[m.words[s.from].Start:m.words[s.to-1].End]
}

func sortedKeys[V any](m map[string]V) []string {
	keys := make([]string, 0, len(m))
	for k := range m {
		keys = append(keys, k)
	}
	slices.Sort(keys)
	return keys
}

func shout(s string) bool {
	upper, letters := 0, 0
	for _, r := range s {
		if l := strings.ToLower(string(r)); l != string(r) {
			upper++
			letters++
		} else if strings.ToUpper(string(r)) != string(r) {
			letters++
		}
	}
	return letters >= 12 && upper*10 >= letters*8
}
