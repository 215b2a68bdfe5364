package dialogue

import (
	"errors"

	"github.com/rozmova/rozmova/internal/conversation"
)

var (
	errNoFlow = errors.New("the flow is not in the playbook")
	errBudget = errors.New("too many steps in one turn: the flow loops without asking anything")
	errDeep   = errors.New("too many flows call each other")
)

// Codes of failed actions that leave it open whether the business system did
// what was asked. A new try must then use the old idempotency key.
const (
	CodeTimeout     = "timeout"
	CodeUnavailable = "unavailable"
	CodeBadAnswer   = "bad_answer"
)

// CodeUnknownTool: the business system has no such action. For an action that a
// pack declares optional the flow gets CodeUnsupported.
const (
	CodeUnknownTool = "unknown_tool"
	CodeUnsupported = "unsupported"
)

func endUnknown(code string) bool {
	return code == CodeTimeout || code == CodeUnavailable || code == CodeBadAnswer
}

// do asks a business system to act. The same call is made once per flow: after
// a correction its result is taken from the log.
func (m *machine) do(f *conversation.Frame, flow *Flow, i int, vs vars) bool {
	s := flow.steps[i]
	// Before the arguments, which may be facts that the verification brings. What
	// was begun in time is taken up without another one.
	a := m.pb.ActionFor(flow.Pack, s.action)
	if m.levelIn(a.Pack).Rank() < a.Requires.Rank() && m.callsAt(f.ID, s.id) == 0 {
		return m.levelFor(f, a.Requires, a.Pack)
	}
	if s.each != nil {
		return m.doEach(f, flow, i, vs)
	}
	args, err := s.arguments(vs)
	if err != nil {
		m.fault(f, err)
		return false
	}
	last := m.lastAction(f.ID, s.id, args)
	if last != nil && s.fresh && f.Slots[slotUsed(s.id)].Value == string(last.Effect) {
		last = nil // its result was used when the flow came by before
		if m.callsAt(f.ID, s.id) >= maxFresh {
			m.fault(f, errBudget)
			return false
		}
	}
	if last == nil || last.Status != conversation.ActionDone {
		return m.attempt(f, flow, i, last, args)
	}
	m.withdrawRetry(f)
	if s.slot != "" {
		m.setSlot(f, flow, s.slot, last.Result, conversation.FromAction, 0)
	}
	if s.fresh {
		m.setSlot(m.s.Frame(f.ID), flow, slotUsed(s.id), string(last.Effect), conversation.FromSystem, 0)
	}
	m.at[f.ID] = i + 1
	return true
}

// slotUsed is the hidden slot that names the call whose result a fresh step
// went on with.
func slotUsed(stepID string) string { return "$used." + stepID }

// maxFresh bounds the calls of one fresh step in a flow.
const maxFresh = 30

func (m *machine) callsAt(frame int, step string) int {
	n := 0
	for _, a := range m.s.Actions {
		if a.Frame == frame && a.Step == step {
			n++
		}
	}
	return n
}

// maxEach bounds the calls of one `each`.
const maxEach = 50

// doEach makes one call after the other for the elements of a list, and gives
// the list of their results.
func (m *machine) doEach(f *conversation.Frame, flow *Flow, i int, vs vars) bool {
	s := flow.steps[i]
	list, err := s.each.eval(vs)
	if err != nil {
		m.fault(f, err)
		return false
	}
	elements, _ := list.([]any)
	if len(elements) > maxEach {
		elements = elements[:maxEach]
	}
	results := make([]any, 0, len(elements))
	for _, it := range elements {
		args, err := s.arguments(vs.with("it", it))
		if err != nil {
			m.fault(f, err)
			return false
		}
		last := m.lastAction(f.ID, s.id, args)
		switch {
		case last != nil && last.Status == conversation.ActionDone:
			results = append(results, last.Result)
		case last != nil && last.Status == conversation.ActionBroken && s.onFailure(last.Code) == skipElement:
			m.went(flow, s, s.errorWay(last.Code))
		default:
			return m.attempt(f, flow, i, last, args)
		}
	}
	m.withdrawRetry(f)
	if s.slot != "" {
		m.setSlot(f, flow, s.slot, results, conversation.FromAction, 0)
	}
	m.at[f.ID] = i + 1
	return true
}

// withdrawRetry: the operator's try came through before the customer asked for one.
func (m *machine) withdrawRetry(f *conversation.Frame) {
	if m.s.Expect.Kind == conversation.ExpectRetry && m.s.Expect.Frame == f.ID {
		m.bot(conversation.QuestionAsked{})
	}
}

// arguments of a call; empty ones are left out.
func (s *step) arguments(vs vars) (map[string]conversation.Value, error) {
	args := map[string]conversation.Value{}
	for _, name := range sortedKeys(s.args) {
		v, err := s.args[name].eval(vs)
		if err != nil {
			return nil, err
		}
		if v != nil {
			args[name] = v
		}
	}
	return args, nil
}

// attempt makes a call that has not come through; last is its latest try.
func (m *machine) attempt(f *conversation.Frame, flow *Flow, i int, last *conversation.ActionRecord, args map[string]conversation.Value) bool {
	s := flow.steps[i]
	offered := m.s.Expect.Kind == conversation.ExpectRetry && m.s.Expect.Frame == f.ID
	switch {
	case last == nil:
	case last.Status == conversation.ActionRunning:
		return false
	case last.Effect == m.failed:
		return m.actionFailed(f, flow, i, last)
	case m.stood[f.ID] && f.Asked != s.id && !m.retried: // it failed while the customer was busy with something else
		return m.actionFailed(f, flow, i, last)
	case offered:
		return false // waits for «спробувати ще раз»
	case f.Asked == s.id && !m.retried:
		m.offerRetry(f, s, last) // offered before something came between, and not answered yet
		return false
	}
	action := m.pb.ActionFor(flow.Pack, s.action)
	if m.levelIn(action.Pack).Rank() < action.Requires.Rank() {
		return m.levelFor(f, action.Requires, action.Pack) // verification runs first, then this step again
	}
	if pass, more := m.guideCall(f, flow, i, call{s.id, action, args}); !pass {
		return more
	}
	f = m.s.Frame(f.ID)
	m.stand(f, flow, i)
	id := m.next()
	key := id
	if last != nil && endUnknown(last.Code) {
		key = last.Key
	}
	d := conversation.ActionRequested{
		Effect: id, Key: key, Frame: f.ID, Step: s.id, Pack: action.Pack, Action: action.Name,
		Title: action.Title[m.s.Lang], Writes: action.Writes, Args: args,
	}
	if slot := flow.Slots[s.slot]; slot != nil && s.each == nil {
		d.Into, d.Type = s.slot, slot.Type
	}
	m.system(d)
	m.out.Effects = append(m.out.Effects, conversation.Effect{ID: id, Data: conversation.CallAction{
		Key: key, Pack: action.Pack, Action: action.Name, Args: args, Timeout: action.Timeout, Tries: action.Tries,
		Optional: action.Optional, Proof: action.Proof, Contact: m.provingContact(action),
	}})
	return false
}

// errorWay is the way that a failure takes.
func (s *step) errorWay(code string) string {
	if _, ok := s.onError[code]; ok {
		return wayError(code)
	}
	return wayError("default")
}

// nowhere: the flow does not say what to do about a failure.
const nowhere = -1

// onFailure is the step that a failure leads to, skipElement or nowhere.
func (s *step) onFailure(code string) int {
	if target, ok := s.onError[code]; ok {
		return target
	}
	if target, ok := s.onError["default"]; ok {
		return target
	}
	return nowhere
}

// actionFailed goes where the flow says; without a word from the flow the
// customer may try once more, and the second failure brings a person.
func (m *machine) actionFailed(f *conversation.Frame, flow *Flow, i int, a *conversation.ActionRecord) bool {
	s := flow.steps[i]
	m.failed = ""
	if target := s.onFailure(a.Code); target != nowhere {
		m.went(flow, s, s.errorWay(a.Code))
		m.at[f.ID] = target
		return true
	}
	if a.Code == CodeTooManyTries {
		return m.lockedOut()
	}
	if a.Code == CodeUnsupported {
		m.stand(f, flow, i)
		m.handoff(CodeUnsupported, CodeUnsupported)
		return false
	}
	failures := 0
	for _, r := range m.s.Actions {
		if r.Frame == f.ID && r.Action == s.action && r.Status == conversation.ActionBroken && s.onFailure(r.Code) == nowhere {
			failures++
		}
	}
	m.stand(f, flow, i)
	if failures >= 2 {
		m.handoff("action_failed", "action_failed_twice")
		return false
	}
	m.offerRetry(f, s, a)
	return false
}

// offerRetry asks whether to try a failed action again.
func (m *machine) offerRetry(f *conversation.Frame, s *step, a *conversation.ActionRecord) {
	expect := conversation.Expectation{
		Kind: conversation.ExpectRetry, Frame: f.ID, Flow: f.Flow, Step: s.id, Slot: slotRetry, Type: "bool",
	}
	m.sayOnly("action_failed", map[string]conversation.Value{"action": a.Title, "code": a.Code})
	m.bot(conversation.QuestionAsked{Expect: expect})
}

// fault sends a conversation that cannot go on to a person; the cause is for
// the operator.
func (m *machine) fault(f *conversation.Frame, cause error) {
	d := conversation.EngineFaulted{Cause: cause.Error()}
	if f != nil {
		d.Flow, d.Step = f.Flow, f.Step
	}
	m.system(d)
	if m.s.Owner.Kind != conversation.OwnedByBot {
		return
	}
	m.handoff("engine_fault", "fault")
}
