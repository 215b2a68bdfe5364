package stream

import (
	"context"

	"github.com/rozmova/rozmova/internal/conversation"
	"github.com/rozmova/rozmova/internal/store"
)

// Announcement says that a turn of a conversation was committed.
type Announcement struct {
	Workspace    conversation.WorkspaceID
	Conversation conversation.ConversationID
	// Events are those just committed, contiguous. They are shared by all
	// readers and must not be changed. Empty when the news comes from another
	// node: then Last alone says how far the log goes.
	Events []conversation.Event
	Last   int64
	// Row is the inbox row that the turn came to, nil when it comes from another
	// node. It must not be changed either.
	Row *store.Row
}

// Signal is something of the moment that is not worth keeping: it is never in
// the log, and whoever is away misses it.
type Signal struct {
	Workspace    conversation.WorkspaceID    `json:"w"`
	Conversation conversation.ConversationID `json:"c"`
	Kind         SignalKind                  `json:"k"`
	Actor        conversation.ActorKind      `json:"a"`
	User         conversation.UserID         `json:"u,omitempty"` // the agent, when it is one
	Name         string                      `json:"n,omitempty"`
}

// SignalKind names a signal.
type SignalKind string

// Typing: the actor is writing at this moment.
const Typing SignalKind = "typing"

// Bus is how news travels. Hub serves one process; Postgres joins several.
type Bus interface {
	// Announce is called after the commit, never inside the transaction. It does
	// not wait for readers and cannot fail: a lost announcement delays a reader
	// until the next one, it never loses an event.
	Announce(ctx context.Context, a Announcement)
	// Send passes a signal on.
	Send(ctx context.Context, s Signal)
	// Follow begins to follow a conversation after a cursor. Close it.
	Follow(ws conversation.WorkspaceID, id conversation.ConversationID, after int64, opts ...FollowOption) *Follower
	// Watch begins to watch a workspace's conversations. Close it.
	Watch(ws conversation.WorkspaceID) *Watch
	// Published says that a workspace has new flows. Like an announcement it
	// cannot fail; one that is lost is made up for by whoever looks at the store.
	Published(ctx context.Context, ws conversation.WorkspaceID)
	// Flows wakes whoever serves a workspace's flows when there may be new ones.
	Flows(ws conversation.WorkspaceID) <-chan struct{}
	// ArticlesChanged and Articles do the same for what readers see of a
	// workspace's articles.
	ArticlesChanged(ctx context.Context, ws conversation.WorkspaceID)
	Articles(ws conversation.WorkspaceID) <-chan struct{}
	// Open counts the followers that are open now.
	Open() int
	// Turns counts the turns that were announced with their events: those that
	// this process has committed.
	Turns() uint64
	// Run serves the bus until ctx ends.
	Run(ctx context.Context) error
	// Close ends every follower and watch with ErrClosed.
	Close()
}

// Log is where events are read when announcements do not suffice. Events gives
// at most limit events after a cursor, and the seq of the log's last event.
type Log interface {
	Events(ctx context.Context, ws conversation.WorkspaceID, id conversation.ConversationID, after int64, limit int) ([]conversation.Event, int64, error)
}

func (a Announcement) last() int64 {
	if n := len(a.Events); n > 0 {
		return a.Events[n-1].Seq
	}
	return a.Last
}
