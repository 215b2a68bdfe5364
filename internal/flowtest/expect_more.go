package flowtest

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"

	"github.com/rozmova/rozmova/internal/conversation"
)

func requests(o *outcome) []conversation.ActionRequested {
	return each(o, func(d conversation.ActionRequested) conversation.ActionRequested { return d })
}

func named(rs []conversation.ActionRequested) string {
	var out []string
	for _, r := range rs {
		out = append(out, r.Action+" "+short(r.Args))
	}
	return list(out)
}

// called: each of these actions was asked for with these arguments among
// others; a list of arguments means several calls.
func expectCalled(n node) func(*outcome) string {
	type want struct {
		action string
		args   map[string]conversation.Value
	}
	var wants []want
	if n.scalar() || n.list() {
		for _, a := range n.strs() {
			wants = append(wants, want{action: a})
		}
	} else {
		for _, f := range n.fields() {
			calls := []node{f.value}
			if f.value.list() {
				calls = f.value.items()
			}
			for _, c := range calls {
				wants = append(wants, want{f.key, c.object()})
			}
		}
	}
	return func(o *outcome) string {
		left := slices.Clone(requests(o))
		for _, w := range wants {
			i := slices.IndexFunc(left, func(r conversation.ActionRequested) bool {
				return r.Action == w.action && within(w.args, r.Args)
			})
			if i < 0 {
				return differs("called", strings.TrimSpace(w.action+" "+short(w.args)), named(requests(o)))
			}
			left = slices.Delete(left, i, i+1)
		}
		return ""
	}
}

// not_called: none of these; none at all when the list is empty.
func expectNotCalled(n node) func(*outcome) string {
	bad := n.strs()
	return func(o *outcome) string {
		for _, r := range requests(o) {
			if len(bad) == 0 || slices.Contains(bad, r.Action) {
				return differs("not called", r.Action, named(requests(o)))
			}
		}
		return ""
	}
}

// same_key: the action was asked for again under the idempotency key of the
// time before; new_key: under one of its own.
func expectSameKey(n node) func(*outcome) string { return expectKey(n.str(), true) }
func expectNewKey(n node) func(*outcome) string  { return expectKey(n.str(), false) }

func expectKey(action string, same bool) func(*outcome) string {
	what := map[bool]string{true: "the same key", false: "a new key"}
	return func(o *outcome) string {
		var keys []conversation.EffectID
		for _, a := range o.state.Actions {
			if a.Action == action {
				keys = append(keys, a.Key)
			}
		}
		if len(keys) < 2 {
			return differs(action+" called again under", what[same], fmt.Sprintf("%d calls", len(keys)))
		}
		if got := keys[len(keys)-1] == keys[len(keys)-2]; got != same {
			return differs(action+" called again under", what[same], what[got])
		}
		return ""
	}
}

// handoff: {reason, rule, issue, flow, summary, suggestion} of a handoff in
// this turn; the texts need only be held. `handoff: false` means none.
func expectHandoff(n node) func(*outcome) string {
	if n.scalar() {
		if n.boolean() {
			n.fail("say which: handoff: {reason: …, rule: …}, or handoff: false")
		}
		return func(o *outcome) string {
			for _, p := range each(o, func(d conversation.HandoffRequested) conversation.Packet { return d.Packet }) {
				return differs("no", "handoff", p.Reason+" by rule "+p.Rule)
			}
			return ""
		}
	}
	fs := n.fields("reason", "rule", "issue", "flow", "summary", "suggestion", "slots")
	want := map[string]string{}
	var slots map[string]conversation.Value
	for _, f := range fs {
		if f.key == "slots" {
			slots = f.value.object()
			continue
		}
		want[f.key] = f.value.str()
	}
	return func(o *outcome) string {
		ps := each(o, func(d conversation.HandoffRequested) conversation.Packet { return d.Packet })
		if len(ps) == 0 {
			return differs("handoff", "by rule "+want["rule"], "none")
		}
		p := ps[len(ps)-1]
		got := map[string]string{"reason": p.Reason, "rule": p.Rule, "issue": p.Issue, "summary": p.Summary, "suggestion": p.Suggestion}
		if p.Flow != nil {
			got["flow"] = p.Flow.Name
		}
		for _, k := range sortedKeys(want) {
			exact := k == "reason" || k == "rule" || k == "flow"
			if got[k] != want[k] && (exact || !strings.Contains(got[k], want[k])) {
				return differs("handoff "+k, want[k], orNone(strings.ReplaceAll(got[k], "\n", " ")))
			}
		}
		have := map[string]conversation.Value{}
		for _, s := range p.Slots {
			have[s.Name] = s.Value
		}
		if !within(slots, have) {
			return differs("handoff slots", short(slots), short(have))
		}
		return ""
	}
}

// dropped: why commands were refused, in order.
func expectDropped(n node) func(*outcome) string {
	want := n.strs()
	return func(o *outcome) string {
		var got []string
		for _, ds := range each(o, func(d conversation.Understood) []conversation.Dropped { return d.Dropped }) {
			for _, d := range ds {
				got = append(got, d.Why)
			}
		}
		if !slices.Equal(got, want) {
			return differs("dropped", list(want), list(got))
		}
		return ""
	}
}

// understood: the kinds of the accepted commands, with what they name, such as
// start:cancel_order, set:order_id, cancel, social:thanks.
func expectUnderstood(n node) func(*outcome) string {
	want := n.strs()
	return func(o *outcome) string {
		var got []string
		for _, cs := range each(o, func(d conversation.Understood) []conversation.Command { return d.Commands }) {
			for _, c := range cs {
				got = append(got, describe(c))
			}
		}
		if !slices.Equal(got, want) {
			return differs("understood", list(want), list(got))
		}
		return ""
	}
}

func describe(c conversation.Command) string {
	about := c.Flow
	switch c.Kind {
	case conversation.CmdSet:
		about = c.Slot
	case conversation.CmdClarify:
		about = strings.Join(c.Options, "|")
	case conversation.CmdSocial, conversation.CmdHandoff, conversation.CmdNone:
		about = c.Reason
	}
	if about == "" {
		return string(c.Kind)
	}
	return string(c.Kind) + ":" + about
}

// refused: the code with which the input was turned away.
func expectRefused(n node) func(*outcome) string {
	want := n.str()
	return func(o *outcome) string {
		if o.refused != want {
			return differs("refused", want, orNone(o.refused))
		}
		return ""
	}
}

func expectClosed(n node) func(*outcome) string {
	want := n.boolean()
	return func(o *outcome) string {
		if o.state.Closed != want {
			return differs("closed", fmt.Sprint(want), fmt.Sprint(o.state.Closed))
		}
		return ""
	}
}

// summary: what the closed case's own summary holds.
func expectSummary(n node) func(*outcome) string {
	want := n.strs()
	return func(o *outcome) string {
		for _, w := range want {
			if !strings.Contains(o.state.Summary, w) {
				return differs("summary", "“"+w+"”", "“"+strings.ReplaceAll(o.state.Summary, "\n", " ")+"”")
			}
		}
		return ""
	}
}

// short is a value on one line.
func short(v any) string {
	switch x := v.(type) {
	case nil:
		return "nothing"
	case map[string]conversation.Value:
		if len(x) == 0 {
			return ""
		}
	}
	b, err := json.Marshal(v)
	if err != nil {
		return fmt.Sprint(v)
	}
	if r := []rune(string(b)); len(r) > maxShort {
		return string(r[:maxShort]) + "…"
	}
	return string(b)
}

const maxShort = 200

func sortedKeys[V any](m map[string]V) []string {
	keys := make([]string, 0, len(m))
	for k := range m {
		keys = append(keys, k)
	}
	slices.Sort(keys)
	return keys
}
