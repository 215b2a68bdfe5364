package search

import "sync"

// soft compares the words of passages with the terms of a question: the same word, one that is written alike, or one
// that means nearly the same. What was once compared is kept for the next passage, and the memory for the next search.
type soft struct {
	question *question
	telling  []int                // terms that mean something
	meanings []small8             // of those
	stems    map[int32][]termNear // which terms a stem is a variant of
	round    uint32               // of searches
	rounds   []uint32             // by word number: the search that compared it
	place    []int32              // by word number: where in matches
	matches  []match
	likeness []float32 // of the matches, term by term
	exact    [fields][mostTerms]float64
	near     [mostTerms]float64
}

type termNear struct {
	term int
	near float64
}

// match is what one word of the index is to a question.
type match struct {
	terms []termNear // that it is a variant of
	exact float64
	best  float64 // the highest likeness with any term
}

// Likeness by meaning below the first says nothing; the word itself has 1, another never more than the second.
const (
	leastLike = 0.35
	mostLike  = 0.85
)

var softs = sync.Pool{New: func() any { return &soft{stems: map[int32][]termNear{}} }}

func newSoft(x *Index, a *question) *soft {
	s := softs.Get().(*soft)
	s.question = a
	clear(s.stems)
	s.telling, s.meanings = s.telling[:0], s.meanings[:0]
	for i, t := range a.terms {
		if !t.small {
			s.telling, s.meanings = append(s.telling, i), append(s.meanings, t.meaning)
		}
	}
	s.matches, s.likeness = s.matches[:0], s.likeness[:0]
	if n := len(x.words); len(s.rounds) < n {
		s.rounds, s.place = make([]uint32, n+n/4), make([]int32, n+n/4)
	}
	if s.round++; s.round == 0 {
		clear(s.rounds)
		s.round = 1
	}
	for i, t := range a.terms {
		for _, v := range t.variants {
			s.stems[v.stem] = append(s.stems[v.stem], termNear{i, v.near})
		}
	}
	return s
}

// done gives the memory back.
func (s *soft) done() {
	s.question = nil
	softs.Put(s)
}

// of compares a word with all terms: what it is, and its likeness with each.
func (s *soft) of(x *Index, w int32) (*match, []float32) {
	n := len(s.question.terms)
	if s.rounds[w] == s.round {
		at := int(s.place[w])
		return &s.matches[at], s.likeness[at*n : at*n+n]
	}
	at := len(s.matches)
	s.rounds[w], s.place[w] = s.round, int32(at)
	info := &x.words[w]
	m := match{terms: s.stems[info.stem]}
	for range n {
		s.likeness = append(s.likeness, 0)
	}
	near := s.likeness[at*n:]
	for _, t := range m.terms {
		m.exact = max(m.exact, t.near)
		near[t.term] = float32(t.near)
	}
	compare := !info.small && info.meaning.scale > 0
	for k, i := range s.telling {
		if compare && near[i] < mostLike {
			c := (cosine(&s.meanings[k], &info.meaning) - leastLike) / (1 - leastLike)
			near[i] = max(near[i], min(c, mostLike))
		}
		m.best = max(m.best, float64(near[i]))
	}
	s.matches = append(s.matches, m)
	return &s.matches[at], near
}

// passage looks at the words of one passage; share, all and softShare then tell of it.
func (s *soft) passage(x *Index, title, headings, text []int32) {
	n := len(s.question.terms)
	clear(s.near[:n])
	for f, words := range [fields][]int32{title, headings, text} {
		clear(s.exact[f][:n])
		for _, w := range words {
			m, near := s.of(x, w)
			for _, t := range m.terms {
				s.exact[f][t.term] = max(s.exact[f][t.term], t.near)
			}
			for i, v := range near {
				if v > 0 {
					s.near[i] = max(s.near[i], float64(v))
				}
			}
		}
	}
}

// share is how much of the question's weight a field has.
func (s *soft) share(field int) float64 {
	return s.sum(func(i int) float64 { return s.exact[field][i] })
}

// all is how much of it the fields have together.
func (s *soft) all() float64 {
	return s.sum(func(i int) float64 { return max(s.exact[inTitle][i], s.exact[inHeadings][i], s.exact[inText][i]) })
}

func (s *soft) softShare() float64 { return s.sum(func(i int) float64 { return s.near[i] }) }

func (s *soft) sum(of func(i int) float64) float64 {
	have, all := 0.0, 0.0
	for i, t := range s.question.terms {
		have += t.weight * of(i)
		all += t.weight
	}
	if all == 0 {
		return 0
	}
	return have / all
}

// missing is the weight of the most telling term that is nowhere in the passage, its headings and its title.
func (s *soft) missing() float64 {
	most := 0.0
	for i, t := range s.question.terms {
		have := max(s.exact[inTitle][i], s.exact[inHeadings][i], s.exact[inText][i], s.near[i])
		most = max(most, t.weight*(1-have))
	}
	return most
}

// apart is how far from each other two words may stand to be called neighbours.
const apart = 3

// pairs is the share of neighbouring terms that are neighbours in a text too.
func (s *soft) pairs(x *Index, text []int32) float64 {
	terms := s.question.terms
	var found [mostTerms]bool
	var last [mostTerms]int // where a term was seen last, plus one
	for at, w := range text {
		m, _ := s.of(x, w)
		for _, t := range m.terms {
			if terms[t.term].small {
				continue
			}
			for i := range terms {
				if (terms[i].next == t.term || terms[t.term].next == i) && last[i] > 0 && at+1-last[i] <= apart {
					if terms[i].next == t.term {
						found[i] = true
					} else {
						found[t.term] = true
					}
				}
			}
			last[t.term] = at + 1
		}
	}
	have, all := 0.0, 0.0
	for i, t := range terms {
		if t.next < 0 {
			continue
		}
		w := t.weight + terms[t.next].weight
		all += w
		if found[i] {
			have += w
		}
	}
	if all == 0 {
		return 0
	}
	return have / all
}

// row is the longest run of a question's words, small ones too, that a text has in the same order, as a share of the
// question.
func (s *soft) row(x *Index, text []int32) float64 {
	terms := s.question.terms
	if len(terms) < 2 {
		return 0
	}
	longest := 0
	var run [mostTerms + 1]int // ending with a term at the word before
	for _, w := range text {
		m, _ := s.of(x, w)
		var now [mostTerms + 1]int
		for _, t := range m.terms {
			if t.near < 1 {
				continue
			}
			now[t.term+1] = run[t.term] + 1
			longest = max(longest, now[t.term+1])
		}
		run = now
	}
	if longest < 2 {
		return 0
	}
	return float64(longest) / float64(len(terms))
}
