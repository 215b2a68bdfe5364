package httpapi

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/rozmova/rozmova/internal/conversation"
	"github.com/rozmova/rozmova/internal/knowledge"
	"github.com/rozmova/rozmova/internal/knowledge/library"
	"github.com/rozmova/rozmova/internal/store"
)

func TestGaps(t *testing.T) {
	s, lead, agent, stranger := withLead(t)
	l := library.New(library.Config{Store: s.db, Clock: s.clock.now, Hide: func(text string) string { return strings.ReplaceAll(text, "Ганна", "•••") }})
	for _, g := range []knowledge.Gap{
		{Lang: "uk", Query: "чи є подарункові сертифікати", Reason: "nothing"},
		{Lang: "uk", Query: "я Ганна, де у вас парковка?", Reason: "nothing", Conversation: "c", Seq: 2},
		{Lang: "uk", Query: "Чи є подарункові сертифікати?", Reason: "unsure"},
	} {
		if err := l.Gap(t.Context(), "dim", g); err != nil {
			t.Fatal(err)
		}
	}
	var page GapPage
	agent.ask("GET", "/article-gaps", nil).want(200).into(&page)
	if page.Total != 2 || page.Open != 3 || page.Gaps[0].Count != 2 || len(page.Gaps[0].IDs) != 2 || len(page.Gaps[0].Others) != 1 || page.Gaps[1].Query != "я •••, де у вас парковка?" || page.Gaps[1].Conversation != "c" {
		t.Fatalf("%+v", page)
	}
	gift := page.Gaps[0]
	page = GapPage{} // or the next answer is written over it
	agent.ask("GET", "/article-gaps?offset=1&limit=1", nil).want(200).into(&page)
	if page.Total != 2 || len(page.Gaps) != 1 {
		t.Errorf("%+v", page)
	}

	var a ArticleView
	agent.ask("POST", "/articles", fields{"title": "Подарункові сертифікати", "body": "Є."}).want(201).into(&a)
	agent.ask("POST", "/article-gaps/settle", fields{"ids": gift.IDs, "state": "filled"}).want(422)
	agent.ask("POST", "/article-gaps/settle", fields{"ids": gift.IDs, "state": "filled", "article": "nothing"}).want(422)
	stranger.ask("POST", "/article-gaps/settle", fields{"ids": gift.IDs, "state": "dismissed"}).want(404)
	agent.ask("POST", "/article-gaps/settle", fields{"ids": gift.IDs, "state": "filled", "article": a.ID}).want(204)
	s.clock.move(time.Minute) // and it is asked again
	if err := l.Gap(t.Context(), "dim", knowledge.Gap{Lang: "uk", Query: "чи є сертифікати подарункові", Reason: "unsure"}); err != nil {
		t.Fatal(err)
	}
	agent.ask("GET", "/article-gaps?state=filled", nil).want(200).into(&page)
	if page.Total != 1 || page.Open != 2 || page.Gaps[0].Article != a.ID || page.Gaps[0].Again != 1 {
		t.Errorf("%+v", page)
	}
	stranger.ask("GET", "/article-gaps?state=filled", nil).want(200).into(&page)
	if page.Total != 0 {
		t.Errorf("%+v", page)
	}

	lead.ask("POST", "/articles/"+string(a.ID)+"/editions/uk/publish", fields{"rev": 1}).want(201)
	err := l.Feedback(t.Context(), "dim", knowledge.Feedback{Article: a.ID, Lang: "uk", Version: 1, Visitor: "v", Comment: " Де їх купити? Ганна "})
	if err != nil {
		t.Fatal(err)
	}
	var votes struct{ Votes []VotesView }
	agent.ask("GET", "/article-votes", nil).want(200).into(&votes)
	if len(votes.Votes) != 1 || votes.Votes[0].Unhelpful != 1 {
		t.Errorf("%+v", votes)
	}
	var said struct{ Feedback []FeedbackView }
	agent.ask("GET", "/articles/"+string(a.ID)+"/feedback", nil).want(200).into(&said)
	if len(said.Feedback) != 1 || said.Feedback[0].Comment != "Де їх купити? •••" || said.Feedback[0].Helpful {
		t.Errorf("%+v", said)
	}
}

func TestArticleUse(t *testing.T) {
	s, _, agent, stranger := withLead(t)
	answer := func(articles ...string) conversation.AnswerGiven {
		d := conversation.AnswerGiven{Message: 1, Query: "x"}
		for _, a := range articles {
			d.Citations = append(d.Citations, conversation.Citation{Article: a})
		}
		return d
	}
	handoff := conversation.HandoffRequested{Packet: conversation.Packet{Reason: "asked"}}
	for id, events := range map[conversation.ConversationID][]conversation.Data{
		"1": {answer("a"), answer("a"), handoff},             // once a conversation
		"2": {answer("a"), answer("b"), handoff, handoff},    // the last answer did not help
		"3": {answer("b", "c")},                              // nobody was called
		"4": {handoff, conversation.AnswerGiven{Query: "x"}}, // of nothing
	} {
		state := &conversation.State{ID: id}
		var log []conversation.Event
		for i, d := range append([]conversation.Data{
			conversation.Started{Workspace: "dim", Contact: "c", Channel: conversation.ChannelWeb, Locale: "uk", Level: conversation.Anonymous},
			conversation.MessageReceived{ClientID: "1", Text: "?", Lang: "uk"},
		}, events...) {
			e := conversation.Event{Seq: int64(i + 1), At: instant(), Actor: conversation.Actor{Kind: conversation.Customer}, Cause: "open", Data: d}
			if err := state.Apply(e); err != nil {
				t.Fatal(err)
			}
			log = append(log, e)
		}
		if _, err := s.db.Append(t.Context(), store.Append{Workspace: "dim", Conversation: id, Key: "open", Events: log, State: state}); err != nil {
			t.Fatal(err)
		}
	}
	var got struct{ Use []UseView }
	agent.ask("GET", "/article-use", nil).want(200).into(&got)
	if fmt.Sprint(got.Use) != "[{a 2 1} {b 2 1} {c 1 0}]" {
		t.Errorf("%v", got.Use)
	}
	stranger.ask("GET", "/article-use", nil).want(200).into(&got)
	if len(got.Use) != 0 {
		t.Errorf("%v", got.Use)
	}
}
