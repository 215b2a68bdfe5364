package studio_test

import (
	"errors"
	"strings"
	"testing"
	"time"

	"github.com/rozmova/rozmova/internal/conversation"
	"github.com/rozmova/rozmova/internal/dialogue"
	"github.com/rozmova/rozmova/internal/store"
	"github.com/rozmova/rozmova/internal/store/storetest"
	"github.com/rozmova/rozmova/internal/studio"
	"github.com/rozmova/rozmova/internal/turn"
	"github.com/rozmova/rozmova/packs"
)

const ws conversation.WorkspaceID = "w"

var (
	epoch  = time.Date(2026, 3, 14, 9, 0, 0, 0, time.UTC)
	oksana = studio.Person{Workspace: ws, ID: "u1", Name: "Оксана"}
)

const card = `flow: balance
title: {uk: Баланс картки, en: Card balance}
examples: {uk: [який баланс картки, скільки грошей на картці], en: [what is my balance, how much money is on my card]}
slots: {card: {type: card, from: customer}, sum: {type: number, from: action}}
steps:
  - ask: card
  - {do: get_balance, with: {card: card}, into: sum, on_error: {not_found: none}}
  - branch:
      - {if: sum < 0.0, goto: none}
  - say: balance.is
  - end: resolved
  - id: none
    say: balance.none
  - end: not_resolved
`

func bank() dialogue.Source {
	return dialogue.Source{Name: "bank", Files: map[string][]byte{
		"pack.yaml":          []byte("pack: bank\nmenu: [balance]\ntypes: {card: {pattern: 'K\\d+', title: {uk: Картка, en: Card}}}\n"),
		"actions.yaml":       []byte("get_balance: {title: {uk: Баланс, en: Balance}, params: {card: card}}\n"),
		"texts/uk.yaml":      []byte("balance.ask_card: Яка картка?\nbalance.is: \"На картці {money(sum)}.\"\nbalance.none: Такої картки немає.\n"),
		"texts/en.yaml":      []byte("balance.ask_card: Which card?\nbalance.is: \"The card holds {money(sum)}.\"\nbalance.none: There is no such card.\n"),
		"flows/balance.yaml": []byte(card),
		"tests/balance.yaml": []byte("actions: {get_balance: {result: 5}}\ntests:\n  - test: balance\n    turns:\n      - customer: який баланс картки K1\n        expect: {said_with: [balance.is]}\n"),
	}}
}

// open makes a studio over the base and a bank, as an installation starts it.
func open(t *testing.T, db *store.DB) *studio.Studio {
	t.Helper()
	return node(t, db, nil)
}

// node is one of several over a database.
func node(t *testing.T, db *store.DB, news studio.News) *studio.Studio {
	t.Helper()
	base, err := packs.Source(packs.Base)
	if err != nil {
		t.Fatal(err)
	}
	err = db.CreateWorkspace(t.Context(), store.Workspace{ID: ws, Name: "W", CreatedAt: epoch})
	if err != nil && !errors.Is(err, store.ErrExists) {
		t.Fatal(err)
	}
	s := studio.New(studio.Config{
		Store: db, Playbooks: turn.NewPlaybooks(db), Packs: []dialogue.Source{base, bank()}, News: news, Clock: func() time.Time { return epoch },
	})
	if err := s.Start(t.Context(), ws); err != nil {
		t.Fatal(err)
	}
	return s
}

func save(t *testing.T, s *studio.Studio, path, text string) studio.Check {
	t.Helper()
	if err := s.Save(t.Context(), oksana, "bank", path, text); err != nil {
		t.Fatal(err)
	}
	c, err := s.Check(t.Context(), ws, false)
	if err != nil {
		t.Fatal(err)
	}
	return c
}

func version(t *testing.T, s *studio.Studio) string {
	t.Helper()
	b, err := s.Playbooks.Current(ws)
	if err != nil {
		t.Fatal(err)
	}
	return b.Playbook.Version
}

func TestEditPublishRollBack(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db *store.DB) {
		s := open(t, db)
		installed := version(t, s)
		if _, err := s.Publish(t.Context(), oksana, 0, ""); !errors.Is(err, studio.ErrNothing) {
			t.Errorf("published nothing: %v", err)
		}

		// A mistake is named with its place, and not published.
		c := save(t, s, "flows/balance.yaml", strings.Replace(card, "ask: card", "ask: kard", 1))
		if c.OK() || c.Problems[0].Pos.File != "bank/flows/balance.yaml" || c.Problems[0].Pos.Line != 6 {
			t.Errorf("the mistake was not found in its place: %v", c.Problems)
		}
		var problems dialogue.Problems
		if _, err := s.Publish(t.Context(), oksana, 0, ""); !errors.As(err, &problems) || version(t, s) != installed {
			t.Errorf("a mistake was published: %v", err)
		}
		if flows, _, problems, err := s.Flows(t.Context(), ws); err != nil || len(problems) == 0 || len(flows) == 0 {
			t.Errorf("with a mistake in the drafts the list is not to be had: %d flows, %v, %v", len(flows), problems, err)
		}

		// Mended, tested, published.
		better := strings.Replace(card, "what is my balance,", "what is my balance, show me the balance,", 1)
		if c := save(t, s, "flows/balance.yaml", better); !c.OK() {
			t.Fatalf("still mistakes: %v", c.Problems)
		}
		checked, err := s.Check(t.Context(), ws, true)
		if err != nil || checked.Tests != 1 || checked.Failed != 0 || checked.Ran == 0 {
			t.Errorf("tests: %+v, %v", checked, err)
		}
		v1, err := s.Publish(t.Context(), oksana, 0, " another example ")
		if err != nil || v1.Number != 1 || v1.Note != "another example" || version(t, s) != v1.Version || v1.Version == installed {
			t.Fatalf("%+v, %v", v1, err)
		}
		f, err := s.File(t.Context(), ws, "bank", "flows/balance.yaml")
		if err != nil || f.Text != better || f.Draft != nil || !f.Changed || !f.Installed {
			t.Errorf("after publishing: %+v, %v", f, err)
		}

		// A new file, and one that is taken away.
		extra := "flow: hours\ntitle: {uk: Години роботи, en: Opening hours}\nexamples: {uk: [коли ви відкриті], en: [when are you open]}\nsteps:\n  - say: balance.none\n  - end: resolved\n"
		save(t, s, "flows/hours.yaml", extra)
		save(t, s, "tests/balance.yaml", "")
		if _, err := s.Publish(t.Context(), oksana, 0, ""); !errors.Is(err, studio.ErrConflict) {
			t.Errorf("published over somebody's version: %v", err)
		}
		v2, err := s.Publish(t.Context(), oksana, 1, "")
		if err != nil || v2.Files["bank"]["flows/hours.yaml"] != extra || v2.Files["bank"]["flows/balance.yaml"] != better {
			t.Fatalf("%+v, %v", v2, err)
		}
		if text, gone := v2.Files["bank"]["tests/balance.yaml"]; !gone || text != "" {
			t.Errorf("the test is still there: %q", text)
		}

		// A restart finds what was published.
		again := open(t, db)
		if version(t, again) != v2.Version {
			t.Error("a restart went back to the installed flows")
		}

		// Roll back to the first, then to the packs as installed; drafts stay.
		save(t, again, "texts/en.yaml", strings.Replace(string(bank().Files["texts/en.yaml"]), "Which card?", "Which card, please?", 1))
		v3, err := again.RollBack(t.Context(), oksana, 1, 2, "hours were wrong")
		if err != nil || v3.Number != 3 || v3.Version != v1.Version {
			t.Errorf("%+v, %v", v3, err)
		}
		v4, err := again.RollBack(t.Context(), oksana, 0, 3, "")
		if err != nil || v4.Version != installed || len(v4.Files) != 0 || version(t, again) != installed {
			t.Errorf("%+v, %v", v4, err)
		}
		if f, err := again.File(t.Context(), ws, "bank", "texts/en.yaml"); err != nil || f.Draft == nil {
			t.Errorf("a draft was lost in a roll back: %+v, %v", f, err)
		}
		if _, err := again.RollBack(t.Context(), oksana, 99, 4, ""); !errors.Is(err, store.ErrNotFound) {
			t.Errorf("rolled back to nothing: %v", err)
		}
		if all, err := db.AuditOf(t.Context(), ws, 0, 10); err != nil || len(all) != 4 {
			t.Errorf("%d audit entries, %v", len(all), err)
		}
	})
}

func TestPathsAndSizes(t *testing.T) {
	t.Parallel()
	s := open(t, storetest.Open(t, store.SQLite))
	for _, path := range []string{"", "flows", "flows/", "flows/.yaml", "../pack.yaml", "flows/../../x.yaml", "flows/x.yml", "flows/a/b.yaml", "Flows/x.yaml", "flows/Ж.yaml", "/flows/x.yaml", "flows/" + strings.Repeat("x", 200) + ".yaml", "secrets.yaml"} {
		if err := s.Save(t.Context(), oksana, "bank", path, "x: 1"); !errors.Is(err, studio.ErrPath) {
			t.Errorf("%q: %v", path, err)
		}
	}
	if err := s.Save(t.Context(), oksana, "bank", "pack.yaml", strings.Repeat("x", 1<<20)); !errors.Is(err, studio.ErrText) {
		t.Errorf("too long: %v", err)
	}
	if err := s.Save(t.Context(), oksana, "nobody", "pack.yaml", "x"); !errors.Is(err, studio.ErrNoFile) {
		t.Errorf("a pack that is not there: %v", err)
	}
	if _, err := s.File(t.Context(), ws, "bank", "flows/none.yaml"); !errors.Is(err, studio.ErrNoFile) {
		t.Errorf("a file that is not there: %v", err)
	}
	// Saving what is in force is no draft.
	save(t, s, "flows/balance.yaml", "flow: x")
	save(t, s, "flows/balance.yaml", card)
	if ds, err := s.Store.Drafts(t.Context(), ws); err != nil || len(ds) != 0 {
		t.Errorf("%d drafts, %v", len(ds), err)
	}
}

func TestTrial(t *testing.T) {
	t.Parallel()
	s := open(t, storetest.Open(t, store.SQLite))
	save(t, s, "texts/en.yaml", strings.Replace(string(bank().Files["texts/en.yaml"]), "Which card?", "Which card, please?", 1))
	tr, err := s.Try(t.Context(), oksana, studio.Beginning{Locale: "en"})
	if err != nil {
		t.Fatal(err)
	}
	if err := s.Write(tr, "what is my balance", ""); err != nil {
		t.Fatal(err)
	}
	events, calls, state := tr.Look(0)
	if said(events) != "Which card, please?" || len(calls) != 0 {
		t.Errorf("said %q, calls %v", said(events), calls)
	}
	if err := s.Write(tr, "K12", ""); err != nil {
		t.Fatal(err)
	}
	events, calls, _ = tr.Look(state.Seq)
	if len(events) == 0 || len(calls) != 1 || calls[0].Action != "get_balance" || calls[0].Args["card"] != "K12" {
		t.Fatalf("calls %+v", calls)
	}
	if err := s.Answer(tr, "other:1", 5.0, ""); !errors.Is(err, studio.ErrNoCall) {
		t.Errorf("answered what was not asked: %v", err)
	}
	if err := s.Answer(tr, calls[0].Effect, nil, "not_found"); err != nil {
		t.Fatal(err)
	}
	events, calls, _ = tr.Look(0)
	if !strings.Contains(said(events), "no such card") || len(calls) != 0 {
		t.Errorf("said %q, calls %v", said(events), calls)
	}
	if _, err := s.Trial(studio.Person{Workspace: ws, ID: "u2"}, tr.ID); !errors.Is(err, studio.ErrNoTrial) {
		t.Errorf("somebody else's trial: %v", err)
	}
	if got, err := s.Trial(oksana, tr.ID); err != nil || got != tr {
		t.Errorf("own trial: %v", err)
	}
	// The flows in force know nothing of the draft.
	live, err := s.Try(t.Context(), oksana, studio.Beginning{Locale: "en", Live: true})
	if err != nil {
		t.Fatal(err)
	}
	if err := s.Write(live, "what is my balance", ""); err != nil {
		t.Fatal(err)
	}
	if events, _, _ := live.Look(0); said(events) != "Which card?" {
		t.Errorf("live says %q", said(events))
	}
	for range 10 { // the oldest of one's own go
		if _, err := s.Try(t.Context(), oksana, studio.Beginning{Locale: "uk"}); err != nil {
			t.Fatal(err)
		}
	}
	if _, err := s.Trial(oksana, live.ID); !errors.Is(err, studio.ErrNoTrial) {
		t.Errorf("the oldest trial is still there: %v", err)
	}
	save(t, s, "flows/balance.yaml", "flow: [")
	var problems dialogue.Problems
	if _, err := s.Try(t.Context(), oksana, studio.Beginning{Locale: "uk"}); !errors.As(err, &problems) {
		t.Errorf("tried flows with mistakes: %v", err)
	}
}

// said is the last text of the bot.
func said(events []conversation.Event) string {
	last := ""
	for _, e := range events {
		if d, ok := e.Data.(conversation.MessageSent); ok {
			last = d.Text
		}
	}
	return last
}

func TestWays(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db *store.DB) {
		s := open(t, db)
		talk := func(id conversation.ConversationID, data ...conversation.Data) {
			state := &conversation.State{ID: id}
			all := append([]conversation.Data{conversation.Started{Workspace: ws, Contact: "c", Channel: conversation.ChannelWeb, Locale: "uk", Level: conversation.Anonymous},
				conversation.MessageReceived{ClientID: "1", Text: "?"}}, data...)
			var events []conversation.Event
			for i, d := range all {
				e := conversation.Event{Seq: int64(i + 1), At: epoch, Actor: conversation.Actor{Kind: conversation.System}, Cause: "open", Data: d}
				if i == 1 {
					e.Actor.Kind = conversation.Customer
				}
				if err := state.Apply(e); err != nil {
					t.Fatal(err)
				}
				events = append(events, e)
			}
			if _, err := db.Append(t.Context(), store.Append{Workspace: ws, Conversation: id, Key: "open", Events: events, State: state}); err != nil {
				t.Fatal(err)
			}
		}
		began := conversation.FlowStarted{Frame: 1, Flow: "balance"}
		ended := func(o conversation.Outcome) conversation.Data {
			return conversation.FlowEnded{Frame: 1, Flow: "balance", Outcome: o}
		}
		ask := conversation.StepReached{Frame: 1, Step: "1.ask"}
		talk("a", began, ask, conversation.StepReached{Frame: 1, Step: "2.do"}, ended(conversation.OutcomeResolved))
		talk("b", began, ask, ended(conversation.OutcomeCancelled))
		talk("c", began, ask)
		ways, err := s.Ways(t.Context(), ws, epoch.Add(-time.Hour))
		if err != nil {
			t.Fatal(err)
		}
		w := ways["balance"]
		if w == nil || w.Started != 3 || w.Open != 1 || w.Outcomes[conversation.OutcomeResolved] != 1 || w.Outcomes[conversation.OutcomeCancelled] != 1 ||
			w.Steps["1.ask"] != (studio.StepWays{Reached: 3, Left: 2}) || w.Steps["2.do"] != (studio.StepWays{Reached: 1}) {
			t.Errorf("%+v", w)
		}
		if ways, err := s.Ways(t.Context(), ws, epoch.Add(time.Hour)); err != nil || len(ways) != 0 {
			t.Errorf("later: %v, %v", ways, err)
		}
		if ways, err := s.Ways(t.Context(), "other", epoch.Add(-time.Hour)); err != nil || len(ways) != 0 {
			t.Errorf("of another workspace: %v, %v", ways, err)
		}
	})
}

func TestGraph(t *testing.T) {
	t.Parallel()
	s := open(t, storetest.Open(t, store.SQLite))
	_, pb, _, err := s.Flows(t.Context(), ws)
	if err != nil {
		t.Fatal(err)
	}
	g := pb.Graph("balance", "en")
	if g == nil || len(g.Nodes) != 7 || g.Nodes[0].Text != "Which card?" || g.Nodes[0].Line != 6 || g.Nodes[1].Text != "Balance" {
		t.Fatalf("%+v", g)
	}
	var edges []string
	for _, e := range g.Edges {
		edges = append(edges, e.String())
	}
	all := strings.Join(edges, "\n")
	for _, want := range []string{"-next ->", "-error not_found-> none", "-branch sum < 0.0-> none", "none -next ->"} {
		if !strings.Contains(all, want) {
			t.Errorf("no edge %s in\n%s", want, all)
		}
	}
	if pb.Graph("nothing", "en") != nil {
		t.Error("drew a flow that is not there")
	}
}
