package httpapi

import (
	"context"
	"errors"
	"net/http"
	"slices"
	"time"

	"github.com/rozmova/rozmova/internal/conversation"
	"github.com/rozmova/rozmova/internal/knowledge"
	"github.com/rozmova/rozmova/internal/knowledge/library"
	"github.com/rozmova/rozmova/internal/store"
)

// maxArticle bounds a request with an article's text, which JSON may make longer.
const maxArticle = 2*knowledge.MaxBody + maxBody

// articleRoutes are for reading and writing articles: agents read, draft and
// review; administrators publish.
func (s *Server) articleRoutes(op deskOp, inside func(http.Handler) http.Handler) {
	operate(s, op("articles", "GET", "/articles", "Articles, the one that changed last first", 200), inside, s.articles)
	operate(s, op("createArticle", "POST", "/articles", "Begin an article", 201), inside, s.createArticle)
	operate(s, op("previewArticle", "POST", "/articles/preview", "How a text would look on its page", 200), inside, s.previewArticle)
	operate(s, op("article", "GET", "/articles/{id}", "One article with its drafts", 200, 404), inside, s.article)
	operate(s, op("arrangeArticle", "PATCH", "/articles/{id}", "Change what stands around an article's words; of a published one only administrators do", 200, 404, 409), inside, s.arrangeArticle)
	operate(s, op("archiveArticle", "POST", "/articles/{id}/archive", "Take an article away from readers and lists", 200, 404), inside, s.archiveArticle)
	operate(s, op("restoreArticle", "POST", "/articles/{id}/restore", "Bring an archived article back, published as it was", 200, 404), inside, s.restoreArticle)
	operate(s, op("setArticles", "PUT", "/article-settings", "Decide how articles are published", 204), inside, s.setArticles)
	s.searchRoutes(op, inside)
	s.editionRoutes(op, inside)
}

type articlesInput struct {
	Collection string              `query:"collection" maxLength:"100" doc:"Only those in a collection; none for those in none."`
	Audience   knowledge.Audience  `query:"audience" enum:"public,internal"`
	Lang       string              `query:"lang" maxLength:"35" doc:"Only those with an edition in this language; stage, stale and published are of that one then."`
	Stage      knowledge.Stage     `query:"stage" enum:"draft,review,published"`
	Stale      bool                `query:"stale" doc:"Only those with a translation that is behind its source."`
	Published  string              `query:"published" enum:"yes,no"`
	Owner      conversation.UserID `query:"owner" maxLength:"100"`
	Due        bool                `query:"due" doc:"Only those whose day of review has come."`
	Origin     string              `query:"origin" maxLength:"20" doc:"Only those imported so." example:"zendesk"`
	Search     string              `query:"q" maxLength:"200" doc:"Words from a title."`
	Archived   bool                `query:"archived" doc:"Those in the archive, instead of the others."`
	Limit      int                 `query:"limit" minimum:"1" maximum:"200" default:"50"`
	Before     string              `query:"before" maxLength:"200" doc:"What the page before called next."`
}

func (in *articlesInput) filter(now time.Time) library.Filter {
	f := library.Filter{
		Audience: in.Audience, Lang: in.Lang, Stage: in.Stage, Stale: in.Stale, Owner: in.Owner, Origin: in.Origin,
		Text: in.Search, Archived: in.Archived, Limit: in.Limit, Before: in.Before,
	}
	if in.Collection != "" {
		id := knowledge.CollectionID(in.Collection)
		if in.Collection == "none" {
			id = ""
		}
		f.Collection = &id
	}
	if in.Published != "" {
		yes := in.Published == "yes"
		f.Published = &yes
	}
	if in.Due {
		f.Due = now
	}
	return f
}

type articlesOutput struct{ Body ArticlePage }

// ArticlePage is a page of articles.
type ArticlePage struct {
	Rows       []ArticleRow `json:"rows"`
	Next       string       `json:"next,omitempty" doc:"Where the next page begins; missing on the last."`
	Languages  []string     `json:"languages" doc:"The workspace's; articles may be in others, too."`
	Review     bool         `json:"review" doc:"Nobody publishes what only they have read."`
	MayPublish bool         `json:"may_publish"`
}

func (s *Server) articles(ctx context.Context, in *articlesInput) (*articlesOutput, error) {
	a := agentOf(ctx)
	list, next, err := s.cfg.Library.List(ctx, a.workspace(), in.filter(s.now()))
	if errors.Is(err, store.ErrCursor) {
		return nil, problem(codeInvalid, "query.before")
	}
	if err != nil {
		return nil, err
	}
	set, err := s.cfg.Library.Settings(ctx, a.workspace())
	if err != nil {
		return nil, err
	}
	out := ArticlePage{Rows: []ArticleRow{}, Next: next, Languages: set.Languages, Review: set.Review, MayPublish: a.place.Role.Administers()}
	for i := range list {
		row := ArticleRow{ArticleHead: articleHead(&list[i]), Editions: []EditionRow{}}
		for j := range list[i].Editions {
			row.Editions = append(row.Editions, editionRow(&list[i].Editions[j]))
		}
		out.Rows = append(out.Rows, row)
	}
	return &articlesOutput{out}, nil
}

type articleOutput struct{ Body ArticleView }

type createArticleInput struct{ Body CreateArticleRequest }

// CreateArticleRequest begins an article by its draft in one language.
type CreateArticleRequest struct {
	EditionWords
	Lang       string                 `json:"lang,omitempty" maxLength:"35" doc:"The language that others are translated from; the workspace's first unless said." example:"uk"`
	Collection knowledge.CollectionID `json:"collection,omitempty" maxLength:"100"`
	Audience   knowledge.Audience     `json:"audience,omitempty" enum:"public,internal" default:"public"`
	Owner      conversation.UserID    `json:"owner,omitempty" maxLength:"100"`
}

func (s *Server) createArticle(ctx context.Context, in *createArticleInput) (*articleOutput, error) {
	by, b := agentOf(ctx), in.Body
	a, err := s.cfg.Library.Create(ctx, by.workspace(), author(by), library.NewArticle{
		Collection: b.Collection, Audience: b.Audience, Owner: b.Owner, Lang: b.Lang, Title: b.Title, Body: b.Body, Slug: b.Slug,
	})
	return s.articleAnswer(ctx, a, err)
}

// ArticlePath names an article.
type ArticlePath struct {
	ID knowledge.ArticleID `path:"id" maxLength:"100"`
}

func (s *Server) article(ctx context.Context, in *ArticlePath) (*articleOutput, error) {
	a, err := s.cfg.Library.Article(ctx, agentOf(ctx).workspace(), in.ID)
	return s.articleAnswer(ctx, a, err)
}

type arrangeArticleInput struct {
	ArticlePath
	Body ArrangeArticleRequest
}

// ArrangeArticleRequest changes what is given, at once.
type ArrangeArticleRequest struct {
	Collection *knowledge.CollectionID `json:"collection,omitempty" maxLength:"100" doc:"Empty for none."`
	Audience   *knowledge.Audience     `json:"audience,omitempty" enum:"public,internal"`
	Owner      *conversation.UserID    `json:"owner,omitempty" maxLength:"100" doc:"Empty for nobody."`
	ReviewOn   *string                 `json:"review_on,omitempty" pattern:"^(\\d{4}-\\d{2}-\\d{2})?$" doc:"The day on which the owner is to look at it again; empty for never." example:"2027-01-15"`
	Source     *string                 `json:"source,omitempty" maxLength:"35" doc:"The language that the others are translated from."`
	Related    *[]knowledge.ArticleID  `json:"related,omitempty" maxItems:"20"`
}

func (s *Server) arrangeArticle(ctx context.Context, in *arrangeArticleInput) (*articleOutput, error) {
	by, b := agentOf(ctx), in.Body
	if !by.place.Role.Administers() {
		a, err := s.cfg.Library.Article(ctx, by.workspace(), in.ID)
		if err != nil {
			return nil, err
		}
		if published(&a) {
			return nil, problem(codeForbidden)
		}
	}
	change := library.Change{Collection: b.Collection, Audience: b.Audience, Owner: b.Owner, Source: b.Source, Related: b.Related}
	if b.ReviewOn != nil {
		var day time.Time
		if *b.ReviewOn != "" {
			var err error
			if day, err = time.Parse(time.DateOnly, *b.ReviewOn); err != nil {
				return nil, problem(codeInvalid, "body.review_on")
			}
		}
		change.ReviewAt = &day
	}
	a, err := s.cfg.Library.Arrange(ctx, by.workspace(), author(by), in.ID, change)
	return s.articleAnswer(ctx, a, err)
}

func (s *Server) archiveArticle(ctx context.Context, in *ArticlePath) (*articleOutput, error) {
	by, err := publisher(ctx)
	if err != nil {
		return nil, err
	}
	a, err := s.cfg.Library.Archive(ctx, by.workspace(), author(by), in.ID)
	return s.articleAnswer(ctx, a, err)
}

func (s *Server) restoreArticle(ctx context.Context, in *ArticlePath) (*articleOutput, error) {
	by, err := publisher(ctx)
	if err != nil {
		return nil, err
	}
	a, err := s.cfg.Library.Restore(ctx, by.workspace(), author(by), in.ID)
	return s.articleAnswer(ctx, a, err)
}

type setArticlesInput struct {
	Body struct {
		Review bool `json:"review" doc:"Nobody publishes what only they have read."`
	}
}

func (s *Server) setArticles(ctx context.Context, in *setArticlesInput) (*struct{}, error) {
	by, err := publisher(ctx)
	if err != nil {
		return nil, err
	}
	return nil, s.cfg.Library.SetReview(ctx, by.workspace(), author(by), in.Body.Review)
}

// published says whether readers see something of an article, or would if it
// were not in the archive.
func published(a *knowledge.Article) bool {
	return slices.ContainsFunc(a.Editions, func(e knowledge.Edition) bool { return e.Published > 0 })
}

// publisher is whoever asks, when they may change what readers see.
func publisher(ctx context.Context) (agent, error) {
	a := agentOf(ctx)
	if !a.place.Role.Administers() {
		return a, problem(codeForbidden)
	}
	return a, nil
}

func author(a agent) knowledge.Person { return knowledge.Person{ID: a.User.ID, Name: a.User.Name} }

// articleAnswer is an article, or what went wrong with it.
func (s *Server) articleAnswer(ctx context.Context, a knowledge.Article, err error) (*articleOutput, error) {
	if err != nil {
		return nil, articleError(err)
	}
	v, err := s.articleView(ctx, &a)
	return &articleOutput{v}, err
}

// articleError makes the errors of articles the API's.
func articleError(err error) error {
	var conflict *knowledge.ConflictError
	var invalid *knowledge.InvalidError
	switch {
	case errors.As(err, &conflict):
		p := problem(codeDraftChanged)
		v := editionView(&conflict.Now, "")
		p.Edition = &v
		return p
	case errors.As(err, &invalid) && invalid.Reason == "archived":
		return problem(codeArchived)
	case errors.As(err, &invalid):
		p := problem(codeInvalid, "body."+invalid.Field)
		p.Errors = []FieldError{{"body." + invalid.Field, invalid.Reason}}
		return p
	case errors.Is(err, knowledge.ErrNothing):
		return problem(codeNothing)
	case errors.Is(err, knowledge.ErrUnread):
		return problem(codeUnread)
	}
	return err
}
