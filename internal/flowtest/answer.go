package flowtest

import (
	"slices"
	"strings"
	"time"

	"github.com/rozmova/rozmova/internal/conversation"
)

// Knowledge looks a question up in the articles of the packs under test.
type Knowledge interface {
	Answer(conversation.FindAnswer) conversation.AnswerFound
}

// answerTime is how long a question may take, by the test's own clock.
const answerTime = 5 * time.Second

// knows says whether there is anything to look questions up in.
func (p *player) knows() bool {
	return len(p.test.answers) > 0 || p.test.articles && p.knowledge != nil
}

// ask adds what the message asks of the articles, as the door does.
func (p *player) ask(d *conversation.MessageReceived, hears bool) {
	if !p.knows() {
		return
	}
	d.AnswerWithin = answerTime
	if r, ok := p.rec.(interface {
		WithQuestion(string, []conversation.Command, *conversation.State, time.Time) []conversation.Command
	}); ok && hears {
		d.Proposed = r.WithQuestion(d.Text, d.Proposed, p.state, p.at)
	}
}

// findAnswer looks a question up: in what the test says of its articles, else in
// the packs' own.
func (p *player) findAnswer(id conversation.EffectID, q conversation.FindAnswer) {
	found := conversation.AnswerFound{Kind: conversation.AnswerNone}
	i := slices.IndexFunc(p.test.answers, func(s answerStub) bool {
		return strings.Contains(strings.ToLower(q.Query), strings.ToLower(s.when)) && (s.article == "" || s.article == q.Article)
	})
	switch {
	case i >= 0:
		found = p.test.answers[i].found
	case p.test.articles:
		found = p.knowledge.Answer(q)
	}
	found.Effect = id
	p.step(conversation.Actor{Kind: conversation.System}, found)
}

// answerStub is what the articles say of a question that holds some words, or
// that is to be answered from one article.
type answerStub struct {
	when, article string
	found         conversation.AnswerFound
}

// parseAnswers reads a list of {when: words, text: …, title: …}; which: [titles]
// for several to choose from; no text for nothing.
func parseAnswers(n node) []answerStub {
	var out []answerStub
	for _, i := range n.items() {
		s := answerStub{found: conversation.AnswerFound{Kind: conversation.AnswerReady, Source: conversation.AnswerQuoted}}
		cited := conversation.Cited{Citation: conversation.Citation{Title: "T"}, Public: true}
		for _, f := range i.fields("when", "article", "text", "short", "steps", "lang", "title", "url", "internal", "which") {
			switch f.key {
			case "when":
				s.when = f.value.str()
			case "article":
				s.article = f.value.str()
			case "text":
				s.found.Text = f.value.str()
			case "short":
				s.found.Short = f.value.str()
			case "steps":
				s.found.Steps = f.value.strs()
			case "lang":
				s.found.Lang = f.value.str()
			case "title":
				cited.Title = f.value.str()
			case "url":
				cited.URL = f.value.str()
			case "internal":
				cited.Public = !f.value.boolean()
			case "which":
				s.found.Kind = conversation.AnswerCompeting
				for _, title := range f.value.strs() {
					s.found.Options = append(s.found.Options, conversation.Cited{Citation: conversation.Citation{Title: title, Article: title}, Public: true})
				}
			}
		}
		switch {
		case s.found.Kind == conversation.AnswerCompeting:
		case s.found.Text == "":
			s.found = conversation.AnswerFound{Kind: conversation.AnswerNone}
		default:
			cited.Article = cited.Title
			s.found.Citations = []conversation.Cited{cited}
		}
		out = append(out, s)
	}
	return out
}

// expectCites: the titles of the articles that the answer names as its source;
// none when the list is empty.
func expectCites(n node) func(*outcome) string {
	want := n.strs()
	return func(o *outcome) string {
		var got []string
		for _, cs := range each(o, func(d conversation.MessageSent) []conversation.Citation { return d.Citations }) {
			for _, c := range cs {
				got = append(got, c.Title)
			}
		}
		if !slices.Equal(got, want) {
			return differs("cites", list(want), list(got))
		}
		return ""
	}
}

// Option changes how tests are played.
type Option func(*player)

// WithKnowledge lets tests that say `articles: true` ask articles.
func WithKnowledge(k Knowledge) Option { return func(p *player) { p.knowledge = k } }
