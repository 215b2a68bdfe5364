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
	// Meaning joins a network over the words' meanings to the words themselves. It finds intents in words that no
	// example has, and takes some ten times as long to train.
	Meaning bool
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
	may        []bool   // all of them
	brain      *brain
	scope      scope
	scopeClass int // the index of OutOfScope when it is a class, otherwise -1
	closed     bool
	scratch    sync.Pool
}

// Labels returns the labels that the model learned, in alphabetical order.
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
	tokens := tokensOf(text, lang)
	s.features = extract(s.features[:0], tokens)
	if s.dense != nil {
		meaning(s.dense, tokens)
	}
	sig, _ := measure(m.brain, s, m.brain.score(s), m.may, m.scopeClass)
	inside := 1.0
	switch {
	case m.closed:
	case len(tokens) == 0 || m.brain.network == nil && len(s.vector.index) == 0:
		inside = 0 // nothing was said, or nothing that was ever seen
	default:
		inside = m.scope.inside(sig)
	}
	return m.answer(s.scores, inside)
}

// answer spreads the probability of being inside over the labels.
func (m *Model) answer(scores []float32, inside float64) []Scored {
	for c := range scores {
		scores[c] *= m.scope.sharpness
		if c == m.scopeClass && m.scope.allowed {
			scores[c] = float32(math.Inf(-1)) // it has had its say in being inside
		}
	}
	softmax(scores)
	if m.scopeClass >= 0 {
		inside *= 1 - float64(scores[m.scopeClass])
		scores[m.scopeClass] = 0
		even := float32(0)
		for _, p := range scores {
			even += p
		}
		for c := range scores {
			scores[c] /= max(even, 1e-20)
		}
	}
	out := make([]Scored, 0, len(m.labels)+1)
	for c, label := range m.labels {
		if c != m.scopeClass {
			out = append(out, Scored{label, inside * float64(scores[c])})
		}
	}
	out = append(out, Scored{OutOfScope, 1 - inside})
	slices.SortStableFunc(out, func(a, b Scored) int { return cmp.Compare(b.Probability, a.Probability) })
	return out
}
