package turn

import (
	"sync"

	lru "github.com/hashicorp/golang-lru/v2"

	"github.com/rozmova/rozmova/internal/conversation"
)

// lanes let one input of a conversation pass at a time, in the order of
// arrival. Conversations never wait for each other.
type lanes struct {
	mu   sync.Mutex
	open map[conversation.ConversationID]*lane
}

type lane struct {
	mu    sync.Mutex
	users int
}

// enter waits for the lane and gives the way out.
func (l *lanes) enter(id conversation.ConversationID) (leave func()) {
	l.mu.Lock()
	if l.open == nil {
		l.open = map[conversation.ConversationID]*lane{}
	}
	in := l.open[id]
	if in == nil {
		in = &lane{}
		l.open[id] = in
	}
	in.users++
	l.mu.Unlock()
	in.mu.Lock()
	return func() {
		in.mu.Unlock()
		l.mu.Lock()
		if in.users--; in.users == 0 {
			delete(l.open, id)
		}
		l.mu.Unlock()
	}
}

// cachedStates bounds the states kept in memory; a state is a few kilobytes.
const cachedStates = 2000

// cache holds the states of conversations touched lately. It only saves
// reading: an append on a stale state is refused by the store.
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
