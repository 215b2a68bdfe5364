package dialogue

import "github.com/rozmova/rozmova/internal/conversation"

// Explains says whether the question that is open can be put in other words:
// its text has a sibling that ends in _help.
func (p *Playbook) Explains(e conversation.Expectation) bool {
	return p.explanation(e) != nil
}

func (p *Playbook) explanation(e conversation.Expectation) *step {
	flow := p.Flows[e.Flow]
	if e.Kind != conversation.ExpectSlot || flow == nil {
		return nil
	}
	if i, ok := flow.index[e.Step]; ok && flow.steps[i].help != nil {
		return flow.steps[i]
	}
	return nil
}

// ReasonExplain of a repeat: what was asked is not known to the customer. «А
// що це?», "how do I do that?"
const ReasonExplain = "explain"

// explain puts the open question in other words; it is no miss, and the
// question stays as it is.
func (m *machine) explain() bool {
	e := m.s.Expect
	s, f := m.pb.explanation(e), m.s.Frame(e.Frame)
	if s == nil || f == nil {
		return false
	}
	flow := m.pb.Flows[e.Flow]
	slot := flow.Slots[s.slot]
	m.say(f, s.help, m.vars(f, flow), m.answerButtons(f, flow, slot, e.Options))
	m.bot(conversation.QuestionAsked{Expect: e})
	return true
}
