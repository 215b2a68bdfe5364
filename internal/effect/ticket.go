package effect

import (
	"context"
	"errors"

	"github.com/rozmova/rozmova/internal/action"
	"github.com/rozmova/rozmova/internal/conversation"
	"github.com/rozmova/rozmova/internal/dialogue"
	"github.com/rozmova/rozmova/internal/store"
)

// Tickets opens tickets. Calls with one Key open one ticket and give it each time.
type Tickets interface {
	Open(ctx context.Context, ws conversation.WorkspaceID, conv conversation.ConversationID, contact conversation.ContactID,
		t conversation.OpenTicket) (id conversation.TicketID, number string, err error)
}

// ticketTries bounds the tries of opening one; then a person takes over.
const ticketTries = 4

func (w *Worker) openTicket(ctx context.Context, e *store.EffectRow, d conversation.OpenTicket) error {
	code := action.CodeNotConfigured
	if w.Tickets != nil {
		try, cancel := context.WithTimeout(ctx, ownTry)
		id, number, err := w.Tickets.Open(try, e.Workspace, e.Conversation, d.Contact, d)
		cancel()
		if err == nil {
			return w.resolve(ctx, e, conversation.TicketOpened{Effect: e.ID, Ticket: id, Number: number})
		}
		if errors.Is(ctx.Err(), context.Canceled) {
			return w.again(ctx, e, "stopped")
		}
		code = dialogue.CodeUnavailable
		w.Log.Warn("ticket not opened", "effect", e.ID, "attempt", e.Attempts, "cause", err)
		if e.Attempts < ticketTries {
			return w.again(ctx, e, code)
		}
	}
	return w.resolve(ctx, e, conversation.TicketNotOpened{Effect: e.ID, Code: code})
}
