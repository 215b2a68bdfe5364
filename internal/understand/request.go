package understand

import (
	"cmp"
	"slices"
	"strings"

	"github.com/rozmova/rozmova/internal/conversation"
	"github.com/rozmova/rozmova/internal/dialogue"
	"github.com/rozmova/rozmova/internal/understand/classify"
	"github.com/rozmova/rozmova/internal/understand/entity"
	"github.com/rozmova/rozmova/internal/understand/normal"
)

// predict gives the flows that a text may mean, the likeliest first; none
// when it is likelier outside all of them.
func (m *message) predict(text string) []classify.Scored {
	if m.r.model == nil {
		return nil
	}
	if out, ok := m.predicted[text]; ok {
		return out
	}
	if len(m.r.outside) > 0 && m.r.outside[Gist(text, m.lang)] {
		return nil
	}
	all := m.r.model.PredictIn(text, m.lang)
	if m.r.gate != nil && len(m.s.Stack) == 0 {
		if strange := m.r.gate.likely(text, m.lang) / m.r.limits.Ours; strange < 1 {
			all = lessLikely(all, strange)
		}
	}
	out := make([]classify.Scored, 0, len(all))
	for i, s := range all {
		if s.Label != classify.OutOfScope {
			out = append(out, s)
		} else if i == 0 && s.Probability > m.r.limits.Outside {
			out = nil
			break
		}
	}
	if m.predicted == nil {
		m.predicted = map[string][]classify.Scored{}
	}
	m.predicted[text] = out
	return out
}

// lessLikely multiplies the probabilities of all flows; what they lose goes to out
// of scope.
func lessLikely(all []classify.Scored, by float64) []classify.Scored {
	for i, s := range all {
		if s.Label == classify.OutOfScope {
			all[i].Probability = 1 - by*(1-s.Probability)
		} else {
			all[i].Probability *= by
		}
	}
	slices.SortStableFunc(all, func(a, b classify.Scored) int { return cmp.Compare(b.Probability, a.Probability) })
	return all
}

// top is the classifier's best flow for the whole message.
func (m *message) top() (string, float64) {
	if p := m.predict(m.text); len(p) > 0 {
		return p[0].Label, p[0].Probability
	}
	return "", 0
}

// requests proposes the flows that the message asks for.
func (m *message) requests(answered bool) {
	if m.r.model == nil || m.has(conversation.CmdHandoff) || m.has(conversation.CmdCancel) || m.has(conversation.CmdRestart) || m.has(conversation.CmdRepeat) {
		return
	}
	if m.courtesy() || m.instead(answered) || m.bareAnswer(answered) {
		return
	}
	least := m.r.limits.Start
	switch {
	case answered:
		least = m.r.limits.Beside
	case len(m.s.Stack) > 0:
		least = m.r.limits.Digression
	}
	started := false
	parts := m.parts()
	if len(parts) > 1 {
		if parts = slices.DeleteFunc(parts, m.politeness); len(parts) == 0 {
			return
		}
	}
	for _, part := range parts {
		if started && onlyPays(part, m.lang) {
			continue // «Хочу повернути лампу. На подарункову картку»
		}
		if answered && m.answersIn(part) {
			continue // «немає мережі» to «Що там угорі?» is no new complaint
		}
		if m.introduces(part) {
			continue
		}
		for _, q := range m.segments(part) {
			started = m.start(q, least) || started
		}
	}
	m.dropStory()
	if !started && !answered {
		m.unsure(least)
	}
}

// answersIn says whether a part of a message is itself the answer to a question
// with given answers, or news of what was asked about.
func (m *message) answersIn(part string) bool {
	e := m.s.Expect
	if e.Kind != conversation.ExpectSlot || e.Type != "choice" && e.Type != "switch" {
		return false
	}
	p := m.r.message(part, m.lang, m.s, m.now)
	p.markFillers()
	if e.Type == "switch" {
		_, ok := p.onOff(e.Flow+"."+e.Slot, true)
		return ok || len(p.facts()) > 0
	}
	_, ok := p.option(e)
	return ok || len(p.facts()) > 0
}

// politeness says whether a sentence of a message is nothing else.
func (m *message) politeness(part string) bool {
	p := m.r.message(part, m.lang, m.s, m.now)
	p.markFillers()
	return p.courtesy()
}

// courtesy: nothing but a greeting, thanks or leave, which asks for nothing, or a
// «стоп» in place of one of the flows that were offered.
func (m *message) courtesy() bool {
	if _, ok := m.only("cancel", 0); ok && m.s.Expect.Kind == conversation.ExpectClarify {
		return true
	}
	if _, ok := m.only("back", 3); ok && m.s.Owner.Kind == conversation.OwnedByQueue {
		return true
	}
	spans, found := m.denials(), false // "no, that's all. Thank you, bye"
	for _, kind := range []string{"hello", "thanks", "goodbye", "no_more"} {
		if s, ok := m.phrase(kind); ok {
			spans, found = append(spans, s), true
		}
	}
	for _, kind := range []string{"how_are_you", "help"} { // «як справи?» asks how the bot is, not how an order comes along
		if _, ok := m.only(kind, 0); ok {
			return true
		}
	}
	for i, w := range m.words {
		if found && (heartily[w.Text] || classify.Small(w.Text)) {
			spans = append(spans, span{i, i + 1})
		}
	}
	return found && m.rest(spans...) == 0
}

var heartily = wordSet("lot much so very kindly everything help дуже велике щиро сердечно красно допомогу поміч огромное большое очень")

// instead: «скасуй #W1000001» while another flow asks for a number asks for
// something else about that number; the value goes with the new request.
func (m *message) instead(answered bool) bool {
	if !answered || m.s.Expect.Kind != conversation.ExpectSlot || m.bareAnswer(false) {
		return false
	}
	if len(m.out) != 1 || m.out[0].Kind != conversation.CmdSet || m.out[0].Source != conversation.FromEntity || m.r.pb.Types[m.s.Expect.Type] == nil {
		return false
	}
	label, sure := m.top()
	if sure < m.r.limits.Instead {
		return false
	}
	for _, f := range m.s.Stack {
		if f.Flow == label {
			return false
		}
	}
	m.out = nil
	return m.start(request{m.text, m.text}, m.r.limits.Instead)
}

// bareAnswer: nothing of weight is left beside the values, a yes or a no.
func (m *message) bareAnswer(answered bool) bool {
	var covered []span
	for _, e := range m.entities {
		if s := m.spanOf(e); s.to > s.from {
			covered = append(covered, s)
		}
	}
	if answered {
		return m.rest(covered...) < 3
	}
	return m.rest(covered...) == 0
}

// spanOf are the words of an entity.
func (m *message) spanOf(e entity.Entity) span {
	s := span{}
	for i, w := range m.words {
		if w.Start >= e.Start && w.End <= e.End {
			if s.to == 0 {
				s.from = i
			}
			s.to = i + 1
		}
	}
	return s
}

// start proposes the flow that a part of the message asks for, with the values
// it holds for it.
func (m *message) start(q request, least float64) bool {
	label, sure := m.meaning(q, least)
	if label == "" || !m.says(q.text) || m.onlyTells(q.text) || sure < m.r.limits.Elsewhere && m.elsewhere(label) || m.refused(q.text, label) {
		return false
	}
	part := q.text
	if m.r.pb.InProgress(m.s, label) {
		return true // already on it
	}
	for _, c := range m.out {
		if c.Kind == conversation.CmdStart && c.Flow == label {
			m.meant = append(m.meant, conversation.Command{Flow: label, Text: part})
			return true
		}
	}
	m.add(conversation.Command{Kind: conversation.CmdStart, Flow: label, Confidence: sure, Source: conversation.FromClassifier, Text: part})
	m.startValues(m.r.pb.Flows[label], part)
	return true
}

// elsewhere says whether a flow belongs to another pack than the one in progress.
func (m *message) elsewhere(label string) bool {
	for _, f := range slices.Backward(m.s.Stack) {
		if now := m.r.pb.Flows[f.Flow]; now != nil && f.Event == "" {
			return now.Pack != m.r.pb.Flows[label].Pack
		}
	}
	return false
}

// startValues: values named in the request go along; «скасуй його» takes the
// value that was spoken of before.
func (m *message) startValues(flow *dialogue.Flow, part string) {
	for _, name := range flow.SlotList {
		slot := flow.Slots[name]
		if !slot.Writable(conversation.FromEntity) {
			continue
		}
		if len(slot.Values) > 0 {
			m.mentioned(flow, slot, part)
			continue
		}
		if slot.Type == "switch" {
			if f, ok := m.onOff(flow.Name+"."+name, false); ok && strings.Contains(part, f.text) {
				m.add(conversation.Command{Kind: conversation.CmdSet, Flow: flow.Name, Slot: name, Value: f.value, Confidence: f.confidence, Source: conversation.FromPattern, Text: f.text})
			}
			continue
		}
		found := false
		for _, x := range m.entities {
			if x.Kind == slot.Type && m.telling(x) && strings.Contains(part, x.Text) {
				m.add(conversation.Command{Kind: conversation.CmdSet, Flow: flow.Name, Slot: name, Value: x.Value, Confidence: x.Confidence, Source: conversation.FromEntity, Text: x.Text})
				found = true
				break
			}
		}
		r, remembered := m.s.Recent[slot.Type]
		if found || !remembered || m.r.pb.Types[slot.Type] == nil {
			continue
		}
		s, ok := m.pointsAt(slot.Type)
		if !ok && !r.ByBot && m.pointsOnly(part) {
			s, ok = m.phrase("that")
		}
		if ok && strings.Contains(part, m.said(s)) {
			m.add(conversation.Command{Kind: conversation.CmdSet, Flow: flow.Name, Slot: name, Value: r.Value, Confidence: 0.8, Source: conversation.FromContext, Text: m.said(s)})
		}
	}
}

// pointsOnly says whether a request names its object by a bare «його». In a
// longer one the word may speak of anything: "it's a long shot, but could you
// refund the tablet".
func (m *message) pointsOnly(part string) bool {
	p := m.r.message(part, m.lang, m.s, m.now)
	p.markFillers()
	_, ok := p.only("that", mostBesideThat)
	return ok
}

// mostBesideThat is how many words may stand beside it: "I want to return it".
const mostBesideThat = 5

// pointsAt: «те замовлення», "that order", and "what is in it?". A bare «його»
// may be about a thing in it.
func (m *message) pointsAt(kind string) (span, bool) {
	named := map[string]bool{}
	for lang, title := range m.r.pb.Types[kind].Title {
		for _, t := range normal.TokensIn(title, lang) {
			named[t.Stem] = len([]rune(t.Stem)) >= leastStem
		}
	}
	for i, w := range m.words {
		for j := i + 1; j <= i+2 && j < len(m.words) && pointing[w.Text]; j++ {
			if named[m.words[j].Stem] {
				return span{i, j + 1}, true
			}
		}
		if i > 0 && (w.Text == "it" && m.words[i-1].Text == "in" || w.Text == "ньому" && (m.words[i-1].Text == "в" || m.words[i-1].Text == "у")) {
			return span{i - 1, i + 1}, true
		}
	}
	return span{}, false
}

var pointing = wordSet("that this same той те того тому тим цей це цього цьому цим тот это этот этого этом")

// unsure offers the likeliest flows when none is clear. Inside a flow the open
// question is put again instead.
func (m *message) unsure(least float64) {
	if len(m.s.Stack) > 0 || len(m.out) > 0 {
		return
	}
	p := m.predict(m.text)
	var options []string
	for _, s := range p {
		if s.Probability >= m.r.limits.Clarify/2 && len(options) < 3 {
			options = append(options, s.Label)
		}
	}
	if len(options) > 0 && p[0].Probability >= m.r.limits.Clarify && p[0].Probability < least {
		m.add(conversation.Command{Kind: conversation.CmdClarify, Options: options, Confidence: p[0].Probability, Source: conversation.FromClassifier, Text: m.text})
	}
}

// inside says whether a mark stands within a value: the dot of an e-mail ends no
// sentence.
func (m *message) inside(at int) bool {
	for _, x := range m.entities {
		if x.Start < at && at+1 < x.End {
			return true
		}
	}
	return false
}

// parts divides a message that asks for several things.
func (m *message) parts() []string {
	cuts := []int{}
	for i := 0; i < len(m.text); i++ {
		if strings.IndexByte(".?!;\n", m.text[i]) >= 0 && !m.inside(i) {
			cuts = append(cuts, i+1)
		}
	}
	for _, p := range m.r.phrases["and_then"] {
		for i := 1; i+len(p.stems) < len(m.words); i++ {
			if p.at(m.words[i : i+len(p.stems)]) {
				cuts = append(cuts, m.words[i].Start)
			}
		}
	}
	if len(cuts) == 0 {
		return []string{m.text}
	}
	var parts []string
	from := 0
	for at := 1; at <= len(m.text); at++ {
		cut := at == len(m.text)
		for _, c := range cuts {
			cut = cut || c == at
		}
		if cut {
			if p := strings.TrimSpace(m.text[from:at]); len(strings.Fields(p)) >= 2 {
				parts = append(parts, p)
			}
			from = at
		}
	}
	if len(parts) < 2 {
		return []string{m.text}
	}
	return parts
}
