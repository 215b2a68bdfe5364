package understand

import (
	"fmt"
	"reflect"
	"slices"
	"strings"

	"github.com/rozmova/rozmova/internal/conversation"
	"github.com/rozmova/rozmova/internal/understand/entity"
)

// Before a confirmation people look at what they have chosen, and change it:
// «ні, тільки лампу», "wait, I also want to return the watch", "not the bottle".
// That is neither a yes nor a no, and no new request.

// amendment is what a part of a message does to a choice.
type amendment int

const (
	amendsNothing amendment = iota
	only                    // these and no others
	leaveOut                // all but these
	too                     // these as well
	instead                 // these in their place
)

// amendments by their phrases; of several in one part the first counts.
var amendments = []struct {
	phrase string
	does   amendment
}{{"only", only}, {"leave_out", leaveOut}, {"too", too}, {"instead", instead}}

// amends proposes the choices of the flow in progress as the message leaves
// them, and says whether it changes any.
func (m *message) amends() bool {
	parts, whole := m.amending()
	if len(parts) == 0 {
		return false
	}
	changed := false
	for i, t := range m.severals() {
		if i > 0 && whole {
			break // «усе» is all of what is being worked on
		}
		if m.s.Expect.Kind != conversation.ExpectConfirm {
			t.ask.Options = plainly(t.ask.Options)
		}
		if c, ok := m.amendSeveral(t, parts); ok {
			m.add(c)
			changed = true
			break
		}
	}
	if m.s.Expect.Kind != conversation.ExpectConfirm && !slices.ContainsFunc(parts, func(p part) bool { return p.does == instead }) {
		return changed // asked how to pay, «карткою» is about that; «ні, краще скляний» is not
	}
	return m.amendOne(parts) || changed
}

// plainly are the options by their names alone: while something else is asked,
// «лише чорний» is about that.
func plainly(options []conversation.Option) []conversation.Option {
	out := slices.Clone(options)
	for i := range out {
		out[i].Title, out[i].Facets, out[i].Rank = "", nil, nil
	}
	return out
}

// part is a stretch of a message with what it does.
type part struct {
	*message
	does amendment
}

// amending divides the message; a part without words of its own does what the
// part before did («лише лампу і чайник»). None when nothing is amended at all.
// whole says that all is wanted.
func (m *message) amending() (out []part, whole bool) {
	any := false
	for _, text := range clauses(m.text) {
		p := part{message: m.r.messageAsked(text, m.lang, "", m.s, m.now)}
		for _, a := range amendments {
			at, ok := p.phrase(a.phrase)
			if !ok {
				continue
			}
			if a.does == leaveOut { // what is named is meant, not what is left without it
				text = text[:p.words[at.from].Start] + text[p.words[at.to-1].End:]
				p.message = m.r.messageAsked(text, m.lang, "", m.s, m.now)
			}
			p.does, any = a.does, true
			break
		}
		if p.does == amendsNothing && p.wantsAll() {
			p.does, any, whole = only, true, true
		}
		out = append(out, p)
	}
	if !any {
		return nil, false
	}
	return out, whole
}

// wantsAll: «тоді повертаю все» while a part of it is about to be returned.
// «так, усе правильно» is not that.
func (m *message) wantsAll() bool {
	if _, ok := m.phrase("all"); !ok {
		return false
	}
	label, sure := m.top()
	return sure >= m.r.limits.Part && m.inProgress(label)
}

// clauses divides at commas, stops and conjunctions.
func clauses(text string) []string {
	marks := strings.FieldsFunc(text, func(r rune) bool { return strings.ContainsRune(",;:!?\n—–", r) })
	var out []string
	for _, t := range marks {
		for _, sentence := range strings.Split(t+" ", ". ") {
			out = append(out, listParts(sentence)...)
		}
	}
	return out
}

// target is a choice of several things that may be amended.
type target struct {
	ask conversation.Expectation
	now []any
}

// severals are the choices of several in the flow on top and in those it was
// called for, the nearest first. A flow that has had something done for it is
// left alone: what was done cannot be chosen away.
func (m *message) severals() []target {
	var out []target
	done := false
	for f := m.s.Active(); f != nil && !done; f = m.s.Frame(f.Caller) {
		flow := m.r.pb.Flows[f.Flow]
		if flow == nil || flow.On != "" {
			break
		}
		for _, a := range m.s.Actions {
			done = done || a.Writes && (a.Frame == f.ID || m.calledFor(a.Frame, f.ID))
		}
		for _, name := range flow.SlotList {
			now, _ := f.Slots[name].Value.([]any)
			if slot := flow.Slots[name]; len(now) > 0 && slot.Type == "choice" && slot.Many && slot.Writable(conversation.FromPattern) && !done {
				out = append(out, target{m.r.pb.Choice(m.s, f, name), now})
			}
		}
		if f.Caller == 0 {
			break
		}
	}
	return out
}

// calledFor says whether a frame, which may be over, served another.
func (m *message) calledFor(frame, caller int) bool {
	if f := m.s.Frame(frame); f != nil {
		return f.Caller == caller
	}
	return frame > caller // over: begun after it
}

// amendSeveral is the choice as the parts leave it.
func (m *message) amendSeveral(t target, parts []part) (conversation.Command, bool) {
	sets := map[amendment][]any{}
	last := amendsNothing
	for _, p := range parts {
		named := p.named(t)
		if len(named) == 0 {
			continue
		}
		if p.does == amendsNothing {
			p.does = last
		}
		last = p.does
		sets[last] = append(sets[last], named...)
	}
	alone := sets[only]
	if len(alone) == 0 {
		alone = sets[instead]
	}
	var value []any
	for _, v := range t.now { // which may hold the same thing twice
		if (len(alone) == 0 || has(alone, v)) && !has(sets[leaveOut], v) {
			value = append(value, v)
		}
	}
	meant := map[string]int{}
	for _, v := range slices.Concat(alone, sets[too]) {
		key := fmt.Sprint(v)
		if meant[key] < t.copies(v) {
			meant[key]++
		}
		if count(value, v) < meant[key] && !has(sets[leaveOut], v) {
			value = append(value, v)
		}
	}
	if len(value) == 0 || same(value, t.now) {
		return conversation.Command{}, false
	}
	return conversation.Command{
		Kind: conversation.CmdSet, Flow: t.ask.Flow, Slot: t.ask.Slot, Value: value,
		Confidence: 0.85, Source: conversation.FromPattern, Text: strings.TrimSpace(m.text),
	}, true
}

// named are the options that a part names. Where a name fits several, those are
// meant that are chosen already.
func (p part) named(t target) []any {
	c, ok := p.pick(t.ask, conversation.Command{})
	if !ok {
		return nil
	}
	list, _ := c.Value.([]any)
	if c.Kind != conversation.CmdNarrow && p.does != leaveOut {
		return list
	}
	chosen := slices.DeleteFunc(slices.Clone(list), func(v any) bool { return !has(t.now, v) })
	if c.Kind == conversation.CmdNarrow && len(chosen) == 0 {
		return nil
	}
	return chosen
}

// amendOne changes a choice of one thing: «краще на PayPal», "refund it to the
// gift card instead".
func (m *message) amendOne(parts []part) bool {
	flow, frame := m.active(), m.s.Active()
	if flow == nil {
		return false
	}
	changed := false
	for _, name := range flow.SlotList {
		now, filled := frame.Slots[name]
		slot := flow.Slots[name]
		if !filled || slot.Type != "choice" || slot.Many || len(slot.Values) > 0 || !slot.Writable(conversation.FromPattern) {
			continue
		}
		ask := m.r.pb.Choice(m.s, frame, name)
		var others []entity.Option
		for _, o := range ask.Options {
			if v, ok := o.Value.(string); ok {
				others = append(others, entity.Option{Value: v, Names: append([]string{o.Title, withoutFigures(o.Title)}, o.Names...)})
			}
		}
		for _, p := range parts {
			if p.does == leaveOut {
				continue // "I'm keeping the other one" puts nothing in a place
			}
			v, sure, _ := entity.Choose(p.text, others, m.lang)
			if v == "" || v == now.Value || sure < sureAmended || p.byPlace(len(others)) { // «on second thought» is no second one
				continue
			}
			m.add(conversation.Command{Kind: conversation.CmdSet, Flow: flow.Name, Slot: name, Value: v, Confidence: sure, Source: conversation.FromPattern, Text: strings.TrimSpace(m.text)})
			changed = true
			break
		}
	}
	return changed
}

// sureAmended is how well a part must fit an option that nobody asked about.
const sureAmended = 0.8

// copies is how often the same thing can be chosen.
func (t target) copies(v any) int {
	n := 0
	for _, o := range t.ask.Options {
		if reflect.DeepEqual(o.Value, v) {
			n++
		}
	}
	return n
}

func count(list []any, v any) int {
	n := 0
	for _, x := range list {
		if reflect.DeepEqual(x, v) {
			n++
		}
	}
	return n
}

func same(a, b []any) bool {
	if len(a) != len(b) {
		return false
	}
	for _, v := range a {
		if count(a, v) != count(b, v) {
			return false
		}
	}
	return true
}

func has(list []any, v any) bool {
	return slices.ContainsFunc(list, func(x any) bool { return reflect.DeepEqual(x, v) })
}
