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

func endUnknown(code string) bool {
	return code == CodeTimeout || code == CodeUnavailable || code == CodeBadAnswer
}

// do asks a business system to act. The same call is made once per flow: after
// a correction its result is taken from the log.
func (m *machine) do(f *conversation.Frame, flow *Flow, i int, vs vars) bool {
	s := flow.steps[i]
	action := m.pb.Actions[s.action]
	args := map[string]conversation.Value{}
	for _, name := range sortedKeys(s.args) {
		v, err := s.args[name].eval(vs)
		if err != nil {
			m.fault(f, err)
			return false
		}
		if v != nil {
			args[name] = v
		}
	}
	if m.s.Level.Rank() < action.Requires.Rank() {
		if !m.levelFor(f, action.Requires) {
			return false
		}
		return true // verification runs first, then this step again
	}
	last := m.lastAction(f.ID, s.id, args)
	offered := m.s.Expect.Kind == conversation.ExpectRetry && m.s.Expect.Frame == f.ID
	switch {
	case last == nil:
	case last.Status == conversation.ActionDone:
		if offered { // the operator's try came through before the customer asked for one
			m.bot(conversation.QuestionAsked{})
		}
		if s.slot != "" {
			m.setSlot(f, flow, s.slot, last.Result, conversation.FromAction, 0)
		}
		m.at[f.ID] = i + 1
		return true
	case last.Status == conversation.ActionRunning:
		return false
	case last.Effect == m.failed:
		return m.actionFailed(f, flow, i, last)
	case offered:
		return false // waits for «спробувати ще раз»
	case f.Asked == s.id && !m.retried:
		m.offerRetry(f, s, last) // offered before something came between, and not answered yet
		return false
	}
	m.stand(f, flow, i)
	id := m.next()
	key := id
	if last != nil && endUnknown(last.Code) {
		key = last.Key
	}
	d := conversation.ActionRequested{
		Effect: id, Key: key, Frame: f.ID, Step: s.id, Action: action.Name,
		Title: action.Title[m.s.Lang], Writes: action.Writes, Into: s.slot, Args: args,
	}
	if slot := flow.Slots[s.slot]; slot != nil {
		d.Type = slot.Type
	}
	m.system(d)
	m.out.Effects = append(m.out.Effects, conversation.Effect{ID: id, Data: conversation.CallAction{
		Key: key, Pack: action.Pack, Action: action.Name, Args: args, Timeout: action.Timeout, Tries: action.Tries,
	}})
	return false
}

// actionFailed goes where the flow says; without a word from the flow the
// customer may try once more, and the second failure brings a person.
func (m *machine) actionFailed(f *conversation.Frame, flow *Flow, i int, a *conversation.ActionRecord) bool {
	s := flow.steps[i]
	m.failed = ""
	target, ok := s.onError[a.Code]
	if !ok {
		target, ok = s.onError["default"]
	}
	if ok {
		m.at[f.ID] = target
		return true
	}
	failures := 0
	for _, r := range m.s.Actions {
		if r.Frame == f.ID && r.Action == s.action && r.Status == conversation.ActionBroken {
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
