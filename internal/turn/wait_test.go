package turn_test

import (
	"encoding/json"
	"fmt"
	"testing"
	"time"

	c "github.com/rozmova/rozmova/internal/conversation"
	"github.com/rozmova/rozmova/internal/store"
	"github.com/rozmova/rozmova/internal/store/storetest"
	"github.com/rozmova/rozmova/internal/turn"
)

// What a customer is told of the wait is what others had to wait lately, and it
// is in the log. Until enough of them were taken nothing is promised.
func TestExpectedWait(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, db *store.DB) {
		s := newSite(t, db)
		calls := func() (*talk, int) {
			k := s.begin(t, olena)
			told := 0
			for _, e := range k.say("покличте людину") {
				if o, ok := e.Data.(c.OwnerChanged); ok && o.Owner.Kind == c.OwnedByQueue {
					told = o.Wait
				}
			}
			return k, told
		}
		for i, minutes := range []int{2, 4, 9} {
			k, told := calls()
			if told != 0 {
				t.Errorf("customer %d is promised %d s on nothing", i+1, told)
			}
			s.clock.advance(time.Duration(minutes) * time.Minute)
			k.mustAct("take", oksana, c.AgentTook{})
			k.check()
		}
		s.clock.advance(time.Minute)
		k, told := calls()
		if told != 4*60 {
			t.Fatalf("the wait is said to be %d s, the middle one of 2, 4 and 9 minutes is 240", told)
		}
		timer := find[c.TimerSet](k.log())[0]
		wake, err := json.Marshal(turn.WakeArgs{
			ConversationArgs: turn.ConversationArgs{Workspace: ws, Conversation: k.id}, Effect: timer.Effect, Timer: timer.Timer,
		})
		if err != nil {
			t.Fatal(err)
		}
		s.clock.advance(2*time.Minute + 10*time.Second)
		if err := s.Wake(t.Context(), wake); err != nil {
			t.Fatal(err)
		}
		sent := find[c.MessageSent](k.log())
		if last := sent[len(sent)-1]; last.Key != "no_agents.wait" {
			t.Errorf("after a part of the wait the customer hears %s: %s", last.Key, last.Text)
		}
		k.check()
		s.clock.advance(2 * time.Hour) // nobody was taken lately
		if _, told := calls(); told != 0 {
			t.Errorf("%d s are promised after what was two hours ago", told)
		}
	})
}

func TestExpected(t *testing.T) {
	minutes := func(of ...float64) (out []time.Duration) {
		for _, m := range of {
			out = append(out, time.Duration(m*float64(time.Minute)))
		}
		return out
	}
	var many []float64 // fifty that waited long, before thirty that did not
	for i := range 80 {
		many = append(many, map[bool]float64{true: 1, false: 40}[i < 30])
	}
	for i, x := range []struct {
		taken, waiting []float64
		want           int // seconds
	}{
		{nil, nil, 0},
		{[]float64{1, 1}, []float64{50}, 0},
		{[]float64{2, 4, 9}, nil, 240},
		{[]float64{0.1, 0.1, 0.1}, nil, 60},
		{[]float64{2.1, 2.1, 2.1}, nil, 180},
		{[]float64{2, 4, 9}, []float64{1, 1, 1, 1, 1}, 240}, // who has only just come says nothing
		{[]float64{2, 4, 9}, []float64{20, 30}, 9 * 60},     // the queue has slowed down
		{many, nil, 60},
	} {
		t.Run(fmt.Sprint(i), func(t *testing.T) {
			if got := turn.Expected(store.Waits{Taken: minutes(x.taken...), Waiting: minutes(x.waiting...)}); got != x.want {
				t.Errorf("taken %v, waiting %v: %d s, want %d", x.taken, x.waiting, got, x.want)
			}
		})
	}
}
