package effect

import (
	"context"
	"errors"

	"github.com/rozmova/rozmova/internal/conversation"
	"github.com/rozmova/rozmova/internal/dialogue"
	"github.com/rozmova/rozmova/internal/store"
)

// Answers looks a question up in the articles. An error means that it could not
// look; that nothing is known is no error.
type Answers interface {
	Answer(ctx context.Context, ws conversation.WorkspaceID, conv conversation.ConversationID, q conversation.FindAnswer) (conversation.AnswerFound, error)
}

// findAnswer has one try within its time. Whatever goes wrong, the customer
// hears what they would have heard without articles.
func (w *Worker) findAnswer(ctx context.Context, e *store.EffectRow, d conversation.FindAnswer) error {
	none := func(code string) error {
		return w.resolve(ctx, e, conversation.AnswerFound{Effect: e.ID, Kind: conversation.AnswerNone, Code: code})
	}
	now := w.Clock()
	if w.Answers == nil || !now.Before(d.Until) {
		return none(codeLate)
	}
	try, cancel := context.WithTimeout(ctx, min(d.Until.Sub(now), ownTry))
	found, err := w.Answers.Answer(try, e.Workspace, e.Conversation, d)
	cancel()
	switch {
	case err == nil:
		found.Effect = e.ID
		return w.resolve(ctx, e, found)
	case errors.Is(ctx.Err(), context.Canceled): // the process stops; its successor tells the time
		return w.again(ctx, e, "stopped")
	}
	w.Log.Warn("no answer could be looked up", "effect", e.ID, "cause", err)
	return none(dialogue.CodeUnavailable)
}
