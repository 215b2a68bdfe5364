package stream

import (
	"context"

	"github.com/rozmova/rozmova/internal/conversation"
)

// Flows says that a workspace's flows may be others than before: some were
// published here or on another node, or news were missed. What they are is to
// be read from the store. News melt together until they are taken; the channel
// is never closed.
func (h *Hub) Flows(ws conversation.WorkspaceID) <-chan struct{} {
	h.mu.Lock()
	defer h.mu.Unlock()
	c := make(chan struct{}, 1)
	h.flows[ws] = append(h.flows[ws], c)
	return c
}

// Published hands the news of new flows to this process.
func (h *Hub) Published(_ context.Context, ws conversation.WorkspaceID) {
	h.mu.RLock()
	defer h.mu.RUnlock()
	for _, c := range h.flows[ws] {
		nudge(c)
	}
}

// Published tells this node and the others.
func (p *Postgres) Published(ctx context.Context, ws conversation.WorkspaceID) {
	p.Hub.Published(ctx, ws)
	p.mu.Lock()
	p.renewed[ws] = true
	p.mu.Unlock()
	p.stir()
}

// nudge leaves word in a channel that holds one.
func nudge(c chan struct{}) {
	select {
	case c <- struct{}{}:
	default:
	}
}
