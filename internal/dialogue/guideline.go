package dialogue

import (
	"reflect"

	"github.com/rozmova/rozmova/internal/conversation"
)

// Guideline is a rule that only constrains: it can keep an action or a flow from
// happening, ask for more proof, call a person, or have something said first. It
// cannot start, call or grant anything. Of several that speak of one thing, the
// one with the highest priority decides.
type Guideline struct {
	Name     string
	Pack     string
	Kind     conversation.GuidelineKind
	Targets  []string // actions or flows; none: the conversation as a whole
	Priority int

	when   *expr
	say    *utterance // forbid: why not; remind: what is said
	level  conversation.Level
	reason string // handoff
	pos    Pos
}

// onFor: the guideline speaks of an action or a flow.
func (g *Guideline) onFor(target string) bool {
	for _, t := range g.Targets {
		if t == target {
			return true
		}
	}
	return false
}

// codeForbidden is what a flow hears when a guideline forbids its action, if it
// has a way on for that.
const codeForbidden = "forbidden"

// slotForbidden is the hidden slot that names the guideline that forbade an action.
const slotForbidden = "$forbidden"

// call is an action that is about to be asked for.
type call struct {
	step   string
	action *Action
	args   map[string]conversation.Value
}

// guideCall lets the guidelines speak before an action is asked for. pass says
// that nothing is against it; otherwise more says whether the turn goes on.
func (m *machine) guideCall(f *conversation.Frame, flow *Flow, i int, c call) (pass, more bool) {
	for _, g := range m.pb.guidelines {
		if !g.onFor(c.action.Name) {
			continue
		}
		switch holds, err := m.holdsNow(g, f, flow, &c); {
		case err != nil:
			m.fault(f, err)
			return false, false
		case !holds:
			continue
		}
		switch g.Kind {
		case conversation.GuidelineForbid:
			m.applied(g, f.ID, c.action.Name)
			if target, ok := flow.steps[i].onError[codeForbidden]; ok && target >= 0 {
				m.setSlot(m.s.Frame(f.ID), flow, slotForbidden, g.Name, conversation.FromSystem, 0)
				m.at[f.ID] = target
				return false, true
			}
			m.refuse(g, f, flow, &c)
			return false, true
		case conversation.GuidelineHandoff:
			m.applied(g, f.ID, c.action.Name)
			m.stand(f, flow, i)
			m.handoff(g.reason, ruleOf(g))
			return false, false
		case conversation.GuidelineRequire:
			if m.levelIn(c.action.Pack).Rank() < g.level.Rank() {
				m.applied(g, f.ID, c.action.Name)
				return false, m.levelFor(m.s.Frame(f.ID), g.level, c.action.Pack)
			}
		}
	}
	return true, true
}

// guideFlow lets the guidelines speak before a flow's first step. It reports
// whether the turn goes on; the flow may be over, or another one on top of it.
func (m *machine) guideFlow(f *conversation.Frame, flow *Flow) bool {
	for _, g := range m.pb.guidelines {
		if g.Kind == conversation.GuidelineRemind || !g.onFor(flow.Name) {
			continue
		}
		switch holds, err := m.holdsNow(g, f, flow, nil); {
		case err != nil:
			m.fault(f, err)
			return false
		case !holds:
			continue
		}
		switch g.Kind {
		case conversation.GuidelineForbid:
			m.applied(g, f.ID, flow.Name)
			m.refuse(g, f, flow, nil)
			return true
		case conversation.GuidelineHandoff:
			m.applied(g, f.ID, flow.Name)
			m.stand(f, flow, 0)
			m.handoff(g.reason, ruleOf(g))
			return false
		case conversation.GuidelineRequire:
			if m.levelIn(flow.Pack).Rank() < g.level.Rank() {
				m.applied(g, f.ID, flow.Name)
				return m.levelFor(m.s.Frame(f.ID), g.level, flow.Pack)
			}
		}
	}
	return true
}

// refuse tells the customer why not, and ends the flow.
func (m *machine) refuse(g *Guideline, f *conversation.Frame, flow *Flow, c *call) {
	m.say(f, g.say, m.guidelineVars(g, f, flow, c), nil)
	m.endFrame(f.ID, conversation.OutcomeNotResolved)
}

// guideAll calls a person when a guideline on the conversation as a whole says
// so, once for each. It reports whether one did.
func (m *machine) guideAll() bool {
	if m.s.Owner.Kind != conversation.OwnedByBot || m.s.Closed {
		return false
	}
	f, flow := m.top()
	for _, g := range m.pb.guidelines {
		if g.Kind != conversation.GuidelineHandoff || len(g.Targets) > 0 || m.s.Guided[g.Name] > 0 {
			continue
		}
		holds, err := m.holdsNow(g, f, flow, nil)
		if err != nil {
			m.fault(m.s.Active(), err)
			return true
		}
		if holds {
			m.applied(g, f.ID, "")
			m.handoff(g.reason, ruleOf(g))
			return true
		}
	}
	return false
}

// remind says what a guideline wants said before anything else, once in a
// conversation.
func (m *machine) remind() {
	if m.reminding || m.s.Owner.Kind != conversation.OwnedByBot {
		return
	}
	m.reminding = true
	defer func() { m.reminding = false }()
	for _, g := range m.pb.guidelines {
		if g.Kind != conversation.GuidelineRemind || m.s.Guided[g.Name] > 0 {
			continue
		}
		f, flow := m.top()
		if len(g.Targets) > 0 && !g.onFor(flow.Name) {
			continue
		}
		// A reminder that cannot be worked out is left; it keeps nothing from
		// going wrong, and a person is no help with it.
		if holds, err := m.holdsNow(g, f, flow, nil); err != nil || !holds {
			continue
		}
		m.applied(g, f.ID, "")
		m.say(f, g.say, m.guidelineVars(g, f, flow, nil), nil)
	}
}

// top is the flow that serves a request, or an empty one.
func (m *machine) top() (*conversation.Frame, *Flow) {
	for i := len(m.s.Stack) - 1; i >= 0; i-- {
		if f := &m.s.Stack[i]; f.Event == "" && m.pb.Flows[f.Flow] != nil {
			return f, m.pb.Flows[f.Flow]
		}
	}
	return &conversation.Frame{}, &Flow{}
}

func (m *machine) applied(g *Guideline, frame int, target string) {
	m.system(conversation.GuidelineApplied{Guideline: g.Name, Kind: g.Kind, Frame: frame, Target: target})
}

// ruleOf names a guideline in a handoff's packet.
func ruleOf(g *Guideline) string { return "guideline:" + g.Name }

func (m *machine) holdsNow(g *Guideline, f *conversation.Frame, flow *Flow, c *call) (bool, error) {
	return g.when.holds(m.guidelineVars(g, f, flow, c))
}

// guidelineVars are what a guideline sees: the flow's slots by name, too, and
// where it has none of that name, the action's arguments.
func (m *machine) guidelineVars(g *Guideline, f *conversation.Frame, flow *Flow, c *call) vars {
	own := flow
	if own.Pack == "" {
		own = &Flow{Pack: g.Pack}
	}
	vs := m.vars(f, own)
	slots := map[string]any{}
	for name, v := range f.Slots {
		if name[0] != '$' {
			slots[name] = v.Value
		}
	}
	vs["flow"] = map[string]any{"name": flow.Name, "slots": slots}
	vs["action"] = nil
	for _, name := range g.when.free {
		if _, ok := vs[name]; !ok {
			vs[name] = slots[name]
		}
	}
	if c != nil {
		args := map[string]any{}
		for k, v := range c.args {
			args[k] = v
		}
		vs["action"] = map[string]any{"name": c.action.Name, "args": args}
		for _, name := range g.when.free {
			if vs[name] == nil {
				vs[name] = args[name]
			}
		}
	}
	vs["actions"] = m.actionsDone(f, c)
	return vs
}

// actionsDone are the actions of the conversation that were carried out, or may
// have been; an earlier try of the same call is not counted.
func (m *machine) actionsDone(f *conversation.Frame, c *call) []any {
	out := []any{}
	for _, a := range m.s.Actions {
		status := statusText(a)
		if status == string(conversation.ActionBroken) {
			continue
		}
		if c != nil && a.Frame == f.ID && a.Step == c.step && reflect.DeepEqual(a.Args, c.args) {
			continue
		}
		args := map[string]any{}
		for k, v := range a.Args {
			args[k] = v
		}
		out = append(out, map[string]any{"name": a.Action, "args": args, "result": a.Result, "status": status})
	}
	return out
}
