package quality

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"
	"time"

	"github.com/rozmova/rozmova/internal/conversation"
	"github.com/rozmova/rozmova/internal/knowledge"
	"github.com/rozmova/rozmova/internal/knowledge/answer"
	"github.com/rozmova/rozmova/internal/knowledge/search"
)

// Asked is a question, and the articles that answer it; none for one that no
// article answers.
type Asked struct {
	Question string   `json:"question"`
	Lang     string   `json:"lang"`
	Sources  []string `json:"sources"`
}

// ReadAsked reads rows `{"question","lang","sources":[ids]}`, one a line.
func ReadAsked(path string) ([]Asked, error) {
	var out []Asked
	err := readRows(path, func(line []byte) error {
		var a Asked
		if err := json.Unmarshal(line, &a); err != nil {
			return err
		}
		if a.Question == "" || a.Lang == "" {
			return fmt.Errorf(`a row needs "question" and "lang"`)
		}
		out = append(out, a)
		return nil
	})
	return out, err
}

// AnswersReport is how questions were answered. Shares are of the answerable and
// of the unanswerable questions.
type AnswersReport struct {
	Articles     int         `json:"articles"`
	Answerable   int         `json:"answerable"`
	Unanswerable int         `json:"unanswerable"`
	Right        float64     `json:"answered_with_right_source"`
	Wrong        float64     `json:"answered_with_wrong_source"`
	AskedWhich   float64     `json:"asked_which_right_among"`
	NotKnown     float64     `json:"said_not_known"`
	False        float64     `json:"unanswerable_answered"`
	AskedFalse   float64     `json:"unanswerable_asked_which"`
	MsP50        float64     `json:"ms_per_question_p50"`
	Misses       []AskedMiss `json:"misses,omitempty"`
}

// AskedMiss is a question that was not answered as it should be.
type AskedMiss struct {
	Asked
	Kind conversation.AnswerKind `json:"kind"`
	From []string                `json:"from,omitempty"`
	Sure float64                 `json:"sure"`
}

// Answers asks all questions of the articles, without a language model.
func Answers(articles []SearchArticle, asked []Asked) AnswersReport {
	x := search.New()
	for _, a := range articles {
		x.Put(knowledge.Document{Article: knowledge.ArticleID(a.ID), Lang: a.Lang, Title: a.Title, Body: a.Body, Slug: a.ID, Audience: knowledge.Public})
	}
	r := AnswersReport{Articles: len(articles)}
	var f answer.Finder
	var took []float64
	for _, a := range asked {
		at := time.Now()
		got := f.Find(context.Background(), x, answer.Question{FindAnswer: conversation.FindAnswer{Query: a.Question, Lang: a.Lang, Asks: true}})
		took = append(took, time.Since(at).Seconds()*1000)
		r.count(a, got)
	}
	for _, share := range []*float64{&r.Right, &r.Wrong, &r.AskedWhich, &r.NotKnown} {
		*share /= float64(max(r.Answerable, 1))
	}
	for _, share := range []*float64{&r.False, &r.AskedFalse} {
		*share /= float64(max(r.Unanswerable, 1))
	}
	if slices.Sort(took); len(took) > 0 {
		r.MsP50 = took[len(took)/2]
	}
	return r
}

func (r *AnswersReport) count(a Asked, got conversation.AnswerFound) {
	m := AskedMiss{Asked: a, Kind: got.Kind, Sure: got.Sure}
	right := false
	for _, c := range append(slices.Clone(got.Citations), got.Options...) {
		m.From = append(m.From, c.Article)
		right = right || slices.Contains(a.Sources, c.Article)
	}
	answerable := len(a.Sources) > 0
	count := &r.NotKnown
	switch {
	case answerable && got.Kind == conversation.AnswerReady && right:
		count = &r.Right
	case answerable && got.Kind == conversation.AnswerReady, answerable && got.Kind == conversation.AnswerCompeting && !right:
		count = &r.Wrong
	case answerable && got.Kind == conversation.AnswerCompeting:
		count = &r.AskedWhich
	case !answerable && got.Kind == conversation.AnswerReady:
		count = &r.False
	case !answerable && got.Kind == conversation.AnswerCompeting:
		count = &r.AskedFalse
	case !answerable:
		count = nil
	}
	if answerable {
		r.Answerable++
	} else {
		r.Unanswerable++
	}
	if count == nil {
		return
	}
	*count++
	if count != &r.Right {
		r.Misses = append(r.Misses, m)
	}
}
