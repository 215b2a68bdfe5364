package search

// soft compares the words of passages with the terms of a question: the same word, one that is written alike, or one
// that means nearly the same. What was once compared is kept for the next passage.
type soft struct {
	question *question
	known    map[int32]match      // by word number
	stems    map[int32][]termNear // which terms a stem is a variant of
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
	near  [mostTerms]float32
}

// Likeness by meaning below the first says nothing; the word itself has 1, another never more than the second.
const (
	leastLike = 0.35
	mostLike  = 0.85
)

func newSoft(x *Index, a *question) *soft {
	s := &soft{question: a, known: map[int32]match{}, stems: map[int32][]termNear{}}
	for i, t := range a.terms {
		for _, v := range t.variants {
			s.stems[v.stem] = append(s.stems[v.stem], termNear{i, v.near})
		}
	}
	return s
}

// of compares a word with all terms.
func (s *soft) of(x *Index, w int32) match {
	m, ok := s.known[w]
	if ok {
		return m
	}
	info := &x.words[w]
	m.terms = s.stems[info.stem]
	for _, t := range m.terms {
		m.exact = max(m.exact, t.near)
		m.near[t.term] = float32(t.near)
	}
	if !info.small && info.meaning.scale > 0 {
		for i := range s.question.terms {
			t := &s.question.terms[i]
			if t.small || t.meaning.scale == 0 {
				continue
			}
			c := (cosine(&t.meaning, &info.meaning) - leastLike) / (1 - leastLike)
			m.near[i] = max(m.near[i], min(c, mostLike))
		}
	}
	for i := range s.question.terms {
		if !s.question.terms[i].small {
			m.best = max(m.best, float64(m.near[i]))
		}
	}
	s.known[w] = m
	return m
}

// passage looks at the words of one passage; share, all and softShare then tell of it.
func (s *soft) passage(x *Index, title, headings, text []int32) {
	n := len(s.question.terms)
	clear(s.near[:n])
	for f, words := range [fields][]int32{title, headings, text} {
		clear(s.exact[f][:n])
		for _, w := range words {
			m := s.of(x, w)
			for _, t := range m.terms {
				s.exact[f][t.term] = max(s.exact[f][t.term], t.near)
			}
			for i := range n {
				s.near[i] = max(s.near[i], float64(m.near[i]))
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
		m := s.of(x, w)
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
		m := s.of(x, w)
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
