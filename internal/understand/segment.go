package understand

import (
	"strings"

	"github.com/rozmova/rozmova/internal/understand/classify"
	"github.com/rozmova/rozmova/internal/understand/normal"
)

// request is a stretch of a message that may ask for something. head is its
// beginning, where what follows only adds details.
type request struct{ text, head string }

// segments divides a sentence that asks for several things at its commas and
// conjunctions: "return the lamp and cancel order 2". A piece is a request of
// its own only where it and what stands before clearly mean different flows, and
// where it says what it is about: «скасуйте й поверніть гроші» is one wish.
func (m *message) segments(part string) []request {
	cuts := cutsOf(part, m.lang)
	if len(cuts) == 0 {
		return []request{{part, part}}
	}
	var out []request
	from, label, head := 0, "", ""
	end := func(at int) {
		if text := strings.TrimSpace(part[from:at]); text != "" {
			if head == "" {
				head = text
			}
			out = append(out, request{text, head})
		}
	}
	for i, at := range append([]int{0}, cuts...) {
		to := len(part)
		if i < len(cuts) {
			to = cuts[i]
		}
		piece := strings.Trim(part[at:to], " ,;-–—")
		if i > 0 && describes(part[:at], piece) {
			continue
		}
		p := m.predict(piece)
		if len(p) == 0 || p[0].Probability < m.r.limits.Segment && !(m.numbered(piece) && p[0].Probability >= m.r.limits.Numbered) {
			continue
		}
		switch {
		case label == "":
			label, head = p[0].Label, piece
		case p[0].Label != label && m.specific(piece, p[0].Probability):
			end(at)
			from, label, head = at, p[0].Label, piece
		}
	}
	end(len(part))
	return out
}

// describes: «замовлення, яке їде до Києва» tells which one, and does not ask
// where it is; «скажіть, яка сума» asks.
func describes(before, piece string) bool {
	words, ahead := normal.Tokens(piece), normal.Tokens(before)
	if len(words) > 0 && len(ahead) > 0 && places[words[0].Text] && pointed[ahead[len(ahead)-1].Text] {
		return true // «на той, де зум найбільший»
	}
	if len(words) == 0 || len(ahead) == 0 || !relatives[words[0].Text] || conjunctions[ahead[len(ahead)-1].Text] || strings.Contains(piece, "?") {
		return false
	}
	last := ahead[len(ahead)-1].Text
	for _, b := range tellings {
		if strings.HasPrefix(last, b) {
			return false
		}
	}
	return true
}

var (
	relatives = wordSet("який яка яке які якого якої якому яку яким якою яких котрий котра котре котрі котру которий который которая которое которые которую which who whose")
	places    = wordSet("де що where that")
	pointed   = wordSet("той та те ті того тієї ту тим тих тому one ones тот то те того ту")
	tellings  = []string{"скаж", "підкаж", "розкаж", "повідом", "знати", "дізна", "цікав", "перевір", "уточн", "tell", "know", "check", "say", "wonder", "ask", "узна", "провер"}
)

// mostCuts bounds the work on a pasted list.
const mostCuts = 8

// cutsOf are the places where another wish may begin.
func cutsOf(part, lang string) []int {
	words := normal.TokensIn(part, lang)
	if len(words) < 5 {
		return nil
	}
	var cuts []int
	for i := 1; i < len(words) && len(cuts) < mostCuts; i++ {
		if words[i].Start < words[i-1].End {
			continue // two words of one sign: ¼ is read as 1⁄4
		}
		gap := part[words[i-1].End:words[i].Start]
		switch {
		case strings.ContainsAny(gap, ",;–—") || strings.Contains(gap, " - "):
			cuts = append(cuts, words[i].Start)
		case conjunctions[words[i].Text] || words[i].Text == "а" || words[i].Text == "then":
			if i > 1 && i+1 < len(words) {
				cuts = append(cuts, words[i].Start)
			}
		}
	}
	return cuts
}

// specific says that a piece names what it is about: a number of ours, or at
// least two words of weight (or one, where it is sure) that are not only the money that comes back.
func (m *message) specific(piece string, sure float64) bool {
	if m.numbered(piece) {
		return true
	}
	weight := 0
	for _, w := range normal.TokensIn(piece, m.lang) {
		if moneyBack[w.Text] {
			return false
		}
		if w.Kind != normal.Emoji && !classify.Small(w.Text) && !conjunctions[w.Text] {
			weight++
		}
	}
	return weight >= 2 || weight == 1 && sure >= m.r.limits.Short
}

func (m *message) numbered(piece string) bool {
	for _, x := range m.entities {
		if m.r.pb.Types[x.Kind] != nil && strings.Contains(piece, x.Text) {
			return true
		}
	}
	return false
}

// moneyBack is what every cancellation and return ends with.
var moneyBack = wordSet("money refund refunded refunds cash back гроші грошей кошти коштів деньги денег средства")

// meaning predicts the flow of a request: as a whole, and where that is not
// clear, by its beginning.
func (m *message) meaning(q request, least float64) (string, float64) {
	if wish := withoutPay(q.text, m.lang); wish != "" {
		if p := m.predict(wish); len(p) > 0 && p[0].Probability >= max(least, m.r.limits.Segment) {
			return p[0].Label, p[0].Probability
		}
	}
	p := m.predict(q.text)
	if len(p) > 0 && p[0].Probability < m.r.limits.Segment && q.head != q.text {
		// «якщо не встигаєте, скасуйте його й скажіть, скільки повернете»
		if h := m.predict(q.head); len(h) > 0 && h[0].Probability >= max(least, m.r.limits.Short) {
			return h[0].Label, h[0].Probability
		}
	}
	if len(p) > 0 && p[0].Probability >= least {
		return p[0].Label, p[0].Probability
	}
	if q.head != q.text {
		if p := m.predict(q.head); len(p) > 0 && p[0].Probability >= max(least, m.r.limits.Segment) {
			return p[0].Label, p[0].Probability
		}
	}
	return m.mended(q.text, least)
}

// mended predicts the flow of a text with its slips put right. It only makes
// surer what the text as written leans to already.
func (m *message) mended(text string, least float64) (string, float64) {
	right, ok := m.r.spelling.mend(text, m.lang)
	if !ok {
		return "", 0
	}
	now, before := m.predict(right), m.predict(text)
	if len(now) == 0 || now[0].Probability < max(least, m.r.limits.Digression) || len(before) > 0 && before[0].Label != now[0].Label {
		return "", 0
	}
	return now[0].Label, now[0].Probability
}

// says: words of weight stand in the text. «де» alone asks for nothing.
func (m *message) says(text string) bool {
	for _, w := range normal.TokensIn(text, m.lang) {
		if w.Kind != normal.Emoji && !classify.Small(w.Text) {
			return true
		}
	}
	return false
}
