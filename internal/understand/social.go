package understand

import (
	"strings"

	"github.com/rozmova/rozmova/internal/conversation"
	"github.com/rozmova/rozmova/internal/dialogue"
	"github.com/rozmova/rozmova/internal/understand/entity"
)

// served says that the customer got something done and the bot asked no
// question since.
func (m *message) served() bool {
	for _, e := range m.s.Ended {
		if e.Event == "" && !e.Called && e.Outcome == conversation.OutcomeResolved {
			return true
		}
	}
	return false
}

// midway: «це все» while a question is open takes no leave.
func (m *message) midway() bool {
	_, ok := m.only("no_more", 3)
	return ok && len(m.s.Stack) > 0 && m.s.Expect.Kind != conversation.ExpectNothing
}

// small talk, when there is nothing else in the message.
func (m *message) small() {
	if s, ok := m.only("back", 3); ok && m.s.Owner.Kind == conversation.OwnedByQueue {
		m.add(conversation.Command{Kind: conversation.CmdSocial, Reason: dialogue.ButtonBack, Confidence: 0.9, Source: conversation.FromPattern, Text: m.said(s)})
		return
	}
	for _, kind := range []string{"goodbye", "thanks", "how_are_you", "help", "insult", "hello"} {
		s, ok := m.phrase(kind)
		if !ok {
			continue
		}
		spare := 3
		if kind == "insult" {
			spare = 30
		}
		if m.rest(s) > spare || kind == "goodbye" && m.midway() {
			continue
		}
		m.out = nil
		m.add(conversation.Command{Kind: conversation.CmdSocial, Reason: kind, Confidence: 0.9, Source: conversation.FromPattern, Text: m.said(s)})
		return
	}
	// «так» with nothing asked for: they want something, and have yet to say what.
	if _, yes := m.affirms(); yes && len(m.s.Stack) == 0 && m.bareAnswer(false) && m.s.Expect.Kind == conversation.ExpectNothing {
		m.add(conversation.Command{Kind: conversation.CmdSocial, Reason: "help", Confidence: leastYes, Source: conversation.FromPattern, Text: strings.TrimSpace(m.text)})
		return
	}
	// «ні» after «Чи можу ще чимось допомогти?» takes leave.
	if len(m.s.Stack) == 0 && m.served() {
		for _, x := range m.entities {
			if x.Kind == entity.KindDeny {
				m.out = nil
				m.add(conversation.Command{Kind: conversation.CmdSocial, Reason: "goodbye", Confidence: x.Confidence, Source: conversation.FromPattern, Text: x.Text})
				return
			}
		}
	}
}
