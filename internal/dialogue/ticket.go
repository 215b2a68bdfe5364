package dialogue

import (
	"slices"

	"github.com/rozmova/rozmova/internal/conversation"
)

// TicketType is a kind of work that a pack's flows may leave to people.
type TicketType struct {
	Name     string
	Title    map[string]string
	Priority string
	pos      Pos
}

// TicketType finds a kind of ticket as a pack's flows know it: its own, else the
// newest of that name.
func (p *Playbook) TicketType(pack, name string) *TicketType {
	if own := p.Packs[pack]; own != nil && own.Tickets[name] != nil {
		return own.Tickets[name]
	}
	for i := len(p.Layers) - 1; i >= 0; i-- {
		if t := p.Packs[p.Layers[i]].Tickets[name]; t != nil {
			return t
		}
	}
	return nil
}

// TitleIn is the type's title in a language, or its name.
func (t *TicketType) TitleIn(lang string) string { return titleOr(t.Title[lang], t.Name) }

// ticket has a ticket opened with what the flow found out, once for each time
// that a flow is begun.
func (m *machine) ticket(f *conversation.Frame, flow *Flow, i int, vs vars) bool {
	s := flow.steps[i]
	at := slices.IndexFunc(m.s.Tickets, func(t conversation.TicketRecord) bool { return t.Frame == f.ID && t.Step == s.id })
	if at < 0 {
		return m.openTicket(f, flow, i, vs)
	}
	t := m.s.Tickets[at]
	switch {
	case t.Failed != "":
		m.stand(f, flow, i)
		m.handoff("ticket_failed", "ticket_failed")
		return false
	case t.ID == "":
		return false
	case s.slot != "":
		m.setSlot(f, flow, s.slot, t.Object(), conversation.FromAction, 0)
	default:
		m.sayOnly("ticket_opened", ticketData(t))
	}
	m.at[f.ID] = i + 1
	return true
}

func (m *machine) openTicket(f *conversation.Frame, flow *Flow, i int, vs vars) bool {
	s := flow.steps[i]
	lang := m.pb.lang(m.s.Lang)
	kind := m.pb.TicketType(flow.Pack, s.ticket)
	title, priority := kind.TitleIn(lang), kind.Priority
	if s.title != nil {
		v, err := s.title.eval(vs)
		if err != nil {
			m.fault(f, err)
			return false
		}
		title = firstText(display(v), title)
	}
	if s.priority != nil {
		v, err := s.priority.eval(vs)
		if err != nil {
			m.fault(f, err)
			return false
		}
		if p := display(v); slices.Contains(conversation.TicketPriorities, p) {
			priority = p
		}
	}
	fields, err := m.ticketFields(f, flow, s, vs)
	if err != nil {
		m.fault(f, err)
		return false
	}
	m.stand(f, flow, i)
	id, summary := m.next(), m.summary()
	m.system(conversation.TicketRequested{
		Effect: id, Frame: f.ID, Step: s.id, Into: s.slot, Pack: flow.Pack, Type: kind.Name, Title: title,
		Priority: priority, Fields: fields, Summary: summary,
	})
	m.out.Effects = append(m.out.Effects, conversation.Effect{ID: id, Data: conversation.OpenTicket{
		Key: id, Pack: flow.Pack, Contact: m.s.Contact, Type: kind.Name, Title: title, Priority: priority,
		Fields: fields, Summary: summary, Lang: lang,
	}})
	return false
}

// ticketFields are what was found out, in the order of their names. A field
// whose value the flow has not got is left out.
func (m *machine) ticketFields(f *conversation.Frame, flow *Flow, s *step, vs vars) ([]conversation.TicketField, error) {
	var out []conversation.TicketField
	for _, name := range sortedKeys(s.args) {
		v, err := s.args[name].eval(vs)
		if err != nil {
			if missing(err) {
				continue
			}
			return nil, err
		}
		if v == nil || v == "" {
			continue
		}
		field := conversation.TicketField{Name: name, Title: m.plain("ticket." + s.ticket + "." + name), Value: v}
		if slot := flow.Slots[s.args[name].src]; slot != nil {
			field.Title = firstText(field.Title, m.slotTitle(flow, slot))
			field.Display = m.named(f, flow, slot, v)
		}
		field.Title = firstText(field.Title, name)
		out = append(out, field)
	}
	return out, nil
}

// ticketOpened goes on with the flow that waits for it; one that an agent opened
// is theirs to speak of.
func (m *machine) ticketOpened(d conversation.Data) {
	m.emit(m.in.Actor, d)
	o, ok := d.(conversation.TicketOpened)
	if ok && o.Effect == "" {
		return
	}
	for _, t := range m.s.Tickets {
		if ok && t.Effect == o.Effect && m.s.Frame(t.Frame) == nil && m.s.Owner.Kind != conversation.OwnedByAgent {
			m.notice("ticket_opened", ticketData(t)) // nobody else will tell its number
		}
	}
	m.goOn()
}

// notice says a pattern's words beside whatever is going on: what was asked is
// asked still.
func (m *machine) notice(event string, data map[string]conversation.Value) {
	open := m.s.Expect
	m.sayOnly(event, data)
	if open.Kind != conversation.ExpectNothing {
		m.bot(conversation.QuestionAsked{Expect: open})
	}
}

// ticketChanged tells the customer that their matter moved on, also after the
// conversation is over: it was not. While an agent speaks with them, it is the
// agent's to tell.
func (m *machine) ticketChanged(d conversation.TicketChanged) {
	at := slices.IndexFunc(m.s.Tickets, func(t conversation.TicketRecord) bool { return t.ID == d.Ticket })
	was := conversation.TicketStatus("")
	if at >= 0 {
		was = m.s.Tickets[at].Status
	}
	m.emit(m.in.Actor, d)
	if m.s.Owner.Kind == conversation.OwnedByAgent || was == d.Status && d.Note == "" {
		return
	}
	at = slices.IndexFunc(m.s.Tickets, func(t conversation.TicketRecord) bool { return t.ID == d.Ticket })
	data := ticketData(m.s.Tickets[at])
	data["status"], data["note"], data["moved"] = string(d.Status), d.Note, was != d.Status
	m.notice("ticket_changed", data)
}

func ticketData(t conversation.TicketRecord) map[string]conversation.Value {
	return map[string]conversation.Value{
		"number": t.Number, "title": t.Title, "status": string(t.Status), "type": t.Type, "priority": t.Priority,
	}
}
