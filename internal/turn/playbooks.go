package turn

import (
	"context"
	"fmt"
	"sync"
	"time"

	"github.com/rozmova/rozmova/internal/conversation"
	"github.com/rozmova/rozmova/internal/dialogue"
	"github.com/rozmova/rozmova/internal/store"
	"github.com/rozmova/rozmova/internal/understand"
)

// Book is a playbook with the recogniser trained on it.
type Book struct {
	Playbook   *dialogue.Playbook
	Recogniser *understand.Recogniser
}

// Playbooks keeps the compiled playbooks: the current one of each workspace, and
// older versions for the conversations that are pinned to them. Versions are
// kept in the store, so that a conversation goes on as it began after a restart
// with newer flows.
type Playbooks struct {
	db *store.DB

	mu      sync.RWMutex
	current map[conversation.WorkspaceID]*Book
	pinned  map[pinnedBook]*Book
}

type pinnedBook struct {
	ws  conversation.WorkspaceID
	pin conversation.Pin
}

// NewPlaybooks makes an empty collection.
func NewPlaybooks(db *store.DB) *Playbooks {
	return &Playbooks{db: db, current: map[conversation.WorkspaceID]*Book{}, pinned: map[pinnedBook]*Book{}}
}

// Publish compiles sources, keeps their version and makes it the workspace's
// current one. On a mistake in them nothing changes; the error is
// dialogue.Problems.
func (p *Playbooks) Publish(ctx context.Context, ws conversation.WorkspaceID, name string, now time.Time, sources ...dialogue.Source) (*Book, error) {
	book, err := compile(name, sources)
	if err != nil {
		return nil, err
	}
	err = p.db.PutPlaybook(ctx, store.Playbook{Workspace: ws, Pin: book.Playbook.Pin(), Files: join(sources), CreatedAt: now})
	if err != nil {
		return nil, err
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	p.current[ws] = book
	p.pinned[pinnedBook{ws, book.Playbook.Pin()}] = book
	return book, nil
}

func compile(name string, sources []dialogue.Source) (*Book, error) {
	pb, err := dialogue.Compile(name, sources...)
	if err != nil {
		return nil, err
	}
	r, err := understand.New(pb)
	if err != nil {
		return nil, fmt.Errorf("playbook %s: %w", name, err)
	}
	return &Book{pb, r}, nil
}

// Current is the newest playbook of a workspace.
func (p *Playbooks) Current(ws conversation.WorkspaceID) (*Book, error) {
	p.mu.RLock()
	defer p.mu.RUnlock()
	if b := p.current[ws]; b != nil {
		return b, nil
	}
	return nil, fmt.Errorf("workspace %s has no playbook: %w", ws, ErrNotFound)
}

// For is the playbook for a conversation's next turn: the one it is pinned to
// while a flow is in progress, else the newest.
func (p *Playbooks) For(ctx context.Context, s *conversation.State) (*Book, error) {
	if len(s.Stack) == 0 {
		return p.Current(s.Workspace)
	}
	key := pinnedBook{s.Workspace, s.Pin}
	p.mu.RLock()
	book := p.pinned[key]
	p.mu.RUnlock()
	if book != nil {
		return book, nil
	}
	kept, err := p.db.Playbook(ctx, s.Workspace, s.Pin)
	if err != nil {
		return nil, fmt.Errorf("playbook %s %s of conversation %s: %w", s.Pin.Playbook, s.Pin.Version, s.ID, err)
	}
	book, err = compile(s.Pin.Playbook, split(kept.Files))
	if err != nil {
		return nil, fmt.Errorf("playbook %s %s no longer compiles: %w", s.Pin.Playbook, s.Pin.Version, err)
	}
	book.Playbook.Version = s.Pin.Version // as it was named then, whatever names the files since
	p.mu.Lock()
	defer p.mu.Unlock()
	p.pinned[key] = book
	return book, nil
}
