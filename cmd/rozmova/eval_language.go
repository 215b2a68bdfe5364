package main

import (
	"fmt"
	"maps"
	"os"
	"slices"
	"strings"
	"text/tabwriter"

	"github.com/rozmova/rozmova/internal/quality"
)

type evalLanguageCmd struct {
	Data []string `required:"" type:"existingfile" sep:"none" placeholder:"FILE" help:"Rows {\"text\",\"lang\"}, one a line; may be given several times."`
	JSON bool     `name:"json" help:"Print the result as JSON."`
}

func (c *evalLanguageCmd) Help() string {
	return "Every row's language is told among all that the platform knows, without a hint. Rows may have a \"kind\", " +
		"which is measured apart as well."
}

func (c *evalLanguageCmd) Run(*globals) error {
	var rows []quality.LanguageRow
	for _, name := range c.Data {
		r, err := quality.ReadLanguages(name)
		if err != nil {
			return err
		}
		rows = append(rows, r...)
	}
	report, err := quality.Languages(rows)
	if err != nil {
		return err
	}
	if c.JSON {
		return printJSON(report)
	}
	return printLanguages(report)
}

// mostMistaken is how many languages a language was taken for are named.
const mostMistaken = 3

func printLanguages(r quality.LanguageReport) error {
	w := tabwriter.NewWriter(os.Stdout, 0, 0, 2, ' ', 0)
	kinds := slices.Sorted(maps.Keys(r.ByKind))
	fmt.Fprintf(w, "language\tright\t%s\ttaken for\n", strings.Join(kinds, "\t"))
	line := func(name string, all float64, of func(quality.LanguageShares) (float64, bool), note []string) {
		fmt.Fprintf(w, "%s\t%.2f %%", name, 100*all)
		for _, k := range kinds {
			if share, ok := of(r.ByKind[k]); ok {
				fmt.Fprintf(w, "\t%.2f %%", 100*share)
			} else {
				fmt.Fprint(w, "\t–")
			}
		}
		fmt.Fprintf(w, "\t%s\n", strings.Join(note, ", "))
	}
	for _, lang := range slices.Sorted(maps.Keys(r.ByLanguage)) {
		taken := r.MistakenFor(lang)
		line(lang, r.ByLanguage[lang], func(s quality.LanguageShares) (float64, bool) {
			share, ok := s.ByLanguage[lang]
			return share, ok
		}, taken[:min(len(taken), mostMistaken)])
	}
	line("mean", r.MacroAccuracy, func(s quality.LanguageShares) (float64, bool) { return s.MacroAccuracy, true }, nil)
	fmt.Fprintf(w, "%d rows, %.0f µs each\n", r.Rows, r.MicrosPerMessage)
	return w.Flush()
}
