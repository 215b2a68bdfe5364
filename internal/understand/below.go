package understand

import (
	"strings"

	"github.com/rozmova/rozmova/internal/conversation"
	"github.com/rozmova/rozmova/internal/dialogue"
)

// newsBelow reads what a message tells of things that the flows below will ask
// about: «я у Кракові», said to the question about the bars, is kept for the
// question where the customer is. Only where it says nothing else.
func (m *message) newsBelow() bool {
	if m.s.Expect.Kind != conversation.ExpectSlot || len(m.out) > 0 {
		return false
	}
	for i := len(m.s.Stack) - 2; i >= 0 && m.s.Stack[i+1].Caller == m.s.Stack[i].ID; i-- {
		f := &m.s.Stack[i]
		flow := m.r.pb.Flows[f.Flow]
		if flow == nil {
			continue
		}
		for _, name := range flow.SlotList {
			if _, filled := f.Slots[name]; filled || m.sets(name) || !flow.Slots[name].Writable(conversation.FromPattern) {
				continue
			}
			if v, text := m.newsOf(flow, flow.Slots[name]); v != nil {
				m.add(conversation.Command{Kind: conversation.CmdSet, Flow: flow.Name, Slot: name, Value: v, Confidence: 0.8, Source: conversation.FromPattern, Text: text})
			}
		}
	}
	return len(m.out) > 0
}

// newsOf is how a thing stands that is named in the message.
func (m *message) newsOf(flow *dialogue.Flow, slot *dialogue.Slot) (conversation.Value, string) {
	switch {
	case slot.Type == "switch":
		for _, f := range m.facts() {
			if key := flow.Name + "." + slot.Name; f.Key == key && !f.Weak {
				return onOff(f.On), f.Text
			}
		}
	case len(slot.Values) > 0 && !slot.Many:
		if v, text := m.mention(flow, slot, m.text); v != "" && !onlyAnswers(text) && strings.TrimSpace(text) != "" {
			return v, text
		}
	}
	return nil, ""
}
