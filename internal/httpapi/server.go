package httpapi

import (
	"context"
	"errors"
	"io/fs"
	"log/slog"
	"net/http"
	"net/netip"
	"strings"
	"time"

	"github.com/danielgtaylor/huma/v2"
	"github.com/danielgtaylor/huma/v2/adapters/humago"
	"github.com/prometheus/client_golang/prometheus"

	"github.com/rozmova/rozmova/internal/account"
	"github.com/rozmova/rozmova/internal/conversation"
	"github.com/rozmova/rozmova/internal/desk"
	"github.com/rozmova/rozmova/internal/knowledge/importing"
	"github.com/rozmova/rozmova/internal/knowledge/library"
	"github.com/rozmova/rozmova/internal/store"
	"github.com/rozmova/rozmova/internal/stream"
	"github.com/rozmova/rozmova/internal/studio"
)

// Config is what the server is made of. Store, Accounts, Turns and Bus are
// needed; the rest has defaults.
type Config struct {
	Store    *store.DB
	Accounts *account.Service
	Networks *account.Networks // told where customers write from; nil: nobody asks
	Turns    Turns
	Bus      stream.Bus
	// Retry sets a parked effect going again. It fails with store.ErrNotFound
	// when the effect is not parked.
	Retry func(ctx context.Context, ws conversation.WorkspaceID, id conversation.EffectID) error
	// Ready says whether what stands behind the server is ready, beside the store.
	Ready func(ctx context.Context) error
	// Tickets opens and moves tickets.
	Tickets *desk.Tickets
	// Studio edits the flows; without it its routes are unavailable.
	Studio *studio.Studio
	// Library keeps the articles; unless given it is one of the store.
	Library *library.Library
	// Imports brings articles in from elsewhere; without it its routes are
	// unavailable.
	Imports *importing.Desk
	// Shelf is where articles are searched; without it none is found.
	Shelf Shelf
	// Model is the configured language model, as far as administrators see it.
	Model Model
	// ReasonTitle is what the workspace's flows call a reason for a handoff, in a
	// language; empty for a reason that is not theirs.
	ReasonTitle func(ws conversation.WorkspaceID, reason, lang string) string
	// Front is the built front end: desk/ and widget/.
	Front fs.FS
	// Help answers /help/: the help centre's pages.
	Help http.Handler
	// Home answers "/" and what nothing else answers, for the demo's site.
	Home http.Handler

	Log     *slog.Logger
	Metrics *prometheus.Registry
	Now     func() time.Time
	Limits  Limits

	Secure         bool           // served over HTTPS, here or by a proxy in front
	TrustedProxies []netip.Prefix // whose X-Forwarded-For is believed
	Origins        []string       // other hosts that the desk may be opened from
	SessionLife    time.Duration  // of a customer's token; 24 h
	Version        string
}

// Server is the HTTP API. It is an http.Handler.
type Server struct {
	cfg     Config
	log     *slog.Logger
	now     func() time.Time
	api     huma.API
	mux     *http.ServeMux
	metrics *metrics
	limits  limiters
	feeds   *feeds
	handler http.Handler
	finish  []func() // run once all routes are known
	readers []byte   // the key of Visitor
}

// New makes the server. Its streams end when the bus is closed.
func New(cfg Config) *Server {
	if cfg.Log == nil {
		cfg.Log = slog.New(slog.DiscardHandler)
	}
	if cfg.Now == nil {
		cfg.Now = time.Now
	}
	if cfg.SessionLife <= 0 {
		cfg.SessionLife = 24 * time.Hour
	}
	if cfg.Library == nil {
		cfg.Library = library.New(library.Config{Store: cfg.Store, News: cfg.Bus, Clock: cfg.Now, Log: cfg.Log})
	}
	s := &Server{cfg: cfg, log: cfg.Log, now: cfg.Now, mux: http.NewServeMux(), limits: cfg.Limits.limiters(), readers: randomKey()}
	s.metrics = newMetrics(cfg.Metrics, cfg.Bus)
	s.feeds = newFeeds(s)
	s.api = humago.New(s.mux, apiConfig(cfg.Version))
	s.routes()
	s.documentFrames()
	for _, f := range s.finish {
		f()
	}
	s.handler = s.guard(noteRoute(s.mux))
	return s
}

// ServeHTTP answers one request.
func (s *Server) ServeHTTP(w http.ResponseWriter, r *http.Request) { s.handler.ServeHTTP(w, r) }

// routes lists everything that is answered. Each API's operations stand in the
// files named after it; huma puts them on the mux and in the OpenAPI document.
func (s *Server) routes() {
	s.customerRoutes()
	s.deskRoutes()
	s.opsRoutes()
	s.helpRoutes()
	s.frontRoutes()
	s.mux.HandleFunc("/api/", s.noSuchRoute)
}

// operate registers an operation whose errors become problems. access is what
// stands before it: who may call it and what they may send.
func operate[I, O any](s *Server, op huma.Operation, access func(http.Handler) http.Handler, do func(context.Context, *I) (*O, error)) {
	op.Middlewares = append(op.Middlewares, through(access))
	// The body has been read before huma sees it. Its own limit would set a
	// deadline on the connection and leave it there: net/http watches the
	// connection meanwhile, and would cancel every request that takes longer.
	op.BodyReadTimeout = -1
	huma.Register(s.api, op, func(ctx context.Context, in *I) (*O, error) {
		out, err := do(ctx, in)
		if err != nil {
			return nil, s.problemOf(ctx, err)
		}
		return out, nil
	})
}

// through runs net/http middleware inside huma, so that operations and plain
// handlers share one way of checking.
func through(access func(http.Handler) http.Handler) func(huma.Context, func(huma.Context)) {
	return func(ctx huma.Context, next func(huma.Context)) {
		r, w := humago.Unwrap(ctx)
		access(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			next(humago.NewContext(ctx.Operation(), r, w))
		})).ServeHTTP(w, r)
	}
}

// plain registers a handler that huma does not serve, documented by op.
func (s *Server) plain(op huma.Operation, access func(http.Handler) http.Handler, h http.HandlerFunc) {
	op.BodyReadTimeout = -1 // whoever reads a body sets its deadline, and takes it back
	if op.OperationID != "" {
		s.api.OpenAPI().AddOperation(&op)
	}
	s.mux.Handle(op.Method+" "+op.Path, access(h))
}

// problemOf maps what went wrong to what is answered. Whatever has no place
// here is an internal error: logged in full, told in general.
func (s *Server) problemOf(ctx context.Context, err error) *Problem {
	var p *Problem
	var ahead *stream.AheadError
	switch {
	case errors.As(err, &p):
	case errors.As(err, &ahead):
		p = problem(codeCursorAhead)
		p.LastSeq = &ahead.Last
	case errors.Is(err, store.ErrNotFound):
		p = problem(codeNotFound)
	case errors.Is(err, context.Canceled), errors.Is(err, stream.ErrClosed), errors.Is(err, store.ErrClosed), errors.Is(err, context.DeadlineExceeded):
		p = problem(codeUnavailable)
		p.cause = err
	default:
		if p = turnProblem(err); p == nil {
			p = problem(codeInternal)
			p.cause = err
		}
	}
	if p.Status >= 500 && ctx.Err() == nil {
		id, _ := ctx.Value(requestIDKey{}).(string)
		s.log.ErrorContext(ctx, "request failed", "request", id, "error", p.Error())
	}
	return p
}

// fail answers a plain handler's error.
func (s *Server) fail(w http.ResponseWriter, r *http.Request, err error) {
	writeProblem(w, r, s.problemOf(r.Context(), err))
}

// noSuchRoute answers below /api/: a path that exists for another method, or none.
func (s *Server) noSuchRoute(w http.ResponseWriter, r *http.Request) {
	if strings.HasPrefix(r.URL.Path, customerPrefix) {
		allowAnyOrigin(w.Header())
		if r.Method == http.MethodOptions {
			preflight(w)
			return
		}
	}
	var allowed []string
	for _, m := range []string{http.MethodGet, http.MethodPost, http.MethodPut, http.MethodPatch, http.MethodDelete} {
		probe := *r
		probe.Method = m
		if _, pattern := s.mux.Handler(&probe); pattern != "/api/" && pattern != "" {
			allowed = append(allowed, m)
		}
	}
	if len(allowed) == 0 {
		writeProblem(w, r, problem(codeNotFound))
		return
	}
	w.Header().Set("Allow", strings.Join(allowed, ", "))
	writeProblem(w, r, problem(codeMethod))
}

// around joins middlewares; the first is the outermost.
func around(ms ...func(http.Handler) http.Handler) func(http.Handler) http.Handler {
	return func(h http.Handler) http.Handler {
		for i := len(ms) - 1; i >= 0; i-- {
			h = ms[i](h)
		}
		return h
	}
}
