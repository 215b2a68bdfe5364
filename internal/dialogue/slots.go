package dialogue

import (
	"reflect"

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
	corrected := false
	for _, c := range sets {
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
		if had && c.Slot[0] != '$' {
			if m.executed(f.ID) {
				m.pattern("too_late", map[string]conversation.Value{"title": f.Title, "slot": m.slotTitle(flow, slot)})
				m.returnToFlow()
				return false
			}
			corrected = true
		}
		m.setSlot(m.s.Active(), flow, c.Slot, c.Value, c.Source, seq)
		f = m.s.Active()
	}
	if corrected {
		m.replay(f, flow)
	}
	return true
}

// invalid tells the customer that the answer will not do, and asks again.
func (m *machine) invalid(c conversation.Command) bool {
	if m.s.Expect.Slot == c.Slot {
		m.system(conversation.MissCounted{Reason: "invalid_" + c.Slot})
		m.askAgain(c.Slot)
		return false
	}
	return true
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

// executed says whether a frame has changed anything in a business system.
func (m *machine) executed(frame int) bool {
	for _, a := range m.s.Actions {
		if a.Frame == frame && a.Writes && a.Status == conversation.ActionDone {
			return true
		}
	}
	return false
}

// setSlot records a value if it is new.
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
		d.Type, d.Title = slot.Type, m.slotTitle(flow, slot)
	}
	switch src {
	case conversation.FromAction:
		d.Verified = true
		m.system(d)
	case conversation.FromSystem:
		m.system(d)
	default:
		d.Message = seq
		m.system(d)
	}
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
		return true
	}
	m.cancel(false)
	return false
}
