package library

import (
	"cmp"
	"context"
	"slices"
	"strings"
	"time"

	"github.com/google/uuid"

	"github.com/rozmova/rozmova/internal/conversation"
	"github.com/rozmova/rozmova/internal/knowledge"
	"github.com/rozmova/rozmova/internal/understand"
)

// Feedback keeps what a reader says of a version, in place of what the same
// reader said of it before.
func (l *Library) Feedback(ctx context.Context, ws conversation.WorkspaceID, f knowledge.Feedback) error {
	if err := note("comment", f.Comment); err != nil {
		return err
	}
	if f.Visitor == "" || len(f.Visitor) > 200 {
		return &knowledge.InvalidError{Field: "visitor", Reason: "malformed"}
	}
	f.Comment, f.At = l.Hide(strings.TrimSpace(f.Comment)), l.now()
	return l.Store.PutFeedback(ctx, ws, f)
}

// maxFeedback that is listed of an article.
const maxFeedback = 200

// FeedbackOf gives what readers say of an article, the latest first.
func (l *Library) FeedbackOf(ctx context.Context, ws conversation.WorkspaceID, id knowledge.ArticleID) ([]knowledge.Feedback, error) {
	if _, err := l.Store.Article(ctx, ws, id); err != nil {
		return nil, err
	}
	return l.Store.FeedbackOf(ctx, ws, id, maxFeedback)
}

// Votes counts what readers have said since a time, by version, those that helped
// least first.
func (l *Library) Votes(ctx context.Context, ws conversation.WorkspaceID, since time.Time) ([]knowledge.Votes, error) {
	out, err := l.Store.Votes(ctx, ws, since)
	slices.SortStableFunc(out, func(a, b knowledge.Votes) int { return a.Helpful - a.Unhelpful - (b.Helpful - b.Unhelpful) })
	return out, err
}

// Gap keeps a question that nothing answered. A message's is kept once.
func (l *Library) Gap(ctx context.Context, ws conversation.WorkspaceID, g knowledge.Gap) error {
	g.Query = strings.Join(strings.Fields(strings.ToValidUTF8(g.Query, "")), " ")
	if r := []rune(g.Query); len(r) > knowledge.MaxQuery {
		g.Query = string(r[:knowledge.MaxQuery])
	}
	if g.Query == "" {
		return &knowledge.InvalidError{Field: "query", Reason: "required"}
	}
	g.ID, g.State, g.At = knowledge.GapID(uuid.Must(uuid.NewV7()).String()), knowledge.GapOpen, l.now()
	g.Query = l.Hide(g.Query)
	return l.Store.PutGap(ctx, ws, g)
}

// maxGaps that are looked at, the newest.
const maxGaps = 1000

// Gaps gives questions of one state that say nearly the same together, those
// asked most often first. lang "" is all.
func (l *Library) Gaps(ctx context.Context, ws conversation.WorkspaceID, state knowledge.GapState, lang string) ([]knowledge.Gaps, error) {
	all, err := l.Store.Gaps(ctx, ws, state, lang, maxGaps)
	if err != nil {
		return nil, err
	}
	var out []knowledge.Gaps
	var words [][]string // of each group's newest
	for _, g := range all {
		w := understand.Words(g.Query, g.Lang)
		at := slices.IndexFunc(words, func(of []string) bool { return len(w) > 0 && understand.Alike(of, w) })
		if at < 0 {
			at, out, words = len(out), append(out, knowledge.Gaps{}), append(words, w)
		}
		out[at].All = append(out[at].All, g)
	}
	if state == knowledge.GapFilled {
		if err := l.askedAgain(ctx, ws, lang, out, words); err != nil {
			return nil, err
		}
	}
	slices.SortStableFunc(out, func(a, b knowledge.Gaps) int { return len(b.All) - len(a.All) })
	return out, nil
}

// askedAgain counts what still is not answered of what an article was written for.
func (l *Library) askedAgain(ctx context.Context, ws conversation.WorkspaceID, lang string, filled []knowledge.Gaps, words [][]string) error {
	open, err := l.Store.Gaps(ctx, ws, knowledge.GapOpen, lang, maxGaps)
	if err != nil {
		return err
	}
	for _, g := range open {
		w := understand.Words(g.Query, g.Lang)
		for i := range filled {
			if g.At.After(filled[i].All[0].At) && len(w) > 0 && understand.Alike(words[i], w) {
				filled[i].Again++
			}
		}
	}
	return nil
}

// maxConversations are looked through for what became of answers, the newest.
const maxConversations = 5000

// Use says how the bot fared with articles since a time, those after which most
// customers wanted a person first.
func (l *Library) Use(ctx context.Context, ws conversation.WorkspaceID, since time.Time) ([]knowledge.Use, error) {
	all := map[knowledge.ArticleID]*knowledge.Use{}
	var in conversation.ConversationID
	var told, last map[knowledge.ArticleID]bool // in this conversation; by its last answer
	err := l.Store.AnswerEvents(ctx, ws, since, maxConversations, func(id conversation.ConversationID, e conversation.Event) error {
		if id != in {
			in, told, last = id, map[knowledge.ArticleID]bool{}, nil
		}
		switch d := e.Data.(type) {
		case conversation.AnswerGiven:
			if len(d.Citations) == 0 { // a question back
				return nil
			}
			last = map[knowledge.ArticleID]bool{}
			for _, c := range d.Citations {
				article := knowledge.ArticleID(c.Article)
				if last[article] = true; told[article] {
					continue
				}
				told[article] = true
				if all[article] == nil {
					all[article] = &knowledge.Use{Article: article}
				}
				all[article].Answers++
			}
		case conversation.HandoffRequested:
			for article := range last {
				all[article].Handoffs++
			}
			last = nil // the next handoff is about something else
		}
		return nil
	})
	out := []knowledge.Use{}
	for _, u := range all {
		out = append(out, *u)
	}
	slices.SortFunc(out, func(a, b knowledge.Use) int {
		return cmp.Or(b.Handoffs-a.Handoffs, b.Answers-a.Answers, strings.Compare(string(a.Article), string(b.Article)))
	})
	return out, err
}

// GapCounts says how many questions are in each state.
func (l *Library) GapCounts(ctx context.Context, ws conversation.WorkspaceID) (map[knowledge.GapState]int, error) {
	return l.Store.GapCounts(ctx, ws)
}

// SettleGaps says what became of questions: an article answers them now, they
// need none, or they wait again.
func (l *Library) SettleGaps(ctx context.Context, ws conversation.WorkspaceID, ids []knowledge.GapID, state knowledge.GapState, article knowledge.ArticleID) error {
	if article != "" {
		if _, err := l.Store.Article(ctx, ws, article); err != nil {
			return &knowledge.InvalidError{Field: "article", Reason: "unknown"}
		}
	}
	switch {
	case state != knowledge.GapOpen && state != knowledge.GapFilled && state != knowledge.GapDismissed:
		return &knowledge.InvalidError{Field: "state", Reason: "unknown"}
	case (state == knowledge.GapFilled) != (article != ""):
		return &knowledge.InvalidError{Field: "article", Reason: "required"}
	}
	return l.Store.SettleGaps(ctx, ws, ids, state, article)
}
