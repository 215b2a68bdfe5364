package flowtest

import (
	"fmt"
	"slices"
	"strings"

	"github.com/rozmova/rozmova/internal/conversation"
)

// Tickets of a test are opened at once and numbered T-1, T-2, …

func (p *player) openTicket(effect conversation.EffectID) {
	p.opened++
	p.step(conversation.Actor{Kind: conversation.System}, conversation.TicketOpened{
		Effect: effect, Ticket: conversation.TicketID(fmt.Sprint("ticket-", p.opened)), Number: fmt.Sprint("T-", p.opened),
	})
}

// parseTicket reads what became of the ticket that was opened last:
// {status: solved, note: …}.
func parseTicket(n node) conversation.Data {
	var d conversation.TicketChanged
	for _, f := range n.fields("status", "note") {
		if f.key == "note" {
			d.Note = f.value.str()
			continue
		}
		d.Status = conversation.TicketStatus(f.value.str())
	}
	switch d.Status {
	case conversation.TicketOpen, conversation.TicketPending, conversation.TicketSolved, conversation.TicketClosed:
	default:
		n.fail("unknown status %q; possible: open, pending, solved, closed", d.Status)
	}
	return d
}

func (p *player) moveTicket(t turn) {
	d := t.data.(conversation.TicketChanged)
	for _, r := range p.state.Tickets {
		if r.ID != "" {
			d.Ticket, d.Number = r.ID, r.Number
		}
	}
	if d.Ticket == "" {
		p.fail(t.line, "expected a ticket to be open, got none")
		return
	}
	p.input(conversation.Actor{Kind: conversation.System}, d)
}

// ticket: a ticket with this type, title, priority and, among others, these
// fields was asked for in the turn; null for none.
func expectTicket(n node) func(*outcome) string {
	type want struct {
		is     map[string]string
		fields map[string]conversation.Value
	}
	w := want{is: map[string]string{}}
	if !n.null() {
		for _, f := range n.fields("type", "title", "priority", "fields") {
			if f.key == "fields" {
				w.fields = f.value.object()
				continue
			}
			w.is[f.key] = f.value.str()
		}
	}
	none := n.null()
	return func(o *outcome) string {
		asked := each(o, func(d conversation.TicketRequested) conversation.TicketRequested { return d })
		var got []string
		for _, d := range asked {
			is := map[string]string{"type": d.Type, "title": d.Title, "priority": d.Priority}
			fields := map[string]conversation.Value{}
			for _, f := range d.Fields {
				fields[f.Name] = f.Value
			}
			fits := within(w.fields, fields)
			for k, v := range w.is {
				fits = fits && is[k] == v
			}
			if fits && !none {
				return ""
			}
			got = append(got, strings.TrimSpace(d.Type+" «"+d.Title+"» "+d.Priority+" "+short(fields)))
		}
		if none && len(asked) == 0 {
			return ""
		}
		if none {
			return differs("ticket", "none", list(got))
		}
		return differs("ticket", fmt.Sprint(w.is)+" "+short(w.fields), list(got))
	}
}

// applied: each of these guidelines had its way in the turn; none at all when
// the list is empty.
func expectApplied(n node) func(*outcome) string {
	want := n.strs()
	return func(o *outcome) string {
		got := each(o, func(d conversation.GuidelineApplied) string { return d.Guideline })
		if len(want) == 0 && len(got) > 0 {
			return differs("applied", "[]", list(got))
		}
		for _, w := range want {
			if !slices.Contains(got, w) {
				return differs("applied", w, list(got))
			}
		}
		return ""
	}
}
