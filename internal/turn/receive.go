package turn

import (
	"context"

	"github.com/rozmova/rozmova/internal/conversation"
	"github.com/rozmova/rozmova/internal/dialogue"
)

// Message is what a customer sends. ClientID is the sender's own name for it: a
// second message with the same one is not taken again. Either Text or Button,
// the ID of a shown button, is set.
type Message struct {
	ClientID string
	Text     string
	Button   string
}

// Receive takes a customer's message. The local recognisers read it here,
// outside of any transaction; what they propose is recorded with it.
func (h *Handler) Receive(ctx context.Context, ws conversation.WorkspaceID, id conversation.ConversationID, m Message) (Receipt, error) {
	text, err := clean(m)
	if err != nil {
		return Receipt{}, err
	}
	return h.turn(ctx, ws, id, "c:"+m.ClientID, func(s *conversation.State, b *Book) (conversation.Input, error) {
		d := conversation.MessageReceived{ClientID: m.ClientID, Text: text, Button: m.Button}
		if err := h.takeCode(ctx, s, &d); err != nil {
			return conversation.Input{}, err
		}
		maskCards(s, &d)
		if h.AnswerWithin != nil {
			d.AnswerWithin = h.AnswerWithin(ws)
		}
		if m.Button != "" {
			d.Text = dialogue.ButtonTitle(s, m.Button)
			if d.Text == "" {
				d.Text = b.Playbook.ButtonTitle(m.Button, s.Lang)
			}
		} else {
			u := b.Recogniser.Local(d.Text, s, h.now(s))
			d.Lang, d.Mood, d.Urgent, d.Proposed = u.Lang, u.Mood, u.Urgent, u.Commands
			if d.AnswerWithin > 0 {
				d.Proposed = b.Recogniser.WithQuestion(d.Text, d.Proposed, s, h.now(s))
			}
			if h.ModelWithin != nil {
				d.ModelWithin = h.ModelWithin()
			}
		}
		return conversation.Input{Actor: conversation.Actor{Kind: conversation.Customer}, Data: d}, nil
	})
}
