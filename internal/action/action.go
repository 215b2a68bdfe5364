// Package action calls the customer's business systems: it performs the
// actions that flows ask for, at an HTTP endpoint or as tools of an MCP server,
// behind one small interface.
//
// Only package effect calls it, after the asking events are stored. It decides
// nothing: what may be called, with which values and whether the customer
// agreed, was settled by the dialogue engine.
package action

import (
	"context"
	"errors"
	"io"

	"github.com/rozmova/rozmova/internal/conversation"
	"github.com/rozmova/rozmova/internal/dialogue"
)

// Call is one action to perform. Key is the idempotency key: the business
// system performs calls with one key once.
type Call struct {
	Action string
	Args   map[string]conversation.Value
	Key    conversation.EffectID
}

// Performer performs actions of one pack. The error is an *Error.
type Performer interface {
	Perform(ctx context.Context, c Call) (conversation.Value, error)
}

// Error is a call that gave no result. Code is the business system's own, or
// one of dialogue's (timeout, unavailable, bad_answer). Retry says that trying
// again may help. Message is the business system's; it may speak of the
// customer and belongs in the conversation's log, not in the server's.
type Error struct {
	Code    string
	Message string
	Retry   bool
	Cause   error
}

func (e *Error) Error() string { return "action: " + e.Code }
func (e *Error) Unwrap() error { return e.Cause }

// As gives the *Error in an error; anything else counts as unavailable.
func As(err error) *Error {
	var e *Error
	if errors.As(err, &e) {
		return e
	}
	return &Error{Code: dialogue.CodeUnavailable, Retry: true, Cause: err}
}

// Bindings say which business system performs the actions of which pack.
type Bindings map[string]Performer

// CodeNotConfigured: no business system is bound to the action's pack.
const CodeNotConfigured = "not_configured"

// Perform calls the system that is bound to a pack.
func (b Bindings) Perform(ctx context.Context, pack string, c Call) (conversation.Value, error) {
	p := b[pack]
	if p == nil {
		return nil, &Error{Code: CodeNotConfigured}
	}
	return p.Perform(ctx, c)
}

// Close ends what the bindings keep open: sessions, and servers that we run.
func (b Bindings) Close() error {
	var all error
	for _, p := range b {
		if c, ok := p.(io.Closer); ok {
			all = errors.Join(all, c.Close())
		}
	}
	return all
}
