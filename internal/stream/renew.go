package stream

import (
	"context"

	"github.com/rozmova/rozmova/internal/conversation"
)

// renewal is something of a workspace's that may be another than before: some
// was published here or on another node, or news were missed. What it is now is
// to be read from the store.
type renewal struct {
	what renewed
	ws   conversation.WorkspaceID
}

type renewed string

const (
	flows    renewed = "flows"
	articles renewed = "articles"
)

// Flows says that a workspace's flows may be others than before. News melt
// together until they are taken; the channel is never closed.
func (h *Hub) Flows(ws conversation.WorkspaceID) <-chan struct{} { return h.wait(renewal{flows, ws}) }

// Articles says that readers may see other articles than before.
func (h *Hub) Articles(ws conversation.WorkspaceID) <-chan struct{} {
	return h.wait(renewal{articles, ws})
}

func (h *Hub) wait(r renewal) <-chan struct{} {
	h.mu.Lock()
	defer h.mu.Unlock()
	c := make(chan struct{}, 1)
	h.renewals[r] = append(h.renewals[r], c)
	return c
}

// Published hands the news of new flows to this process.
func (h *Hub) Published(_ context.Context, ws conversation.WorkspaceID) { h.renew(renewal{flows, ws}) }

// ArticlesChanged hands the news of articles to this process.
func (h *Hub) ArticlesChanged(_ context.Context, ws conversation.WorkspaceID) {
	h.renew(renewal{articles, ws})
}

func (h *Hub) renew(r renewal) {
	h.mu.RLock()
	defer h.mu.RUnlock()
	for _, c := range h.renewals[r] {
		nudge(c)
	}
}

// Published tells this node and the others.
func (p *Postgres) Published(_ context.Context, ws conversation.WorkspaceID) {
	p.renew(renewal{flows, ws})
}

// ArticlesChanged tells this node and the others.
func (p *Postgres) ArticlesChanged(_ context.Context, ws conversation.WorkspaceID) {
	p.renew(renewal{articles, ws})
}

func (p *Postgres) renew(r renewal) {
	p.Hub.renew(r)
	p.mu.Lock()
	p.renewed[r] = true
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
