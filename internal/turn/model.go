package turn

import (
	"context"

	"github.com/rozmova/rozmova/internal/conversation"
)

// Standing is a conversation as it is, with the playbook that it goes by: what
// a model's reader needs to know. The state is not to be changed.
func (h *Handler) Standing(ctx context.Context, ws conversation.WorkspaceID, id conversation.ConversationID) (*conversation.State, *Book, error) {
	s, _, err := h.state(ctx, ws, id)
	if err != nil {
		return nil, nil, err
	}
	b, err := h.Playbooks.For(ctx, s)
	return s, b, err
}
