package main

import (
	"fmt"
	"os"
	"text/tabwriter"

	"github.com/rozmova/rozmova/internal/quality"
)

type evalCmd struct {
	Intents  evalIntentsCmd  `cmd:"" help:"How well intents are told apart, and from what is out of scope."`
	Language evalLanguageCmd `cmd:"" help:"How well languages are told apart."`
	Search   evalSearchCmd   `cmd:"" help:"How well the articles that answer are found."`

	Answers evalAnswersCmd `cmd:"" help:"How well questions are answered from articles, and left alone that they do not answer."`

	Understanding evalUnderstandingCmd `cmd:"" help:"How well the flows of packs are told apart, which examples are weak, and what would help."`
}

type evalIntentsCmd struct {
	Train string `required:"" type:"existingfile" placeholder:"FILE" help:"Rows {\"text\",\"intent\"} to learn from, one a line; the intent oos is out of scope."`
	Test  string `required:"" type:"existingfile" placeholder:"FILE" help:"Rows to be asked about."`
	JSON  bool   `name:"json" help:"Print the result as JSON."`
}

func (c *evalIntentsCmd) Run(*globals) error {
	train, err := quality.ReadIntents(c.Train)
	if err != nil {
		return err
	}
	test, err := quality.ReadIntents(c.Test)
	if err != nil {
		return err
	}
	report, err := quality.Intents(train, test)
	if err != nil {
		return err
	}
	if c.JSON {
		return printJSON(report)
	}
	return printIntents(report)
}

func printIntents(r quality.IntentReport) error {
	w := tabwriter.NewWriter(os.Stdout, 0, 0, 2, ' ', 0)
	fmt.Fprintln(w, "out of scope\tin scope\toos recall\toos precision\taccuracy\tmacro F1\tMCC\ttraining\ta message")
	line := func(name string, s *quality.Scores) {
		if s != nil {
			fmt.Fprintf(w, "%s\t%s\t%s\t%s\t%s\t%.3f\t%.3f\t%.2f s\t%.0f µs\n", name, percent(&s.InScopeAccuracy), percent(s.OOSRecall),
				percent(s.OOSPrecision), percent(&s.Accuracy), s.MacroF1, s.MCC, s.TrainSeconds, s.MicrosPerMessage)
		}
	}
	line("a class", r.Class)
	line("by threshold", r.Threshold)
	return w.Flush()
}

func percent(x *float64) string {
	if x == nil {
		return "–"
	}
	return fmt.Sprintf("%.1f %%", *x*100)
}
