package dialogue

import (
	"github.com/rozmova/rozmova/internal/conversation"
)

// call puts another flow on top; slots of the same name and type go with it.
func (m *machine) call(f *conversation.Frame, flow *Flow, i int, vs vars) bool {
	s := flow.steps[i]
	callee := m.pb.Flows[s.flow]
	if len(m.s.Stack) >= maxStack {
		m.fault(f, errDeep)
		return false
	}
	values := map[string]conversation.SlotValue{}
	for name, v := range f.Slots {
		if to := callee.Slots[name]; to != nil && flow.Slots[name] != nil && to.Type == flow.Slots[name].Type {
			if v.Source == conversation.FromAction || v.Source == conversation.FromSystem {
				v.Source = conversation.FromCaller // a correction in the called flow does not work it out anew
			}
			values[name] = v
		}
	}
	for name, e := range s.args {
		v, err := e.eval(vs)
		if err != nil {
			m.fault(f, err)
			return false
		}
		values[name] = conversation.SlotValue{Value: v, Source: conversation.FromCaller}
	}
	m.stand(f, flow, i+1)
	child := m.begin(callee, conversation.FlowStarted{Caller: f.ID, Call: s.id})
	for _, name := range sortedKeys(values) {
		if v := values[name]; v.Value != nil {
			m.setSlot(m.s.Frame(child.ID), callee, name, v.Value, v.Source, v.Message)
		}
	}
	return true
}

// giveBack hands the results of a called flow that ended to its caller, and
// sends the caller elsewhere where it says so.
func (m *machine) giveBack(called conversation.Frame, outcome conversation.Outcome) {
	f := m.s.Frame(called.Caller)
	if f == nil || m.pb.Flows[f.Flow] == nil {
		return
	}
	flow := m.pb.Flows[f.Flow]
	i, ok := flow.index[called.Call]
	if !ok || flow.steps[i].kind != stepCall || flow.steps[i].flow != called.Flow {
		return // another version of the flow
	}
	s := flow.steps[i]
	if outcome != conversation.OutcomeResolved {
		if s.target >= 0 && outcome != conversation.OutcomeHandedOff {
			m.went(flow, s, wayElse)
			m.stand(f, flow, s.target)
		}
		return
	}
	for _, own := range sortedKeys(s.into) {
		v := called.Slots[s.into[own]]
		m.setSlot(m.s.Frame(f.ID), flow, own, v.Value, v.Source, v.Message)
	}
}
