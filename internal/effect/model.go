package effect

import (
	"context"
	"errors"

	"github.com/rozmova/rozmova/internal/conversation"
	"github.com/rozmova/rozmova/internal/dialogue"
	"github.com/rozmova/rozmova/internal/store"
)

// Models reads a message with a language model. The error is a *ModelError.
type Models interface {
	Read(ctx context.Context, ws conversation.WorkspaceID, conv conversation.ConversationID, effect conversation.EffectID) ([]conversation.Command, error)
}

// ModelError says why no model could read. Its cause was logged where it arose.
type ModelError struct{ Code string }

func (e *ModelError) Error() string { return "model: " + e.Code }

// codeLate: the answer would have come too late to count.
const codeLate = "late"

// askModel has one try within its time: whoever waits for an answer would
// rather have ours now than a better one later.
func (w *Worker) askModel(ctx context.Context, e *store.EffectRow, d conversation.AskModel) error {
	now := w.Clock()
	if w.Models == nil || dialogue.Late(d, now) {
		return w.resolve(ctx, e, conversation.ModelFailed{Effect: e.ID, Code: codeLate})
	}
	try, cancel := context.WithTimeout(ctx, min(d.Until.Sub(now), ownTry))
	commands, err := w.Models.Read(try, e.Workspace, e.Conversation, e.ID)
	cancel()
	switch {
	case err == nil:
		return w.resolve(ctx, e, conversation.ModelUnderstood{Effect: e.ID, Proposed: commands})
	case errors.Is(ctx.Err(), context.Canceled): // the process stops; its successor tells the time
		return w.again(ctx, e, "stopped")
	}
	code := dialogue.CodeUnavailable
	var own *ModelError
	if errors.As(err, &own) {
		code = own.Code
	}
	return w.resolve(ctx, e, conversation.ModelFailed{Effect: e.ID, Code: code})
}
