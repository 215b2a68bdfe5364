package flowtest

import (
	"fmt"
	"reflect"
	"slices"
	"strings"

	"github.com/rozmova/rozmova/internal/conversation"
)

// check is one expectation; test gives "" or «expected …, got …».
type check struct {
	line int
	test func(came *outcome) string
}

// outcome is what one turn came to, with the answers of the business systems
// that followed at once.
type outcome struct {
	events  []conversation.Event
	state   *conversation.State
	refused string
}

// expectations by their key in a test file.
var expectations = map[string]func(n node) func(*outcome) string{
	"said": expectSaid, "said_with": expectSaidWith, "text": expectText, "no_text": expectNoText,
	"buttons": expectButtons, "card": expectCard,
	"started": expectStarted, "ended": expectEnded, "flow": expectFlow, "asks": expectAsks, "slots": expectSlots,
	"called": expectCalled, "not_called": expectNotCalled, "same_key": expectSameKey, "new_key": expectNewKey,
	"handoff": expectHandoff, "dropped": expectDropped, "understood": expectUnderstood,
	"narrowed": expectNarrowed, "reread": expectReread, "queued": expectQueued, "rated": expectRated, "noted": expectNoted,
	"refused": expectRefused, "closed": expectClosed,
	"owner":   expectName("owner", func(s *conversation.State) string { return string(s.Owner.Kind) }),
	"level":   expectName("level", func(s *conversation.State) string { return string(s.Level) }),
	"lang":    expectName("lang", func(s *conversation.State) string { return s.Lang }),
	"outcome": expectName("outcome", func(s *conversation.State) string { return string(s.Outcome) }),
	"mood":    expectName("mood", func(s *conversation.State) string { return string(s.Mood) }),
	"summary": expectSummary,
	"ticket":  expectTicket,
	"applied": expectApplied, "cites": expectCites,
}

func parseExpect(n node) []check {
	keys := make([]string, 0, len(expectations))
	for k := range expectations {
		keys = append(keys, k)
	}
	slices.Sort(keys)
	var out []check
	for _, f := range n.fields(keys...) {
		out = append(out, check{f.value.y.Line, expectations[f.key](f.value)})
	}
	return out
}

func differs(what, want, got string) string {
	return fmt.Sprintf("expected %s %s, got %s", what, want, got)
}

func list(xs []string) string { return "[" + strings.Join(xs, ", ") + "]" }

// each gathers something from the events of a kind.
func each[D conversation.Data, V any](o *outcome, pick func(D) V) []V {
	var out []V
	for _, e := range o.events {
		if d, ok := e.Data.(D); ok {
			out = append(out, pick(d))
		}
	}
	return out
}

func keysSaid(o *outcome) []string {
	return each(o, func(d conversation.MessageSent) string { return d.Key })
}

func textSaid(o *outcome) string {
	text := strings.Join(each(o, func(d conversation.MessageSent) string { return d.Text }), " ¶ ")
	return strings.ReplaceAll(text, "\n", " ")
}

func expectName(what string, of func(*conversation.State) string) func(node) func(*outcome) string {
	return func(n node) func(*outcome) string {
		want := n.str()
		return func(o *outcome) string {
			if got := of(o.state); got != want {
				return differs(what, orNone(want), orNone(got))
			}
			return ""
		}
	}
}

// said: these texts in this order and no others.
func expectSaid(n node) func(*outcome) string {
	want := n.strs()
	return func(o *outcome) string {
		if got := keysSaid(o); !slices.Equal(got, want) {
			return differs("said", list(want), list(got))
		}
		return ""
	}
}

// said_with: these among others, in this order.
func expectSaidWith(n node) func(*outcome) string {
	want := n.strs()
	return func(o *outcome) string {
		got, left := keysSaid(o), want
		for _, k := range got {
			if len(left) > 0 && left[0] == k {
				left = left[1:]
			}
		}
		if len(left) > 0 {
			return differs("said with", list(want), list(got))
		}
		return ""
	}
}

// typed is a text as a test's author types it: sums are written with spaces that
// do not break.
func typed(text string) string { return strings.ReplaceAll(text, "\u00a0", " ") }

func expectText(n node) func(*outcome) string {
	want := n.strs()
	return func(o *outcome) string {
		got := typed(textSaid(o))
		for _, w := range want {
			if !strings.Contains(got, w) {
				return differs("text", "“"+w+"”", "“"+got+"”")
			}
		}
		return ""
	}
}

func expectNoText(n node) func(*outcome) string {
	bad := n.strs()
	return func(o *outcome) string {
		got := typed(textSaid(o))
		for _, w := range bad {
			if strings.Contains(got, w) {
				return differs("no text", "“"+w+"”", "“"+got+"”")
			}
		}
		return ""
	}
}

// buttons: each of these ids or titles is offered in the turn; none at all
// when the list is empty.
func expectButtons(n node) func(*outcome) string {
	want := n.strs()
	return func(o *outcome) string {
		var got []string
		for _, bs := range each(o, func(d conversation.MessageSent) []conversation.Button { return d.Buttons }) {
			for _, b := range bs {
				got = append(got, b.ID, b.Title)
			}
		}
		if len(want) == 0 && len(got) > 0 {
			return differs("buttons", "[]", list(got))
		}
		for _, w := range want {
			if !slices.Contains(got, w) {
				return differs("button", w, list(got))
			}
		}
		return ""
	}
}

// card: a card whose title, status or rows hold each of these.
func expectCard(n node) func(*outcome) string {
	want := n.strs()
	return func(o *outcome) string {
		var words []string
		for _, cs := range each(o, func(d conversation.MessageSent) []conversation.Card { return d.Cards }) {
			for _, c := range cs {
				words = append(words, c.Title, c.Subtitle)
				if c.Status != nil {
					words = append(words, c.Status.Label)
				}
				for _, f := range c.Fields {
					words = append(words, f.Label+": "+f.Value)
				}
				for _, i := range c.Items {
					words = append(words, strings.TrimSpace(i.Title+" "+i.Detail+" "+i.Value))
				}
			}
		}
		got := typed(strings.Join(words, " | "))
		for _, w := range want {
			if !strings.Contains(got, w) {
				return differs("card", "“"+w+"”", "“"+got+"”")
			}
		}
		if len(want) == 0 && len(words) > 0 {
			return differs("card", "none", "“"+got+"”")
		}
		return ""
	}
}

// started: each of these flows, or events of patterns, began in the turn.
func expectStarted(n node) func(*outcome) string {
	want := n.strs()
	return func(o *outcome) string {
		var got, named []string
		for _, d := range each(o, func(d conversation.FlowStarted) conversation.FlowStarted { return d }) {
			got = append(got, d.Flow, d.Event)
			if named = append(named, d.Flow); d.Event != "" {
				named[len(named)-1] = d.Event
			}
		}
		for _, w := range want {
			if !slices.Contains(got, w) {
				return differs("started", w, list(named))
			}
		}
		if len(want) == 0 && len(got) > 0 {
			return differs("started", "[]", list(named))
		}
		return ""
	}
}

func expectEnded(n node) func(*outcome) string {
	want := n.fields()
	outcomes := make([]string, len(want))
	for i, f := range want {
		outcomes[i] = f.value.str()
	}
	return func(o *outcome) string {
		got := map[string]string{}
		var all []string
		for _, d := range each(o, func(d conversation.FlowEnded) conversation.FlowEnded { return d }) {
			got[d.Flow] = string(d.Outcome)
			all = append(all, d.Flow+": "+string(d.Outcome))
		}
		for i, f := range want {
			if got[f.key] != outcomes[i] {
				return differs("ended", f.key+": "+outcomes[i], list(all))
			}
		}
		return ""
	}
}

// flow: the flow on top, null for none.
func expectFlow(n node) func(*outcome) string {
	want := ""
	if !n.null() {
		want = n.str()
	}
	return func(o *outcome) string {
		got := ""
		if f := o.state.Active(); f != nil {
			got = f.Flow
		}
		if got != want {
			return differs("flow", orNone(want), orNone(got))
		}
		return ""
	}
}

// asks: what the next message is expected to answer: a slot, confirm, clarify
// or retry; null for nothing.
func expectAsks(n node) func(*outcome) string {
	want := ""
	if !n.null() {
		want = n.str()
	}
	return func(o *outcome) string {
		got := string(o.state.Expect.Kind)
		if o.state.Expect.Kind == conversation.ExpectSlot {
			got = o.state.Expect.Slot
		}
		if got != want {
			return differs("asks", orNone(want), orNone(got))
		}
		return ""
	}
}

func orNone(s string) string {
	if s == "" {
		return "none"
	}
	return s
}

// slots: values in the flow on top that has the slot, else in the flow that
// ended last; null for an empty one.
func expectSlots(n node) func(*outcome) string {
	want := n.object()
	names := sortedKeys(want)
	return func(o *outcome) string {
		for _, name := range names {
			if got := slotValue(o.state, name); !reflect.DeepEqual(got, want[name]) {
				return differs("slot "+name, short(want[name]), short(got))
			}
		}
		return ""
	}
}

func slotValue(s *conversation.State, name string) conversation.Value {
	for i := len(s.Stack) - 1; i >= 0; i-- {
		if v, ok := s.Stack[i].Slots[name]; ok {
			return v.Value
		}
	}
	if len(s.Stack) > 0 {
		return nil
	}
	for i := len(s.Ended) - 1; i >= 0; i-- {
		if s.Ended[i].Event == "" {
			return s.Ended[i].Slots[name].Value
		}
	}
	return nil
}
