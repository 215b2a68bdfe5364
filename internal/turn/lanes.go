package turn

import (
	"context"
	"fmt"
	"sync"

	lru "github.com/hashicorp/golang-lru/v2"

	"github.com/rozmova/rozmova/internal/conversation"
)

// lanes let one input of a conversation pass at a time, in the order of
// arrival. Conversations never wait for each other.
type lanes struct {
	mu   sync.Mutex
	last map[conversation.ConversationID]chan struct{} // closed when the last one that came has left
}

// enter waits until all who came before have left, and gives the way out. It
// fails when ctx ends first. A mutex would not do: it lets newcomers pass those
// who wait.
func (l *lanes) enter(ctx context.Context, id conversation.ConversationID) (leave func(), _ error) {
	mine := make(chan struct{})
	l.mu.Lock()
	if l.last == nil {
		l.last = map[conversation.ConversationID]chan struct{}{}
	}
	before := l.last[id]
	l.last[id] = mine
	l.mu.Unlock()
	out := func() {
		l.mu.Lock()
		if l.last[id] == mine {
			delete(l.last, id)
		}
		l.mu.Unlock()
		close(mine)
	}
	if before == nil {
		return out, nil
	}
	select {
	case <-before:
		return out, nil
	case <-ctx.Done():
		go func() { // those behind still wait for those in front
			<-before
			out()
		}()
		return nil, fmt.Errorf("turn: wait: %w", ctx.Err())
	}
}

// cachedStates bounds the states kept in memory; a state is a few kilobytes.
const cachedStates = 2000

// cache holds the states of conversations touched lately. It only saves
// reading: an append on a stale state is refused by the store, and what changes
// nothing is decided again on what is stored.
type cache struct {
	states *lru.Cache[conversation.ConversationID, *conversation.State]
}

func newCache(size int) *cache {
	c, err := lru.New[conversation.ConversationID, *conversation.State](size)
	if err != nil {
		panic(err) // only for size < 1
	}
	return &cache{c}
}

func (c *cache) get(id conversation.ConversationID) *conversation.State {
	s, _ := c.states.Get(id)
	return s
}

func (c *cache) put(s *conversation.State)             { c.states.Add(s.ID, s) }
func (c *cache) forget(id conversation.ConversationID) { c.states.Remove(id) }
