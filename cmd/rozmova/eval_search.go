package main

import (
	"fmt"
	"os"
	"text/tabwriter"

	"github.com/rozmova/rozmova/internal/quality"
)

type evalSearchCmd struct {
	Articles string `required:"" type:"existingfile" placeholder:"FILE" help:"Rows {\"id\",\"lang\",\"title\",\"body\"} to search in, one a line."`
	Queries  string `required:"" type:"existingfile" placeholder:"FILE" help:"Rows {\"query\",\"relevant\":[ids]} to be asked."`
	JSON     bool   `name:"json" help:"Print the result as JSON."`
	Misses   bool   `help:"Name the queries whose first article is a wrong one."`
}

func (c *evalSearchCmd) Run(*globals) error {
	articles, err := quality.ReadArticles(c.Articles)
	if err != nil {
		return err
	}
	queries, err := quality.ReadQueries(c.Queries)
	if err != nil {
		return err
	}
	report, err := quality.Search(articles, queries)
	if err != nil {
		return err
	}
	if c.JSON {
		return printJSON(report)
	}
	return printSearch(report, c.Misses)
}

func printSearch(r quality.SearchReport, misses bool) error {
	w := tabwriter.NewWriter(os.Stdout, 0, 0, 2, ' ', 0)
	fmt.Fprintln(w, "first is right\tright among five\tMRR\ta query, p50\tp95\tindexing")
	fmt.Fprintf(w, "%s\t%s\t%.3f\t%.2f ms\t%.2f ms\t%.2f s\n", percent(&r.PAt1), percent(&r.RAt5), r.MRR, r.MsP50, r.MsP95, r.IndexSeconds)
	fmt.Fprintf(w, "%d articles in %d passages, %d queries\n", r.Articles, r.Passages, r.Queries)
	if misses {
		fmt.Fprintln(w, "\nplace\tquery\twanted\tfound")
		for _, m := range r.Misses {
			place := "–"
			if m.Place > 0 {
				place = fmt.Sprint(m.Place)
			}
			fmt.Fprintf(w, "%s\t%s\t%s\t%s\n", place, m.Query, m.Wanted, m.First)
		}
	}
	return w.Flush()
}
