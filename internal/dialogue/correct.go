package dialogue

import (
	"reflect"
	"slices"
	"strings"
	"unicode"

	"github.com/rozmova/rozmova/internal/conversation"
)

// change is a value that took the place of another.
type change struct {
	slot  *Slot
	value conversation.Value
}

// tellChanges says once, kindly, what is different now.
func (m *machine) tellChanges(f *conversation.Frame, flow *Flow, changed []change) {
	changed = slices.DeleteFunc(changed, func(c change) bool { return m.notOffered(f, flow, c) })
	if len(changed) == 0 {
		return
	}
	all := make([]string, len(changed))
	for i, c := range changed {
		all[i] = lowerFirst(m.slotTitle(flow, c.slot)) + " – " + m.shownWithin(f, flow, c.slot, c.value)
	}
	m.sayOnly("correction", map[string]conversation.Value{
		"title": m.titleOf(f), "slot": m.slotTitle(flow, changed[0].slot),
		"value": m.shown(f, flow, changed[0].slot, changed[0].value), "changed": strings.Join(all, "; "),
	})
}

// notOffered: the answer may be named so that the flow can say why it will not
// do. «Гаразд, змінюю» would be untrue.
func (m *machine) notOffered(f *conversation.Frame, flow *Flow, c change) bool {
	if c.slot == nil || c.slot.Options == nil || c.slot.Options.aside == nil || c.slot.Many {
		return false
	}
	return slices.ContainsFunc(m.optionsOf(f, flow, c.slot), func(o conversation.Option) bool {
		return o.Aside && reflect.DeepEqual(o.Value, c.value)
	})
}

// shown is a value as the customer reads it.
func (m *machine) shown(f *conversation.Frame, flow *Flow, slot *Slot, v conversation.Value) string {
	if slot == nil {
		return display(v)
	}
	lang := m.pb.lang(m.s.Lang)
	words := &format{m.pb.texts, m.pb.Currency}
	switch slot.Type {
	case "date":
		return words.date(lang, v)
	case "money":
		return words.money(lang, v)
	case "bool":
		return m.plain(map[bool]string{true: "button.yes", false: "button.no"}[v == true])
	}
	if named := m.named(f, flow, slot, v); named != "" {
		return named
	}
	return written(lang, v)
}

// shownWithin is a value inside a sentence: the playbook's own words for it
// («Увімкнено») lose their capital letter, names from data keep it.
func (m *machine) shownWithin(f *conversation.Frame, flow *Flow, slot *Slot, v conversation.Value) string {
	s := m.shown(f, flow, slot, v)
	if slot != nil && (slot.Type == "switch" || slot.Type == "bool" || len(slot.Values) > 0 && slices.Contains(slot.Values, display(v))) {
		return lowerFirst(s)
	}
	return s
}

// lowerFirst is how a title is written inside a sentence. Abbreviations, names
// such as Wi-Fi, and the English word I stay as they are.
func lowerFirst(s string) string {
	first, _, _ := strings.Cut(s, " ")
	r := []rune(first)
	if len(r) == 0 || strings.ContainsFunc(string(r[1:]), unicode.IsUpper) || r[0] == 'I' && (len(r) == 1 || !unicode.IsLetter(r[1])) {
		return s
	}
	return string(unicode.ToLower(r[0])) + string([]rune(s)[1:])
}

// What became of a value that corrects a flow below the one on top.
type correction int

const (
	nothingBelow correction = iota
	corrected
	tooLate
)

// correctBelow takes values that correct a flow under the one on top: «ні, інше
// замовлення, #W2» while a flow that was called for the order asks something
// else. What was called for it is given up, and it starts anew; a flow that the
// customer began meanwhile stays on top. The other values are given back.
func (m *machine) correctBelow(sets, starts []conversation.Command, seq int64) (rest []conversation.Command, was correction) {
	var lower []conversation.Command
	frame := 0
	for _, c := range sets {
		id := m.ownerOf(c, starts)
		if id == 0 || frame != 0 && id != frame {
			rest = append(rest, c)
			continue
		}
		frame = id
		lower = append(lower, c)
	}
	if frame == 0 {
		return sets, nothingBelow
	}
	f := m.s.Frame(frame)
	flow := m.pb.Flows[f.Flow]
	slot := flow.Slots[lower[0].Slot]
	if m.executed(frame) {
		m.pattern("too_late", map[string]conversation.Value{"title": m.titleOf(f), "slot": m.slotTitle(flow, slot)})
		m.returnToFlow()
		return rest, tooLate
	}
	if m.onlyHelpersAbove(frame) {
		for m.s.Active().ID != frame {
			m.endFrame(m.s.Active().ID, conversation.OutcomeCancelled)
		}
	}
	var changed []change
	for _, c := range lower {
		changed = append(changed, change{flow.Slots[c.Slot], c.Value})
		m.setSlot(m.s.Frame(frame), flow, c.Slot, c.Value, c.Source, seq)
	}
	m.tellChanges(m.s.Frame(frame), flow, changed)
	m.replay(m.s.Frame(frame), flow)
	return rest, corrected
}

// ownerOf is the frame below the one on top whose value a command corrects, 0
// when there is none.
func (m *machine) ownerOf(c conversation.Command, starts []conversation.Command) int {
	if len(m.s.Stack) < 2 || c.Slot == "" || c.Slot[0] == '$' || startsFlow(starts, c.Flow) {
		return 0
	}
	top := len(m.s.Stack) - 1
	for i := top; i >= 0; i-- {
		f := &m.s.Stack[i]
		if f.Flow != c.Flow {
			continue
		}
		now, filled := f.Slots[c.Slot]
		if !filled || reflect.DeepEqual(now.Value, c.Value) {
			return 0
		}
		f = m.giver(f, c.Slot)
		flow := m.pb.Flows[f.Flow]
		if f.ID == m.s.Stack[top].ID || flow == nil || flow.Slots[c.Slot] == nil || !m.validNow(f, flow, c) {
			return 0
		}
		return f.ID
	}
	return 0
}

// giver follows a value that a called flow was given up to the flow that has it
// of its own.
func (m *machine) giver(f *conversation.Frame, slot string) *conversation.Frame {
	for {
		above := m.s.Frame(f.Caller)
		if above == nil || f.Caller == 0 {
			return f
		}
		v, has := above.Slots[slot]
		if !has || v.Type != f.Slots[slot].Type || !reflect.DeepEqual(v.Value, f.Slots[slot].Value) {
			return f
		}
		f = above
	}
}

// onlyHelpersAbove says whether all that is above a frame is there for it:
// flows that it called and patterns.
func (m *machine) onlyHelpersAbove(frame int) bool {
	for i := len(m.s.Stack) - 1; i >= 0 && m.s.Stack[i].ID != frame; i-- {
		if f := &m.s.Stack[i]; f.Caller == 0 && f.Event == "" {
			return false
		}
	}
	return true
}
