package answer

import (
	"context"
	"log/slog"
	"slices"
	"strings"

	"github.com/rozmova/rozmova/internal/conversation"
	"github.com/rozmova/rozmova/internal/knowledge"
	"github.com/rozmova/rozmova/internal/knowledge/search"
	"github.com/rozmova/rozmova/internal/llm"
)

// Search finds passages; *search.Index is one.
type Search interface {
	Search(search.Query) []search.Hit
}

// Finder answers. It is safe for concurrent use.
type Finder struct {
	Model llm.Client // says it shortly; nil: articles are quoted
	Log   *slog.Logger
}

// Question is what is asked, and where.
type Question struct {
	conversation.FindAnswer
	Workspace conversation.WorkspaceID
	// Page is the address of a passage's article; nil for none.
	Page func(knowledge.Passage) string
	// Hide takes personal data out of a text; without it no model is asked.
	Hide func(string) string
}

// How sure an article must be to answer, and how near another may come before the
// customer is asked which is meant.
const (
	sureEnough  = 0.37
	rival       = 0.6  // of the best one's share
	rivalsLeast = 0.45 // of both together
	mostRivals  = 3
	mostHits    = 16
)

// Find answers a question, or tells that there is no answer. It never fails: a
// model that does leaves the quote.
func (f *Finder) Find(ctx context.Context, s Search, q Question) conversation.AnswerFound {
	none := conversation.AnswerFound{Kind: conversation.AnswerNone}
	if q.Query = strings.TrimSpace(q.Query); q.Query == "" {
		return none
	}
	list := look(s, q)
	if len(list) == 0 {
		return none
	}
	best := list[0]
	if q.Article == "" {
		if rivals := competing(list); rivals != nil {
			out := conversation.AnswerFound{Kind: conversation.AnswerCompeting, Sure: best.sure}
			for _, r := range rivals {
				out.Options = append(out.Options, q.cite(r.passage))
			}
			return out
		}
		if best.sure < sureEnough {
			none.Sure = best.sure
			return none
		}
	}
	quoted := quote(best.passage, q.Query, q.Lang)
	if quoted.Text == "" {
		return none
	}
	out := conversation.AnswerFound{
		Kind: conversation.AnswerReady, Text: quoted.Text, Short: quoted.Short, Steps: quoted.Steps, Markdown: best.passage.Markdown,
		Lang: best.passage.Lang, Citations: []conversation.Cited{q.cite(best.passage)}, Sure: best.sure, Source: conversation.AnswerQuoted,
	}
	if f.Model == nil || q.Hide == nil || len(quoted.Steps) > 0 && sameLanguage(best.passage.Lang, q.Lang) {
		return out // steps are given as the article has them
	}
	if w, ok := f.write(ctx, q, given(list), quoted.Text); ok {
		out.Text, out.Short, out.Steps, out.Markdown = w.text, w.short, nil, ""
		out.Lang, out.Source, out.Citations = q.Lang, conversation.AnswerWritten, nil
		for _, p := range w.from {
			out.Citations = append(out.Citations, q.cite(p))
		}
	}
	return out
}

// found is a passage with how sure its article is, the best article first.
type found struct {
	passage knowledge.Passage
	sure    float64
	signs   Signs
}

// look gives the best passage of each article, the surest first.
func look(s Search, q Question) []found {
	if q.Article != "" {
		return only(ranked(s, q, q.Query, mostHits*4), knowledge.ArticleID(q.Article))
	}
	plain := ranked(s, q, q.Query, mostHits)
	if q.Context == "" {
		return plain
	}
	if on := goesOn(s, q); on != nil && (fragment(q.Query, q.Lang) || len(plain) == 0 || plain[0].sure < sureEnough) {
		return on
	}
	return plain
}

// ranked asks the search and weighs what it finds.
func ranked(s Search, q Question, text string, limit int) []found {
	hits := s.Search(search.Query{Text: text, Lang: q.Lang, Audience: knowledge.Public, Limit: limit})
	hits = slices.DeleteFunc(hits, func(h search.Hit) bool { return h.Audience != knowledge.Public || h.Article == "" })
	sums := make([]float64, len(hits))
	all := make([]Signs, len(hits))
	for i, h := range hits {
		all[i] = SignsOf(text, q.Lang, h)
		sums[i] = all[i].weight()
	}
	each, _ := shares(sums)
	var out []found
	place, best := map[knowledge.ArticleID]int{}, map[knowledge.ArticleID]float64{}
	for i, h := range hits {
		at, ok := place[h.Article]
		if !ok {
			at = len(out)
			place[h.Article] = at
			out = append(out, found{})
		}
		out[at].sure += each[i]
		if !ok || each[i] > best[h.Article] {
			best[h.Article], out[at].passage, out[at].signs = each[i], h.Passage, all[i]
		}
	}
	slices.SortStableFunc(out, func(a, b found) int {
		switch {
		case a.sure > b.sure:
			return -1
		case a.sure < b.sure:
			return 1
		}
		return 0
	})
	return out
}

// only is what one article has to say.
func only(list []found, id knowledge.ArticleID) []found {
	for _, f := range list {
		if f.passage.Article == id {
			f.sure = 1
			return []found{f}
		}
	}
	return nil
}

// competing are the articles that answer equally well and say different things.
func competing(list []found) []found {
	if len(list) < 2 || list[0].sure+list[1].sure < rivalsLeast {
		return nil
	}
	out := list[:1:1]
	for _, f := range list[1:] {
		if f.sure >= rival*list[0].sure && f.passage.Title != out[0].passage.Title && sameLanguage(f.passage.Lang, out[0].passage.Lang) && len(out) < mostRivals {
			out = append(out, f)
		}
	}
	if len(out) < 2 {
		return nil
	}
	return out
}

// mostGiven passages go to a model.
const mostGiven = 3

// given are the passages that a model may speak from: the best one's, and others
// that are nearly as sure.
func given(list []found) []knowledge.Passage {
	out := []knowledge.Passage{list[0].passage}
	for _, f := range list[1:] {
		if len(out) < mostGiven && f.sure >= list[0].sure/4 {
			out = append(out, f.passage)
		}
	}
	return out
}

func (q Question) cite(p knowledge.Passage) conversation.Cited {
	c := conversation.Cited{Citation: conversation.Citation{Title: p.Title, Article: string(p.Article)}, Public: p.Audience == knowledge.Public}
	if q.Page != nil {
		c.URL = q.Page(p)
	}
	return c
}

func sameLanguage(a, b string) bool {
	a, _, _ = strings.Cut(a, "-")
	b, _, _ = strings.Cut(b, "-")
	return a == b
}
