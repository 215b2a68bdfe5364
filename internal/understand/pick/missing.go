package pick

import "unicode/utf8"

// properties are meanings of the lexicon that describe goods: one that no
// option has was asked for in vain, and must not be passed over in silence.
var properties = buildProperties()

func buildProperties() map[string]bool {
	out := map[string]bool{}
	for _, w := range []string{
		"black", "white", "blue", "red", "green", "grey", "silver", "gold", "yellow", "pink", "purpl", "brown", "beig", "orang", "navi", "leather", "cotton", "polyest", "plastic", "glass",
		"metal", "wood", "stainless", "rubber", "ceram", "silicon", "nylon", "synthet", "bamboo", "mapl", "fleec", "wireless", "wire", "recharg", "adjust", "automat", "manual", "electr", "induct",
		"polar", "digit", "analog", "clicki", "linear", "tactil", "laser", "optic", "turquois", "teal", "maroon", "violet", "cream", "khaki", "denim", "wool", "silk", "linen", "suede", "velvet", "copper", "bronz", "titanium", "carbon",
	} {
		out[w] = true
	}
	return out
}

var sizeLetters = wordSet("xs s m l xl xxl xxxl 2xl 3xl")

// missing looks for what was asked for and is nowhere among the options.
func (v *vocabulary) missing(r *reading, ws []word, covered, skip []bool, pivot int) {
	letters := v.letterFacet()
	for i, w := range ws {
		if covered[i] || skip[i] || i < pivot || negatedWord(ws, i) {
			continue
		}
		switch {
		case properties[w.is] && len(v.byWord[w.is]) == 0 && len(v.byName[w.is]) == 0 && !v.names(w.is):
			r.unmet, r.said = true, true
		case letters && sizeLetters[w.text] && w.upper && utf8.RuneCountInString(w.text) >= 1 && w.text != "s":
			r.unmet, r.said = true, true
		case w.number() && v.asksNumber(ws, covered, i):
			r.unmet, r.said = true, true
		case !w.number() && v.newWord(ws, i):
			r.unmet, r.said = true, true
		}
	}
}

func (v *vocabulary) letterFacet() bool {
	return len(v.byWord["xl"]) > 0 || len(v.byWord["m"]) > 0 && len(v.byWord["l"]) > 0
}

// names: the word belongs to what the thing itself is called.
func (v *vocabulary) names(is string) bool {
	for _, list := range [][]string{v.q.Near, v.q.Apart} {
		for _, n := range list {
			for _, m := range meanings(n) {
				if m == is {
					return true
				}
			}
		}
	}
	return false
}

// asksNumber: a number of a unit that the options have, or beside a property's
// name, but not one of its values.
func (v *vocabulary) asksNumber(ws []word, covered []bool, i int) bool {
	if i+1 < len(ws) && !ws[i+1].cut && units[ws[i+1].is] {
		return (len(v.byWord[ws[i+1].is]) > 0 || len(v.byName[ws[i+1].is]) > 0) && !moneyWords[ws[i+1].text]
	}
	if i+1 < len(ws) && moneyWords[ws[i+1].text] || containsRune(ws[i].mark, '$') {
		return false
	}
	for j := i - 1; j >= 0 && j >= i-2 && !ws[j+1].cut; j-- {
		for _, f := range v.byName[ws[j].is] {
			if v.facets[f].order && covered[j] {
				return true
			}
		}
	}
	return false
}

// newWord: "the same but turquoise": the word on which it all depends is not
// known.
func (v *vocabulary) newWord(ws []word, i int) bool {
	if stops[ws[i].text] || fillers[ws[i].text] || len(v.byName[ws[i].is]) > 0 || len(v.byWord[ws[i].is]) > 0 || v.names(ws[i].is) || utf8.RuneCountInString(ws[i].text) < 4 {
		return false
	}
	for j := i - 1; j >= 0 && j >= i-2; j-- {
		if buts[ws[j].text] {
			return i+1 == len(ws) || ws[i+1].cut
		}
		if !stops[ws[j].text] {
			return false
		}
	}
	return false
}

var (
	buts    = wordSet("but only лише тільки але только но")
	fillers = wordSet("please thanks dear bigger smaller larger cheaper newer different better another other something else instead maybe дякую інший інша інше другий іншого іншої version model variant option")
)
