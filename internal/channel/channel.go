// Package channel is the contract for what leaves for a customer outside of the
// chat: an e-mail, a text message. An adapter speaks one protocol; the folders
// below hold them, and channeltest is the suite that each of them passes.
//
// internal/account/code sends one-time codes through adapters; app makes them
// from the configuration. An adapter decides nothing about who may be written to
// or how often, keeps nothing, and never puts an address, a text or a key of the
// provider into an error or a log.
package channel

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"unicode/utf8"
)

// Adapter carries messages to one kind of address.
//
// Send returns when the other side has taken the message over, or has said no,
// or ctx is over. A second Send with the same Key must not reach the customer
// twice where the other side can prevent it (an HTTP provider's Idempotency-Key,
// an e-mail's Message-ID). An error is an *Error.
type Adapter interface {
	Send(ctx context.Context, m Message) (Receipt, error)
}

// Kind is what a message is for; providers treat a code with priority.
type Kind string

const (
	KindText Kind = "text"
	KindCode Kind = "code"
)

// Message is what to carry.
type Message struct {
	To      string // an e-mail address, or a telephone number such as +380671234567
	Kind    Kind
	Subject string // for channels that have one
	Text    string // plain
	Lang    string // uk, en
	Key     string // idempotency key, the same at every try
}

// State is how far a message came, never further than is known.
type State string

const (
	Accepted  State = "accepted"  // the next one on the way took it over
	Delivered State = "delivered" // it is with the customer
)

// Receipt is the other side's word. ID is its name for the message, if it gave one.
type Receipt struct {
	State State
	ID    string
}

// Codes of an Error.
const (
	CodeAddress     = "bad_address"    // nobody can be reached there
	CodeRejected    = "rejected"       // the other side refuses, and would again
	CodeRefused     = "not_authorised" // our credentials are wrong: an operator's matter
	CodeUnavailable = "unavailable"    // no answer, or a passing fault
	CodeTimeout     = "timeout"
	CodeBadAnswer   = "bad_answer"
)

// Error is why a message did not leave. Retry says that a later try may help.
// Cause is for operators and holds no address, text or credentials.
type Error struct {
	Code  string
	Retry bool
	Cause error
}

func (e *Error) Error() string { return "channel: " + e.Code }
func (e *Error) Unwrap() error { return e.Cause }

// As makes an *Error of any error; one of another kind may pass by itself.
func As(err error) *Error {
	var e *Error
	if errors.As(err, &e) {
		return e
	}
	if errors.Is(err, context.DeadlineExceeded) {
		return &Error{Code: CodeTimeout, Retry: true, Cause: errors.New("no answer in time")}
	}
	return &Error{Code: CodeUnavailable, Retry: true, Cause: errors.New("unknown fault")}
}

// Bounds of a message.
const (
	MaxText = 4000 // characters
	maxKey  = 200
	maxTo   = 254
)

// Check says what no adapter may be asked to carry. Addresses are checked by the
// adapter itself, which knows their form.
func (m Message) Check() error {
	bad := func(what string) error { return &Error{Code: CodeRejected, Cause: fmt.Errorf("message: %s", what)} }
	switch {
	case m.To == "" || len(m.To) > maxTo || strings.ContainsAny(m.To, "\r\n\x00") || !utf8.ValidString(m.To):
		return &Error{Code: CodeAddress, Cause: errors.New("message: no address, or not one")}
	case m.Text == "" || !utf8.ValidString(m.Text) || utf8.RuneCountInString(m.Text) > MaxText:
		return bad("no text, or too long a one")
	case strings.ContainsAny(m.Subject, "\r\n\x00") || !utf8.ValidString(m.Subject) || len(m.Subject) > 200:
		return bad("a subject of several lines, or too long")
	case m.Key == "" || len(m.Key) > maxKey || strings.ContainsFunc(m.Key, func(r rune) bool { return r <= ' ' || r > '~' }):
		return bad("no key, or not a printable one")
	case m.Kind != KindText && m.Kind != KindCode:
		return bad("no kind")
	}
	return nil
}
