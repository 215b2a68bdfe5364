package dialogue

import (
	"github.com/rozmova/rozmova/internal/conversation"
)

// Buttons for a customer who waits for a person.
const (
	ButtonCallback = "callback" // call me back
	ButtonTicket   = "ticket"   // leave a ticket and do not wait
)

// whileWaiting are the patterns behind them.
var whileWaiting = map[string]string{ButtonCallback: "callback", ButtonTicket: "leave_ticket"}

// waits takes a message of a customer who waits for a person. It is for
// that person; the bot only takes them back, a number to be called back on, or a
// ticket.
func (m *machine) waits(d conversation.MessageReceived, seq int64) {
	switch d.Button {
	case ButtonBack:
		m.cancelTimer(timerQueue)
		m.endHelpers()
		m.system(conversation.OwnerChanged{Owner: conversation.Owner{Kind: conversation.OwnedByBot}, Reason: "customer_chose_bot"})
		m.social(ButtonBack)
		return
	case ButtonCallback, ButtonTicket:
		m.endHelpers()
		m.pattern(whileWaiting[d.Button], map[string]conversation.Value{"issue": m.issue()})
		return
	}
	f := m.s.Active()
	if f == nil || !forWaiting(f.Event) || m.s.Expect.Frame != f.ID {
		return
	}
	u := m.validate(d, seq)
	m.system(u)
	var mine []conversation.Command
	for _, c := range u.Commands {
		if c.Kind == conversation.CmdSet && c.Flow == f.Flow {
			mine = append(mine, c)
		}
	}
	switch {
	case len(mine) > 0:
		if m.fill(mine, seq) {
			m.runUntil(f.ID)
		}
	case m.s.Expect.Attempt < 2:
		m.askAgain("")
	default:
		m.endHelpers() // the person will read it
	}
}

// forWaiting says whether a pattern serves a customer who waits for a person.
func forWaiting(event string) bool {
	return event == whileWaiting[ButtonCallback] || event == whileWaiting[ButtonTicket]
}

// endHelpers gives up what was begun for the wait.
func (m *machine) endHelpers() {
	for f := m.s.Active(); f != nil && forWaiting(f.Event); f = m.s.Active() {
		m.endFrame(f.ID, conversation.OutcomeCancelled)
	}
}
