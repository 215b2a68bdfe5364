package turn

import (
	"context"
	"time"

	"github.com/rozmova/rozmova/internal/conversation"
	"github.com/rozmova/rozmova/internal/dialogue"
)

// Compile and Adopt are the two halves of Publish: tests compile a playbook once
// for all databases.
var Compile = compile

// Expected is what is made of the waits that were seen.
var Expected = expected

func (p *Playbooks) Adopt(ctx context.Context, ws conversation.WorkspaceID, b *Book, now time.Time, sources []dialogue.Source) error {
	return p.adopt(ctx, ws, b, now, sources)
}

// Remembered is the state that the handler keeps in memory, nil when none.
func (h *Handler) Remembered(id conversation.ConversationID) *conversation.State {
	return h.cache.get(id)
}

// Forget makes the handler read the conversation from the store next time.
func (h *Handler) Forget(id conversation.ConversationID) { h.cache.forget(id) }

// Busy counts the conversations that somebody is in or waits for.
func (h *Handler) Busy() int {
	h.lanes.mu.Lock()
	defer h.lanes.mu.Unlock()
	return len(h.lanes.last)
}
