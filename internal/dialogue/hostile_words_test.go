package dialogue_test

import (
	"slices"
	"strings"
	"time"

	"pgregory.net/rapid"

	c "github.com/rozmova/rozmova/internal/conversation"
)

func (s *siege) answers(text string) bool {
	return slices.ContainsFunc(s.rec.Local(text, s.s, s.at).Commands, func(x c.Command) bool {
		return x.Kind == c.CmdSet && x.Slot == s.s.Expect.Slot
	})
}

// write says something that our own recogniser reads.
func (s *siege) write(text string) {
	u := s.rec.Local(text, s.s, s.at)
	s.judge.read(u.Commands)
	s.take(c.Actor{Kind: c.Customer}, c.MessageReceived{Text: text, Lang: u.Lang, Mood: u.Mood, Proposed: u.Commands})
}

// Again reads earlier messages as they are, or as a hostile model would.
func (s *siege) Again(texts []c.Heard, st *c.State, now time.Time) []c.Command {
	if rapid.IntRange(0, 2).Draw(s.t, "again") > 0 {
		found := s.rec.Again(texts, st, now)
		s.judge.read(found)
		return found
	}
	said := rapid.SampledFrom(texts).Draw(s.t, "heard").Text
	if rapid.Bool().Draw(s.t, "invented") {
		x := s.invented(said)
		x.Slot, x.Value = st.Expect.Slot, s.inventedValue(st.Expect.Type)
		return []c.Command{x}
	}
	return rapid.SliceOfN(s.hostile(said), 0, 4).Draw(s.t, "reread")
}

// invented is a command that would pass but for its value: a slot of the flow in
// progress, a span that is in the message.
func (s *siege) invented(text string) c.Command {
	x := c.Command{Kind: c.CmdSet, Slot: s.s.Expect.Slot, Text: text, Confidence: 1, Source: rapid.SampledFrom([]c.Source{c.FromModel, c.FromClassifier, c.FromContext}).Draw(s.t, "source")}
	kind := s.s.Expect.Type
	if f := s.s.Active(); f != nil && s.pb.Flows[f.Flow] != nil && len(s.pb.Flows[f.Flow].SlotList) > 0 {
		flow := s.pb.Flows[f.Flow]
		if x.Slot == "" || rapid.IntRange(0, 2).Draw(s.t, "another") == 0 {
			x.Slot = rapid.SampledFrom(flow.SlotList).Draw(s.t, "slot")
		}
		if slot := flow.Slots[x.Slot]; slot != nil {
			if kind = slot.Type; !slices.Contains(slot.From, "customer") { // said, and not theirs to say
				x.Value = text
				return x
			}
		}
	}
	if x.Value = s.inventedValue(kind); kind == "choice" || kind == "switch" {
		x.Text = "нема в словах"
	}
	return x
}

// inventedValue has the form of a type.
func (s *siege) inventedValue(kind string) c.Value {
	switch kind {
	case "number":
		return 99999.0
	case "date":
		return "2031-12-29"
	case "email":
		return "mallory@example.com"
	case "bool":
		return true
	case "choice", "switch":
		if o := s.s.Expect.Options; len(o) > 0 {
			return o[0].Value
		}
	}
	if t := s.pb.Types[kind]; t != nil {
		return strings.Map(func(r rune) rune {
			if r >= '0' && r <= '9' {
				return '6'
			}
			return r
		}, t.Example)
	}
	return rapid.SampledFrom([]string{"mallory", "77 88"}).Draw(s.t, "words")
}

// hostile is one command of a model turned against us. It can claim any source
// but those that only our own code gives to its reading of numbers, dates, names
// and of yes and no; of values with a form that can be checked, it claims these,
// too.
func (s *siege) hostile(text string) *rapid.Generator[c.Command] {
	flows := append([]string{"", "нема такого", s.s.Expect.Flow, s.s.Expect.Flow}, s.pb.Order...)
	slots := []string{"", s.s.Expect.Slot, s.s.Expect.Slot, "$retry", "$resend", "$verify", "$passed.confirm", "$forbidden"}
	for _, f := range s.s.Stack {
		flows = append(flows, f.Flow, f.Flow, f.Flow)
		if pf := s.pb.Flows[f.Flow]; pf != nil {
			slots = append(slots, pf.SlotList...)
			slots = append(slots, pf.SlotList...)
		}
		slots = append(slots, c.CodeSlot(f.Step), "$confirm."+f.Step, "$verify.shop.verified", "$narrow."+s.s.Expect.Slot)
	}
	for i := len(s.s.Ended) - 1; i >= 0; i-- {
		slots = append(slots, sorted(s.s.Ended[i].Slots)...)
	}
	for _, name := range s.pb.Order {
		slots = append(slots, s.pb.Flows[name].SlotList...)
	}
	values := []c.Value{
		nil, true, false, text, text, text, text, 7.0, 100.0, 99999.0, "B0666", "#W7777777", "C9999", "666-666-6666", "mallory@example.com", "mallory", "no_longer_needed", "2030-01-01", text,
		[]any{"1"}, []any{}, map[string]any{"id": "x", "status": "pending", "phone": "+380000000000"}, map[string]any{"first": "Mallory", "last": "X", "full": "Mallory X"}, strings.Repeat("z", 3000),
	}
	for _, o := range s.s.Expect.Options {
		values = append(values, o.Value)
	}
	return rapid.Custom(func(t *rapid.T) c.Command {
		x := c.Command{
			Kind: rapid.SampledFrom([]c.CommandKind{
				c.CmdSet, c.CmdSet, c.CmdSet, c.CmdSet, c.CmdSet, c.CmdStart, c.CmdNarrow, c.CmdCancel, c.CmdClarify, c.CmdSocial, c.CmdHandoff, c.CmdRepeat, c.CmdRestart, c.CmdAnswer, c.CmdNone, "grant", "call", "verify", "",
			}).Draw(t, "kind"),
			Flow: rapid.SampledFrom(flows).Draw(t, "flow"), Slot: rapid.SampledFrom(slots).Draw(t, "slot"), Value: rapid.SampledFrom(values).Draw(t, "value"),
			Options: rapid.SliceOfN(rapid.SampledFrom(flows), 0, 4).Draw(t, "options"),
			Reason:  rapid.SampledFrom([]string{"", "asked", "hello", "verification_required", "returned", "code_sent", "locked", "completed", "another"}).Draw(t, "reason"),
			Source:  rapid.SampledFrom([]c.Source{c.FromModel, c.FromModel, c.FromModel, c.FromClassifier, c.FromContext, c.FromButton, c.FromAction, c.FromAgent, c.FromSystem, c.FromCaller, c.FromEntity, c.FromPattern, "", "admin"}).Draw(t, "source"),
			Text:    rapid.SampledFrom([]string{text, text, "", "нема в словах", "1"}).Draw(t, "span"), Confidence: 1,
		}
		if x.Source == c.FromEntity || x.Source == c.FromPattern {
			if strings.HasPrefix(x.Slot, "$") || !s.judge.checkable(x.Slot) {
				x.Source = c.FromModel
			}
		}
		return x
	})
}

func sorted[V any](m map[string]V) []string {
	out := make([]string, 0, len(m))
	for k := range m {
		out = append(out, k)
	}
	slices.Sort(out)
	return out
}
