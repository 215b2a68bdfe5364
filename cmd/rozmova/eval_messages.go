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

	"github.com/rozmova/rozmova/internal/dialogue"
	"github.com/rozmova/rozmova/internal/quality"
)

func (c *evalUnderstandingCmd) messages(pb *dialogue.Playbook) error {
	rows, err := quality.ReadMessages(c.Messages)
	if err != nil {
		return err
	}
	report, err := quality.Messages(context.Background(), pb, rows, c.Show)
	if err != nil {
		return err
	}
	if c.JSON {
		return printJSON(report)
	}
	printMessages(os.Stdout, report)
	return nil
}

func printMessages(to io.Writer, r quality.MessagesReport) {
	w := tabwriter.NewWriter(to, 0, 0, 2, ' ', 0)
	defer w.Flush()
	fmt.Fprintln(w, "messages\tin scope\tright\tasked among\twrong\tturned away\taccuracy\twith asked\tout of scope\tturned away\tasked back\tstarted\trecall")
	line := func(name string, t quality.MessageTally) {
		fmt.Fprintf(w, "%s\t%d\t%d\t%d\t%d\t%d\t%s\t%s\t%d\t%d\t%d\t%d\t%s\n", name, t.InScope, t.Right, t.AskedAmong, t.Wrong, t.TurnedAway,
			percent(t.Accuracy), percent(t.WithAsked), t.Outside, t.OutsideAway, t.AskedBack, t.Started, percent(t.Recall))
	}
	line("all", r.All)
	for _, group := range []map[string]quality.MessageTally{r.ByLanguage, r.ByNoise, r.ByKind} {
		fmt.Fprintln(w)
		for _, name := range slices.Sorted(maps.Keys(group)) {
			line(name, group[name])
		}
	}
	if len(r.Confusions) > 0 {
		fmt.Fprintln(w, "\nTaken for another:")
		for _, c := range r.Confusions {
			fmt.Fprintf(w, "  %s\t→ %s\t%d of %d\n", named(c.Flow), named(c.As), c.Times, c.Of)
		}
	}
	if len(r.Missed) > 0 {
		fmt.Fprintln(w, "\nMisread:")
		for _, m := range r.Missed {
			as := make([]string, len(m.As))
			for i, label := range m.As {
				as[i] = named(label)
			}
			fmt.Fprintf(w, "  %s\t%s\t→ %s\t%.0f %%\t%s\t%s\n", strings.ReplaceAll(string(m.Outcome), "_", " "), named(m.Intent),
				strings.Join(as, ", "), 100*m.Sure, m.Kind, m.Text)
		}
	}
}
