package pick

import "strings"

var (
	alls     = wordSet("all everything every each both entire whole усе все всі усі усіх всіх усім всім обидва обидві обоє кожен кожне кожну всех оба обе весь увесь цілком повністю")
	allForms = []string{"all of them", "all of it", "both of them", "the lot", "the whole order"}
)

// pickMany finds all the options that are meant: each part of a list names
// some; «усе, крім …» names the others.
func (v *vocabulary) pickMany(ws []word) Answer {
	named, without := splitExcept(v.placed(v.withoutPayment(ws)))
	base, narrow, said, unmet := v.named(named)
	if without != nil {
		gone, unclear, ok, _ := v.named(without)
		if !ok || len(unclear) > 0 {
			return Answer{Unmet: true}
		}
		if len(base) == 0 {
			if !said && weight(named) > 0 {
				return Answer{} // of what, nobody can tell
			}
			base = v.offered()
		}
		var out []int
		for _, o := range base {
			if !contains(gone, o) {
				out = append(out, o)
			}
		}
		if len(out) == 0 {
			return Answer{Unmet: true}
		}
		return Answer{Chosen: out, Confidence: 0.9}
	}
	switch {
	case unmet || !said:
		return Answer{Unmet: unmet}
	case len(narrow) > 0:
		return Answer{Narrow: unique(append(base, narrow...)), Confidence: 0.8}
	case len(base) == 0:
		return Answer{}
	}
	return Answer{Chosen: unique(base), Confidence: 0.9}
}

// among compares the things of one kind with each other: "the bigger one" of two
// backpacks is no bigger size than that of the boots on the same list.
func (v *vocabulary) among(text string, a Answer, ws []word) Answer {
	some := a.Narrow
	if a.Unmet {
		some = v.offered()
	}
	if len(a.Chosen) > 0 || len(some) < 2 || len(some) == len(v.q.Options) || !compares(ws) {
		return a
	}
	q := v.q
	q.Options = make([]Option, 0, len(some))
	for _, o := range some {
		option := v.q.Options[o]
		option.Aside = false
		q.Options = append(q.Options, option)
	}
	found := Pick(text, q)
	if len(found.Chosen) == 0 {
		return a
	}
	for i, o := range found.Chosen {
		found.Chosen[i] = some[o]
	}
	return found
}

func compares(ws []word) bool {
	for _, w := range ws {
		if _, ok := degreeOf(w.text); ok {
			return true
		}
	}
	return false
}

// withoutPayment drops "credit card": it is where the money goes, and not the
// camera with an SD card – unless things on the list are called so.
func (v *vocabulary) withoutPayment(ws []word) []word {
	for _, x := range v.byWord["card"] {
		if name := strings.Fields(strings.ToLower(v.values[x].text)); len(name) > 1 && paymentCards[name[0]] {
			return ws
		}
	}
	out := make([]word, 0, len(ws))
	for i, w := range ws {
		if w.is == "card" && i > 0 && paymentCards[ws[i-1].text] {
			out = out[:len(out)-1]
			continue
		}
		out = append(out, w)
	}
	return out
}

var paymentCards = wordSet("credit debit gift bank visa mastercard")

// closing words before «все» say that nothing more is wanted: "that's all".
var closing = wordSet("that's thats that is it's be це ось на цьому поки")

// splitExcept divides at «крім», "except".
func splitExcept(ws []word) (named, without []word) {
	for i := range ws {
		if n := anyOf(ws, i, excepts); n > 0 {
			return ws[:i], ws[i+n:]
		}
	}
	return ws, nil
}

// named reads a list part by part. A part that names no thing of its own goes
// on about the one before («ноутбук, 15 дюймів»).
func (v *vocabulary) named(ws []word) (chosen, narrow []int, said, unmet bool) {
	last := -1       // where the options of the part before begin in chosen
	var name []cond  // what the part before calls its thing
	target := false  // the words go on about what is wanted instead
	var open [][]int // what several things are called
	for _, p := range listParts(ws) {
		if targets[p[0].text] && last >= 0 { // «шолом (синій) на червоний»
			target = true
		}
		if names := v.namesThing(p); names || !target {
			p, target = v.untilTarget(p)
		} else {
			continue
		}
		r := v.read(p)
		v.firm(r)
		total := totals(p)
		if last < 0 && !total && r.ids == nil && v.differ() && !v.most(r) && !v.namesThing(p) && !v.notYetHere(p) && weight(ws) > mostBareWords {
			continue // words on something else
		}
		if !r.said {
			switch {
			case !total || weight(p)-asking(p) > 2:
			case len(open) > 0: // «скасуйте нові замовлення. Так, усі»
				open = nil
			case v.together && len(v.pairs()) > 0:
				chosen, said = append(chosen, v.pairs()...), true
			default:
				last, name = len(chosen), nil
				chosen, said = append(chosen, v.offered()...), true
			}
			continue
		}
		from := v.offered()
		if !v.namesThing(p) && last >= 0 && last < len(chosen) {
			if kept := v.filter(r, chosen[last:]); len(kept) > 0 {
				if most := v.extremes(r, kept); len(most) > 0 {
					kept = most // "two tablets … the more expensive one"
				}
				chosen = append(chosen[:last:last], kept...)
				if n := len(open); n > 0 && contains(open[n-1], kept[0]) {
					open = open[:n-1] // told apart now
					if len(kept) > 1 {
						open = append(open, kept)
					}
				}
				continue
			}
			if name != nil { // «… і червону»: another of the same kind, or what is wanted instead
				more := v.filter(&reading{must: append(name[:len(name):len(name)], r.must...)}, from)
				if len(more) > 0 && len(more) <= len(chosen[last:]) {
					chosen = append(chosen, more...)
				}
				continue
			}
		}
		positive, negative := splitNegated(r, v)
		if len(negative) > 0 && len(positive.must) == 0 {
			chosen, said = remove(chosen, v.filter(&reading{must: negative}, from)), true
			continue
		}
		s := v.filter(r, from)
		if len(s) == 0 {
			s = v.filter(r, v.all()) // what is not on show may be named
		}
		if r.ids == nil && len(s) == len(v.all()) && (v.within == nil || len(r.must) == 0) && !total && len(s) > 1 && len(r.compare) == 0 {
			continue // nothing in it tells one from another
		}
		s = v.extremes(r, s)
		if r.ids != nil {
			s = r.ids
		}
		if len(s) == 0 || r.unmet {
			s = v.called(r, from)
		}
		if len(s) == 0 {
			unmet = true
			continue
		}
		name = v.naming(r)
		if len(s) == 1 {
			chosen, open = toldApart(chosen, open, s[0])
		}
		said, last = true, len(chosen)
		if len(s) == 1 || total || v.plural(p, s) || v.counted(p, len(s)) || r.ids != nil {
			chosen = append(chosen, s...)
		} else if v.twins(s) {
			chosen = append(chosen, s[0])
		} else {
			open = append(open, s)
			chosen = append(chosen, s...)
		}
	}
	chosen, narrow = v.settle(chosen, open)
	return chosen, narrow, said, unmet
}

// firm: «поверніть краще планшет» names a thing as surely as any words.
func (v *vocabulary) firm(r *reading) {
	for _, group := range r.prefer {
		if c := group[0]; v.facets[v.values[c.values[0]].facet].naming {
			r.must = append(r.must, c)
		}
	}
}

// mostBareWords of an answer that tells a thing by its properties alone: "the
// black one".
const mostBareWords = 6

// differ says whether the options are called differently, so that a sentence
// about one of them names it.
func (v *vocabulary) differ() bool {
	for _, f := range v.facets {
		if f.naming {
			return true
		}
	}
	return false
}

// totals: "all", «усе», but not "all right" or "not the whole order".
func totals(p []word) bool {
	for i, w := range p {
		if !alls[w.text] && anyOf(p, i, allForms) == 0 || negatedWord(p, i) {
			continue
		}
		if i > 0 && closing[p[i-1].text] {
			continue
		}
		if i+1 == len(p) || !politely[p[i+1].text] {
			return true
		}
	}
	return false
}

var politely = wordSet("right good fine ок добре гаразд")

// untilTarget cuts off what is wanted instead of a thing: «чайник на сталевий»,
// "the boots to size 8", "the lamp for a brighter one", «…, поміняйте на такий,
// як у мене».
func (v *vocabulary) untilTarget(p []word) (own []word, cut bool) {
	exchanged := false
	for i := 1; i < len(p); i++ {
		exchanged = exchanged || exchanges[p[i-1].text] || beginsWith(p[i-1].text, exchangeBegins...) || sends[p[i-1].text]
		if targets[p[i].text] && (v.namesThing(p[:i]) || exchanged) {
			return p[:i], true
		}
	}
	return p, false
}

// sends go with the place where something is to go, and not with what it is.
var sends = wordSet("send ship deliver redirect forward відправте відправити надішліть надіслати доставте доставити перешліть отправьте")

// notYetHere: the part tells of an order on the way: «моє ще не відправлене
// замовлення». «Отримав замовлення» tells a story.
func (v *vocabulary) notYetHere(p []word) bool {
	for _, w := range p {
		if v.tellsState(w) && w.is != stateDelivered {
			return true
		}
	}
	return false
}

var targets = wordSet("for to into на")

// called finds the things that are called as a part says where none is as it
// says besides: «обміняти клавіатуру на таку саму, але з підсвіткою» describes
// what is wanted, not what there is. Whatever does hold of one of them counts.
func (v *vocabulary) called(r *reading, from []int) []int {
	name := v.naming(r)
	if len(name) == 0 {
		return nil
	}
	found := v.filter(&reading{must: name}, from)
	if len(found) == 0 {
		from = v.all()
		found = v.filter(&reading{must: name}, from)
	}
	for _, c := range r.must {
		if c.negated {
			continue
		}
		if s := v.filter(&reading{must: []cond{c}}, found); len(s) > 0 {
			found = s
		}
	}
	return found
}

// naming are the conditions that say what a thing is called.
func (v *vocabulary) naming(r *reading) []cond {
	var out []cond
	for _, c := range r.must {
		if !c.negated && v.facets[v.values[c.values[0]].facet].naming {
			out = append(out, c)
		}
	}
	return out
}

func splitNegated(r *reading, v *vocabulary) (positive *reading, negative []cond) {
	positive = &reading{}
	for _, c := range r.must {
		if c.negated && v.facets[v.values[c.values[0]].facet].naming {
			negative = append(negative, cond{values: c.values})
		} else {
			positive.must = append(positive.must, c)
		}
	}
	return positive, negative
}

func remove(list, gone []int) []int {
	var out []int
	for _, x := range list {
		if !contains(gone, x) {
			out = append(out, x)
		}
	}
	return out
}

// namesThing: a part says what the thing is called. How its order stands is no
// name, though orders are listed with it.
func (v *vocabulary) namesThing(ws []word) bool {
	for _, w := range ws {
		if strings.HasPrefix(w.is, "=") {
			continue
		}
		if len(v.headAt(w)) > 0 {
			return true
		}
		if len(v.byWord[w.is]) == 0 && !stops[w.text] {
			for _, x := range v.soundAt(w) {
				if v.facets[v.values[x].facet].naming {
					return true
				}
			}
		}
		for _, x := range v.byWord[w.is] {
			if v.facets[v.values[x].facet].naming {
				return true
			}
		}
	}
	return false
}

// plural: "the t-shirts" are all of them. Ukrainian names are given in one
// number; the other form of the word is several.
func (v *vocabulary) plural(p []word, s []int) bool {
	for _, w := range p {
		for _, x := range v.byWord[w.is] {
			if !v.facets[v.values[x].facet].naming || !v.allHave(s, x) {
				continue
			}
			name := strings.ToLower(v.values[x].text)
			if strings.Contains(" "+strings.ReplaceAll(name, "-", " ")+" ", " "+w.text+" ") || strings.Contains(name, w.text) {
				continue
			}
			switch {
			case strings.HasSuffix(w.text, "s") && w.text[0] < 0x80 && !strings.HasSuffix(w.text, "ss"):
				return true
			case strings.HasSuffix(w.text, "ки") || strings.HasSuffix(w.text, "и") || strings.HasSuffix(w.text, "ів"):
				return w.text[0] >= 0x80 && !strings.HasSuffix(name, "и")
			}
		}
	}
	return false
}

// allHave: the options share the name.
func (v *vocabulary) allHave(s []int, x int) bool {
	for _, o := range s {
		if !v.has[o][x] {
			return false
		}
	}
	return true
}

// counted: "two laptops", and there are two.
func (v *vocabulary) counted(p []word, n int) bool {
	for _, w := range p {
		if k, ok := parseNumber(w.is); ok && w.number() && int(k) == n && n <= 10 {
			return true
		}
	}
	return false
}

func weight(ws []word) int {
	n := 0
	for _, w := range ws {
		if !stops[w.text] {
			n++
		}
	}
	return n
}

// asking counts the words that ask for all of it: «замініть усе».
func asking(ws []word) int {
	n := 0
	for _, w := range ws {
		if alls[w.text] || exchanges[w.text] || beginsWith(w.text, exchangeBegins...) {
			n++
		}
	}
	return n
}

// listParts divides at commas and conjunctions.
func listParts(ws []word) [][]word {
	var out [][]word
	from := 0
	for i := range ws {
		joint := joins[ws[i].text]
		if (ws[i].cut || joint) && i > from {
			out = append(out, ws[from:i])
			from = i
		}
		if joint {
			from = i + 1
		}
	}
	if from < len(ws) {
		out = append(out, ws[from:])
	}
	return out
}

// twins are two of the very same thing.
func (v *vocabulary) twins(s []int) bool {
	for _, o := range s {
		if v.q.Options[o].ID != v.q.Options[s[0]].ID || v.q.Options[o].ID == "" {
			return false
		}
	}
	return true
}

// unique keeps the order in which things were said.
func unique(list []int) []int {
	var out []int
	for _, x := range list {
		if !contains(out, x) {
			out = append(out, x)
		}
	}
	return out
}
