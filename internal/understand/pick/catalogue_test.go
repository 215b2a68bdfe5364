package pick

import (
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"os"
	"slices"
	"sort"
	"strings"
	"testing"
)

type catalogue map[string][]Option

// catalogueOf reads the goods of the retail data set where it lies beside the
// repository: only what may be chosen, as the engine offers it.
func catalogueOf(t testing.TB) catalogue {
	b, err := os.ReadFile("../../../../shared/data/tau2/retail/db.json")
	if err != nil {
		t.Skip("the retail data set is not beside the repository")
	}
	var db struct {
		Products map[string]struct {
			Name     string
			Variants map[string]struct {
				ItemID    string `json:"item_id"`
				Options   map[string]string
				Available bool
				Price     float64
			}
		}
	}
	if err := json.Unmarshal(b, &db); err != nil {
		t.Fatal(err)
	}
	out := catalogue{}
	for _, p := range db.Products {
		var list []Option
		for _, v := range p.Variants {
			price := v.Price
			if v.Available {
				list = append(list, Option{ID: v.ItemID, Facets: v.Options, Rank: &price, Names: []string{p.Name}})
			}
		}
		sort.Slice(list, func(i, j int) bool { return list[i].ID < list[j].ID })
		out[p.Name] = list
	}
	return out
}

// spoken is how a customer says a value.
func spoken(r *rand.Rand, facet, value string) string {
	switch {
	case facet == "bagged/bagless":
		return value
	case value == "yes":
		return strings.ReplaceAll(facet, "resistance", "resistant")
	case value == "no":
		return "not " + strings.ReplaceAll(facet, "resistance", "resistant")
	case value == "none":
		return "no " + facet
	case len(value) <= 2 || strings.Trim(value, "0123456789") == "", facet == "speed settings", facet == "zipper", ambiguousValue(value):
		if r.IntN(2) == 0 {
			return facet + " " + value
		}
		return value + " " + facet
	}
	if r.IntN(4) == 0 {
		return facet + " " + value
	}
	return strings.ToLower(value)
}

func ambiguousValue(v string) bool {
	switch v {
	case "high", "low", "medium", "full", "half", "light", "dark", "fixed", "adjustable", "large", "small":
		return true
	}
	return false
}

// having are the options with all of these values; near, the ones among them
// that keep the rest as it is, where there are any.
func having(options []Option, want map[string]string, like map[string]string) []int {
	var fit, keep []int
	for i, o := range options {
		ok, same := true, true
		for k, v := range want {
			ok = ok && o.Facets[k] == v
		}
		for k, v := range like {
			if _, said := want[k]; !said {
				same = same && o.Facets[k] == v
			}
		}
		if ok {
			fit = append(fit, i)
			if same {
				keep = append(keep, i)
			}
		}
	}
	if len(keep) > 0 {
		return keep
	}
	if size, ok := like["size"]; ok && want["size"] == "" { // the size that fits is kept
		w := map[string]string{"size": size}
		for k, v := range want {
			w[k] = v
		}
		if kept := having(options, w, nil); len(kept) > 0 {
			return kept
		}
	}
	return fit
}

func TestCatalogue(t *testing.T) {
	all := catalogueOf(t)
	names := make([]string, 0, len(all))
	for n := range all {
		names = append(names, n)
	}
	slices.Sort(names)
	r := rand.New(rand.NewPCG(1, 2))
	var s score
	shown := 0
	for _, name := range names {
		options := all[name]
		if len(options) < 2 {
			continue
		}
		other := names[r.IntN(len(names))]
		for range 60 {
			like := options[r.IntN(len(options))]
			target := options[r.IntN(len(options))]
			facets := make([]string, 0)
			for k := range target.Facets {
				facets = append(facets, k)
			}
			slices.Sort(facets)
			r.Shuffle(len(facets), func(i, j int) { facets[i], facets[j] = facets[j], facets[i] })
			n := 1 + r.IntN(len(facets))
			want, said := map[string]string{}, []string{}
			for _, k := range facets[:n] {
				want[k] = target.Facets[k]
				said = append(said, spoken(r, k, target.Facets[k]))
			}
			list := strings.Join(said, ", ")
			q := Question{Options: options, Like: like.Facets}
			k := facets[0]
			text, expect := "", having(options, want, like.Facets)
			switch r.IntN(10) {
			case 0:
				text = list
			case 1:
				text = "I'd like " + strings.Join(said, " and ") + " please"
			case 2:
				text = "the same but " + list
			case 3:
				if like.Facets[k] == target.Facets[k] || like.Facets[k] == "yes" || like.Facets[k] == "no" || like.Facets[k] == "none" {
					continue
				}
				text = said[0] + " instead of " + spoken(r, k, like.Facets[k])
				expect = having(options, map[string]string{k: target.Facets[k]}, like.Facets)
			case 4:
				text = fmt.Sprintf("exchange my %s for one with %s", strings.ToLower(name), list)
			case 5:
				text = "item " + target.ID + " please"
				expect = []int{slices.IndexFunc(options, func(o Option) bool { return o.ID == target.ID })}
			case 6:
				text = "the cheapest one"
				expect = cheapest(options)
			case 7:
				q.Near, q.Apart = []string{name}, []string{other}
				if overlapping(name, other) {
					continue
				}
				text = fmt.Sprintf("I want the %s in %s and the %s to be bigger and purple", strings.ToLower(name), list, strings.ToLower(other))
			case 8:
				q.Near, q.Apart = []string{name}, []string{other}
				if overlapping(name, other) {
					continue
				}
				text = fmt.Sprintf("%s should be returned. And the %s: %s", strings.ToLower(other), strings.ToLower(name), list)
			case 9:
				if k == "bagged/bagless" {
					continue // nobody says that
				}
				text = "in the same " + k + " the most expensive one"
				expect = dearest(options, having(options, map[string]string{k: like.Facets[k]}, nil))
			}
			a := Pick(text, q)
			if verdict := s.add(expect, a, false); verdict != "" && shown < 60 {
				shown++
				t.Logf("%-6s %s %v: %q: chosen %v narrow %v, want %v", verdict, name, like.Facets, text, a.Chosen, a.Narrow, expect)
			}
		}
	}
	t.Log(s)
	if s.wrong*100 > s.total() {
		t.Errorf("%d of %d sentences picked what was not meant", s.wrong, s.total())
	}
}

func overlapping(a, b string) bool {
	for x := range strings.FieldsSeq(strings.ToLower(a)) {
		if strings.Contains(strings.ToLower(b), x) {
			return true
		}
	}
	return a == b
}

func cheapest(options []Option) []int {
	best := 0
	for i := range options {
		if *options[i].Rank < *options[best].Rank {
			best = i
		}
	}
	return []int{best}
}

func dearest(options []Option, among []int) []int {
	best := among[0]
	for _, i := range among {
		if *options[i].Rank > *options[best].Rank {
			best = i
		}
	}
	return []int{best}
}

func BenchmarkPick(b *testing.B) {
	options := catalogueOf(b)["Laptop"]
	q := Question{Options: options, Like: options[0].Facets, Near: []string{"Laptop"}, Apart: []string{"Desk Lamp", "Hiking Boots"}}
	b.ReportAllocs()
	for b.Loop() {
		if Pick("I'd like to exchange the laptop for the 15-inch one with i7, 8GB and 1TB SSD, and the lamp for a brighter one", q).None() {
			b.Fatal("nothing picked")
		}
	}
}
