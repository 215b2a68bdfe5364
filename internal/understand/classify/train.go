package classify

import (
	"slices"
	"sync"
)

// Train learns from examples. It takes a part of a second for a shop's flows and seconds for fifteen thousand
// examples. Examples without text or label are ignored.
func Train(examples []Example, o Options) *Model {
	t := prepare(examples, o)
	m := &Model{labels: t.labels, scopeClass: t.scopeClass, closed: o.Closed}
	if len(t.labels) == 0 || len(t.labels) == 1 && t.scopeClass == 0 {
		m.labels = nil
		return m
	}
	var seen []observation
	var wait sync.WaitGroup
	if !o.Closed {
		wait.Go(func() { seen = t.observe() })
	}
	m.brain = learn(t.texts, t.label, len(t.labels), hyperFor(len(t.texts)), o.Meaning)
	wait.Wait()
	m.may = labelsOf(t.label, len(t.labels))
	m.scope = learnScope(seen)
	if m.scopeClass >= 0 {
		m.scope.allow(seen)
	}
	m.scratch.New = func() any { return m.brain.newScratch(len(m.labels)) }
	return m
}

// task is the training set in numbers.
type task struct {
	labels     []string
	texts      []text
	meaning    bool
	label      []int
	scopeClass int    // the number of OutOfScope where it is a class, otherwise -1
	outside    []text // examples of OutOfScope that are not a class
}

func prepare(examples []Example, o Options) *task {
	t := &task{scopeClass: -1, meaning: o.Meaning}
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
	if i, ok := number[OutOfScope]; ok {
		t.scopeClass = i
	}
	for _, e := range examples {
		if e.Text == "" || e.Label == "" {
			continue
		}
		x := readText(e.Text, e.Lang, o.Meaning)
		if n, ok := number[e.Label]; ok {
			t.texts = append(t.texts, x)
			t.label = append(t.label, n)
		} else {
			t.outside = append(t.outside, x)
		}
	}
	return t
}
