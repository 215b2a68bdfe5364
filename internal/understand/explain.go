package understand

import (
	"strings"

	"github.com/rozmova/rozmova/internal/conversation"
	"github.com/rozmova/rozmova/internal/dialogue"
	"github.com/rozmova/rozmova/internal/understand/normal"
)

// spareExplain is how many words may stand beside «що це таке» and "how do I".
const spareExplain = 8

// explain: the customer does not know what was asked for, or how to do it. It
// counts only where the question can be put in other words, and where the
// message does not clearly ask for something else: "how do I return an item".
func (m *message) explain() {
	if len(m.out) > 0 || !m.r.pb.Explains(m.s.Expect) {
		return
	}
	s, ok := m.only("explain", spareExplain)
	if !ok && !m.asksBack() {
		return
	}
	if m.rest(s) > 1 && (len(m.facts()) > 0 || m.named()) {
		return
	}
	if label, sure := m.top(); m.rest(s) > 2 && sure >= m.r.limits.Beside && !m.r.pb.InProgress(m.s, label) {
		return
	}
	m.add(conversation.Command{Kind: conversation.CmdRepeat, Reason: dialogue.ReasonExplain, Confidence: 0.9, Source: conversation.FromPattern, Text: m.explained(s)})
}

func (m *message) explained(s span) string {
	if s.to == s.from {
		return strings.TrimSpace(m.text)
	}
	return m.said(s)
}

// asksBack: "where would I even see that", «а куди тиснути», "what SIM?": the
// beginning shows that it is no answer, however much it sounds like one.
func (m *message) asksBack() bool {
	var words []string
	for i, w := range m.words {
		if w.Kind != normal.Emoji && !m.filler[i] && !leadIn[w.Text] {
			words = append(words, w.Text)
		}
	}
	if len(words) == 0 || len(words) > spareExplain || m.named() || len(m.facts()) > 0 || len(m.entities) > 0 {
		return false
	}
	return askingWhere[words[0]] || askingWhat[words[0]] && len(words) <= mostAsking && strings.Contains(m.text, "?")
}

// mostAsking words in a question for what something is.
const mostAsking = 4

var (
	askingWhere = wordSet("where wheres where's how hows how's де куди звідки як где куда откуда как")
	askingWhat  = wordSet("what whats what's which що шо яка який яке які что какая какой")
)

// named says whether an answer to the open question stands in the message in so
// many words.
func (m *message) named() bool {
	e := m.s.Expect
	flow := m.r.pb.Flows[e.Flow]
	if e.Type != "choice" || flow == nil || flow.Slots[e.Slot] == nil {
		return false
	}
	v, _ := m.mention(flow, flow.Slots[e.Slot], m.text)
	return v != ""
}

// inProgress says whether a flow is on the stack.
func (m *message) inProgress(flow string) bool {
	for _, f := range m.s.Stack {
		if f.Flow == flow {
			return true
		}
	}
	return false
}
