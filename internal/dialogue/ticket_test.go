package dialogue_test

import (
	"errors"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	c "github.com/rozmova/rozmova/internal/conversation"
	"github.com/rozmova/rozmova/internal/dialogue"
	"github.com/rozmova/rozmova/packs"
)

const repairFlow = `
flow: repair
title: {uk: Ремонт, en: Repair}
examples: {uk: [ремонт], en: [repair]}
slots:
  what: {type: text, title: {uk: Що, en: What}}
  how: {type: choice, values: [bad, fine], title: {uk: Як, en: How}}
  more: {type: text}
  found: {type: object, from: agent}
  ticket: {type: object, from: action}
steps:
  - ask: what
  - ask: how
  - ticket: fault
    title: "'No service: ' + what"
    priority: "how == 'bad' ? 'high' : 'normal'"
    fields: {what: what, how: how, more: more, seen: found.text, two: "'a' + 'b'"}
    into: ticket
  - say: repair.opened
`

func repairFiles(edit ...string) map[string]map[string]string {
	return map[string]map[string]string{"fix": {
		"pack.yaml":         "pack: fix\ntickets: {fault: {title: {uk: Несправність, en: A fault}, priority: low}}\n",
		"flows/repair.yaml": strings.NewReplacer(edit...).Replace(repairFlow),
		"flows/opened.yaml": "flow: p_opened\non: ticket_opened\nsteps: [{say: p.opened}]",
		"flows/moved.yaml":  "flow: p_moved\non: ticket_changed\nsteps: [{say: p.moved}]",
		"texts/uk.yaml": "repair.ask_what: Що?\nrepair.ask_how: Як?\nrepair.how.bad: Погано\nrepair.how.fine: Добре\nrepair.opened: Номер {ticket.number}\n" +
			"p.opened: Відкрито {event.number}\np.moved: \"{event.number}: {event.status} {event.note}\"\nticket.fault.two: Дві",
		"texts/en.yaml": "repair.ask_what: What?\nrepair.ask_how: How?\nrepair.how.bad: Badly\nrepair.how.fine: Well\nrepair.opened: Number {ticket.number}\n" +
			"p.opened: Opened {event.number}\np.moved: \"{event.number}: {event.status} {event.note}\"\nticket.fault.two: Two",
	}}
}

// wanted is a conversation that waits for its ticket.
func wanted(t *testing.T, edit ...string) (*talk, c.Effect) {
	t.Helper()
	x := begin(t, layers(t, []string{"fix"}, repairFiles(edit...)), c.Started{})
	x.start("repair")
	x.set("what", "phone")
	x.set("how", "bad")
	return x, x.next()
}

func TestTicketOpened(t *testing.T) {
	x, e := wanted(t)
	got, _ := e.Data.(c.OpenTicket)
	want := c.OpenTicket{Key: e.ID, Pack: "fix", Contact: "k", Type: "fault", Title: "No service: phone", Priority: "high", Lang: "en", Summary: got.Summary, Fields: []c.TicketField{
		{Name: "how", Title: "How", Value: "bad", Display: "Badly"}, {Name: "two", Title: "Two", Value: "ab"}, {Name: "what", Title: "What", Value: "phone"},
	}}
	if d := cmp.Diff(want, got); d != "" || !strings.Contains(got.Summary, "Repair") {
		t.Errorf("%s\nsummary %q", d, got.Summary)
	}
	x.take(c.TicketOpened{Effect: e.ID, Ticket: "t1", Number: "T-7"})
	if got := x.s.LastSaid.Text; !strings.Contains(keys(x.came), "repair.opened") || len(x.s.Stack) > 0 {
		t.Errorf("said %q, then %+v", got, x.s.Stack)
	}
	x.say("a person", c.Command{Kind: c.CmdHandoff, Reason: "asked"})
	if ts := x.s.Handoff.Tickets; len(ts) != 1 || ts[0].Number != "T-7" || ts[0].Status != c.TicketOpen || !strings.Contains(x.s.Handoff.Summary, "T-7") {
		t.Errorf("the packet has %+v; %s", ts, x.s.Handoff.Summary)
	}
}

func TestTicketWithoutASlot(t *testing.T) {
	x, e := wanted(t, "    into: ticket\n", "", "  - say: repair.opened\n", "", "  ticket: {type: object, from: action}\n", "", "    priority: \"how == 'bad' ? 'high' : 'normal'\"\n", "", "    title: \"'No service: ' + what\"\n", "")
	if d := e.Data.(c.OpenTicket); d.Title != "A fault" || d.Priority != "low" {
		t.Errorf("asked for %+v", d)
	}
	x.take(c.TicketOpened{Effect: e.ID, Ticket: "t1", Number: "T-7"})
	if !strings.HasPrefix(x.said(), "p.opened") {
		t.Errorf("said %q", x.said())
	}
}

func TestTicketNotOpened(t *testing.T) {
	x, e := wanted(t)
	x.take(c.TicketNotOpened{Effect: e.ID, Code: "unavailable"})
	x.wantHandoff("ticket_failed")
}

func TestTicketComesTooLate(t *testing.T) {
	x, e := wanted(t)
	x.say("stop", c.Command{Kind: c.CmdCancel})
	x.take(c.TicketOpened{Effect: e.ID, Ticket: "t1", Number: "T-7"})
	x.wantSaid("p.opened")
}

func TestTicketChanged(t *testing.T) {
	x, e := wanted(t)
	x.take(c.TicketOpened{Effect: e.ID, Ticket: "t1", Number: "T-7"})
	x.start("repair")
	open := x.s.Expect
	x.take(c.TicketChanged{Ticket: "t1", Number: "T-7", Status: c.TicketPending, Note: "A mast is down"})
	x.wantSaid("p.moved")
	if x.s.LastSaid.Text != "T-7: pending A mast is down" || x.s.Expect.Slot != open.Slot || x.s.Expect.Step != open.Step {
		t.Errorf("said %q; asked for is %+v", x.s.LastSaid.Text, x.s.Expect)
	}
	x.take(c.TicketChanged{Ticket: "t1", Number: "T-7", Status: c.TicketPending}) // nothing new
	x.wantSaid("")
	x.say("stop", c.Command{Kind: c.CmdCancel})
	x.take(c.Resolved{Outcome: c.OutcomeResolved})
	x.take(c.TicketChanged{Ticket: "t1", Number: "T-7", Status: c.TicketSolved})
	x.wantSaid("p.moved")
	if !x.s.Closed {
		t.Error("a notice opens the conversation again")
	}
	x.take(c.TicketOpened{Ticket: "t2", Number: "T-8", Type: "fault"}) // by an agent
	x.take(c.TicketChanged{Ticket: "t2", Number: "T-8", Status: c.TicketClosed})
	if len(x.s.Tickets) != 2 || x.s.Tickets[1].Status != c.TicketClosed {
		t.Errorf("tickets %+v", x.s.Tickets)
	}
}

func TestTicketProblems(t *testing.T) {
	for name, x := range map[string]struct {
		edit []string
		want string
	}{
		"type":     {[]string{"ticket: fault", "ticket: misfortune"}, `flows/repair.yaml:14: unknown ticket type "misfortune"`},
		"priority": {[]string{`"how == 'bad' ? 'high' : 'normal'"`, `"'huge'"`}, `unknown priority "huge"; possible: low, normal, high, urgent`},
		"slot":     {[]string{"into: ticket", "into: what"}, `slot "what" may not be written here: from must hold action`},
		"slot 2":   {[]string{"ticket: {type: object, from: action}", "ticket: {type: text, from: action}"}, `its type must be object, not "text"`},
		"field":    {[]string{"what: what, how: how", "what: which"}, `unknown name 'which'`},
		"key":      {[]string{"    fields:", "    colour: x\n    fields:"}, `unknown key "colour" in a ticket step; possible here: id, if, ticket, title, priority, fields, into`},
	} {
		base, err := packs.Source(packs.Base)
		if err != nil {
			t.Fatal(err)
		}
		own := dialogue.Source{Name: "fix", Files: map[string][]byte{}}
		for path, text := range repairFiles(x.edit...)["fix"] {
			own.Files[path] = []byte(text)
		}
		_, err = dialogue.Compile("x", base, own)
		var ps dialogue.Problems
		if !errors.As(err, &ps) || !strings.Contains(err.Error(), x.want) {
			t.Errorf("%s: %v, want %s", name, err, x.want)
		}
	}
}
