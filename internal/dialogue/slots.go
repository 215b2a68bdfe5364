package dialogue

import (
	"reflect"
	"strings"

	"github.com/rozmova/rozmova/internal/conversation"
)

// split tells the values meant for the flow in progress from those for the
// flows that the same message starts.
func (m *machine) split(sets, starts []conversation.Command) (here, later []conversation.Command) {
	f := m.s.Active()
	for _, c := range sets {
		if f != nil && c.Flow == f.Flow && !startsFlow(starts, c.Flow) {
			here = append(here, c)
		} else {
			later = append(later, c)
		}
	}
	return here, later
}

// keep writes values for flows that wait below the one on top, where they are
// still open. It reports whether there were any.
func (m *machine) keep(sets, starts []conversation.Command, seq int64) bool {
	kept := false
	for _, c := range sets {
		for i := len(m.s.Stack) - 2; i >= 0 && !startsFlow(starts, c.Flow); i-- {
			f := &m.s.Stack[i]
			flow := m.pb.Flows[f.Flow]
			if _, filled := f.Slots[c.Slot]; f.Flow != c.Flow || filled || flow == nil || !m.validNow(f, flow, c) {
				continue
			}
			m.setSlot(f, flow, c.Slot, c.Value, c.Source, seq)
			kept = true
			break
		}
	}
	return kept
}

func startsFlow(starts []conversation.Command, flow string) bool {
	for _, s := range starts {
		if s.Flow == flow {
			return true
		}
	}
	return false
}

// fill writes what the customer said into the flow on top. A slot that already
// had another value is a correction: the flow is replayed from its start over
// what is known now, and what was executed stays executed. It reports whether
// the flow should go on.
func (m *machine) fill(sets []conversation.Command, seq int64) bool {
	f := m.s.Active()
	flow := m.pb.Flows[f.Flow]
	var changed []change
	corrected := false
	for _, c := range sets {
		if c.Slot == slotResend {
			return m.resend()
		}
		if c.Slot == slotRetry {
			return m.retry(c)
		}
		old, had := f.Slots[c.Slot]
		if had && reflect.DeepEqual(old.Value, c.Value) {
			continue
		}
		slot := flow.Slots[c.Slot]
		if slot != nil && slot.Validate != nil {
			ok, err := slot.Validate.holds(m.vars(f, flow).with("value", c.Value))
			if err != nil {
				m.fault(f, err)
				return false
			}
			if !ok {
				return m.invalid(c)
			}
		}
		if (had || confirmed(f) && !m.asks(f, c.Slot)) && c.Slot[0] != '$' {
			if m.executed(f.ID) {
				m.pattern("too_late", map[string]conversation.Value{"title": m.titleOf(f), "slot": m.slotTitle(flow, slot)})
				m.returnToFlow()
				return false
			}
			corrected = true
			if had {
				changed = append(changed, change{slot, c.Value})
			}
		}
		m.setSlot(m.s.Active(), flow, c.Slot, c.Value, c.Source, seq)
		f = m.s.Active()
	}
	if corrected {
		m.tellChanges(f, flow, changed)
		m.replay(m.s.Frame(f.ID), flow)
	}
	return true
}

// asks says whether a slot is what the customer was asked for: an answer corrects
// nothing, also after something was confirmed.
func (m *machine) asks(f *conversation.Frame, slot string) bool {
	e := m.s.Expect
	return e.Kind == conversation.ExpectSlot && e.Frame == f.ID && e.Slot == slot
}

// invalid tells the customer that the value will not do, and puts the open
// question again, whether it asked for this value or for another. It reports
// whether the flow should go on.
func (m *machine) invalid(c conversation.Command) bool {
	if e := m.s.Expect; e.Kind != conversation.ExpectSlot && e.Kind != conversation.ExpectConfirm {
		return true // it will be asked for
	}
	m.system(conversation.MissCounted{Reason: "invalid_" + c.Slot})
	m.askAgain(c.Slot)
	return false
}

// replay goes back to the flow's first step. What came from the customer
// stays; what was worked out from it is worked out anew.
func (m *machine) replay(f *conversation.Frame, flow *Flow) {
	for _, name := range sortedKeys(f.Slots) {
		v := f.Slots[name]
		slot := flow.Slots[name]
		derived := v.Source == conversation.FromAction || v.Source == conversation.FromSystem
		if name[0] == '$' || (derived && (slot == nil || !slot.Keep)) {
			m.system(conversation.SlotCleared{Frame: f.ID, Slot: name})
		}
	}
	m.system(conversation.FlowReplayed{Frame: f.ID})
	delete(m.at, f.ID)
}

// executed says whether a frame has changed anything in a business system, or
// may have: a change under way, or one whose end is unknown, cannot be taken
// back by asking for another.
func (m *machine) executed(frame int) bool {
	for _, a := range m.s.Actions {
		if a.Frame == frame && a.Writes && (a.Status != conversation.ActionBroken || endUnknown(a.Code)) {
			return true
		}
	}
	return false
}

// confirmed says whether the customer has said yes in a flow: whatever they
// add afterwards needs a new yes.
func confirmed(f *conversation.Frame) bool {
	for name, v := range f.Slots {
		if strings.HasPrefix(name, confirmSlot("")) && v.Value == true {
			return true
		}
	}
	return false
}

// chosenIn is the message in which the customer chose the very value that a flow
// now puts into a slot, 0 where none did. Who chose one of the orders shown has
// said its number as surely as who typed it: «скасуй його» speaks of that order.
// Of several chosen at once none is the one meant.
func (m *machine) chosenIn(f *conversation.Frame, flow *Flow, name string, v conversation.Value) int64 {
	slot := flow.Slots[name]
	if slot == nil || m.pb.Types[slot.Type] == nil {
		return 0
	}
	for _, other := range sortedKeys(f.Slots) {
		c := f.Slots[other]
		list, many := c.Value.([]any)
		if c.Type == "choice" && c.Message > 0 && (reflect.DeepEqual(c.Value, v) || many && len(list) == 1 && reflect.DeepEqual(list[0], v)) {
			return c.Message
		}
	}
	return 0
}

// setSlot records a value if it is new; seq is the message that gave it, if one did.
func (m *machine) setSlot(f *conversation.Frame, flow *Flow, name string, v conversation.Value, src conversation.Source, seq int64) {
	old, had := f.Slots[name]
	switch {
	case had && reflect.DeepEqual(old.Value, v):
		return
	case v == nil:
		if had {
			m.system(conversation.SlotCleared{Frame: f.ID, Slot: name})
		}
		return
	}
	d := conversation.SlotSet{Frame: f.ID, Flow: f.Flow, Slot: name, Value: v, Source: src}
	if slot := flow.Slots[name]; slot != nil {
		d.Type, d.Title, d.Display = slot.Type, m.slotTitle(flow, slot), m.named(f, flow, slot, v)
	}
	switch src {
	case conversation.FromAction:
		d.Verified = true
		m.system(d)
	case conversation.FromSystem:
		d.Message = seq
		d.Spoken = seq == 0 && m.pb.Types[d.Type] != nil
		m.system(d)
	case conversation.FromCaller:
		m.system(d)
	default:
		d.Message = seq
		m.system(d)
	}
}

// named is a choice's value as the customer saw it, or an object's as a person
// reads it; empty for other types.
func (m *machine) named(f *conversation.Frame, flow *Flow, slot *Slot, v conversation.Value) string {
	switch slot.Type {
	case "choice", "switch":
	case "name", "address":
		return display(v)
	default:
		return ""
	}
	values, many := v.([]any)
	if !many {
		values = []any{v}
	}
	var names []string
	options := m.optionsOf(f, flow, slot)
	for _, x := range values {
		for _, o := range options {
			if reflect.DeepEqual(o.Value, x) {
				names = append(names, o.Title)
				break
			}
		}
	}
	return strings.Join(names, ", ")
}

func (m *machine) slotTitle(_ *Flow, s *Slot) string {
	if s == nil {
		return ""
	}
	if t := s.Title[m.s.Lang]; t != "" {
		return t
	}
	if typ := m.pb.Types[s.Type]; typ != nil && typ.Title[m.s.Lang] != "" {
		return typ.Title[m.s.Lang]
	}
	if t := m.pb.texts["slot."+s.Type][m.s.Lang]; t != nil {
		return t.chat
	}
	return s.Name
}

// reopen goes back to a flow that is in progress below and is asked for again;
// what came over it is given up. It takes such flows out of the list, and
// reports whether it went back to one. Beside another request the flow just
// waits for its turn.
func (m *machine) reopen(starts []conversation.Command) (rest []conversation.Command, back bool) {
	for _, c := range starts {
		f := m.asking(c.Flow)
		if f == nil {
			rest = append(rest, c)
			continue
		}
		for id := f.ID; len(starts) == 1 && m.s.Active().ID != id; back = true {
			m.endFrame(m.s.Active().ID, conversation.OutcomeCancelled)
		}
	}
	return rest, back
}

// asking finds a flow in progress that waits for an answer of the customer.
func (m *machine) asking(flow string) *conversation.Frame {
	for i := range m.s.Stack {
		if f := &m.s.Stack[i]; f.Flow == flow && f.Asked != "" && f.Asked == f.Step {
			return f
		}
	}
	return nil
}

// start puts flows on the stack: the first asked for is served first. Each
// gets the values that the message holds for it.
func (m *machine) start(starts, sets []conversation.Command, seq int64) {
	for i := len(starts) - 1; i >= 0; i-- {
		flow := m.pb.Flows[starts[i].Flow]
		f := m.push(flow, "", nil)
		for _, c := range sets {
			if c.Flow == flow.Name && flow.Slots[c.Slot] != nil && m.validNow(f, flow, c) {
				m.setSlot(m.s.Frame(f.ID), flow, c.Slot, c.Value, c.Source, seq)
			}
		}
	}
}

func (m *machine) validNow(f *conversation.Frame, flow *Flow, c conversation.Command) bool {
	if flow.Slots[c.Slot] == nil {
		return false // a consent that is hidden from slots: it counts for the question on top only
	}
	v := flow.Slots[c.Slot].Validate
	if v == nil {
		return true
	}
	ok, err := v.holds(m.vars(f, flow).with("value", c.Value))
	return err == nil && ok
}

// slotRetry is the hidden slot behind «спробувати ще раз».
const slotRetry = "$retry"

// retry lets a failed action be tried again, or gives the flow up.
func (m *machine) retry(c conversation.Command) bool {
	f := m.s.Active()
	m.system(conversation.SlotSet{Frame: f.ID, Flow: f.Flow, Slot: slotRetry, Value: c.Value, Source: c.Source})
	m.system(conversation.SlotCleared{Frame: f.ID, Slot: slotRetry})
	if c.Value == true {
		m.retried = true
		return true
	}
	m.cancel(false)
	m.run() // a flow below it goes on
	return false
}
