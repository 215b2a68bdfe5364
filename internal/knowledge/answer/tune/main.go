// Command tune learns how sure an article must be to answer a question: from
// questions with their sources (FILES), the same questions where the source is
// not there, and the questions that the packs' authors noted, each left out of
// its note in turn. It prints the weights, for sure.go, and for several limits
// how many are answered rightly, answered wrongly, and answered although nothing
// answers them; rows of held.jsonl are only counted.
package main

import (
	"bufio"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"

	"github.com/rozmova/rozmova/internal/knowledge"
	"github.com/rozmova/rozmova/internal/knowledge/answer"
	"github.com/rozmova/rozmova/internal/knowledge/search"
	"github.com/rozmova/rozmova/packs"
)

type query struct {
	Question, Lang string
	Sources        []string
}

var note = regexp.MustCompile(`(?s)<!-- asked: (.*?) -->`)

// without leaves the nth question of each note out, and gives those left out.
func without(a packs.Article, n int) (packs.Article, []query) {
	var out []query
	a.Body = note.ReplaceAllStringFunc(a.Body, func(m string) string {
		qs := strings.Split(note.FindStringSubmatch(m)[1], "; ")
		if n >= len(qs) {
			return m
		}
		out = append(out, query{qs[n], a.Lang, []string{a.Key}})
		rest := append(append([]string{}, qs[:n]...), qs[n+1:]...)
		return "<!-- asked: " + strings.Join(rest, "; ") + " -->"
	})
	return a, out
}

func main() {
	var all []packs.Article
	for _, p := range packs.Names() {
		fsys, _ := packs.Open(p)
		as, err := packs.Articles(p, fsys)
		if err != nil {
			panic(err)
		}
		all = append(all, as...)
	}
	index := func(n int) (*search.Index, []query) {
		x := search.New()
		var qs []query
		for _, a := range all {
			if n >= 0 {
				var more []query
				a, more = without(a, n)
				qs = append(qs, more...)
			}
			x.Put(knowledge.Document{Article: knowledge.ArticleID(a.Key), Lang: a.Lang, Title: a.Title, Body: a.Body, Slug: a.Slug, Audience: knowledge.Public})
		}
		return x, qs
	}
	var list []example
	ask := func(set string, x *search.Index, q query, weight float64) {
		e := example{set: set, text: q.Question, weight: weight}
		for _, h := range x.Search(search.Query{Text: q.Question, Lang: q.Lang, Audience: knowledge.Public, Limit: 16}) {
			m := answer.SignsOf(q.Question, q.Lang, h).Measure()
			e.x, e.article = append(e.x, m[:]), append(e.article, string(h.Article))
			if q.Sources != nil {
				e.right = append(e.right, slices.Contains(q.Sources, string(h.Article)))
			}
		}
		list = append(list, e)
	}
	for n := range 4 {
		x, qs := index(n)
		for _, q := range qs {
			ask("self", x, q, .05)
		}
	}
	x, _ := index(-1)
	for _, name := range os.Args[1:] {
		f, err := os.Open(name)
		if err != nil {
			panic(err)
		}
		sc := bufio.NewScanner(f)
		for sc.Scan() {
			var q query
			json.Unmarshal(sc.Bytes(), &q)
			ask(strings.TrimSuffix(filepath.Base(name), ".jsonl"), x, q, 1)
		}
	}
	var learn []example
	for _, e := range list {
		switch {
		case e.set == "held":
			continue
		case e.right == nil:
			e.weight = 2
			learn = append(learn, e)
		case slices.Contains(e.right, true):
			learn = append(learn, e, e.withoutRight(e.weight/2))
		}
	}
	for _, l2 := range []float64{.1, .3, 1} {
		w := fit(learn, len(list[0].x[0]), l2, 400)
		fmt.Printf("l2 %.1f %.3f\n", l2, w)
		for _, set := range []string{"self", "dev", "held"} {
			report(w, list, set)
			alone = true
			report(w, list, set)
			alone = false
		}
	}
}
