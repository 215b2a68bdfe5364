package classify

import (
	"slices"
	"sync"
)

// Train learns from examples. It takes milliseconds for a shop's flows and seconds for fifteen thousand examples.
// Examples without text or label are ignored.
func Train(examples []Example, o Options) *Model {
	t := prepare(examples, o)
	m := &Model{labels: t.labels, scopeClass: -1, closed: o.Closed}
	if i, ok := slices.BinarySearch(t.labels, OutOfScope); ok {
		m.scopeClass = i
	}
	if len(t.labels) == 0 {
		return m
	}
	var seen []observation
	var wait sync.WaitGroup
	wait.Go(func() { seen = t.observe() })
	m.vocabulary, m.linear = t.fit(t.all())
	wait.Wait()
	m.scope = learnScope(seen)
	m.scratch.New = func() any { return &scratch{scores: make([]float32, len(m.labels))} }
	return m
}

// task is the training set in numbers.
type task struct {
	labels   []string
	features [][]feature
	label    []int
	outside  [][]feature // examples of OutOfScope that are not a class
}

func prepare(examples []Example, o Options) *task {
	t := &task{}
	number := map[string]int{}
	for _, e := range examples {
		if e.Text != "" && e.Label != "" && (e.Label != OutOfScope || o.ScopeAsClass) {
			number[e.Label] = 0
		}
	}
	for l := range number {
		t.labels = append(t.labels, l)
	}
	slices.Sort(t.labels)
	for i, l := range t.labels {
		number[l] = i
	}
	for _, e := range examples {
		if e.Text == "" || e.Label == "" {
			continue
		}
		fs := slices.Clip(extract(nil, e.Text, e.Lang))
		if n, ok := number[e.Label]; ok {
			t.features = append(t.features, fs)
			t.label = append(t.label, n)
		} else {
			t.outside = append(t.outside, fs)
		}
	}
	return t
}

func (t *task) all() []int {
	out := make([]int, len(t.features))
	for i := range out {
		out[i] = i
	}
	return out
}

// fit trains on the examples at rows, with all labels.
func (t *task) fit(rows []int) (*vocabulary, *linear) {
	features := make([][]feature, len(rows))
	labels := make([]int, len(rows))
	for k, i := range rows {
		features[k], labels[k] = t.features[i], t.label[i]
	}
	least := 1
	if len(rows) > manyExamples {
		least = 2
	}
	voc := newVocabulary(features, least)
	vectors := make([]vector, len(rows))
	for k := range vectors {
		voc.vectorise(&vectors[k], features[k])
	}
	return voc, fit(vectors, labels, len(t.labels), len(voc.idf), hyperFor(len(rows)))
}

// manyExamples is where features seen once stop being worth their memory, and one round of held-out intents is
// enough to learn the scope.
const manyExamples = 1500

// observe trains on part of the intents and looks how the left-out ones, and left-out examples of the others,
// are scored. That is the only honest picture of "outside" to be had from examples that are all inside.
func (t *task) observe() []observation {
	rounds, part := 1, 5 // in each round one part of the examples is held out
	switch n := len(t.features); {
	case n <= 300:
		rounds, part = 10, 10
	case n <= manyExamples:
		rounds = 3
	}
	background := backgroundFeatures()
	var seen []observation
	for r := range rounds {
		var train, held []int
		count := make([]int, len(t.labels))
		for i, c := range t.label {
			count[c]++
			switch {
			case t.leftOut(c, r):
				held = append(held, i)
			case count[c]%part == r%part && len(t.features) > 2:
				held = append(held, i)
			default:
				train = append(train, i)
			}
		}
		if len(train) == 0 {
			continue
		}
		seen = append(seen, t.score(train, held, background)...)
	}
	balance(seen)
	return seen
}

// leftOut says that label c is unknown in round r: about a fifth of the labels, never so many that only one is
// left to tell apart.
func (t *task) leftOut(c, r int) bool {
	n := min(5, len(t.labels))
	return n >= 3 && c%n == r%n
}

func (t *task) score(train, held []int, background [][]feature) []observation {
	voc, lin := t.fit(train)
	var seen []observation
	var v vector
	scores := make([]float32, len(t.labels))
	present := make([]bool, len(t.labels))
	for _, i := range train {
		present[t.label[i]] = true
	}
	look := func(fs []feature) signals {
		k := voc.vectorise(&v, fs)
		lin.score(scores, &v)
		return measure(onlyPresent(scores, present), k)
	}
	for _, i := range held {
		o := observation{signals: look(t.features[i]), inside: present[t.label[i]], weight: 1}
		if o.inside {
			o.scores, o.label = slices.Clone(scores), t.label[i]
		}
		seen = append(seen, o)
	}
	for _, fs := range t.outside {
		seen = append(seen, observation{signals: look(fs), weight: outsideWeight})
	}
	for _, fs := range background {
		seen = append(seen, observation{signals: look(fs), weight: backgroundWeight})
	}
	return seen
}

func onlyPresent(scores []float32, present []bool) []float32 {
	out := make([]float32, 0, len(scores))
	for c, ok := range present {
		if ok {
			out = append(out, scores[c])
		}
	}
	return out
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
