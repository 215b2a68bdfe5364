package effect

import (
	"context"
	"errors"

	"github.com/rozmova/rozmova/internal/action"
	"github.com/rozmova/rozmova/internal/conversation"
	"github.com/rozmova/rozmova/internal/dialogue"
	"github.com/rozmova/rozmova/internal/store"
)

// CodeSender makes a one-time code and sends it. hint is the address as far as
// the customer may be shown it. The same effect sends the same code, once. The
// error is a *CodeError where the sender knows what is wrong.
type CodeSender interface {
	SendCode(ctx context.Context, ws conversation.WorkspaceID, conv conversation.ConversationID, contact conversation.ContactID,
		e conversation.EffectID, d conversation.SendCode) (hint string, err error)
}

// CodeError is a code that was not sent: too_many_codes, no_channel or
// unavailable. Retry says that trying again may help.
type CodeError struct {
	Code  string
	Retry bool
	Cause error
}

func (e *CodeError) Error() string { return "code not sent: " + e.Code }
func (e *CodeError) Unwrap() error { return e.Cause }

// ProofLimiter bounds how often somebody may fail to prove who they are, by
// contact and by where they come from.
type ProofLimiter interface {
	// Allow gives ErrTooManyTries when there were too many failures.
	Allow(ctx context.Context, ws conversation.WorkspaceID, contact conversation.ContactID) error
	Failed(ctx context.Context, ws conversation.WorkspaceID, contact conversation.ContactID) error
}

// ErrTooManyTries is the limiter's no.
var ErrTooManyTries = errors.New("too many failed proofs of identity")

// codeTries bounds the tries of sending one code: a customer looks at the screen
// and waits.
const codeTries = 3

func (w *Worker) sendCode(ctx context.Context, e *store.EffectRow, d conversation.SendCode) error {
	failure := &CodeError{Code: dialogue.CodeNoChannel}
	if w.Codes != nil {
		try, cancel := context.WithTimeout(ctx, ownTry)
		hint, err := w.Codes.SendCode(try, e.Workspace, e.Conversation, d.Contact, e.ID, d)
		cancel()
		if err == nil {
			return w.resolve(ctx, e, conversation.CodeSent{Effect: e.ID, Hint: hint})
		}
		if errors.Is(ctx.Err(), context.Canceled) {
			return w.again(ctx, e, "stopped")
		}
		if !errors.As(err, &failure) {
			failure = &CodeError{Code: dialogue.CodeUnavailable, Retry: true, Cause: err}
		}
	}
	w.Log.Warn("code not sent", "effect", e.ID, "via", d.Via, "code", failure.Code, "attempt", e.Attempts)
	if failure.Retry && e.Attempts < codeTries {
		return w.again(ctx, e, failure.Code)
	}
	return w.resolve(ctx, e, conversation.CodeNotSent{Effect: e.ID, Code: failure.Code})
}

// mayProve asks whether one more guess at an identity is allowed. When the
// limiter itself fails, nobody is let through.
func (w *Worker) mayProve(ctx context.Context, e *store.EffectRow, call conversation.CallAction) bool {
	if !call.Proof || w.Proofs == nil {
		return true
	}
	err := w.Proofs.Allow(ctx, e.Workspace, call.Contact)
	if err != nil && !errors.Is(err, ErrTooManyTries) {
		w.Log.Error("proof of identity not allowed", "effect", e.ID, "cause", err)
	}
	return err == nil
}

// countProof counts a guess that the business system said no to.
func (w *Worker) countProof(ctx context.Context, e *store.EffectRow, call conversation.CallAction, failure *action.Error) {
	if !call.Proof || w.Proofs == nil || failure.Retry || failure.Code == action.CodeNotConfigured {
		return
	}
	if err := w.Proofs.Failed(context.WithoutCancel(ctx), e.Workspace, call.Contact); err != nil {
		w.Log.Error("failed proof of identity not counted", "effect", e.ID, "cause", err)
	}
}
