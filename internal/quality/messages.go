package quality

import (
	"cmp"
	"context"
	"encoding/json"
	"fmt"
	"slices"
	"time"

	"github.com/rozmova/rozmova/internal/conversation"
	"github.com/rozmova/rozmova/internal/dialogue"
	"github.com/rozmova/rozmova/internal/understand"
	"github.com/rozmova/rozmova/internal/understand/classify"
	"github.com/rozmova/rozmova/internal/understand/entity"
)

// Labels of messages that ask for no flow. What is out of scope is classify.OutOfScope.
const (
	LabelPerson  = "person"  // a person was asked for
	LabelHandoff = "handoff" // a matter for a person: a complaint, a dispute, health, law, a broken-into account
	LabelSocial  = "social"  // a greeting, thanks, leave, small talk with the bot about the bot
)

// Message is what a customer writes to open a conversation, and what it means.
type Message struct {
	Text   string   `json:"text"`
	Intent string   `json:"intent"`         // a flow, one of the labels above or classify.OutOfScope
	Also   []string `json:"also,omitempty"` // what honest people would call right as well
	Lang   string   `json:"lang"`
	Noisy  bool     `json:"noisy"` // written with mistakes, on the wrong keyboard, in a mixture of languages, …
	Kind   string   `json:"kind"`  // how it is written: plain, typo, translit, layout, …
}

// ReadMessages reads rows `{"text","intent","also","lang","noisy","kind"}`, one a line; text and intent are needed.
func ReadMessages(path string) ([]Message, error) {
	var out []Message
	err := readRows(path, func(line []byte) error {
		var m Message
		if err := json.Unmarshal(line, &m); err != nil {
			return err
		}
		if m.Text == "" || m.Intent == "" {
			return fmt.Errorf(`a message needs "text" and "intent"`)
		}
		m.Kind = cmp.Or(m.Kind, "plain")
		out = append(out, m)
		return nil
	})
	return out, err
}

// MessageOutcome is what became of one message.
type MessageOutcome string

const (
	Right      MessageOutcome = "right"       // the first thing proposed is what was meant
	AskedAmong MessageOutcome = "asked_among" // the bot asked back, and what was meant is among the answers
	Wrong      MessageOutcome = "wrong"       // something else was begun, or offered
	TurnedAway MessageOutcome = "turned_away" // nothing was made of it
	// Two more for messages out of scope:
	Started   MessageOutcome = "started"    // a flow was begun, or the customer passed on to a person
	AskedBack MessageOutcome = "asked_back" // the bot asked which of several flows was meant
)

// MessageRead is a message with what was made of it.
type MessageRead struct {
	Message
	Outcome MessageOutcome `json:"outcome"`
	As      []string       `json:"as"` // what was proposed first; several where the bot asked back
	Sure    float64        `json:"probability"`
}

// MessageTally counts one group of messages.
type MessageTally struct {
	InScope    int `json:"in_scope"`
	Right      int `json:"right"`
	AskedAmong int `json:"asked_among"`
	Wrong      int `json:"wrong"`
	TurnedAway int `json:"turned_away"`
	// Accuracy is Right over InScope; WithAsked counts those as well where the customer need only choose. Null without any.
	Accuracy  *float64 `json:"accuracy"`
	WithAsked *float64 `json:"accuracy_with_asked"`

	Outside     int      `json:"out_of_scope"`
	OutsideAway int      `json:"out_of_scope_turned_away"`
	AskedBack   int      `json:"out_of_scope_asked_back"`
	Started     int      `json:"out_of_scope_started"`
	Recall      *float64 `json:"out_of_scope_recall"` // OutsideAway over Outside; null without any
}

// MessagesReport is what `rozmova eval understanding --messages` prints.
type MessagesReport struct {
	All        MessageTally            `json:"all"`
	ByLanguage map[string]MessageTally `json:"by_language"`
	ByNoise    map[string]MessageTally `json:"by_noise"` // noisy, clean
	ByKind     map[string]MessageTally `json:"by_kind"`
	ByIntent   map[string]MessageTally `json:"by_intent"`

	Confusions []Confusion   `json:"confusions,omitempty"` // the most frequent first
	Missed     []MessageRead `json:"missed,omitempty"`
}

// present is when all messages are written, so that a figure is the same every day: a Monday's noon.
var present = time.Date(2026, time.November, 23, 12, 0, 0, 0, time.UTC)

// Messages reads each message as the recogniser of pb does at the start of a conversation. With show the report holds
// what was misread, in words; without, figures alone, so that a set that is kept apart stays so.
func Messages(ctx context.Context, pb *dialogue.Playbook, messages []Message, show bool) (MessagesReport, error) {
	if err := known(pb, messages); err != nil {
		return MessagesReport{}, err
	}
	rec, err := understand.New(pb)
	if err != nil {
		return MessagesReport{}, fmt.Errorf("measuring messages: %w", err)
	}
	r := MessagesReport{ByLanguage: map[string]MessageTally{}, ByNoise: map[string]MessageTally{}, ByKind: map[string]MessageTally{}, ByIntent: map[string]MessageTally{}}
	of := map[string]int{}
	times := map[[2]string]int{}
	for _, m := range messages {
		if err := ctx.Err(); err != nil {
			return MessagesReport{}, err
		}
		read := readMessage(rec, m)
		r.count(read)
		of[m.Intent]++
		if read.Outcome == Right || m.Intent == classify.OutOfScope && read.Outcome == TurnedAway {
			continue
		}
		as := classify.OutOfScope
		if len(read.As) > 0 {
			as = read.As[0]
		}
		if read.Outcome != AskedAmong && as != m.Intent {
			times[[2]string{m.Intent, as}]++
		}
		if show {
			r.Missed = append(r.Missed, read)
		}
	}
	r.finish()
	if show {
		r.Confusions = ordered(times, of)
		slices.SortStableFunc(r.Missed, func(a, b MessageRead) int {
			return cmp.Or(cmp.Compare(a.Outcome, b.Outcome), cmp.Compare(a.Intent, b.Intent), cmp.Compare(b.Sure, a.Sure))
		})
	}
	return r, nil
}

// known says whether the playbook has every flow that the messages ask for.
func known(pb *dialogue.Playbook, messages []Message) error {
	if len(messages) == 0 {
		return fmt.Errorf("nothing to measure: no messages")
	}
	for _, m := range messages {
		for _, label := range append([]string{m.Intent}, m.Also...) {
			switch label {
			case LabelPerson, LabelHandoff, LabelSocial, classify.OutOfScope:
				continue
			}
			if pb.Flows[label] == nil {
				return fmt.Errorf("measuring messages: the packs have no flow %q", label)
			}
		}
	}
	return nil
}

func readMessage(rec *understand.Recogniser, m Message) MessageRead {
	text, _ := entity.MaskCardsAfter(m.Text, nil) // as the door does
	out := MessageRead{Message: m}
	asked := false
	for _, c := range rec.Local(text, &conversation.State{ID: "measured"}, present).Commands {
		label, counts := proposed(c)
		if !counts {
			continue
		}
		asked, out.Sure, out.As = c.Kind == conversation.CmdClarify, c.Confidence, []string{label}
		if asked {
			out.As = c.Options
		}
		break
	}
	out.Outcome = outcome(m, out.As, asked)
	return out
}

// proposed is the label of a command that settles what a message is about. Values alone settle nothing.
func proposed(c conversation.Command) (string, bool) {
	switch c.Kind {
	case conversation.CmdStart:
		return c.Flow, true
	case conversation.CmdHandoff:
		if c.Reason == "asked" {
			return LabelPerson, true
		}
		return LabelHandoff, true
	case conversation.CmdSocial:
		return LabelSocial, true
	case conversation.CmdClarify:
		return "", true
	case conversation.CmdCancel, conversation.CmdRepeat, conversation.CmdRestart:
		return string(c.Kind), true
	}
	return "", false
}

func outcome(m Message, as []string, asked bool) MessageOutcome {
	means := func(label string) bool { return label == m.Intent || slices.Contains(m.Also, label) }
	away := len(as) == 0
	if m.Intent == classify.OutOfScope && !slices.ContainsFunc(as, means) {
		switch {
		case asked:
			return AskedBack
		case away, as[0] == LabelSocial, as[0] == string(conversation.CmdCancel), as[0] == string(conversation.CmdRepeat), as[0] == string(conversation.CmdRestart):
			return TurnedAway // an answer in kind, and no flow begun
		}
		return Started
	}
	switch {
	case asked && slices.ContainsFunc(as, means):
		return AskedAmong
	case !away && means(as[0]):
		return Right
	case away && slices.Contains(m.Also, classify.OutOfScope):
		return Right
	case away:
		return TurnedAway
	}
	return Wrong
}
