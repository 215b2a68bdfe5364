package turn_test

import (
	"fmt"
	"sync"
	"testing"

	c "github.com/rozmova/rozmova/internal/conversation"
	"github.com/rozmova/rozmova/internal/store"
	"github.com/rozmova/rozmova/internal/store/storetest"
	"github.com/rozmova/rozmova/internal/turn"
)

// A client that did not hear the answer asks again, whatever happened since: it
// gets the first receipt, and nothing is recorded.
func duplicates(t *testing.T, s *site) {
	k := s.begin(t, olena)
	first := map[string]turn.Receipt{}
	messages := map[string]turn.Message{
		"text":   {ClientID: "text", Text: "скасуйте замовлення"},
		"button": {ClientID: "button"}, // is shown by the greeting
		"person": {ClientID: "person", Button: "person"},
	}
	for _, b := range k.state().Buttons {
		if len(b.Commands) > 0 && b.Commands[0].Flow == "order_status" {
			messages["button"] = turn.Message{ClientID: "button", Button: b.ID}
		}
	}
	send := func(name string) turn.Receipt {
		t.Helper()
		r, err := k.Receive(t.Context(), ws, k.id, messages[name])
		if err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		return r
	}
	again := func(when string) {
		t.Helper()
		before := len(k.log())
		for name, want := range first {
			want.Duplicate = true
			if got := send(name); got != want {
				t.Errorf("%s, %s: %+v, want %+v", name, when, got, want)
			}
		}
		if got := len(k.log()); got != before {
			t.Errorf("%s: %d events more", when, got-before)
		}
	}
	for _, name := range []string{"button", "text", "person"} {
		first[name] = send(name)
		again("after " + name)
	}
	if messages["button"].Button == "" {
		t.Error("the greeting shows no button")
	}
	// The same key with other words is still the first message.
	if got, err := k.Receive(t.Context(), ws, k.id, turn.Message{ClientID: "text", Text: "щось інше"}); err != nil || got.Seq != first["text"].Seq || !got.Duplicate {
		t.Errorf("other words: %+v %v", got, err)
	}
	took := k.mustAct("take", oksana, c.AgentTook{})
	again("while an agent has it")
	k.mustAct("write", oksana, c.AgentWrote{Text: "x"})
	end := k.mustAct("end", oksana, c.Resolved{Outcome: c.OutcomeResolved})
	again("when closed")
	k.Forget(k.id)
	again("with a cold cache")
	// Agents' acts, too: each would be refused by now.
	for key, want := range map[string]turn.Receipt{"take": took, "end": end} {
		want.Duplicate = true
		got, err := k.act(key, oksana, map[string]c.Data{"take": c.AgentTook{}, "end": c.Resolved{}}[key])
		if err != nil || got != want {
			t.Errorf("%s again: %+v %v", key, got, err)
		}
	}
	// Another handler, as after a restart or on another node.
	k.site = open(t, s.db)
	again("at another node")
	// A client's name for a message counts in its conversation alone.
	other := s.begin(t, olena)
	if r, err := s.Receive(t.Context(), ws, other.id, messages["text"]); err != nil || r.Duplicate {
		t.Errorf("in another conversation: %+v %v", r, err)
	}
	k.check()
}

// 100 messages at once in one conversation: none is lost or doubled, and each is
// answered right after it was recorded.
func bursts(t *testing.T, s *site) {
	k := s.begin(t, olena)
	burst(t, 100, func(n int) error {
		_, err := s.Receive(t.Context(), ws, k.id, turn.Message{ClientID: fmt.Sprint(n % 50), Text: "привіт"})
		return err
	})
	received, answered := 0, 0
	for _, e := range k.log() {
		switch e.Data.(type) {
		case c.MessageReceived:
			received++
			if answered != received {
				t.Fatalf("message %d comes after %d answers", received, answered)
			}
		case c.MessageSent:
			answered++ // the first one is the greeting
		}
	}
	if received != 50 || answered != 51 {
		t.Errorf("%d messages, %d answers", received, answered)
	}
	if s.Busy() != 0 {
		t.Errorf("%d lanes are left", s.Busy())
	}
	k.check()
}

// burst runs f n times at once.
func burst(t testing.TB, n int, f func(int) error) {
	t.Helper()
	var wg sync.WaitGroup
	start := make(chan struct{})
	for i := range n {
		wg.Go(func() {
			<-start
			if err := f(i); err != nil {
				t.Errorf("call %d: %v", i, err)
			}
		})
	}
	close(start)
	wg.Wait()
}

func manyConversations(t *testing.T, s *site) {
	company, _ := backend(t)
	talks := make([]*talk, 20)
	for i := range talks {
		talks[i] = s.begin(t, olena)
	}
	burst(t, len(talks), func(n int) error {
		k := talks[n]
		k.say("скасуйте замовлення 1000001")
		k.perform(company)
		k.say("стоп")
		return nil
	})
	for _, k := range talks {
		if got := said(k.log()); got[len(got)-1] != "cancelled.done" {
			t.Errorf("%s: %v", k.id, got)
		}
		k.check()
	}
}

// Two nodes on one PostgreSQL write the same conversations: every input is
// recorded once, in one turn, though each node decides on what it remembers.
func TestTwoNodes(t *testing.T) {
	t.Parallel()
	dsn := storetest.DSN(t, store.Postgres)
	db := storetest.Reopen(t, dsn)
	if err := db.Migrate(t.Context()); err != nil {
		t.Fatal(err)
	}
	nodes := []*site{newSite(t, db), open(t, storetest.Reopen(t, dsn))}
	talks := []*talk{nodes[0].begin(t, olena), nodes[1].begin(t, olena)}
	const inputs = 40
	burst(t, 4*inputs, func(n int) error {
		// Each message is sent to both nodes.
		k, node, m := talks[n%2], nodes[n/2%2], turn.Message{ClientID: fmt.Sprint(n / 4), Text: "привіт"}
		_, err := node.Receive(t.Context(), ws, k.id, m)
		return err
	})
	for i, k := range talks {
		count := map[string]int{}
		for _, m := range find[c.MessageReceived](k.log()) {
			count[m.ClientID]++
		}
		for n := range inputs {
			if count[fmt.Sprint(n)] != 1 {
				t.Errorf("conversation %d: message %d is there %d times", i, n, count[fmt.Sprint(n)])
			}
		}
		for _, s := range nodes {
			s.Forget(k.id) // one of the two has not seen the last turn
		}
		k.check()
	}
}

// What a node remembers may be old. It must not say no, or nothing, because of
// that.
func TestStaleMemory(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, db *store.DB) {
		a := newSite(t, db)
		b := open(t, db)
		here := a.begin(t, olena)
		there := &talk{site: b, t: t, id: here.id}
		here.say("покличте людину")
		there.mustAct("take", oksana, c.AgentTook{}) // a remembers the queue
		here.mustAct("write", oksana, c.AgentWrote{ClientID: "write", Text: "Вітаю!"})
		there.mustAct("end", oksana, c.Resolved{Outcome: c.OutcomeResolved}) // a remembers it open
		here.mustAct("reopen", oksana, c.Reopened{})
		there.mustAct("return", oksana, c.AgentReturned{}) // b shows buttons that a has not seen
		menu := there.state().Buttons
		if len(menu) == 0 {
			t.Fatal("no buttons")
		}
		if _, err := a.Receive(t.Context(), ws, here.id, turn.Message{ClientID: "press", Button: menu[0].ID}); err != nil {
			t.Errorf("a button that another node has shown: %v", err)
		}
		here.mustAct("read a", c.Actor{Kind: c.Customer}, c.MessageRead{Upto: 1 << 40})
		there.send(turn.Message{ClientID: "there", Text: "дякую"})
		end := there.state().Seq
		here.mustAct("read b", c.Actor{Kind: c.Customer}, c.MessageRead{Upto: end})
		if got := here.state().ReadByCust; got < end-1 {
			t.Errorf("read up to %d of %d", got, end)
		}
		b.Forget(here.id)
		here.check()
	})
}
