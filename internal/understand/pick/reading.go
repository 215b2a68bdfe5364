package pick

import "strings"

// cond is one condition: the option has (or has not) one of the values.
type cond struct {
	values  []int
	negated bool
}

// reading is what the words ask for.
type reading struct {
	must     []cond
	prefer   [][]cond // each an order of alternatives
	fallback []cond   // where what was wished for first cannot be had
	second   bool     // there is a fallback
	free     map[int]bool
	freeAll  bool
	keep     map[int]bool // as it is now
	sameAll  bool
	spoken   map[int]bool
	compare  []comparison
	prices   []priceLimit
	ids      []int
	unmet    bool // something was asked for that none has, or that cannot be told
	said     bool
	nextBest bool // the next value is the second choice
}

type mode uint8

const (
	wanted    mode = iota
	preferred      // if it can be had
	condition      // "if there is none …": tells of the first wish again
	instead        // what then
	old            // what the customer has now, or does not want
	careless       // does not matter
)

var (
	prefers   = []string{"prefer", "preferably", "preferable", "prefers", "preferred", "ideally", "if possible", "would rather", "i'd rather", "better if", "краще", "бажано", "надаю перевагу", "віддаю перевагу", "ліпше", "лучше", "желательно", "предпочитаю", "в ідеалі", "якщо можна"}
	careFree  = []string{"don't care", "dont care", "do not care", "not care", "doesn't matter", "does not matter", "don't matter", "not important", "don't mind", "do not mind", "no preference", "regardless", "whatever", "whichever", "either way", "неважливо", "неважливий", "неважлива", "неважливе", "не важливо", "не важливий", "не має значення", "не принципово", "байдуже", "без різниці", "все одно", "неважно", "не важно", "без разницы", "все равно", "aren't important", "unimportant"}
	anyWords  = []string{"any", "будь який", "будь яка", "будь яке", "будь якого", "будь якої", "любий", "любого", "любой", "будь якому", "будь яку"}
	sameWords = []string{"same", "identical", "unchanged", "as it is", "as is", "як є", "як було", "такий самий", "такий же", "така сама", "таку саму", "таку ж", "така ж", "таке саме", "таке ж", "такі самі", "такого самого", "такої самої", "тієї самої", "тієї ж", "той самий", "ту саму", "те саме", "тому самому", "того самого", "такой же", "такую же", "такая же", "так само", "без змін", "keep", "keeping", "kept", "залиште", "залишити", "лишити", "лишається", "залишається"}
	insteads  = []string{"instead of", "rather than", "замість", "вместо", "not the", "не той", "а не"}
	ifNots    = []string{"if not available then", "if not available", "if not possible", "if unavailable", "if that's not available", "if not then", "if not", "or else", "otherwise", "failing that", "якщо ні", "якщо нема", "якщо немає", "якщо не буде", "в іншому разі", "інакше", "если нет", "иначе"}
	ifs       = []string{"if", "якщо", "если", "коли"}
	thens     = wordSet("then то тоді тогда")
	excepts   = []string{"except for", "except", "other than", "apart from", "but not", "окрім", "крім", "за винятком", "кроме"}
	foreign   = wordSet("other another pending received second first previous earlier інший інше інша іншому іншого іншій отримав отримала отриманий другой другом")
	sames     = wordSet("same identical")
	overs     = wordSet("over than ніж чем")
	ors       = wordSet("or або чи или")
)

// read walks through the words once.
func (v *vocabulary) read(ws []word) *reading {
	r := &reading{free: map[int]bool{}, keep: map[int]bool{}, spoken: map[int]bool{}}
	v.literal(r, ws)
	covered := make([]bool, len(ws))
	v.comparisons(r, ws, covered)
	at := map[int]*hit{}
	for i := range ws {
		if n, _ := modeAt(ws, i); n > 1 {
			for j := i; j < i+n; j++ {
				ws[j].spent = true
			}
		}
	}
	hs := v.hits(ws)
	for i := range hs {
		if covered[hs[i].from] && hs[i].facet < 0 || tooMuch(ws, hs[i].from) {
			continue // "500 pieces less": no set of 500; "too big": no wish
		}
		at[hs[i].from] = &hs[i]
		for j := hs[i].from; j < hs[i].to; j++ {
			covered[j] = true
		}
	}
	now, same, loose := wanted, 0, false
	skip := make([]bool, len(ws))
	pivot := exchangePivot(ws)
	var alternatives []cond // of a preference in order
	flush := func() {
		if len(alternatives) > 0 {
			r.prefer = append(r.prefer, alternatives)
			alternatives = nil
		}
	}
	for i := 0; i < len(ws); {
		if ws[i].cut && ws[i].mark != "" {
			switch {
			case now == condition:
				now = instead
			case now == old || now == careless || now == preferred && !r.nextBest && !continues(ws, i) && anyOf(ws, i, ifNots) == 0:
				flush()
				now = wanted
			}
			same, loose = 0, false
		}
		n, next := modeAt(ws, i)
		switch {
		case n > 0 && next == careless && anyOf(ws, i, anyWords) > 0:
			loose, i = true, i+n
			continue
		case n > 0 && next == careless:
			v.freeClause(r, ws, hs, i)
			now, i = careless, i+n
			continue
		case n > 0 && next == instead && (now == preferred || i > 0 && sames[ws[i-1].text]):
			r.nextBest = now == preferred
			i += n // "I prefer AC, otherwise USB": the next best; "same otherwise" says no more
			continue
		case n > 0:
			r.second = r.second || next == instead || next == condition
			now, i = next, i+n
			continue
		}
		if thens[ws[i].text] && now == condition {
			now = instead
		}
		if n := anyOf(ws, i, sameWords); n > 0 && (at[i] == nil || at[i].facet >= 0 || at[i].to-i <= n) {
			if v.foreignSame(ws, i) {
				r.unmet = true
			}
			back := v.facetBefore(hs, i)
			same, i = i+1, i+n
			if back >= 0 && !v.facetFollows(ws, hs, i) {
				r.keep[back], r.said, same = true, true, 0
				continue
			}
			if !v.facetFollows(ws, hs, i) {
				r.sameAll = r.sameAll || !v.valueFollows(hs, i)
				same = 0
			}
			r.said = true
			continue
		}
		h := at[i]
		if h == nil {
			skip[i] = now == old || now == condition || now == careless
			if now == old && (ws[i].text == "and" || ws[i].text == "і" || ws[i].text == "та" || ws[i].text == "to" || ws[i].text == "for" || ws[i].text == "на") {
				now = wanted
			}
			i++
			continue
		}
		v.take(r, ws, *h, now, same > 0, loose, i < pivot, &alternatives)
		if h.facet < 0 {
			loose = false
		}
		i = h.to
	}
	flush()
	v.missing(r, ws, covered, skip, pivot)
	return r
}

// modeAt says what the words at i make of those that follow.
func modeAt(ws []word, i int) (n int, m mode) {
	for _, c := range []struct {
		phrases []string
		mode    mode
	}{{ifNots, instead}, {prefers, preferred}, {careFree, careless}, {anyWords, careless}, {insteads, old}, {ifs, condition}} {
		if n := anyOf(ws, i, c.phrases); n > 0 {
			if c.mode == careless && i > 0 && negators[ws[i-1].text] && anyOf(ws, i, anyWords) > 0 {
				continue // "without any backlight"
			}
			if c.mode == condition && anyOf(ws, i, []string{"if possible", "if available", "if you have"}) > 0 {
				return 2, preferred
			}
			return n, c.mode
		}
	}
	return 0, wanted
}

// continues: an order of preferences goes on behind a comma or ">".
func continues(ws []word, i int) bool { return containsRune(ws[i].mark, '>') || overs[ws[i].text] }

// tooMuch: "too big" complains of what there is.
func tooMuch(ws []word, i int) bool {
	if i == 0 || ws[i].cut {
		return false
	}
	switch ws[i-1].text {
	case "too", "надто", "занадто", "слишком", "дуже", "very":
		return true
	}
	return false
}

// facetBefore: "the size the same", «розмір той самий».
func (v *vocabulary) facetBefore(hs []hit, i int) int {
	for _, h := range hs {
		if h.to <= i && h.to >= i-1 && h.facet >= 0 {
			return h.facet
		}
	}
	return -1
}

func containsRune(s string, r rune) bool {
	for _, c := range s {
		if c == r {
			return true
		}
	}
	return false
}

// take adds one named value or property to the reading.
func (v *vocabulary) take(r *reading, ws []word, h hit, now mode, same, loose, before bool, alternatives *[]cond) {
	if h.facet >= 0 {
		f := h.facet
		switch {
		case loose || now == careless:
			r.free[f] = true
		case same:
			r.keep[f] = true
			r.said = true
		case now == wanted || now == instead:
			v.present(r, f, h.negated, now, ws, h)
		}
		return
	}
	if before || now == old || now == condition || now == careless || replaced(ws, h) {
		return
	}
	c := cond{values: h.values, negated: h.negated}
	for _, x := range h.values {
		if now != instead {
			r.spoken[v.values[x].facet] = true
		}
	}
	r.said = true
	switch now {
	case instead:
		r.fallback = append(r.fallback, c)
	case preferred:
		next := r.nextBest || ordered(ws, h)
		r.nextBest = false
		if n := len(*alternatives); n > 0 && !next && v.sameFacet((*alternatives)[n-1], c) && !c.negated {
			(*alternatives)[n-1].values = append((*alternatives)[n-1].values, c.values...)
		} else if n > 0 && !v.sameFacet((*alternatives)[n-1], c) {
			r.prefer = append(r.prefer, *alternatives)
			*alternatives = []cond{c}
		} else {
			*alternatives = append(*alternatives, c)
		}
	default:
		if n := len(r.must); n > 0 && !c.negated && !r.must[n-1].negated && v.sameFacet(r.must[n-1], c) {
			v.join(&r.must[n-1], c, ws, h)
			return
		}
		if orderedMark(ws, h.to) || h.to < len(ws) && ws[h.to].text == "over" { // "battery > USB > AC" without a "prefer"
			*alternatives = append(*alternatives, c)
			return
		}
		if n := len(*alternatives); n > 0 && ordered(ws, h) {
			*alternatives = append(*alternatives, c)
			return
		}
		r.must = append(r.must, c)
	}
}

// join: two values of one property. «чорний або білий» leaves both; else the
// one that the customer has now is what they want changed.
func (v *vocabulary) join(have *cond, c cond, ws []word, h hit) {
	f := v.values[c.values[0]].facet
	if now, ok := v.like[f]; ok && !ors[wordBefore(ws, h.from)] {
		switch {
		case contains(have.values, now) && !contains(c.values, now):
			have.values = c.values
			return
		case contains(c.values, now) && !contains(have.values, now):
			return
		}
	}
	have.values = sortedUnique(append(have.values, c.values...))
}

func (v *vocabulary) sameFacet(a, b cond) bool {
	fa := map[int]bool{}
	for _, x := range a.values {
		fa[v.values[x].facet] = true
	}
	for _, x := range b.values {
		if !fa[v.values[x].facet] {
			return false
		}
	}
	return len(fa) == 1
}

func wordBefore(ws []word, i int) string {
	if i == 0 {
		return ""
	}
	return ws[i-1].text
}

// ordered: the value comes after another in an order of preference.
func ordered(ws []word, h hit) bool {
	return orderedMark(ws, h.from) || overs[wordBefore(ws, h.from)] || wordBefore(ws, h.from) == "then"
}

func orderedMark(ws []word, i int) bool { return i < len(ws) && containsRune(ws[i].mark, '>') }

// replaced: "from 9 to 8".
func replaced(ws []word, h hit) bool {
	for j := h.from - 1; j >= 0 && j >= h.from-3 && !ws[j+1].cut; j-- {
		if t := ws[j].text; t == "from" || t == "з" || t == "із" || t == "зі" || t == "с" {
			for k := h.to; k < len(ws) && k < h.to+4 && !ws[k].cut; k++ {
				if ws[k].text == "to" || ws[k].text == "на" {
					return true
				}
			}
		}
	}
	return false
}

// present: a property is named without a value: "with backlight",
// "not waterproof".
func (v *vocabulary) present(r *reading, f int, negated bool, now mode, ws []word, h hit) {
	nothing, yes := v.nothingOf(f), v.yesOf(f)
	if nothing < 0 || v.valueBeside(ws, h, f) {
		return
	}
	c := cond{values: []int{nothing}, negated: !negated}
	if yes >= 0 && !negated {
		c = cond{values: []int{yes}}
	}
	if !negated && yes < 0 && !wanting(ws, h.from) {
		return
	}
	r.said = true
	if now == instead {
		r.fallback = append(r.fallback, c)
	} else {
		r.spoken[f] = true
		r.must = append(r.must, c)
	}
}

// wanting: "with backlight" wants one, "backlight" alone only names it.
func wanting(ws []word, i int) bool {
	for j := i - 1; j >= 0 && j >= i-2; j-- {
		switch ws[j].text {
		case "with", "have", "has", "with a", "з", "із", "зі", "має", "с":
			return true
		}
	}
	return false
}

// valueBeside: the property's name goes with a value ("RGB backlight").
func (v *vocabulary) valueBeside(ws []word, h hit, f int) bool {
	for _, j := range []int{h.from - 1, h.to, h.to + 1} {
		if j >= 0 && j < len(ws) && v.sharesFacet(ws[j].is, f) && !generic[ws[j].is] && !negators[ws[j].text] {
			return true
		}
	}
	return false
}

// freeClause: all that is named in the clause does not matter; where nothing
// is, nothing that was not spoken of does.
func (v *vocabulary) freeClause(r *reading, ws []word, hs []hit, i int) {
	from, to := i, i+1
	for from > 0 && !ws[from].cut {
		from--
	}
	for to < len(ws) && !ws[to].cut {
		to++
	}
	only := false
	for j := from; j < i; j++ {
		only = only || ws[j].text == "only"
	}
	named := false
	for _, h := range hs {
		if h.from < from || h.from >= to || only {
			continue
		}
		if h.facet >= 0 {
			r.free[h.facet], named = true, true
		} else if h.from >= i {
			for _, x := range h.values {
				r.free[v.values[x].facet] = true
			}
			named = true
		}
	}
	r.freeAll = r.freeAll || !named
}

// facetFollows: "the same size", "the same material and color".
func (v *vocabulary) facetFollows(ws []word, hs []hit, i int) bool {
	for _, h := range hs {
		if h.from >= i && h.from <= i+1 && !ws[i].cut && !buts[ws[i].text] {
			return h.facet >= 0
		}
	}
	return false
}

func (v *vocabulary) valueFollows(hs []hit, i int) bool {
	for _, h := range hs {
		if h.from == i && h.facet < 0 {
			return true
		}
	}
	return false
}

// foreignSame: "the same as in my other order" is not what the customer has
// here.
func (v *vocabulary) foreignSame(ws []word, i int) bool {
	for j := i + 1; j < len(ws) && j < i+10; j++ {
		if ws[j].text == "as" || ws[j].text == "that" || ws[j].text == "як" || ws[j].text == "що" || ws[j].text == "как" {
			elsewhere := false
			for k := j + 1; k < len(ws) && k < j+10; k++ {
				if v.tellsState(ws[k]) {
					return false // «як той, що вже маю»
				}
				elsewhere = elsewhere || foreign[ws[k].text] || strings.HasPrefix(ws[k].is, "=")
			}
			return elsewhere
		}
		if ws[j].cut {
			return false
		}
	}
	return false
}

// exchangePivot is the word after which the new thing is described:
// "exchange the blue one for …", «поміняйте чорну на …».
func exchangePivot(ws []word) int {
	for i, w := range ws {
		if !exchanges[w.text] && !beginsWith(w.text, exchangeBegins...) {
			continue
		}
		for j := i + 1; j < len(ws); j++ {
			switch ws[j].text {
			case "for", "to", "into", "на":
				if j > i+1 || ws[j].text == "for" || ws[j].text == "на" {
					return j
				}
			}
		}
	}
	return 0
}

var exchangeBegins = []string{"обмін", "замін", "помін", "змін", "обмен", "замен", "помен"}

var exchanges = wordSet("exchange exchanging change changing modify swap replace switch switching trade upgrade")

func beginsWith(s string, prefixes ...string) bool {
	for _, p := range prefixes {
		if len(s) >= len(p) && s[:len(p)] == p {
			return true
		}
	}
	return false
}
