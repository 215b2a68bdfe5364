package turn

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"time"

	"github.com/rozmova/rozmova/internal/conversation"
	"github.com/rozmova/rozmova/internal/jobs"
	"github.com/rozmova/rozmova/internal/store"
)

// Kinds of jobs that turns enqueue.
const (
	JobEffects = "effects" // perform what a conversation waits for; args ConversationArgs
	JobWake    = "wake"    // a timer's time has come; args WakeArgs
)

// ConversationArgs name a conversation.
type ConversationArgs struct {
	Workspace    conversation.WorkspaceID    `json:"workspace"`
	Conversation conversation.ConversationID `json:"conversation"`
}

// WakeArgs name a timer of a conversation.
type WakeArgs struct {
	ConversationArgs
	Effect conversation.EffectID `json:"effect"`
	Timer  string                `json:"timer"`
}

// safetyNet is when the job of an effect comes that is normally performed at
// once after the commit: only a crash leaves it something to do.
const safetyNet = 15 * time.Second

// jobsOf keeps a conversation's jobs in step with a turn, in its transaction: a
// job for what is to be performed or woken, and none for what is settled.
func (h *Handler) jobsOf(s *conversation.State, in conversation.Input, d conversation.Decision) func(context.Context, *store.Tx) error {
	here := ConversationArgs{s.Workspace, s.ID}
	cancelled := cancelledTimers(d.Events)
	asks, ended := calls(d.Effects), ends(in) != ""
	if len(d.Effects) == 0 && len(cancelled) == 0 && !ended {
		return nil
	}
	return func(ctx context.Context, tx *store.Tx) error {
		for _, timer := range cancelled {
			if err := h.Jobs.CancelTx(ctx, tx, JobWake, timerKey(s.ID, timer)); err != nil {
				return err
			}
		}
		for _, e := range d.Effects {
			if w, ok := e.Data.(conversation.WakeAt); ok {
				job := jobs.Job{Kind: JobWake, Key: timerKey(s.ID, w.Timer), Args: WakeArgs{here, e.ID, w.Timer}, At: w.At}
				if err := h.Jobs.EnqueueTx(ctx, tx, job); err != nil {
					return err
				}
			}
		}
		if asks {
			return h.Jobs.EnqueueTx(ctx, tx, jobs.Job{Kind: JobEffects, Key: string(s.ID), Args: here, At: in.At.Add(safetyNet)})
		}
		if !ended {
			return nil
		}
		if left, err := tx.Unfinished(ctx, s.Workspace, s.ID); err != nil || left {
			return err
		}
		return h.Jobs.CancelTx(ctx, tx, JobEffects, string(s.ID))
	}
}

func timerKey(id conversation.ConversationID, timer string) string { return string(id) + "/" + timer }

func cancelledTimers(events []conversation.Event) []string {
	var out []string
	for _, e := range events {
		if c, ok := e.Data.(conversation.TimerCancelled); ok {
			out = append(out, c.Timer)
		}
	}
	return out
}

// calls says whether something outside is to be asked.
func calls(effects []conversation.Effect) bool {
	for _, e := range effects {
		if _, timer := e.Data.(conversation.WakeAt); !timer {
			return true
		}
	}
	return false
}

// ends names the effect whose result an input brings.
func ends(in conversation.Input) conversation.EffectID {
	switch d := in.Data.(type) {
	case conversation.ActionSucceeded:
		return d.Effect
	case conversation.ActionFailed:
		return d.Effect
	case conversation.TimerFired:
		return d.Effect
	case conversation.CodeSent:
		return d.Effect
	case conversation.CodeNotSent:
		return d.Effect
	case conversation.TicketOpened:
		return d.Effect
	case conversation.TicketNotOpened:
		return d.Effect
	case conversation.ModelUnderstood:
		return d.Effect
	case conversation.ModelFailed:
		return d.Effect
	case conversation.AnswerFound:
		return d.Effect
	}
	return ""
}

// errSettled: the action was done already, whatever a second try came to.
var errSettled = errors.New("the action is done")

// Resolve brings the result of an effect into its conversation, once. A failure
// that comes after the success (two workers made the same call) is told as a
// duplicate: it must not undo what the log says was done.
func (h *Handler) Resolve(ctx context.Context, ws conversation.WorkspaceID, result conversation.Data) (Receipt, error) {
	in := conversation.Input{Actor: conversation.Actor{Kind: conversation.System}, Data: result}
	id, _, ok := ends(in).Split()
	if !ok {
		return Receipt{}, fmt.Errorf("resolve %s: no effect", result.EventType())
	}
	in.Key = result.EventType() + ":" + string(ends(in))
	failed := false
	switch result.(type) {
	case conversation.ActionFailed, conversation.CodeNotSent, conversation.TicketNotOpened:
		failed = true
	}
	receipt, err := h.turn(ctx, ws, id, in.Key, func(s *conversation.State, _ *Book) (conversation.Input, error) {
		if a := s.Action(ends(in)); failed && a != nil && a.Status == conversation.ActionDone {
			return in, errSettled
		}
		for _, t := range s.Tickets {
			if failed && t.Effect == ends(in) && t.ID != "" {
				return in, errSettled
			}
		}
		if c := s.Code; failed && c != nil && c.Effect == ends(in) && c.Sent {
			return in, errSettled
		}
		return in, nil
	})
	if errors.Is(err, errSettled) {
		return Receipt{Duplicate: true}, nil
	}
	return receipt, err
}

// Wake is the handler of JobWake.
func (h *Handler) Wake(ctx context.Context, args json.RawMessage) error {
	var a WakeArgs
	if err := json.Unmarshal(args, &a); err != nil {
		return fmt.Errorf("wake: %w", err)
	}
	_, err := h.Resolve(ctx, a.Workspace, conversation.TimerFired{Effect: a.Effect, Timer: a.Timer})
	return err
}
