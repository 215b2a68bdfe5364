package understand

import (
	"reflect"
	"slices"
	"strings"

	"github.com/rozmova/rozmova/internal/conversation"
	"github.com/rozmova/rozmova/internal/dialogue"
	"github.com/rozmova/rozmova/internal/understand/entity"
)

// standing is how a thing stands by the customer's words.
type standing struct {
	value      string // on or off
	text       string
	confidence float64
}

func onOff(on bool) string {
	if on {
		return "on"
	}
	return "off"
}

// onOff reads how the thing of a switch stands. Asked for, an answer need not
// name it: «так», "it's off".
func (m *message) onOff(key string, asked bool) (standing, bool) {
	for _, f := range m.facts() {
		if f.Key == key && (asked || !f.Weak) {
			return standing{onOff(f.On), f.Text, 0.9}, true
		}
	}
	if !asked {
		return standing{}, false
	}
	other := m.otherNews(key) // «нема поділок» is no «ні»
	bare := m.text
	if other != "" {
		bare = strings.Replace(bare, other, ",", 1)
	}
	if on, ok := m.r.switches.Bare(bare, m.lang); ok {
		return standing{onOff(on), strings.TrimSpace(m.text), 0.85}, true
	}
	if len(m.facts()) > 0 {
		return standing{}, false // a yes beside news of another thing
	}
	for _, x := range m.entities {
		if (x.Kind == entity.KindAffirm || x.Kind == entity.KindDeny) && x.Confidence >= leastYes && !strings.Contains(other, x.Text) {
			return standing{onOff(x.Kind == entity.KindAffirm), x.Text, x.Confidence}, true
		}
	}
	return standing{}, false
}

// otherNews are the words that tell how another thing stands that the flow in
// progress wants to know of.
func (m *message) otherNews(key string) string {
	flow := m.active()
	if flow == nil {
		return ""
	}
	for _, name := range flow.SlotList {
		slot := flow.Slots[name]
		if len(slot.Values) == 0 || slot.Many || flow.Name+"."+name == key {
			continue
		}
		if v, text := m.mention(flow, slot, m.text); v != "" && len(strings.Fields(text)) > 1 {
			return text
		}
	}
	return ""
}

// offInstead says whether an option has the name of a switch that the message
// tells to be off: «ні, режим польоту вимкнений» is no «літачок».
func (m *message) offInstead(e conversation.Expectation, c conversation.Command) bool {
	for _, f := range m.facts() {
		flow, slot, _ := strings.Cut(f.Key, ".")
		of := m.r.pb.Flows[flow]
		if f.On || f.Weak || of == nil || of.Slots[slot] == nil {
			continue
		}
		for _, words := range m.r.pb.SlotWords(of, of.Slots[slot]) {
			for _, o := range e.Options {
				if !reflect.DeepEqual(o.Value, c.Value) {
					continue
				}
				value, _ := o.Value.(string)
				for _, name := range slices.Concat([]string{o.Title}, o.Names, m.r.pb.AnswerNames(e, value, m.lang)) {
					if slices.ContainsFunc(words, func(w string) bool { return strings.EqualFold(w, name) }) {
						return true
					}
				}
			}
		}
	}
	return false
}

// reports reads what the message tells about a device beside what was asked:
// "no signal, 2G, data saver on" fills every slot that is still open. A thing
// that several slots of a flow are about goes to the one that was asked for,
// else to the first that is open.
func (m *message) reports() bool {
	flow, e := m.active(), m.s.Expect
	if flow == nil || e.Kind != conversation.ExpectSlot || e.Flow != flow.Name || m.has(conversation.CmdHandoff) {
		return false
	}
	before := len(m.out)
	said := map[string]bool{}
	for _, c := range m.out {
		if c.Kind == conversation.CmdSet {
			said[c.Text] = true
		}
	}
	// One thing said of a switch that stands otherwise, and nothing of what was
	// asked: whatever the words, it takes the earlier answer back.
	here := 0
	for _, f := range m.facts() {
		if strings.HasPrefix(f.Key, flow.Name+".") {
			here++
		}
	}
	lone := here == 1 && len(m.out) == 0
	for _, f := range m.facts() {
		for _, name := range flow.SlotList {
			slot := flow.Slots[name]
			before, filled := m.s.Active().Slots[name]
			turned := lone && !f.Weak && before.Value != onOff(f.On)
			if f.Key != flow.Name+"."+name || filled && !turned && !m.corrected() || m.sets(name) || said[f.Text] && m.sameThing(flow, name) || !slot.Writable(conversation.FromPattern) {
				continue
			}
			m.add(conversation.Command{
				Kind: conversation.CmdSet, Flow: flow.Name, Slot: name, Value: onOff(f.On), Confidence: 0.85, Source: conversation.FromPattern, Text: f.Text,
			})
			said[f.Text] = true
		}
	}
	if e.Type == "switch" || e.Type == "choice" {
		m.mentionedOpen(flow)
	}
	return len(m.out) > before
}

// sameThing: another slot of the flow that is set by this message is about the
// same thing.
func (m *message) sameThing(flow *dialogue.Flow, slot string) bool {
	for _, c := range m.out {
		if c.Kind != conversation.CmdSet || c.Flow != flow.Name || c.Slot == slot || flow.Slots[c.Slot] == nil || flow.Slots[c.Slot].Type != "switch" {
			continue
		}
		a, b := m.r.pb.SlotWords(flow, flow.Slots[c.Slot]), m.r.pb.SlotWords(flow, flow.Slots[slot])
		for lang := range a {
			if len(a[lang]) > 0 && len(b[lang]) > 0 && strings.EqualFold(a[lang][0], b[lang][0]) {
				return true
			}
		}
	}
	return false
}

// corrected: the message takes something back, so that a value given before
// may change.
func (m *message) corrected() bool {
	if _, ok := m.phrase("correction"); ok {
		return true
	}
	for _, x := range m.entities {
		if x.Kind == entity.KindDeny {
			return true
		}
	}
	return false
}

// mentionedOpen proposes the values of choices that are named in passing. Only
// what is still open: «не хочу» before «Скасувати?» is no new reason.
func (m *message) mentionedOpen(flow *dialogue.Flow) {
	for _, name := range flow.SlotList {
		slot := flow.Slots[name]
		if _, filled := m.s.Active().Slots[name]; len(slot.Values) > 0 && !filled && m.s.Expect.Slot != name && !m.has(conversation.CmdCancel) {
			m.mentioned(flow, slot, m.text)
		}
	}
}
