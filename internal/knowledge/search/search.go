package search

import (
	"cmp"
	"slices"
	"strings"
	"sync"

	"github.com/rozmova/rozmova/internal/knowledge"
)

// Hit is a passage that may answer.
type Hit struct {
	knowledge.Passage
	Score   float64 // of the ranking: only the order of hits of one query means something
	Sure    float64 // how likely it is that the passage answers, from 0 to 1
	Snippet []Part
}

// perDocument is how many passages of one document a search gives.
const perDocument = 3

var scratches = sync.Pool{New: func() any { return new(scratch) }}

// Search gives the passages that answer best, at most three of a document.
func (x *Index) Search(q Query) []Hit { return x.search(q, perDocument) }

// Documents gives the best passage of each document.
func (x *Index) Documents(q Query) []Hit { return x.search(q, 1) }

func (x *Index) search(q Query, each int) []Hit {
	if q.Limit <= 0 {
		q.Limit = usualLimit
	}
	q.Limit = min(q.Limit, mostHits)
	if strings.TrimSpace(q.Text) == "" {
		return nil
	}
	x.mu.RLock()
	defer x.mu.RUnlock()
	a := x.understand(q)
	if len(a.terms) == 0 {
		return nil
	}
	s := scratches.Get().(*scratch)
	list := x.gather(a, q, s)
	scratches.Put(s)
	x.examine(a, list)
	x.rank(a, list)
	x.assure(a, list)
	var out []Hit
	taken := map[int32]int{}
	for i := range list {
		c := &list[i]
		p := &x.slots[c.slot]
		if taken[p.document] == each {
			continue
		}
		taken[p.document]++
		h := Hit{Passage: p.passage, Score: c.score, Sure: c.sure, Snippet: x.snippet(a, p)}
		h.Headings = slices.Clone(h.Headings)
		out = append(out, h)
		if len(out) == q.Limit {
			break
		}
	}
	return out
}

// foreign is what an article in another language than the question's has to be better by.
const foreign = 1.5

// rank orders the candidates, the best first.
func (x *Index) rank(a *question, list []candidate) {
	for i := range list {
		c := &list[i]
		c.score = 0
		for k, v := range c.features {
			c.score += ranking[k] * v
		}
		if a.lang != "" && !sameLanguage(x.slots[c.slot].passage.Lang, a.lang) {
			c.score -= foreign
		}
	}
	slices.SortStableFunc(list, func(a, b candidate) int { return cmp.Compare(b.score, a.score) })
}

func sameLanguage(a, b string) bool { return base(a) == base(b) }
