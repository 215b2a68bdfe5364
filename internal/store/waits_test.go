package store_test

import (
	"slices"
	"testing"
	"time"

	"github.com/rozmova/rozmova/internal/conversation"
	"github.com/rozmova/rozmova/internal/store"
	"github.com/rozmova/rozmova/internal/store/storetest"
)

func TestQueueWaits(t *testing.T) {
	queue := conversation.Owner{Kind: conversation.OwnedByQueue}
	agent := conversation.Owner{Kind: conversation.OwnedByAgent, Agent: "oksana", Name: "Оксана"}
	storetest.Each(t, func(t *testing.T, db *store.DB) {
		newShop(t, db)
		minute := func(n int) time.Time { return epoch.Add(time.Duration(n) * time.Minute) }
		type to struct {
			minute int
			owner  conversation.Owner
		}
		talk := func(changes ...to) {
			s, _ := put(t, db, started(newID()))
			for _, c := range changes {
				u := give(s, c.owner)
				u.Events[0].At = minute(c.minute)
				s, _ = put(t, db, u)
			}
		}
		talk(to{10, queue}, to{14, agent})
		talk(to{20, queue}, to{22, agent}, to{30, queue}, to{37, agent}) // back in the queue, and taken again
		talk(to{21, queue}, to{23, conversation.Owner{Kind: conversation.OwnedByBot}}, to{29, agent})
		talk(to{24, queue}, to{26, conversation.Owner{Kind: conversation.OwnedByNone}}) // closed without anybody
		talk(to{25, agent})                                                             // taken from the bot: nobody waited
		talk(to{35, queue})                                                             // waits
		talk(to{2, queue}, to{12, agent})                                               // began before what is looked at
		talk(to{38, queue}, to{50, agent})                                              // taken after: waits still

		got, err := db.QueueWaits(t.Context(), shop, minute(5), minute(40))
		if err != nil {
			t.Fatal(err)
		}
		slices.Sort(got.Waiting)
		want := store.Waits{
			Taken:   []time.Duration{7 * time.Minute, 2 * time.Minute, 4 * time.Minute},
			Waiting: []time.Duration{2 * time.Minute, 5 * time.Minute},
		}
		if !slices.Equal(got.Taken, want.Taken) || !slices.Equal(got.Waiting, want.Waiting) {
			t.Errorf("waits %v, want %v", got, want)
		}
		if got, err := db.QueueWaits(t.Context(), "another", minute(0), minute(60)); err != nil || len(got.Taken)+len(got.Waiting) > 0 {
			t.Errorf("another workspace sees %v, %v", got, err)
		}
	})
}
