package dialogue

import (
	"slices"

	"github.com/rozmova/rozmova/internal/conversation"
)

// maxMisses in a row bring a person.
const maxMisses = 2

// Buttons that count at any time, whatever was shown last.
const (
	ButtonPerson = "person" // a person is wanted
	ButtonBack   = "back"   // stop waiting for a person, back to the bot
)

// customerWrote takes a customer's message.
func (m *machine) customerWrote(d conversation.MessageReceived) error {
	if d.Button != "" {
		commands, ok := m.pressed(d.Button)
		if !ok {
			return &Refused{"unknown_button", m.s.Owner}
		}
		d.Proposed = commands
	}
	m.emit(m.in.Actor, d)
	seq := m.s.Seq
	if m.s.Closed && m.rated(d, seq) {
		return nil
	}
	if m.s.Closed {
		m.system(conversation.Reopened{})
		m.system(conversation.OwnerChanged{Owner: conversation.Owner{Kind: conversation.OwnedByBot}, Reason: "customer_wrote"})
	}
	switch m.s.Owner.Kind {
	case conversation.OwnedByAgent, conversation.OwnedByNone:
		return nil // a person has the word
	case conversation.OwnedByQueue:
		m.waits(d, seq)
		return nil
	}
	if d.Lang != "" && d.Lang != m.s.Lang && m.pb.Speaks(d.Lang) {
		m.system(conversation.LanguageChosen{Lang: d.Lang})
	}
	m.repin()
	u := m.validate(d, seq)
	m.system(u)
	if !wantsPerson(u.Commands) && m.guideAll() {
		return nil
	}
	if !m.codeChecked(d, u.Commands) && !m.cardMasked(d, u.Commands) {
		if m.asksModel(d, u, seq) {
			return nil
		}
		if !d.Masked && m.seeks(seeking{d.Text, seq, d.AnswerWithin, d.Proposed}, u.Commands) {
			return nil
		}
		m.obey(u.Commands, seq)
	}
	m.answers = true
	m.finish()
	return nil
}

// wantsPerson: they asked themselves, which counts for more than any rule.
func wantsPerson(cs []conversation.Command) bool {
	return slices.ContainsFunc(cs, func(c conversation.Command) bool { return c.Kind == conversation.CmdHandoff })
}

// pressed gives the commands behind a button, if it was shown and still counts.
func (m *machine) pressed(id string) ([]conversation.Command, bool) {
	for _, b := range m.s.Buttons {
		if b.ID == id {
			return b.Commands, true
		}
	}
	sure := func(k conversation.CommandKind, reason string) []conversation.Command {
		return []conversation.Command{{Kind: k, Reason: reason, Confidence: 1, Source: conversation.FromButton}}
	}
	switch id {
	case ButtonPerson:
		return sure(conversation.CmdHandoff, "asked"), true
	case ButtonBack:
		return sure(conversation.CmdSocial, "back"), true
	case ButtonCallback, ButtonTicket: // as long as the wait lasts
		return nil, m.s.Owner.Kind == conversation.OwnedByQueue && m.pb.Events[whileWaiting[id]] != nil
	}
	return nil, false
}

// ButtonTitle is what the button said, to be recorded as the customer's words.
func ButtonTitle(s *conversation.State, id string) string {
	for _, b := range s.Buttons {
		if b.ID == id {
			return b.Title
		}
	}
	return ""
}

// obey carries the accepted commands out, in the order of their weight: a
// person first, then what the customer takes back, then what they say about
// the flow in progress, then what they want next.
func (m *machine) obey(cs []conversation.Command, seq int64) {
	byKind := map[conversation.CommandKind][]conversation.Command{}
	for _, c := range cs {
		byKind[c.Kind] = append(byKind[c.Kind], c)
	}
	if hs := byKind[conversation.CmdHandoff]; len(hs) > 0 {
		rule := "asked"
		if hs[0].Reason != "asked" {
			rule = "sensitive"
		}
		m.plea = plea(m.s.Last, hs[0])
		m.handoff(hs[0].Reason, rule)
		return
	}
	starts, sets := byKind[conversation.CmdStart], byKind[conversation.CmdSet]
	if m.s.Mood == conversation.Angry && len(starts)+len(sets) == 0 {
		m.handoff("anger", "anger")
		return
	}
	if len(byKind[conversation.CmdRestart]) > 0 {
		if m.dropAll(conversation.OutcomeCancelled); len(m.s.Queue) > 0 {
			m.system(conversation.RequestsDropped{})
		}
		m.pattern("restarted", nil)
		return
	}
	if rs := byKind[conversation.CmdRepeat]; len(rs) > 0 {
		if rs[0].Reason != ReasonExplain || !m.explain() {
			m.repeat()
		}
		return
	}
	if len(byKind[conversation.CmdCancel]) > 0 && !m.cancel(len(starts) > 0) {
		return
	}
	starts, sets = m.queue(starts, sets, seq)
	starts, sets, behind := m.behindVerification(starts, sets, seq)
	starts, back := m.reopen(starts)
	sets, lower := m.correctBelow(sets, starts, seq)
	if lower == tooLate {
		return
	}
	here, later := m.split(sets, starts)
	kept := m.keep(later, starts, seq)
	if len(here) > 0 && !m.fill(here, seq) {
		return
	}
	narrower := m.narrowAll(byKind[conversation.CmdNarrow])
	m.start(starts, later, seq)
	switch {
	case len(starts)+len(here) > 0 || back || narrower || lower == corrected:
		m.run()
	case kept, behind:
		m.returnToFlow()
	case len(byKind[conversation.CmdSocial]) > 0:
		m.social(byKind[conversation.CmdSocial][0].Reason)
	case len(byKind[conversation.CmdCancel]) > 0:
		m.run()
	case len(byKind[conversation.CmdClarify]) > 0:
		m.clarify(byKind[conversation.CmdClarify][0].Options)
	default:
		m.missed(cs)
	}
}

// narrowAll takes what was said about the options of the open question, which
// is put again for those that are left.
func (m *machine) narrowAll(cs []conversation.Command) bool {
	f := m.s.Active()
	for _, c := range cs {
		if f == nil || f.Flow != c.Flow {
			continue
		}
		m.narrow(f, c)
		m.bot(conversation.QuestionAsked{})
		return true
	}
	return false
}

// missed: nothing that was said leads on.
func (m *machine) missed(cs []conversation.Command) {
	reason := "not_understood"
	for _, c := range cs {
		if c.Reason != "" {
			reason = c.Reason
		}
	}
	if f := m.s.Active(); f != nil && f.Waiting != "" {
		return // an action is under way; its end will speak
	}
	if reason == ReasonBareValue && m.s.Expect.Kind != conversation.ExpectSlot && m.s.Expect.Kind != conversation.ExpectConfirm {
		m.valueFirst()
		return
	}
	if reason == ReasonQuestion && m.questioned() {
		return
	}
	m.system(conversation.MissCounted{Reason: reason})
	if e := m.s.Expect; e.Kind == conversation.ExpectSlot || e.Kind == conversation.ExpectConfirm {
		if reason != ReasonNoOption {
			reason = ""
		}
		m.askAgain(reason)
		return
	}
	if m.s.Expect.Kind == conversation.ExpectRetry && m.s.Misses < maxMisses {
		m.questionAgain()
		return
	}
	if m.s.Misses >= maxMisses {
		m.handoff("not_understood", "two_misses")
		return
	}
	m.pattern("cannot_handle", map[string]conversation.Value{"misses": float64(m.s.Misses), "reason": reason})
}

// ReasonBareValue says that a message holds nothing but who the customer is.
const ReasonBareValue = "bare_value"

// ReasonQuestion says that a confirmation was answered with a question.
const ReasonQuestion = "question"

// questioned: whoever asks about what they are to confirm is shown it once more.
// That is no misunderstanding, as long as it does not go on for ever.
func (m *machine) questioned() bool {
	e := m.s.Expect
	f, flow := m.s.Frame(e.Frame), m.pb.Flows[e.Flow]
	if e.Kind != conversation.ExpectConfirm || f == nil || flow == nil || f.ID != m.s.Active().ID || f.Asks[e.Step] >= maxAsks {
		return false
	}
	i, ok := flow.index[e.Step]
	if ok {
		m.question(f, flow, flow.steps[i], e.Attempt, m.plain("invalid.question"))
	}
	return ok
}

// valueFirst: an e-mail or a number before anybody asked. It is no
// misunderstanding: it is kept for the flow that needs it, which is asked for.
func (m *machine) valueFirst() {
	if e := m.s.Expect; e.Kind == conversation.ExpectClarify {
		options := make([]string, 0, len(e.Options))
		for _, o := range e.Options {
			options = append(options, display(o.Value))
		}
		m.clarify(options)
		return
	}
	if m.s.Expect.Kind == conversation.ExpectRetry {
		m.questionAgain()
		return
	}
	m.pattern("cannot_handle", map[string]conversation.Value{"misses": float64(m.s.Misses), "reason": ReasonBareValue})
}

// cancel stops the flow in progress. It reports whether there is more to do.
func (m *machine) cancel(more bool) bool {
	top := m.s.Active()
	if top == nil {
		if !more {
			m.pattern("nothing_to_cancel", nil)
		}
		return more
	}
	title, changed := m.titleOf(top), false
	// A pattern (verification, say) was only there for the flow below it.
	for f := m.s.Active(); f != nil; f = m.s.Active() {
		pattern := f.Event != ""
		if !pattern {
			whole := m.callerOf(f)
			title, changed = m.titleOf(whole), m.changedSince(whole.ID)
		}
		m.endFrame(f.ID, conversation.OutcomeCancelled)
		if !pattern {
			break
		}
	}
	if !more {
		m.pattern("cancelled", map[string]conversation.Value{"title": title, "changed": changed})
	}
	return true
}

// callerOf is the flow that the customer asked for, when others were called in it.
func (m *machine) callerOf(f *conversation.Frame) *conversation.Frame {
	for {
		above := m.s.Frame(f.Caller)
		if above == nil {
			return f
		}
		f = above
	}
}

// changedSince says whether anything was changed in a business system, or may
// have been, since a flow began: then it is not true that nothing was.
func (m *machine) changedSince(frame int) bool {
	for _, a := range m.s.Actions {
		if a.Frame >= frame && a.Writes && (a.Status != conversation.ActionBroken || endUnknown(a.Code)) {
			return true
		}
	}
	return false
}

func (m *machine) dropAll(o conversation.Outcome) {
	for len(m.s.Stack) > 0 {
		m.endFrame(m.s.Active().ID, o)
	}
}

// social answers a hello, thanks or goodbye, then takes the question up again.
func (m *machine) social(kind string) {
	question := m.s.Expect
	m.pattern(kind, map[string]conversation.Value{"open": len(m.s.Stack) > 0})
	if kind == "goodbye" && len(m.s.Stack) > 0 {
		if question.Kind != conversation.ExpectNothing { // not put again to one who leaves, but still open
			m.bot(conversation.QuestionAsked{Expect: question})
		}
		return
	}
	if kind == "goodbye" && len(m.s.Stack) == 0 {
		m.bye = true
		return
	}
	m.returnToFlow()
}

// farewell closes the conversation once the customer took leave.
func (m *machine) farewell() {
	if m.bye && len(m.s.Stack) == 0 && m.s.Owner.Kind == conversation.OwnedByBot {
		m.close(byBot, conversation.Resolved{Outcome: m.outcome(), Summary: m.summary()})
	}
}

// outcome of the whole: resolved unless something was left undone.
func (m *machine) outcome() conversation.Outcome {
	for i := len(m.s.Ended) - 1; i >= 0; i-- {
		if e := m.s.Ended[i]; e.Event == "" {
			if e.Outcome == conversation.OutcomeFailed {
				return conversation.OutcomeNotResolved
			}
			return conversation.OutcomeResolved
		}
	}
	if m.s.Missed > 0 {
		return conversation.OutcomeNotResolved
	}
	return conversation.OutcomeResolved
}

// repeat says the last thing again.
func (m *machine) repeat() {
	if m.s.LastSaid == nil {
		m.missed(nil)
		return
	}
	last, expect := *m.s.LastSaid, m.s.Expect
	m.sayOnly("repeat", map[string]conversation.Value{"text": last.Text})
	m.bot(last)
	if expect.Kind != conversation.ExpectNothing {
		m.bot(conversation.QuestionAsked{Expect: expect})
	}
}

func (m *machine) clarify(options []string) {
	list := make([]any, len(options))
	for i, o := range options {
		list[i] = o
	}
	m.pattern("clarify", map[string]conversation.Value{"options": list})
	expect := conversation.Expectation{Kind: conversation.ExpectClarify}
	for _, o := range options {
		f := m.pb.Flows[o]
		expect.Options = append(expect.Options, conversation.Option{Value: o, Title: f.TitleIn(m.s.Lang)})
	}
	m.bot(conversation.QuestionAsked{Expect: expect})
}
