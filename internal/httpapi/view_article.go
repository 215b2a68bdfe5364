package httpapi

import (
	"context"
	"errors"
	"time"

	"github.com/rozmova/rozmova/internal/conversation"
	"github.com/rozmova/rozmova/internal/knowledge"
	"github.com/rozmova/rozmova/internal/store"
)

// ArticleHead is what stands around an article's words.
type ArticleHead struct {
	ID         knowledge.ArticleID    `json:"id"`
	Collection knowledge.CollectionID `json:"collection,omitempty"`
	Audience   knowledge.Audience     `json:"audience" enum:"public,internal" doc:"internal: for agents only."`
	Owner      conversation.UserID    `json:"owner,omitempty" doc:"A user's ID."`
	ReviewOn   string                 `json:"review_on,omitempty" doc:"The day on which the owner is to look at it again." example:"2027-01-15"`
	Source     string                 `json:"source" doc:"The language that the others are translated from." example:"uk"`
	Origin     string                 `json:"origin,omitempty" doc:"How it was imported; missing for what was written here." example:"zendesk"`
	Archived   bool                   `json:"archived"`
	CreatedAt  Stamp                  `json:"created_at"`
	UpdatedAt  Stamp                  `json:"updated_at"`
}

// ArticleRow is an article in the list.
type ArticleRow struct {
	ArticleHead
	Editions []EditionRow `json:"editions" doc:"In the order of the workspace's languages."`
}

// ArticleView is an article as it is worked on.
type ArticleView struct {
	ArticleHead
	Editions   []EditionView    `json:"editions" doc:"In the order of the workspace's languages."`
	Related    []RelatedArticle `json:"related"`
	Files      []ArticleFile    `json:"files"`
	Languages  []string         `json:"languages" doc:"The workspace's."`
	Review     bool             `json:"review" doc:"Nobody publishes what only they have read."`
	MayPublish bool             `json:"may_publish"`
}

// RelatedArticle is one to go on reading with.
type RelatedArticle struct {
	ID    knowledge.ArticleID `json:"id"`
	Title string              `json:"title" doc:"In its source language."`
}

// EditionRow is an edition in the list.
type EditionRow struct {
	Lang       string          `json:"lang" example:"uk"`
	Slug       string          `json:"slug"`
	Title      string          `json:"title" doc:"The draft's."`
	Stage      knowledge.Stage `json:"stage" enum:"draft,review,published" doc:"published: no words wait. Readers see the published version all the while."`
	Rev        int             `json:"rev" doc:"Counts changes of the draft; to be sent with the next."`
	Published  int             `json:"published" doc:"The version that readers see; 0 for none."`
	Translates int             `json:"translates,omitempty" doc:"The source's version that this was translated from."`
	Stale      bool            `json:"stale" doc:"The source was published since."`
	UpdatedAt  Stamp           `json:"updated_at"`
	UpdatedBy  string          `json:"updated_by" doc:"Who wrote the draft."`
}

// EditionView is an edition with its draft's words.
type EditionView struct {
	EditionRow
	Body     string `json:"body" doc:"The draft's, in Markdown."`
	Own      bool   `json:"own" doc:"Whoever asks wrote this draft last."`
	Approved string `json:"approved_by,omitempty" doc:"Who found this draft good, as it is now."`
	Remark   string `json:"remark,omitempty" doc:"What was said with the last question or answer of the review."`
}

// ArticleFile is a file beside an article.
type ArticleFile struct {
	ID   knowledge.AttachmentID `json:"id" doc:"Markdown names it as attachment:ID."`
	Name string                 `json:"name"`
	Type string                 `json:"type" example:"image/png"`
	Size int                    `json:"size" doc:"Bytes."`
	By   string                 `json:"by"`
	At   Stamp                  `json:"at"`
}

// ArticleVersionRow is a version in the list.
type ArticleVersionRow struct {
	Number int    `json:"number"`
	Title  string `json:"title"`
	Slug   string `json:"slug"`
	Note   string `json:"note,omitempty"`
	By     string `json:"by"`
	At     Stamp  `json:"at"`
	Of     int    `json:"of,omitempty" doc:"The version that this one rolls back to."`
}

// ArticleVersionView is what was published once.
type ArticleVersionView struct {
	ArticleVersionRow
	Body string `json:"body" doc:"Markdown."`
}

func (s *Server) articleView(ctx context.Context, a *knowledge.Article) (ArticleView, error) {
	who := agentOf(ctx)
	set, err := s.cfg.Library.Settings(ctx, who.workspace())
	if err != nil {
		return ArticleView{}, err
	}
	v := ArticleView{
		ArticleHead: articleHead(a), Editions: []EditionView{}, Related: []RelatedArticle{}, Files: []ArticleFile{},
		Languages: set.Languages, Review: set.Review, MayPublish: who.place.Role.Administers(),
	}
	for i := range a.Editions {
		v.Editions = append(v.Editions, editionView(&a.Editions[i], who.User.ID))
	}
	for _, f := range a.Files {
		v.Files = append(v.Files, fileView(f))
	}
	for _, id := range a.Related {
		r, err := s.cfg.Library.Article(ctx, who.workspace(), id)
		if errors.Is(err, store.ErrNotFound) {
			continue
		}
		if err != nil {
			return v, err
		}
		if e := r.Edition(r.Source); e != nil {
			v.Related = append(v.Related, RelatedArticle{id, e.Title})
		}
	}
	return v, nil
}

func articleHead(a *knowledge.Article) ArticleHead {
	h := ArticleHead{
		ID: a.ID, Collection: a.Collection, Audience: a.Audience, Owner: a.Owner, Source: a.Source, Origin: a.Origin.Kind,
		Archived: a.Archived, CreatedAt: Stamp(a.CreatedAt), UpdatedAt: Stamp(a.UpdatedAt),
	}
	if !a.ReviewAt.IsZero() {
		h.ReviewOn = a.ReviewAt.Format(time.DateOnly)
	}
	return h
}

func editionRow(e *knowledge.Edition) EditionRow {
	return EditionRow{
		Lang: e.Lang, Slug: e.Slug, Title: e.Title, Stage: e.Stage, Rev: e.Rev, Published: e.Published, Translates: e.Translates, Stale: e.Stale,
		UpdatedAt: Stamp(e.UpdatedAt), UpdatedBy: e.UpdatedBy.Name,
	}
}

func editionView(e *knowledge.Edition, who conversation.UserID) EditionView {
	v := EditionView{EditionRow: editionRow(e), Body: e.Body, Own: e.UpdatedBy.ID == who, Remark: e.Remark}
	if e.ApprovedRev == e.Rev {
		v.Approved = e.Approved.Name
	}
	return v
}

func fileView(f knowledge.Attachment) ArticleFile {
	return ArticleFile{ID: f.ID, Name: f.Name, Type: f.Type, Size: f.Size, By: f.By.Name, At: Stamp(f.At)}
}

func articleVersionView(v *knowledge.Version) ArticleVersionView {
	return ArticleVersionView{
		ArticleVersionRow: ArticleVersionRow{v.Number, v.Title, v.Slug, v.Note, v.By.Name, Stamp(v.At), v.Of}, Body: v.Body,
	}
}
