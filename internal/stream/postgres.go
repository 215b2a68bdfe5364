package stream

import (
	"context"
	"crypto/rand"
	"encoding/json"
	"fmt"
	"log/slog"
	"sync"
	"time"

	"github.com/jackc/pgx/v5/pgxpool"
	"golang.org/x/sync/errgroup"

	"github.com/rozmova/rozmova/internal/conversation"
	"github.com/rozmova/rozmova/internal/store"
)

// New is the bus that fits a database: a Hub for SQLite, whose one process
// knows everything, and Postgres where other nodes may be at work.
func New(db *store.DB, opts Options, log *slog.Logger) Bus {
	if pool := db.Pool(); pool != nil {
		return NewPostgres(pool, db, opts, log)
	}
	return NewHub(db, opts)
}

// Postgres joins the hubs of several nodes by NOTIFY. What travels is only
// which conversation has come how far, and who has new flows or articles; each
// node reads what they are from the database that they share. While the channel is broken readers of other nodes' events wait;
// when it is back they all look at the log.
type Postgres struct {
	*Hub
	pool *pgxpool.Pool
	node string // to know one's own news
	log  *slog.Logger

	mu      sync.Mutex
	last    map[place]int64
	signals []Signal
	renewed map[renewal]bool
	lost    bool // more than fits: the others must look everywhere
	wake    chan struct{}
}

type place struct {
	ws conversation.WorkspaceID
	id conversation.ConversationID
}

// channel is where nodes meet; maxNews bounds what waits to be told, maxPayload
// is below what NOTIFY carries (8,000 bytes).
const (
	channel    = "rozmova_stream"
	maxNews    = 10_000
	maxPayload = 7000
)

// news is what one notification says.
type news struct {
	Node    string   `json:"n"`
	Moved   []moved  `json:"m,omitempty"`
	Signals []Signal `json:"s,omitempty"`
	// Flows and Articles are workspaces in which those are new.
	Flows    []conversation.WorkspaceID `json:"f,omitempty"`
	Articles []conversation.WorkspaceID `json:"a,omitempty"`
	Lost     bool                       `json:"l,omitempty"`
}

type moved struct {
	Workspace    conversation.WorkspaceID    `json:"w"`
	Conversation conversation.ConversationID `json:"c"`
	Last         int64                       `json:"q"`
}

// NewPostgres makes the bus of one node. It speaks and hears while Run runs.
func NewPostgres(pool *pgxpool.Pool, events Log, opts Options, log *slog.Logger) *Postgres {
	return &Postgres{
		Hub: NewHub(events, opts), pool: pool, node: rand.Text(), log: log,
		last: make(map[place]int64), renewed: make(map[renewal]bool), wake: make(chan struct{}, 1),
	}
}

// Announce tells this node's readers at once, and the other nodes soon.
func (p *Postgres) Announce(ctx context.Context, a Announcement) {
	p.Hub.Announce(ctx, a)
	p.mu.Lock()
	at := place{a.Workspace, a.Conversation}
	if _, known := p.last[at]; known || len(p.last) < maxNews {
		p.last[at] = max(p.last[at], a.last())
	} else {
		p.lost = true
	}
	p.mu.Unlock()
	p.stir()
}

// Send passes a signal to all nodes.
func (p *Postgres) Send(ctx context.Context, s Signal) {
	p.Hub.Send(ctx, s)
	p.mu.Lock()
	if len(p.signals) < maxNews {
		p.signals = append(p.signals, s)
	}
	p.mu.Unlock()
	p.stir()
}

// Run speaks and hears until ctx ends, across broken connections.
func (p *Postgres) Run(ctx context.Context) error {
	g, ctx := errgroup.WithContext(ctx)
	g.Go(func() error { return p.again(ctx, "hear other nodes", p.hear) })
	g.Go(func() error { return p.again(ctx, "tell other nodes", p.tell) })
	err := g.Wait()
	p.Close()
	return err
}

// again repeats what fails, less and less often, until ctx ends.
func (p *Postgres) again(ctx context.Context, what string, do func(context.Context) error) error {
	const first, most = 100 * time.Millisecond, 5 * time.Second
	pause := first
	for {
		began := time.Now()
		err := do(ctx)
		if ctx.Err() != nil {
			return nil
		}
		p.log.WarnContext(ctx, "stream between nodes interrupted", "doing", what, "error", err)
		if time.Since(began) > most {
			pause = first
		}
		select {
		case <-time.After(pause):
			pause = min(2*pause, most)
		case <-ctx.Done():
			return nil
		}
	}
}

// hear passes on what other nodes say.
func (p *Postgres) hear(ctx context.Context) error {
	pooled, err := p.pool.Acquire(ctx)
	if err != nil {
		return fmt.Errorf("connect: %w", err)
	}
	// A connection that listens must not go back to the others.
	conn := pooled.Hijack()
	defer conn.Close(context.WithoutCancel(ctx))
	if _, err := conn.Exec(ctx, "LISTEN "+channel); err != nil {
		return fmt.Errorf("listen: %w", err)
	}
	p.resync() // whatever was said before is lost
	for {
		n, err := conn.WaitForNotification(ctx)
		if err != nil {
			return fmt.Errorf("wait for news: %w", err)
		}
		var said news
		if err := json.Unmarshal([]byte(n.Payload), &said); err != nil {
			p.log.WarnContext(ctx, "news from another node not readable", "error", err)
			p.resync()
			continue
		}
		if said.Node == p.node {
			continue
		}
		if said.Lost {
			p.resync()
		}
		for _, m := range said.Moved {
			p.Hub.Announce(ctx, Announcement{Workspace: m.Workspace, Conversation: m.Conversation, Last: m.Last})
		}
		for _, s := range said.Signals {
			p.Hub.Send(ctx, s)
		}
		for _, ws := range said.Flows {
			p.Hub.Published(ctx, ws)
		}
		for _, ws := range said.Articles {
			p.Hub.ArticlesChanged(ctx, ws)
		}
	}
}

// tell sends what waits to be told. News of one conversation melt together
// while a notification is on its way.
func (p *Postgres) tell(ctx context.Context) error {
	for {
		for _, payload := range p.payloads() {
			if _, err := p.pool.Exec(ctx, "SELECT pg_notify($1, $2)", channel, payload); err != nil {
				p.mu.Lock()
				p.lost = true // it may be about anything
				p.mu.Unlock()
				p.stir()
				return fmt.Errorf("notify: %w", err)
			}
		}
		select {
		case <-p.wake:
		case <-ctx.Done():
			return ctx.Err()
		}
	}
}

// payloads takes all that waits and writes it in pieces that fit.
func (p *Postgres) payloads() (out []string) {
	p.mu.Lock()
	last, signals, renewed, lost := p.last, p.signals, p.renewed, p.lost
	p.last, p.signals, p.renewed, p.lost = make(map[place]int64), nil, make(map[renewal]bool), false
	p.mu.Unlock()

	if lost {
		return []string{p.write(news{Lost: true})}
	}
	var n news
	size := 0
	add := func(bytes int) {
		if size += bytes; size > maxPayload {
			out = append(out, p.write(n))
			n, size = news{}, bytes
		}
	}
	for at, seq := range last {
		add(len(at.ws) + len(at.id) + 50)
		n.Moved = append(n.Moved, moved{at.ws, at.id, seq})
	}
	for _, s := range signals {
		// A name of quotes grows by its escapes.
		add(len(s.Workspace) + len(s.Conversation) + len(s.User) + 6*len(s.Name) + 100)
		n.Signals = append(n.Signals, s)
	}
	for r := range renewed {
		add(len(r.ws) + 10)
		if r.what == articles {
			n.Articles = append(n.Articles, r.ws)
		} else {
			n.Flows = append(n.Flows, r.ws)
		}
	}
	if len(n.Moved)+len(n.Signals)+len(n.Flows)+len(n.Articles) > 0 {
		out = append(out, p.write(n))
	}
	return out
}

func (p *Postgres) write(n news) string {
	n.Node = p.node
	b, err := json.Marshal(n)
	if err != nil {
		panic("stream: news: " + err.Error()) // plain data
	}
	return string(b)
}

func (p *Postgres) stir() {
	select {
	case p.wake <- struct{}{}:
	default:
	}
}
