package search

import (
	"unicode/utf8"

	"github.com/rozmova/rozmova/internal/understand/normal"
)

// Part is a stretch of a snippet. Match: its words are what was asked for.
type Part struct {
	Text  string
	Match bool
}

// snippetWords is how many words of a passage are shown.
const snippetWords = 32

// snippet is the stretch of a passage that has most of what was asked for.
func (x *Index) snippet(a *question, p *slot) []Part {
	text := p.passage.Text
	stems := map[string]float64{}
	for _, t := range a.terms {
		if t.small {
			continue
		}
		for _, v := range t.variants {
			s := x.stems[v.stem].text
			stems[s] = max(stems[s], t.weight*v.near)
		}
	}
	tokens := normal.TokensIn(text, stemmer(text, base(p.passage.Lang)))
	if len(tokens) == 0 {
		return []Part{{Text: text}}
	}
	from := window(tokens, stems)
	to := min(from+snippetWords, len(tokens))
	start, end := tokens[from].Start, len(text)
	if from == 0 {
		start = 0
	}
	if to < len(tokens) {
		end = tokens[to-1].End
	}
	var out []Part
	add := func(text string, match bool) {
		if text == "" {
			return
		}
		if last := len(out) - 1; last >= 0 && out[last].Match == match {
			out[last].Text += text
			return
		}
		out = append(out, Part{text, match})
	}
	if start > 0 {
		add("… ", false)
	}
	at := start
	for _, t := range tokens[from:to] {
		if stems[t.Stem] == 0 || t.Start < at {
			continue
		}
		add(text[at:t.Start], false)
		add(text[t.Start:t.End], true)
		at = t.End
	}
	add(text[at:end], false)
	if end < len(text) {
		if _, size := utf8.DecodeLastRuneInString(text); size > 0 {
			add(" …", false)
		}
	}
	return out
}

// window is where the best stretch begins: the one with most different words that were asked for, their weights
// summed; of equal ones the first.
func window(tokens []normal.Token, stems map[string]float64) int {
	if len(tokens) <= snippetWords {
		return 0
	}
	count := map[string]int{}
	have, most, best := 0.0, 0.0, 0
	for i, t := range tokens {
		if w := stems[t.Stem]; w > 0 {
			if count[t.Stem]++; count[t.Stem] == 1 {
				have += w
			}
		}
		if first := i - snippetWords; first >= 0 {
			out := tokens[first].Stem
			if w := stems[out]; w > 0 {
				if count[out]--; count[out] == 0 {
					have -= w
				}
			}
		}
		if have > most+1e-9 {
			most, best = have, max(0, i-snippetWords+1)
			// a few words before the first match make it readable
		}
	}
	for best > 0 && best < len(tokens) && stems[tokens[best].Stem] > 0 && tokens[best-1].Kind == normal.Word && stems[tokens[best-1].Stem] == 0 {
		best = max(0, best-4)
		break
	}
	return best
}
