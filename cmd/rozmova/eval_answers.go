package main

import (
	"fmt"
	"os"
	"strings"
	"text/tabwriter"

	"github.com/rozmova/rozmova/internal/app"
	"github.com/rozmova/rozmova/internal/quality"
)

type evalAnswersCmd struct {
	Articles  []string `required:"" placeholder:"PACK" help:"Packs whose articles are asked, by name or folder, or a file of rows {\"id\",\"lang\",\"title\",\"body\"}."`
	Questions []string `required:"" type:"existingfile" placeholder:"FILE" help:"Rows {\"question\",\"lang\",\"sources\":[ids]}, one a line; no sources where no article answers."`
	JSON      bool     `name:"json" help:"Print the result as JSON."`
	Misses    bool     `help:"Name the questions that are not answered as they should be."`
}

func (c *evalAnswersCmd) Run(*globals) error {
	var articles []quality.SearchArticle
	for _, from := range c.Articles {
		more, err := articlesFrom(from)
		if err != nil {
			return err
		}
		articles = append(articles, more...)
	}
	var asked []quality.Asked
	for _, from := range c.Questions {
		more, err := quality.ReadAsked(from)
		if err != nil {
			return err
		}
		asked = append(asked, more...)
	}
	r := quality.Answers(articles, asked)
	if c.JSON {
		return printJSON(r)
	}
	return printAnswers(r, c.Misses)
}

func articlesFrom(from string) ([]quality.SearchArticle, error) {
	if strings.HasSuffix(from, ".jsonl") {
		return quality.ReadArticles(from)
	}
	list, err := app.Articles(from)
	if err != nil {
		return nil, err
	}
	var out []quality.SearchArticle
	for _, a := range list {
		out = append(out, quality.SearchArticle{ID: a.Key, Lang: a.Lang, Title: a.Title, Body: a.Body})
	}
	return out, nil
}

func printAnswers(r quality.AnswersReport, misses bool) error {
	w := tabwriter.NewWriter(os.Stdout, 0, 0, 2, ' ', 0)
	fmt.Fprintln(w, "answerable\tright source\twrong source\tasked which\tnot known\tunanswerable\tanswered\tasked which\ta question")
	fmt.Fprintf(w, "%d\t%s\t%s\t%s\t%s\t%d\t%s\t%s\t%.1f ms\n", r.Answerable, percent(&r.Right), percent(&r.Wrong), percent(&r.AskedWhich), percent(&r.NotKnown),
		r.Unanswerable, percent(&r.False), percent(&r.AskedFalse), r.MsP50)
	if misses {
		fmt.Fprintln(w)
		for _, m := range r.Misses {
			fmt.Fprintf(w, "%s\t%.2f\t%s\t%s\t%s\n", m.Kind, m.Sure, strings.Join(m.Sources, ","), strings.Join(m.From, ","), m.Question)
		}
	}
	return w.Flush()
}
