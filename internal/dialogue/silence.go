package dialogue

import (
	"github.com/rozmova/rozmova/internal/conversation"
)

const timerSilence = "silence"

// watchSilence sets the one timer that notices a customer who says nothing. It
// is not moved by every message: when it fires, it looks how long it has been
// and sets itself anew.
func (m *machine) watchSilence() {
	if m.pb.Silence > 0 && !m.s.Closed && m.s.Owner.Kind == conversation.OwnedByBot && m.s.Timers[timerSilence] == "" {
		m.setTimer(timerSilence, m.pb.Silence)
	}
}

// silent: the timer fired. First the bot asks gently and puts the open question
// again; then it closes the case, which any message opens again.
func (m *machine) silent() {
	if m.pb.Silence == 0 || m.s.Closed || m.s.Owner.Kind != conversation.OwnedByBot {
		return // set again when the bot has the word again
	}
	f := m.s.Active()
	left := m.s.Last.At.Add(m.pb.Silence).Sub(m.in.At)
	switch {
	case left > 0:
		m.setTimer(timerSilence, left)
	case f != nil && f.Waiting != "":
		m.setTimer(timerSilence, m.pb.Silence)
	case f == nil:
		if m.s.Messages > 0 {
			m.closeQuietly(conversation.Resolved{Outcome: m.outcome(), Summary: m.summary()})
		}
	case m.s.Nudges == 0:
		m.nudge(f)
		m.setTimer(timerSilence, m.pb.Silence)
	default:
		summary := m.summary()
		m.sayOnly(conversation.EventSilence, map[string]conversation.Value{"times": 2.0, "title": m.titleOf(f)})
		m.dropAll(conversation.OutcomeNotResolved)
		m.closeQuietly(conversation.Resolved{Outcome: conversation.OutcomeNotResolved, Summary: summary})
	}
}

// nudge asks whether the customer is still there, and puts the question again.
func (m *machine) nudge(f *conversation.Frame) {
	e, id := m.s.Expect, f.ID
	m.sayOnly(conversation.EventSilence, map[string]conversation.Value{"times": 1.0, "title": m.titleOf(f)})
	f = m.s.Frame(id)
	flow := m.pb.Flows[f.Flow]
	if flow == nil || e.Frame != id {
		return
	}
	i, ok := flow.index[e.Step]
	switch {
	case !ok:
	case e.Kind == conversation.ExpectRetry:
		m.offerAgain(f, flow.steps[i])
	default:
		m.question(f, flow, flow.steps[i], e.Attempt, "")
	}
}
