package httpapi

import (
	"fmt"
	"strings"
	"sync"
	"testing"

	"github.com/rozmova/rozmova/internal/conversation"
	"github.com/rozmova/rozmova/internal/dialogue"
	"github.com/rozmova/rozmova/internal/jobs"
	"github.com/rozmova/rozmova/internal/turn"
	"github.com/rozmova/rozmova/packs"
)

// realTurns puts the turn handler itself behind the API, with the shop's flows.
// Actions are asked for and stay asked for: nobody performs them here.
func realTurns(t testing.TB) func(*Config) {
	return func(c *Config) {
		queue, err := jobs.New(c.Store, jobs.Options{})
		if err != nil {
			t.Fatal(err)
		}
		books := turn.NewPlaybooks(c.Store)
		for _, ws := range []conversation.WorkspaceID{"dim", "other"} {
			sources := []dialogue.Source{must(packs.Source(packs.Base)), must(packs.Source("shop"))}
			if _, err := books.Publish(t.Context(), ws, "shop", instant(), sources...); err != nil {
				t.Fatal(err)
			}
		}
		c.Turns = turn.New(turn.Config{Store: c.Store, Jobs: queue, Playbooks: books, Announcer: c.Bus, Clock: c.Now})
	}
}

func TestRealConversation(t *testing.T) {
	s := newSite(t, realTurns(t))
	c := s.customer("dim", "locale", "uk")
	if first := c.events(0); first.LastSeq != c.LastSeq || first.Events[len(first.Events)-1]["type"] == nil {
		t.Errorf("opened at %d, told %d", first.LastSeq, c.LastSeq)
	}
	c.say("де моє замовлення?")
	c.say("W2378156")
	actions := 0
	for _, e := range c.events(0).Events {
		if e["type"] == "action" && e["status"] == "running" {
			actions++
		}
	}
	if actions != 1 {
		t.Errorf("%d actions were asked for", actions)
	}
	c.ask("POST", "/messages", map[string]string{"client_id": "p", "button": "person"}).want(202)
	if a := c.ask("POST", "/messages", map[string]string{"client_id": "x", "button": "never_shown"}); a.code() != codeUnknownButton {
		t.Errorf("a button never shown: %d %s", a.status, a.body)
	}
	w, taras := s.agent("oksana@dim.example"), s.agent("taras@dim.example")
	id := "/conversations/" + string(c.Conversation)
	var conv Conversation
	w.ask("GET", id, nil).want(200).into(&conv)
	// One action was the customer's, and the shop's system was told of the handoff.
	if conv.Packet == nil || conv.Packet.Reason != "asked" || len(conv.Packet.Slots) == 0 || len(conv.Packet.Actions) != 1 ||
		len(conv.Actions) != 2 || conv.Actions[1].Action != "transfer_to_human_agents" || conv.Row.Owner.Kind != conversation.OwnedByQueue {
		t.Errorf("the agent gets %+v", conv)
	}
	do := func(w worker, path string, body map[string]any, status int, code Code) {
		t.Helper()
		if a := w.ask("POST", id+path, body); a.status != status || status >= 400 && a.code() != code {
			t.Errorf("%s: %d %s, want %d %s", path, a.status, a.body, status, code)
		}
	}
	do(w, "/take", map[string]any{"client_id": "1", "from_seq": conv.Row.LastSeq}, 202, "")
	do(taras, "/take", map[string]any{"client_id": "2", "from_seq": conv.Row.LastSeq}, 409, codeConflict)
	do(taras, "/messages", map[string]any{"client_id": "3", "text": "я теж"}, 409, codeNotOwner)
	do(w, "/messages", map[string]any{"client_id": "4", "text": "Вітаю! Моя картка 4111 1111 1111 1111"}, 202, "")
	do(w, "/reopen", map[string]any{"client_id": "5"}, 409, codeNotClosed)
	do(w, "/return", map[string]any{"client_id": "6", "note": "усе з'ясовано", "tell": "Замовлення вже їде до Вас"}, 202, "")
	do(w, "/resolve", map[string]any{"client_id": "7", "outcome": "resolved"}, 202, "")
	do(w, "/resolve", map[string]any{"client_id": "8", "outcome": "resolved"}, 409, codeClosed)
	raw := string(c.ask("GET", "/events?limit=500", nil).want(200).body)
	for want, present := range map[string]bool{"Вітаю!": true, "Замовлення вже їде до Вас": true, "4111 1111": false, "усе з'ясовано": false, `"commands"`: false} {
		if strings.Contains(raw, want) != present {
			t.Errorf("the customer sees %q: %v", want, !present)
		}
	}
}

// TestRealBurst: 100 messages at once, answered in the order in which they
// stand in the log.
func TestRealBurst(t *testing.T) {
	s := newSite(t, realTurns(t))
	c := s.customer("dim")
	var wg sync.WaitGroup
	for i := range 100 {
		wg.Go(func() {
			body := map[string]string{"client_id": fmt.Sprint("m", i), "text": fmt.Sprint("привіт ", i)}
			for range 2 {
				if a := c.ask("POST", "/messages", body); a.status != 202 {
					t.Errorf("message %d: %d %s", i, a.status, a.body)
				}
			}
		})
	}
	wg.Wait()
	seen := map[any]int{}
	for after, last := int64(0), int64(1); after < last; {
		page := c.events(after)
		for _, e := range page.Events {
			if e.seq() != after+1 {
				t.Fatalf("%d after %d", e.seq(), after)
			}
			after = e.seq()
			if e["actor"] == "customer" {
				seen[e["client_id"]]++
			}
		}
		last = page.LastSeq
	}
	for i := range 100 {
		if seen[fmt.Sprint("m", i)] != 1 {
			t.Errorf("message %d is in the log %d times", i, seen[fmt.Sprint("m", i)])
		}
	}
}

func TestRealBadInput(t *testing.T) {
	s := newSite(t, realTurns(t))
	c := s.customer("dim")
	before := c.events(0).LastSeq
	for body, code := range map[string]Code{
		`{"client_id":"a","text":""}`:                                   codeEmptyMessage,
		`{"client_id":"a","text":"\u202e\u0000 "}`:                      codeEmptyMessage,
		`{"client_id":"a","text":"` + strings.Repeat("🙂", 5000) + `"}`:  codeTooLong,
		`{"client_id":"a","text":"` + strings.Repeat("a", 1<<20) + `"}`: codeTooLarge,
		"{\"client_id\":\"a\",\"text\":\"\xff\"}":                       codeInvalidText,
		`{"client_id":"a","text":"b","button":"person"}`:                codeInvalid,
		`{"client_id":"a","text":`:                                      codeInvalidJSON,
	} {
		if a := c.ask("POST", "/messages", body); a.code() != code {
			t.Errorf("%.60q: %d %s, want %s", body, a.status, a.body, code)
		}
	}
	if after := c.events(0).LastSeq; after != before {
		t.Errorf("bad input moved the log from %d to %d", before, after)
	}
}
