package helpcentre

import (
	"context"
	"embed"
	"errors"
	"html/template"
	"log/slog"
	"net/http"
	"net/url"
	"strings"

	"github.com/rozmova/rozmova/internal/conversation"
	"github.com/rozmova/rozmova/internal/knowledge"
	"github.com/rozmova/rozmova/internal/knowledge/library"
)

//go:embed pages texts assets
var files embed.FS

// Found is a search result. Snippet's odd parts match, its even ones surround
// them. Sure says whether it answers, from 0 to 1.
type Found struct {
	knowledge.Entry
	Lang    string
	Anchor  string
	Snippet []string
	Sure    float64
}

// Search finds public articles, best first.
type Search func(ctx context.Context, ws conversation.WorkspaceID, lang, query string, limit int) ([]Found, error)

// Config is what the site is made of.
type Config struct {
	Library *library.Library
	Search  Search
	// Name is what a workspace is called; store.ErrNotFound where there is none.
	Name func(ctx context.Context, ws conversation.WorkspaceID) (string, error)
	// Visitor is a key that tells who asks from others and cannot be turned back;
	// one feedback of a visitor counts.
	Visitor func(*http.Request) string
	// Allow says whether a visitor may write now.
	Allow  func(*http.Request) bool
	Tokens string // the design tokens, CSS
	Secure bool   // served over HTTPS: addresses in sitemaps and structured data say so
	Log    *slog.Logger
}

// Site serves the pages. It expects to be mounted at /help/.
type Site struct {
	Config
	mux   *http.ServeMux
	pages map[string]*template.Template
	texts map[string]*texts
	parts map[string]asset
}

// New makes the site. It fails only when its own files are wrong.
func New(cfg Config) (*Site, error) {
	if cfg.Log == nil {
		cfg.Log = slog.New(slog.DiscardHandler)
	}
	s := &Site{Config: cfg, mux: http.NewServeMux()}
	if err := errors.Join(s.loadTexts(), s.loadAssets(), s.loadPages()); err != nil {
		return nil, err
	}
	s.mux.HandleFunc("GET /help/{ws}/{$}", s.choose)
	s.mux.HandleFunc("GET /help/{ws}/sitemap.xml", s.sitemap)
	s.mux.HandleFunc("GET /help/{ws}/-/files/{id}", s.file)
	s.mux.HandleFunc("GET /help/{ws}/{lang}/{$}", s.home)
	s.mux.HandleFunc("GET /help/{ws}/{lang}/search", s.search)
	s.mux.HandleFunc("GET /help/{ws}/{lang}/c/{slug}", s.collection)
	s.mux.HandleFunc("GET /help/{ws}/{lang}/a/{slug}", s.article)
	s.mux.HandleFunc("POST /help/{ws}/{lang}/a/{slug}", s.feedback)
	s.mux.HandleFunc("/help/", func(w http.ResponseWriter, r *http.Request) { s.missing(w, r, s.view(r, s.language(r)), errNoPage) })
	return s, nil
}

// ServeHTTP answers one request.
func (s *Site) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	if file, ok := strings.CutPrefix(r.URL.Path, "/help/-/"); ok {
		s.asset(w, r, file)
		return
	}
	if path := straight(r.URL.Path); path != r.URL.Path {
		u := url.URL{Path: path, RawQuery: r.URL.RawQuery}
		http.Redirect(w, r, u.String(), http.StatusMovedPermanently)
		return
	}
	s.mux.ServeHTTP(w, r)
}

// straight is a page's one address: the first pages end in a slash, no others.
func straight(path string) string {
	parts := strings.Split(strings.Trim(path, "/"), "/")
	switch last := parts[len(parts)-1]; {
	case len(parts) < 2 || strings.Contains(path, "//"):
		return path
	case len(parts) < 4 && !strings.Contains(last, "."):
		return "/" + strings.Join(parts, "/") + "/"
	}
	return "/" + strings.Join(parts, "/")
}

var errNoPage = errors.New("no such page")
