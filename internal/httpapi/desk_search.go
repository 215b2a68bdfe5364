package httpapi

import (
	"context"
	"net/http"

	"github.com/rozmova/rozmova/internal/conversation"
	"github.com/rozmova/rozmova/internal/knowledge"
	"github.com/rozmova/rozmova/internal/knowledge/search"
)

// Shelf holds what workspaces published, ready to be searched.
type Shelf interface {
	Of(ws conversation.WorkspaceID) *search.Index
}

// searchRoutes find published articles by what they say; agents see the internal ones too.
func (s *Server) searchRoutes(op deskOp, inside func(http.Handler) http.Handler) {
	operate(s, op("searchArticles", "GET", "/articles/search", "Published articles that answer a question, the best first", 200), inside, s.searchArticles)
}

type searchArticlesInput struct {
	Query      string                 `query:"q" required:"true" minLength:"1" maxLength:"500" doc:"A question or words, in any language." example:"коли повернуть гроші"`
	Lang       string                 `query:"lang" maxLength:"35" doc:"Whose articles go first; unless given, that of the question."`
	Collection knowledge.CollectionID `query:"collection" maxLength:"100" doc:"Only those in a collection."`
	Audience   knowledge.Audience     `query:"audience" enum:"public,internal" default:"internal" doc:"public: only what customers may read."`
	Limit      int                    `query:"limit" minimum:"1" maximum:"50" default:"10"`
}

type searchArticlesOutput struct{ Body ArticleHits }

// ArticleHits are what a search found.
type ArticleHits struct {
	Hits []ArticleHit `json:"hits"`
}

// ArticleHit is an article with its passage that answers best.
type ArticleHit struct {
	ID         knowledge.ArticleID    `json:"id"`
	Lang       string                 `json:"lang"`
	Version    int                    `json:"version"`
	Title      string                 `json:"title"`
	Slug       string                 `json:"slug"`
	Anchor     string                 `json:"anchor,omitempty" doc:"Of the heading above the passage, on the article's page."`
	Headings   []string               `json:"headings,omitempty" doc:"Above the passage, the outermost first."`
	Audience   knowledge.Audience     `json:"audience" enum:"public,internal"`
	Collection knowledge.CollectionID `json:"collection,omitempty"`
	Passage    string                 `json:"passage" doc:"The passage as plain text."`
	Snippet    []SnippetPart          `json:"snippet" doc:"The part of the passage that has most of what was asked for."`
	Sure       float64                `json:"sure" doc:"How likely it is that the passage answers, from 0 to 1."`
}

// SnippetPart is a stretch of a snippet.
type SnippetPart struct {
	Text  string `json:"text"`
	Match bool   `json:"match,omitempty" doc:"These words were asked for."`
}

func (s *Server) searchArticles(ctx context.Context, in *searchArticlesInput) (*searchArticlesOutput, error) {
	out := ArticleHits{Hits: []ArticleHit{}}
	if s.cfg.Shelf == nil {
		return &searchArticlesOutput{out}, nil
	}
	for _, h := range s.cfg.Shelf.Of(agentOf(ctx).workspace()).Documents(search.Query{
		Text: in.Query, Lang: in.Lang, Collection: in.Collection, Audience: in.Audience, Limit: in.Limit,
	}) {
		hit := ArticleHit{
			ID: h.Article, Lang: h.Lang, Version: h.Version, Title: h.Title, Slug: h.Slug, Anchor: h.Anchor, Headings: h.Headings,
			Audience: h.Audience, Collection: h.Collection, Passage: h.Text, Snippet: []SnippetPart{}, Sure: h.Sure,
		}
		for _, p := range h.Snippet {
			hit.Snippet = append(hit.Snippet, SnippetPart(p))
		}
		out.Hits = append(out.Hits, hit)
	}
	return &searchArticlesOutput{out}, nil
}
