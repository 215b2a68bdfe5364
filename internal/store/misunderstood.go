package store

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"github.com/rozmova/rozmova/internal/conversation"
)

// noteMisunderstood keeps the list of messages that the bot did not understand
// by itself in step with what a turn says of them.
func (e *encoded) noteMisunderstood(ctx context.Context, tx *Tx) error {
	r := readingOf(e.a)
	if r.message == 0 {
		return nil
	}
	if r.picked != "" {
		if err := e.choose(ctx, tx, r); err != nil {
			return fmt.Errorf("misunderstood: chosen: %w", err)
		}
	}
	seq, outcome, options := r.message, r.outcome, strings.Join(r.options, " ")
	if outcome == "" && r.cancelled != 0 {
		before, flow, err := e.startedBefore(ctx, tx, r)
		if err != nil {
			return fmt.Errorf("misunderstood: cancelled: %w", err)
		}
		if flow != "" {
			seq, outcome, options = before, Regretted, flow
		}
	}
	if outcome == "" {
		return nil
	}
	_, err := tx.Exec(ctx, `INSERT INTO misunderstood (conversation, seq, workspace, at, lang, outcome, during, options, chosen, state, taught)
		VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, '') ON CONFLICT (conversation, seq) DO NOTHING`,
		string(e.a.Conversation), seq, string(e.a.Workspace), micros(e.a.Events[0].At), r.lang, string(outcome), r.during, options, r.chosen, string(ToLearn))
	if err != nil {
		return fmt.Errorf("misunderstood: %w", err)
	}
	return nil
}

// reading is what a turn says of how its message was understood.
type reading struct {
	message   int64
	lang      string
	outcome   Misreading
	options   []string // offered to the customer
	chosen    string   // by a model
	picked    string   // by the customer: the flow behind a button, or named in words
	cancelled int      // the frame of the flow that the customer called off
	during    string   // the flow whose question was open
}

func readingOf(a *Append) reading {
	r := reading{lang: a.State.Lang}
	var started string
	var commands []conversation.Command
	var pressed, byModel bool
	for _, ev := range a.Events {
		switch d := ev.Data.(type) {
		case conversation.MessageReceived:
			if pressed = d.Button != ""; d.Lang != "" {
				r.lang = d.Lang
			}
		case conversation.ModelUnderstood:
			byModel = true
		case conversation.Understood:
			r.message, commands = d.Message, d.Commands
		case conversation.MissCounted:
			if d.Reason != "no_such_option" && d.Reason != "no_answer" { // read well, and nothing fits
				r.outcome = Missed
			}
		case conversation.FlowStarted:
			if d.Event == "" && started == "" {
				started = d.Flow
			}
		case conversation.FlowEnded:
			if d.Outcome == conversation.OutcomeCancelled && r.cancelled == 0 {
				r.cancelled = d.Frame
			}
		case conversation.QuestionAsked:
			if d.Expect.Kind == conversation.ExpectClarify && r.outcome == "" {
				r.outcome = Clarified
				for _, o := range d.Expect.Options {
					if flow, ok := o.Value.(string); ok {
						r.options = append(r.options, flow)
					}
				}
			}
		}
	}
	if has(commands, conversation.CmdStart, conversation.FromButton, conversation.FromPattern) {
		r.picked = started
	}
	if !has(commands, conversation.CmdCancel) {
		r.cancelled = 0
	}
	if byModel && r.outcome == "" && started != "" && has(commands, conversation.CmdStart, conversation.FromModel) {
		r.outcome, r.chosen = ReadByModel, started
	}
	if r.outcome == Missed {
		for _, f := range slices.Backward(a.State.Stack) {
			if f.Event == "" {
				r.during = f.Flow
				break
			}
		}
	}
	if pressed { // there are no words to learn from
		r.outcome = ""
	}
	return r
}

// has says whether a command of a kind is there, from one of the sources if any
// are named.
func has(cs []conversation.Command, k conversation.CommandKind, from ...conversation.Source) bool {
	return slices.ContainsFunc(cs, func(c conversation.Command) bool {
		return c.Kind == k && (len(from) == 0 || slices.Contains(from, c.Source))
	})
}

// choose notes which of the flows that were offered the customer meant.
func (e *encoded) choose(ctx context.Context, tx *Tx, r reading) error {
	_, err := tx.Exec(ctx, `UPDATE misunderstood SET chosen = ? WHERE conversation = ? AND outcome = ? AND chosen = ''
		AND ' ' || options || ' ' LIKE ? ESCAPE '!'
		AND seq = (SELECT MAX(seq) FROM events WHERE conversation = ? AND type = 'message_received' AND seq < ?)`,
		r.picked, string(e.a.Conversation), string(Clarified), "% "+strings.ReplaceAll(r.picked, "_", "!_")+" %", string(e.a.Conversation), r.message)
	return err
}

// startedBefore gives the flow that the message before this one was taken to ask
// for, when it is that flow which the customer calls off now.
func (e *encoded) startedBefore(ctx context.Context, tx *Tx, r reading) (seq int64, flow string, err error) {
	rows, err := tx.Query(ctx, `SELECT type, data FROM events WHERE conversation = ? AND seq < ? AND type IN ('understood', 'flow_started')
		AND seq > (SELECT COALESCE(MAX(seq), 0) FROM events WHERE conversation = ? AND type = 'message_received' AND seq < ?) ORDER BY seq`,
		string(e.a.Conversation), r.message, string(e.a.Conversation), r.message)
	if err != nil {
		return 0, "", err
	}
	defer rows.Close()
	guessed := false
	for rows.Next() {
		var kind string
		var data []byte
		if err := rows.Scan(&kind, &data); err != nil {
			return 0, "", err
		}
		d, err := conversation.DecodeData(kind, data)
		if err != nil {
			return 0, "", err
		}
		switch d := d.(type) {
		case conversation.Understood:
			seq, guessed = d.Message, has(d.Commands, conversation.CmdStart, conversation.FromClassifier, conversation.FromModel)
		case conversation.FlowStarted:
			if guessed && d.Frame == r.cancelled && d.Event == "" {
				flow = d.Flow
			}
		}
	}
	return seq, flow, rows.Err()
}
