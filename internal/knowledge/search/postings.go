package search

import (
	"math"
	"slices"
)

// post writes a passage's stems into the postings.
func (x *Index) post(n int32, d *document) {
	for stem, count := range x.counts(n, d) {
		s := &x.stems[stem]
		p := posting{n, count}
		if last := len(s.postings); last == 0 || s.postings[last-1].slot < n {
			s.postings = append(s.postings, p)
			continue
		}
		at, _ := slices.BinarySearchFunc(s.postings, n, bySlot)
		s.postings = slices.Insert(s.postings, at, p)
	}
	for f, size := range x.slots[n].size {
		x.fieldWords[f] += int64(size)
	}
}

// unpost takes them out again.
func (x *Index) unpost(n int32, d *document) {
	for stem := range x.counts(n, d) {
		s := &x.stems[stem]
		if at, ok := slices.BinarySearchFunc(s.postings, n, bySlot); ok {
			s.postings = slices.Delete(s.postings, at, at+1)
		}
	}
	for f, size := range x.slots[n].size {
		x.fieldWords[f] -= int64(size)
	}
}

func bySlot(p posting, n int32) int { return int(p.slot) - int(n) }

func (x *Index) counts(n int32, d *document) map[int32][fields]uint8 {
	s := &x.slots[n]
	out := make(map[int32][fields]uint8, len(s.text))
	for f, words := range [fields][]int32{d.title, s.headings, s.text} {
		for _, w := range words {
			stem := x.words[w].stem
			c := out[stem]
			if c[f] < math.MaxUint8 {
				c[f]++
			}
			out[stem] = c
		}
	}
	return out
}

// idf is how telling a stem is. Documents count, not passages: a long article about a thing does not make it common.
func (x *Index) idf(stem int32) float64 {
	n, have := float64(len(x.documents)), float64(x.stems[stem].articles)
	return math.Log(1 + (n-have+0.5)/(have+0.5))
}

// strangest is the weight of a word that no article has.
func (x *Index) strangest() float64 { return math.Log(1 + (float64(len(x.documents))+0.5)/0.5) }
