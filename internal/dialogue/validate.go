package dialogue

import (
	"reflect"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/rozmova/rozmova/internal/conversation"
)

// Limits on what one message may bring.
const (
	maxCommands  = 20
	maxStarts    = 4
	maxClarify   = 3
	maxSlotRunes = 1000
)

// validate is the only way in for commands, whoever proposes them: an unknown
// flow, a slot that may not be written from there, a value that is not in the
// customer's words, is dropped with the reason. Nothing that passes can call
// an action, raise a level or invent a value.
func (m *machine) validate(d conversation.MessageReceived, seq int64) conversation.Understood {
	u := conversation.Understood{Message: seq}
	drop := func(c conversation.Command, why string) {
		u.Dropped = append(u.Dropped, conversation.Dropped{Command: c, Why: why})
	}
	starts := map[string]bool{}
	for _, c := range d.Proposed {
		if c.Kind == conversation.CmdStart {
			starts[c.Flow] = true
		}
	}
	slots := map[[2]string]bool{}
	for i, c := range d.Proposed {
		if i >= maxCommands {
			drop(c, "too_many")
			continue
		}
		var why string
		if c.Source == conversation.FromModel && c.Kind != conversation.CmdNone && c.Kind != conversation.CmdClarify && !said(c.Text, d.Text) {
			drop(c, "not_in_words") // whatever a model was told elsewhere, the customer did not ask for it
			continue
		}
		switch c.Kind {
		case conversation.CmdStart:
			why = m.checkStart(c, u.Commands)
		case conversation.CmdSet:
			c.Reason = ""
			if why = m.checkSet(&c, d, starts); why == "" && slots[[2]string{c.Flow, c.Slot}] {
				if c.Reason = ReasonAnother; !m.oneMore(c, u.Commands) {
					c.Reason, why = "", "superseded"
				}
			}
			if why == "" {
				slots[[2]string{c.Flow, c.Slot}] = true
			}
		case conversation.CmdNarrow:
			why = m.checkNarrowing(&c, d, slots)
		case conversation.CmdClarify:
			c.Options = slices.DeleteFunc(slices.Clone(c.Options), func(o string) bool { return !m.startable(o) })
			if len(c.Options) > maxClarify {
				c.Options = c.Options[:maxClarify]
			}
			if len(c.Options) == 0 {
				why = "no_such_flow"
			}
		case conversation.CmdHandoff:
			if !m.handoffReason(c.Reason) {
				why = "unknown_reason"
			}
		case conversation.CmdSocial:
			if !slices.Contains(socialKinds, c.Reason) || m.pb.Events[c.Reason] == nil && c.Reason != ButtonBack {
				why = "unknown_kind"
			}
		case conversation.CmdAnswer:
			why = m.checkAnswer(&c)
		case conversation.CmdCancel, conversation.CmdRepeat, conversation.CmdRestart, conversation.CmdNone:
		default:
			why = "unknown_command"
		}
		if why != "" {
			drop(c, why)
			continue
		}
		u.Commands = append(u.Commands, c)
	}
	return u
}

// socialKinds are the patterns that words may call for; the others are called
// by what happens.
var socialKinds = []string{"hello", "thanks", "goodbye", "how_are_you", "help", "insult", ButtonBack}

func (m *machine) startable(flow string) bool {
	f := m.pb.Flows[flow]
	return f != nil && f.On == ""
}

func (m *machine) checkStart(c conversation.Command, accepted []conversation.Command) string {
	if !m.startable(c.Flow) {
		return "no_such_flow"
	}
	if m.pb.InProgress(m.s, c.Flow) && c.Reason != ReasonAnother {
		return "already_active"
	}
	n := 0
	for _, a := range accepted {
		if a.Kind == conversation.CmdStart {
			if a.Flow == c.Flow && c.Reason != ReasonAnother {
				return "twice"
			}
			n++
		}
	}
	if n >= maxStarts || len(m.s.Stack)+n >= maxOpen {
		return "too_many"
	}
	return ""
}

func (m *machine) handoffReason(reason string) bool {
	if reason == "asked" {
		return true
	}
	for _, t := range m.pb.Topics {
		if t.Name == reason {
			return true
		}
	}
	return false
}

// checkSet finds the slot and checks the value against it; it may replace the
// value by its canonical form.
func (m *machine) checkSet(c *conversation.Command, d conversation.MessageReceived, starts map[string]bool) string {
	if d.Button == "" && c.Source == conversation.FromButton {
		return "no_button"
	}
	if c.Source != conversation.FromButton && c.Source != conversation.FromContext && !fromReading(c.Source) {
		return "not_writable"
	}
	if strings.HasPrefix(c.Slot, "$") {
		return m.checkHidden(c, d)
	}
	flow, slot := m.slotOf(c.Slot, starts, c.Flow)
	if slot == nil {
		return "no_such_slot"
	}
	if !slot.Writable(c.Source) || c.Source == conversation.FromAction || c.Source == conversation.FromAgent || c.Source == conversation.FromSystem {
		return "not_writable"
	}
	c.Flow = flow.Name
	v, err := conversation.Canonical(c.Value)
	if err != nil || v == nil {
		return "bad_value"
	}
	c.Value = v
	if why := m.grounded(c, d, slot); why != "" {
		return why
	}
	if d.Button != "" && slot.Options != nil && !m.begun(flow) {
		return "" // «продовжити»: there is no data to draw options from yet; checked when it asks
	}
	if why := m.fits(c.Value, flow, slot); why != "" {
		return why
	}
	if d.Button == "" && c.Source != conversation.FromContext && !m.derived(*c, d.Text, slot) {
		return "not_in_words"
	}
	return ""
}

// checkNarrowing checks what is said about the options of the open question. One
// that leaves a single option is a set.
func (m *machine) checkNarrowing(c *conversation.Command, d conversation.MessageReceived, taken map[[2]string]bool) string {
	e, f := m.s.Expect, m.s.Active()
	if f == nil || e.Kind != conversation.ExpectSlot || e.Frame != f.ID || e.Slot != c.Slot || m.pb.Flows[f.Flow] == nil {
		return "not_expected"
	}
	flow := m.pb.Flows[f.Flow]
	slot := flow.Slots[c.Slot]
	v, err := conversation.Canonical(c.Value)
	switch {
	case slot == nil || taken[[2]string{flow.Name, c.Slot}]:
		return "superseded"
	case !fromReading(c.Source) || !slot.Writable(c.Source):
		return "not_writable"
	case !said(c.Text, d.Text):
		return "not_in_words"
	case err != nil:
		return "bad_value"
	}
	c.Flow, c.Value = flow.Name, v
	why := m.checkNarrow(c, f, flow, slot)
	if why == "" {
		taken[[2]string{flow.Name, c.Slot}] = true
	}
	return why
}

// begun says whether a flow is in progress.
func (m *machine) begun(flow *Flow) bool {
	return slices.ContainsFunc(m.s.Stack, func(f conversation.Frame) bool { return f.Flow == flow.Name })
}

// checkHidden checks an answer to a confirmation or to an offered retry. Only
// a button or our own reading of the words counts: a model may not consent for
// the customer.
func (m *machine) checkHidden(c *conversation.Command, d conversation.MessageReceived) string {
	e := m.s.Expect
	if c.Slot == slotResend {
		return m.checkResend(c, d)
	}
	if e.Slot != c.Slot || (e.Kind != conversation.ExpectConfirm && e.Kind != conversation.ExpectRetry) {
		return "not_expected"
	}
	if _, ok := c.Value.(bool); !ok {
		return "bad_value"
	}
	if c.Source != conversation.FromButton && c.Source != conversation.FromPattern {
		return "not_writable"
	}
	if d.Button == "" && !said(c.Text, d.Text) {
		return "not_in_words"
	}
	c.Flow = e.Flow
	return ""
}

// slotOf finds the slot in the flow on top, or in a flow that the same message starts.
func (m *machine) slotOf(name string, starts map[string]bool, flow string) (*Flow, *Slot) {
	if f := m.s.Active(); f != nil && (flow == "" || flow == f.Flow) {
		if pf := m.pb.Flows[f.Flow]; pf != nil && pf.Slots[name] != nil {
			return pf, pf.Slots[name]
		}
	}
	for i := len(m.s.Stack) - 2; i >= 0 && flow != ""; i-- { // a flow that waits below
		if pf := m.pb.Flows[flow]; m.s.Stack[i].Flow == flow && pf != nil && pf.Slots[name] != nil {
			return pf, pf.Slots[name]
		}
	}
	for _, n := range sortedKeys(starts) {
		if f := m.pb.Flows[n]; f != nil && (flow == "" || flow == n) && f.Slots[name] != nil {
			return f, f.Slots[name]
		}
	}
	return nil, nil
}

// grounded checks that the customer said the value, now or before.
func (m *machine) grounded(c *conversation.Command, d conversation.MessageReceived, slot *Slot) string {
	switch {
	case d.Button != "":
		return ""
	case c.Source == conversation.FromContext:
		if r, ok := m.s.Recent[slot.Type]; ok && reflect.DeepEqual(r.Value, c.Value) {
			return ""
		}
		return "not_said_before"
	case !said(c.Text, d.Text):
		return "not_in_words"
	}
	return ""
}

func said(span, text string) bool {
	return strings.TrimSpace(span) != "" && strings.Contains(strings.ToLower(text), strings.ToLower(span))
}

// fits checks a value's shape against its slot.
func (m *machine) fits(v conversation.Value, flow *Flow, slot *Slot) string {
	if slot.Type == "choice" {
		allowed := m.allowed(flow, slot)
		values := []any{v}
		if slot.Many {
			list, ok := v.([]any)
			if !ok || len(list) == 0 {
				return "bad_value"
			}
			values = list
		}
		for _, x := range values {
			if !slices.Contains(allowed, display(x)) {
				return "not_an_option"
			}
		}
		return ""
	}
	ok := true
	switch slot.Type {
	case "number":
		_, ok = v.(float64)
	case "bool":
		_, ok = v.(bool)
	case "money":
		_, ok = v.(map[string]any)
	case "name", "address":
		ok = parts(v)
	case "switch":
		ok = v == switchOn || v == switchOff
	case "object", "list", "code": // a code is checked before it gets here, and never kept
		ok = false
	default:
		var s string
		s, ok = v.(string)
		ok = ok && strings.TrimSpace(s) != "" && utf8.RuneCountInString(s) <= maxSlotRunes
		if t := m.pb.Types[slot.Type]; ok && t != nil {
			ok = t.re.MatchString(s)
		}
	}
	if !ok {
		return "bad_value"
	}
	return ""
}

// What a slot of type switch holds.
const (
	switchOn  = "on"
	switchOff = "off"
)

// parts says whether a value is an object of short texts, one of them not
// empty: a name or an address.
func parts(v conversation.Value) bool {
	m, _ := v.(map[string]any)
	some := false
	for _, x := range m {
		s, ok := x.(string)
		if !ok || utf8.RuneCountInString(s) > maxSlotRunes {
			return false
		}
		some = some || strings.TrimSpace(s) != ""
	}
	return some && len(m) <= maxParts
}

const maxParts = 12

// allowed are the values of a choice right now, as text.
func (m *machine) allowed(flow *Flow, slot *Slot) []string {
	if slot.Options == nil {
		return slot.Values
	}
	for i := len(m.s.Stack) - 1; i >= 0; i-- {
		if f := &m.s.Stack[i]; f.Flow == flow.Name {
			var out []string
			for _, o := range m.optionsOf(f, flow, slot) {
				out = append(out, display(o.Value))
			}
			return out
		}
	}
	return nil
}
