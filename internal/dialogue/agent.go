package dialogue

import (
	"fmt"

	"github.com/rozmova/rozmova/internal/conversation"
)

const timerQueue = "queue_wait"

// agentActed takes the inputs of agents. Who may do what follows from who owns
// the conversation: one voice at a time.
func (m *machine) agentActed() error {
	agent := m.in.Actor
	mine := m.s.Owner.Kind == conversation.OwnedByAgent && m.s.Owner.Agent == agent.ID
	others := m.s.Owner.Kind == conversation.OwnedByAgent && !mine
	refuse := func(code string) error { return &Refused{code, m.s.Owner} }

	switch d := m.in.Data.(type) {
	case conversation.NoteAdded:
		m.emit(agent, d)
	case conversation.AgentTook:
		switch {
		case m.s.Closed:
			return refuse("closed")
		case mine:
			return nil
		case others && !d.Force:
			return refuse("not_owner")
		}
		m.emit(agent, d)
		m.cancelTimer(timerQueue)
		m.emit(agent, conversation.OwnerChanged{Owner: owner(agent), Reason: "took_over"})
	case conversation.AgentWrote:
		switch {
		case m.s.Closed:
			return refuse("closed")
		case !mine:
			return refuse("not_owner")
		}
		m.emit(agent, d)
	case conversation.AgentReturned:
		switch {
		case m.s.Closed:
			return refuse("closed")
		case !mine:
			return refuse("not_owner")
		}
		m.emit(agent, d)
		m.backToBot(agent, d)
	case conversation.Resolved:
		switch {
		case m.s.Closed:
			return refuse("closed")
		case others:
			return refuse("not_owner")
		}
		if d.Summary == "" {
			d.Summary = m.summary()
		}
		m.close(agent, d)
	case conversation.Reopened:
		if !m.s.Closed {
			return refuse("not_closed")
		}
		m.emit(agent, d)
		m.emit(agent, conversation.OwnerChanged{Owner: owner(agent), Reason: "reopened"})
	default:
		return fmt.Errorf("dialogue: %s is not an input", m.in.Data.EventType())
	}
	return nil
}

func owner(agent conversation.Actor) conversation.Owner {
	return conversation.Owner{Kind: conversation.OwnedByAgent, Agent: agent.ID, Name: agent.Name}
}

// close ends the conversation; the case documents itself. Resolved comes first:
// when an agent closes it, it is the turn's input.
func (m *machine) close(by conversation.Actor, d conversation.Resolved) {
	m.emit(by, d)
	m.dropAll(conversation.OutcomeHandedOff)
	m.cancelTimer(timerQueue)
	m.cancelTimer(timerSilence)
	m.emit(bySystem, conversation.OwnerChanged{Owner: conversation.Owner{Kind: conversation.OwnedByNone}, Reason: "resolved"})
	m.askRating(by, d)
}

// closeQuietly ends a conversation whose customer is gone.
func (m *machine) closeQuietly(d conversation.Resolved) {
	m.emit(byBot, d)
	m.dropAll(conversation.OutcomeNotResolved)
	m.cancelTimer(timerQueue)
	m.cancelTimer(timerSilence)
	m.emit(bySystem, conversation.OwnerChanged{Owner: conversation.Owner{Kind: conversation.OwnedByNone}, Reason: "silence"})
}

// backToBot gives the word back: what was in progress is over, and the bot
// says what it knows. The flow that was cut short can be taken up again with
// all that it had.
func (m *machine) backToBot(agent conversation.Actor, d conversation.AgentReturned) {
	data := map[string]conversation.Value{"agent": agent.Name, "tell": d.Tell}
	for i := len(m.s.Stack) - 1; i >= 0; i-- {
		f := m.s.Stack[i]
		if f.Event != "" {
			continue
		}
		data["flow"], data["title"] = f.Flow, m.titleOf(&f)
		data["slots"] = fromWords(f)
		break
	}
	m.dropAll(conversation.OutcomeHandedOff)
	m.emit(agent, conversation.OwnerChanged{Owner: conversation.Owner{Kind: conversation.OwnedByBot}, Reason: "returned"})
	m.pattern("returned", data)
}

// fromWords is what the customer said in a flow: slot → value.
func fromWords(f conversation.Frame) map[string]conversation.Value {
	out := map[string]conversation.Value{}
	for name, v := range f.Slots {
		if v.Message > 0 && name[0] != '$' {
			out[name] = v.Value
		}
	}
	return out
}
