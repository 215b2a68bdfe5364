// Package library is what is done with articles: written, read by a second
// person, published, rolled back, withdrawn; their collections, files, and what
// readers say of them. It tells indexes and pages what readers see otherwise
// than before.
//
// Package httpapi calls it for agents, helpcentre for readers, search and answer
// for what is published, importing and packs for what comes from elsewhere. It
// decides nothing about who may do what in the desk (httpapi does), writes no
// event of a conversation, and calls no network.
package library

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"
	"slices"
	"time"

	"github.com/rozmova/rozmova/internal/conversation"
	"github.com/rozmova/rozmova/internal/knowledge"
	"github.com/rozmova/rozmova/internal/store"
)

// Config is what a library works with.
type Config struct {
	Store *store.DB
	News  News                // nil where nobody waits for news
	Hide  func(string) string // takes personal data out of a customer's words; nil leaves them
	Clock func() time.Time    // nil: time.Now
	Log   *slog.Logger        // may be nil
}

// News of what readers see otherwise, on this node or another; stream.Bus brings
// them.
type News interface {
	ArticlesChanged(ctx context.Context, ws conversation.WorkspaceID)
	Articles(ws conversation.WorkspaceID) <-chan struct{}
}

// Library is safe for concurrent use. A thing that is not the workspace's is
// store.ErrNotFound; what does not do is a *knowledge.InvalidError, and a draft
// that somebody else has changed a *knowledge.ConflictError.
type Library struct{ Config }

// New makes a library.
func New(c Config) *Library {
	if c.Clock == nil {
		c.Clock = time.Now
	}
	if c.Log == nil {
		c.Log = slog.New(slog.DiscardHandler)
	}
	if c.Hide == nil {
		c.Hide = func(s string) string { return s }
	}
	return &Library{c}
}

// Settings are what a workspace decides about articles; they stand under
// "knowledge" in its JSON.
type Settings struct {
	Languages []string // of the workspace, the first one is the default
	Review    bool     // nobody publishes what only they have read
}

// Settings gives a workspace's.
func (l *Library) Settings(ctx context.Context, ws conversation.WorkspaceID) (Settings, error) {
	w, err := l.Store.Workspace(ctx, ws)
	if err != nil {
		return Settings{}, err
	}
	var in struct {
		Locales   []string `json:"locales"`
		Knowledge struct {
			Review bool `json:"review"`
		} `json:"knowledge"`
	}
	if err := json.Unmarshal(w.Settings, &in); err != nil {
		return Settings{}, fmt.Errorf("settings of workspace %s: %w", ws, err)
	}
	if len(in.Locales) == 0 {
		in.Locales = []string{"uk", "en"}
	}
	return Settings{Languages: in.Locales, Review: in.Knowledge.Review}, nil
}

// SetReview says whether somebody else has to read what is published. The other
// settings of the workspace stay as they are.
func (l *Library) SetReview(ctx context.Context, ws conversation.WorkspaceID, by knowledge.Person, on bool) error {
	w, err := l.Store.Workspace(ctx, ws)
	if err != nil {
		return err
	}
	all, ours := map[string]any{}, map[string]any{}
	if err := json.Unmarshal(w.Settings, &all); err != nil {
		return fmt.Errorf("settings of workspace %s: %w", ws, err)
	}
	if old, ok := all["knowledge"].(map[string]any); ok {
		ours = old
	}
	ours["review"], all["knowledge"] = on, ours
	if w.Settings, err = json.Marshal(all); err != nil {
		return fmt.Errorf("settings of workspace %s: %w", ws, err)
	}
	if err := l.Store.UpdateWorkspace(ctx, w); err != nil {
		return err
	}
	return l.Store.Audit(ctx, store.AuditEntry{Workspace: ws, At: l.now(), User: by.ID, Action: "article_review_set", Detail: fmt.Sprint(on)})
}

// Article gives an article with its editions and files.
func (l *Library) Article(ctx context.Context, ws conversation.WorkspaceID, id knowledge.ArticleID) (knowledge.Article, error) {
	a, err := l.Store.Article(ctx, ws, id)
	if err != nil {
		return a, err
	}
	return a, l.order(ctx, ws, &a)
}

// ArticleOf gives the article that was imported from somewhere.
func (l *Library) ArticleOf(ctx context.Context, ws conversation.WorkspaceID, from knowledge.Origin) (knowledge.Article, error) {
	id, err := l.Store.ArticleOf(ctx, ws, from.Kind, from.Key)
	if err != nil {
		return knowledge.Article{}, err
	}
	return l.Article(ctx, ws, id)
}

// Filter narrows a list.
type Filter = store.ArticleQuery

// List gives a page of articles, without their bodies, the one that changed last
// first, and where the next page begins.
func (l *Library) List(ctx context.Context, ws conversation.WorkspaceID, f Filter) ([]knowledge.Article, string, error) {
	out, next, err := l.Store.Articles(ctx, ws, f)
	if err != nil {
		return nil, "", err
	}
	set, err := l.Settings(ctx, ws)
	for i := range out {
		orderEditions(&out[i], set.Languages)
	}
	return out, next, err
}

func (l *Library) order(ctx context.Context, ws conversation.WorkspaceID, a *knowledge.Article) error {
	set, err := l.Settings(ctx, ws)
	orderEditions(a, set.Languages)
	return err
}

// orderEditions puts them in the order of the workspace's languages; others follow.
func orderEditions(a *knowledge.Article, languages []string) {
	place := func(e knowledge.Edition) int {
		if i := slices.Index(languages, e.Lang); i >= 0 {
			return i
		}
		return len(languages)
	}
	slices.SortStableFunc(a.Editions, func(x, y knowledge.Edition) int { return place(x) - place(y) })
}

// maxVersions that are listed.
const maxVersions = 500

// Versions are what was published of an edition, the newest first, without
// their bodies.
func (l *Library) Versions(ctx context.Context, ws conversation.WorkspaceID, id knowledge.ArticleID, lang string) ([]knowledge.Version, error) {
	if _, err := l.edition(ctx, ws, id, lang); err != nil {
		return nil, err
	}
	return l.Store.ArticleVersions(ctx, ws, id, lang, maxVersions)
}

// Version gives one of them.
func (l *Library) Version(ctx context.Context, ws conversation.WorkspaceID, id knowledge.ArticleID, lang string, number int) (knowledge.Version, error) {
	return l.Store.ArticleVersion(ctx, ws, id, lang, number)
}

// Diff says what changed from one version to another; number 0 is the draft.
func (l *Library) Diff(ctx context.Context, ws conversation.WorkspaceID, id knowledge.ArticleID, lang string, from, to int) (title, body []knowledge.Part, err error) {
	was, err := l.words(ctx, ws, id, lang, from)
	if err != nil {
		return nil, nil, err
	}
	is, err := l.words(ctx, ws, id, lang, to)
	if err != nil {
		return nil, nil, err
	}
	return knowledge.Diff(was.Title, is.Title), knowledge.Diff(was.Body, is.Body), nil
}

func (l *Library) words(ctx context.Context, ws conversation.WorkspaceID, id knowledge.ArticleID, lang string, number int) (knowledge.Version, error) {
	if number > 0 {
		return l.Version(ctx, ws, id, lang, number)
	}
	e, err := l.edition(ctx, ws, id, lang)
	return knowledge.Version{Title: e.Title, Body: e.Body}, err
}

func (l *Library) edition(ctx context.Context, ws conversation.WorkspaceID, id knowledge.ArticleID, lang string) (knowledge.Edition, error) {
	a, err := l.Store.Article(ctx, ws, id)
	if err != nil {
		return knowledge.Edition{}, err
	}
	if e := a.Edition(lang); e != nil {
		return *e, nil
	}
	return knowledge.Edition{}, fmt.Errorf("edition %s of article %s: %w", lang, id, store.ErrNotFound)
}

// Documents gives what readers see otherwise since a change, in the order in
// which it happened, at most limit (500 at most); after 0 everything. The last
// one's Seq is where to go on. News.Articles says when to look.
func (l *Library) Documents(ctx context.Context, ws conversation.WorkspaceID, after int64, limit int) ([]knowledge.Change, error) {
	if limit <= 0 || limit > 500 {
		limit = 500
	}
	return l.Store.Documents(ctx, ws, after, limit)
}

// Document gives one edition as readers see it; store.ErrNotFound when they do not.
func (l *Library) Document(ctx context.Context, ws conversation.WorkspaceID, id knowledge.ArticleID, lang string) (knowledge.Document, error) {
	return l.Store.Document(ctx, ws, id, lang)
}

// DocumentAt gives what readers see at an address. Its Slug is another one when
// the article has moved there.
func (l *Library) DocumentAt(ctx context.Context, ws conversation.WorkspaceID, lang, slug string) (knowledge.Document, error) {
	id, err := l.Store.ArticleAt(ctx, ws, lang, slug)
	if err != nil {
		return knowledge.Document{}, err
	}
	return l.Store.Document(ctx, ws, id, lang)
}

// changed tells all nodes that readers see something else.
func (l *Library) changed(ctx context.Context, ws conversation.WorkspaceID) {
	if l.News != nil {
		l.News.ArticlesChanged(ctx, ws)
	}
}

func (l *Library) now() time.Time { return l.Clock().UTC().Truncate(time.Microsecond) }

// asInvalid makes the store's refusals ours.
func asInvalid(err error) error {
	if errors.Is(err, store.ErrSlugTaken) {
		return &knowledge.InvalidError{Field: "slug", Reason: "taken"}
	}
	return err
}
