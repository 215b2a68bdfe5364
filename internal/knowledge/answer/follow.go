package answer

import (
	"strings"

	"github.com/rozmova/rozmova/internal/knowledge"
	"github.com/rozmova/rozmova/internal/knowledge/search"
	"github.com/rozmova/rozmova/internal/understand/normal"
)

// «А для юридичних осіб?» is half a question: the other half was asked before.

// fewWords of weight make no question of their own.
const fewWords = 3

// fragment says whether a question goes on with the one before: it begins as one
// that does, and names little.
func fragment(text, lang string) bool {
	words := normal.TokensIn(text, lang)
	if len(words) == 0 {
		return false
	}
	return onward[words[0].Text] && len(subject(text, lang)) <= fewWords
}

var onward = func() map[string]bool {
	out := map[string]bool{}
	for _, w := range strings.Fields("а і й та або якщо для and or what how but if for") {
		out[w] = true
	}
	return out
}()

// How much of what a follow-up names the passage must have.
const (
	namedSoft = 0.62
	namedSure = 0.8
)

// goesOn answers a question together with the one before. What it newly names
// must stand in the passage; the article of the answer before goes first.
func goesOn(s Search, q Question) []found {
	named := subject(q.Query, q.Lang)
	if len(named) == 0 {
		return nil
	}
	hits := s.Search(search.Query{Text: q.Query + " " + q.Context, Lang: q.Lang, Audience: knowledge.Public, Limit: mostHits * 2})
	var best *found
	top := 0.0
	for _, h := range hits {
		if h.Audience != knowledge.Public || h.Article == "" || !sameLanguage(h.Lang, q.Lang) {
			continue
		}
		head := strings.Join(h.Headings, " ")
		has := naming(named, subject(strings.Join(append([]string{head, h.Text}, h.Asked...), "\n"), h.Lang))
		if string(h.Article) != q.About {
			continue // elsewhere it is a question of its own
		}
		score := has + naming(named, subject(head+"\n"+strings.Join(h.Asked, "\n"), h.Lang))/2
		if has >= namedSoft && score > top {
			top, best = score, &found{passage: h.Passage, sure: namedSure, signs: SignsOf(q.Query, q.Lang, h)}
		}
	}
	if best != nil {
		return []found{*best}
	}
	list := ranked(s, q, q.Context+" "+q.Query, mostHits)
	if len(list) > 0 && naming(named, subject(list[0].passage.Title+"\n"+strings.Join(list[0].passage.Headings, " ")+"\n"+list[0].passage.Text, list[0].passage.Lang)) < namedSoft {
		return nil
	}
	return list
}

// naming is the share of words, by weight, that have their like among others.
func naming(named, words []term) float64 {
	sum, all := 0.0, 0.0
	for _, t := range named {
		near := 0.0
		for _, w := range words {
			if w.stem == t.stem {
				near = 1
				break
			}
			near = max(near, cosine(&t.vector, &w.vector))
		}
		sum, all = sum+t.weight*near, all+t.weight
	}
	return sum / max(all, 1e-9)
}
