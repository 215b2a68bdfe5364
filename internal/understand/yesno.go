package understand

import (
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
	return m.beginsWithNo(e)
}

// beginsWithNo: «ні, лише шланг. Якщо не можна, то нічого не скасовуйте» before
// «Скасувати замовлення?» is a no, however much is said after it – unless it
// tells what to do instead.
func (m *message) beginsWithNo(e conversation.Expectation) bool {
	if e.Kind != conversation.ExpectConfirm || len(m.words) == 0 || m.corrects() || len(m.otherChoices()) > 0 {
		return false
	}
	for _, x := range m.entities {
		if x.Kind != entity.KindDeny || x.Start > m.words[0].Start {
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

// corrects says whether the message names a new value for a slot of the flow in progress.
func (m *message) corrects() bool {
	flow := m.active()
	if flow == nil {
		return false
	}
	for _, x := range m.entities {
		for _, name := range flow.SlotList {
			if flow.Slots[name].Type == x.Kind && m.telling(x) {
				return true
			}
		}
	}
	return false
}
