package app

import (
	"context"
	"fmt"

	"github.com/rozmova/rozmova/internal/knowledge"
	"github.com/rozmova/rozmova/internal/knowledge/importing"
	"github.com/rozmova/rozmova/internal/knowledge/importing/read"
	"github.com/rozmova/rozmova/internal/knowledge/library"
	"github.com/rozmova/rozmova/packs"
)

// Articles reads the help articles of the base and the named packs.
func Articles(names ...string) ([]packs.Article, error) {
	var out []packs.Article
	for i, n := range append([]string{packs.Base}, names...) {
		if i > 0 && n == packs.Base {
			continue
		}
		fsys, err := packs.Open(n)
		if err != nil {
			return nil, err
		}
		more, err := packs.Articles(packs.Name(n), fsys)
		if err != nil {
			return nil, err
		}
		out = append(out, more...)
	}
	return out, nil
}

// originPack is the kind of origin of articles that packs bring.
const originPack = "pack"

// bringArticles publishes what the packs' articles say today; nobody waits for
// it, and a failure leaves the articles of before.
func (a *App) bringArticles(ctx context.Context) {
	if err := bringArticles(ctx, a.Library, a.cfg); err != nil && ctx.Err() == nil {
		a.cfg.Log.Error("the articles of the packs could not be brought in", "cause", err)
	}
}

// bringArticles: what a person has changed stays, and so does what they have put
// away.
func bringArticles(ctx context.Context, l *library.Library, cfg Config) error {
	if len(cfg.Articles) == 0 {
		return nil
	}
	batch := read.Batch{Files: len(cfg.Articles)}
	for _, a := range cfg.Articles {
		it := read.Item{Kind: originPack, Key: a.Key, From: a.Key, Lang: a.Lang, Title: a.Title, Slug: a.Slug, Body: a.Body,
			Audience: knowledge.Audience(a.Audience), Related: a.Related}
		if a.Collection != "" {
			it.Shelves = []read.Shelf{{Key: a.Collection, Title: packs.CollectionTitle(a.Collection, a.Lang)}}
		}
		batch.Items = append(batch.Items, it)
	}
	r, err := importing.Import(ctx, l, batch, importing.Options{Workspace: cfg.Workspace, Publish: true, Prune: true})
	if err != nil {
		return fmt.Errorf("articles of packs: %w", err)
	}
	for _, x := range r.Refused {
		cfg.Log.Warn("a pack's article was refused", "article", x.From, "code", x.Code, "detail", x.Detail)
	}
	return nil
}
