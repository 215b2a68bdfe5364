// Package classify tells which intent a message has, learning from the few examples that flows carry.
//
// The playbook trains one model at start and asks it about every message that no button or pattern explains. It is
// a linear model over words and letters: trained in seconds, microseconds a message, the same for the same
// examples at every start. A message that resembles none of the examples must not get a confident intent, so the
// model also learns, from its own examples, what being outside looks like. It does no I/O and a trained Model
// never changes.
package classify

import (
	"cmp"
	"math"
	"slices"
	"sync"
)

// OutOfScope is the label of messages that none of the intents means. Examples may carry it; without any the model
// still predicts it.
const OutOfScope = "oos"

// Example is a text that has an intent.
type Example struct {
	Text  string
	Label string
	Lang  string // "uk", "en", "ru"; "" lets the letters decide
}

// Options change how a model is trained. The zero value is right for flows.
type Options struct {
	// ScopeAsClass learns the OutOfScope examples as one more intent. Otherwise they only help to find where the
	// intents end.
	ScopeAsClass bool
	// Closed says that every message has one of the intents: nothing is turned away.
	Closed bool
}

// Scored is a label with the probability that the message means it.
type Scored struct {
	Label       string
	Probability float64
}

// Model is a trained classifier, safe for concurrent use.
type Model struct {
	labels     []string // sorted
	vocabulary *vocabulary
	linear     *linear
	scope      scope
	scopeClass int // the index of OutOfScope when it is a class, otherwise -1
	closed     bool
	scratch    sync.Pool
}

// scratch is the memory of one prediction.
type scratch struct {
	features []feature
	vector   vector
	scores   []float32
}

// Labels returns the intents that the model knows, in alphabetical order.
func (m *Model) Labels() []string { return slices.Clone(m.labels) }

// Predict returns every intent and OutOfScope with its probability, the likeliest first; the probabilities add up
// to one. A model of no examples knows only OutOfScope.
func (m *Model) Predict(text string) []Scored { return m.PredictIn(text, "") }

// PredictIn is Predict for a message whose language is known.
func (m *Model) PredictIn(text, lang string) []Scored {
	if len(m.labels) == 0 {
		return []Scored{{OutOfScope, 1}}
	}
	s := m.scratch.Get().(*scratch)
	defer m.scratch.Put(s)
	sig := m.signalsOf(s, text, lang)
	inside := m.scope.inside(sig)
	if len(s.vector.index) == 0 {
		inside = 0 // nothing in the message was ever seen
	}
	if m.closed {
		inside = 1
	}

	out := make([]Scored, 0, len(m.labels)+1)
	outside := 1 - inside
	for c, label := range m.labels {
		p := float64(s.scores[c])
		if c == m.scopeClass {
			outside += inside * p
			continue
		}
		out = append(out, Scored{label, inside * p})
	}
	out = append(out, Scored{OutOfScope, outside})
	slices.SortStableFunc(out, func(a, b Scored) int { return cmp.Compare(b.Probability, a.Probability) })
	return out
}

// signalsOf scores text; s.scores holds the calibrated probabilities of the labels afterwards.
func (m *Model) signalsOf(s *scratch, text, lang string) signals {
	s.features = extract(s.features[:0], text, lang)
	k := m.vocabulary.vectorise(&s.vector, s.features)
	m.linear.score(s.scores, &s.vector)
	sig := measure(s.scores, k)
	if m.scope.sharpness > 0 {
		for i := range s.scores {
			s.scores[i] *= m.scope.sharpness
		}
	}
	softmax(s.scores)
	return sig
}

// measure reads off the scores what tells inside from outside.
func measure(scores []float32, k known) signals {
	top, second := float32(math.Inf(-1)), float32(math.Inf(-1))
	var mean float64
	for _, s := range scores {
		mean += float64(s)
		switch {
		case s > top:
			top, second = s, top
		case s > second:
			second = s
		}
	}
	mean /= float64(len(scores))
	var sum float64
	for _, s := range scores {
		sum += math.Exp(float64(s - top))
	}
	if len(scores) == 1 {
		second = top - 4
	}
	return signals{
		float64(top) - mean,
		float64(top - second),
		-math.Log(sum),
		k.words,
		k.letters,
	}
}
