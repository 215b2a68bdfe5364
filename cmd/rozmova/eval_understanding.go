package main

import (
	"context"
	"fmt"
	"io"
	"maps"
	"os"
	"slices"
	"strings"
	"text/tabwriter"

	"github.com/rozmova/rozmova/internal/quality"
	"github.com/rozmova/rozmova/internal/understand/classify"
)

type evalUnderstandingCmd struct {
	Packs []string `arg:"" name:"pack" help:"Packs to judge: built-in names or folders. They are laid over the base in this order."`
	All   bool     `help:"Show every weak example, confusion and suggestion."`

	Messages string `type:"existingfile" placeholder:"FILE" help:"Instead of the packs' own examples read these messages, as customers would open a conversation with them: rows {\"text\",\"intent\",\"also\",\"lang\",\"noisy\",\"kind\"}, one a line."`
	Show     bool   `help:"With --messages: show what was misread, in words, and what is taken for what."`

	JSON bool `name:"json" help:"Print the result as JSON."`
}

func (c *evalUnderstandingCmd) Help() string {
	return "Every example of every flow is read by a model that has not seen it nor its like. What is taken for another flow, or " +
		"turned away, would be misread in a customer's mouth, too. The command says what to do about it; it changes nothing."
}

func (c *evalUnderstandingCmd) Run(*globals) error {
	pb, err := compile(c.Packs)
	if err != nil {
		return err
	}
	if c.Messages != "" {
		return c.messages(pb)
	}
	report, err := quality.Understanding(context.Background(), pb)
	if err != nil {
		return err
	}
	if c.JSON {
		return printJSON(report)
	}
	most := 10
	if c.All {
		most = len(report.Weak) + len(report.Confusions) + len(report.Suggestions)
	}
	printUnderstanding(os.Stdout, report, most)
	return nil
}

func printUnderstanding(to io.Writer, r quality.UnderstandingReport, most int) {
	w := tabwriter.NewWriter(to, 0, 0, 2, ' ', 0)
	defer w.Flush()
	fmt.Fprintf(w, "%d flows, each example read by a model that has not seen it:\n", r.Flows)
	fmt.Fprintln(w, "language\texamples\tright\tturned away")
	line := func(name string, n int, right, away float64) {
		fmt.Fprintf(w, "%s\t%d\t%s\t%s\n", name, n, percent(&right), percent(&away))
	}
	for _, lang := range slices.Sorted(maps.Keys(r.ByLanguage)) {
		l := r.ByLanguage[lang]
		line(lang, l.Examples, l.Accuracy, l.Away)
	}
	line("all", r.Examples, r.Accuracy, r.Away)
	if r.Outside > 0 {
		fmt.Fprintf(w, "out of scope: %d examples, %s turned away\n", r.Outside, percent(r.Caught))
	}
	if cs := r.Confusions; len(cs) > 0 {
		fmt.Fprintln(w, "\nTaken for another:")
		for _, c := range cs[:min(len(cs), most)] {
			fmt.Fprintf(w, "  %s\t→ %s\t%d of %d\n", c.Flow, named(c.As), c.Times, c.Of)
		}
		left(w, len(cs)-most)
	}
	if len(r.Weak) > 0 {
		fmt.Fprintln(w, "\nWeak examples:")
		for _, h := range r.Weak[:min(len(r.Weak), most)] {
			fmt.Fprintf(w, "  %s %s\t→ %s\t%.0f %%\t%s\n", h.Flow, h.Lang, named(h.As), 100*h.Sure, h.Text)
		}
		left(w, len(r.Weak)-most)
	}
	if len(r.Suggestions) == 0 {
		fmt.Fprintln(w, "\nNothing to suggest.")
		return
	}
	fmt.Fprintln(w, "\nWhat would help:")
	for _, s := range r.Suggestions[:min(len(r.Suggestions), most)] {
		fmt.Fprintf(w, "  - %s\n", advice(s))
	}
	left(w, len(r.Suggestions)-most)
}

func left(w io.Writer, n int) {
	if n > 0 {
		fmt.Fprintf(w, "  … and %d more: --all shows them\n", n)
	}
}

func named(label string) string {
	if label == classify.OutOfScope {
		return "out of scope"
	}
	return label
}

// advice puts a suggestion into words.
func advice(s quality.Suggestion) string {
	quoted := make([]string, len(s.Texts))
	for i, t := range s.Texts {
		quoted[i] = "«" + t + "»"
	}
	texts := strings.Join(quoted, ", ")
	switch s.Kind {
	case quality.TellApart:
		return fmt.Sprintf("Nearly the same stands in %s and %s: %s. Keep it in one of them.", named(s.Flows[0]), named(s.Flows[1]), texts)
	case quality.SetApart:
		return fmt.Sprintf("%s and %s are taken for each other %d times: %s. Add examples that say what is special about each, or make them one flow that asks.", s.Flows[0], s.Flows[1], s.Count, texts)
	case quality.AddExamples:
		return fmt.Sprintf("%s has too few examples in %q: add %d more, in customers' own words.", s.Flows[0], s.Lang, s.Count)
	case quality.AddLike:
		return fmt.Sprintf("%d examples of %s are turned away when the bot has not seen them: %s. Add others like them.", s.Count, named(s.Flows[0]), texts)
	default:
		return "There are no examples out of scope. Put what customers write that no flow is meant by under out_of_scope: in pack.yaml."
	}
}
