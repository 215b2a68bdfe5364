package httpapi

import (
	"context"
	"errors"
	"strings"

	"github.com/rozmova/rozmova/internal/conversation"
	"github.com/rozmova/rozmova/internal/turn"
)

// Turns is the one door for inputs, as this package uses it; turn.Handler is.
type Turns interface {
	Open(ctx context.Context, o turn.Opening) (conversation.ConversationID, int64, error)
	Receive(ctx context.Context, ws conversation.WorkspaceID, id conversation.ConversationID, m turn.Message) (turn.Receipt, error)
	Act(ctx context.Context, ws conversation.WorkspaceID, id conversation.ConversationID, in conversation.Input) (turn.Receipt, error)
}

// turnProblem maps the turn handler's refusals, nil for anything else.
func turnProblem(err error) *Problem {
	var owner turn.ErrNotOwner
	var text turn.ErrText
	switch {
	case errors.Is(err, turn.ErrNotFound):
		return problem(codeNotFound)
	case errors.As(err, &owner):
		p := problem(codeNotOwner)
		v := ownerView(owner.Owner)
		p.Owner = &v
		return p
	case errors.Is(err, turn.ErrClosed):
		return problem(codeClosed)
	case errors.Is(err, turn.ErrNotClosed):
		return problem(codeNotClosed)
	case errors.Is(err, turn.ErrUnknownButton):
		return problem(codeUnknownButton)
	case errors.As(err, &text):
		return textProblem(Code(text.Code))
	}
	return nil
}

func textProblem(code Code) *Problem {
	switch code {
	case codeTooLong:
		return problem(codeTooLong, turn.MaxText)
	case "invalid_client_id":
		return problem(codeInvalid, "body.client_id")
	case "text_and_button":
		return problem(codeInvalid, "body.button")
	}
	return problem(code)
}

// optionalText is a text as it may be kept, which may be left out.
func optionalText(text string) (string, error) {
	clean, err := turn.Clean(text)
	if t := (turn.ErrText{}); errors.As(err, &t) && t.Code == string(codeEmptyMessage) {
		return "", nil
	}
	return clean, err
}

// personName is a name as it may be shown: one line of plain text, whatever was
// given. A name that cannot be shown is no name.
func personName(name string) string {
	clean, err := turn.Clean(name)
	if err != nil {
		return ""
	}
	return strings.Join(strings.Fields(clean), " ")
}

// personFacts cleans what else a site says of a person, in the same way.
func personFacts(facts map[string]string) map[string]string {
	out := make(map[string]string, len(facts))
	for name, v := range facts {
		if v = personName(v); v != "" {
			out[name] = v
		}
	}
	return out
}
