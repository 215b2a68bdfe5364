package app

import (
	"context"

	"github.com/rozmova/rozmova/internal/conversation"
	"github.com/rozmova/rozmova/internal/flowtest"
	"github.com/rozmova/rozmova/internal/knowledge"
	"github.com/rozmova/rozmova/internal/knowledge/answer"
	"github.com/rozmova/rozmova/internal/knowledge/search"
	"github.com/rozmova/rozmova/packs"
)

// TestKnowledge lets flow tests ask the articles of packs, without a model.
func TestKnowledge(articles []packs.Article) flowtest.Knowledge {
	x := search.New()
	for _, a := range articles {
		x.Put(knowledge.Document{Article: knowledge.ArticleID(a.Key), Lang: a.Lang, Title: a.Title, Body: a.Body, Slug: a.Slug, Audience: knowledge.Audience(a.Audience)})
	}
	return testKnowledge{x}
}

type testKnowledge struct{ index *search.Index }

// Answer implements flowtest.Knowledge.
func (k testKnowledge) Answer(q conversation.FindAnswer) conversation.AnswerFound {
	var f answer.Finder
	return f.Find(context.Background(), k.index, answer.Question{FindAnswer: q, Page: func(p knowledge.Passage) string { return helpPage("test", p) }})
}
