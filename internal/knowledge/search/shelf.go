package search

import (
	"context"
	"log/slog"
	"sync"
	"time"

	"github.com/rozmova/rozmova/internal/conversation"
	"github.com/rozmova/rozmova/internal/knowledge"
)

// Library is where published documents come from.
type Library interface {
	// Documents gives what readers see otherwise since a change, in order.
	Documents(ctx context.Context, ws conversation.WorkspaceID, after int64, limit int) ([]knowledge.Change, error)
}

// News says that readers may see other articles than before.
type News interface {
	Articles(ws conversation.WorkspaceID) <-chan struct{}
}

// Look is how often Follow looks without news: they may be lost.
const Look = 30 * time.Second

// batch is how many changes are read at once.
const batch = 200

// Shelf holds the indexes of workspaces and keeps them as readers see the
// articles. It is safe for concurrent use.
type Shelf struct {
	library Library
	news    News // nil where nobody spreads any
	log     *slog.Logger

	mu      sync.Mutex
	indexes map[conversation.WorkspaceID]*shelved
}

type shelved struct {
	index *Index
	seq   int64 // the change up to which the index knows
	full  chan struct{}
	once  sync.Once
}

// NewShelf makes an empty shelf.
func NewShelf(library Library, news News, log *slog.Logger) *Shelf {
	if log == nil {
		log = slog.New(slog.DiscardHandler)
	}
	return &Shelf{library: library, news: news, log: log, indexes: map[conversation.WorkspaceID]*shelved{}}
}

// Of gives a workspace's index; it is empty until Follow has filled it.
func (s *Shelf) Of(ws conversation.WorkspaceID) *Index { return s.at(ws).index }

// Filled is closed when the index holds all that was published when Follow began.
func (s *Shelf) Filled(ws conversation.WorkspaceID) <-chan struct{} { return s.at(ws).full }

func (s *Shelf) at(ws conversation.WorkspaceID) *shelved {
	s.mu.Lock()
	defer s.mu.Unlock()
	h := s.indexes[ws]
	if h == nil {
		h = &shelved{index: New(), full: make(chan struct{})}
		s.indexes[ws] = h
	}
	return h
}

// Follow fills a workspace's index and keeps it fresh until ctx ends, whoever
// publishes. It is called once for a workspace. What cannot be read is tried
// again at the next look.
func (s *Shelf) Follow(ctx context.Context, ws conversation.WorkspaceID, look time.Duration) error {
	h := s.at(ws)
	var news <-chan struct{}
	if s.news != nil {
		news = s.news.Articles(ws)
	}
	tick := time.NewTicker(look)
	defer tick.Stop()
	for {
		if err := s.catchUp(ctx, ws, h); err != nil && ctx.Err() == nil {
			s.log.WarnContext(ctx, "newer articles not indexed", "workspace", ws, "error", err)
		}
		select {
		case <-news:
		case <-tick.C:
		case <-ctx.Done():
			return nil
		}
	}
}

// catchUp takes all changes that the index does not know.
func (s *Shelf) catchUp(ctx context.Context, ws conversation.WorkspaceID, h *shelved) error {
	for {
		changes, err := s.library.Documents(ctx, ws, h.seq, batch)
		if err != nil {
			return err
		}
		for _, c := range changes {
			if c.Gone {
				h.index.Remove(c.Article, c.Lang)
			} else {
				h.index.Put(c.Document)
			}
			h.seq = c.Seq
		}
		if len(changes) == 0 {
			h.once.Do(func() { close(h.full) })
			return nil
		}
		if err := ctx.Err(); err != nil {
			return err
		}
	}
}
