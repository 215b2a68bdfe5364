package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"regexp"
	"slices"
	"text/tabwriter"

	"github.com/rozmova/rozmova/internal/app"
	"github.com/rozmova/rozmova/internal/dialogue"
	"github.com/rozmova/rozmova/internal/flowtest"
	"github.com/rozmova/rozmova/internal/understand"
	"github.com/rozmova/rozmova/packs"
)

type testCmd struct {
	Packs   []string `arg:"" name:"pack" help:"Packs whose tests to run: built-in names or folders. They are laid over the base in this order."`
	Only    string   `name:"run" placeholder:"PATTERN" help:"Only the tests whose name matches this regular expression."`
	Verbose bool     `short:"v" help:"List the steps that no test ran."`
	JSON    bool     `name:"json" help:"Print the result as JSON."`

	Explore   bool   `help:"Walk every flow with random customers, and report dead ends, endless loops and steps that nothing reaches."`
	Seed      uint64 `default:"1" help:"For --explore: the same seed gives the same dialogues."`
	Dialogues int    `default:"200" help:"For --explore: dialogues of each flow."`
	Turns     int    `default:"60" help:"For --explore: turns of each dialogue at most."`
}

func (c *testCmd) Run(g *globals) error {
	only, err := regexp.Compile(c.Only)
	if err != nil {
		return fmt.Errorf("--run: %w", err)
	}
	pb, err := compile(c.Packs)
	if err != nil {
		return err
	}
	rec, err := understand.New(pb)
	if err != nil {
		return err
	}
	tests, err := c.load(only)
	if err != nil {
		return err
	}
	backends := app.TestBackends()
	articles, err := app.Articles(c.Packs...)
	if err != nil {
		return err
	}
	report := flowtest.Run(pb, rec, tests, backends, flowtest.WithKnowledge(app.TestKnowledge(articles)))
	if c.Explore {
		return c.explore(pb, rec, tests, backends, report)
	}
	covered := cover(pb, report.Coverage)
	if c.JSON {
		err = printJSON(testResult{report.Tests, report.Failed, failures(report.Failures), covered})
	} else {
		err = c.print(report, covered)
	}
	if err == nil && !report.OK() {
		err = errReported
	}
	return err
}

// compile lays packs over the base. The error names every mistake by file and
// line.
func compile(given []string) (*dialogue.Playbook, error) {
	sources, err := app.Packs(given...)
	if err != nil {
		return nil, err
	}
	pb, err := dialogue.Compile(sources[len(sources)-1].Name, sources...)
	if err != nil {
		return nil, flowMistakes(err, given)
	}
	return pb, nil
}

// flowMistakes tells of mistakes in flow files, one a line.
func flowMistakes(err error, given []string) error {
	var ps dialogue.Problems
	if !errors.As(err, &ps) {
		return err
	}
	return fmt.Errorf("the flows have mistakes:\n%w", packs.Where(err, given...))
}

func (c *testCmd) load(only *regexp.Regexp) ([]flowtest.Test, error) {
	var tests []flowtest.Test
	for _, given := range c.Packs {
		files, err := packs.Open(given)
		if err != nil {
			return nil, err
		}
		more, err := flowtest.Load(given, files)
		if err != nil {
			return nil, fmt.Errorf("the tests have mistakes:\n%w", err)
		}
		if len(more) == 0 {
			return nil, fmt.Errorf("pack %s has no tests; they belong into its folder tests, as *.yaml", given)
		}
		tests = append(tests, more...)
	}
	tests = slices.DeleteFunc(tests, func(t flowtest.Test) bool { return !only.MatchString(t.Name) })
	if len(tests) == 0 {
		return nil, fmt.Errorf("no test has a name that matches %q", c.Only)
	}
	return tests, nil
}

func (c *testCmd) print(r flowtest.Report, covered testCoverage) error {
	for _, f := range r.Failures {
		fmt.Println(f)
	}
	if len(r.Failures) > 0 {
		fmt.Println()
	}
	w := tabwriter.NewWriter(os.Stdout, 0, 4, 2, ' ', 0)
	for _, f := range covered.Flows {
		fmt.Fprintf(w, "%s\t%d of %d steps\n", f.Flow, f.Ran, f.Steps)
		if c.Verbose {
			for _, s := range f.Missed {
				fmt.Fprintf(w, "  not run: %s\t\n", s)
			}
		}
	}
	if err := w.Flush(); err != nil {
		return err
	}
	fmt.Printf("\n%d tests, %d failed; %d of %d steps ran (%d %%)", r.Tests, r.Failed, covered.Ran, covered.Steps, covered.percent())
	if !c.Verbose && covered.Ran < covered.Steps {
		fmt.Print("; --verbose lists the others")
	}
	fmt.Println()
	return nil
}

// testResult is what --json prints.
type testResult struct {
	Tests    int           `json:"tests"`
	Failed   int           `json:"failed"`
	Failures []testFailure `json:"failures"`
	Coverage testCoverage  `json:"coverage"`
}

type testFailure struct {
	File string `json:"file"`
	Line int    `json:"line"`
	Text string `json:"text"`
}

type testCoverage struct {
	Steps int            `json:"steps"`
	Ran   int            `json:"ran"`
	Flows []flowCoverage `json:"flows"`
}

type flowCoverage struct {
	Flow   string   `json:"flow"`
	Steps  int      `json:"steps"`
	Ran    int      `json:"ran"`
	Missed []string `json:"missed"`
}

func failures(fs flowtest.Failures) []testFailure {
	out := make([]testFailure, len(fs))
	for i, f := range fs {
		out[i] = testFailure(f)
	}
	return out
}

// cover sorts what was missed by flow, in the order in which flows are written.
func cover(pb *dialogue.Playbook, c flowtest.Coverage) testCoverage {
	missed := map[string]bool{}
	for _, m := range c.Missed() {
		missed[m] = true
	}
	var out testCoverage
	for _, name := range pb.Order {
		f := flowCoverage{Flow: name, Missed: []string{}}
		for _, s := range pb.Flows[name].StepNames() {
			f.Steps++
			if missed[name+"."+s] {
				f.Missed = append(f.Missed, s)
			}
		}
		f.Ran = f.Steps - len(f.Missed)
		out.Steps, out.Ran = out.Steps+f.Steps, out.Ran+f.Ran
		out.Flows = append(out.Flows, f)
	}
	return out
}

func (c testCoverage) percent() int {
	if c.Steps == 0 {
		return 100
	}
	return c.Ran * 100 / c.Steps
}

func printJSON(v any) error {
	e := json.NewEncoder(os.Stdout)
	e.SetIndent("", "  ")
	return e.Encode(v)
}
