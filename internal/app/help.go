package app

import (
	"context"
	"errors"
	"net/http"

	"github.com/rozmova/rozmova/internal/conversation"
	"github.com/rozmova/rozmova/internal/helpcentre"
	"github.com/rozmova/rozmova/internal/knowledge"
	"github.com/rozmova/rozmova/internal/knowledge/library"
	"github.com/rozmova/rozmova/internal/knowledge/search"
	"github.com/rozmova/rozmova/internal/store"
	"github.com/rozmova/rozmova/web"
)

// help makes the help centre's pages. They are served by what server gives,
// which is there once somebody asks.
func (cfg Config) help(db *store.DB, articles *library.Library, find helpcentre.Search, server func() visitors) (http.Handler, error) {
	return helpcentre.New(helpcentre.Config{
		Library: articles, Search: find, Tokens: web.Tokens, Secure: cfg.Secure, Log: cfg.Log,
		Name: func(ctx context.Context, ws conversation.WorkspaceID) (string, error) {
			w, err := db.Workspace(ctx, ws)
			return w.Name, err
		},
		Visitor: func(r *http.Request) string { return server().Visitor(r) },
		Allow:   func(r *http.Request) bool { return server().ReaderMayWrite(r) },
	})
}

var errFilling = errors.New("the articles are still being indexed")

// finds looks for public articles.
func finds(shelf *search.Shelf) helpcentre.Search {
	return func(_ context.Context, ws conversation.WorkspaceID, lang, query string, limit int) ([]helpcentre.Found, error) {
		select {
		case <-shelf.Filled(ws):
		default:
			return nil, errFilling // what is not indexed yet must not count as not written
		}
		var out []helpcentre.Found
		for _, h := range shelf.Of(ws).Documents(search.Query{Text: query, Lang: lang, Audience: knowledge.Public, Limit: limit}) {
			out = append(out, helpcentre.Found{
				Entry: knowledge.Entry{Article: h.Article, Collection: h.Collection, Slug: h.Slug, Title: h.Title},
				Lang:  h.Lang, Anchor: h.Anchor, Snippet: snippet(h.Snippet), Sure: h.Sure,
			})
		}
		return out, nil
	}
}

// snippet lets parts that match take turns with those that do not.
func snippet(parts []search.Part) []string {
	out := []string{""}
	for _, p := range parts {
		if p.Match != (len(out)%2 == 0) {
			out = append(out, "")
		}
		out[len(out)-1] += p.Text
	}
	return out
}

// visitors tells who reads, and what they may do.
type visitors interface {
	Visitor(*http.Request) string
	ReaderMayWrite(*http.Request) bool
}
