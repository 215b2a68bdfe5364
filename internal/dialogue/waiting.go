package dialogue

import (
	"slices"
	"time"

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
	button := d.Button
	for _, c := range d.Proposed {
		if d.Button == "" && c.Kind == conversation.CmdSocial && c.Reason == ButtonBack {
			button = ButtonBack // in so many words
		}
	}
	switch button {
	case ButtonBack:
		m.cancelTimer(timerQueue)
		m.endHelpers()
		m.system(conversation.OwnerChanged{Owner: conversation.Owner{Kind: conversation.OwnedByBot}, Reason: "customer_chose_bot"})
		m.social(ButtonBack)
		return
	case ButtonCallback, ButtonTicket:
		m.endHelpers()
		m.pattern(whileWaiting[button], map[string]conversation.Value{"issue": m.issue()})
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

// CallsPerson says whether a decision puts a conversation into the queue: its
// driver then decides once more, with Input.Wait.
func CallsPerson(d conversation.Decision) bool {
	return slices.ContainsFunc(d.Events, func(e conversation.Event) bool {
		o, ok := e.Data.(conversation.OwnerChanged)
		return ok && o.Owner.Kind == conversation.OwnedByQueue
	})
}

// waitOf is what the driver knew of the wait in a turn that is on record.
func waitOf(turn []conversation.Event) int {
	for _, e := range turn {
		if o, ok := e.Data.(conversation.OwnerChanged); ok && o.Wait > 0 {
			return o.Wait
		}
	}
	return 0
}

// waitLeft is what remains of the expected wait, in seconds that make whole
// minutes; 0 when it is not known or is over.
func (m *machine) waitLeft() int {
	if m.s.Wait == 0 || m.s.WaitingSince == nil {
		return 0
	}
	left := time.Duration(m.s.Wait)*time.Second - m.in.At.Sub(*m.s.WaitingSince)
	return 60 * max(0, int((left+time.Minute-1)/time.Minute))
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
