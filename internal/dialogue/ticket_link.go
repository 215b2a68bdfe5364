package dialogue

import (
	"slices"
	"strings"

	"github.com/rozmova/rozmova/internal/conversation"
)

func parseTicketTypes(n node) map[string]*TicketType {
	out := map[string]*TicketType{}
	for _, f := range n.fields() {
		t := &TicketType{Name: f.key, Priority: "normal", pos: f.kpos}
		for key, v := range f.value.only("title", "priority") {
			switch key {
			case "title":
				t.Title = v.byLang()
			case "priority":
				if t.Priority = v.str(); !slices.Contains(conversation.TicketPriorities, t.Priority) {
					v.fail("unknown priority %q; possible: %s", t.Priority, strings.Join(conversation.TicketPriorities, ", "))
				}
			}
		}
		out[f.key] = t
	}
	return out
}

func parseTicket(st *step, body node, fields map[string]node) []string {
	st.ticket = body.str()
	if v, ok := fields["title"]; ok {
		st.title = v.expr()
	}
	if v, ok := fields["priority"]; ok {
		st.priority = v.expr()
	}
	st.args = parseArgs(fields["fields"])
	if v, ok := fields["into"]; ok {
		st.slot = v.str()
	}
	return []string{"title", "priority", "fields", "into"}
}

func (l *flowLinker) ticket(s *step) {
	if l.p.TicketType(l.f.Pack, s.ticket) == nil {
		l.fail(s.pos, "unknown ticket type %q; pack.yaml names them under tickets", s.ticket)
	}
	l.value(s.title)
	l.value(s.priority)
	if s.priority != nil && s.priority.ast != nil {
		if p, ok := literal(s.priority.ast).(string); ok && !slices.Contains(conversation.TicketPriorities, p) {
			l.fail(s.priority.pos, "unknown priority %q; possible: %s", p, strings.Join(conversation.TicketPriorities, ", "))
		}
	}
	for _, name := range sortedKeys(s.args) {
		l.value(s.args[name])
	}
	if s.slot == "" {
		return
	}
	l.writableBy(s.slot, "action", s.pos)
	if slot := l.f.Slots[s.slot]; slot != nil && slot.Type != "object" {
		l.fail(s.pos, "slot %q takes a ticket, so its type must be object, not %q", s.slot, slot.Type)
	}
}

// ticketTypes checks the packs' kinds of tickets.
func (l *linker) ticketTypes() {
	for _, pack := range l.p.Layers {
		for _, name := range sortedKeys(l.p.Packs[pack].Tickets) {
			t := l.p.Packs[pack].Tickets[name]
			l.inAllLanguages(t.Title, t.pos, "ticket type %q has no title", name)
		}
	}
}
