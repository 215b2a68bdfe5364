package httpapi

import (
	"context"
	"errors"

	"github.com/rozmova/rozmova/internal/conversation"
)

// Turns is the one door for inputs, as this package uses it.
type Turns interface {
	Open(ctx context.Context, o Opening) (conversation.ConversationID, int64, error)
	Receive(ctx context.Context, ws conversation.WorkspaceID, id conversation.ConversationID, m Message) (Receipt, error)
	Act(ctx context.Context, ws conversation.WorkspaceID, id conversation.ConversationID, in conversation.Input) (Receipt, error)
}

// Until the turn handler's package stands, its words are spelled here.
type (
	Opening struct {
		Workspace conversation.WorkspaceID
		Contact   conversation.ContactID
		Channel   conversation.Channel
		Locale    string
		Level     conversation.Level
		Profile   map[string]conversation.Value
	}
	Message struct {
		ClientID, Text, Button string
	}
	Receipt struct {
		Seq       int64
		Duplicate bool
	}
	ErrNotOwner struct{ Owner conversation.Owner }
	ErrText     struct{ Code string }
)

var (
	ErrNotFound      = errors.New("not found")
	ErrClosed        = errors.New("closed")
	ErrUnknownButton = errors.New("unknown button")
)

func (e ErrNotOwner) Error() string { return "not owner" }
func (e ErrText) Error() string     { return "text: " + e.Code }

// turnProblem maps the turn handler's refusals, nil for anything else.
func turnProblem(err error) *Problem {
	var owner ErrNotOwner
	var text ErrText
	switch {
	case errors.Is(err, ErrNotFound):
		return problem(codeNotFound)
	case errors.As(err, &owner):
		p := problem(codeNotOwner)
		v := ownerView(owner.Owner)
		p.Owner = &v
		return p
	case errors.Is(err, ErrClosed):
		return problem(codeClosed)
	case errors.Is(err, ErrUnknownButton):
		return problem(codeUnknownButton)
	case errors.As(err, &text):
		if text.Code == string(codeTooLong) {
			return problem(codeTooLong, maxText)
		}
		return problem(Code(text.Code))
	}
	return nil
}
