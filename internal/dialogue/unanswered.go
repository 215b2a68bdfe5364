package dialogue

import "github.com/rozmova/rozmova/internal/conversation"

// unanswered puts the open question again when a customer's turn would leave
// them without a word: they gave a value that was not asked for, say, and the
// one that was asked for is still missing.
func (m *machine) unanswered() {
	f := m.s.Active()
	if m.s.Closed || m.s.Owner.Kind != conversation.OwnedByBot || (f != nil && f.Waiting != "") {
		return
	}
	for _, e := range m.out.Events {
		switch e.Data.(type) {
		case conversation.MessageSent, conversation.OwnerChanged, conversation.ActionRequested:
			return
		}
	}
	m.questionAgain()
}

// questionAgain puts the open question once more as it was, without counting
// it as a miss. Where no question is open, the customer hears what the bot can do.
func (m *machine) questionAgain() {
	e, f := m.s.Expect, m.s.Active()
	if f == nil || e.Frame != f.ID {
		m.pattern("help", nil)
		return
	}
	flow := m.pb.Flows[f.Flow]
	i, ok := flow.index[e.Step]
	switch {
	case !ok:
		m.run()
	case e.Kind == conversation.ExpectRetry:
		m.offerAgain(f, flow.steps[i])
	default:
		m.question(f, flow, flow.steps[i], e.Attempt, "")
	}
}

// offerAgain offers once more to try a failed action again.
func (m *machine) offerAgain(f *conversation.Frame, s *step) {
	for i := len(m.s.Actions) - 1; i >= 0; i-- {
		if a := &m.s.Actions[i]; a.Frame == f.ID && a.Step == s.id {
			m.offerRetry(f, s, a)
			return
		}
	}
	m.run()
}
