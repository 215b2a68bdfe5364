package understand

import (
	"reflect"
	"slices"
	"strings"
	"time"

	"github.com/rozmova/rozmova/internal/conversation"
	"github.com/rozmova/rozmova/internal/dialogue"
	"github.com/rozmova/rozmova/internal/understand/classify"
	"github.com/rozmova/rozmova/internal/understand/entity"
	"github.com/rozmova/rozmova/internal/understand/normal"
	"github.com/rozmova/rozmova/internal/understand/onoff"
)

// message is one message being read.
type message struct {
	r        *Recogniser
	s        *conversation.State
	text     string
	lang     string
	now      time.Time
	words    []normal.Token
	entities []entity.Entity
	filler   []bool
	out      []conversation.Command
	told     []onoff.Fact
	heard    bool                   // told is read
	unmet    bool                   // none of the options is as asked for
	compared bool                   // one was chosen for what the others are like
	meant    []conversation.Command // more words for the requests in out
	again    bool                   // said before the question was put

	predicted map[string][]classify.Scored // by the text that was asked about
}

// facts are what the message says of things that are on or off.
func (m *message) facts() []onoff.Fact {
	if !m.heard {
		m.told, m.heard = m.r.switches.Read(m.text, m.lang), true
	}
	return m.told
}

func (m *message) add(c conversation.Command) { m.out = append(m.out, c) }

// phrase looks for a kind of fixed phrase anywhere in the message.
func (m *message) phrase(kind string) (span, bool) { return first(m.r.phrases[kind], m.words) }

// only says whether the message is the phrase and little else.
func (m *message) only(kind string, spare int) (span, bool) {
	s, ok := m.phrase(kind)
	return s, ok && m.rest(s) <= spare
}

// read proposes the commands that the message holds.
func (m *message) read() []conversation.Command {
	m.markFillers()
	m.people()
	answered := false
	if m.explain(); !m.has(conversation.CmdRepeat) {
		answered = m.answers()
		answered = m.reports() || answered || m.below() || m.newsBelow()
	}
	if !answered && len(m.out) == 0 {
		m.control()
	}
	answered = answered || m.tellsWho()
	m.requests(answered)
	m.values()
	m.another()
	if len(m.out) == 0 {
		m.small()
	}
	if len(m.out) == 0 {
		m.subject()
	}
	if len(m.out) == 0 {
		reason := outOfScope
		switch {
		case m.unmet:
			reason = dialogue.ReasonNoOption
		case m.onlyTells(m.text):
			reason = dialogue.ReasonBareValue
		case m.s.Expect.Kind == conversation.ExpectConfirm && m.asks():
			reason = dialogue.ReasonQuestion
		}
		m.add(conversation.Command{Kind: conversation.CmdNone, Reason: reason, Confidence: 1, Source: conversation.FromClassifier})
	}
	return m.out
}

// outOfScope is why nothing was made of a message that says nothing known.
const outOfScope = "out_of_scope"

func (m *message) has(k conversation.CommandKind) bool {
	for _, c := range m.out {
		if c.Kind == k {
			return true
		}
	}
	return false
}

func (m *message) markFillers() {
	m.filler = make([]bool, len(m.words))
	for _, p := range m.r.phrases["filler"] {
		for i := 0; i+len(p.stems) <= len(m.words); i++ {
			if p.at(m.words[i : i+len(p.stems)]) {
				for j := range p.stems {
					m.filler[i+j] = true
				}
			}
		}
	}
}

// mood from words and shouting; it is a signal for the agent and for code, not a judgement.
func (m *message) mood() conversation.Mood {
	_, anger := m.phrase("anger")
	_, insult := m.phrase("insult")
	loud := shout(m.text) || strings.Contains(m.text, "!!")
	before := m.s.Mood == conversation.Upset || m.s.Mood == conversation.Angry
	switch {
	case anger && loud, insult && (anger || loud || before):
		return conversation.Angry
	case anger, insult, shout(m.text):
		return conversation.Upset // one rude word gets a calm answer; the second, a person
	}
	return conversation.Calm
}

// answers reads the message as the answer to the open question. It reports
// whether it is one.
func (m *message) answers() bool {
	e := m.s.Expect
	switch e.Kind {
	case conversation.ExpectConfirm, conversation.ExpectRetry:
		return m.yesNo(e)
	case conversation.ExpectClarify:
		if x, yes := m.affirms(); yes && len(e.Options) == 1 && m.rest(m.spanOf(x)) == 0 {
			m.add(conversation.Command{Kind: conversation.CmdStart, Flow: e.Options[0].Value.(string), Confidence: x.Confidence, Source: conversation.FromPattern, Text: x.Text})
			return true
		}
		if v, text, conf := m.choose(e); v != nil {
			m.add(conversation.Command{Kind: conversation.CmdStart, Flow: v.(string), Confidence: conf, Source: conversation.FromPattern, Text: text})
			return true
		}
	case conversation.ExpectArticle:
		if v, text, conf := m.choose(e); v != nil && m.s.Answered != nil {
			m.add(conversation.Command{Kind: conversation.CmdAnswer, Query: m.s.Answered.Query, Value: v, Confidence: conf, Source: conversation.FromPattern, Text: text})
			return true
		}
	case conversation.ExpectSlot:
		return m.refuses() || m.slotAnswer(e) || m.amends()
	}
	return false
}

func (m *message) active() *dialogue.Flow {
	f := m.s.Active()
	if f == nil {
		return nil
	}
	return m.r.pb.Flows[f.Flow]
}

func (m *message) slotAnswer(e conversation.Expectation) bool {
	set := func(v conversation.Value, text string, conf float64, src conversation.Source) bool {
		m.add(conversation.Command{Kind: conversation.CmdSet, Flow: e.Flow, Slot: e.Slot, Value: v, Confidence: conf, Source: src, Text: text})
		return true
	}
	switch e.Type {
	case "choice":
		if c, ok := m.option(e); ok && !m.stopsBefore(e) && (c.Confidence >= sureDespiteAll || !m.offInstead(e, c)) {
			m.add(c)
			return true
		}
		return false
	case "bool":
		for _, x := range m.entities {
			if x.Kind == entity.KindAffirm || x.Kind == entity.KindDeny {
				return set(x.Kind == entity.KindAffirm, x.Text, x.Confidence, conversation.FromPattern)
			}
		}
		if s, ok := m.only("no_more", 1); ok { // «це все» to "Anything else to change?"
			return set(false, m.said(s), 0.8, conversation.FromPattern)
		}
		return false
	case "switch":
		if f, ok := m.onOff(e.Flow+"."+e.Slot, true); ok {
			return set(f.value, f.text, f.confidence, conversation.FromPattern)
		}
		return false
	case "text":
		if _, cancels := m.only("cancel", 0); cancels || len(m.out) > 0 || strings.TrimSpace(m.text) == "" {
			return false
		}
		return set(strings.TrimSpace(m.text), strings.TrimSpace(m.text), 0.8, conversation.FromEntity)
	}
	if x, ok := m.best(e.Type); ok {
		return set(x.Value, x.Text, x.Confidence, conversation.FromEntity)
	}
	if len(e.Options) > 0 { // suggestions by name or place: «перше»
		if v, text, conf := m.choose(e); v != nil {
			return set(v, text, conf, conversation.FromPattern)
		}
	}
	return m.context(e)
}

// sureDespiteAll is how well an option must fit words that tell of a switch.
const sureDespiteAll = 0.95

// stopsBefore: the message calls all off and is no answer word for word. «Не треба»
// is near enough to «не бачить» to be taken for it, and «досить» to «досі».
func (m *message) stopsBefore(e conversation.Expectation) bool {
	if !m.stops() || m.named() {
		return false
	}
	said := strings.Trim(strings.TrimSpace(m.text), ".!")
	for _, o := range e.Options {
		value, _ := o.Value.(string)
		for _, name := range slices.Concat([]string{o.Title}, o.Names, m.r.pb.AnswerNames(e, value, m.lang)) {
			if strings.EqualFold(name, said) {
				return false
			}
		}
	}
	return true
}

// stops says whether the message calls off what is in progress, and no more.
func (m *message) stops() bool {
	s, ok := m.phrase("cancel")
	return ok && m.rest(append(m.denials(), s)...) == 0
}

// best is the value of a kind that the message gives most clearly. One that
// has two readings is none: the question is put again.
func (m *message) best(kind string) (entity.Entity, bool) {
	var best entity.Entity
	for _, x := range m.entities {
		if x.Kind == kind && !x.Unclear() && x.Confidence > best.Confidence {
			best = x
		}
	}
	return best, best.Confidence > 0
}

// sureUnasked is how clear a value must be that nobody asked for.
const sureUnasked = 0.6

// telling says that a value is clear without having been asked for.
func (m *message) telling(x entity.Entity) bool {
	return x.Kind != entity.KindNumber && !x.Unclear() && (x.Confidence >= sureUnasked || m.r.pb.Types[x.Kind] != nil || x.Kind == entity.KindDate || x.Kind == entity.KindMoney)
}

// below reads the message as a value that a flow under the one on top still
// needs: the order number, sent while the bot asks who is writing.
func (m *message) below() bool {
	found := false
	for i := len(m.s.Stack) - 2; i >= 0; i-- {
		f := &m.s.Stack[i]
		flow := m.r.pb.Flows[f.Flow]
		if flow == nil {
			continue
		}
		for _, x := range m.entities {
			for _, name := range flow.SlotList {
				slot := flow.Slots[name]
				if now, filled := f.Slots[name]; filled && !m.correctsBelow(now, x) || slot.Type != x.Kind || m.r.pb.Types[x.Kind] == nil || m.taken(x) || m.takenOnTop(x.Kind) || !slot.Writable(conversation.FromEntity) {
					continue
				}
				m.add(conversation.Command{Kind: conversation.CmdSet, Flow: flow.Name, Slot: name, Value: x.Value, Confidence: x.Confidence, Source: conversation.FromEntity, Text: x.Text})
				found = true
			}
		}
	}
	return found
}

// takenOnTop: the flow on top has a place for a value of the kind itself, be it
// open or to be corrected.
func (m *message) takenOnTop(kind string) bool {
	flow := m.active()
	if flow == nil {
		return false
	}
	for _, name := range flow.SlotList {
		if flow.Slots[name].Type == kind && flow.Slots[name].Writable(conversation.FromEntity) {
			return true
		}
	}
	return false
}

// correctsBelow: «ні, інше замовлення, #W2» while a flow that was called for the
// order asks something that is no order.
func (m *message) correctsBelow(now conversation.SlotValue, x entity.Entity) bool {
	flow := m.active()
	if flow == nil || reflect.DeepEqual(now.Value, x.Value) || !m.corrected() {
		return false
	}
	for _, name := range flow.SlotList {
		if flow.Slots[name].Type == x.Kind && flow.Slots[name].Writable(conversation.FromEntity) {
			return false
		}
	}
	return true
}

// affirms says whether the message is a yes.
func (m *message) affirms() (entity.Entity, bool) {
	for _, x := range m.entities {
		if x.Kind == entity.KindAffirm && x.Confidence >= leastYes {
			return x, true
		}
	}
	return entity.Entity{}, false
}

// context: «його», "that one" or «так» as the answer to a question about
// something that was named before.
func (m *message) context(e conversation.Expectation) bool {
	v, ok := m.s.Recent[e.Type]
	if !ok {
		return false
	}
	text := ""
	if s, ok := m.only("that", 2); ok {
		text = m.said(s)
	} else if x, ok := m.affirms(); ok {
		text = x.Text // the question offered it, as a button
	} else {
		return false
	}
	m.add(conversation.Command{Kind: conversation.CmdSet, Flow: e.Flow, Slot: e.Slot, Value: v.Value, Confidence: 0.8, Source: conversation.FromContext, Text: text})
	return true
}

// values proposes the entities of the message for slots of the flow in
// progress that are not what was asked: more than was asked, or a correction.
func (m *message) values() {
	flow := m.active()
	if flow == nil {
		return
	}
	m.mentionedOpen(flow)
	for _, x := range m.entities {
		for _, name := range flow.SlotList {
			slot := flow.Slots[name]
			if slot.Type != x.Kind || !m.telling(x) || m.sets(name) || m.taken(x) || m.names(x) || !slot.Writable(conversation.FromEntity) {
				continue
			}
			m.add(conversation.Command{Kind: conversation.CmdSet, Flow: flow.Name, Slot: name, Value: x.Value, Confidence: x.Confidence, Source: conversation.FromEntity, Text: x.Text})
			break
		}
	}
}

// taken says whether a value already goes to a flow that the message starts.
func (m *message) taken(x entity.Entity) bool {
	for _, c := range m.out {
		if c.Kind == conversation.CmdSet && c.Text == x.Text {
			return true
		}
	}
	return false
}

// names: the value tells which option is meant – «та сама, що в замовленні
// #W1000002» – and nothing about what is being worked on.
func (m *message) names(x entity.Entity) bool {
	e := m.s.Expect
	if e.Kind != conversation.ExpectSlot || e.Type != "choice" {
		return false
	}
	for _, c := range m.out {
		if c.Kind != conversation.CmdSet || c.Slot != e.Slot || c.Flow != e.Flow {
			continue
		}
		for _, o := range e.Options {
			if reflect.DeepEqual(o.Value, c.Value) && !reflect.DeepEqual(o.Value, x.Value) && slices.ContainsFunc(o.Names, func(n string) bool { return n == x.Value }) {
				return true
			}
		}
	}
	return false
}

func (m *message) sets(slot string) bool {
	for _, c := range m.out {
		if c.Kind == conversation.CmdSet && c.Slot == slot {
			return true
		}
	}
	return false
}

// control: cancel, start over, say again. They count only as messages of
// their own: «скасуй» stops the flow, «скасуй замовлення» starts one.
func (m *message) control() {
	for _, k := range []struct {
		phrase  string
		command conversation.CommandKind
		spare   int
	}{{"restart", conversation.CmdRestart, 1}, {"repeat", conversation.CmdRepeat, 0}, {"cancel", conversation.CmdCancel, 0}} {
		s, ok := m.phrase(k.phrase)
		if !ok || m.rest(append(m.denials(), s)...) > k.spare {
			continue
		}
		if k.command == conversation.CmdCancel && (len(m.s.Stack) == 0 || m.s.Expect.Kind == conversation.ExpectConfirm && m.ambiguousCancel()) {
			continue
		}
		m.add(conversation.Command{Kind: k.command, Confidence: 0.9, Source: conversation.FromPattern, Text: m.said(s)})
		return
	}
}

// denials are the words that say no: «ні, зупиніться» is a «зупиніться».
func (m *message) denials() []span {
	var out []span
	for _, e := range m.entities {
		if e.Kind == entity.KindDeny {
			if s := m.spanOf(e); s.to > s.from {
				out = append(out, s)
			}
		}
	}
	return out
}

// subject: nothing is asked for, but something is named, or «стоп» is said to
// a bot that does nothing. A number alone asks how the thing stands: it starts
// the first flow on the menu that takes it and needs no proof of identity.
func (m *message) subject() {
	if s, ok := m.only("cancel", 0); ok && len(m.s.Stack) == 0 {
		m.add(conversation.Command{Kind: conversation.CmdCancel, Confidence: 0.8, Source: conversation.FromPattern, Text: m.said(s)})
		return
	}
	if len(m.s.Stack) > 0 || !m.bareAnswer(false) {
		return
	}
	for _, x := range m.entities {
		if m.r.pb.Types[x.Kind] == nil || m.r.identifies(x.Kind) {
			continue // a number that tells who is writing asks for nothing
		}
		for _, name := range m.r.pb.Menu {
			flow := m.r.pb.Flows[name]
			if flow.Requires != conversation.Anonymous {
				continue
			}
			if m.startValues(flow, m.text); len(m.out) > 0 {
				start := conversation.Command{Kind: conversation.CmdStart, Flow: name, Confidence: 0.7, Source: conversation.FromEntity, Text: x.Text}
				m.out = append([]conversation.Command{start}, m.out...)
				return
			}
		}
	}
}

// ambiguousCancel: a bare «скасуй» before «Скасувати замовлення?» may mean
// yes or stop; only a clear answer will do.
func (m *message) ambiguousCancel() bool {
	label, _ := m.top()
	f := m.s.Active()
	return f != nil && label == f.Flow
}
