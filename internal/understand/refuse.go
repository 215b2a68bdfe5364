package understand

import (
	"strings"
	"unicode/utf8"

	"github.com/rozmova/rozmova/internal/conversation"
	"github.com/rozmova/rozmova/internal/understand/normal"
)

// «Не хочу скасовувати все замовлення» has all the words of a request, and asks
// for the opposite.

var (
	notWanting = wordSet("want wanted wanna need wish like mean plan going intend trying хочу хотів хотіла хотіло хочемо треба потрібно варто буду будемо бажаю збираюся збирався збиралася планую просив просила хочется надо нужно хотел хотела")
	nots       = wordSet("not don't dont didn't didnt never не")
	between    = wordSet("to you the anything ever нічого більше поки ще і та")
)

// refused says whether a text denies what a flow does: its verb stands behind
// «не хочу», or is itself told not to be done.
func (m *message) refused(text, flow string) bool {
	f := m.r.pb.Flows[flow]
	if f == nil {
		return false
	}
	words := normal.TokensIn(text, m.lang)
	for i, w := range words {
		if !nots[w.Text] {
			continue
		}
		j, wanting := i+1, false
		for j < len(words) && (notWanting[words[j].Text] || between[words[j].Text]) {
			wanting = wanting || notWanting[words[j].Text]
			j++
		}
		if j == len(words) || !m.doneBy(words[j].Text, f.Title) {
			continue
		}
		if wanting || bidden(words[j].Text) {
			return true
		}
	}
	return false
}

// doneBy says whether a verb is one of those in what a flow is called.
func (m *message) doneBy(verb string, title map[string]string) bool {
	for lang, t := range title {
		next := true
		for _, w := range normal.TokensIn(t, lang) {
			isVerb := next
			next = w.Text == "або" || w.Text == "or" // «Обміняти або замінити товар»
			if n := utf8.RuneCountInString(w.Text); isVerb && n >= leastVerb && alike(verb, w.Text) {
				return true
			}
		}
	}
	return false
}

// leastVerb letters, and as many that two forms of a verb share.
const leastVerb = 4

func alike(a, b string) bool {
	x, y := []rune(a), []rune(b)
	return len(x) >= leastVerb && len(y) >= leastVerb && string(x[:leastVerb]) == string(y[:leastVerb])
}

// bidden: a verb as one tells another to do it. In English it has no ending.
func bidden(verb string) bool {
	return verb[0] < 0x80 && !strings.HasSuffix(verb, "ed") && !strings.HasSuffix(verb, "ing") ||
		strings.HasSuffix(verb, "йте") || strings.HasSuffix(verb, "іть") || strings.HasSuffix(verb, "й") || strings.HasSuffix(verb, "те") || strings.HasSuffix(verb, "ти")
}

// refuses: while something is asked the message refuses the very thing that is
// in progress: «ні, я не хочу скасовувати все замовлення» as the reason.
func (m *message) refuses() bool {
	for f := m.s.Active(); f != nil; f = m.s.Frame(f.Caller) {
		if flow := m.r.pb.Flows[f.Flow]; flow == nil || flow.On != "" {
			return false
		}
		if m.refused(m.text, f.Flow) {
			m.add(conversation.Command{Kind: conversation.CmdCancel, Confidence: 0.9, Source: conversation.FromPattern, Text: strings.TrimSpace(m.text)})
			return true
		}
		if f.Caller == 0 {
			return false
		}
	}
	return false
}
