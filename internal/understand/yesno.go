package understand

import (
	"reflect"
	"strings"

	"github.com/rozmova/rozmova/internal/conversation"
	"github.com/rozmova/rozmova/internal/understand/entity"
)

// leastYes is how sure a yes must be to count as consent.
const leastYes = 0.6

func (m *message) yesNo(e conversation.Expectation) bool {
	if m.amends() {
		return true
	}
	for _, x := range m.entities {
		if (x.Kind == entity.KindAffirm || x.Kind == entity.KindDeny) && x.Confidence >= leastYes {
			if x.Kind == entity.KindDeny && m.corrects() {
				return false // «ні, #W1000002»: a correction, not a refusal
			}
			if x.Kind == entity.KindDeny && m.asksFirst() {
				return false
			}
			if other := m.otherChoices(); x.Kind == entity.KindDeny && len(other) > 0 {
				m.out = append(m.out, other...)
				return true
			}
			m.add(conversation.Command{
				Kind: conversation.CmdSet, Flow: e.Flow, Slot: e.Slot, Value: x.Kind == entity.KindAffirm,
				Confidence: x.Confidence, Source: conversation.FromPattern, Text: x.Text,
			})
			return true
		}
	}
	return m.beginsWithNo(e) || m.endsWithYes(e) || m.sameChoice(e)
}

// sameChoice: «подарункова картка» before a confirmation that has the gift card
// already asks for nothing new.
func (m *message) sameChoice(e conversation.Expectation) bool {
	flow, frame := m.active(), m.s.Active()
	if flow == nil || e.Kind != conversation.ExpectConfirm || len(m.words) > mostYes {
		return false
	}
	for _, name := range flow.SlotList {
		now, filled := frame.Slots[name]
		slot := flow.Slots[name]
		if !filled || slot.Type != "choice" || slot.Many || !slot.Writable(conversation.FromPattern) {
			continue
		}
		v, text, sure := m.choose(m.r.pb.Choice(m.s, frame, name))
		if sure >= sureAmended && reflect.DeepEqual(v, now.Value) {
			m.add(conversation.Command{Kind: conversation.CmdSet, Flow: flow.Name, Slot: name, Value: v, Confidence: sure, Source: conversation.FromPattern, Text: text})
			return true
		}
	}
	return false
}

// endsWithYes: «Шкода. Гаразд, тоді на подарункову картку. Так, повертайте» is a
// consent, given after some talk. Talk that refuses, asks or wants something
// else takes it back.
func (m *message) endsWithYes(e conversation.Expectation) bool {
	all := sentences(m.text)
	if e.Kind != conversation.ExpectConfirm || len(all) < 2 || strings.Contains(m.text, "?") || m.corrects() || len(m.otherChoices()) > 0 {
		return false
	}
	for _, w := range m.words {
		if takesBack[w.Text] {
			return false
		}
	}
	last := m.r.messageAsked(all[len(all)-1], m.lang, "", m.s, m.now)
	for _, x := range last.entities {
		if x.Kind == entity.KindAffirm && x.Confidence >= clearYes && len(last.words) <= mostYes {
			m.add(conversation.Command{
				Kind: conversation.CmdSet, Flow: e.Flow, Slot: e.Slot, Value: true,
				Confidence: x.Confidence, Source: conversation.FromPattern, Text: x.Text,
			})
			return true
		}
	}
	return false
}

// clearYes and mostYes are how sure and how long a yes at the end may be.
const (
	clearYes = 0.9
	mostYes  = 5
)

var takesBack = wordSet("no not don't dont never but wait first only if unless instead cancel stop ні не але проте зачекайте спершу спочатку тільки лише якщо нет но если только сначала")

func sentences(text string) []string {
	var out []string
	for _, s := range strings.FieldsFunc(text, func(r rune) bool { return strings.ContainsRune(".!?\n", r) }) {
		if s = strings.TrimSpace(s); s != "" {
			out = append(out, s)
		}
	}
	return out
}

// beginsWithNo: «ні, лише шланг. Якщо не можна, то нічого не скасовуйте» before
// «Скасувати замовлення?» is a no, however much is said after it – unless it
// tells what to do instead.
func (m *message) beginsWithNo(e conversation.Expectation) bool {
	if e.Kind != conversation.ExpectConfirm || len(m.words) == 0 || m.corrects() || len(m.otherChoices()) > 0 || m.asksFirst() {
		return false
	}
	text := m.afterHedges()
	for _, x := range m.r.messageAsked(text, m.lang, m.s.Expect.Type, m.s, m.now).entities {
		if x.Kind != entity.KindDeny || strings.TrimSpace(text[:x.Start]) != "" {
			continue
		}
		m.add(conversation.Command{
			Kind: conversation.CmdSet, Flow: e.Flow, Slot: e.Slot, Value: false,
			Confidence: leastYes, Source: conversation.FromPattern, Text: x.Text,
		})
		return true
	}
	return false
}

// asksFirst: «ні, зачекайте, спершу скажіть, скільки я винен» refuses nothing:
// it asks for something else before the answer, which stays open.
func (m *message) asksFirst() bool {
	wait := strings.Contains(m.text, "?")
	for _, w := range m.words {
		wait = wait || holdsOn[w.Text]
	}
	if !wait {
		return false
	}
	for _, part := range m.parts() {
		for _, q := range m.segments(part) {
			label, sure := m.meaning(q, m.r.limits.Digression)
			if label != "" && sure >= m.r.limits.Digression && m.says(q.text) && !m.r.pb.InProgress(m.s, label) {
				return true
			}
		}
	}
	return false
}

var holdsOn = wordSet("wait first before hold moment second sec minute зачекайте зачекай почекайте почекай стривайте стривай спершу спочатку секунду секундочку хвилинку хвилину перш подождите сначала секунду минутку")

// afterHedges is the message without the hesitation that it begins with: «хм,
// знаєте, ні».
func (m *message) afterHedges() string {
	for i, w := range m.words {
		if i >= mostHedges || !hedges[w.Text] {
			return m.text[w.Start:]
		}
	}
	return m.text
}

const mostHedges = 4

var hedges = wordSet("хм гм ну ой ох знаєте знаєш слухайте слухай взагалі мабуть напевно так-то та а й все-таки таки перепрошую вибачте пробачте думаю hmm hm well actually oh uh um you know sorry i think so ahh ну-у знаете вообще наверное извините")

// corrects says whether the message names a new value for a slot of the flow in progress.
func (m *message) corrects() bool {
	flow := m.active()
	if flow == nil {
		return false
	}
	for _, x := range m.entities {
		for _, name := range flow.SlotList {
			if flow.Slots[name].Type == x.Kind && flow.Slots[name].Writable(conversation.FromEntity) && m.telling(x) {
				return true
			}
		}
	}
	return false
}

// asks says whether a message is a question.
func (m *message) asks() bool {
	if strings.Contains(m.text, "?") {
		return true
	}
	begins := true
	for i, w := range m.words {
		if i > 0 && strings.ContainsAny(m.text[m.words[i-1].End:max(w.Start, m.words[i-1].End)], ",;.!-–—\n") {
			begins = true
		}
		if begins && asking[w.Text] {
			return true
		}
		begins = begins && m.filler[i]
	}
	return false
}

var asking = wordSet("why how what what's when which where who whose чому чого скільки коли як навіщо нащо де куди який яка яке які хто почему сколько когда как зачем где куда какой какая какие")
