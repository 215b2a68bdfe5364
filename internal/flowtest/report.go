package flowtest

import (
	"fmt"
	"io"
	"strings"

	"github.com/rozmova/rozmova/internal/conversation"
	"github.com/rozmova/rozmova/internal/dialogue"
)

// Report is what a run came to.
type Report struct {
	Tests    int
	Failed   int // tests with at least one failure
	Failures Failures
	Coverage Coverage
}

// OK says whether every test passed.
func (r Report) OK() bool { return r.Failed == 0 && len(r.Failures) == 0 }

// Print writes failures, one a line, then the steps that no test ran, then a
// summary.
func (r Report) Print(w io.Writer) error {
	var b strings.Builder
	for _, f := range r.Failures {
		fmt.Fprintln(&b, f)
	}
	steps, ran := 0, 0
	for _, f := range r.Coverage.flows {
		steps += len(f.steps)
		missed := f.missed()
		ran += len(f.steps) - len(missed)
		if len(missed) > 0 {
			fmt.Fprintf(&b, "%s: %d of %d steps ran, not: %s\n", f.name, len(f.steps)-len(missed), len(f.steps), strings.Join(missed, ", "))
		}
	}
	percent := 100
	if steps > 0 {
		percent = ran * 100 / steps
	}
	fmt.Fprintf(&b, "%d tests, %d failed; %d of %d steps ran (%d %%) in %d flows\n", r.Tests, r.Failed, ran, steps, percent, len(r.Coverage.flows))
	if _, err := io.WriteString(w, b.String()); err != nil {
		return fmt.Errorf("print report: %w", err)
	}
	return nil
}

// Coverage counts how often each step of each flow ran.
type Coverage struct {
	flows  []*flowCoverage
	byName map[string]*flowCoverage
}

type flowCoverage struct {
	name  string
	steps []string
	ran   map[string]int
}

func newCoverage(pb *dialogue.Playbook) Coverage {
	c := Coverage{byName: map[string]*flowCoverage{}}
	for _, name := range pb.Order {
		f := &flowCoverage{name, pb.Flows[name].StepNames(), map[string]int{}}
		c.flows = append(c.flows, f)
		c.byName[name] = f
	}
	return c
}

func (c Coverage) visit(trace []conversation.Visit) {
	for _, v := range trace {
		if f := c.byName[v.Flow]; f != nil {
			f.ran[v.Step]++
		}
	}
}

// Missed lists the steps that no test ran, as flow.step.
func (c Coverage) Missed() []string {
	var out []string
	for _, f := range c.flows {
		for _, s := range f.missed() {
			out = append(out, f.name+"."+s)
		}
	}
	return out
}

func (f *flowCoverage) missed() []string {
	var out []string
	for _, s := range f.steps {
		if f.ran[s] == 0 {
			out = append(out, s)
		}
	}
	return out
}

// Count gives the number of steps, and how many of them ran.
func (c Coverage) Count() (steps, ran int) {
	for _, f := range c.flows {
		steps += len(f.steps)
		ran += len(f.steps) - len(f.missed())
	}
	return steps, ran
}
