package main

import (
	"fmt"
	"hash/fnv"
	"math"
	"slices"
	"strings"

	"github.com/rozmova/rozmova/internal/knowledge"
	"github.com/rozmova/rozmova/internal/knowledge/search"
	"github.com/rozmova/rozmova/internal/quality"
)

// found is the first passage that a query found.
type found struct {
	set    int
	fold   int
	right  bool
	sides  []float64
	weight float64
}

// certainty learns how likely the first passage answers. Every query is asked twice: of all articles, and of those
// that do not answer it, where nothing found is right. The queries of other sets are asked too, and never answered.
func certainty(sets []string) error {
	var list []found
	for i, set := range sets {
		parts := strings.Split(set, ":")
		articles, err := quality.ReadArticles(parts[0])
		if err != nil {
			return err
		}
		queries, err := quality.ReadQueries(parts[1])
		if err != nil {
			return err
		}
		x := search.New()
		own := map[string]bool{}
		for _, a := range articles {
			own[a.ID] = true
			x.Put(knowledge.Document{Article: knowledge.ArticleID(a.ID), Lang: a.Lang, Title: a.Title, Body: a.Body, Audience: knowledge.Public})
		}
		add := func(q quality.SearchQuery, without []knowledge.ArticleID, weight float64) {
			got := x.Candidates(search.Query{Text: q.Query, Audience: knowledge.Public}, without...)
			if len(got) == 0 {
				return
			}
			h := fnv.New32a()
			h.Write([]byte(q.Relevant[0]))
			list = append(list, found{
				set: i, fold: int(h.Sum32() % folds), right: slices.Contains(q.Relevant, string(got[0].Article)), sides: got[0].Sides, weight: weight,
			})
		}
		for _, q := range queries {
			var without []knowledge.ArticleID
			for _, id := range q.Relevant {
				without = append(without, knowledge.ArticleID(id))
			}
			add(q, nil, 1/float64(len(queries)))
			add(q, without, 0.6/float64(len(queries)))
		}
		for k, other := range sets {
			foreign, err := quality.ReadQueries(strings.Split(other, ":")[1])
			if err != nil {
				return err
			}
			if k == i || own[foreign[0].Relevant[0]] {
				continue
			}
			for _, q := range foreign {
				add(q, nil, 0.1/float64(len(foreign)))
			}
		}
	}
	mean, spread := sidesStandard(list)
	for f := range folds {
		w := logistic(list, mean, spread, func(c found) bool { return c.fold != f })
		for i := range list {
			if list[i].fold == f {
				list[i].sides = append(list[i].sides, probability(w, list[i].sides))
			}
		}
	}
	for i, set := range sets {
		fmt.Println(set)
		tell(list, i)
	}
	all := logistic(list, mean, spread, func(found) bool { return true })
	for k, name := range search.SideNames() {
		fmt.Printf("\t%s: %.3f,\n", name, all[k])
	}
	return nil
}

// tell prints what an answer at each certainty is worth: how many of the queries are answered, how many answers are
// right, and how often a query without an answer gets one.
func tell(list []found, set int) {
	n := len(search.SideNames())
	for _, least := range []float64{0.3, 0.5, 0.6, 0.7, 0.8, 0.9} {
		var answered, right, wrong, could, cannot float64
		for _, c := range list {
			if c.set != set {
				continue
			}
			if c.right {
				could++
			} else {
				cannot++
			}
			if c.sides[n] < least {
				continue
			}
			answered++
			if c.right {
				right++
			} else {
				wrong++
			}
		}
		fmt.Printf("  sure %.1f: of the right %.3f answered, of the wrong %.3f; right %.3f of the answers\n", least, right/could, wrong/cannot, right/max(answered, 1))
	}
}

func sidesStandard(list []found) (mean, spread []float64) {
	n := len(list[0].sides)
	mean, spread = make([]float64, n), make([]float64, n)
	for _, c := range list {
		for k, v := range c.sides {
			mean[k] += v / float64(len(list))
		}
	}
	for _, c := range list {
		for k, v := range c.sides {
			spread[k] += (v - mean[k]) * (v - mean[k]) / float64(len(list))
		}
	}
	for k := range spread {
		spread[k] = math.Sqrt(spread[k])
		if spread[k] < 1e-6 {
			mean[k], spread[k] = 0, 1 // the constant
		}
	}
	return mean, spread
}

func probability(w, sides []float64) float64 {
	z := 0.0
	for k, v := range w {
		z += v * sides[k]
	}
	return 1 / (1 + math.Exp(-z))
}

// logistic fits the certainty; the weights are those of the sides as they are.
func logistic(list []found, mean, spread []float64, use func(found) bool) []float64 {
	n := len(mean)
	w, m, v := make([]float64, n), make([]float64, n), make([]float64, n)
	total := 0.0
	for _, c := range list {
		if use(c) {
			total += c.weight
		}
	}
	for round := 1; round <= 600; round++ {
		g := make([]float64, n)
		for k := range w {
			if spread[k] != 1 || mean[k] != 0 {
				g[k] = -0.002 * w[k]
			}
		}
		for _, c := range list {
			if !use(c) {
				continue
			}
			z := 0.0
			for k := range w {
				z += w[k] * (c.sides[k] - mean[k]) / spread[k]
			}
			d := -1 / (1 + math.Exp(-z))
			if c.right {
				d++
			}
			for k := range w {
				g[k] += c.weight / total * d * (c.sides[k] - mean[k]) / spread[k]
			}
		}
		for k := range w {
			m[k] = 0.9*m[k] + 0.1*g[k]
			v[k] = 0.999*v[k] + 0.001*g[k]*g[k]
			w[k] += 0.05 * (m[k] / (1 - math.Pow(0.9, float64(round)))) / (math.Sqrt(v[k]/(1-math.Pow(0.999, float64(round)))) + 1e-8)
		}
	}
	out := make([]float64, n)
	for k := range w {
		out[k] = w[k] / spread[k]
		if spread[k] != 1 || mean[k] != 0 {
			out[0] -= w[k] * mean[k] / spread[k]
		}
	}
	return out
}
