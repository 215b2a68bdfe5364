package turn_test

import (
	"encoding/json"
	"errors"
	"io"
	"net/http"
	"slices"
	"testing"
	"time"

	c "github.com/rozmova/rozmova/internal/conversation"
	"github.com/rozmova/rozmova/internal/jobs"
	"github.com/rozmova/rozmova/internal/store"
	"github.com/rozmova/rozmova/internal/store/storetest"
	"github.com/rozmova/rozmova/internal/stream"
	"github.com/rozmova/rozmova/internal/turn"
)

func get(t testing.TB, url string) string {
	t.Helper()
	r, err := http.Get(url)
	if err != nil {
		t.Fatal(err)
	}
	defer r.Body.Close()
	b, err := io.ReadAll(r.Body)
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}

// TestHandler runs its scenarios one after the other on one database: making
// one takes longer than most of them.
func TestHandler(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, db *store.DB) {
		s := newSite(t, db)
		for _, x := range []struct {
			name string
			run  func(*testing.T, *site)
		}{
			{"opens", opens}, {"refuses", refuses}, {"records nothing", recordsNothing}, {"refuses messages", refusesMessages},
			{"wakes", wakes}, {"clock backwards", clockBackwards}, {"resolves", resolves},
			{"duplicates", duplicates}, {"cards", cards}, {"bursts", bursts}, {"many conversations", manyConversations},
		} {
			t.Run(x.name, func(t *testing.T) {
				s := *s
				s.t = t
				s.clock.at.Store(epoch.UnixNano())
				x.run(t, &s)
			})
		}
	})
}

// The whole of one conversation: bot, business system, agent, bot, end; and a
// reader who follows it all the while.
func TestConversation(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, db *store.DB) {
		s := newSite(t, db)
		company, server := backend(t)
		k := s.begin(t, olena)
		reader := s.hub.Follow(ws, k.id, 0, stream.WithoutPings())
		defer reader.Close()

		if got := said(k.log()); !slices.Equal(got, []string{"session_start.hello_name"}) {
			t.Errorf("the bot begins with %v", got)
		}
		k.clock.advance(time.Second)
		k.say("скасуйте замовлення 1000001, воно вже не потрібне")
		k.perform(company)
		k.pressTitle("Так")
		if got := s.kicks.Load(); got != 3 {
			t.Errorf("kicked %d times for three actions", got)
		}
		k.perform(company)
		if !slices.Contains(said(k.log()), "cancel_order.done") {
			t.Errorf("said %v", said(k.log()))
		}
		var ledger struct {
			Count   int
			Entries []struct{ Key, Tool string }
		}
		if err := json.Unmarshal([]byte(get(t, server.URL+"/ledger")), &ledger); err != nil {
			t.Fatal(err)
		}
		asked := find[c.ActionRequested](k.log())
		if ledger.Count != 1 || ledger.Entries[0].Key != string(asked[len(asked)-1].Effect) {
			t.Errorf("the ledger holds %+v", ledger)
		}
		k.clock.advance(time.Minute)
		k.say("покличте людину")
		k.perform(company) // hears that a person takes over
		k.mustAct("take", oksana, c.AgentTook{})
		k.mustAct("write", oksana, c.AgentWrote{ClientID: "write", Text: "Вітаю!"})
		if got := said(k.say("дякую")); got != nil {
			t.Errorf("the bot speaks over the agent: %v", got)
		}
		k.mustAct("note", taras, c.NoteAdded{ClientID: "note", Text: "усе з'ясовано"})
		k.mustAct("return", oksana, c.AgentReturned{Tell: "Усе гаразд."})
		k.mustAct("end", taras, c.Resolved{Outcome: c.OutcomeResolved})
		k.check()

		var read []c.Event
		last := k.log()[len(k.log())-1].Seq
		for reader.Cursor() < last {
			b, err := reader.Next(t.Context())
			if err != nil {
				t.Fatal(err)
			}
			read = append(read, b.Events...)
		}
		if !slices.Equal(types(read), types(k.log())) {
			t.Errorf("the reader saw %v", types(read))
		}
		row, err := db.Row(t.Context(), ws, k.id)
		if err != nil || !row.Closed || row.LastSeq != last || row.Outcome != c.OutcomeResolved {
			t.Errorf("row %+v %v", row, err)
		}
		if n := unfinished(t, db, k.id); n != 0 {
			t.Errorf("%d effects are left", n)
		}
		// What was settled left no job behind.
		if got := stats(t, db); got != (jobs.Stats{}) {
			t.Errorf("jobs are left: %+v", got)
		}
	})
}

func unfinished(t testing.TB, db *store.DB, id c.ConversationID) (n int) {
	t.Helper()
	all, err := db.ListEffects(t.Context(), ws, id)
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range all {
		if e.State == store.EffectPending || e.State == store.EffectRunning {
			n++
		}
	}
	return n
}

func stats(t testing.TB, db *store.DB) jobs.Stats {
	t.Helper()
	q, err := jobs.New(db, jobs.Options{})
	if err != nil {
		t.Fatal(err)
	}
	got, err := q.Stats(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	return got
}

func opens(t *testing.T, s *site) {
	o := olena
	o.Locale = "xx" // the playbook's first language instead
	k := s.begin(t, o)
	st := k.state()
	if st.Lang != shopBook().Playbook.Languages[0] || st.Level != c.Identified || st.Profile["name"] != "Олена Коваль" || st.Pin != shopBook().Playbook.Pin() {
		t.Errorf("opened as %+v", st)
	}
	k.check()
	other := s.begin(t, turn.Opening{Workspace: ws, Contact: "x", Channel: c.ChannelWeb, Locale: "en", Level: c.Anonymous})
	if got := said(other.log()); other.id == k.id || other.state().Lang != "en" || !slices.Equal(got, []string{"session_start.hello"}) {
		t.Errorf("the second begins with %v", got)
	}
	o.Workspace = "nobody's"
	if _, _, err := s.Open(t.Context(), o); !errors.Is(err, turn.ErrNotFound) {
		t.Errorf("a workspace without a playbook: %v", err)
	}
}

func refuses(t *testing.T, s *site) {
	k := s.begin(t, olena)
	k.say("покличте людину")
	refused := func(name string, err, want error) {
		t.Helper()
		if !errors.Is(err, want) {
			t.Errorf("%s: %v, want %v", name, err, want)
		}
	}
	owner := func(name string, err error, want c.Owner) {
		t.Helper()
		var no turn.ErrNotOwner
		if !errors.As(err, &no) || no.Owner != want {
			t.Errorf("%s: %v, want an owner %v", name, err, want)
		}
	}
	before := len(k.log())
	_, err := k.act("w1", oksana, c.AgentWrote{Text: "x"})
	owner("writing into the queue", err, c.Owner{Kind: c.OwnedByQueue})
	_, err = k.act("re1", oksana, c.Reopened{})
	refused("reopening what is open", err, turn.ErrNotClosed)
	_, err = k.Receive(t.Context(), ws, k.id, turn.Message{ClientID: "b1", Button: "never-shown"})
	refused("a button that was never shown", err, turn.ErrUnknownButton)
	_, err = k.Receive(t.Context(), "other", k.id, turn.Message{ClientID: "o1", Text: "привіт"})
	refused("another workspace, remembered", err, turn.ErrNotFound)
	k.Forget(k.id)
	_, err = k.Receive(t.Context(), "other", k.id, turn.Message{ClientID: "o1", Text: "привіт"})
	refused("another workspace", err, turn.ErrNotFound)
	_, err = k.Receive(t.Context(), ws, "no-such", turn.Message{ClientID: "o1", Text: "привіт"})
	refused("no conversation", err, turn.ErrNotFound)
	if got := len(k.log()); got != before {
		t.Errorf("refusals wrote %d events", got-before)
	}

	k.mustAct("t1", oksana, c.AgentTook{})
	_, err = k.act("t2", taras, c.AgentTook{})
	owner("taking from another", err, c.Owner{Kind: c.OwnedByAgent, Agent: "oksana", Name: "Оксана"})
	_, err = k.act("r2", taras, c.Resolved{Outcome: c.OutcomeSpam})
	owner("closing another's", err, c.Owner{Kind: c.OwnedByAgent, Agent: "oksana", Name: "Оксана"})
	k.mustAct("t3", taras, c.AgentTook{Force: true})
	_, err = k.act("w2", oksana, c.AgentWrote{Text: "x"})
	owner("writing after it was taken away", err, c.Owner{Kind: c.OwnedByAgent, Agent: "taras", Name: "Тарас"})
	k.mustAct("r3", taras, c.Resolved{Outcome: c.OutcomeResolved})
	for key, d := range map[string]c.Data{
		"c1": c.AgentWrote{Text: "x"}, "c2": c.AgentTook{}, "c3": c.AgentReturned{}, "c4": c.Resolved{Outcome: c.OutcomeSpam},
	} {
		_, err = k.act(key, taras, d)
		refused(d.EventType()+" when closed", err, turn.ErrClosed)
	}
	// A refused input's key is not used up.
	k.mustAct("re1", oksana, c.Reopened{})
	k.mustAct("w1", oksana, c.AgentWrote{Text: "x"})
	k.check()
}

// What changes nothing is recorded nowhere, and its receipt says how far the
// log goes.
func recordsNothing(t *testing.T, s *site) {
	k := s.begin(t, olena)
	k.say("покличте людину")
	k.mustAct("t1", oksana, c.AgentTook{})
	end := k.log()[len(k.log())-1].Seq
	if r := k.mustAct("t2", oksana, c.AgentTook{}); r != (turn.Receipt{Seq: end}) {
		t.Errorf("taking twice: %+v", r)
	}
	customer := c.Actor{Kind: c.Customer}
	k.mustAct("read", customer, c.MessageRead{Upto: 1 << 40}) // no further than the log goes
	if got := k.state().ReadByCust; got != end {
		t.Errorf("read up to %d", got)
	}
	if r := k.mustAct("read again", customer, c.MessageRead{Upto: end}); r != (turn.Receipt{Seq: end + 1}) {
		t.Errorf("reading twice: %+v", r)
	}
	if got := k.log(); got[len(got)-1].Seq != end+1 {
		t.Errorf("the log goes to %d", got[len(got)-1].Seq)
	}
	k.check()
}

// The timer of the queue fires through its job's handler; a timer that was
// called off changes nothing.
func wakes(t *testing.T, s *site) {
	company, _ := backend(t)
	k := s.begin(t, olena)
	was := stats(t, s.db)
	k.say("покличте людину")
	k.perform(company)
	timer := find[c.TimerSet](k.log())[0]
	if got := stats(t, s.db); got.Waiting+got.Ready != was.Waiting+was.Ready+1 {
		t.Errorf("the timer has no job: %+v", got)
	}
	wake := func() error {
		b, err := json.Marshal(turn.WakeArgs{
			ConversationArgs: turn.ConversationArgs{Workspace: ws, Conversation: k.id}, Effect: timer.Effect, Timer: timer.Timer,
		})
		if err != nil {
			t.Fatal(err)
		}
		return s.Wake(t.Context(), b)
	}
	k.clock.advance(2 * time.Minute)
	for range 2 { // a job may come twice
		if err := wake(); err != nil {
			t.Fatal(err)
		}
	}
	fired := find[c.TimerFired](k.log())
	if len(fired) != 1 || len(k.state().Timers) != 0 || unfinished(t, s.db, k.id) != 0 {
		t.Errorf("fired %+v, left %v", fired, k.state().Timers)
	}
	if got := said(k.log()); got[len(got)-1] != "no_agents.still" {
		t.Errorf("the customer hears %v", got)
	}
	k.check()

	k = s.begin(t, olena)
	jobsBefore := stats(t, s.db)
	k.say("покличте людину")
	k.perform(company)
	timer = find[c.TimerSet](k.log())[0]
	k.mustAct("take", oksana, c.AgentTook{})
	if got := stats(t, s.db); got != jobsBefore {
		t.Errorf("the job outlives its timer: %+v", got)
	}
	before := said(k.log())
	if err := wake(); err != nil {
		t.Fatal(err)
	}
	if got := said(k.log()); !slices.Equal(got, before) {
		t.Errorf("a timer that was called off speaks: %v", got)
	}
	k.check()
	if err := s.Wake(t.Context(), json.RawMessage(`{"effect":"nonsense"}`)); err == nil {
		t.Error("a wake without an effect passes")
	}
	if err := s.Wake(t.Context(), json.RawMessage(`{`)); err == nil {
		t.Error("broken arguments pass")
	}
}

// Time in a log never goes back, whatever the machine's clock does, and is as
// exact as the database keeps it.
func clockBackwards(t *testing.T, s *site) {
	k := s.begin(t, olena)
	k.clock.advance(time.Hour + 123456789*time.Nanosecond)
	ahead := k.say("привіт")[0].At
	if want := epoch.Add(time.Hour + 123456*time.Microsecond); !ahead.Equal(want) {
		t.Errorf("recorded at %s, want %s", ahead, want)
	}
	k.clock.advance(-30 * time.Hour)
	k.say("покличте людину")
	if got := k.log(); !got[len(got)-1].At.Equal(ahead) {
		t.Errorf("then at %s", got[len(got)-1].At)
	}
	if timer := find[c.TimerSet](k.log())[0]; !timer.At.After(ahead) {
		t.Errorf("the timer is set to %s", timer.At)
	}
	k.Forget(k.id)
	k.say("ще тут?")
	k.check()
}

func resolves(t *testing.T, s *site) {
	waiting := func(o turn.Opening) (*talk, c.EffectID) {
		k := s.begin(t, o)
		k.say("де моє замовлення 1000001")
		return k, find[c.ActionRequested](k.log())[0].Effect
	}
	state := func(id c.EffectID) store.EffectState {
		t.Helper()
		e, err := s.db.Effect(t.Context(), ws, id)
		if err != nil {
			t.Fatal(err)
		}
		return e.State
	}
	resolve := func(d c.Data) turn.Receipt {
		t.Helper()
		r, err := s.Resolve(t.Context(), ws, d)
		if err != nil {
			t.Fatal(err)
		}
		return r
	}
	success := func(id c.EffectID) c.Data {
		return c.ActionSucceeded{Effect: id, Action: "get_order_details", Result: map[string]any{"order_id": "#W1000001", "status": "\u0000?"}}
	}
	failure := func(id c.EffectID, parked bool) c.Data {
		return c.ActionFailed{Effect: id, Action: "get_order_details", Code: "unavailable", Message: "a\u0000b", Parked: parked}
	}

	t.Run("twice", func(t *testing.T) {
		k, id := waiting(olena)
		first := resolve(success(id))
		if again := resolve(success(id)); !again.Duplicate || again.Seq != first.Seq {
			t.Errorf("%+v, then %+v", first, again)
		}
		if state(id) != store.EffectDone {
			t.Errorf("the effect is %s", state(id))
		}
		k.check()
	})
	t.Run("failure after success", func(t *testing.T) {
		k, id := waiting(olena)
		resolve(success(id))
		if late := resolve(failure(id, true)); !late.Duplicate {
			t.Errorf("%+v", late)
		}
		if n := len(find[c.ActionFailed](k.log())); n != 0 || state(id) != store.EffectDone {
			t.Errorf("a late failure was recorded; the effect is %s", state(id))
		}
		k.check()
	})
	t.Run("success after parking", func(t *testing.T) {
		k, id := waiting(olena)
		resolve(failure(id, true))
		if state(id) != store.EffectParked || k.state().Expect.Kind != c.ExpectRetry {
			t.Errorf("the effect is %s, the bot expects %q", state(id), k.state().Expect.Kind)
		}
		resolve(success(id))
		if a := k.state().Action(id); a.Status != c.ActionDone || state(id) != store.EffectDone {
			t.Errorf("the action %s, the effect %s", a.Status, state(id))
		}
		k.check()
	})
	t.Run("after the end", func(t *testing.T) {
		k, id := waiting(olena)
		k.mustAct("end", oksana, c.Resolved{Outcome: c.OutcomeResolved})
		before := said(k.log())
		resolve(success(id))
		if got := said(k.log()); !slices.Equal(got, before) || !k.state().Closed || state(id) != store.EffectDone {
			t.Errorf("a result opened the conversation: said %v", got)
		}
		k.check()
	})
	t.Run("nobody's", func(t *testing.T) {
		for _, id := range []c.EffectID{"", "x", "x:0", "x:-1"} {
			if _, err := s.Resolve(t.Context(), ws, success(id)); err == nil {
				t.Errorf("effect %q passes", id)
			}
		}
		if _, err := s.Resolve(t.Context(), ws, success("x:1")); !errors.Is(err, turn.ErrNotFound) {
			t.Errorf("a conversation that is not there: %v", err)
		}
		if _, err := s.Resolve(t.Context(), ws, c.Reopened{}); err == nil {
			t.Error("what is no result passes")
		}
		_, id := waiting(olena)
		if _, err := s.Resolve(t.Context(), "other", success(id)); !errors.Is(err, turn.ErrNotFound) {
			t.Errorf("another workspace's: %v", err)
		}
	})
}
