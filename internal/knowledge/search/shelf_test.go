package search_test

import (
	"context"
	"errors"
	"slices"
	"testing"
	"time"

	"golang.org/x/sync/errgroup"

	"github.com/rozmova/rozmova/internal/conversation"
	"github.com/rozmova/rozmova/internal/knowledge"
	"github.com/rozmova/rozmova/internal/knowledge/library"
	"github.com/rozmova/rozmova/internal/knowledge/search"
	"github.com/rozmova/rozmova/internal/store"
	"github.com/rozmova/rozmova/internal/store/storetest"
	"github.com/rozmova/rozmova/internal/stream"
)

// What is published, renamed, hidden or withdrawn is found so, and no look is
// needed where there are news.
func TestShelfFollows(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db *store.DB) {
		const ws conversation.WorkspaceID = "w"
		if err := db.CreateWorkspace(t.Context(), store.Workspace{ID: ws, Name: "w", CreatedAt: time.UnixMilli(1)}); err != nil {
			t.Fatal(err)
		}
		bus := stream.New(db, stream.Options{}, nil)
		lib := library.New(library.Config{Store: db, News: bus})
		by := knowledge.Person{ID: "u", Name: "U"}
		add := func(title, body string) knowledge.Article {
			a, err := lib.Create(t.Context(), ws, by, library.NewArticle{Lang: "uk", Title: title, Body: body})
			if err == nil {
				_, err = lib.Publish(t.Context(), ws, by, a.ID, "uk", 1, "")
			}
			if err != nil {
				t.Fatal(err)
			}
			return a
		}
		first := add("Доставка", "Посилка їде два дні.")

		shelf := search.NewShelf(lib, bus, nil)
		ctx, stop := context.WithCancel(t.Context())
		var g errgroup.Group
		g.Go(func() error { return shelf.Follow(ctx, ws, time.Hour) })
		g.Go(func() error { return bus.Run(ctx) })
		defer func() {
			stop()
			bus.Close()
			if err := g.Wait(); err != nil && !errors.Is(err, context.Canceled) {
				t.Error(err)
			}
		}()
		<-shelf.Filled(ws)
		// finds waits until an article is among what is found, or is not.
		finds := func(query string, a knowledge.Article, want bool) {
			t.Helper()
			for start := time.Now(); ; time.Sleep(10 * time.Millisecond) {
				hits := shelf.Of(ws).Documents(search.Query{Text: query, Lang: "uk", Audience: knowledge.Public})
				if slices.ContainsFunc(hits, func(h search.Hit) bool { return h.Article == a.ID }) == want {
					return
				}
				if time.Since(start) > 30*time.Second {
					t.Fatalf("%s: not found as wanted: %+v", query, hits)
				}
			}
		}
		finds("скільки їде посилка", first, true)
		second := add("Повернення", "Гроші за 14 днів.")
		finds("коли повернуть гроші", second, true)
		if _, err := lib.Withdraw(t.Context(), ws, by, first.ID, "uk"); err != nil {
			t.Fatal(err)
		}
		finds("посилка", first, false)
		hide := knowledge.Internal
		if _, err := lib.Arrange(t.Context(), ws, by, second.ID, library.Change{Audience: &hide}); err != nil {
			t.Fatal(err)
		}
		finds("гроші", second, false)
	})
}
