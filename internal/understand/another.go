package understand

import (
	"reflect"
	"strings"

	"github.com/rozmova/rozmova/internal/conversation"
	"github.com/rozmova/rozmova/internal/dialogue"
	"github.com/rozmova/rozmova/internal/understand/entity"
	"github.com/rozmova/rozmova/internal/understand/normal"
)

// another: «скасуйте 1000001 і 1000003» asks for the same thing twice, and so
// does «а ще скасуйте 1000003» while the first is in progress. The engine serves
// one after the other.
func (m *message) another() {
	if len(m.denials()) > 0 {
		return // «ні, не 1000001, а 1000003»
	}
	for _, c := range m.out {
		if c.Kind != conversation.CmdSet || c.Source != conversation.FromEntity || m.r.pb.Types[m.typeOf(c)] == nil {
			continue
		}
		if m.has(conversation.CmdStart) || !m.filled(c) {
			m.listed(c)
		} else if s, ok := m.phrase("and_then"); ok {
			m.add(conversation.Command{
				Kind: conversation.CmdStart, Flow: c.Flow, Reason: dialogue.ReasonAnother,
				Confidence: c.Confidence, Source: conversation.FromPattern, Text: m.said(s),
			})
		}
		return
	}
}

func (m *message) typeOf(c conversation.Command) string {
	if f := m.r.pb.Flows[c.Flow]; f != nil && f.Slots[c.Slot] != nil && !f.Slots[c.Slot].Many {
		return f.Slots[c.Slot].Type
	}
	return ""
}

// filled says whether the flow on top has the slot already.
func (m *message) filled(c conversation.Command) bool {
	f := m.s.Active()
	if f == nil || f.Flow != c.Flow {
		return false
	}
	v, ok := f.Slots[c.Slot]
	return ok && !reflect.DeepEqual(v.Value, c.Value)
}

// listed adds the values that stand in one list with a value.
func (m *message) listed(first conversation.Command) {
	kind, before := m.typeOf(first), -1
	from, to := m.askedIn(first.Flow)
	for _, x := range m.entities {
		switch {
		case x.Kind != kind || x.Start < from || x.End > to:
		case before < 0:
			if reflect.DeepEqual(x.Value, first.Value) {
				before = x.End
			}
		case !m.joins(before, x.Start, kind):
			return
		default:
			c := first
			c.Value, c.Text, c.Confidence, before = x.Value, x.Text, x.Confidence, x.End
			if !m.taken(entity.Entity{Text: x.Text}) {
				m.add(c)
			}
		}
	}
}

// askedIn is the part of the message that asks for a flow, or all of it: «скасуйте
// 1000003, а в 1000001 змініть адресу» lists no orders.
func (m *message) askedIn(flow string) (from, to int) {
	for _, c := range m.out {
		if c.Kind != conversation.CmdStart || c.Flow != flow || c.Text == "" {
			continue
		}
		if at := strings.Index(m.text, c.Text); at >= 0 {
			return at, at + len(c.Text)
		}
	}
	return 0, len(m.text)
}

// conjunctions that join the things of a list.
var conjunctions = map[string]bool{"і": true, "й": true, "та": true, "and": true, "и": true, "також": true, "also": true, "плюс": true, "plus": true}

// joins says whether nothing but a conjunction, a comma and the name of the kind
// of thing stands between two values.
func (m *message) joins(from, to int, kind string) bool {
	if from > to {
		return false
	}
	named := map[string]bool{}
	for lang, title := range m.r.pb.Types[kind].Title {
		for _, t := range normal.TokensIn(title, lang) {
			named[t.Stem] = true
		}
	}
	joined := strings.ContainsAny(m.text[from:to], ",;&+\n")
	for _, w := range m.words {
		if w.Start < from || w.End > to {
			continue
		}
		switch {
		case conjunctions[w.Text]:
			joined = true
		case !named[w.Stem]:
			return false
		}
	}
	return joined
}
