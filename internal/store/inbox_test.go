package store_test

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/rozmova/rozmova/internal/conversation"
	"github.com/rozmova/rozmova/internal/store"
	"github.com/rozmova/rozmova/internal/store/storetest"
)

// say is a turn in which the customer says something at a time.
func say(s *conversation.State, text string, at time.Time) *turn {
	u := begin(s, fmt.Sprint("say ", s.Seq))
	u.at = at
	return u.add(customer, conversation.MessageReceived{ClientID: u.cause, Text: text, Proposed: []conversation.Command{{Kind: conversation.CmdNone}}})
}

func give(s *conversation.State, o conversation.Owner) *turn {
	return begin(s, fmt.Sprint("give ", s.Seq)).add(oksana, conversation.OwnerChanged{Owner: o})
}

func ids(rows []store.Row) []conversation.ConversationID {
	var all []conversation.ConversationID
	for _, r := range rows {
		all = append(all, r.ID)
	}
	return all
}

func inbox(t testing.TB, db *store.DB, q store.InboxQuery) []conversation.ConversationID {
	t.Helper()
	rows, _, err := db.Inbox(t.Context(), shop, q)
	if err != nil {
		t.Fatal(err)
	}
	return ids(rows)
}

func TestInboxViews(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db *store.DB) {
		newShop(t, db)
		fresh := func(text string, minute int) *conversation.State {
			s, _ := put(t, db, started(newID()))
			s, _ = put(t, db, say(s, text, epoch.Add(time.Duration(minute)*time.Minute)))
			return s
		}
		put(t, db, started(newID())) // opened and never used: nowhere to be seen
		withBot := fresh("Де замовлення?", 1)
		queued, _ := put(t, db, give(fresh("Покличте ЛЮДИНУ", 2), conversation.Owner{Kind: conversation.OwnedByQueue}))
		mine, _ := put(t, db, give(fresh("100% знижка", 3), conversation.Owner{Kind: conversation.OwnedByAgent, Agent: "oksana", Name: "Оксана"}))
		other, _ := put(t, db, give(fresh("Hello", 4), conversation.Owner{Kind: conversation.OwnedByAgent, Agent: "petro", Name: "Петро"}))
		done, _ := put(t, db, begin(fresh("Дякую", 5), "end").add(oksana, conversation.Resolved{Outcome: conversation.OutcomeResolved}))

		for _, c := range []struct {
			q    store.InboxQuery
			want []conversation.ConversationID
		}{
			{store.InboxQuery{View: store.ViewMine, User: "oksana"}, []conversation.ConversationID{mine.ID}},
			{store.InboxQuery{View: store.ViewMine, User: "petro"}, []conversation.ConversationID{other.ID}},
			{store.InboxQuery{View: store.ViewUnassigned}, []conversation.ConversationID{queued.ID}},
			{store.InboxQuery{View: store.ViewBot}, []conversation.ConversationID{withBot.ID}},
			{store.InboxQuery{View: store.ViewAll}, []conversation.ConversationID{other.ID, mine.ID, queued.ID, withBot.ID}},
			{store.InboxQuery{View: store.ViewResolved}, []conversation.ConversationID{done.ID}},
			{store.InboxQuery{View: store.ViewAll, Text: "людину"}, []conversation.ConversationID{queued.ID}},
			{store.InboxQuery{View: store.ViewAll, Text: "ГАННА"}, []conversation.ConversationID{other.ID, mine.ID, queued.ID, withBot.ID}},
			{store.InboxQuery{View: store.ViewAll, Text: "100%"}, []conversation.ConversationID{mine.ID}},
			{store.InboxQuery{View: store.ViewAll, Text: "%"}, []conversation.ConversationID{mine.ID}},
			{store.InboxQuery{View: store.ViewAll, Text: "hello'; --"}, nil},
			{store.InboxQuery{View: store.ViewAll, Text: "#3"}, []conversation.ConversationID{queued.ID}},
		} {
			if got := inbox(t, db, c.q); !slices.Equal(got, c.want) {
				t.Errorf("%+v: %v, want %v", c.q, got, c.want)
			}
		}
		counts, err := db.Counts(t.Context(), shop, "oksana")
		if want := (store.InboxCounts{Mine: 1, Unassigned: 1, All: 4, Bot: 1, Resolved: 1}); err != nil || counts != want {
			t.Errorf("counts %+v, %v", counts, err)
		}
		if counts, err = db.Counts(t.Context(), "other", "oksana"); err != nil || counts != (store.InboxCounts{}) {
			t.Errorf("another workspace's counts %+v, %v", counts, err)
		}
		if _, _, err := db.Inbox(t.Context(), shop, store.InboxQuery{View: "nonsense"}); err == nil {
			t.Error("no error for a view that is not there")
		}
		of, err := db.ConversationsOf(t.Context(), shop, "contact-1", 3)
		if err != nil || len(of) != 3 {
			t.Errorf("conversations of the contact: %d, %v", len(of), err)
		}
	})
}

// Pages neither repeat nor skip, also when several rows have the same time and
// when rows move to the top in between.
func TestInboxPages(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db *store.DB) {
		newShop(t, db)
		const n = 25
		var states []*conversation.State
		for i := range n {
			s, _ := put(t, db, started(newID()))
			s, _ = put(t, db, say(s, "привіт", epoch.Add(time.Duration(i/5)*time.Minute))) // five at a time
			states = append(states, s)
		}
		seen := map[conversation.ConversationID]int{}
		q := store.InboxQuery{View: store.ViewAll, Limit: 4}
		for pages := 0; ; pages++ {
			rows, next, err := db.Inbox(t.Context(), shop, q)
			if err != nil {
				t.Fatal(err)
			}
			for _, id := range ids(rows) {
				seen[id]++
			}
			if pages == 2 { // somebody who was seen already writes again
				put(t, db, say(states[n-1], "ще раз", epoch.Add(time.Hour)))
			}
			if next == "" {
				break
			}
			q.Before = next
		}
		if len(seen) != n {
			t.Errorf("saw %d of %d", len(seen), n)
		}
		for id, times := range seen {
			if times != 1 {
				t.Errorf("%s seen %d times", id, times)
			}
		}
		for _, cursor := range []string{"!", "YWJj", strings.Repeat("A", 5000)} {
			if _, _, err := db.Inbox(t.Context(), shop, store.InboxQuery{View: store.ViewAll, Before: cursor}); !errors.Is(err, store.ErrCursor) {
				t.Errorf("cursor %.10q: %v", cursor, err)
			}
		}
	})
}

func TestInboxUsesItsIndexes(t *testing.T) {
	db := storetest.Open(t, store.SQLite)
	newShop(t, db)
	open(t, db)
	for _, q := range []string{
		`workspace = 'shop' AND closed = FALSE AND owner_kind = 'agent' AND owner_id = 'x' AND messages > 0`,
		`workspace = 'shop' AND closed = FALSE AND messages > 0 AND (last_at, id) < (5, 'x')`,
	} {
		err := db.View(t.Context(), func(tx *store.Tx) error {
			rows, err := tx.Query(t.Context(), `EXPLAIN QUERY PLAN SELECT * FROM conversations WHERE `+q+` ORDER BY last_at DESC, id DESC LIMIT 5`)
			if err != nil {
				return err
			}
			defer rows.Close()
			for rows.Next() {
				var a, b, c int
				var plan string
				if err := rows.Scan(&a, &b, &c, &plan); err != nil {
					return err
				}
				if !strings.Contains(plan, "USING INDEX conversations_") {
					t.Errorf("%s\n%s", q, plan)
				}
			}
			return rows.Err()
		})
		if err != nil {
			t.Error(err)
		}
	}
}

func TestRowOf(t *testing.T) {
	s := &conversation.State{Workspace: shop, ID: "c", Issue: "де посилка", Mood: conversation.Calm,
		Last: conversation.LastMessage{Actor: conversation.Customer, Seq: 7}, ReadByAgent: 5}
	if r := store.RowOf(s); r.Priority != store.Normal || r.Issue != "де посилка" || !r.Unread() {
		t.Errorf("%+v", r)
	}
	s.Handoff = &conversation.Packet{Reason: "sensitive", Rule: store.RuleSensitive, Issue: "повернення грошей"}
	s.ReadByAgent = 7
	if r := store.RowOf(s); r.Priority != store.High || r.Issue != "повернення грошей" || r.Reason != "sensitive" || r.Unread() {
		t.Errorf("%+v", r)
	}
	s.Mood = conversation.Angry
	if r := store.RowOf(s); r.Priority != store.Urgent {
		t.Errorf("%+v", r)
	}
}
