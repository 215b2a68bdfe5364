package pick

import (
	"strconv"
	"strings"
	"unicode/utf8"
)

// hit is a value or a property named by words from to (exclusive).
type hit struct {
	from, to int
	values   []int // one of these is meant; several when properties share a word
	facet    int   // the property alone is named; -1 otherwise
	negated  bool
}

// hits finds what the words name, the longest name first.
func (v *vocabulary) hits(ws []word) []hit {
	named := v.namedFacets(ws)
	var out []hit
	for i := 0; i < len(ws); {
		h, ok := v.valueAt(ws, i, named)
		if !ok || h.to == i+1 {
			if f, n := v.facetAt(ws, i); n > 1 { // "battery type" is no battery
				h, ok = hit{from: i, to: i + n, facet: f}, true
			}
		}
		if !ok {
			if f, n := v.facetAt(ws, i); n > 0 {
				h, ok = hit{from: i, to: i + n, facet: f}, true
			}
		}
		if !ok {
			i++
			continue
		}
		out = append(out, h)
		i = h.to
	}
	for i := range out {
		out[i].negated = v.negatedAt(ws, out, i)
	}
	return out
}

// namedFacets are the places where a property is named, for what stands beside.
func (v *vocabulary) namedFacets(ws []word) map[int]int {
	out := map[int]int{}
	for i := range ws {
		if fs := v.byName[ws[i].is]; len(fs) > 0 {
			for _, f := range fs {
				if best, ok := out[i]; !ok || len(v.facets[f].words) < len(v.facets[best].words) {
					out[i] = f
				}
			}
			if i+1 < len(ws) && len(fs) > 1 { // "screen size", not "size"
				for _, f := range fs {
					if contains(v.byName[ws[i+1].is], f) || i > 0 && contains(v.byName[ws[i-1].is], f) {
						out[i] = f
					}
				}
			}
		}
	}
	return out
}

// facetAt: the property itself is named.
func (v *vocabulary) facetAt(ws []word, i int) (facet, n int) {
	best := -1
	for f, fc := range v.facets {
		if fc.naming || len(fc.words) == 0 {
			continue
		}
		k := 0
		for k < len(fc.words) && i+k < len(ws) && ws[i+k].is == fc.words[k] {
			k++
		}
		if k == len(fc.words) && k > n {
			best, n = f, k
		}
	}
	if best < 0 && !generic[ws[i].is] {
		if fs := v.byName[ws[i].is]; len(fs) == 1 {
			return fs[0], 1
		}
	}
	return best, n
}

// valueAt reads a value at word i: all of its words, or one that no other
// value of the property has.
func (v *vocabulary) valueAt(ws []word, i int, named map[int]int) (hit, bool) {
	best, found := 0, []int(nil)
	for x := range v.values {
		n := v.fullAt(ws, i, x, named)
		if n == 0 || n < best {
			continue
		}
		if n > best {
			best, found = n, nil
		}
		found = append(found, x)
	}
	if best == 0 {
		found = v.partAt(ws, i, named)
		best = 1
	}
	if len(found) == 0 {
		return hit{}, false
	}
	to := i + best
	// A unit or a word of the value that follows belongs to it: "google home".
	return hit{from: i, to: to, values: v.byNeighbour(ws, i, to, found, named), facet: -1}, true
}

// letters of sizes and the words for them.
var letterSizes = map[string][]string{
	"s": {"small"}, "m": {"medium"}, "l": {"larg"}, "xl": {"extra", "larg"}, "xs": {"extra", "small"}, "small": {"s"}, "medium": {"m"}, "larg": {"l"},
}

var cyrillicLetters = map[string]string{"м": "m", "л": "l", "с": "s", "хл": "xl", "ххл": "xxl", "хс": "xs"}

// fullAt is how many words at i are all words of a value.
func (v *vocabulary) fullAt(ws []word, i, x int, named map[int]int) int {
	val := &v.values[x]
	if len(val.words) == 0 || val.yes || val.nothing && len(val.words) == 1 && negators[val.words[0]] {
		return 0
	}
	n := v.sequence(ws, i, val.words)
	if n == 0 && len(val.words) == 1 {
		if alias, ok := letterSizes[val.words[0]]; ok && v.facets[val.facet].order {
			if n = v.sequence(ws, i, alias); n == 0 && len(val.words[0]) <= 2 && cyrillicLetters[ws[i].text] == val.words[0] {
				n = 1
			}
		}
	}
	if n == 0 {
		return 0
	}
	if n == 1 {
		w := ws[i]
		switch {
		case w.number() && len(w.is) >= 5 && v.facets[val.facet].naming: // the number of an order
		case w.number() && !v.numberCounts(ws, i, val.facet, named):
			return 0
		case utf8.RuneCountInString(w.text) == 1 && !w.number() && !v.letterCounts(ws, i, val.facet, named):
			return 0
		}
	}
	return n
}

func (v *vocabulary) sequence(ws []word, i int, words []string) int {
	if i+len(words) > len(ws) {
		return 0
	}
	for k, w := range words {
		if ws[i+k].is != w || k > 0 && ws[i+k].cut && !ws[i+k].number() {
			return 0
		}
	}
	return len(words)
}

// numberCounts: a number alone is a value beside its property's name, or as
// nearly all that is said. A unit after it belongs to another property.
func (v *vocabulary) numberCounts(ws []word, i, f int, named map[int]int) bool {
	if i+1 < len(ws) && units[ws[i+1].is] && !ws[i+1].cut {
		return contains(v.byName[ws[i+1].is], f)
	}
	for j := max(0, i-3); j < min(len(ws), i+2); j++ {
		if g, ok := named[j]; ok && g == f {
			return true
		}
	}
	return v.only(ws, 3)
}

var units = wordSet("inch ft l ml gb tb lbs hour mah mm degre piec cup mp watt bar percent k x p dollar usd buck грн")

// letterCounts: "M" is a size in capitals or beside the word for it.
func (v *vocabulary) letterCounts(ws []word, i, f int, named map[int]int) bool {
	for j := max(0, i-3); j < min(len(ws), i+2); j++ {
		if g, ok := named[j]; ok && g == f {
			return true
		}
		if j < i && v.byWord[ws[j].is] != nil && v.sharesFacet(ws[j].is, f) { // Brand B
			return true
		}
	}
	return ws[i].upper && ws[i].text != "i" && ws[i].text != "a" || v.only(ws, 2)
}

func (v *vocabulary) sharesFacet(w string, f int) bool {
	for _, x := range v.byWord[w] {
		if v.values[x].facet == f {
			return true
		}
	}
	return false
}

// only says that hardly more than n words of weight are said.
func (v *vocabulary) only(ws []word, n int) bool {
	weight := 0
	for _, w := range ws {
		if !stops[w.text] {
			weight++
		}
	}
	return weight <= n
}

// partAt finds values by one of their words: "google", "soft" for softshell,
// or with a slip of the keyboard.
func (v *vocabulary) partAt(ws []word, i int, named map[int]int) []int {
	w := ws[i]
	if list := v.headAt(w); len(list) > 0 {
		return list
	}
	if stops[w.text] || generic[w.is] || negators[w.text] || units[w.is] || utf8.RuneCountInString(w.is) < 2 || len(v.byName[w.is]) > 0 && !v.isValueWord(w.is) {
		return nil
	}
	if list := v.byWord[w.is]; len(list) > 0 {
		if w.number() {
			return v.numberPart(ws, i, list, named)
		}
		return v.keepWhole(list)
	}
	n := utf8.RuneCountInString(w.is)
	if w.number() || w.text == "back" { // "send back" is no backpack
		return nil
	}
	if out := v.soundAt(w); len(out) > 0 || n < 4 {
		return out
	}
	var out []int
	for word, list := range v.byWord {
		if strings.HasPrefix(word, w.is) && len(word) >= len(w.is)+3 {
			out = append(out, list...)
		}
	}
	if len(out) > 0 || n < 5 {
		return sortedUnique(out)
	}
	for word, list := range v.byWord {
		if slip(w.text, word) || slip(w.is, word) {
			out = append(out, list...)
		}
	}
	return sortedUnique(out)
}

// isValueWord: a word of a facet's name that is a value's, too, and says more
// as that ("battery" in "battery type: AA batteries").
func (v *vocabulary) isValueWord(w string) bool {
	for _, f := range v.byName[w] {
		if len(v.facets[f].words) == 1 {
			return false
		}
	}
	return len(v.byWord[w]) == 1
}

// keepWhole: "white" means the value "white", not "warm white", where both are.
func (v *vocabulary) keepWhole(list []int) []int {
	var whole []int
	for _, x := range list {
		if len(v.values[x].words) == 1 {
			whole = append(whole, x)
		}
	}
	if len(whole) > 0 {
		return whole
	}
	return list
}

// numberPart: "15" for "15-inch", "1000" for pieces.
func (v *vocabulary) numberPart(ws []word, i int, list []int, named map[int]int) []int {
	var out []int
	for _, x := range list {
		val := v.values[x]
		if len(val.words) < 2 || val.words[0] != ws[i].is {
			continue
		}
		if i+1 < len(ws) && ws[i+1].is == val.words[1] || v.numberCounts(ws, i, val.facet, named) {
			out = append(out, x)
		}
	}
	return out
}

// byNeighbour chooses among values of several properties by the property's
// name beside: "black frame".
func (v *vocabulary) byNeighbour(ws []word, from, to int, found []int, named map[int]int) []int {
	facets := map[int]bool{}
	for _, x := range found {
		facets[v.values[x].facet] = true
	}
	if len(facets) < 2 {
		return found
	}
	for _, j := range []int{to, from - 1, to + 1, from - 2, from - 3} {
		if j < 0 || j >= len(ws) || j < from && ws[j+1].cut || j >= to && ws[j].cut {
			continue
		}
		f, ok := named[j]
		if !ok || !facets[f] {
			continue
		}
		var out []int
		for _, x := range found {
			if v.values[x].facet == f {
				out = append(out, x)
			}
		}
		return out
	}
	return found
}

// negatedAt: «не», "no", "without" within the words before, with nothing named
// between.
func (v *vocabulary) negatedAt(ws []word, hs []hit, i int) bool {
	h := hs[i]
	for j := h.from - 1; j >= 0 && j >= h.from-3; j-- {
		if ws[j+1].cut {
			return false
		}
		if i > 0 && j < hs[i-1].to {
			return hs[i-1].negated && j+1 < h.from && ors[ws[j+1].text] // "without backlight or timer"
		}
		if ws[j].spent {
			return false
		}
		if negators[ws[j].text] {
			return true
		}
	}
	return false
}

func sortedUnique(list []int) []int {
	var out []int
	for _, x := range list {
		if !contains(out, x) {
			out = append(out, x)
		}
	}
	for i := 1; i < len(out); i++ {
		for j := i; j > 0 && out[j] < out[j-1]; j-- {
			out[j], out[j-1] = out[j-1], out[j]
		}
	}
	return out
}

// slip: one letter left out, added, changed or swapped, the first being right.
func slip(a, b string) bool {
	if utf8.RuneCountInString(b) < 5 || a == b {
		return a == b
	}
	x, y := []rune(a), []rune(b)
	if len(x) > len(y) {
		x, y = y, x
	}
	if len(y)-len(x) > 1 || x[0] != y[0] {
		return false
	}
	i := 0
	for i < len(x) && x[i] == y[i] {
		i++
	}
	if len(x) != len(y) {
		return string(x[i:]) == string(y[i+1:])
	}
	if i+1 < len(x) && x[i] == y[i+1] && x[i+1] == y[i] {
		return string(x[i+2:]) == string(y[i+2:])
	}
	return i < len(x) && string(x[i+1:]) == string(y[i+1:])
}

func parseNumber(s string) (float64, bool) {
	n, err := strconv.ParseFloat(strings.ReplaceAll(s, ",", "."), 64)
	return n, err == nil
}
