package httpapi

import (
	"context"
	"net/http"

	"github.com/rozmova/rozmova/internal/knowledge"
)

func (s *Server) collectionRoutes(op deskOp, inside func(http.Handler) http.Handler) {
	operate(s, op("collections", "GET", "/collections", "The shelves of articles, in their order", 200), inside, s.collections)
	operate(s, op("createCollection", "POST", "/collections", "Make a collection", 201), inside, s.createCollection)
	operate(s, op("changeCollection", "PUT", "/collections/{id}", "Change a collection", 200, 404), inside, s.changeCollection)
	operate(s, op("removeCollection", "DELETE", "/collections/{id}", "Take a collection away; what it held goes to its parent", 204, 404), inside, s.removeCollection)
}

type collectionsOutput struct {
	Body struct {
		Collections []CollectionView `json:"collections"`
		Loose       int              `json:"loose" doc:"Articles in no collection."`
		MayEdit     bool             `json:"may_edit"`
	}
}

// CollectionWords say what a collection is.
type CollectionWords struct {
	Parent   knowledge.CollectionID `json:"parent,omitempty" maxLength:"100" doc:"Collections are at most three deep."`
	Slug     string                 `json:"slug,omitempty" maxLength:"100" doc:"In the address of its page; made of the title unless said."`
	Position int                    `json:"position" minimum:"0" maximum:"1000000" doc:"Among its neighbours."`
	Titles   map[string]string      `json:"titles" doc:"By language."`
	Abouts   map[string]string      `json:"abouts" doc:"A sentence, by language."`
}

// CollectionView is one shelf.
type CollectionView struct {
	ID knowledge.CollectionID `json:"id"`
	CollectionWords
	Articles int `json:"articles" doc:"That it holds by itself."`
}

func (s *Server) collections(ctx context.Context, _ *struct{}) (*collectionsOutput, error) {
	a := agentOf(ctx)
	list, err := s.cfg.Library.Collections(ctx, a.workspace())
	if err != nil {
		return nil, err
	}
	sizes, err := s.cfg.Library.Sizes(ctx, a.workspace())
	if err != nil {
		return nil, err
	}
	out := &collectionsOutput{}
	out.Body.Collections, out.Body.Loose, out.Body.MayEdit = []CollectionView{}, sizes[""], a.place.Role.Administers()
	for _, c := range list {
		out.Body.Collections = append(out.Body.Collections, collectionView(c, sizes[c.ID]))
	}
	return out, nil
}

func collectionView(c knowledge.Collection, articles int) CollectionView {
	v := CollectionView{ID: c.ID, CollectionWords: CollectionWords{c.Parent, c.Slug, c.Position, c.Titles, c.Abouts}, Articles: articles}
	if v.Abouts == nil {
		v.Abouts = map[string]string{}
	}
	return v
}

type collectionOutput struct{ Body CollectionView }

type createCollectionInput struct{ Body CollectionWords }

func (s *Server) createCollection(ctx context.Context, in *createCollectionInput) (*collectionOutput, error) {
	return s.putCollection(ctx, "", in.Body)
}

// CollectionPath names a collection.
type CollectionPath struct {
	ID knowledge.CollectionID `path:"id" maxLength:"100"`
}

type changeCollectionInput struct {
	CollectionPath
	Body CollectionWords
}

func (s *Server) changeCollection(ctx context.Context, in *changeCollectionInput) (*collectionOutput, error) {
	return s.putCollection(ctx, in.ID, in.Body)
}

func (s *Server) putCollection(ctx context.Context, id knowledge.CollectionID, w CollectionWords) (*collectionOutput, error) {
	by, err := publisher(ctx)
	if err != nil {
		return nil, err
	}
	c, err := s.cfg.Library.PutCollection(ctx, by.workspace(), author(by), knowledge.Collection{
		ID: id, Parent: w.Parent, Slug: w.Slug, Position: w.Position, Titles: w.Titles, Abouts: w.Abouts,
	})
	if err != nil {
		return nil, articleError(err)
	}
	sizes, err := s.cfg.Library.Sizes(ctx, by.workspace())
	return &collectionOutput{collectionView(c, sizes[c.ID])}, err
}

func (s *Server) removeCollection(ctx context.Context, in *CollectionPath) (*struct{}, error) {
	by, err := publisher(ctx)
	if err != nil {
		return nil, err
	}
	return nil, s.cfg.Library.RemoveCollection(ctx, by.workspace(), author(by), in.ID)
}
