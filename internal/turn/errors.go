package turn

import (
	"errors"
	"fmt"

	"github.com/rozmova/rozmova/internal/conversation"
	"github.com/rozmova/rozmova/internal/dialogue"
)

// Refusals that a caller may map to an answer. Anything else is a fault of ours.
var (
	ErrNotFound      = errors.New("no such conversation")
	ErrClosed        = errors.New("the conversation is closed")
	ErrNotClosed     = errors.New("the conversation is open")
	ErrUnknownButton = errors.New("no such button")
)

// ErrNotOwner: somebody else has the word.
type ErrNotOwner struct{ Owner conversation.Owner }

func (e ErrNotOwner) Error() string { return "the conversation belongs to " + string(e.Owner.Kind) }

// ErrText: the text cannot be taken. Code is invalid_text, empty_message,
// too_long, invalid_client_id or text_and_button.
type ErrText struct{ Code string }

func (e ErrText) Error() string { return "text refused: " + e.Code }

// refusal turns the engine's refusal into ours.
func refusal(err error) error {
	var r *dialogue.Refused
	if !errors.As(err, &r) {
		return fmt.Errorf("turn: %w", err)
	}
	switch r.Code {
	case "not_owner":
		return ErrNotOwner{r.Owner}
	case "closed":
		return ErrClosed
	case "not_closed":
		return ErrNotClosed
	case "unknown_button":
		return ErrUnknownButton
	}
	return fmt.Errorf("turn: %w", err)
}
