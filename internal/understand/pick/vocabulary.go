package pick

import (
	"math"
	"sort"
	"strconv"
	"strings"
)

// facet is one property of the options. The names of options are one, too.
type facet struct {
	name   string
	words  []string
	values []int // into vocabulary.values
	order  bool  // its values stand in an order
	naming bool  // it is what the options are called
}

// value is one value of a facet.
type value struct {
	facet   int
	text    string
	words   []string
	nothing bool // none, no, «без …»: the property is absent
	yes     bool
	rank    float64 // its place in the facet's order
}

// vocabulary is what can be said about the options of one question.
type vocabulary struct {
	q      Question
	facets []facet
	values []value
	has    []map[int]bool // option → its values
	like   map[int]int    // facet → value the customer has now
	byWord map[string][]int
	byName map[string][]int // word → facets so called
	latin  []latinName      // set when first asked for

	within   map[string]bool // groups that are meant; nil where any may be
	together bool            // things of one group are meant
	apart    bool            // things of several groups are
}

func newVocabulary(q Question) *vocabulary {
	v := &vocabulary{q: q, like: map[int]int{}, byWord: map[string][]int{}, byName: map[string][]int{}, has: make([]map[int]bool, len(q.Options))}
	index := map[string]int{}
	names := map[string]bool{}
	for _, o := range q.Options {
		for k := range o.Facets {
			names[k] = true
		}
	}
	for k := range q.Like {
		names[k] = true
	}
	sorted := make([]string, 0, len(names))
	for k := range names {
		sorted = append(sorted, k)
	}
	sort.Strings(sorted)
	for _, k := range sorted {
		index[k] = len(v.facets)
		v.facets = append(v.facets, facet{name: k, words: meanings(k)})
	}
	seen := map[[2]string]int{}
	add := func(f int, name, text string) int {
		key := [2]string{name, strings.ToLower(strings.TrimSpace(text))}
		if i, ok := seen[key]; ok {
			return i
		}
		i := len(v.values)
		seen[key] = i
		v.values = append(v.values, newValue(f, text))
		v.facets[f].values = append(v.facets[f].values, i)
		return i
	}
	for i, o := range q.Options {
		v.has[i] = map[int]bool{}
		for _, k := range sorted {
			if text, ok := o.Facets[k]; ok && strings.TrimSpace(text) != "" {
				v.has[i][add(index[k], k, text)] = true
			}
		}
	}
	for k, text := range q.Like {
		v.like[index[k]] = add(index[k], k, text)
	}
	v.addNames(add)
	for f := range v.facets {
		v.orderOf(f)
	}
	v.indexWords()
	return v
}

// addNames makes what the options are called a property of theirs, where they
// are not all called the same. Of a list to choose several from even the only
// one may be named.
func (v *vocabulary) addNames(add func(f int, name, text string) int) {
	all := map[string]int{}
	for _, o := range v.q.Options {
		for _, n := range o.Names {
			all[strings.ToLower(n)]++
		}
	}
	differ := false
	for _, n := range all {
		differ = differ || n < len(v.q.Options)
	}
	if !differ && !v.q.Many {
		return
	}
	f := len(v.facets)
	v.facets = append(v.facets, facet{name: "\x00name", naming: true})
	for i, o := range v.q.Options {
		for _, n := range o.Names {
			if strings.TrimSpace(n) != "" {
				v.has[i][add(f, "\x00name", n)] = true
			}
		}
	}
}

func meanings(text string) []string {
	var out []string
	for _, w := range wordsOf(text, "") {
		out = append(out, w.is)
	}
	return out
}

func newValue(f int, text string) value {
	x := value{facet: f, text: text, words: meanings(text)}
	if len(x.words) > 0 {
		switch x.words[0] {
		case "none", "no", "not", "non", "without", "без", "немає", "ні", "нема":
			x.nothing = true
		case "yes", "так":
			x.yes = len(x.words) == 1
		}
	}
	return x
}

// scales are orders that are not numbers.
var scales = [][]string{
	{"xxs", "xs", "s", "m", "l", "xl", "xxl", "xxxl"}, {"small", "medium", "larg"}, {"portabl", "medium", "larg"}, {"low", "medium", "high"},
	{"beginn", "intermedi", "expert"}, {"basic", "profession"}, {"half", "full"}, {"light", "medium", "dark"},
}

// orderOf finds the order of a facet's values: numbers of one unit or a scale.
func (v *vocabulary) orderOf(f int) {
	fc := &v.facets[f]
	if fc.naming || len(fc.values) < 2 {
		return
	}
	unit := ""
	ok := true
	for n, i := range fc.values {
		rank, u, is := measure(v.values[i].words)
		if !is || n > 0 && u != unit {
			ok = false
			break
		}
		unit, v.values[i].rank = u, rank
	}
	for _, s := range scales {
		if ok {
			break
		}
		on := true
		for _, i := range fc.values {
			at := -1
			if w := v.values[i].words; len(w) == 1 {
				for k, x := range s {
					if x == w[0] || x == stemOf(w[0]) {
						at = k
					}
				}
			}
			if on = on && at >= 0; !on {
				break
			}
			v.values[i].rank = float64(at)
		}
		ok = on
	}
	fc.order = ok
}

func stemOf(w string) string {
	if e, ok := exact[w]; ok && len(e) == 1 {
		return e[0]
	}
	return w
}

// measure reads "750 ml", "1.5 l", "4 k", "30 50 lbs" as a number and a unit.
func measure(words []string) (n float64, unit string, ok bool) {
	if len(words) == 0 {
		return 0, "", false
	}
	n, err := strconv.ParseFloat(words[0], 64)
	if err != nil {
		return 0, "", false
	}
	rest := words[1:]
	for len(rest) > 0 && rest[0] != "" && rest[0][0] >= '0' && rest[0][0] <= '9' {
		rest = rest[1:]
	}
	if len(rest) > 0 {
		unit = rest[0]
	}
	switch unit {
	case "tb":
		n, unit = n*1000, "gb"
	case "l":
		n, unit = n*1000, "ml"
	case "k":
		n, unit = n*1000, "p"
	}
	return n, unit, true
}

func (v *vocabulary) indexWords() {
	for i, x := range v.values {
		for _, w := range x.words {
			if !stops[w] && !contains(v.byWord[w], i) {
				v.byWord[w] = append(v.byWord[w], i)
			}
		}
	}
	for f, fc := range v.facets {
		for _, w := range fc.words {
			if !generic[w] && !stops[w] && !contains(v.byName[w], f) {
				v.byName[w] = append(v.byName[w], f)
			}
		}
	}
}

func contains(list []int, x int) bool {
	for _, y := range list {
		if x == y {
			return true
		}
	}
	return false
}

// nothingOf is the facet's value that says that the property is absent.
func (v *vocabulary) nothingOf(f int) int {
	for _, i := range v.facets[f].values {
		if v.values[i].nothing {
			return i
		}
	}
	return -1
}

func (v *vocabulary) yesOf(f int) int {
	for _, i := range v.facets[f].values {
		if v.values[i].yes {
			return i
		}
	}
	return -1
}

// likeRank is the price of what the customer has now, when it is on the list.
func (v *vocabulary) likeRank() float64 {
	for i, o := range v.q.Options {
		if o.Rank != nil && len(v.like) > 0 && v.sameAsLike(i, nil) {
			return *o.Rank
		}
	}
	return math.NaN()
}

// sameAsLike says that an option has all that the customer has now, but for
// the facets in free.
func (v *vocabulary) sameAsLike(option int, free map[int]bool) bool {
	for f, x := range v.like {
		if !free[f] && !v.has[option][x] {
			return false
		}
	}
	return true
}
