package search

import (
	"slices"

	"github.com/rozmova/rozmova/internal/knowledge"
)

// What is looked at closely: the best by words and the best by meaning.
const (
	byWords   = 60
	byMeaning = 30
	byTitle   = 20 // documents
)

// Words in the title and the headings count more, and length matters less there.
var (
	fieldWeight = [fields]float64{inTitle: 2.2, inHeadings: 1.5, inText: 1}
	fieldLength = [fields]float64{inTitle: 0.4, inHeadings: 0.3, inText: 0.6}
)

// BM25's saturation: how soon a word that is repeated stops to say more.
const (
	saturation    = 1.2
	articleLength = 0.6 // how much a long article's words weigh less
)

// candidate is a passage that is looked at closely.
type candidate struct {
	slot     int32
	words    float64 // BM25F over the fields of the passage
	article  float64 // BM25 over all words of its document
	meaning  float64
	features [features]float64
	score    float64
	sure     float64
}

// scratch is what one search needs; kept for the next one.
type scratch struct {
	words    []float64 // by slot
	touched  []int32
	article  []float64 // by document
	counts   []float64 // of one term, by document
	near     []float64
	articles []int32
	allowed  []bool // by document
	list     []ranked
}

type ranked struct {
	slot  int32
	score float64
}

// gather finds the passages that may answer: the best by words, by their meaning, and by the meaning of their title.
func (x *Index) gather(a *question, q Query, s *scratch) []candidate {
	s.reset(len(x.slots), len(x.shelf))
	x.allow(q, s)
	x.scoreWords(a, s)
	chosen := map[int32]bool{}
	take := func(best []ranked) {
		for _, r := range best {
			chosen[r.slot] = true
		}
	}
	list := s.list[:0]
	for _, n := range s.touched {
		list = append(list, ranked{n, s.words[n] + 0.5*s.article[x.slots[n].document]})
	}
	take(x.best(list, byWords))
	list = list[:0]
	for n := range int32(len(x.slots)) {
		if d := x.slots[n].document; d >= 0 && s.allowed[d] {
			list = append(list, ranked{n, x.closeness(a, n)})
		}
	}
	take(x.best(list, byMeaning))
	list = list[:0]
	for n := range x.shelf {
		d := &x.shelf[n]
		if d.count > 0 && s.allowed[n] {
			list = append(list, ranked{d.first, float64(cosine(&a.meaning, &d.meaning))})
		}
	}
	for _, r := range x.best(list, byTitle) {
		d := &x.shelf[x.slots[r.slot].document]
		best := ranked{d.first, -1}
		for i := range d.count {
			n := d.first + i
			if score := s.words[n]/10 + x.closeness(a, n); score > best.score {
				best = ranked{n, score}
			}
		}
		chosen[best.slot] = true
	}
	s.list = list
	out := make([]candidate, 0, len(chosen))
	for n := range chosen {
		p := &x.slots[n]
		out = append(out, candidate{slot: n, words: s.words[n], article: s.article[p.document], meaning: x.closeness(a, n)})
	}
	slices.SortFunc(out, func(a, b candidate) int { return x.order(a.slot, b.slot) })
	return out
}

// closeness is how near a passage is to what was asked, by meaning.
func (x *Index) closeness(a *question, n int32) float64 {
	return float64(cosine(&a.meaning, &x.meanings[n]))
}

// allow marks the documents that the asker may see and wants to.
func (x *Index) allow(q Query, s *scratch) {
	for n := range x.shelf {
		d := &x.shelf[n]
		if d.count == 0 {
			continue
		}
		p := &x.slots[d.first].passage
		s.allowed[n] = (q.Audience == knowledge.Internal || p.Audience == knowledge.Public) && (q.Collection == "" || p.Collection == q.Collection)
	}
}

// scoreWords adds up what each term says for each passage and each document. Of a term's variants the one that says
// most counts.
func (x *Index) scoreWords(a *question, s *scratch) {
	var average [fields]float64
	for f := range average {
		average[f] = max(float64(x.fieldWords[f])/float64(max(x.live, 1)), 1)
	}
	article := max(float64(x.fieldWords[inText])/float64(max(len(x.documents), 1)), 1)
	for i := range a.terms {
		t := &a.terms[i]
		if t.small && a.telling() {
			continue
		}
		var slots, articles []int32
		for _, v := range t.variants {
			list := x.stems[v.stem].postings
			for _, p := range list {
				slot := &x.slots[p.slot]
				if !s.allowed[slot.document] {
					continue
				}
				tf, plain := 0.0, 0.0
				for f, n := range p.count {
					if n > 0 {
						tf += fieldWeight[f] * float64(n) / (1 - fieldLength[f] + fieldLength[f]*float64(slot.size[f])/average[f])
						plain += float64(n)
					}
				}
				says := v.near * t.weight * tf * (saturation + 1) / (tf + saturation)
				if s.near[p.slot] == 0 {
					slots = append(slots, p.slot)
				}
				if says > s.near[p.slot] {
					s.near[p.slot] = says
				}
				if s.counts[slot.document] == 0 {
					articles = append(articles, slot.document)
				}
				s.counts[slot.document] += v.near * float64(p.count[inText]+p.count[inHeadings])
				if p.count[inTitle] > 0 && p.slot == x.shelf[slot.document].first {
					s.counts[slot.document] += v.near * fieldWeight[inTitle]
				}
			}
		}
		for _, n := range slots {
			if s.words[n] == 0 {
				s.touched = append(s.touched, n)
			}
			s.words[n] += s.near[n]
			s.near[n] = 0
		}
		for _, n := range articles {
			tf := s.counts[n] / (1 - articleLength + articleLength*float64(x.shelf[n].words)/article)
			if s.article[n] == 0 {
				s.articles = append(s.articles, n)
			}
			s.article[n] += t.weight * tf * (saturation + 1) / (tf + saturation)
			s.counts[n] = 0
		}
	}
}

// telling: some word of the question says what is wanted.
func (a *question) telling() bool {
	for i := range a.terms {
		if !a.terms[i].small {
			return true
		}
	}
	return false
}

// best are the n highest of a list, which it reorders: a heap whose root is the lowest of those kept, so that most of
// a long list is looked at once.
func (x *Index) best(list []ranked, n int) []ranked {
	n = min(n, len(list))
	kept := list[:n]
	if n == 0 {
		return kept
	}
	for i := n/2 - 1; i >= 0; i-- {
		x.sink(kept, i)
	}
	for i := n; i < len(list); i++ {
		if x.before(list[i], kept[0]) {
			kept[0], list[i] = list[i], kept[0]
			x.sink(kept, 0)
		}
	}
	return kept
}

func (x *Index) sink(heap []ranked, i int) {
	for {
		low := 2*i + 1
		if low >= len(heap) {
			return
		}
		if other := low + 1; other < len(heap) && x.before(heap[low], heap[other]) {
			low = other
		}
		if x.before(heap[low], heap[i]) {
			return
		}
		heap[low], heap[i] = heap[i], heap[low]
		i = low
	}
}

func (x *Index) before(a, b ranked) bool {
	if a.score != b.score {
		return a.score > b.score
	}
	return a.slot != b.slot && x.order(a.slot, b.slot) < 0
}

// order is that of passages which nothing else tells apart: the same however the index came to be.
func (x *Index) order(a, b int32) int {
	p, q := &x.slots[a].passage, &x.slots[b].passage
	switch {
	case p.Article != q.Article:
		if p.Article < q.Article {
			return -1
		}
		return 1
	case p.Lang != q.Lang:
		if p.Lang < q.Lang {
			return -1
		}
		return 1
	}
	return p.Number - q.Number
}

func (s *scratch) reset(slots, documents int) {
	for _, n := range s.touched {
		s.words[n] = 0
	}
	for _, n := range s.articles {
		s.article[n] = 0
	}
	s.touched, s.articles = s.touched[:0], s.articles[:0]
	if len(s.words) < slots {
		s.words, s.near = make([]float64, slots+slots/4), make([]float64, slots+slots/4)
	}
	if len(s.article) < documents {
		s.article, s.counts = make([]float64, documents+documents/4), make([]float64, documents+documents/4)
		s.allowed = make([]bool, documents+documents/4)
	}
	clear(s.allowed)
}
