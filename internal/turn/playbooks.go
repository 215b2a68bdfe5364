package turn

import (
	"context"
	"errors"
	"fmt"
	"sync"
	"time"

	"golang.org/x/sync/singleflight"

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

	loading singleflight.Group
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
	return book, p.adopt(ctx, ws, book, now, sources)
}

func (p *Playbooks) adopt(ctx context.Context, ws conversation.WorkspaceID, book *Book, now time.Time, sources []dialogue.Source) error {
	pin := book.Playbook.Pin()
	if err := p.db.PutPlaybook(ctx, store.Playbook{Workspace: ws, Pin: pin, Files: join(sources), CreatedAt: now}); err != nil {
		return err
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	p.current[ws], p.pinned[pinnedBook{ws, pin}] = book, book
	return nil
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
	// After a restart with newer flows many conversations come at once, and
	// compiling takes a while: one does it for all, even if it goes away.
	name := fmt.Sprintf("%s\x00%s\x00%s", s.Workspace, s.Pin.Playbook, s.Pin.Version)
	found, err, _ := p.loading.Do(name, func() (any, error) { return p.load(context.WithoutCancel(ctx), key) })
	if err != nil {
		return nil, fmt.Errorf("playbook %s %s of conversation %s: %w", s.Pin.Playbook, s.Pin.Version, s.ID, err)
	}
	return found.(*Book), nil
}

// load compiles a kept version. One that is gone, or that this program's
// compiler refuses, is replaced by the newest: a flow that is not in it goes to
// a person, and an error here would silence the conversation for ever.
func (p *Playbooks) load(ctx context.Context, key pinnedBook) (*Book, error) {
	kept, err := p.db.Playbook(ctx, key.ws, key.pin)
	var book *Book
	if err == nil {
		book, err = compile(key.pin.Playbook, split(kept.Files))
	}
	var refused dialogue.Problems
	switch {
	case errors.Is(err, store.ErrNotFound), errors.As(err, &refused):
		if book, err = p.Current(key.ws); err != nil {
			return nil, err
		}
	case err != nil:
		return nil, err
	default:
		book.Playbook.Version = key.pin.Version // as it was named then, whatever names the files since
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	p.pinned[key] = book
	return book, nil
}
