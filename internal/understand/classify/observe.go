package classify

import (
	"slices"
	"sync"
)

// observe trains on part of the intents and looks how the left-out ones, and left-out examples of the others,
// are scored. That is the only honest picture of "outside" to be had from examples that are all inside.
func (t *task) observe() []observation {
	rounds, part := 1, 5 // in each round one part of the examples is held out
	switch n := len(t.texts); {
	case n <= 300 && t.meaning:
		rounds, part = 6, 6
	case n <= 300:
		rounds, part = 10, 10
	case n <= manyExamples && t.meaning:
		rounds = 2
	case n <= manyExamples:
		rounds = 3
	}
	found := make([][]observation, rounds)
	var wait sync.WaitGroup
	for r := range rounds {
		wait.Go(func() { found[r] = t.round(r, part) })
	}
	wait.Wait()
	seen := slices.Concat(found...)
	balance(seen)
	return seen
}

// background are texts outside for a model of this kind: chance words say something of meaning only.
func (t *task) background() []text {
	if t.meaning {
		return backgroundTexts()
	}
	return everydayTexts()
}

func (t *task) round(r, part int) []observation {
	var train, held []int
	count := make([]int, len(t.labels))
	for i, c := range t.label {
		count[c]++
		switch {
		case t.leftOut(c, r):
			held = append(held, i)
		case count[c]%part == r%part && len(t.texts) > 2:
			held = append(held, i)
		default:
			train = append(train, i)
		}
	}
	if len(train) == 0 {
		return nil
	}
	return t.score(train, held)
}

// leftOut says that label c is unknown in round r: about a fifth of the labels, never so many that only one is
// left to tell apart.
func (t *task) leftOut(c, r int) bool {
	n := min(5, len(t.labels))
	return n >= 3 && c%n == r%n && c != t.scopeClass
}

func (t *task) score(train, held []int) []observation {
	texts, labels := make([]text, len(train)), make([]int, len(train))
	for k, i := range train {
		texts[k], labels[k] = t.texts[i], t.label[i]
	}
	h := hyperFor(len(train))
	if len(train) > manyExamples {
		h.network.epochs = h.network.epochs * 7 / 10 // it only shows how sure a model of its kind is
	}
	b := learn(texts, labels, len(t.labels), h, t.meaning)
	may := labelsOf(labels, len(t.labels))
	s := b.newScratch(len(t.labels))
	var seen []observation
	look := func(x text) signals {
		s.features = x.features
		copy(s.dense, x.dense)
		found, _ := measure(b, s, b.score(s), may, t.scopeClass)
		return found
	}
	for _, i := range held {
		c := t.label[i]
		o := observation{signals: look(t.texts[i]), inside: may[c] && c != t.scopeClass, weight: 1}
		if c == t.scopeClass {
			o.weight = outsideWeight
		}
		if o.inside {
			o.scores, o.label = insideScores(s.scores, c, may, t.scopeClass)
		}
		seen = append(seen, o)
	}
	for _, x := range t.outside {
		seen = append(seen, observation{signals: look(x), weight: outsideWeight})
	}
	for _, x := range t.background() {
		seen = append(seen, observation{signals: look(x), weight: backgroundWeight})
	}
	return seen
}

// insideScores are the scores of the labels inside that were learned, and where label stands among them.
func insideScores(scores []float32, label int, may []bool, outside int) ([]float32, int) {
	out, at := make([]float32, 0, len(scores)), 0
	for c, x := range scores {
		if may[c] && c != outside {
			if c == label {
				at = len(out)
			}
			out = append(out, x)
		}
	}
	return out, at
}

const (
	outsideWeight    = 3.0 // a real example of outside is worth several left-out intents
	backgroundWeight = 1.0
)

// balance gives the messages outside, together, a fixed share of the weight of those inside, however many
// there are of each.
func balance(seen []observation) {
	var inside, outside float64
	for _, o := range seen {
		if o.inside {
			inside += o.weight
		} else {
			outside += o.weight
		}
	}
	if inside == 0 || outside == 0 {
		return
	}
	factor := outsideShare * inside / outside
	for i := range seen {
		if !seen[i].inside {
			seen[i].weight *= factor
		}
	}
}

// outsideShare sets how careful the model is: more turns away more messages, of both sorts.
const outsideShare = 0.2
