package app

import (
	"github.com/rozmova/rozmova/internal/knowledge/library"
	"github.com/rozmova/rozmova/internal/store"
	"github.com/rozmova/rozmova/internal/stream"
	"github.com/rozmova/rozmova/internal/understand/entity"
)

// newLibrary makes the library of articles.
func newLibrary(cfg Config, db *store.DB, bus stream.Bus) (*library.Library, error) {
	found, err := entity.New(entity.Options{})
	if err != nil {
		return nil, err
	}
	return library.New(library.Config{Store: db, News: bus, Hide: hider(found), Clock: cfg.Clock, Log: cfg.Log}), nil
}

// hider takes out of a customer's words what tells who they are: questions that
// nothing answered are kept for people to read.
func hider(found *entity.Recogniser) func(string) string {
	hidden := map[string]bool{
		entity.KindPhone: true, entity.KindEmail: true, entity.KindCard: true, entity.KindPostcode: true,
		entity.KindName: true, entity.KindAddress: true, entity.KindOrderID: true,
	}
	return func(text string) string {
		return entity.Replace(text, found.Find(text, entity.Context{}), func(e entity.Entity) (string, bool) {
			return "•••", hidden[e.Kind]
		})
	}
}
