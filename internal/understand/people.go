package understand

import (
	"slices"
	"strings"

	"github.com/rozmova/rozmova/internal/conversation"
	"github.com/rozmova/rozmova/internal/understand/entity"
	"github.com/rozmova/rozmova/internal/understand/normal"
)

// people: a person was asked for, or the matter is one for a person.
func (m *message) people() {
	if s, ok := m.spoken(m.r.phrases["person"]); ok && !m.carrier(s) && !m.unwanted(s) && !m.spokenOf(s) {
		m.add(conversation.Command{Kind: conversation.CmdHandoff, Reason: "asked", Confidence: 0.95, Source: conversation.FromPattern, Text: m.said(s)})
		return
	}
	for _, t := range m.r.topics {
		if s, ok := m.spoken(t.phrases); ok && !m.waived(s) && !m.takenUp(t) {
			m.add(conversation.Command{Kind: conversation.CmdHandoff, Reason: t.name, Confidence: 0.9, Source: conversation.FromPattern, Text: m.said(s)})
			return
		}
	}
}

// spoken finds a phrase outside of names and addresses: nobody who lives in Birch
// Court goes to court.
func (m *message) spoken(phrases []phrase) (span, bool) {
	s, ok := first(phrases, m.words)
	if !ok {
		return s, false
	}
	for _, x := range m.entities {
		if (x.Kind == entity.KindAddress || x.Kind == entity.KindName || x.Kind == entity.KindEmail) && x.Start <= m.words[s.from].Start && m.words[s.to-1].End <= x.End {
			return s, false
		}
	}
	return s, true
}

// unwanted: «не переключайте на оператора», "I don't want an agent".
func (m *message) unwanted(s span) bool {
	for i := max(0, s.from-6); i+1 < s.from; i++ {
		switch m.words[i].Text {
		case "не", "don't", "dont", "not":
			if calling[m.words[i+1].Text] {
				return true
			}
		}
	}
	_, back := m.phrase("back")
	return back && m.s.Owner.Kind == conversation.OwnedByQueue
}

var calling = wordSet("want need wanna transfer connect call get send pass хочу треба потрібно потрібен потрібна переключайте кличте з'єднуйте переводьте передавайте надо нужно нужен переключайте зовите")

// takenUp: a flow deals with the sensitive topic itself, and what it deals with is
// clearly what the message is about («вкрали телефон, заблокуйте номер»), or it is
// in progress and gets an answer. Whatever else belongs to the topic stays a
// person's matter, and so does money.
func (m *message) takenUp(t topic) bool {
	if m.money() || m.several(t) {
		return false
	}
	if e := m.s.Expect; e.Kind == conversation.ExpectSlot && m.takes(e.Flow, t.name) != nil && m.named() {
		return true
	}
	label, sure := m.top()
	taken := m.takes(label, t.name)
	if taken == nil {
		return false
	}
	_, about := first(taken.phrases, m.words)
	return about && sure >= m.r.limits.Start || sure >= m.r.limits.Clarify && m.r.pb.InProgress(m.s, label)
}

// takes is the topic among those that a flow deals with itself.
func (m *message) takes(flow, name string) *topic {
	for i, t := range m.r.taken[flow] {
		if t.name == name {
			return &m.r.taken[flow][i]
		}
	}
	return nil
}

// several says whether a topic has more than one word in the message: «шахраї
// вкрали» is more than a theft.
func (m *message) several(t topic) bool {
	var met []span
	for _, p := range t.phrases {
		if s, ok := p.find(m.words); ok && !slices.Contains(met, s) {
			met = append(met, s)
		}
	}
	return len(met) > 1
}

// money says whether the message speaks of money.
func (m *message) money() bool {
	for _, w := range m.words {
		if moneyBack[w.Text] && w.Text != "back" {
			return true
		}
	}
	return slices.ContainsFunc(m.entities, func(e entity.Entity) bool { return e.Kind == entity.KindMoney })
}

// carrier: «мій оператор», "operator: Vodafone" in an answer about a phone is the
// company whose network it is. Whoever asks for a person says so without owning it.
func (m *message) carrier(s span) bool {
	if s.to-s.from != 1 || !carriers[m.words[s.from].Text] {
		return false
	}
	if s.to < len(m.words) && (owns[m.words[s.to].Text] || strings.HasPrefix(m.text[m.words[s.from].End:], ":")) {
		return true
	}
	return s.from > 0 && owns[m.words[s.from-1].Text]
}

var (
	carriers = wordSet("оператор оператора operator")
	owns     = wordSet("мій мого мій наш нашого ваш вашого мобільний мобільного іншого інший іншим другого чужого колишнього попереднього my our your network mobile phone's another other previous old")
)

// spokenOf: «я людина старша», «нас чотири людини», "human error", "contact person",
// "password manager" speak of people and are no call for one.
func (m *message) spokenOf(s span) bool {
	if s.to-s.from > 2 {
		return false
	}
	if s.from > 0 && (ofSomebody[m.words[s.from-1].Text] || m.words[s.from-1].Kind == normal.Number) {
		return true
	}
	return s.to < len(m.words) && aboutPeople[m.words[s.to].Text]
}

var (
	ofSomebody  = wordSet("я ти ви він вона чи кожна контактна довірена третя одна дві три чотири п'ять шість літня добра інша ця така як двоє троє наша contact i'm im am only password travel cleaning estate user every each")
	aboutPeople = wordSet("похилого старша проста літня хвора віку of error resources years rights")
)

// waived: «скаржитись не буду», "no complaints".
func (m *message) waived(s span) bool {
	for i := max(0, s.from-2); i < s.from; i++ {
		if denying[m.words[i].Text] {
			return true
		}
	}
	return s.to+1 < len(m.words) && m.words[s.to].Text == "не" && meansTo[m.words[s.to+1].Text]
}

var (
	denying = wordSet("не без жодних ніяких нема немає no not without won't wont can't don't didn't never без нет")
	meansTo = wordSet("буду хочу збираюся збираюсь маю думаю планую будемо")
)

// urgent: the customer presses for time, and does not say that there is plenty.
func (m *message) urgent() bool {
	s, ok := m.spoken(m.r.phrases["urgent"])
	return ok && (s.from == 0 || !denying[m.words[s.from-1].Text])
}
