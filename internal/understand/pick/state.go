package pick

import (
	"regexp"
	"strings"
)

// How an order stands tells things apart, and people say it in many ways: «ще не
// відправлене», «яку щойно замовила», "the one I already have". Each becomes one
// word, in what the customer writes and in what the options are called alike.
const (
	statePending   = "=pending"
	stateOnTheWay  = "=on-the-way"
	stateDelivered = "=delivered"
	stateCancelled = "=cancelled"
	stateElsewhere = "=elsewhere" // in another order
)

var (
	sentOff   = regexp.MustCompile(`^(відправл?ен\p{L}*|відправил[аио]|надісла[нв]\p{L}*|надісла[лв][аио]?|висла[нв]\p{L}*|відвантажен\p{L}*|поїха(в|ла|ло|ли)|вирушил[аио]|отправлен\p{L}*|отправил[аио]|shipped|sent|dispatched|mailed)$`)
	unsent    = regexp.MustCompile(`^(невідправл?ен\p{L}*|ненадіслан\p{L}*|неотправлен\p{L}*|unshipped|unsent)$`)
	came      = regexp.MustCompile(`^(доставлен\p{L}*|доставил[аио]|привезли|привіз|привезен\p{L}*|приїха(в|ла|ло|ли)|прийш(ов|ла|ло|ли)|прибу(в|ла|ло|ли)|отрима(в|ла|ли|н\p{L}*)|одержа(в|ла|ли|н\p{L}*)|получи(в|ла|ли|л)|получен\p{L}*|delivered|received|arrived)$`)
	calledOff = regexp.MustCompile(`^(скасован\p{L}*|анульован\p{L}*|відмінен\p{L}*|отменен\p{L}*|отменён\p{L}*|cancelled|canceled)$`)
	orders    = regexp.MustCompile(`^(замовлен\p{L}*|заказ\p{L}*|orders?)$`)
	ordering  = regexp.MustCompile(`^(замови(в|ла|ли)|замовлял\p{L}*|оформи(в|ла|ли)|заказал[аи]?|ordered|placed)$`)
	brandNew  = regexp.MustCompile(`^(нов(е|ого|ому|им|і|их|ими)|нов(ый|ого|ом)|new|newest)$`)
)

var standing = []struct {
	is      string
	phrases []string
}{
	{statePending, []string{"pending", "processing", "being prepared", "готується", "готуються", "в обробці", "у обробці", "в роботі", "обробляється", "обробляються", "комплектується", "yet to ship", "yet to be shipped", "about to ship", "waiting to ship"}},
	{stateOnTheWay, []string{"on its way", "on the way", "in transit", "у дорозі", "в дорозі", "в пути", "already shipped", "already sent", "вже відправлене", "уже відправлене", "вже відправлено", "уже відправлено", "вже відправили", "уже відправили"}},
	{stateDelivered, []string{"already have", "have already", "already got", "already own", "have at home", "got at home", "вже маю", "уже маю", "маю вже", "вже є", "уже є", "маю вдома", "є вдома", "уже дома", "вже вдома", "уже есть"}},
	{stateElsewhere, []string{"other order", "another order", "previous order", "earlier order", "old order", "інше замовлення", "іншого замовлення", "іншому замовленні", "друге замовлення", "другого замовлення", "другому замовленні", "попереднього замовлення", "попередньому замовленні", "старого замовлення", "старому замовленні", "другого заказа", "другом заказе"}},
}

// standings puts one word for words on how an order stands.
func standings(ws []word) []word {
	out := make([]word, 0, len(ws))
	for i := 0; i < len(ws); {
		is, from, n := standingAt(ws, i)
		if n == 0 {
			out = append(out, ws[i])
			i++
			continue
		}
		for from > 0 && adverbs[ws[from-1].text] && !ws[from].cut {
			from--
		}
		for i+n < len(ws) && adverbs[ws[i+n].text] && !ws[i+n].cut {
			n++
		}
		for back := i - from; back > 0 && len(out) > 0; back-- { // the «ще не» before it
			out = out[:len(out)-1]
		}
		w := ws[from]
		w.is, w.text, w.upper = is, is, false
		out = append(out, w)
		i += n
	}
	return out
}

// standingAt finds the state told by the n words at i, with those from `from` on.
func standingAt(ws []word, i int) (is string, from, n int) {
	for _, s := range standing {
		if n := anyOf(ws, i, s.phrases); n > 0 && !(s.is == stateElsewhere && withMore(ws, i+n)) {
			return s.is, i, n
		}
	}
	switch t := ws[i].text; {
	case unsent.MatchString(t):
		return statePending, i, 1
	case sentOff.MatchString(t):
		if at := notBefore(ws, i); at >= 0 {
			return statePending, at, 1
		}
	case came.MatchString(t) && !withMore(ws, i+1):
		return stateDelivered, i, 1
	case calledOff.MatchString(t):
		return stateCancelled, i, 1
	case brandNew.MatchString(t) && i+1 < len(ws) && orders.MatchString(ws[i+1].text) && withMore(ws, i+2):
		return statePending, i, 1
	case brandNew.MatchString(t) && i+1 < len(ws) && orders.MatchString(ws[i+1].text):
		return statePending, i, 2
	case ordering.MatchString(t) && i > 0 && justNow[ws[i-1].text]:
		return statePending, i - 1, 1
	case ordering.MatchString(t) && i > 1 && ws[i-2].text == "тільки" && ws[i-1].text == "що":
		return statePending, i - 2, 1
	}
	return "", 0, 0
}

// adverbs that go with a state and divide nothing: «ще не відправлене».
var adverbs = wordSet("ще іще досі поки вже уже still yet already just")

// withMore: «прийшов разом із лампою», "the other order with the lamp" tell what
// else there is.
func withMore(ws []word, i int) bool { return i < len(ws) && !ws[i].cut && withs[ws[i].text] }

var withs = wordSet("with together along разом з із зі с вместе де where containing")

var justNow = wordSet("щойно just оце лишень")

// notBefore is where the words begin that deny the one at i, -1 when none do:
// «ще не відправлене», "hasn't been shipped".
func notBefore(ws []word, i int) int {
	for j := i - 1; j >= 0 && j >= i-3 && !ws[j+1].cut; j-- {
		if negators[ws[j].text] || strings.HasSuffix(ws[j].text, "n't") || bareNots[ws[j].text] {
			return j
		}
		if !beings[ws[j].text] {
			return -1
		}
	}
	return -1
}

var (
	beings   = wordSet("been be yet still even actually було були був бути ще поки досі")
	bareNots = wordSet("hasnt havent isnt arent wasnt werent didnt")
)

// tellsState says whether one of the options is told by the state at i.
func (v *vocabulary) tellsState(w word) bool {
	return strings.HasPrefix(w.is, "=") && len(v.byWord[w.is]) > 0
}
