package pick

import (
	"math"
	"strings"
)

// comparison asks for more or less of something than the customer has now, or
// for the most or least of it.
type comparison struct {
	facet  int // price: -1
	up     bool
	most   bool    // "the biggest"
	step   bool    // "one size", "slightly": the next one
	amount float64 // "1000 more": exactly so much
}

const price = -1

type kind uint8

const (
	bySize kind = iota + 1
	byLength
	byBrightness
	byPrice
	byThickness
	byWeight
	byDifficulty
	byAnything // more, less, higher, lower: of what is named beside
)

type degree struct {
	kind kind
	up   bool
	most bool
}

var degrees, degreeBegins = buildDegrees()

func buildDegrees() (map[string]degree, []struct {
	prefix string
	degree
}) {
	out := map[string]degree{}
	for _, l := range []struct {
		d     degree
		words string
	}{
		{degree{bySize, true, false}, "bigger larger greater"}, {degree{bySize, false, false}, "smaller"},
		{degree{byLength, true, false}, "longer taller"}, {degree{byLength, false, false}, "shorter"},
		{degree{byBrightness, true, false}, "brighter"}, {degree{byBrightness, false, false}, "dimmer darker"},
		{degree{byPrice, true, false}, "pricier costlier дорожче дорогше дороже подорожче"}, {degree{byPrice, false, false}, "cheaper дешевше дешевле подешевше"},
		{degree{byThickness, true, false}, "thicker товще"}, {degree{byThickness, false, false}, "thinner slimmer тонше"},
		{degree{byWeight, true, false}, "heavier"}, {degree{byWeight, false, false}, "lighter"},
		{degree{byDifficulty, true, false}, "harder tougher складніше важче"}, {degree{byDifficulty, false, false}, "easier simpler легше простіше"},
		{degree{byDifficulty, true, true}, "hardest toughest"}, {degree{byDifficulty, false, true}, "easiest simplest"}, {degree{byWeight, true, true}, "heaviest"}, {degree{byWeight, false, true}, "lightest"},
		{degree{byAnything, true, false}, "more higher більше вище больше выше"}, {degree{byAnything, false, false}, "less fewer lower менше нижче меньше ниже"},
		{degree{bySize, true, true}, "biggest largest"}, {degree{bySize, false, true}, "smallest"}, {degree{byLength, true, true}, "longest tallest"}, {degree{byLength, false, true}, "shortest"},
		{degree{byBrightness, true, true}, "brightest"}, {degree{byBrightness, false, true}, "dimmest"}, {degree{byPrice, true, true}, "priciest dearest"}, {degree{byPrice, false, true}, "cheapest"},
		{degree{byAnything, true, true}, "most highest maximum max"}, {degree{byAnything, false, true}, "least lowest minimum fewest"}, {degree{byThickness, true, true}, "thickest"}, {degree{byThickness, false, true}, "thinnest"},
	} {
		for w := range wordSet(l.words) {
			out[w] = l.d
		}
	}
	return out, []struct {
		prefix string
		degree
	}{
		{"найбільш", degree{bySize, true, true}}, {"найменш", degree{bySize, false, true}}, {"найдовш", degree{byLength, true, true}}, {"найкоротш", degree{byLength, false, true}},
		{"найдешевш", degree{byPrice, false, true}}, {"найдорож", degree{byPrice, true, true}}, {"найяскрав", degree{byBrightness, true, true}}, {"найтьмян", degree{byBrightness, false, true}}, {"найтемн", degree{byBrightness, false, true}},
		{"більш", degree{bySize, true, false}}, {"менш", degree{bySize, false, false}}, {"довш", degree{byLength, true, false}}, {"коротш", degree{byLength, false, false}}, {"вищ", degree{byAnything, true, false}},
		{"нижч", degree{byAnything, false, false}}, {"яскравіш", degree{byBrightness, true, false}}, {"тьмяніш", degree{byBrightness, false, false}}, {"темніш", degree{byBrightness, false, false}},
		{"дешевш", degree{byPrice, false, false}}, {"дорожч", degree{byPrice, true, false}}, {"товщ", degree{byThickness, true, false}}, {"тонш", degree{byThickness, false, false}},
		{"найлегш", degree{byDifficulty, false, true}}, {"найпростіш", degree{byDifficulty, false, true}}, {"найскладніш", degree{byDifficulty, true, true}}, {"найважч", degree{byDifficulty, true, true}},
		{"легш", degree{byDifficulty, false, false}}, {"простіш", degree{byDifficulty, false, false}}, {"складніш", degree{byDifficulty, true, false}}, {"важч", degree{byDifficulty, true, false}},
		{"найнижч", degree{byAnything, false, true}}, {"найвищ", degree{byAnything, true, true}}, {"найтонш", degree{byThickness, false, true}}, {"найтовщ", degree{byThickness, true, true}},
		{"побільш", degree{bySize, true, false}}, {"поменш", degree{bySize, false, false}}, {"меньш", degree{bySize, false, false}}, {"больш", degree{bySize, true, false}},
	}
}

func degreeOf(w string) (degree, bool) {
	for _, b := range []string{"як", "що"} { // «якнайдешевший», «щонайбільший»
		if rest, ok := strings.CutPrefix(w, b); ok && strings.HasPrefix(rest, "най") {
			w = rest
		}
	}
	if d, ok := degrees[w]; ok {
		return d, true
	}
	if w != "" && w[0] >= 0x80 {
		for _, b := range degreeBegins {
			if beginsWith(w, b.prefix) {
				return b.degree, true
			}
		}
	}
	return degree{}, false
}

var (
	steps       = []string{"slightly", "a bit", "a little", "bit", "little", "one size", "a size", "one step", "трохи", "трішки", "трошки", "дещо", "на розмір", "на один розмір", "один розмір", "чуть", "немного", "size up", "size down", "next size"}
	priceWords  = wordSet("expensive costly price дорогий дорога дороге дорогу дорогі дорогой дорогую")
	cheapWords  = wordSet("cheap дешевий дешеву дешева дешевый дешевую дешевое")
	brightWords = wordSet("bright яскравий яскрава яскраву яскраве яскравим")
	kindWords   = map[kind][]string{
		bySize: {"size", "capac", "frame", "screen", "diamet", "piec", "room", "height", "length", "storag"}, byLength: {"length", "height", "long"},
		byBrightness: {"bright", "brightness"}, byThickness: {"thick", "thickness"}, byWeight: {"weight"}, byDifficulty: {"difficulti", "weight"},
	}
)

// comparisons finds what is asked for more or less of.
func (v *vocabulary) comparisons(r *reading, ws []word, covered []bool) {
	for i := 0; i < len(ws); i++ {
		d, ok := degreeOf(ws[i].text)
		if d1, is := asPossible(ws, i); is {
			d, ok = d1, true
		}
		upDown := ws[i].text == "up" || ws[i].text == "down"
		switch {
		case upDown && i > 0 && ws[i-1].is == "size":
			d, ok = degree{kind: bySize, up: ws[i].text == "up"}, true
		case !ok && (ws[i].text == "самый" || ws[i].text == "самую" || ws[i].text == "самое" || ws[i].text == "найбільш") && i+1 < len(ws):
			if cheapWords[ws[i+1].text] || priceWords[ws[i+1].text] {
				d, ok = degree{byPrice, priceWords[ws[i+1].text], true}, true
			}
		}
		if !ok || i > 0 && negators[ws[i-1].text] && !d.most || foundElsewhere(ws, i) {
			continue
		}
		next := ""
		if i+1 < len(ws) {
			next = ws[i+1].text
		}
		if priceWords[next] && (d.kind == byAnything || d.kind == bySize) {
			d.kind = byPrice
		} else if brightWords[next] && (d.kind == byAnything || d.kind == bySize) {
			d.kind = byBrightness
		} else if (ws[i].text == "most" || ws[i].text == "more" || ws[i].text == "менше" || ws[i].text == "більше" || ws[i].text == "less") && (next == "than" || next == "ніж" || next == "за") {
			continue // a limit, not a comparison
		}
		c := comparison{up: d.up, most: d.most}
		covered[i] = true
		if d.kind == byPrice || d.kind == byAnything && v.beside(ws, i, "pric") {
			c.facet = price
		} else if c.facet = v.facetOf(d.kind, ws, i); c.facet < 0 {
			if d.kind != byAnything {
				r.unmet, r.said = true, true
			}
			continue
		}
		c.amount = v.amountBy(ws, i, c.facet, covered)
		c.step = c.amount == 0 && !d.most && near(ws, i, steps)
		r.compare = append(r.compare, c)
		r.said = true
		if c.facet >= 0 {
			r.spoken[c.facet] = true
		}
	}
}

// asPossible: "as few pieces as possible", «якомога менше», "as cheap as you have".
func asPossible(ws []word, i int) (degree, bool) {
	if i == 0 {
		return degree{}, false
	}
	if ws[i-1].text == "якомога" || ws[i-1].text == "можна" && i > 1 && ws[i-2].text == "як" {
		d, ok := degreeOf(ws[i].text)
		d.most = true
		return d, ok
	}
	d, ok := plainDegrees[ws[i].text]
	if !ok || ws[i-1].text != "as" {
		return degree{}, false
	}
	for j := i + 1; j+1 < len(ws) && j < i+5 && !ws[j].cut; j++ {
		if ws[j].text == "as" {
			switch ws[j+1].text {
			case "possible", "you", "it", "they", "can", "available":
				return d, true
			}
		}
	}
	return degree{}, false
}

var plainDegrees = map[string]degree{
	"few": {byAnything, false, true}, "little": {byAnything, false, true}, "many": {byAnything, true, true}, "much": {byAnything, true, true},
	"small": {bySize, false, true}, "big": {bySize, true, true}, "large": {bySize, true, true}, "short": {byLength, false, true}, "long": {byLength, true, true}, "tall": {byLength, true, true},
	"cheap": {byPrice, false, true}, "expensive": {byPrice, true, true}, "bright": {byBrightness, true, true}, "dim": {byBrightness, false, true}, "light": {byWeight, false, true},
	"easy": {byDifficulty, false, true}, "simple": {byDifficulty, false, true}, "hard": {byDifficulty, true, true}, "difficult": {byDifficulty, true, true},
	"high": {byAnything, true, true}, "low": {byAnything, false, true}, "thin": {byThickness, false, true}, "thick": {byThickness, true, true},
}

// foundElsewhere: «знайшов дешевше», "saw it cheaper" is why, and not which.
func foundElsewhere(ws []word, i int) bool {
	for j := i - 1; j >= 0 && j >= i-4 && !ws[j+1].cut; j-- {
		if finding[ws[j].text] {
			return true
		}
	}
	return false
}

var finding = wordSet("found find saw seen знайшов знайшла знайшли знайшлося бачив бачила побачив побачила трапилося нашел нашла")

func (v *vocabulary) beside(ws []word, i int, is string) bool {
	return i+1 < len(ws) && ws[i+1].is == is || i > 0 && ws[i-1].is == is
}

func near(ws []word, i int, phrases []string) bool {
	for j := max(0, i-3); j <= i+2 && j < len(ws); j++ {
		if anyOf(ws, j, phrases) > 0 {
			return true
		}
	}
	return false
}

// facetOf finds what a comparative is about: what is named beside it, what the
// unit beside it measures, or what such a word is said of.
func (v *vocabulary) facetOf(k kind, ws []word, i int) int {
	for _, j := range []int{i + 1, i - 1, i + 2, i - 2, i + 3} {
		if j < 0 || j >= len(ws) || j > i && ws[j].cut || j < i && ws[j+1].cut {
			continue
		}
		for _, f := range v.byName[ws[j].is] {
			if v.facets[f].order && (len(v.byName[ws[j].is]) == 1 || len(v.facets[f].words) == 1) {
				return f
			}
		}
	}
	for _, j := range []int{i + 1, i - 1, i + 2, i - 2} {
		if j < 0 || j >= len(ws) || !units[ws[j].is] {
			continue
		}
		for f, fc := range v.facets {
			if fc.order && v.sharesFacet(ws[j].is, f) {
				return f
			}
		}
	}
	for _, w := range kindWords[k] {
		for f, fc := range v.facets {
			if fc.order && contains2(fc.words, w) {
				return f
			}
		}
	}
	if k == bySize {
		only, n := -1, 0
		for f, fc := range v.facets {
			if fc.order {
				only, n = f, n+1
			}
		}
		if n == 1 {
			return only
		}
	}
	return -1
}

func contains2(list []string, s string) bool {
	for _, x := range list {
		if x == s {
			return true
		}
	}
	return false
}

// amountBy: "1000 more pieces", "500 pieces less", «на 500 менше».
func (v *vocabulary) amountBy(ws []word, i, f int, covered []bool) float64 {
	if f < 0 {
		return 0
	}
	for _, j := range []int{i - 1, i - 2, i + 1} {
		if j < 0 || j >= len(ws) || !ws[j].number() || j == i-2 && !units[ws[i-1].is] {
			continue
		}
		if n, ok := parseNumber(ws[j].is); ok && n > 0 {
			covered[j] = true
			return n
		}
	}
	return 0
}

// holds says whether an option is what the comparison asks for.
func (v *vocabulary) holds(c comparison, option int) bool {
	if c.facet == price {
		base, own := v.likeRank(), v.q.Options[option].Rank
		return own != nil && !math.IsNaN(base) && (c.up && *own > base || !c.up && *own < base)
	}
	base := v.values[v.like[c.facet]].rank
	own, ok := v.rankOf(option, c.facet)
	if !ok {
		return false
	}
	switch {
	case c.amount > 0 && c.up:
		return own == base+c.amount
	case c.amount > 0:
		return own == base-c.amount
	case c.up && own <= base || !c.up && own >= base:
		return false
	case c.step:
		for _, x := range v.facets[c.facet].values {
			if r := v.values[x].rank; c.up && r > base && r < own || !c.up && r < base && r > own {
				return false
			}
		}
	}
	return true
}

func (v *vocabulary) rankOf(option, f int) (float64, bool) {
	for x := range v.has[option] {
		if v.values[x].facet == f {
			return v.values[x].rank, true
		}
	}
	return 0, false
}
