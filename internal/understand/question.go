package understand

import (
	"slices"
	"strings"
	"time"

	"github.com/rozmova/rozmova/internal/conversation"
)

// sureServes is how sure a flow must be to take a question to itself. A surer
// one acts; beside a less sure one the articles are asked, too.
const sureServes = 0.9

// Question is what a message asks that none of its commands takes up, in the
// customer's words: something for the knowledge base. cs is what Local made of
// the message.
func (r *Recogniser) Question(text string, cs []conversation.Command, s *conversation.State, now time.Time) (query string, ok bool) {
	for _, c := range cs {
		switch c.Kind {
		case conversation.CmdHandoff, conversation.CmdRestart, conversation.CmdRepeat, conversation.CmdCancel:
			return "", false
		}
	}
	lang := r.langOf(text, s)
	whole := r.message(text, lang, s, now)
	var asked []string
	for _, part := range whole.parts() {
		p := r.message(part, lang, s, now)
		p.markFillers()
		if p.courtesy() || served(part, cs) || !p.wonders() {
			continue
		}
		asked = append(asked, strings.TrimSpace(part))
	}
	query = strings.Join(asked, " ")
	return query, query != ""
}

// WithQuestion adds to what Local made of a message the question that it asks
// besides, for the engine to put to the knowledge base.
func (r *Recogniser) WithQuestion(text string, cs []conversation.Command, s *conversation.State, now time.Time) []conversation.Command {
	query, ok := r.Question(text, cs, s, now)
	if !ok || slices.ContainsFunc(cs, func(c conversation.Command) bool { return c.Kind == conversation.CmdAnswer }) {
		return cs
	}
	return append(slices.Clone(cs), conversation.Command{
		Kind: conversation.CmdAnswer, Query: query, Confidence: 0.6, Source: conversation.FromPattern, Text: text,
	})
}

// served says whether a command takes a part of a message up: a value that stands
// in it, or a flow that is sure.
func served(part string, cs []conversation.Command) bool {
	for _, c := range cs {
		if c.Text == "" || !strings.Contains(part, c.Text) && !strings.Contains(c.Text, part) {
			continue
		}
		switch c.Kind {
		case conversation.CmdSet, conversation.CmdNarrow:
			return true
		case conversation.CmdStart:
			if c.Confidence >= sureServes {
				return true
			}
		case conversation.CmdSocial:
			if len(strings.TrimSpace(c.Text))*2 > len(strings.TrimSpace(part)) {
				return true
			}
		}
	}
	return false
}

// wonders says whether a message asks for something to be told: by its mark, by
// its first words, or by going on with what was answered before.
func (m *message) wonders() bool {
	if len(m.words) < 2 {
		return false
	}
	if m.asks() {
		return true
	}
	i := 0
	for i < len(m.words)-1 && (m.filler[i] || opening[m.words[i].Text]) {
		i++
	}
	first := m.words[i].Text
	if wondering[first] {
		return true
	}
	a := m.s.Answered
	return a != nil && m.s.Messages-a.Messages <= 2 && continuing[m.words[0].Text] && len(m.words) <= mostGoingOn
}

// mostGoingOn is how many words go on with a question: «а для юридичних осіб».
const mostGoingOn = 8

var (
	wondering  = wordSet("чи хіба do does did is are can could will would should may has have am i'd wonder tell підкажіть розкажіть поясніть цікавить цікаво скажіть подскажите расскажите ли можно можна")
	continuing = wordSet("а and what але but i")
	opening    = wordSet("а and але but hi hello привіт вітаю добрий день доброго дня please")
)
