package effect

import (
	"context"
	"errors"
	"fmt"
	"hash/fnv"
	"time"

	"github.com/rozmova/rozmova/internal/action"
	"github.com/rozmova/rozmova/internal/conversation"
	"github.com/rozmova/rozmova/internal/dialogue"
	"github.com/rozmova/rozmova/internal/store"
)

// leaseSlack is how much longer than the try itself a claim lasts: time for its
// result to be written down. When that takes longer, another worker makes the
// same call under the same key; where a process has died, it is what the
// customer waits for on PostgreSQL.
const leaseSlack = 5 * time.Second

// A try is bounded, whatever the pack says.
const (
	shortestTry = 100 * time.Millisecond
	longestTry  = 2 * time.Minute
	ownTry      = 20 * time.Second // of what is not a business system's
)

func lease(d conversation.EffectData) time.Duration { return tryTime(d) + leaseSlack }

func tryTime(d conversation.EffectData) time.Duration {
	call, ok := d.(conversation.CallAction)
	if !ok {
		return ownTry
	}
	return min(max(call.Timeout, shortestTry), longestTry)
}

var (
	errStopped = errors.New("the worker stops")
	errQueued  = errors.New("a job is queued for the next try")
)

// drain performs the effects of a conversation one after the other until none
// is due. The error is a *store.NotYet when the next one waits for its time, and
// errQueued, too, when a job was made for that. Nothing is begun while the
// worker stops.
func (w *Worker) drain(ctx context.Context, ws conversation.WorkspaceID, id conversation.ConversationID) error {
	for {
		if w.stopping() {
			return errStopped
		}
		e, err := w.Store.ClaimEffect(ctx, ws, id, w.Clock(), lease)
		if err != nil || e == nil {
			return err
		}
		if err := w.perform(ctx, e); err != nil {
			return err
		}
	}
}

func (w *Worker) stopping() bool {
	w.mu.Lock()
	defer w.mu.Unlock()
	return w.stopped
}

func (w *Worker) perform(ctx context.Context, e *store.EffectRow) error {
	switch d := e.Data.(type) {
	case conversation.CallAction:
		return w.callAction(ctx, e, d)
	case conversation.SendCode:
		return w.sendCode(ctx, e, d)
	case conversation.OpenTicket:
		return w.openTicket(ctx, e, d)
	case conversation.AskModel:
		return w.askModel(ctx, e, d)
	case conversation.FindAnswer:
		return w.findAnswer(ctx, e, d)
	}
	return w.Store.ParkEffect(ctx, e.Workspace, e.ID, "unknown_kind", nil)
}

func (w *Worker) callAction(ctx context.Context, e *store.EffectRow, call conversation.CallAction) error {
	key := call.Key
	if key == "" {
		key = e.ID
	}
	if !w.mayProve(ctx, e, call) {
		return w.resolve(ctx, e, conversation.ActionFailed{Effect: e.ID, Action: call.Action, Code: dialogue.CodeTooManyTries})
	}
	try, cancel := context.WithTimeout(ctx, tryTime(call))
	value, err := w.Bindings.Perform(try, call.Pack, action.Call{Action: call.Action, Args: call.Args, Key: key})
	cancel()
	if err == nil {
		return w.resolve(ctx, e, conversation.ActionSucceeded{Effect: e.ID, Action: call.Action, Result: value, Quiet: call.Quiet})
	}
	if errors.Is(ctx.Err(), context.Canceled) {
		// The process stops. It is not the try that failed, so it may be the last
		// one and is repeated all the same, by whoever comes next.
		return w.again(ctx, e, "stopped")
	}
	failure := action.As(err)
	w.Log.Warn("action failed", "action", call.Action, "effect", e.ID, "code", failure.Code, "attempt", e.Attempts, "cause", failure.Cause)
	missing := call.Optional && failure.Code == dialogue.CodeUnknownTool // it may lack this one: nothing to wait for
	if failure.Retry && !missing && e.Attempts < call.Tries {
		return w.again(ctx, e, failure.Code)
	}
	w.countProof(ctx, e, call, failure)
	return w.resolve(ctx, e, conversation.ActionFailed{
		Effect: e.ID, Action: call.Action, Code: failure.Code, Message: failure.Message,
		Parked: !missing && !call.Quiet && (failure.Retry || failure.Code == action.CodeNotConfigured), Quiet: call.Quiet,
	})
}

// resolve brings the result home. A result that is in the log already (a parked
// effect that failed again) only settles the effect itself.
func (w *Worker) resolve(ctx context.Context, e *store.EffectRow, result conversation.Data) error {
	r, err := w.Turns.Resolve(context.WithoutCancel(ctx), e.Workspace, result)
	if err != nil {
		return fmt.Errorf("result of %s: %w", e.ID, err)
	}
	if !r.Duplicate {
		return nil
	}
	if f, ok := result.(conversation.ActionFailed); ok {
		err = w.Store.ParkEffect(ctx, e.Workspace, e.ID, f.Code, nil)
	} else {
		err = w.Store.FinishEffect(ctx, e.Workspace, e.ID)
	}
	if errors.Is(err, store.ErrNotFound) {
		return nil // settled meanwhile
	}
	return err
}

// again gives the effect back for a later try. Its job comes with it.
func (w *Worker) again(ctx context.Context, e *store.EffectRow, code string) error {
	at := w.Clock().Add(backoff(e))
	err := w.Store.RetryEffect(context.WithoutCancel(ctx), e.Workspace, e.ID, at, code, func(ctx context.Context, tx *store.Tx) error {
		return w.enqueue(ctx, tx, e.Workspace, e.Conversation, at)
	})
	if errors.Is(err, store.ErrNotFound) {
		return nil // settled meanwhile, by another worker
	}
	if err != nil {
		return err
	}
	return fmt.Errorf("%w: %w", errQueued, &store.NotYet{At: at})
}

const (
	firstPause = 300 * time.Millisecond
	longPause  = time.Minute
)

// backoff doubles with every attempt, with a spread that differs by effect so
// that a system that comes back is not stormed.
func backoff(e *store.EffectRow) time.Duration {
	d := firstPause << min(e.Attempts-1, 10)
	h := fnv.New32a()
	fmt.Fprintf(h, "%s/%d", e.ID, e.Attempts)
	d += d * time.Duration(h.Sum32()%50) / 100
	return min(d, longPause)
}
