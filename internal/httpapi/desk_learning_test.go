package httpapi

import (
	"fmt"
	"testing"

	"github.com/rozmova/rozmova/internal/conversation"
	"github.com/rozmova/rozmova/internal/store"
)

// missed writes a conversation whose message came to nothing.
func (s *site) missed(id conversation.ConversationID, lang, text string) LessonMessage {
	s.t.Helper()
	state := &conversation.State{ID: id}
	var events []conversation.Event
	for i, d := range []conversation.Data{
		conversation.Started{Workspace: "dim", Contact: "c", Channel: conversation.ChannelWeb, Locale: lang, Level: conversation.Anonymous},
		conversation.MessageReceived{ClientID: "1", Text: text, Lang: lang},
		conversation.Understood{Message: 2, Commands: []conversation.Command{{Kind: conversation.CmdNone, Reason: "out_of_scope"}}},
		conversation.MissCounted{Reason: "out_of_scope"},
	} {
		e := conversation.Event{Seq: int64(i + 1), At: instant(), Actor: conversation.Actor{Kind: conversation.Customer}, Cause: "open", Data: d}
		if err := state.Apply(e); err != nil {
			s.t.Fatal(err)
		}
		events = append(events, e)
	}
	if _, err := s.db.Append(s.t.Context(), store.Append{Workspace: "dim", Conversation: id, Key: "open", Events: events, State: state}); err != nil {
		s.t.Fatal(err)
	}
	return LessonMessage{id, 2}
}

func TestLearning(t *testing.T) {
	s := withStudio(t)
	lead, agent := s.agent("lead@dim.example"), s.agent("oksana@dim.example")
	cold := s.missed("a", "uk", "оця штуковина холодна прийшла, телефонуйте +380671234567")
	s.missed("b", "en", "who let the dogs out")

	var list Lessons
	agent.ask("GET", "/learning", nil).want(200).into(&list)
	if list.MayEdit || list.Total != 2 || list.Open != 2 || len(list.Languages) != 2 || len(list.Flows) == 0 {
		t.Fatalf("%+v", list)
	}
	agent.ask("GET", "/learning?lang=uk&outcome=miss", nil).want(200).into(&list)
	if list.Total != 1 || list.Lessons[0].Conversation != "a" || list.Lessons[0].Text != "оця штуковина холодна прийшла, телефонуйте •••" || len(list.Lessons[0].Guesses) == 0 {
		t.Errorf("%+v", list.Lessons)
	}
	var page Lessons
	agent.ask("GET", "/learning?offset=1&limit=1", nil).want(200).into(&page)
	if page.Total != 2 || len(page.Lessons) != 1 {
		t.Errorf("%+v", page)
	}
	agent.ask("GET", "/learning?state=forgotten", nil).want(422)

	teach := func(flow, lang, text string) map[string]any {
		return map[string]any{"conversation": cold.Conversation, "seq": cold.Seq, "flow": flow, "lang": lang, "text": text}
	}
	agent.ask("POST", "/learning/examples", teach("return_order", "uk", "штуковина холодна")).want(403)
	agent.ask("POST", "/learning/settle", map[string]any{"conversation": "a", "seq": 2, "state": "dismissed"}).want(403)
	if a := lead.ask("POST", "/learning/examples", teach("return_order", "uk", "телефонуйте +380671234567")); a.status != 422 || a.code() != codePersonal {
		t.Errorf("a telephone number was taught: %d %s", a.status, a.body)
	}
	lead.ask("POST", "/learning/examples", teach("no_such_flow", "uk", "штуковина холодна")).want(422)
	lead.ask("POST", "/learning/examples", teach("return_order", "uk", " ")).want(422)
	lead.ask("POST", "/learning/settle", map[string]any{"conversation": "nobody", "seq": 2, "state": "dismissed"}).want(404)

	var none LearningEffect
	lead.ask("GET", "/learning/effect", nil).want(200).into(&none)
	if none.State != "none" {
		t.Errorf("%+v", none)
	}
	var taught TaughtView
	lead.ask("POST", "/learning/examples", teach("return_order", "uk", "оця штуковина холодна прийшла")).want(201).into(&taught)
	if taught.Pack != "shop" || taught.Path != "flows/return_order.yaml" || taught.Messages != 1 {
		t.Errorf("%+v", taught)
	}
	lead.ask("POST", "/learning/settle", map[string]any{"conversation": "b", "seq": 2, "state": "dismissed"}).want(200)
	agent.ask("GET", "/learning", nil).want(200).into(&list)
	if list.Total != 0 || list.Open != 0 {
		t.Errorf("%+v", list)
	}
	agent.ask("GET", "/learning?state=done", nil).want(200).into(&list)
	if list.Total != 1 || list.Lessons[0].Taught != "return_order" {
		t.Errorf("%+v", list)
	}

	// The judgement goes on whether somebody waits or not.
	var e LearningEffect
	agent.ask("GET", "/learning/effect?wait=0", nil).want(200).into(&e)
	for e.State == "running" {
		agent.ask("GET", "/learning/effect?wait=20", nil).want(200).into(&e)
	}
	if e.State != "done" || e.Drafts != 1 || e.Before == nil || e.After == nil || e.After.Examples != e.Before.Examples+1 || e.Failed != 0 {
		t.Fatalf("%+v", e)
	}
	found := false
	for _, r := range e.Readings {
		found = found || r.LessonMessage == cold && r.Taught == "return_order" && fmt.Sprint(r.After) == "{start return_order}"
	}
	if !found {
		t.Errorf("the message would not be understood: %+v", e.Readings)
	}
}
