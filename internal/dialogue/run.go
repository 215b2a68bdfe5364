package dialogue

import (
	"reflect"
	"time"

	"github.com/rozmova/rozmova/internal/conversation"
)

// push begins a flow on top of the stack.
func (m *machine) push(flow *Flow, event string, data map[string]conversation.Value) *conversation.Frame {
	return m.begin(flow, conversation.FlowStarted{Event: event, Data: data})
}

func (m *machine) begin(flow *Flow, d conversation.FlowStarted) *conversation.Frame {
	d.Frame, d.Flow, d.Since = m.s.NextFrame, flow.Name, m.since(d)
	if flow.Title != nil {
		d.Title = flow.TitleIn(m.s.Lang)
	}
	m.system(d)
	return m.s.Active()
}

// since is the message from which on the customer may have answered what a flow
// is going to ask: the one that asked for it, or for the flow it serves.
func (m *machine) since(d conversation.FlowStarted) int64 {
	if f := m.s.Frame(d.Caller); f != nil {
		return f.Since
	}
	if d.Queued {
		return d.Since
	}
	if f := m.s.Active(); f != nil && d.Event == eventVerify {
		return f.Since
	}
	if _, ok := m.in.Data.(conversation.MessageReceived); ok && d.Event == "" {
		if m.s.Loose > 0 { // said before anything was in progress
			return m.s.Loose
		}
		return m.out.Events[0].Seq
	}
	return 0
}

// pattern runs the flow bound to an event, if the playbook has one, until it
// ends or waits.
func (m *machine) pattern(event string, data map[string]conversation.Value) {
	flow := m.pb.Events[event]
	if flow == nil {
		return
	}
	if len(m.s.Stack) >= maxStack {
		return
	}
	f := m.push(flow, event, data)
	m.runUntil(f.ID)
}

// run goes on with the flow on top until something has to be waited for.
func (m *machine) run() { m.runUntil(0) }

// runUntil stops early when the frame with the given ID has ended.
func (m *machine) runUntil(frame int) {
	for {
		if m.out.Reread != nil {
			return // the customer's earlier messages come first
		}
		if frame == 0 && m.nextRequest() {
			continue
		}
		f := m.s.Active()
		if f == nil {
			m.completed()
			return
		}
		if frame != 0 && m.s.Frame(frame) == nil {
			return
		}
		if f.Waiting != "" || m.s.Owner.Kind == conversation.OwnedByAgent {
			return
		}
		flow := m.pb.Flows[f.Flow]
		if flow == nil {
			m.fault(f, errNoFlow)
			return
		}
		if m.budget--; m.budget < 0 {
			m.fault(f, errBudget)
			return
		}
		i := m.stepOf(f, flow)
		if i == 0 && f.Step == "" && !m.admit(f, flow) {
			return
		}
		if top := m.s.Active(); top == nil || top.ID != f.ID {
			continue // verification came on top, or the flow may not be
		}
		if i >= len(flow.steps) {
			m.endFrame(f.ID, conversation.OutcomeResolved)
			continue
		}
		if !m.exec(f, flow, i) {
			return
		}
	}
}

// admit lets a flow begin. It reports whether the turn goes on.
func (m *machine) admit(f *conversation.Frame, flow *Flow) bool {
	id := f.ID
	if !m.levelFor(f, flow.Requires, flow.Pack) {
		return false
	}
	if m.s.Active().ID != id {
		return true
	}
	return m.guideFlow(m.s.Frame(id), flow)
}

// stepOf is where a frame stands.
func (m *machine) stepOf(f *conversation.Frame, flow *Flow) int {
	if i, ok := m.at[f.ID]; ok {
		return i
	}
	if f.Step == stepAfterLast {
		return len(flow.steps)
	}
	if i, ok := flow.index[f.Step]; ok {
		return i
	}
	return 0
}

// stepAfterLast is the place of a frame that only waits for the flow it called.
const stepAfterLast = "$end"

// stand records where a frame waits.
func (m *machine) stand(f *conversation.Frame, flow *Flow, i int) {
	id := stepAfterLast
	if i < len(flow.steps) {
		id = flow.steps[i].id
	}
	m.at[f.ID] = i
	if f.Step != id {
		m.system(conversation.StepReached{Frame: f.ID, Step: id})
	}
}

// exec runs one step; false means that the turn ends here.
func (m *machine) exec(f *conversation.Frame, flow *Flow, i int) bool {
	s := flow.steps[i]
	vs := m.vars(f, flow)
	if s.cond != nil {
		ok, err := s.cond.holds(vs)
		if err != nil {
			m.fault(f, err)
			return false
		}
		if !ok {
			m.at[f.ID] = i + 1
			return true
		}
	}
	m.out.Trace = append(m.out.Trace, conversation.Visit{Flow: flow.Name, Step: s.id})
	_, moved := m.at[f.ID]
	m.stood[f.ID] = !moved && f.Step == s.id
	m.at[f.ID] = i
	switch s.kind {
	case stepSay:
		m.say(f, s.say, vs, nil)
	case stepAsk:
		return m.ask(f, flow, i)
	case stepConfirm:
		return m.confirm(f, flow, i)
	case stepDo:
		return m.do(f, flow, i, vs)
	case stepSet:
		for _, a := range s.sets {
			v, err := a.expr.eval(vs)
			if err != nil {
				m.fault(f, err)
				return false
			}
			m.setSlot(f, flow, a.name, v, conversation.FromSystem, m.chosenIn(f, flow, a.name, v))
		}
	case stepBranch:
		for k, c := range s.cases {
			ok, err := true, error(nil)
			if c.when != nil {
				ok, err = c.when.holds(vs)
			}
			if err != nil {
				m.fault(f, err)
				return false
			}
			if ok {
				m.went(flow, s, s.caseWay(k))
				m.at[f.ID] = c.target
				return true
			}
		}
		m.went(flow, s, wayNext)
	case stepCall:
		return m.call(f, flow, i, vs)
	case stepNote:
		m.note(s, vs)
	case stepRate:
		m.rate(f, s)
	case stepHandoff:
		m.stand(f, flow, i) // the packet says where
		m.handoff(s.reason, "flow")
		m.endFrame(f.ID, conversation.OutcomeHandedOff) // its part is done, even if the customer comes back to the bot
		return false
	case stepVerify:
		if !m.levelFor(f, s.level, flow.Pack) {
			return false
		}
		if m.s.Active().ID != f.ID {
			return true
		}
	case stepCode:
		return m.code(f, flow, i, vs)
	case stepTicket:
		return m.ticket(f, flow, i, vs)
	case stepGrant:
		return m.grant(f, flow, i, s, vs)
	case stepGoto:
		m.at[f.ID] = s.target
		return true
	case stepEnd:
		asksToGoOn := f.Event == "resumed"
		m.endFrame(f.ID, s.outcome)
		if asksToGoOn && s.outcome == conversation.OutcomeCancelled {
			m.cancel(false) // «продовжимо?» – «ні»
		}
		return true
	}
	m.at[f.ID] = i + 1
	return true
}

// endFrame takes a flow off the stack.
func (m *machine) endFrame(id int, outcome conversation.Outcome) {
	f := m.s.Frame(id)
	if f == nil {
		return
	}
	flow, title, event, called := f.Flow, f.Title, f.Event, *f
	delete(m.at, id)
	m.system(conversation.FlowEnded{Frame: id, Flow: flow, Title: title, Outcome: outcome})
	m.giveBack(called, outcome)
	if event == "" && called.Caller == 0 && outcome == conversation.OutcomeResolved {
		m.served = true
	}
	if event != "" || outcome == conversation.OutcomeCancelled || outcome == conversation.OutcomeHandedOff {
		return
	}
	if top := m.s.Active(); top != nil && top.ID == called.Caller {
		return // to the customer it is one and the same matter
	}
	m.resumed()
}

// resumed says which flow goes on after a digression.
func (m *machine) resumed() {
	f := m.s.Active()
	if f == nil || f.Event != "" || f.Asked == "" || f.Asked != f.Step || m.s.Expect.Frame == f.ID || m.s.Expect.Kind != "" {
		return
	}
	m.pattern("resumed", map[string]conversation.Value{"title": m.titleOf(f), "long": m.longAgo(f) || m.overtaken(f)})
}

// overtaken: what a flow works on was changed since it was left. Whoever has an
// order changed while they were asked why they cancel it may not want that now.
func (m *machine) overtaken(f *conversation.Frame) bool {
	for _, a := range m.s.Actions {
		if !a.Writes || a.Frame <= f.ID || m.rootOf(a.Frame) == f.ID {
			continue
		}
		for _, arg := range a.Args {
			id, ok := arg.(string)
			if ok && m.ofType(id) && holdsValue(f.Slots, id) {
				return true
			}
		}
	}
	return false
}

// rootOf is the frame that a frame in progress was called for, itself when by none.
func (m *machine) rootOf(frame int) int {
	if f := m.s.Frame(frame); f != nil {
		return m.callerOf(f).ID
	}
	return frame
}

// ofType says whether a text is a value of a type of the pack's own, an order's
// number, say.
func (m *machine) ofType(text string) bool {
	for _, t := range m.pb.Types {
		if t.re.MatchString(text) {
			return true
		}
	}
	return false
}

// holdsValue: a slot has the value, or an object that it belongs to.
func holdsValue(slots map[string]conversation.SlotValue, text string) bool {
	for _, v := range slots {
		object, _ := v.Value.(map[string]any)
		if v.Value == text {
			return true
		}
		for _, x := range object {
			if x == text {
				return true
			}
		}
	}
	return false
}

// What makes it long ago that a flow was left: the customer may have other
// things in mind by now, and is asked before it goes on.
const (
	longTime     = 10 * time.Minute
	longMessages = 6
)

func (m *machine) longAgo(f *conversation.Frame) bool {
	return m.in.At.Sub(f.Touched) > longTime || m.s.Messages-f.Heard > longMessages
}

// titleOf is a frame's title in the language spoken now.
func (m *machine) titleOf(f *conversation.Frame) string {
	if flow := m.pb.Flows[f.Flow]; flow != nil && flow.Title[m.s.Lang] != "" {
		return flow.Title[m.s.Lang]
	}
	return f.Title
}

// returnToFlow puts the open question again after something came between.
func (m *machine) returnToFlow() {
	if f := m.s.Active(); f != nil && m.s.Owner.Kind == conversation.OwnedByBot {
		if m.s.Expect.Kind != "" && m.s.Expect.Frame == f.ID {
			m.bot(conversation.QuestionAsked{}) // forget it, so that it is put again
		}
		if m.longAgo(f) {
			m.resumed()
		}
		m.run()
	}
}

// completed: all flows are done; one of them ended well in this turn.
func (m *machine) completed() {
	if m.served && m.s.Owner.Kind == conversation.OwnedByBot {
		m.served = false
		m.pattern("completed", nil)
	}
}

// lastAction finds where a call stands in a frame: its newest try, unless an
// older one came through late or is still under way.
func (m *machine) lastAction(frame int, step string, args map[string]conversation.Value) *conversation.ActionRecord {
	var best *conversation.ActionRecord
	rank := map[conversation.ActionStatus]int{conversation.ActionBroken: 1, conversation.ActionRunning: 2, conversation.ActionDone: 3}
	for i := range m.s.Actions {
		a := &m.s.Actions[i]
		if a.Frame == frame && a.Step == step && reflect.DeepEqual(a.Args, args) && (best == nil || rank[a.Status] >= rank[best.Status]) {
			best = a
		}
	}
	return best
}
