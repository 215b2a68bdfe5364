package dialogue

import (
	"slices"
	"strings"
	"time"

	"github.com/rozmova/rozmova/internal/conversation"
)

// Reader reads messages of before again, for the answer to the question that
// s.Expect holds. *understand.Recogniser is one. texts are in the order in which
// they were typed. A command's Text must stand in one of them.
type Reader interface {
	Again(texts []conversation.Heard, s *conversation.State, now time.Time) []conversation.Command
}

// Advance is Step to the end of the turn: wherever a flow is about to ask what
// the customer may have said already, the reader looks first. What it finds is
// recorded in the turn as a MessageReread, so that a replay needs no reader.
func Advance(pb *Playbook, r Reader, state *conversation.State, in conversation.Input) (conversation.Decision, error) {
	m := newMachine(pb, state, in)
	if err := m.take(); err != nil {
		return conversation.Decision{}, err
	}
	for m.out.Reread != nil {
		want := *m.out.Reread
		var found []conversation.Command
		if r != nil {
			asking := m.s.Clone()
			asking.Expect = want.Expect
			found = r.Again(want.Texts, asking, in.At)
		}
		m.takeReread(conversation.MessageReread{Frame: want.Frame, Step: want.Step, Slot: want.Slot, Proposed: found})
	}
	return m.out, nil
}

// finish is the last thing in a turn that answers the customer: it waits until
// nothing is to be read again.
func (m *machine) finish() {
	if m.out.Reread != nil || !m.answers {
		return
	}
	m.answers = false
	m.unanswered()
	m.farewell()
	m.watchSilence()
}

// wantsRereading says whether the customer may have answered a question before
// it is put for the first time; the turn then stops for a reader.
func (m *machine) wantsRereading(f *conversation.Frame, flow *Flow, s *step) bool {
	slot := flow.Slots[s.slot]
	here := frameStep{f.ID, s.id}
	if !slot.Recall || f.Asks[s.id] > 0 || m.reread[here] || slices.Contains(f.Reread, s.slot) || f.Since == 0 {
		return false
	}
	var texts []conversation.Heard
	for _, h := range m.s.Heard {
		if h.Seq >= f.Since {
			texts = append(texts, h)
		}
	}
	if len(texts) == 0 {
		return false
	}
	m.reread[here] = true
	m.out.Reread = &conversation.Reread{Frame: f.ID, Step: s.id, Slot: s.slot, Expect: m.expectation(f, flow, s, 1), Texts: texts}
	return true
}

// takeReread goes on with what a re-reading found. Only an answer to the
// question at hand, in words that the customer did type, is taken; without one
// the question is put.
func (m *machine) takeReread(d conversation.MessageReread) {
	defer m.finish()
	m.out.Reread = nil
	m.reread[frameStep{d.Frame, d.Step}] = true
	f := m.s.Frame(d.Frame)
	if f == nil || m.s.Active().ID != f.ID || m.pb.Flows[f.Flow] == nil {
		m.goOn()
		return
	}
	flow := m.pb.Flows[f.Flow]
	if i, ok := flow.index[d.Step]; ok && len(d.Proposed) > 0 && flow.steps[i].kind == stepAsk {
		if len(d.Proposed) > maxCommands {
			d.Proposed = d.Proposed[:maxCommands]
		}
		m.system(d)
		m.fillReread(f, flow, flow.steps[i], d.Proposed)
	}
	m.goOn()
}

func (m *machine) fillReread(f *conversation.Frame, flow *Flow, s *step, proposed []conversation.Command) {
	u := conversation.Understood{}
	for _, c := range proposed {
		seq, why := int64(0), "superseded"
		if !slices.ContainsFunc(u.Commands, func(x conversation.Command) bool { return x.Slot == c.Slot }) {
			seq, why = m.checkReread(&c, f, flow, s)
		}
		if why != "" {
			u.Dropped = append(u.Dropped, conversation.Dropped{Command: c, Why: why})
			continue
		}
		u.Commands, u.Message = append(u.Commands, c), seq
	}
	m.system(u)
	for _, c := range u.Commands {
		if c.Kind == conversation.CmdNarrow {
			m.narrow(f, c)
			continue
		}
		m.setSlot(f, flow, c.Slot, c.Value, c.Source, u.Message)
		f = m.s.Frame(f.ID)
	}
}

// checkReread is the validator for what a re-reading proposes. seq is the
// message that the value stands in, the newest where there are several.
func (m *machine) checkReread(c *conversation.Command, f *conversation.Frame, flow *Flow, s *step) (seq int64, why string) {
	slot := flow.Slots[c.Slot]
	switch {
	case c.Kind != conversation.CmdSet && c.Kind != conversation.CmdNarrow:
		return 0, "unknown_command"
	case c.Slot != s.slot && !m.insteadOf(c.Slot, f, flow) || c.Flow != "" && c.Flow != flow.Name:
		return 0, "not_asked"
	case !fromReading(c.Source) || !slot.Writable(c.Source):
		return 0, "not_writable"
	}
	c.Flow = flow.Name
	for _, h := range m.s.Heard {
		if h.Seq >= f.Since && said(c.Text, h.Text) {
			seq = h.Seq
		}
	}
	if seq == 0 {
		return 0, "not_in_words"
	}
	v, err := conversation.Canonical(c.Value)
	if err != nil || v == nil {
		return 0, "bad_value"
	}
	c.Value = v
	if c.Kind == conversation.CmdNarrow {
		return seq, m.checkNarrow(c, f, flow, slot)
	}
	if why := m.fits(c.Value, flow, slot); why != "" {
		return 0, why
	}
	if !m.derivedFrom(*c, f, slot) {
		return 0, "not_in_words"
	}
	if !m.validNow(f, flow, *c) {
		return 0, "invalid"
	}
	return seq, ""
}

// insteadOf: who a customer is can be told in several ways, and they may have
// chosen another than the one that is asked for.
func (m *machine) insteadOf(name string, f *conversation.Frame, flow *Flow) bool {
	slot := flow.Slots[name]
	_, filled := f.Slots[name]
	return flow.On == eventVerify && slot != nil && slot.Recall && !filled && !slices.Contains(f.Reread, name)
}

// derivedFrom: derived, over what the customer typed before.
func (m *machine) derivedFrom(c conversation.Command, f *conversation.Frame, slot *Slot) bool {
	return slices.ContainsFunc(m.s.Heard, func(h conversation.Heard) bool {
		return h.Seq >= f.Since && said(c.Text, h.Text) && m.derived(c, h.Text, slot)
	})
}

// fromReading says whether a source is a reading of the customer's words.
func fromReading(src conversation.Source) bool {
	switch src {
	case conversation.FromPattern, conversation.FromEntity, conversation.FromClassifier, conversation.FromModel:
		return true
	}
	return false
}

// slotNarrowed is the hidden slot that holds the options still meant.
func slotNarrowed(slot string) string { return "$narrow." + slot }

// checkNarrow: some of the options, but not all of those still open; one alone
// is an answer.
func (m *machine) checkNarrow(c *conversation.Command, f *conversation.Frame, flow *Flow, slot *Slot) string {
	values, _ := c.Value.([]any)
	if slot.Options == nil && len(slot.Values) == 0 {
		return "no_options"
	}
	open, known := 0, map[string]bool{}
	for _, o := range m.optionsOf(f, flow, slot) {
		known[display(o.Value)] = true
		if !o.Aside {
			open++
		}
	}
	for _, v := range values {
		if !known[display(v)] {
			return "not_an_option"
		}
	}
	switch {
	case len(values) == 0:
		return "bad_value"
	case len(values) == 1:
		c.Kind, c.Value = conversation.CmdSet, values[0]
		if slot.Many {
			c.Value = values
		}
		if !m.validNow(f, flow, *c) {
			return "invalid"
		}
	case len(values) >= len(known) || len(values) == open && m.sameNarrowing(f, slot, values):
		return "not_narrower"
	}
	return ""
}

func (m *machine) sameNarrowing(f *conversation.Frame, slot *Slot, values []any) bool {
	now, _ := f.Slots[slotNarrowed(slot.Name)].Value.([]any)
	return now != nil && strings.Join(texts(now), "\n") == strings.Join(texts(values), "\n")
}

func texts(values []any) []string {
	out := make([]string, len(values))
	for i, v := range values {
		out[i] = display(v)
	}
	return out
}

// narrow keeps the options that fit what the customer said; the others stay
// possible answers, and are no longer offered.
func (m *machine) narrow(f *conversation.Frame, c conversation.Command) {
	m.system(conversation.SlotSet{Frame: f.ID, Flow: f.Flow, Slot: slotNarrowed(c.Slot), Value: c.Value, Source: conversation.FromSystem})
}

// narrowed are the options still meant, nil for all of them.
func narrowed(f *conversation.Frame, slot *Slot) map[string]bool {
	values, _ := f.Slots[slotNarrowed(slot.Name)].Value.([]any)
	if len(values) == 0 {
		return nil
	}
	out := make(map[string]bool, len(values))
	for _, v := range values {
		out[display(v)] = true
	}
	return out
}
