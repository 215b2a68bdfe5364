package pick

import "strings"

// Things are told apart by what came with them: «полицю з того самого
// замовлення», "the backpack that came with the vacuum cleaner". Options that
// came together have one group.

var (
	sameGroups = []string{
		"same order", "one order", "single order", "same purchase", "same package", "same parcel",
		"того самого замовлення", "того ж замовлення", "одного замовлення", "тому самому замовленні", "тому ж замовленні", "одному замовленні",
		"тим самим замовленням", "тим же замовленням", "одним замовленням", "тієї самої посилки", "тієї ж посилки", "одній посилці",
		"того же заказа", "одного заказа", "том же заказе", "одном заказе",
	}
	otherGroups = []string{
		"different orders", "separate orders", "several orders", "two orders", "both orders", "all orders", "all my orders", "both my orders",
		"різних замовлень", "різних замовленнях", "двох замовлень", "обох замовлень", "обох замовленнях", "усіх замовлень", "всіх замовлень", "разных заказов", "разных заказах",
	}
	locators = []string{
		"order with", "order that has", "order that had", "order containing", "order where", "order as", "came with", "came together with", "came along with",
		"arrived with", "arrived together with", "ordered with", "ordered together with", "bought with", "bought together with", "shipped with", "delivered with",
		"delivered together with", "one with", "purchase with", "package with", "parcel with",
		"замовлення з", "замовлення із", "замовлення зі", "замовлення де", "замовлення що й", "замовлення що і", "замовленні з", "замовленні із", "замовленні зі",
		"замовленні де", "замовленні що й", "замовленням з", "прийшов з", "прийшов із", "прийшов разом з", "прийшов разом із", "прийшла з", "прийшла із", "прийшла разом з",
		"прийшла разом із", "прийшло разом з", "прийшло разом із", "прийшли разом з", "прийшли разом із", "був разом з", "була разом з", "купив разом з", "купила разом з",
		"купував разом з", "купувала разом з", "замовив разом з", "замовила разом з", "замовляв разом з", "замовляла разом з", "посилки з", "посилці з", "заказа с", "заказе с", "пришел с", "пришла с",
	}
	before = wordSet("in from of within with the that this a my із з зі в у від до цього")
)

// grouped says whether the options came in several groups.
func (v *vocabulary) grouped() bool {
	first := ""
	for _, o := range v.q.Options {
		if o.Group != "" && first != "" && o.Group != first {
			return true
		}
		if o.Group != "" {
			first = o.Group
		}
	}
	return false
}

// placed takes out the words that say with what a thing came, and keeps to the
// options that did. Where they are all that is said they name the thing itself.
func (v *vocabulary) placed(ws []word) []word {
	if !v.grouped() {
		return ws
	}
	ws = v.withoutSame(ws)
	for i := 0; i < len(ws); i++ {
		n := anyOf(ws, i, locators)
		if n == 0 {
			continue
		}
		to := i + n
		for to < len(ws) && !ws[to].cut && !joins[ws[to].text] && !targets[ws[to].text] {
			to++
		}
		groups := v.groupsOf(ws[i+n : to])
		from := i
		for from > 0 && !ws[from].cut && before[ws[from-1].text] {
			from--
		}
		rest := append(append([]word{}, ws[:from]...), ws[to:]...)
		if len(groups) == 0 || !totals(rest) && len(v.mentioned(rest)) == 0 {
			continue
		}
		v.within, ws, i = groups, rest, from-1
	}
	return ws
}

// withoutSame drops «з того самого замовлення», and notes it.
func (v *vocabulary) withoutSame(ws []word) []word {
	var out []word
	for i := 0; i < len(ws); i++ {
		if anyOf(ws, i, otherGroups) > 0 {
			v.apart = true
		}
		n := anyOf(ws, i, sameGroups)
		if n == 0 || i+n < len(ws) && (ws[i+n].text == "as" || ws[i+n].text == "with" || ws[i+n].text == "що" || ws[i+n].text == "з" || ws[i+n].text == "де") {
			out = append(out, ws[i])
			continue
		}
		v.together = true
		for len(out) > 0 && !ws[i].cut && before[out[len(out)-1].text] {
			ws[i].cut = ws[i].cut || out[len(out)-1].cut
			out = out[:len(out)-1]
		}
		i += n - 1
		if i+1 < len(ws) {
			ws[i+1].cut = true
		}
	}
	return out
}

// mentioned are the options that the words call by name.
func (v *vocabulary) mentioned(ws []word) []int {
	var out []int
	for o := range v.q.Options {
		var names []string
		for _, n := range v.q.Options[o].Names {
			if !strings.Contains(n, ",") {
				names = append(names, n)
			}
		}
		things := v.thingWords(names)
		for i := range ws {
			if mentionAt(ws, i, things) > 0 {
				out = append(out, o)
				break
			}
		}
	}
	return out
}

func (v *vocabulary) groupsOf(ws []word) map[string]bool {
	var out map[string]bool
	for _, o := range v.mentioned(ws) {
		if g := v.q.Options[o].Group; g != "" {
			if out == nil {
				out = map[string]bool{}
			}
			out[g] = true
		}
	}
	return out
}

// inside says whether an option is of the groups that are meant.
func (v *vocabulary) inside(o int) bool {
	return v.within == nil || v.within[v.q.Options[o].Group]
}

// settle decides between things of one name by what else is named: «велосипед і
// пазл» are of one order, where only one has both. It gives what is chosen then,
// and what is still open.
func (v *vocabulary) settle(chosen []int, open [][]int) (all, narrow []int) {
	unsure := map[int]bool{}
	for _, s := range open {
		for _, o := range s {
			unsure[o] = true
		}
	}
	groups := map[string]bool{}
	var sure []int
	for _, o := range chosen {
		if !unsure[o] {
			sure = append(sure, o)
			groups[v.q.Options[o].Group] = true
		}
	}
	left := func() (all, narrow []int) {
		for _, s := range open {
			for _, o := range s {
				if contains(chosen, o) {
					narrow = append(narrow, o)
				}
			}
		}
		return chosen, narrow
	}
	if len(open) == 0 || !v.grouped() || v.apart || len(sure) == 0 && len(open) < 2 {
		return left()
	}
	if len(sure) == 0 {
		for _, o := range open[0] {
			groups[v.q.Options[o].Group] = true
		}
	}
	found := sure
	fits := 0
	for g := range groups {
		var here []int
		ok := g != ""
		for _, s := range open {
			n := 0
			for _, o := range s {
				if v.q.Options[o].Group == g {
					here = append(here, o)
					n++
				}
			}
			ok = ok && n == 1
		}
		if ok {
			fits++
			found = append(append([]int{}, sure...), here...)
		}
	}
	if fits != 1 {
		return left()
	}
	return inOrder(chosen, found), nil
}

// toldApart: one of several things that words before had fitted is named now.
func toldApart(chosen []int, open [][]int, one int) ([]int, [][]int) {
	for i, s := range open {
		if contains(s, one) {
			return remove(chosen, s), append(open[:i:i], open[i+1:]...)
		}
	}
	return chosen, open
}

// inOrder are the found ones in the order in which they were said.
func inOrder(said, found []int) []int {
	var out []int
	for _, o := range said {
		if contains(found, o) && !contains(out, o) {
			out = append(out, o)
		}
	}
	return out
}

// pairs are the options of the one group that has several, for «обидва з одного
// замовлення».
func (v *vocabulary) pairs() []int {
	count := map[string][]int{}
	for _, o := range v.offered() {
		g := v.q.Options[o].Group
		count[g] = append(count[g], o)
	}
	var out []int
	for g, list := range count {
		if g == "" || len(list) < 2 {
			continue
		}
		if out != nil {
			return nil
		}
		out = list
	}
	return out
}
