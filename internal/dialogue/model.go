package dialogue

import (
	"slices"
	"strings"
	"time"

	"github.com/rozmova/rozmova/internal/conversation"
)

// When a language model reads a message, where one is configured.
const (
	ModelUnsure = "unsure" // when our own reading is not sure; the default
	ModelAlways = "always" // every typed message that does not answer a yes/no question or a code
	ModelNever  = "never"
)

// sureStart is how sure our own reading must be of what the customer wants.
const sureStart = 0.7

// maxAskedRunes bounds the messages that a model reads together.
const maxAskedRunes = 2000

// asksModel puts a message before a language model instead of answering it now.
// It reports whether it does.
func (m *machine) asksModel(d conversation.MessageReceived, u conversation.Understood, seq int64) bool {
	if d.ModelWithin <= 0 || d.Button != "" || d.Code != "" || d.Masked || m.s.Expect.Type == "code" || !m.worthAsking(u.Commands) {
		return false
	}
	text := d.Text
	if a := m.s.Asked; a != nil { // they write in pieces
		text = a.Text + "\n" + text
	}
	if r := []rune(text); len(r) > maxAskedRunes {
		text = string(r[len(r)-maxAskedRunes:])
	}
	id, until := m.next(), m.in.At.Add(d.ModelWithin)
	m.system(conversation.ModelAsked{Effect: id, Message: seq, Until: until, Text: text, Local: d.Proposed, AnswerWithin: d.AnswerWithin})
	m.out.Effects = append(m.out.Effects, conversation.Effect{ID: id, Data: conversation.AskModel{Message: seq, Until: until}})
	return true
}

// worthAsking says whether a model's reading may be better than ours.
func (m *machine) worthAsking(cs []conversation.Command) bool {
	switch m.pb.Model {
	case ModelNever:
		return false
	case ModelAlways:
		return !slices.ContainsFunc(cs, func(c conversation.Command) bool {
			return c.Kind == conversation.CmdHandoff || c.Kind == conversation.CmdSet && strings.HasPrefix(c.Slot, "$")
		})
	}
	for _, c := range cs {
		switch c.Kind {
		case conversation.CmdNone, conversation.CmdClarify, conversation.CmdAnswer:
		case conversation.CmdStart:
			if c.Confidence >= sureStart {
				return false
			}
		default:
			return false
		}
	}
	return true
}

// modelRead takes what a model made of a message, or that it made nothing of
// it. Then our own reading is as good as it gets.
func (m *machine) modelRead(id conversation.EffectID, proposed []conversation.Command) {
	a := m.s.Asked
	m.emit(m.in.Actor, m.in.Data)
	if a == nil || a.Effect != id || m.s.Closed || m.s.Owner.Kind != conversation.OwnedByBot {
		return
	}
	u := m.validate(conversation.MessageReceived{Text: a.Text, Proposed: together(proposed, a.Local)}, a.Message)
	if !leads(u.Commands) {
		own := m.validate(conversation.MessageReceived{Text: a.Text, Proposed: a.Local}, a.Message)
		own.Dropped = append(u.Dropped, own.Dropped...)
		own.Commands = withQuestion(u.Commands, own.Commands)
		u = own
	}
	if m.s.Messages > a.Messages { // they have been answered since, on something else
		u.Commands = slices.DeleteFunc(u.Commands, func(c conversation.Command) bool {
			return c.Source != conversation.FromModel || c.Kind != conversation.CmdStart && c.Kind != conversation.CmdHandoff && (c.Kind != conversation.CmdAnswer || a.AnswerWithin <= 0)
		})
		if len(u.Commands) == 0 {
			return
		}
	}
	m.system(u)
	if !wantsPerson(u.Commands) && m.guideAll() {
		return
	}
	if m.seeks(seeking{a.Text, a.Message, a.AnswerWithin, u.Commands}, u.Commands) {
		return
	}
	m.obey(u.Commands, a.Message)
	m.answers = true
	m.finish()
}

// leads says whether anything follows from what a model understood. Rubbish that
// was dropped, and a question that no flow serves, lead nowhere.
func leads(cs []conversation.Command) bool {
	return slices.ContainsFunc(cs, func(c conversation.Command) bool {
		return c.Source == conversation.FromModel && c.Kind != conversation.CmdNone && c.Kind != conversation.CmdAnswer
	})
}

// withQuestion is our own reading with the question that a model found in the
// message, in the place of ours.
func withQuestion(model, own []conversation.Command) []conversation.Command {
	asked := func(c conversation.Command) bool { return c.Kind == conversation.CmdAnswer }
	i := slices.IndexFunc(model, asked)
	if i < 0 {
		return own
	}
	return append([]conversation.Command{model[i]}, slices.DeleteFunc(slices.Clone(own), asked)...)
}

// together is a model's reading with the values that ours found beside it.
func together(model, local []conversation.Command) []conversation.Command {
	out := slices.Clone(model)
	for _, c := range local {
		if c.Kind == conversation.CmdSet {
			out = append(out, c)
		}
	}
	return out
}

// Late says whether an answer of a model comes too late to count.
func Late(d conversation.AskModel, now time.Time) bool { return !now.Before(d.Until) }
