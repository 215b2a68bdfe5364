package dialogue

import (
	"slices"

	"github.com/rozmova/rozmova/internal/conversation"
)

// Codes of proofs of identity that came to nothing.
const (
	CodeTooManyTries = "too_many_tries" // failed lookups by this contact or from this address
	CodeTooManyCodes = "too_many_codes" // sent to this contact or address
	CodeNoChannel    = "no_channel"     // nothing can be sent there
)

// code makes sure that the customer holds the phone or the mailbox that the
// business system knows: a one-time code is sent there and asked for. What was
// typed is checked before it gets here; the engine only hears the verdict.
func (m *machine) code(f *conversation.Frame, flow *Flow, i int, vs vars) bool {
	s := flow.steps[i]
	via, to, err := s.address(vs)
	if err != nil {
		m.fault(f, err)
		return false
	}
	if to == "" {
		return m.codeFailed(f, flow, i, CodeNoChannel) // the business system knows no such address
	}
	if f.Slots[conversation.CodeSlot(s.id)].Value == conversation.CodeFor(m.s.ID, via, to) {
		m.at[f.ID] = i + 1
		return true
	}
	c := m.s.Code
	switch {
	case c == nil || c.Frame != f.ID || c.Step != s.id || c.For != conversation.CodeFor(m.s.ID, via, to):
		return m.requestCode(f, flow, i, via, to)
	case c.Failed != "":
		return m.codeFailed(f, flow, i, c.Failed)
	case !c.Sent:
		return false
	}
	m.stand(f, flow, i)
	if e := m.s.Expect; e.Frame == f.ID && e.Slot == conversation.CodeSlot(s.id) {
		return false
	}
	m.question(f, flow, s, 1, "")
	return false
}

// address is where a code goes now, empty when there is none.
func (s *step) address(vs vars) (via, to string, _ error) {
	v, err := s.via.eval(vs)
	if err != nil {
		return "", "", err
	}
	a, err := s.to.eval(vs)
	if err != nil && !missing(err) {
		return "", "", err
	}
	via, _ = v.(string)
	to, _ = a.(string)
	if via != "sms" && via != "email" {
		to = ""
	}
	return via, to, nil
}

// requestCode has a new code sent; it takes the place of an older one.
func (m *machine) requestCode(f *conversation.Frame, flow *Flow, i int, via, to string) bool {
	s := flow.steps[i]
	m.stand(f, flow, i)
	id := m.next()
	m.system(conversation.CodeRequested{
		Effect: id, Frame: f.ID, Step: s.id, Via: via, Hint: conversation.MaskAddress(to), For: conversation.CodeFor(m.s.ID, via, to),
	})
	m.out.Effects = append(m.out.Effects, conversation.Effect{ID: id, Data: conversation.SendCode{
		Key: id, Pack: flow.Pack, Contact: m.s.Contact, Via: via, To: to, Lang: m.pb.lang(m.s.Lang),
	}})
	return false
}

// codeFailed goes where the flow says when there is no code to be had, or no
// more tries.
func (m *machine) codeFailed(f *conversation.Frame, flow *Flow, i int, why string) bool {
	if target := flow.steps[i].target; target >= 0 {
		m.at[f.ID] = target
		return true
	}
	m.stand(f, flow, i)
	m.handoff("verification_failed", "code_"+why)
	return false
}

// codeQuestion asks for the digits: with the step's own text, else with the
// words of the pattern code_sent.
func (m *machine) codeQuestion(f *conversation.Frame, s *step, vs vars, attempt int, note string) {
	if s.say.key != "" {
		m.sayAfter(note, f, s.say, vs, nil)
	} else {
		m.sayOnly("code_sent", m.codeData())
	}
	m.awaitCode(f, s.id, attempt)
}

func (m *machine) awaitCode(f *conversation.Frame, step string, attempt int) {
	m.bot(conversation.QuestionAsked{Expect: conversation.Expectation{
		Kind: conversation.ExpectSlot, Frame: f.ID, Flow: f.Flow, Step: step,
		Slot: conversation.CodeSlot(step), Type: "code", Attempt: attempt,
	}})
}

func (m *machine) codeData() map[string]conversation.Value {
	return map[string]conversation.Value{"hint": m.s.Code.Hint, "via": m.s.Code.Via}
}

// ownVars let the texts of a frame speak of its code, and of what a guideline
// forbade.
func (m *machine) ownVars(f *conversation.Frame, event, failure map[string]any) {
	if g, ok := f.Slots[slotForbidden]; ok {
		failure["code"], failure["message"] = codeForbidden, g.Value
	}
	if c := m.s.Code; c != nil && c.Frame == f.ID {
		event["hint"], event["via"] = c.Hint, c.Via
		if c.Failed != "" {
			failure["code"] = c.Failed
		}
	}
}

// codeChecked takes the verdict on a message's digits. It reports whether that
// is all the message comes to; a wish to stop or to speak with a person counts
// for more.
func (m *machine) codeChecked(d conversation.MessageReceived, cs []conversation.Command) bool {
	if d.Code == "" || d.Button != "" || !m.s.CodeAwaited() {
		return false
	}
	c := *m.s.Code
	m.system(conversation.CodeChecked{Effect: c.Effect, Frame: c.Frame, Step: c.Step, Verdict: d.Code, Left: d.CodeLeft})
	if slices.ContainsFunc(cs, func(c conversation.Command) bool {
		return c.Kind == conversation.CmdHandoff || c.Kind == conversation.CmdCancel || c.Kind == conversation.CmdRestart
	}) {
		return false
	}
	for m.s.Active().ID != c.Frame { // what came between is given up: they are back at the code
		m.endFrame(m.s.Active().ID, conversation.OutcomeCancelled)
	}
	f := m.s.Active()
	switch {
	case f.Step != c.Step: // a correction led the flow elsewhere; it will ask for another code
		m.returnToFlow()
	case d.Code == conversation.CodeWrong || d.Code == conversation.CodeExpired:
		m.codeAgain(f, c, "code_"+string(d.Code), d.CodeLeft)
	default:
		m.run()
	}
	return true
}

// codeAgain says why the digits would not do and waits for others.
func (m *machine) codeAgain(f *conversation.Frame, c conversation.PendingCode, event string, left int) {
	if f.Step != c.Step { // a correction sent the flow back meanwhile
		m.run()
		return
	}
	data := m.codeData()
	data["left"] = float64(left)
	attempt := max(m.s.Expect.Attempt, 1)
	if m.pb.Events[event] == nil {
		flow := m.pb.Flows[f.Flow]
		m.question(f, flow, flow.steps[flow.index[c.Step]], attempt, m.plain("invalid.any"))
		return
	}
	m.sayOnly(event, data)
	m.awaitCode(f, c.Step, attempt)
}

// slotResend is the hidden slot behind «надіслати ще раз».
const slotResend = "$resend"

// checkResend: another code may be asked for while one is awaited, by a button
// or in words, but not by a model.
func (m *machine) checkResend(c *conversation.Command, d conversation.MessageReceived) string {
	f := m.s.Active()
	switch {
	case !m.s.CodeAwaited() || f.ID != m.s.Code.Frame:
		return "not_expected"
	case c.Value != true:
		return "bad_value"
	case c.Source != conversation.FromButton && c.Source != conversation.FromPattern:
		return "not_writable"
	case d.Button == "" && !said(c.Text, d.Text):
		return "not_in_words"
	}
	c.Flow = f.Flow
	return ""
}

// resend asks for another code. It reports whether the flow should go on.
func (m *machine) resend() bool {
	f := m.s.Active()
	flow := m.pb.Flows[f.Flow]
	i, ok := flow.index[m.s.Code.Step]
	if !ok || f.Step != m.s.Code.Step {
		return true
	}
	via, to, err := flow.steps[i].address(m.vars(f, flow))
	if err != nil || to == "" {
		return m.codeFailed(f, flow, i, CodeNoChannel)
	}
	return m.requestCode(f, flow, i, via, to)
}

// provingContact is who is guessing, for an action that proves an identity.
func (m *machine) provingContact(a *Action) conversation.ContactID {
	if a.Proof {
		return m.s.Contact
	}
	return ""
}

// lockedOut ends a verification that failed too often, and the flow that needed
// it. Going on is only possible with a person.
func (m *machine) lockedOut() bool {
	m.failed = ""
	if m.pb.Events["locked"] == nil {
		m.handoff("verification_failed", CodeTooManyTries)
		return false
	}
	m.sayOnly("locked", map[string]conversation.Value{"reason": CodeTooManyTries})
	for f := m.s.Active(); f != nil; f = m.s.Active() {
		m.endFrame(f.ID, conversation.OutcomeNotResolved)
		if f.Event == "" {
			break
		}
	}
	return true
}
