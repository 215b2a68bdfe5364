// Package app wires Rozmova together: it is the only room that imports all the
// others. main parses, app runs; nothing is set after construction.
package app

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"net/http"
	"net/netip"
	"time"

	"github.com/prometheus/client_golang/prometheus"
	"github.com/prometheus/client_golang/prometheus/collectors"
	"golang.org/x/sync/errgroup"

	"github.com/rozmova/rozmova/internal/account"
	"github.com/rozmova/rozmova/internal/account/code"
	"github.com/rozmova/rozmova/internal/action"
	"github.com/rozmova/rozmova/internal/conversation"
	"github.com/rozmova/rozmova/internal/desk"
	"github.com/rozmova/rozmova/internal/dialogue"
	"github.com/rozmova/rozmova/internal/effect"
	"github.com/rozmova/rozmova/internal/flowtest"
	"github.com/rozmova/rozmova/internal/httpapi"
	"github.com/rozmova/rozmova/internal/jobs"
	"github.com/rozmova/rozmova/internal/knowledge/importing"
	"github.com/rozmova/rozmova/internal/knowledge/importing/fetch"
	"github.com/rozmova/rozmova/internal/knowledge/library"
	"github.com/rozmova/rozmova/internal/knowledge/search"
	"github.com/rozmova/rozmova/internal/store"
	"github.com/rozmova/rozmova/internal/stream"
	"github.com/rozmova/rozmova/internal/studio"
	"github.com/rozmova/rozmova/internal/turn"
	"github.com/rozmova/rozmova/packs"
	"github.com/rozmova/rozmova/web"
)

// Config is what an installation decides.
type Config struct {
	Database  string // store.Open's: a SQLite path or postgres://…
	SecretKey string // SecretKeyEnv's; on SQLite empty means the file beside the database
	Workspace conversation.WorkspaceID
	Name      string            // of the workspace when it is made
	Packs     []dialogue.Source // laid over each other, the base first
	Articles  []packs.Article   // that the packs bring along
	Actions   map[string]Endpoint
	Identity  Identity
	Models    Models
	Clock     func() time.Time
	Log       *slog.Logger
	Version   string

	TestBackends flowtest.Backends // that flow tests may name in the studio

	Home    http.Handler // answers "/": the demo's site
	Secure  bool         // served over HTTPS, here or by a proxy in front
	Proxies []netip.Prefix
	Origins []string
	Limits  httpapi.Limits
	// ImportNetworks are not public, and imports may fetch pages from them.
	ImportNetworks []netip.Prefix
}

// Endpoint is where the actions of a pack are performed: URL by the plain
// binding, MCP at an MCP server's address, Command by an MCP server that we run.
type Endpoint struct {
	URL     string
	MCP     string
	Command []string
	Token   string
}

// Client connects to it, when it is first asked.
func (e Endpoint) Client() (action.Performer, error) {
	switch {
	case e.MCP != "":
		return action.NewMCP(e.MCP, e.Token)
	case len(e.Command) > 0:
		return action.NewMCPCommand(e.Command...)
	}
	return action.NewHTTP(e.URL, e.Token)
}

// App is a wired Rozmova.
type App struct {
	Store    *store.DB
	Accounts *account.Service
	Turns    *turn.Handler
	Bus      stream.Bus
	Server   *httpapi.Server
	Library  *library.Library

	cfg      Config
	jobs     *jobs.Queue
	imports  *importing.Desk
	flows    *studio.Studio
	worker   *effect.Worker
	shelf    *search.Shelf
	bindings action.Bindings
}

// New opens the database, brings it up to date, publishes the playbook and
// wires the parts. Close it when Run is not called.
func New(ctx context.Context, cfg Config) (*App, error) {
	if cfg.Clock == nil {
		cfg.Clock = time.Now
	}
	if cfg.Log == nil {
		cfg.Log = slog.New(slog.DiscardHandler)
	}
	db, err := OpenStore(ctx, cfg.Database, cfg.SecretKey)
	if err != nil {
		return nil, err
	}
	err = db.Own()
	var a *App
	if err == nil {
		a, err = wire(ctx, cfg, db)
	}
	if err != nil {
		return nil, errors.Join(err, db.Close())
	}
	return a, nil
}

func wire(ctx context.Context, cfg Config, db *store.DB) (*App, error) {
	if err := ensureWorkspace(ctx, db, cfg); err != nil {
		return nil, err
	}
	books, bus := turn.NewPlaybooks(db), stream.New(db, stream.Options{}, cfg.Log)
	flows := studio.New(studio.Config{
		Store: db, Playbooks: books, Packs: cfg.Packs, Backends: cfg.TestBackends, News: bus, Clock: cfg.Clock, Log: cfg.Log,
	})
	if err := flows.Start(ctx, cfg.Workspace); err != nil {
		return nil, err
	}
	bindings := action.Bindings{}
	for pack, e := range cfg.Actions {
		client, err := e.Client()
		if err != nil {
			return nil, fmt.Errorf("actions of pack %s: %w", pack, err)
		}
		bindings[pack] = client
	}
	queue, err := jobs.New(db, jobs.Options{Logger: cfg.Log})
	if err != nil {
		return nil, err
	}
	believed, err := cfg.accountOptions()
	if err != nil {
		return nil, err
	}
	channels, err := cfg.Identity.Channels()
	if err != nil {
		return nil, err
	}
	networks := account.NewNetworks()
	sender := codes{code.New(code.Config{Store: db, Channels: channels, Networks: networks, Clock: cfg.Clock, Log: cfg.Log})}
	articles, err := newLibrary(cfg, db, bus)
	if err != nil {
		return nil, err
	}
	a := &App{Store: db, Library: articles, Accounts: account.New(db, cfg.Clock, believed...), Bus: bus, cfg: cfg, jobs: queue, flows: flows, bindings: bindings}
	a.shelf = search.NewShelf(articles, bus, cfg.Log)
	a.imports = &importing.Desk{Library: articles, Jobs: queue, Client: fetch.New(fetch.Options{Allow: cfg.ImportNetworks}), Log: cfg.Log}
	help, err := cfg.help(db, articles, finds(a.shelf), func() visitors { return a.Server })
	if err != nil {
		return nil, err
	}
	metrics := prometheus.NewRegistry()
	metrics.MustRegister(collectors.NewGoCollector(), collectors.NewProcessCollector(collectors.ProcessCollectorOpts{}))
	asked, err := newModels(cfg, db, metrics, func() *turn.Handler { return a.Turns })
	if err != nil {
		return nil, err
	}
	known := newAnswers(cfg, a.shelf, articles, asked, func() *turn.Handler { return a.Turns })
	// Turns kick the worker and the worker resolves through turns: one of the
	// two has to be reached through a variable.
	a.Turns = turn.New(turn.Config{
		Store: db, Jobs: queue, Playbooks: books, Announcer: a.Bus, Clock: cfg.Clock, Codes: sender, ModelWithin: asked.wait, AnswerWithin: known.within,
		Kick: func(ws conversation.WorkspaceID, id conversation.ConversationID) { a.worker.Kick(ws, id) },
	})
	tickets := &desk.Tickets{Store: db, Turns: a.Turns, Clock: cfg.Clock}
	a.worker = effect.New(effect.Config{
		Store: db, Jobs: queue, Turns: a.Turns, Bindings: bindings, Clock: cfg.Clock, Log: cfg.Log,
		Codes: sender, Proofs: sender, Tickets: tickets, Models: asked.reads(), Answers: known,
	})
	a.Server = httpapi.New(httpapi.Config{
		Store: db, Accounts: a.Accounts, Networks: networks, Turns: a.Turns, Bus: a.Bus, Retry: a.worker.Retry, Studio: flows, Tickets: tickets, Library: articles, Imports: a.imports, Shelf: a.shelf, Model: cfg.Models.shown(),
		ReasonTitle: func(ws conversation.WorkspaceID, reason, lang string) string {
			book, err := books.Current(ws)
			if err != nil {
				return ""
			}
			return book.Playbook.ReasonTitle(reason, lang)
		},
		Front: web.Dist(), Help: help, Home: cfg.Home, Log: cfg.Log, Metrics: metrics, Now: cfg.Clock, Limits: cfg.Limits,
		Secure: cfg.Secure, TrustedProxies: cfg.Proxies, Origins: cfg.Origins, Version: cfg.Version,
	})
	return a, nil
}

// ensureWorkspace makes the workspace at the first start.
func ensureWorkspace(ctx context.Context, db *store.DB, cfg Config) error {
	_, err := db.Workspace(ctx, cfg.Workspace)
	if !errors.Is(err, store.ErrNotFound) {
		return err
	}
	name := cfg.Name
	if name == "" {
		name = string(cfg.Workspace)
	}
	settings, err := newSettings(cfg.Packs)
	if err != nil {
		return err
	}
	err = db.CreateWorkspace(ctx, store.Workspace{ID: cfg.Workspace, Name: name, Settings: settings, CreatedAt: cfg.Clock().UTC().Truncate(time.Microsecond)})
	if errors.Is(err, store.ErrExists) {
		return nil // another node was quicker
	}
	return err
}

// stopPatience is how long requests may go on when the process stops.
const stopPatience = 10 * time.Second

// Run serves on a listener until ctx ends, then closes everything in order:
// no new requests, no streams, no effects, no jobs, and the database last.
func (a *App) Run(ctx context.Context, l net.Listener) error {
	server := httpapi.NewHTTPServer(a.Server, a.cfg.Log)
	g, gctx := errgroup.WithContext(ctx)
	g.Go(func() error { return a.Bus.Run(gctx) })
	g.Go(func() error { return a.worker.Run(gctx) })
	g.Go(func() error { tidy(gctx); return nil })
	g.Go(func() error { return a.flows.Follow(gctx, a.cfg.Workspace, studio.Look) })
	g.Go(func() error { a.bringArticles(gctx); return nil })
	g.Go(func() error { return a.shelf.Follow(gctx, a.cfg.Workspace, search.Look) })
	g.Go(func() error {
		return a.jobs.Run(gctx, map[string]jobs.Handler{turn.JobEffects: a.worker.Job, turn.JobWake: a.Turns.Wake, importing.Job: a.imports.Work})
	})
	g.Go(func() error {
		if err := server.Serve(l); !errors.Is(err, http.ErrServerClosed) {
			return fmt.Errorf("serve: %w", err)
		}
		return nil
	})
	g.Go(func() error {
		<-gctx.Done()
		a.Bus.Close()
		stop, cancel := context.WithTimeout(context.Background(), stopPatience)
		defer cancel()
		if err := server.Shutdown(stop); err != nil {
			return errors.Join(fmt.Errorf("stop serving: %w", err), server.Close())
		}
		return nil
	})
	err := g.Wait()
	if errors.Is(err, context.Canceled) && ctx.Err() != nil {
		err = nil
	}
	return errors.Join(err, a.bindings.Close(), a.Store.Close())
}

// Close lets go of the database when Run was not called.
func (a *App) Close() error {
	a.Bus.Close()
	return errors.Join(a.bindings.Close(), a.Store.Close())
}
