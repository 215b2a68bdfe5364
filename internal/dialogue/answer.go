package dialogue

import (
	"slices"
	"strings"
	"time"

	"github.com/rozmova/rozmova/internal/conversation"
)

// Patterns that speak of answers from articles.
const (
	eventAnswered = "answered"
	eventCompete  = "answers_compete"
	eventNotKnown = "not_known"
)

// ReasonNoAnswer counts a question that no article answers.
const ReasonNoAnswer = "no_answer"

// maxSeeking questions wait for the knowledge base at a time.
const maxSeeking = 4

// How long a question counts as what was spoken of before.
const (
	contextMessages = 3
	contextTime     = 15 * time.Minute
)

// seeking is a message that may be a question for the knowledge base.
type seeking struct {
	text   string // the customer's words
	seq    int64
	within time.Duration
	local  []conversation.Command // as proposed
}

// seeks puts a question before the knowledge base instead of answering it now.
// It reports whether it does. A flow that is sure goes first.
func (m *machine) seeks(q seeking, accepted []conversation.Command) bool {
	if q.within <= 0 || m.pb.Events[eventAnswered] == nil || len(m.s.Seeking) >= maxSeeking || m.s.Expect.Type == "code" || m.s.Mood == conversation.Angry {
		return false
	}
	d, ok := m.wanted(q, accepted)
	if !ok {
		return false
	}
	d.Effect, d.Message, d.Text, d.Lang = m.next(), q.seq, q.text, m.pb.lang(m.s.Lang)
	d.Until = m.in.At.Add(q.within)
	if a := m.s.Answered; a != nil && m.s.Messages-a.Messages <= contextMessages && m.in.At.Sub(a.At) <= contextTime {
		d.Context, d.About = a.Query, a.Article
	}
	m.system(d)
	m.out.Effects = append(m.out.Effects, conversation.Effect{ID: d.Effect, Data: conversation.FindAnswer{
		Message: d.Message, Query: d.Query, Lang: d.Lang, Context: d.Context, About: d.About, Article: d.Article, Asks: d.Asks, Until: d.Until,
	}})
	return true
}

// wanted is what to ask the knowledge base, if anything.
func (m *machine) wanted(q seeking, accepted []conversation.Command) (conversation.AnswerSought, bool) {
	d := conversation.AnswerSought{Local: q.local}
	unread := true
	for _, c := range accepted {
		switch c.Kind {
		case conversation.CmdAnswer:
			if d.Query == "" {
				d.Query, d.Asks = c.Query, true
				d.Article, _ = c.Value.(string)
			}
		case conversation.CmdHandoff, conversation.CmdRestart, conversation.CmdRepeat:
			return d, false
		case conversation.CmdNone:
			if c.Reason == ReasonBareValue || c.Reason == ReasonNoOption {
				return d, false
			}
		case conversation.CmdClarify:
		default:
			if strings.HasPrefix(c.Slot, "$") { // a yes or a no is not put off
				return d, false
			}
			unread = false
		}
	}
	switch {
	case d.Query != "":
		return d, true
	case !unread || len(m.s.Stack) > 0: // within a flow what is no question is an answer that was not understood
		return d, false
	}
	d.Query = strings.TrimSpace(q.text)
	return d, d.Query != ""
}

// answerFound takes what the knowledge base has, or that it has nothing.
func (m *machine) answerFound(d conversation.AnswerFound) {
	var asked *conversation.SoughtAnswer
	if a := m.s.Sought(d.Effect); a != nil {
		own := *a
		asked = &own
	}
	m.emit(m.in.Actor, m.in.Data)
	if asked == nil || m.s.Closed || m.s.Owner.Kind != conversation.OwnedByBot {
		return
	}
	overtaken := m.s.Messages > asked.Messages // they have been answered since, on something else
	u := m.validate(conversation.MessageReceived{Text: asked.Text, Proposed: asked.Local}, asked.Message)
	others := m.besides(u.Commands)
	kind := conversation.AnswerNone
	if found, ok := m.presentable(d, asked); ok {
		d, kind = found, found.Kind
	}
	if kind == conversation.AnswerNone && overtaken {
		u.Commands = slices.DeleteFunc(others, func(c conversation.Command) bool { return c.Kind != conversation.CmdStart })
		if len(u.Commands) == 0 {
			return
		}
	}
	m.system(u)
	if m.guideAll() {
		return
	}
	offered, requested := m.fitting(asked, u.Commands)
	switch kind {
	case conversation.AnswerReady:
		m.answered(asked, d, offered)
	case conversation.AnswerCompeting:
		m.compete(asked, d)
	default:
		if len(others) == 0 {
			m.unknown(asked, u.Commands)
		} else {
			m.obey(u.Commands, asked.Message)
		}
		m.answers = true
		m.finish()
		return
	}
	if len(requested) > 0 {
		m.obey(requested, asked.Message)
	} else if m.s.Expect.Kind != conversation.ExpectArticle {
		m.returnToFlow()
	}
	m.answers = true
	m.finish()
}

// besides are the commands that lead on by themselves: a flow that the message
// also asked for.
func (m *machine) besides(cs []conversation.Command) []conversation.Command {
	return slices.DeleteFunc(slices.Clone(cs), func(c conversation.Command) bool {
		return c.Kind == conversation.CmdNone || c.Kind == conversation.CmdClarify || c.Kind == conversation.CmdAnswer || c.Kind == conversation.CmdSocial
	})
}

// fitting parts what a message asks for besides its question: a flow that it may
// have meant instead becomes a button, one that it surely wants as well goes on.
func (m *machine) fitting(asked *conversation.SoughtAnswer, cs []conversation.Command) (offered string, requested []conversation.Command) {
	for _, c := range cs {
		switch c.Kind {
		case conversation.CmdClarify:
			if offered == "" && len(c.Options) > 0 {
				offered = c.Options[0]
			}
		case conversation.CmdStart:
			if c.Confidence < sureBeside || covers(c.Text, asked.Query) {
				if offered == "" {
					offered = c.Flow
				}
				continue
			}
		}
	}
	if offered != "" {
		return offered, nil
	}
	return "", m.besides(cs)
}

// sureBeside is how sure a request beside a question must be.
const sureBeside = 0.85

// covers: the words of a request are those of the question itself.
func covers(words, query string) bool {
	words, query = strings.ToLower(strings.TrimSpace(words)), strings.ToLower(strings.TrimSpace(query))
	return words != "" && (strings.Contains(words, query) || strings.Contains(query, words))
}

// answered says what the articles say. The misses before it are forgotten.
func (m *machine) answered(asked *conversation.SoughtAnswer, d conversation.AnswerFound, offer string) {
	sources := plainCitations(d.Citations)
	m.system(conversation.AnswerGiven{Message: asked.Message, Query: asked.Query, Source: d.Source, Citations: sources})
	short := d.Short
	if short == "" {
		short = d.Text
	}
	steps := make([]any, len(d.Steps))
	for i, s := range d.Steps {
		steps[i] = s
	}
	m.cite, m.citing = sources, d
	m.pattern(eventAnswered, map[string]conversation.Value{
		"text": d.Text, "short": short, "steps": steps, "title": sources[0].Title, "source": d.Source,
		"foreign": d.Lang != "" && d.Lang != m.pb.lang(m.s.Lang), "flow": offer, "open": m.flowOpen(),
	})
	m.cite = nil
}

// flowOpen says whether a flow that the customer asked for is in progress.
func (m *machine) flowOpen() bool {
	return slices.ContainsFunc(m.s.Stack, func(f conversation.Frame) bool { return f.Event == "" })
}

// compete asks which of several articles is meant.
func (m *machine) compete(asked *conversation.SoughtAnswer, d conversation.AnswerFound) {
	options := plainCitations(d.Options)
	m.system(conversation.AnswerGiven{Message: asked.Message, Query: asked.Query, Options: options})
	var list []any
	expect := conversation.Expectation{Kind: conversation.ExpectArticle}
	for _, o := range options {
		list = append(list, map[string]any{"article": o.Article, "title": o.Title})
		expect.Options = append(expect.Options, conversation.Option{Value: o.Article, Title: o.Title})
	}
	open := m.flowOpen()
	m.pattern(eventCompete, map[string]conversation.Value{"articles": list, "query": asked.Query, "open": open})
	if !open && m.s.Owner.Kind == conversation.OwnedByBot { // within a flow its own question stays the open one
		m.bot(conversation.QuestionAsked{Expect: expect})
	}
}

// unknown: no article supports an answer, and no flow serves the message.
func (m *machine) unknown(asked *conversation.SoughtAnswer, cs []conversation.Command) {
	clarifies := slices.ContainsFunc(cs, func(c conversation.Command) bool { return c.Kind == conversation.CmdClarify })
	if !asked.Asks || clarifies || m.flowOpen() || m.pb.Events[eventNotKnown] == nil {
		own := slices.DeleteFunc(slices.Clone(cs), func(c conversation.Command) bool { return c.Kind == conversation.CmdAnswer })
		m.obey(own, asked.Message)
		return
	}
	m.system(conversation.MissCounted{Reason: ReasonNoAnswer})
	if m.s.Misses >= maxMisses {
		m.handoff("not_understood", "two_misses")
		return
	}
	m.pattern(eventNotKnown, map[string]conversation.Value{"misses": float64(m.s.Misses)})
}

// articleButtons are the articles to choose from.
func (m *machine) articleButtons(f *conversation.Frame) []conversation.Button {
	var out []conversation.Button
	query, _ := f.Data["query"].(string)
	list, _ := f.Data["articles"].([]any)
	for _, x := range list {
		o, _ := x.(map[string]any)
		id, _ := o["article"].(string)
		title, _ := o["title"].(string)
		if id != "" && title != "" {
			out = append(out, conversation.Button{ID: "article:" + id, Title: title, Commands: []conversation.Command{
				press(conversation.Command{Kind: conversation.CmdAnswer, Query: query, Value: id}),
			}})
		}
	}
	return out
}

// checkAnswer bounds a question for the knowledge base. Which article it is to be
// answered from only the customer says, of those that were offered.
func (m *machine) checkAnswer(c *conversation.Command) string {
	c.Query = cutRunes(strings.TrimSpace(c.Query), maxQueryRunes)
	id, chosen := c.Value.(string)
	offered := chosen && m.s.Expect.Kind == conversation.ExpectArticle && c.Source == conversation.FromPattern &&
		slices.ContainsFunc(m.s.Expect.Options, func(o conversation.Option) bool { return o.Value == id })
	if c.Source != conversation.FromButton && !offered {
		c.Value = nil
	}
	if c.Query == "" {
		return "no_query"
	}
	return ""
}

const maxQueryRunes = 500
