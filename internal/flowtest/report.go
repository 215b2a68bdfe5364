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
	steps, ran, ways, taken := 0, 0, 0, 0
	for _, f := range r.Coverage.flows {
		steps += len(f.steps)
		missed := f.missed()
		ran += len(f.steps) - len(missed)
		if len(missed) > 0 {
			fmt.Fprintf(&b, "%s: %d of %d steps ran, not: %s\n", f.name, len(f.steps)-len(missed), len(f.steps), strings.Join(missed, ", "))
		}
		untaken := f.untaken()
		ways += len(f.ways)
		taken += len(f.ways) - len(untaken)
		if len(untaken) > 0 {
			fmt.Fprintf(&b, "%s: %d of %d ways taken, not: %s\n", f.name, len(f.ways)-len(untaken), len(f.ways), strings.Join(untaken, ", "))
		}
	}
	fmt.Fprintf(&b, "%d tests, %d failed; %d of %d steps ran (%d %%), %d of %d ways taken (%d %%) in %d flows\n",
		r.Tests, r.Failed, ran, steps, percent(ran, steps), taken, ways, percent(taken, ways), len(r.Coverage.flows))
	if _, err := io.WriteString(w, b.String()); err != nil {
		return fmt.Errorf("print report: %w", err)
	}
	return nil
}

func percent(part, whole int) int {
	if whole == 0 {
		return 100
	}
	return part * 100 / whole
}

// Coverage counts how often each step of each flow ran, and each way that leads
// on from a step otherwise than to the next one was taken.
type Coverage struct {
	flows  []*flowCoverage
	byName map[string]*flowCoverage
}

type flowCoverage struct {
	name  string
	steps []string
	ran   map[string]int
	ways  []conversation.Visit
	taken map[conversation.Visit]int
}

func newCoverage(pb *dialogue.Playbook) Coverage {
	c := Coverage{byName: map[string]*flowCoverage{}}
	for _, name := range pb.Order {
		f := &flowCoverage{name, pb.Flows[name].StepNames(), map[string]int{}, pb.Flows[name].Ways(), map[conversation.Visit]int{}}
		c.flows = append(c.flows, f)
		c.byName[name] = f
	}
	return c
}

func (c Coverage) visit(trace []conversation.Visit) {
	for _, v := range trace {
		switch f := c.byName[v.Flow]; {
		case f == nil:
		case v.Way != "":
			f.taken[v]++
		default:
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

// Untaken lists the ways that no test took, as flow.step way.
func (c Coverage) Untaken() []string {
	var out []string
	for _, f := range c.flows {
		for _, w := range f.untaken() {
			out = append(out, f.name+"."+w)
		}
	}
	return out
}

func (f *flowCoverage) untaken() []string {
	var out []string
	for _, w := range f.ways {
		if f.taken[w] == 0 {
			out = append(out, w.Step+" "+w.Way)
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
