package main

import (
	"fmt"
	"math"
	"slices"
)

// example is one question with the passages that were found for it.
type example struct {
	set     string
	text    string
	x       [][]float64
	article []string
	right   []bool // nil: nothing answers
	weight  float64
}

// withoutRight is the same question where what answers it is not there.
func (e example) withoutRight(weight float64) example {
	out := example{set: e.set, text: e.text, weight: weight}
	for i := range e.x {
		if !e.right[i] {
			out.x, out.article = append(out.x, e.x[i]), append(out.article, e.article[i])
		}
	}
	return out
}

func logits(w []float64, e example) (p []float64, none float64) {
	top := 0.0
	p = make([]float64, len(e.x))
	for i, x := range e.x {
		for j := range x {
			p[i] += w[j] * x[j]
		}
		top = max(top, p[i])
	}
	none = math.Exp(-top)
	sum := none
	for i := range p {
		p[i] = math.Exp(p[i] - top)
		sum += p[i]
	}
	for i := range p {
		p[i] /= sum
	}
	return p, none / sum
}

// fit learns the weights by which the right passage, or none, is most likely.
func fit(list []example, width int, l2 float64, rounds int) []float64 {
	w, m1, m2 := make([]float64, width), make([]float64, width), make([]float64, width)
	w[0] = -3
	total := 0.0
	for _, e := range list {
		total += e.weight
	}
	for t := 1; t <= rounds; t++ {
		g := make([]float64, width)
		for j := 1; j < width; j++ {
			g[j] = -l2 * w[j] / total
		}
		for _, e := range list {
			p, _ := logits(w, e)
			sum := 1e-12
			for i, r := range e.right {
				if r {
					sum += p[i]
				}
			}
			for i, x := range e.x {
				c := -p[i]
				if e.right != nil && e.right[i] {
					c += p[i] / sum
				}
				c *= e.weight / total
				for j := range x {
					g[j] += c * x[j]
				}
			}
		}
		for j := range w {
			m1[j] = .9*m1[j] + .1*g[j]
			m2[j] = .999*m2[j] + .001*g[j]*g[j]
			w[j] += .05 * (m1[j] / (1 - math.Pow(.9, float64(t)))) / (math.Sqrt(m2[j]/(1-math.Pow(.999, float64(t)))) + 1e-8)
		}
	}
	return w
}

type verdict struct {
	sure       float64
	good       bool
	answerable bool
	text, best string
}

var alone bool // count the best passage against nothing else

func judge(w []float64, e example) verdict {
	if alone {
		best, top := 0, math.Inf(-1)
		for i, x := range e.x {
			z := 0.0
			for j := range x {
				z += w[j] * x[j]
			}
			if z > top {
				best, top = i, z
			}
		}
		if len(e.x) == 0 {
			return verdict{0, false, e.right != nil, e.text, ""}
		}
		return verdict{1 / (1 + math.Exp(-top)), e.right != nil && e.right[best], e.right != nil, e.text, e.article[best]}
	}
	p, _ := logits(w, e)
	sum, right := map[string]float64{}, map[string]bool{}
	best := ""
	for i, a := range e.article {
		sum[a] += p[i]
		right[a] = right[a] || e.right != nil && e.right[i]
		if best == "" || sum[a] > sum[best] {
			best = a
		}
	}
	return verdict{sum[best], right[best], e.right != nil, e.text, best}
}

// report prints how many are answered at several limits.
func report(w []float64, list []example, set string) {
	var vs []verdict
	for _, e := range list {
		if e.set == set {
			vs = append(vs, judge(w, e))
		}
	}
	fmt.Printf("%s:", set)
	for _, limit := range []float64{.2, .3, .4, .5, .6, .7, .8} {
		var good, wrong, n, bad, m float64
		for _, v := range vs {
			switch {
			case v.answerable:
				n++
				if v.sure >= limit && v.good {
					good++
				} else if v.sure >= limit {
					wrong++
				}
			default:
				m++
				if v.sure >= limit {
					bad++
				}
			}
		}
		fmt.Printf("  %.1f: %.1f/%.1f/%.1f", limit, 100*good/max(n, 1), 100*wrong/max(n, 1), 100*bad/max(m, 1))
	}
	fmt.Println()
	if set == "dev" {
		slices.SortFunc(vs, func(a, b verdict) int { return int(1e6 * (b.sure - a.sure)) })
		for _, v := range vs {
			if !v.answerable && v.sure > .3 || v.answerable && (v.sure < .4 || !v.good) {
				fmt.Printf("   %.2f %v %s -> %s\n", v.sure, v.answerable, v.text, v.best)
			}
		}
	}
}
