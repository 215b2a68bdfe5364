package understand

import (
	"reflect"
	"strings"
	"unicode"

	"github.com/rozmova/rozmova/internal/conversation"
	"github.com/rozmova/rozmova/internal/dialogue"
	"github.com/rozmova/rozmova/internal/understand/entity"
	"github.com/rozmova/rozmova/internal/understand/normal"
)

// sureMention is how sure a value is whose name stands in the answer.
const sureMention = 0.95

// How well an answer must fit an option, and one of those that the flow file
// lists with all the words for them.
const (
	leastChoice = 0.5
	leastFixed  = 0.6
)

// choose reads the message as one of the options of a question, or several
// where the slot takes several. The value is nil when none is meant.
func (m *message) choose(e conversation.Expectation) (value conversation.Value, text string, confidence float64) {
	if len(e.Options) == 0 {
		return nil, "", 0
	}
	options, byKey := make([]entity.Option, 0, len(e.Options)), map[string]conversation.Value{}
	for _, o := range e.Options {
		key, ok := o.Value.(string)
		if !ok {
			continue
		}
		if _, twin := byKey[key]; twin {
			continue
		}
		byKey[key] = o.Value
		names := o.Names
		if len(names) == 0 {
			names = m.r.pb.AnswerNames(e, key, m.s.Lang)
		}
		options = append(options, entity.Option{Value: key, Names: append([]string{o.Title, withoutFigures(o.Title)}, names...)})
	}
	if len(options) > mostRead {
		addHeads(options, m.lang)
	}
	many := m.many(e)
	if s, ok := m.phrase("all"); many && ok && m.rest(s) <= 3 && !m.denied(s) {
		var all []any
		for _, o := range e.Options {
			all = append(all, o.Value)
		}
		return all, m.said(s), 0.9
	}
	if many {
		return m.chooseMany(options, byKey)
	}
	if v, ok := m.verbatim(options); ok { // "poor" is no "very poor"
		return byKey[v], strings.TrimSpace(m.text), sureMention
	}
	if flow := m.r.pb.Flows[e.Flow]; m.fixed(e) {
		if v, text := m.mention(flow, flow.Slots[e.Slot], m.text); v != "" && byKey[v] != nil { // in so many words
			return byKey[v], text, sureMention
		}
	}
	least := leastChoice
	if m.fixed(e) {
		least = leastFixed
	}
	v, conf, _ := entity.Choose(m.text, options, m.lang)
	if v == "" || conf < least {
		return nil, "", 0
	}
	return byKey[v], strings.TrimSpace(m.text), conf
}

// otherChoices are the choices made in the flow on top that the message makes
// anew: «ні, на подарункову картку» before «Оформити повернення?».
func (m *message) otherChoices() []conversation.Command {
	flow, frame := m.active(), m.s.Active()
	if flow == nil || m.s.Expect.Kind != conversation.ExpectConfirm || m.rest(m.denials()...) == 0 {
		return nil
	}
	var out []conversation.Command
	for _, name := range flow.SlotList {
		now, filled := frame.Slots[name]
		if !filled || flow.Slots[name].Type != "choice" || flow.Slots[name].Many { // see amends
			continue
		}
		e := conversation.Expectation{Flow: flow.Name, Slot: name, Options: m.r.pb.Options(m.s, name)}
		v, text, sure := m.choose(e)
		if v != nil && sure >= sureOther && !reflect.DeepEqual(v, now.Value) {
			out = append(out, conversation.Command{Kind: conversation.CmdSet, Flow: flow.Name, Slot: name, Value: v, Confidence: sure, Source: conversation.FromPattern, Text: text})
		}
	}
	return out
}

// sureOther is how well the words must fit another option to undo a choice.
const sureOther = 0.6

// withoutFigures is the part of a title that people say: «на картку» for
// «Картка •••• 4821».
func withoutFigures(title string) string {
	return strings.Join(strings.FieldsFunc(title, func(r rune) bool {
		return !unicode.IsLetter(r) && r != '\'' && r != '’' && r != '-'
	}), " ")
}

// mostRead is how many options are read through. Of more, people say what they
// have in mind in words of their own.
const mostRead = 12

// addHeads lets "keyboards" stand for «Mechanical Keyboard», where nothing else on
// the list ends so.
func addHeads(options []entity.Option, lang string) {
	heads := make([]string, len(options))
	count := map[string]int{}
	for i, o := range options {
		words := strings.Fields(o.Names[0])
		if len(words) < 2 {
			words = []string{o.Names[0]}
		}
		heads[i] = words[len(words)-1]
		for _, t := range normal.TokensIn(heads[i], lang) {
			count[t.Stem]++
		}
	}
	for i := range options {
		if ts := normal.TokensIn(heads[i], lang); len(ts) == 1 && count[ts[0].Stem] == 1 {
			options[i].Names = append(options[i].Names, heads[i])
		}
	}
}

func (m *message) many(e conversation.Expectation) bool {
	f := m.r.pb.Flows[e.Flow]
	return f != nil && f.Slots[e.Slot] != nil && f.Slots[e.Slot].Many
}

// chooseMany takes the options named in each part of a list.
func (m *message) chooseMany(options []entity.Option, byKey map[string]conversation.Value) (conversation.Value, string, float64) {
	var out []any
	least := 1.0
	taken := map[string]bool{}
	for _, part := range listParts(m.text) {
		v, conf, _ := entity.Choose(part, options, m.lang)
		if v == "" || conf < leastChoice || taken[v] {
			continue
		}
		taken[v] = true
		out = append(out, byKey[v])
		least = min(least, conf)
	}
	if len(out) == 0 {
		return nil, "", 0
	}
	return out, strings.TrimSpace(m.text), least
}

// mention finds a choice's value that the message names in passing: «скасуйте,
// замовив помилково». Of names that overlap the longer counts ("no signal" is no
// signal); two values named at once, or one that is denied, name none.
func (m *message) mention(flow *dialogue.Flow, slot *dialogue.Slot, part string) (value, text string) {
	type hit struct {
		value string
		at    span
	}
	var hits []hit
	for _, c := range m.r.choices[flow.Name+"."+slot.Name] {
		if s, ok := first(c.phrases, m.words); ok && strings.Contains(part, m.said(s)) {
			hits = append(hits, hit{c.value, s})
		}
	}
	for _, h := range hits {
		longer := false
		for _, o := range hits {
			longer = longer || o.value != h.value && o.at.to-o.at.from > h.at.to-h.at.from && o.at.from < h.at.to && h.at.from < o.at.to
		}
		if longer || m.denied(h.at) {
			continue
		}
		if value != "" {
			return "", ""
		}
		value, text = h.value, m.said(h.at)
	}
	return value, text
}

// denied: «не» stands right before the words.
func (m *message) denied(s span) bool {
	for i := s.from - 1; i >= 0 && i >= s.from-2; i-- {
		switch m.words[i].Text {
		case "не", "not", "isn't", "aren't", "without", "без":
			return true
		}
	}
	return false
}

// mentioned proposes it, unless the slot takes several or not from words, or what
// stands there is a word that only answers: «так» is about what was asked, and
// «немає мережі» is not about the SIM card.
func (m *message) mentioned(flow *dialogue.Flow, slot *dialogue.Slot, part string) {
	if slot.Many || m.sets(slot.Name) || !slot.Writable(conversation.FromPattern) {
		return
	}
	if v, text := m.mention(flow, slot, part); v != "" && !onlyAnswers(text) {
		m.add(conversation.Command{Kind: conversation.CmdSet, Flow: flow.Name, Slot: slot.Name, Value: v, Confidence: 0.8, Source: conversation.FromPattern, Text: text})
	}
}

// answerWords say nothing without a question.
var answerWords = map[string]bool{
	"так": true, "ні": true, "є": true, "немає": true, "нема": true, "ок": true, "добре": true, "гаразд": true, "готово": true,
	"увімкнено": true, "вимкнено": true, "увімкнений": true, "вимкнений": true, "увімкнена": true, "вимкнена": true,
	"yes": true, "yep": true, "no": true, "nope": true, "none": true, "nothing": true, "missing": true, "ok": true, "okay": true,
	"done": true, "on": true, "off": true, "there": true, "good": true, "fine": true,
}

func onlyAnswers(text string) bool {
	return answerWords[strings.ToLower(strings.Trim(text, " .,!?"))]
}

// listParts divides «лампу і дві лампочки, чайник» at commas and conjunctions.
func listParts(text string) []string {
	words := strings.FieldsFunc(text, func(r rune) bool { return r == ',' || r == ';' || r == '\n' })
	var parts []string
	for _, w := range words {
		part := []string{}
		for _, f := range strings.Fields(w) {
			switch strings.ToLower(f) {
			case "і", "й", "та", "and", "и", "плюс", "plus", "&", "+":
				if len(part) > 0 {
					parts = append(parts, strings.Join(part, " "))
				}
				part = part[:0]
			default:
				part = append(part, f)
			}
		}
		if len(part) > 0 {
			parts = append(parts, strings.Join(part, " "))
		}
	}
	return parts
}
