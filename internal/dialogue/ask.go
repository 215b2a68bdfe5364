package dialogue

import (
	"slices"

	"github.com/rozmova/rozmova/internal/conversation"
)

// ask puts the question for a slot, unless it is answered.
func (m *machine) ask(f *conversation.Frame, flow *Flow, i int) bool {
	s := flow.steps[i]
	slot := flow.Slots[s.slot]
	if v, ok := f.Slots[s.slot]; ok {
		if m.fits(v.Value, flow, slot) == "" {
			m.at[f.ID] = i + 1
			return true
		}
		m.system(conversation.SlotCleared{Frame: f.ID, Slot: s.slot}) // no longer one of the answers
		f = m.s.Frame(f.ID)
	}
	m.stand(f, flow, i)
	if e := m.s.Expect; e.Kind == conversation.ExpectSlot && e.Frame == f.ID && e.Slot == s.slot && e.Step == s.id && !m.spoke() {
		return false // asked already, still waiting
	}
	if m.wantsRereading(f, flow, s) {
		return false
	}
	most := maxAsks
	if narrowed(f, slot) != nil { // each answer brought it closer
		most *= 2
	}
	if f.Asks[s.id] >= most {
		m.handoff("not_understood", "same_question")
		return false
	}
	m.question(f, flow, s, 1, "")
	return false
}

// spoke says whether the bot said something in this turn after it put the open
// question: that one is out of sight then, and is put again.
func (m *machine) spoke() bool {
	for _, e := range slices.Backward(m.out.Events) {
		switch e.Data.(type) {
		case conversation.QuestionAsked:
			return false
		case conversation.MessageSent:
			return true
		}
	}
	return false
}

// maxAsks bounds how often one flow puts one question, whatever leads back to
// it: an answer that the business system knows nothing of, a digression.
const maxAsks = 4

// question says the question and notes what is expected. note stands before it.
func (m *machine) question(f *conversation.Frame, flow *Flow, s *step, attempt int, note string) {
	vs := m.vars(f, flow)
	if s.kind == stepConfirm {
		m.confirmQuestion(f, s, vs, attempt, note)
		return
	}
	if s.kind == stepCode {
		m.codeQuestion(f, s, vs, attempt, note)
		return
	}
	slot := flow.Slots[s.slot]
	expect := m.expectation(f, flow, s, attempt)
	if slot.Type == "choice" && len(expect.Options) == 0 {
		m.fault(f, errNoOptions{flow.Name, slot.Name})
		return
	}
	words := s.say
	if attempt > 1 && s.help != nil { // said once and not understood: say it otherwise
		words = s.help
	}
	if s.narrow != nil && narrowed(f, slot) != nil {
		words = s.narrow
	}
	vs = vs.with("answers", offered(expect.Options))
	m.sayAfter(note, f, words, vs, m.answerButtons(f, flow, slot, expect.Options))
	m.bot(conversation.QuestionAsked{Expect: expect})
}

// offered are the titles of the answers that a question offers.
func offered(options []conversation.Option) []any {
	titles := []any{}
	for _, o := range options {
		if !o.Aside {
			titles = append(titles, o.Title)
		}
	}
	return titles
}

// expectation is what a question waits for.
func (m *machine) expectation(f *conversation.Frame, flow *Flow, s *step, attempt int) conversation.Expectation {
	slot := flow.Slots[s.slot]
	e := conversation.Expectation{
		Kind: conversation.ExpectSlot, Frame: f.ID, Flow: f.Flow, Step: s.id,
		Slot: slot.Name, Type: slot.Type, Options: m.optionsOf(f, flow, slot), Many: slot.Many, Attempt: attempt,
	}
	if slot.Options != nil {
		slot.Options.about(&e, m.vars(f, flow))
	}
	return e
}

type errNoOptions struct{ flow, slot string }

func (e errNoOptions) Error() string {
	return "slot " + e.slot + " of flow " + e.flow + " has no options to choose from"
}

// sayAfter says an utterance with a note before it, as one message.
func (m *machine) sayAfter(note string, f *conversation.Frame, u *utterance, vs vars, more []conversation.Button) {
	if note == "" {
		m.say(f, u, vs, more)
		return
	}
	lang := m.pb.lang(m.s.Lang)
	noted, words := *u, u.byLang[lang]
	if v := u.voice[lang]; v != nil && m.s.Channel == channelVoice {
		words = v
	}
	noted.byLang = map[string]*template{lang: {parts: append([]part{{lit: note + "\n\n"}}, words.parts...)}}
	noted.voice = nil
	m.say(f, &noted, vs, more)
}

// confirm shows what will happen and needs an explicit yes.
func (m *machine) confirm(f *conversation.Frame, flow *Flow, i int) bool {
	s := flow.steps[i]
	if f.Slots[slotPassed(s.id)].Value == true { // a loop came back: what it brings needs a yes of its own
		m.system(conversation.SlotCleared{Frame: f.ID, Slot: slotPassed(s.id)})
		m.system(conversation.SlotCleared{Frame: f.ID, Slot: s.slot})
	}
	if v, ok := f.Slots[s.slot]; ok {
		switch {
		case v.Value == true:
			m.setSlot(f, flow, slotPassed(s.id), true, conversation.FromSystem, 0)
			m.at[f.ID] = i + 1
			return true
		case s.target >= 0:
			m.system(conversation.SlotCleared{Frame: f.ID, Slot: s.slot})
			m.went(flow, s, wayElse)
			m.at[f.ID] = s.target
			return true
		}
		return m.cancel(false)
	}
	m.stand(f, flow, i)
	if e := m.s.Expect; e.Kind == conversation.ExpectConfirm && e.Frame == f.ID && e.Slot == s.slot {
		return false
	}
	m.question(f, flow, s, 1, "")
	return false
}

// slotPassed is the hidden slot that says that a yes was made use of.
func slotPassed(stepID string) string { return "$passed." + stepID }

// confirmQuestion: the buttons carry the seq of their message, so that a chip
// of an older question can never answer a newer one.
func (m *machine) confirmQuestion(f *conversation.Frame, s *step, vs vars, attempt int, note string) {
	seq := seqString(m.s.Seq + 1)
	answer := func(id, key, style string, v bool) conversation.Button {
		return conversation.Button{ID: id + "-" + seq, Title: m.plain(key), Style: style, Commands: []conversation.Command{
			press(conversation.Command{Kind: conversation.CmdSet, Flow: f.Flow, Slot: s.slot, Value: v}),
		}}
	}
	m.sayAfter(note, f, s.say, vs, []conversation.Button{
		answer("yes", "button.yes", "primary", true), answer("no", "button.no", "plain", false),
	})
	m.bot(conversation.QuestionAsked{Expect: conversation.Expectation{
		Kind: conversation.ExpectConfirm, Frame: f.ID, Flow: f.Flow, Step: s.id, Slot: s.slot, Type: "bool", Attempt: attempt,
	}})
}

// askAgain puts the open question once more, with a hint; after too many tries
// a person is called. invalid names the slot whose answer would not do.
func (m *machine) askAgain(invalid string) {
	e := m.s.Expect
	f := m.s.Frame(e.Frame)
	flow := m.pb.Flows[e.Flow]
	if f == nil || flow == nil || f.ID != m.s.Active().ID {
		m.run()
		return
	}
	i, ok := flow.index[e.Step]
	if !ok {
		m.run()
		return
	}
	retries := maxMisses
	if slot := flow.Slots[e.Slot]; slot != nil {
		retries = slot.Retries
	}
	if e.Attempt >= retries {
		m.handoff("not_understood", "same_question")
		return
	}
	m.question(f, flow, flow.steps[i], e.Attempt+1, m.hint(e, invalid))
}

// ReasonNoOption says that something was asked for that none of the options has.
const ReasonNoOption = "no_such_option"

// hint is the most fitting word on why the answer would not do.
func (m *machine) hint(e conversation.Expectation, invalid string) string {
	keys := []string{"invalid." + e.Type, "invalid.any"}
	if e.Kind == conversation.ExpectConfirm {
		keys = []string{"invalid.confirm"}
	}
	if invalid == ReasonNoOption {
		keys = []string{"invalid.no_option", "invalid.choice"}
	}
	if slot := m.pb.Flows[e.Flow].Slots[invalid]; slot != nil {
		keys = []string{e.Flow + ".invalid_" + invalid, "invalid." + slot.Type, "invalid.any"}
	}
	for _, k := range keys {
		if t := m.plain(k); t != "" {
			return t
		}
	}
	return ""
}

// maxOptions that one question draws from data.
const maxOptions = 100

// Options are the answers that a choice of the flow on top has right now.
func (p *Playbook) Options(s *conversation.State, slot string) []conversation.Option {
	f := s.Active()
	if f == nil || p.Flows[f.Flow] == nil || p.Flows[f.Flow].Slots[slot] == nil {
		return nil
	}
	m := &machine{pb: p, s: s}
	return m.optionsOf(f, p.Flows[f.Flow], p.Flows[f.Flow].Slots[slot])
}

// Choice is the question for a choice of a frame in progress, as it would be
// put right now.
func (p *Playbook) Choice(s *conversation.State, f *conversation.Frame, slot string) conversation.Expectation {
	flow := p.Flows[f.Flow]
	if flow == nil || flow.Slots[slot] == nil {
		return conversation.Expectation{}
	}
	m := &machine{pb: p, s: s}
	e := conversation.Expectation{
		Kind: conversation.ExpectSlot, Frame: f.ID, Flow: f.Flow, Slot: slot, Type: flow.Slots[slot].Type,
		Options: m.optionsOf(f, flow, flow.Slots[slot]), Many: flow.Slots[slot].Many,
	}
	if o := flow.Slots[slot].Options; o != nil {
		o.about(&e, m.vars(f, flow))
	}
	return e
}

// optionsOf are the answers that a slot's question names.
func (m *machine) optionsOf(f *conversation.Frame, flow *Flow, slot *Slot) []conversation.Option {
	lang := m.pb.lang(m.s.Lang)
	var out []conversation.Option
	for _, v := range slot.Values {
		o := conversation.Option{Value: v, Title: v}
		if t := m.pb.texts[choiceText(flow, slot, v)][lang]; t != nil {
			o.Title = t.chat // its other names stay in the playbook, see AnswerNames
		}
		out = append(out, o)
	}
	if slot.Type == "switch" {
		for _, v := range []string{switchOn, switchOff} {
			out = append(out, conversation.Option{Value: v, Title: m.plain(m.switchText(flow, slot, v))})
		}
		return out
	}
	if slot.Options == nil {
		return out
	}
	vs := m.vars(f, flow)
	list, err := slot.Options.list.eval(vs)
	if err != nil {
		return nil
	}
	items, _ := list.([]any)
	open := narrowed(f, slot)
	for i, it := range items {
		if i == maxOptions {
			break
		}
		if o, ok := slot.Options.option(vs.with("it", it)); ok {
			if open != nil {
				o.Aside = !open[display(o.Value)]
			}
			out = append(out, o)
		}
	}
	return out
}

// switchText is the key of the word for a switch that is on or off.
func (m *machine) switchText(flow *Flow, slot *Slot, v string) string {
	if own := choiceText(flow, slot, v); m.plain(own) != "" {
		return own
	}
	return "button." + v
}

// words is a text, or the texts of a list.
func words(v conversation.Value) []string {
	switch x := v.(type) {
	case string:
		return []string{x}
	case []any:
		var out []string
		for _, e := range x {
			if s, ok := e.(string); ok {
				out = append(out, s)
			}
		}
		return out
	}
	return nil
}

// answerButtons offer the options, or what the customer spoke of before.
func (m *machine) answerButtons(f *conversation.Frame, flow *Flow, slot *Slot, opts []conversation.Option) []conversation.Button {
	set := func(id, title string, v conversation.Value) conversation.Button {
		return conversation.Button{ID: "set:" + slot.Name + "=" + id, Title: title, Commands: []conversation.Command{
			press(conversation.Command{Kind: conversation.CmdSet, Flow: flow.Name, Slot: slot.Name, Value: v}),
		}}
	}
	var out []conversation.Button
	if slot.Type == "bool" {
		return []conversation.Button{set("yes", m.plain("button.yes"), true), set("no", m.plain("button.no"), false)}
	}
	var all []any
	seen := map[string]bool{}
	for _, o := range opts {
		v := o.Value
		if slot.Many {
			v = []any{o.Value}
		}
		if slot.Many && !o.Aside {
			all = append(all, o.Value)
		}
		if id := display(o.Value); !seen[id] && !o.Aside { // two of the same thing are one button
			seen[id] = true
			out = append(out, set(id, o.Title, v))
		}
	}
	if len(all) > 1 {
		out = append(out, set("*", m.plain("button.all"), all))
	}
	if r, ok := m.s.Recent[slot.Type]; ok && len(opts) == 0 && m.pb.Types[slot.Type] != nil {
		out = append(out, set(display(r.Value), display(r.Value), r.Value))
	}
	if len(out) > maxButtons {
		out = slices.Clip(out[:maxButtons])
	}
	return out
}
