package widen

import (
	"encoding/json"
	"strings"

	"github.com/rozmova/rozmova/internal/conversation"
	"github.com/rozmova/rozmova/internal/dialogue"
)

// maxCommands that are taken from one reply.
const maxCommands = 8

// sureness of what a model says: above a guess, below our own patterns.
const sureness = 0.75

type proposal struct {
	Kind    string   `json:"kind"`
	Flow    string   `json:"flow"`
	Slot    string   `json:"slot"`
	Value   string   `json:"value"`
	Options []string `json:"options"`
	Text    string   `json:"text"`
}

// commands reads a reply that fits the shape. What makes no sense is left out;
// what is not allowed the validator drops, with its reason in the log.
func commands(raw json.RawMessage, s Situation, m *mask) []conversation.Command {
	var reply struct {
		Commands []proposal `json:"commands"`
	}
	if json.Unmarshal(raw, &reply) != nil {
		return nil
	}
	var out []conversation.Command
	for _, p := range reply.Commands[:min(len(reply.Commands), maxCommands)] {
		p.Text, p.Value = m.show(p.Text), m.show(p.Value)
		c := conversation.Command{Kind: conversation.CommandKind(p.Kind), Confidence: sureness, Source: conversation.FromModel, Text: p.Text}
		switch c.Kind {
		case conversation.CmdStart:
			c.Flow = p.Flow
		case conversation.CmdSet:
			c.Flow, c.Slot = p.Flow, p.Slot
			if c.Value = value(p, s); c.Value == nil {
				continue
			}
		case conversation.CmdClarify:
			c.Options = p.Options
		case conversation.CmdHandoff:
			c.Reason = p.Value
		case conversation.CmdAnswer:
			c.Query = squeeze(p.Value, 200)
		case conversation.CmdCancel:
		default:
			continue
		}
		out = append(out, c)
	}
	return out
}

// value is what a slot is to hold. Where our own reading of the words that the
// model points at gives a value of the type, that is it: the model says where,
// and not what.
func value(p proposal, s Situation) conversation.Value {
	flow := s.Playbook.Flows[p.Flow]
	if flow == nil {
		if f := s.State.Active(); f != nil {
			flow = s.Playbook.Flows[f.Flow]
		}
	}
	if flow == nil || flow.Slots[p.Slot] == nil {
		return text(p.Value) // the validator says what is wrong
	}
	slot := flow.Slots[p.Slot]
	switch slot.Type {
	case "choice":
		return choices(p, slot)
	case "bool":
		if v := strings.ToLower(strings.TrimSpace(p.Value)); v == "true" || v == "false" {
			return v == "true"
		}
		return nil
	case "switch", "text":
		return text(p.Value)
	}
	for _, e := range s.Recogniser.Entities(p.Text, slot.Type, s.State, s.Now) {
		if e.Kind == slot.Type && !e.Unclear() {
			return e.Value
		}
	}
	if s.Playbook.Types[slot.Type] != nil {
		return text(p.Value)
	}
	return nil
}

func choices(p proposal, slot *dialogue.Slot) conversation.Value {
	if !slot.Many {
		return text(p.Value)
	}
	var list []any
	for _, v := range strings.Split(p.Value, ",") {
		if v = strings.TrimSpace(v); v != "" {
			list = append(list, v)
		}
	}
	if len(list) == 0 {
		return nil
	}
	return list
}

func text(s string) conversation.Value {
	if strings.TrimSpace(s) == "" {
		return nil
	}
	return s
}
