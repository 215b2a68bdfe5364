package pick

import (
	"math"
	"strings"
)

// Pick reads a text against the options of a question.
func Pick(text string, q Question) Answer {
	if len(q.Options) == 0 || len(text) > mostBytes {
		return Answer{}
	}
	v := newVocabulary(q)
	said := withoutQuestions(text)
	if q.Asked && strings.TrimSpace(said) == "" {
		said = text
	}
	ws := v.scope(wordsOf(said, q.Lang))
	if len(ws) == 0 || len(ws) > mostWords {
		return Answer{}
	}
	if q.Many {
		return v.among(text, v.pickMany(ws), ws)
	}
	r := v.read(ws)
	a := v.decide(r, v.offered())
	a.Compared = v.most(r)
	return a
}

// withoutQuestions drops sentences that ask: "is the red one nice?" chooses
// nothing. "Can I have …?" and "what about …?" do.
func withoutQuestions(text string) string {
	if !strings.Contains(text, "?") {
		return text
	}
	var out strings.Builder
	from := 0
	for i := 0; i < len(text); i++ {
		if text[i] != '?' && text[i] != '\n' && text[i] != '!' && (text[i] != '.' || i+1 < len(text) && text[i+1] != ' ') {
			continue
		}
		sentence := text[from : i+1]
		from = i + 1
		if text[i] == '?' && asksOnly(strings.ToLower(sentence)) {
			continue
		}
		out.WriteString(sentence)
	}
	out.WriteString(text[from:])
	return out.String()
}

func asksOnly(sentence string) bool {
	f := strings.FieldsFunc(sentence, func(r rune) bool { return r == ' ' || r == ',' || r == '?' })
	return len(f) > 0 && askWords[f[0]] && !(len(f) > 1 && f[1] == "about")
}

var askWords = wordSet("is are was were what how why which who do does did where when will have has які який яка яке скільки чи що де коли чому хто как какой какие какая сколько есть є а")

const (
	mostBytes = 2000
	mostWords = 150
)

// offered are the options that the question shows.
func (v *vocabulary) offered() []int {
	var out []int
	for i, o := range v.q.Options {
		if !o.Aside && v.inside(i) {
			out = append(out, i)
		}
	}
	return out
}

func (v *vocabulary) all() []int {
	var out []int
	for i := range v.q.Options {
		if v.inside(i) {
			out = append(out, i)
		}
	}
	return out
}

// decide narrows the options by what was asked for.
func (v *vocabulary) decide(r *reading, from []int) Answer {
	if len(r.ids) == 1 {
		return Answer{Chosen: r.ids, Confidence: 0.97}
	}
	if !r.said {
		return Answer{}
	}
	if r.unmet {
		return Answer{Unmet: true}
	}
	s := v.filter(r, from)
	if len(s) == 0 && len(from) < len(v.q.Options) {
		s = v.filter(r, v.all()) // «ні, краще червоний», though it was narrowed away
	}
	if len(s) == 0 && len(r.fallback) > 0 { // «RGB, а якщо такої немає, тоді без підсвітки»
		r = v.secondChoice(r)
		s = v.filter(r, from)
	}
	if len(s) == 0 {
		return Answer{Unmet: true}
	}
	for _, group := range r.prefer {
		for _, c := range group {
			if kept := v.keepIf(s, c); len(kept) > 0 {
				s = kept
				break
			}
		}
	}
	fit := s
	s, exact := v.soften(r, s)
	if r.second && !exact {
		kept := fit
		for _, c := range r.fallback {
			kept = v.keepIf(kept, c)
		}
		if len(kept) == 0 || len(r.fallback) == 0 {
			return Answer{Unmet: true}
		}
		for _, c := range r.fallback {
			for _, x := range c.values {
				r.spoken[v.values[x].facet] = true
			}
		}
		if s, _ = v.soften(r, kept); len(s) == 0 {
			return Answer{Unmet: true}
		}
	}
	if r.sameAll && !exact && len(r.must)+len(r.compare)+len(r.prefer) == 0 {
		return Answer{Unmet: true}
	}
	s = v.extremes(r, s)
	switch {
	case len(s) == 0:
		return Answer{Unmet: true}
	case len(s) == 1:
		return Answer{Chosen: s, Confidence: 0.9}
	case len(s) < len(from):
		return Answer{Narrow: s, Confidence: 0.8}
	}
	return Answer{}
}

// secondChoice is the reading with what is wanted instead in the place of what
// cannot be had.
func (v *vocabulary) secondChoice(r *reading) *reading {
	out := *r
	out.must, out.fallback, out.second = nil, nil, false
	for _, c := range r.must {
		replaced := false
		for _, f := range r.fallback {
			replaced = replaced || v.sameFacet(c, f)
		}
		if !replaced {
			out.must = append(out.must, c)
		}
	}
	out.must = append(out.must, r.fallback...)
	for _, c := range r.fallback {
		for _, x := range c.values {
			out.spoken[v.values[x].facet] = true
		}
	}
	return &out
}

func (v *vocabulary) keepIf(s []int, c cond) []int {
	var out []int
	for _, o := range s {
		if v.meets(o, c) {
			out = append(out, o)
		}
	}
	return out
}

func (v *vocabulary) meets(option int, c cond) bool {
	any := false
	for _, x := range c.values {
		any = any || v.has[option][x]
	}
	return any != c.negated
}

// filter keeps the options that have all that must be.
func (v *vocabulary) filter(r *reading, s []int) []int {
	var out []int
	for _, o := range s {
		ok := true
		for _, c := range r.must {
			ok = ok && v.meets(o, c)
		}
		for f := range r.keep {
			if x, has := v.like[f]; has && !r.spoken[f] {
				ok = ok && v.has[o][x]
			}
		}
		for _, c := range r.compare {
			if !c.most && v.comparable(c) {
				ok = ok && v.holds(c, o)
			}
		}
		for _, p := range r.prices {
			ok = ok && !v.bare(o) && v.q.Options[o].Rank != nil && p.holds(*v.q.Options[o].Rank)
		}
		if ok {
			out = append(out, o)
		}
	}
	return out
}

// comparable says that there is something to compare with.
func (v *vocabulary) comparable(c comparison) bool {
	if c.facet == price {
		return !math.IsNaN(v.likeRank())
	}
	_, ok := v.like[c.facet]
	return ok
}

// soften keeps what was not spoken of as it is now, where that can be had. It
// reports whether it can.
func (v *vocabulary) soften(r *reading, s []int) (kept []int, exact bool) {
	if len(v.like) == 0 || r.freeAll || v.most(r) && !r.sameAll {
		return s, true
	}
	free := map[int]bool{}
	for f := range r.free {
		free[f] = true
	}
	for f := range r.spoken {
		free[f] = true
	}
	for _, o := range s {
		if v.sameAsLike(o, free) {
			kept = append(kept, o)
		}
	}
	if len(kept) > 0 {
		return kept, true
	}
	// The size that fits is kept even where the rest cannot be.
	for f, x := range v.like {
		if free[f] || len(v.facets[f].words) != 1 || v.facets[f].words[0] != "size" {
			continue
		}
		if kept := v.keepIf(s, cond{values: []int{x}}); len(kept) > 0 {
			return kept, false
		}
	}
	return s, false
}

func (v *vocabulary) most(r *reading) bool {
	for _, c := range r.compare {
		if c.most {
			return true
		}
	}
	return false
}

// extremes takes the cheapest, the biggest. A comparative with nothing to
// compare with decides between two.
func (v *vocabulary) extremes(r *reading, s []int) []int {
	for _, c := range r.compare {
		if !c.most && v.comparable(c) {
			continue
		}
		if !c.most && v.levels(c, s) != 2 {
			return nil
		}
		s = v.extreme(c, s)
	}
	return s
}

func (v *vocabulary) measureOf(c comparison, o int) (float64, bool) {
	if c.facet == price {
		if r := v.q.Options[o].Rank; r != nil {
			return *r, true
		}
		return 0, false
	}
	return v.rankOf(o, c.facet)
}

func (v *vocabulary) levels(c comparison, s []int) int {
	seen := map[float64]bool{}
	for _, o := range s {
		if m, ok := v.measureOf(c, o); ok {
			seen[m] = true
		}
	}
	return len(seen)
}

func (v *vocabulary) extreme(c comparison, s []int) []int {
	var out []int
	best := math.NaN()
	for _, o := range s {
		m, ok := v.measureOf(c, o)
		switch {
		case !ok && v.bare(o):
			// No such thing at all: «залишити як є».
		case !ok:
			return nil
		case math.IsNaN(best) || c.up && m > best || !c.up && m < best:
			best, out = m, []int{o}
		case m == best:
			out = append(out, o)
		}
	}
	return out
}

// bare: the option has no property while others do: «залишити як є».
func (v *vocabulary) bare(o int) bool {
	if len(v.q.Options[o].Facets) > 0 {
		return false
	}
	for _, x := range v.q.Options {
		if len(x.Facets) > 0 {
			return true
		}
	}
	return v.q.Options[o].Rank == nil
}

// literal finds options by what identifies them, and prices.
func (v *vocabulary) literal(r *reading, ws []word) {
	for i, w := range ws {
		long := len(w.text) >= 6 && strings.Trim(w.text, "0123456789") == "" || strings.HasPrefix(w.text, "#")
		found := false
		for o, opt := range v.q.Options {
			if opt.ID != "" && plain(opt.ID) == plain(w.text) && len(plain(opt.ID)) >= 4 {
				if !negatedWord(ws, i) {
					r.ids = append(r.ids, o)
				}
				found, r.said = true, true
			}
		}
		if long && !found && len(v.byWord[w.is]) == 0 && v.numericIDs() {
			r.unmet, r.said = true, true
		}
	}
	r.prices = pricesIn(ws)
	if len(r.prices) > 0 {
		r.said = true
	}
}

func negatedWord(ws []word, i int) bool {
	return i > 0 && (negators[ws[i-1].text] || i > 1 && negators[ws[i-2].text])
}

// numericIDs: the options go by long numbers, so that an unknown one is no
// other property.
func (v *vocabulary) numericIDs() bool {
	for _, o := range v.q.Options {
		if len(plain(o.ID)) >= 6 {
			return true
		}
	}
	return false
}

func plain(s string) string {
	return strings.ToLower(strings.Trim(s, "#№ "))
}

// priceLimit is a range of prices, both ends included.
type priceLimit struct{ low, high float64 }

func (p priceLimit) holds(x float64) bool { return x >= p.low && x <= p.high }

var (
	moneyWords = wordSet("dollar dollars usd bucks buck грн гривень гривні гривня uah доларів долари долар eur євро euro euros")
	under      = []string{"under", "below", "less than", "cheaper than", "менше", "менше ніж", "дешевше", "дешевше за"}
	upTo       = []string{"up to", "no more than", "at most", "not more than", "до", "не дорожче", "не більше"}
	above      = []string{"over", "above", "more than", "at least", "дорожче", "більше", "більше ніж", "від", "понад"}
)

func pricesIn(ws []word) []priceLimit {
	var out []priceLimit
	for i, w := range ws {
		if !w.number() {
			continue
		}
		money := strings.ContainsAny(w.mark, "$€£₴") || i+1 < len(ws) && (moneyWords[ws[i+1].text] || strings.ContainsAny(ws[i+1].mark, "$€£₴"))
		n, ok := parseNumber(w.is)
		if !money || !ok {
			continue
		}
		l := priceLimit{n - 0.005, n + 0.005}
		if n == math.Trunc(n) {
			l.high = n + 0.995
		}
		for k := 1; k <= 4 && k <= i; k++ {
			if m := anyOf(ws, i-k, under); m == k {
				l = priceLimit{math.Inf(-1), n - 0.005}
			} else if m := anyOf(ws, i-k, upTo); m == k {
				l = priceLimit{math.Inf(-1), n}
			} else if m := anyOf(ws, i-k, above); m == k {
				l = priceLimit{n, math.Inf(1)}
			}
		}
		out = append(out, l)
	}
	return out
}
