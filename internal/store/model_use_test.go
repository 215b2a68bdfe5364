package store_test

import (
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/rozmova/rozmova/internal/conversation"
	"github.com/rozmova/rozmova/internal/store"
	"github.com/rozmova/rozmova/internal/store/storetest"
)

func TestModelUse(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db *store.DB) {
		ctx := t.Context()
		noon := time.Date(2026, 3, 14, 12, 0, 0, 0, time.UTC)
		one := store.ModelUse{Day: noon, Workspace: "shop", Purpose: "understand", Model: "small", Tries: 1, Input: 800, Cached: 700, Output: 20, Took: 300 * time.Millisecond, Cost: 394}
		var all sync.WaitGroup
		for range 10 {
			all.Go(func() {
				if err := db.AddModelUse(ctx, one); err != nil {
					t.Error(err)
				}
			})
		}
		all.Wait()
		failed := store.ModelUse{Day: noon.Add(13 * time.Hour), Workspace: "shop", Purpose: "understand", Model: "", Tries: 1, Failed: 1, Guessed: 1}
		other := store.ModelUse{Day: noon.Add(time.Hour), Workspace: "other", Purpose: "answer", Model: "small", Tries: 1, Cost: 6}
		for _, u := range []store.ModelUse{failed, other} {
			if err := db.AddModelUse(ctx, u); err != nil {
				t.Fatal(err)
			}
		}
		if sum, err := db.ModelCost(ctx, noon); err != nil || sum != 3946 {
			t.Errorf("the day cost %d, %v", sum, err)
		}
		if sum, err := db.ModelCost(ctx, noon.AddDate(0, 0, -1)); err != nil || sum != 0 {
			t.Errorf("the day before cost %d, %v", sum, err)
		}
		day := time.Date(2026, 3, 14, 0, 0, 0, 0, time.UTC)
		failed.Day = day.AddDate(0, 0, 1)
		ten := store.ModelUse{Day: day, Workspace: "shop", Purpose: "understand", Model: "small", Tries: 10, Input: 8000, Cached: 7000, Output: 200, Took: 3 * time.Second, Cost: 3940}
		got, err := db.ModelUseSince(ctx, "shop", noon)
		if d := cmp.Diff([]store.ModelUse{failed, ten}, got); err != nil || d != "" {
			t.Errorf("%v\n%s", err, d)
		}
		if got, err := db.ModelUseSince(ctx, "shop", noon.AddDate(0, 0, 1)); err != nil || len(got) != 1 {
			t.Errorf("from the second day on: %v, %v", got, err)
		}
	})
}

func TestTraffic(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db *store.DB) {
		newShop(t, db)
		write := func(at time.Time, asked bool) {
			s := open(t, db)
			u := begin(s, "m")
			u.at = at
			u.add(customer, conversation.MessageReceived{Text: "щось", Lang: "uk", ClientID: "m"})
			if asked {
				u.add(bot, conversation.ModelAsked{Effect: "e", Message: s.Seq + 1, Until: at.Add(time.Second), Text: "щось"})
			}
			put(t, db, u)
		}
		midnight := time.Date(2026, 3, 14, 0, 0, 0, 0, time.UTC)
		write(midnight.Add(-time.Microsecond), true)
		write(midnight, true)
		write(midnight.Add(time.Hour), false)
		write(midnight.AddDate(0, 0, 3), false)
		got, err := db.TrafficSince(t.Context(), shop, midnight.Add(5*time.Hour)) // the whole day counts
		want := []store.Traffic{{Day: midnight.AddDate(0, 0, 3), Messages: 1}, {Day: midnight, Messages: 2, Asked: 1}}
		if d := cmp.Diff(want, got); err != nil || d != "" {
			t.Errorf("%v\n%s", err, d)
		}
		if got, err := db.TrafficSince(t.Context(), "other", midnight); err != nil || len(got) != 0 {
			t.Errorf("another workspace's: %v, %v", got, err)
		}
	})
}
