package dialogue

import (
	"reflect"

	"github.com/rozmova/rozmova/internal/conversation"
)

// ReasonAnother of a start, or of a second value for the same slot: the same
// flow is wanted once more, not another value for the one in progress.
const ReasonAnother = "another"

// maxQueued requests for flows that are in progress already.
const maxQueued = 5

// queue takes the requests for one more of the same out of a message: each waits
// until the flow in progress is over.
func (m *machine) queue(starts, sets []conversation.Command, seq int64) (restStarts, restSets []conversation.Command) {
	again := map[string]bool{}
	for _, c := range starts {
		if c.Reason == ReasonAnother {
			again[c.Flow] = true
		} else {
			restStarts = append(restStarts, c)
		}
	}
	for _, c := range sets {
		switch {
		case c.Reason == ReasonAnother:
			m.enqueue(c.Flow, []conversation.Command{c}, seq)
			delete(again, c.Flow)
		case startsFlow(restStarts, c.Flow): // the first of them has it
			restSets = append(restSets, c)
		case again[c.Flow]:
			var mine []conversation.Command
			for _, o := range sets {
				if o.Flow == c.Flow && o.Reason != ReasonAnother {
					mine = append(mine, o)
				}
			}
			m.enqueue(c.Flow, mine, seq)
			again[c.Flow] = false
		case hasKey(again, c.Flow): // went along with the first of them
		default:
			restSets = append(restSets, c)
		}
	}
	for _, c := range starts {
		if c.Reason == ReasonAnother && again[c.Flow] {
			m.enqueue(c.Flow, nil, seq)
		}
	}
	return restStarts, restSets
}

// behindVerification takes the requests out of a message that need to know who
// the customer is while just that is being found out: they wait, too. It reports
// whether there were any.
func (m *machine) behindVerification(starts, sets []conversation.Command, seq int64) (restStarts, restSets []conversation.Command, waiting bool) {
	f := m.s.Active()
	if f == nil || f.Event != eventVerify {
		return starts, sets, false
	}
	later := map[string]bool{}
	for _, c := range starts {
		if flow := m.pb.Flows[c.Flow]; flow.Requires.Rank() > m.levelIn(flow.Pack).Rank() {
			later[c.Flow] = true
		} else {
			restStarts = append(restStarts, c)
		}
	}
	if len(later) == 0 {
		return starts, sets, false
	}
	mine := map[string][]conversation.Command{}
	for _, c := range sets {
		if later[c.Flow] {
			mine[c.Flow] = append(mine[c.Flow], c)
		} else {
			restSets = append(restSets, c)
		}
	}
	for _, c := range starts {
		if later[c.Flow] {
			m.enqueue(c.Flow, mine[c.Flow], seq)
		}
	}
	return restStarts, restSets, true
}

func hasKey[V any](m map[string]V, k string) bool { _, ok := m[k]; return ok }

func (m *machine) enqueue(flow string, sets []conversation.Command, seq int64) {
	f := m.pb.Flows[flow]
	if f == nil || len(m.s.Queue) >= maxQueued {
		return
	}
	m.system(conversation.RequestQueued{Flow: flow, Title: f.TitleIn(m.s.Lang), Sets: sets, Message: seq})
}

// nextRequest begins the request that waits, once nothing of its kind is in
// progress.
func (m *machine) nextRequest() bool {
	if len(m.s.Queue) == 0 || m.s.Closed || m.s.Owner.Kind != conversation.OwnedByBot || len(m.s.Stack) >= maxOpen {
		return false
	}
	q := m.s.Queue[0]
	for i := range m.s.Stack {
		f := &m.s.Stack[i]
		if f.Event == "" && f.Asked == "" && f.Since < q.Message {
			return false // asked for before, and has hardly begun
		}
		if f.Flow == q.Flow || f.Event == eventVerify || f.Waiting != "" && i == len(m.s.Stack)-1 {
			return false
		}
	}
	flow := m.pb.Flows[q.Flow]
	if flow == nil {
		m.system(conversation.RequestsDropped{}) // another version of the playbook
		return false
	}
	m.sayOnly("next_request", map[string]conversation.Value{"title": flow.TitleIn(m.s.Lang), "value": m.waitingFor(q)})
	f := m.begin(flow, conversation.FlowStarted{Queued: true, Since: q.Message})
	for _, c := range q.Sets {
		if flow.Slots[c.Slot] != nil && m.validNow(m.s.Frame(f.ID), flow, c) {
			m.setSlot(m.s.Frame(f.ID), flow, c.Slot, c.Value, c.Source, q.Message)
		}
	}
	return true
}

// waitingFor is what a waiting request names, as far as it does.
func (m *machine) waitingFor(q conversation.RequestQueued) string {
	for _, c := range q.Sets {
		if slot := m.pb.Flows[q.Flow].Slots[c.Slot]; slot != nil && m.pb.Types[slot.Type] != nil {
			return display(c.Value)
		}
	}
	return ""
}

// oneMore says whether a second value for a slot asks for the flow once more:
// two orders to be cancelled are two requests, two reasons are a slip.
func (m *machine) oneMore(c conversation.Command, accepted []conversation.Command) bool {
	flow := m.pb.Flows[c.Flow]
	if flow == nil || flow.On != "" || flow.Slots[c.Slot] == nil {
		return false
	}
	slot := flow.Slots[c.Slot]
	if m.pb.Types[slot.Type] == nil || slot.Many {
		return false
	}
	n := len(m.s.Queue)
	for _, a := range accepted {
		if a.Kind == conversation.CmdSet && a.Flow == c.Flow && a.Slot == c.Slot {
			if reflect.DeepEqual(a.Value, c.Value) {
				return false
			}
			n++
		}
	}
	return n <= maxQueued
}
