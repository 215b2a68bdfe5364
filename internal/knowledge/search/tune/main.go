// Command tune learns how the ranking weighs its features, from queries whose articles are known, and prints the
// weights as they stand in weights.go and sure.go.
//
//	go run ./internal/knowledge/search/tune ARTICLES:QUERIES[:WEIGHT] …
//
// The rows are those of `rozmova eval search`. Each set is measured by folds: no query is ranked by weights that saw
// a query of the same article. A set's weight is how much all of its queries count together.
package main

import (
	"flag"
	"fmt"
	"hash/fnv"
	"math"
	"os"
	"slices"
	"strconv"
	"strings"

	"github.com/rozmova/rozmova/internal/knowledge"
	"github.com/rozmova/rozmova/internal/knowledge/search"
	"github.com/rozmova/rozmova/internal/quality"
)

const folds = 5

// sample is a query with its candidates.
type sample struct {
	set        int
	fold       int
	weight     float64
	articles   [][]int // candidates of each article
	right      []bool  // by article
	candidates [][]float64
	lost       int // right articles that are no candidates
	wanted     int
}

func main() {
	l2 := flag.Float64("l2", 0.02, "how much large weights are held back")
	sure := flag.Bool("sure", false, "learn the certainty of answers, by the ranking that is in the code")
	single := flag.Bool("single", false, "measure each feature by itself as well")
	flag.Parse()
	err := error(nil)
	if *sure {
		err = certainty(flag.Args())
	} else {
		err = run(flag.Args(), *l2, *single)
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, "tune:", err)
		os.Exit(1)
	}
}

func run(sets []string, l2 float64, single bool) error {
	if len(sets) == 0 {
		return fmt.Errorf("give ARTICLES:QUERIES[:WEIGHT], once or more")
	}
	var samples []sample
	for i, set := range sets {
		read, err := readSet(i, set)
		if err != nil {
			return err
		}
		samples = append(samples, read...)
	}
	mean, spread := standard(samples)
	if single {
		for k, name := range search.FeatureNames() {
			w := make([]float64, len(mean))
			w[k] = 1
			measure(name, sets, samples, func(sample) []float64 { return w })
		}
	}
	var byFold [folds][]float64
	for f := range folds {
		byFold[f] = learn(samples, mean, spread, l2, func(s sample) bool { return s.fold != f })
	}
	measure("by folds", sets, samples, func(s sample) []float64 { return byFold[s.fold] })
	all := learn(samples, mean, spread, l2, func(sample) bool { return true })
	measure("all", sets, samples, func(sample) []float64 { return all })
	for k, name := range search.FeatureNames() {
		fmt.Printf("\t%s: %.3f, // %.2f\n", name, all[k], all[k]*spread[k])
	}
	return nil
}

func readSet(number int, set string) ([]sample, error) {
	parts := strings.Split(set, ":")
	if len(parts) < 2 {
		return nil, fmt.Errorf("%s: not ARTICLES:QUERIES", set)
	}
	articles, err := quality.ReadArticles(parts[0])
	if err != nil {
		return nil, err
	}
	queries, err := quality.ReadQueries(parts[1])
	if err != nil {
		return nil, err
	}
	weight := 1.0
	if len(parts) > 2 {
		if weight, err = strconv.ParseFloat(parts[2], 64); err != nil {
			return nil, err
		}
	}
	x := search.New()
	for _, a := range articles {
		x.Put(knowledge.Document{Article: knowledge.ArticleID(a.ID), Lang: a.Lang, Title: a.Title, Body: a.Body, Audience: knowledge.Public})
	}
	var out []sample
	for _, q := range queries {
		s := sample{set: number, weight: weight / float64(len(queries)), wanted: len(q.Relevant)}
		h := fnv.New32a()
		h.Write([]byte(q.Relevant[0]))
		s.fold = int(h.Sum32() % folds)
		at := map[knowledge.ArticleID]int{}
		for i, c := range x.Candidates(search.Query{Text: q.Query, Audience: knowledge.Public}) {
			n, ok := at[c.Article]
			if !ok {
				n = len(s.articles)
				at[c.Article] = n
				s.articles = append(s.articles, nil)
				s.right = append(s.right, slices.Contains(q.Relevant, string(c.Article)))
			}
			s.articles[n] = append(s.articles[n], i)
			s.candidates = append(s.candidates, c.Features)
		}
		s.lost = s.wanted
		for _, r := range s.right {
			if r {
				s.lost--
			}
		}
		out = append(out, s)
	}
	return out, nil
}

func standard(samples []sample) (mean, spread []float64) {
	var n float64
	for _, s := range samples {
		for _, c := range s.candidates {
			if mean == nil {
				mean, spread = make([]float64, len(c)), make([]float64, len(c))
			}
			n++
			for k, v := range c {
				mean[k] += v
				spread[k] += v * v
			}
		}
	}
	for k := range mean {
		mean[k] /= n
		spread[k] = math.Sqrt(max(spread[k]/n-mean[k]*mean[k], 1e-9))
	}
	return mean, spread
}

func dot(w, x []float64) float64 {
	sum := 0.0
	for i, v := range x {
		sum += w[i] * v
	}
	return sum
}

// learn climbs the likelihood that a right article is chosen among the candidates, an article's score being that of
// its best passage.
func learn(samples []sample, mean, spread []float64, l2 float64, use func(sample) bool) []float64 {
	n := len(mean)
	w, m, v := make([]float64, n), make([]float64, n), make([]float64, n)
	raw := make([]float64, n)
	const rounds = 400
	total := 0.0
	for _, s := range samples {
		if use(s) {
			total += s.weight
		}
	}
	for round := 1; round <= rounds; round++ {
		g := make([]float64, n)
		for k := range w {
			g[k] = -l2 * w[k]
			raw[k] = w[k] / spread[k]
		}
		for _, s := range samples {
			if !use(s) || len(s.articles) == 0 {
				continue
			}
			best, score := bests(s, raw)
			top := slices.Max(score)
			all, right := 0.0, 0.0
			for i := range score {
				score[i] = math.Exp(score[i] - top)
				all += score[i]
				if s.right[i] {
					right += score[i]
				}
			}
			if right == 0 {
				continue
			}
			by := s.weight / total
			for i, e := range score {
				d := -e / all
				if s.right[i] {
					d += e / right
				}
				for k, x := range s.candidates[best[i]] {
					g[k] += by * d * x / spread[k]
				}
			}
		}
		for k := range w {
			m[k] = 0.9*m[k] + 0.1*g[k]
			v[k] = 0.999*v[k] + 0.001*g[k]*g[k]
			w[k] += 0.05 * (m[k] / (1 - math.Pow(0.9, float64(round)))) / (math.Sqrt(v[k]/(1-math.Pow(0.999, float64(round)))) + 1e-8)
		}
	}
	for k := range w {
		raw[k] = w[k] / spread[k]
	}
	return raw
}

// bests are each article's best candidate and its score.
func bests(s sample, w []float64) (best []int, score []float64) {
	best, score = make([]int, len(s.articles)), make([]float64, len(s.articles))
	for i, list := range s.articles {
		score[i] = math.Inf(-1)
		for _, c := range list {
			if v := dot(w, s.candidates[c]); v > score[i] {
				best[i], score[i] = c, v
			}
		}
	}
	return best, score
}

func measure(name string, sets []string, samples []sample, weights func(sample) []float64) {
	fmt.Printf("%-14s", name)
	for i := range sets {
		var n, first, five, mrr, reach float64
		for _, s := range samples {
			if s.set != i {
				continue
			}
			n++
			reach += float64(s.wanted-s.lost) / float64(s.wanted)
			_, score := bests(s, weights(s))
			order := make([]int, len(score))
			for k := range order {
				order[k] = k
			}
			slices.SortStableFunc(order, func(a, b int) int {
				if score[a] > score[b] {
					return -1
				} else if score[a] < score[b] {
					return 1
				}
				return 0
			})
			found := 0
			for place, k := range order[:min(10, len(order))] {
				if !s.right[k] {
					continue
				}
				if found++; found == 1 {
					mrr += 1 / float64(place+1)
				}
				if place == 0 {
					first++
				}
				if place < 5 {
					five += 1 / float64(s.wanted)
				}
			}
		}
		fmt.Printf("  %.3f %.3f %.3f (%.3f)", first/n, five/n, mrr/n, reach/n)
	}
	fmt.Println()
}
