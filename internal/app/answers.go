package app

import (
	"context"
	"log/slog"
	"net/url"
	"time"

	"github.com/rozmova/rozmova/internal/conversation"
	"github.com/rozmova/rozmova/internal/knowledge"
	"github.com/rozmova/rozmova/internal/knowledge/answer"
	"github.com/rozmova/rozmova/internal/knowledge/library"
	"github.com/rozmova/rozmova/internal/knowledge/search"
	"github.com/rozmova/rozmova/internal/turn"
	"github.com/rozmova/rozmova/internal/understand/widen"
)

// searchWithin is how long the articles may take over a question, without a model.
const searchWithin = 3 * time.Second

// answers looks questions up in the articles of a workspace, for turns and for
// the effects that they ask for.
type answers struct {
	shelf   *search.Shelf
	library *library.Library
	finder  answer.Finder
	models  *models // nil where none is configured
	clock   func() time.Time
	log     *slog.Logger
	turns   func() *turn.Handler
}

func newAnswers(cfg Config, shelf *search.Shelf, articles *library.Library, m *models, turns func() *turn.Handler) *answers {
	a := &answers{shelf: shelf, library: articles, models: m, clock: cfg.Clock, log: cfg.Log, turns: turns, finder: answer.Finder{Log: cfg.Log}}
	if m != nil {
		a.finder.Model = m.client
	}
	return a
}

// within is how long a question may take now; 0 where there are no articles.
func (a *answers) within(ws conversation.WorkspaceID) time.Duration {
	if a.shelf.Of(ws).Len() == 0 {
		return 0
	}
	return searchWithin + a.models.wait()
}

// Answer implements effect.Answers.
func (a *answers) Answer(ctx context.Context, ws conversation.WorkspaceID, conv conversation.ConversationID, q conversation.FindAnswer) (conversation.AnswerFound, error) {
	ask := answer.Question{FindAnswer: q, Workspace: ws, Page: func(p knowledge.Passage) string { return helpPage(ws, p) }}
	finder := a.finder
	if a.models.wait() > 0 {
		s, book, err := a.turns().Standing(ctx, ws, conv)
		if err != nil {
			return conversation.AnswerFound{}, err
		}
		ask.Hide = widen.Hider(widen.Situation{Playbook: book.Playbook, Recogniser: book.Recogniser, State: s, Now: a.clock()})
	} else {
		finder.Model = nil
	}
	found := finder.Find(ctx, a.shelf.Of(ws), ask)
	if found.Kind == conversation.AnswerNone && q.Asks && q.Article == "" {
		g := knowledge.Gap{Conversation: conv, Seq: q.Message, Lang: q.Lang, Query: q.Query, Reason: "nothing"}
		if found.Sure > 0 {
			g.Reason = "unsure"
		}
		if err := a.library.Gap(ctx, ws, g); err != nil { // the customer hears the same
			a.log.Warn("a gap was not noted", "workspace", ws, "cause", err)
		}
	}
	return found, nil
}

// helpPage is where an article stands in the workspace's help centre.
func helpPage(ws conversation.WorkspaceID, p knowledge.Passage) string {
	address := "/help/" + url.PathEscape(string(ws)) + "/" + url.PathEscape(p.Lang) + "/a/" + url.PathEscape(p.Slug)
	if p.Anchor != "" {
		address += "#" + url.PathEscape(p.Anchor)
	}
	return address
}
