package httpapi

import (
	"context"
	"net/http"
	"time"

	"github.com/rozmova/rozmova/internal/conversation"
	"github.com/rozmova/rozmova/internal/knowledge"
)

// gapRoutes are for what articles lack: questions that nothing answered, and
// what readers say.
func (s *Server) gapRoutes(op deskOp, inside func(http.Handler) http.Handler) {
	operate(s, op("articleGaps", "GET", "/article-gaps", "What was asked and not answered, the most often first", 200), inside, s.articleGaps)
	operate(s, op("settleGaps", "POST", "/article-gaps/settle", "Say what became of questions", 204, 404), inside, s.settleGaps)
	operate(s, op("articleVotes", "GET", "/article-votes", "What readers say, by article, the worst first", 200), inside, s.articleVotes)
	operate(s, op("articleUse", "GET", "/article-use", "How the bot fared with articles: those after which most customers wanted a person first", 200), inside, s.articleUse)
	operate(s, op("articleFeedback", "GET", "/articles/{id}/feedback", "What readers say of an article, the latest first", 200, 404), inside, s.articleFeedback)
}

type gapsInput struct {
	State  knowledge.GapState `query:"state" enum:"open,filled,dismissed" default:"open"`
	Lang   string             `query:"lang" maxLength:"35"`
	Offset int                `query:"offset" minimum:"0" maximum:"1000"`
	Limit  int                `query:"limit" minimum:"1" maximum:"100" default:"25"`
}

type gapsOutput struct{ Body GapPage }

// GapPage is a page of questions.
type GapPage struct {
	Gaps  []GapView `json:"gaps"`
	Total int       `json:"total" doc:"Of all pages."`
	Open  int       `json:"open" doc:"Questions that wait, whatever the filter."`
}

// GapView is questions that say nearly the same.
type GapView struct {
	IDs          []knowledge.GapID           `json:"ids" doc:"All of them, to be settled together; the newest first."`
	Query        string                      `json:"query" doc:"The newest one's words, with personal data hidden."`
	Others       []string                    `json:"others" doc:"Other words for it, at most five."`
	Lang         string                      `json:"lang"`
	Reason       string                      `json:"reason" doc:"Why nothing was said: nothing was found, unsure, competing, unhelpful."`
	Count        int                         `json:"count"`
	At           Stamp                       `json:"at" doc:"When it was asked last."`
	Conversation conversation.ConversationID `json:"conversation,omitempty" doc:"Where the newest was asked; missing for the site's search."`
	Seq          int64                       `json:"seq,omitempty" doc:"Its message."`
	Article      knowledge.ArticleID         `json:"article,omitempty" doc:"Which was written for it."`
	Again        int                         `json:"again,omitempty" doc:"How often it was asked since, and not answered all the same."`
}

// maxOthers of a question's other words are shown.
const maxOthers = 5

func (s *Server) articleGaps(ctx context.Context, in *gapsInput) (*gapsOutput, error) {
	a := agentOf(ctx)
	groups, err := s.cfg.Library.Gaps(ctx, a.workspace(), in.State, in.Lang)
	if err != nil {
		return nil, err
	}
	counts, err := s.cfg.Library.GapCounts(ctx, a.workspace())
	if err != nil {
		return nil, err
	}
	out := GapPage{Gaps: []GapView{}, Total: len(groups), Open: counts[knowledge.GapOpen]}
	for _, g := range pageOf(groups, in.Offset, in.Limit) {
		out.Gaps = append(out.Gaps, gapView(g))
	}
	return &gapsOutput{out}, nil
}

func gapView(group knowledge.Gaps) GapView {
	n := group.All[0]
	v := GapView{
		Query: n.Query, Others: []string{}, Lang: n.Lang, Reason: n.Reason, Count: len(group.All), At: Stamp(n.At),
		Conversation: n.Conversation, Seq: n.Seq, Article: n.Article, Again: group.Again,
	}
	said := map[string]bool{n.Query: true}
	for _, g := range group.All {
		v.IDs = append(v.IDs, g.ID)
		if !said[g.Query] && len(v.Others) < maxOthers {
			said[g.Query] = true
			v.Others = append(v.Others, g.Query)
		}
	}
	return v
}

type settleGapsInput struct {
	Body struct {
		IDs     []knowledge.GapID   `json:"ids" minItems:"1" maxItems:"1000"`
		State   knowledge.GapState  `json:"state" enum:"open,filled,dismissed"`
		Article knowledge.ArticleID `json:"article,omitempty" maxLength:"100" doc:"With filled: which answers it now."`
	}
}

func (s *Server) settleGaps(ctx context.Context, in *settleGapsInput) (*struct{}, error) {
	err := s.cfg.Library.SettleGaps(ctx, agentOf(ctx).workspace(), in.Body.IDs, in.Body.State, in.Body.Article)
	if err != nil {
		return nil, articleError(err)
	}
	return nil, nil
}

type votesInput struct {
	Days int `query:"days" minimum:"1" maximum:"366" default:"30" doc:"How far back."`
}

type votesOutput struct {
	Body struct {
		Votes []VotesView `json:"votes"`
	}
}

// VotesView counts what readers say of a version.
type VotesView struct {
	Article   knowledge.ArticleID `json:"article"`
	Lang      string              `json:"lang"`
	Version   int                 `json:"version"`
	Helpful   int                 `json:"helpful"`
	Unhelpful int                 `json:"unhelpful"`
}

func (s *Server) articleVotes(ctx context.Context, in *votesInput) (*votesOutput, error) {
	list, err := s.cfg.Library.Votes(ctx, agentOf(ctx).workspace(), s.now().Add(-time.Duration(in.Days)*24*time.Hour))
	if err != nil {
		return nil, err
	}
	out := &votesOutput{}
	out.Body.Votes = []VotesView{}
	for _, v := range list {
		out.Body.Votes = append(out.Body.Votes, VotesView(v))
	}
	return out, nil
}

type useOutput struct {
	Body struct {
		Use []UseView `json:"use"`
	}
}

// UseView says how the bot fared with an article.
type UseView struct {
	Article  knowledge.ArticleID `json:"article"`
	Answers  int                 `json:"answers" doc:"Conversations in which the bot answered from it."`
	Handoffs int                 `json:"handoffs" doc:"Those of them in which a person was called next."`
}

func (s *Server) articleUse(ctx context.Context, in *votesInput) (*useOutput, error) {
	list, err := s.cfg.Library.Use(ctx, agentOf(ctx).workspace(), s.now().Add(-time.Duration(in.Days)*24*time.Hour))
	if err != nil {
		return nil, err
	}
	out := &useOutput{}
	out.Body.Use = []UseView{}
	for _, u := range list {
		out.Body.Use = append(out.Body.Use, UseView(u))
	}
	return out, nil
}

type feedbackOutput struct {
	Body struct {
		Feedback []FeedbackView `json:"feedback"`
	}
}

// FeedbackView is what one reader says of a version.
type FeedbackView struct {
	Lang    string `json:"lang"`
	Version int    `json:"version"`
	Helpful bool   `json:"helpful"`
	Comment string `json:"comment,omitempty"`
	At      Stamp  `json:"at"`
}

func (s *Server) articleFeedback(ctx context.Context, in *ArticlePath) (*feedbackOutput, error) {
	list, err := s.cfg.Library.FeedbackOf(ctx, agentOf(ctx).workspace(), in.ID)
	if err != nil {
		return nil, err
	}
	out := &feedbackOutput{}
	out.Body.Feedback = []FeedbackView{}
	for _, f := range list {
		out.Body.Feedback = append(out.Body.Feedback, FeedbackView{f.Lang, f.Version, f.Helpful, f.Comment, Stamp(f.At)})
	}
	return out, nil
}
