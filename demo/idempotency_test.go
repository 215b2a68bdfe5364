package demo

import (
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"net/http"
	"slices"
	"sync"
	"testing"
	"time"

	"pgregory.net/rapid"

	"github.com/rozmova/rozmova/demo/ledger"
)

const cancelFirst = `{"order_id":"#W1000001","reason":"no longer needed"}`

func TestRepeatedKeyGetsTheFirstAnswer(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	c := open(t, dir)
	first := c.keyed("cancel_pending_order", "k1", cancelFirst)
	no := c.keyed("cancel_pending_order", "k2", cancelFirst)
	if first.Status != 200 || first.code() != "" || no.code() != "not_pending" {
		t.Fatalf("got %s and %s", first.Body, no.Body)
	}
	refusedBefore := c.keyed("cancel_pending_order", "k3", `{"order_id":"#W1000005","reason":"a whim"}`)
	check := func(c *company) {
		t.Helper()
		// The order and spacing of arguments do not make another request.
		if r := c.keyed("cancel_pending_order", "k1", `{ "reason": "no longer needed", "order_id":"#W1000001" }`); r.Status != 200 || r.Body != first.Body {
			t.Errorf("repeated: %d %s", r.Status, r.Body)
		}
		if r := c.keyed("cancel_pending_order", "k2", cancelFirst); r.Body != no.Body {
			t.Errorf("repeated refusal: %s", r.Body)
		}
		if r := c.keyed("cancel_pending_order", "k3", `{"order_id":"#W1000005","reason":"a whim"}`); r.Body != refusedBefore.Body {
			t.Errorf("repeated refusal: %s", r.Body)
		}
		for _, other := range [][2]string{
			{"cancel_pending_order", `{"order_id":"#W1000005","reason":"no longer needed"}`},
			{"cancel_pending_order", `{"order_id":"#W1000001","reason":"ordered by mistake"}`},
			{"modify_pending_order_payment", `{"order_id":"#W1000005","payment_method_id":"credit_card_1002002"}`},
		} {
			for _, key := range []string{"k1", "k2"} {
				if r := c.keyed(other[0], key, other[1]); r.Status != http.StatusUnprocessableEntity || r.code() != "idempotency_key_reused" {
					t.Errorf("%s reused for %s: %d %s", key, other, r.Status, r.Body)
				}
			}
		}
		if e := c.entries(); len(e) != 1 || e[0].Key != "k1" {
			t.Errorf("ledger: %+v", e)
		}
	}
	check(c)
	before := c.state()
	c.close()
	again := open(t, dir)
	if again.state() != before {
		t.Error("the state changed over a restart")
	}
	check(again)
}

func TestConcurrentCallsWithOneKeyHaveOneEffect(t *testing.T) {
	t.Parallel()
	c := open(t, t.TempDir())
	const callers = 32
	// Half of them race under one key, half under keys of their own for the
	// same order: one effect in all, and one answer a key.
	bodies := make([]string, callers)
	performed := make([]bool, callers)
	var wg sync.WaitGroup
	for i := range callers {
		wg.Go(func() {
			key := "shared"
			if i%2 == 1 {
				key = fmt.Sprintf("own-%d", i)
			}
			r, err := c.send("cancel_pending_order", key, cancelFirst)
			if err != nil {
				t.Error(err)
				return
			}
			bodies[i], performed[i] = r.Body, r.code() == ""
		})
	}
	wg.Wait()
	if len(c.entries()) != 1 {
		t.Fatalf("%d entries", len(c.entries()))
	}
	winners := map[string]bool{}
	for i := range callers {
		if i%2 == 0 && bodies[i] != bodies[0] {
			t.Errorf("one key, two answers: %s and %s", bodies[0], bodies[i])
		}
		if performed[i] && i%2 == 0 {
			winners["shared"] = true
		} else if performed[i] {
			winners[fmt.Sprint(i)] = true
		}
	}
	if len(winners) != 1 {
		t.Errorf("%d keys were told it was done", len(winners))
	}
}

func TestManyWritersManyKeys(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	c := open(t, dir)
	const writers, each = 16, 20
	var wg sync.WaitGroup
	for w := range writers {
		wg.Go(func() {
			for i := range each {
				key, args := fmt.Sprintf("w%d-%d", w, i), movedTo(w*each+i)
				for range 2 {
					if r, err := c.send("modify_user_address", key, args); err != nil || r.Status != 200 {
						t.Errorf("%v %s", err, r.Body)
					}
				}
			}
		})
	}
	wg.Wait()
	entries := c.entries()
	if len(entries) != writers*each {
		t.Errorf("%d entries", len(entries))
	}
	for i, e := range entries {
		if e.N != i+1 {
			t.Fatalf("entry %d has number %d", i+1, e.N)
		}
	}
	if rest := ledgerAt(t, c.server.URL+"/ledger?after=310"); len(rest) != 10 || rest[0].N != 311 {
		t.Errorf("after 310: %d entries", len(rest))
	}
	before := c.state()
	c.close()
	if open(t, dir).state() != before {
		t.Error("replay gives another state")
	}
}

func movedTo(n int) string {
	return fmt.Sprintf(`{"user_id":"taras_shevchuk_1002","address1":"вул. Зелена, %d","address2":"","city":"Львів","state":"","country":"Україна","zip":"79005"}`, n)
}

// Any sequence of calls, right and wrong, with repeated keys and restarts in
// between: replaying the ledger gives the same state, repeated keys the same
// answers, and money neither appears nor vanishes.
func TestReplayGivesTheSameState(t *testing.T) {
	t.Parallel()
	var orders, items, methods []string
	for _, o := range orderSeeds {
		orders = append(orders, o.id)
		items = append(items, o.items...)
	}
	for _, p := range productSeeds[:6] {
		for _, v := range p.variants {
			items = append(items, v.id)
		}
	}
	for _, c := range customerSeeds {
		for _, m := range c.pay {
			methods = append(methods, m.ID)
		}
	}
	writes := slices.DeleteFunc(slices.Clone(tools), func(tl tool) bool { return !tl.Writes })

	rapid.Check(t, func(r *rapid.T) {
		dir := t.TempDir()
		b, err := NewBackend(dir, fixedNow)
		if err != nil {
			r.Fatal(err)
		}
		defer func() { _ = b.Close() }()
		books := func() (s *shop) {
			_ = b.View(func(v ledger.Sight[*shop]) error { s = v.State; return nil })
			return s
		}
		worth := wealth(books())
		type done struct{ request, answer string }
		seen := map[string]done{}
		for range rapid.IntRange(1, 40).Draw(r, "calls") {
			if rapid.IntRange(0, 9).Draw(r, "restart") == 0 {
				before := state(r, b)
				if err := b.Close(); err != nil {
					r.Fatal(err)
				}
				again, err := NewBackend(dir, fixedNow)
				if err != nil {
					r.Fatal(err)
				}
				b = again
				if state(r, b) != before {
					r.Fatal("replay gives another state")
				}
			}
			o := books().orders[rapid.SampledFrom(orders).Draw(r, "order")]
			a := map[string]any{
				"order_id": o.OrderID, "user_id": o.UserID,
				"reason":   rapid.SampledFrom([]string{"no longer needed", "ordered by mistake", "whim"}).Draw(r, "reason"),
				"address1": rapid.StringMatching(`[а-яї ]{0,8}`).Draw(r, "street"), "city": "Київ", "country": "Україна", "zip": "01001",
			}
			if rapid.Bool().Draw(r, "own method") {
				a["payment_method_id"] = rapid.SampledFrom(slices.Sorted(maps.Keys(books().users[o.UserID].PaymentMethods))).Draw(r, "method")
			} else {
				a["payment_method_id"] = rapid.SampledFrom(methods).Draw(r, "any method")
			}
			from := o.Items[rapid.IntRange(0, len(o.Items)-1).Draw(r, "item")]
			a["item_ids"] = []string{from.ItemID}
			if rapid.Bool().Draw(r, "same product") {
				a["new_item_ids"] = []string{rapid.SampledFrom(slices.Sorted(maps.Keys(books().products[from.ProductID].Variants))).Draw(r, "variant")}
			} else {
				a["new_item_ids"] = []string{rapid.SampledFrom(items).Draw(r, "any item")}
			}
			tl := rapid.SampledFrom(writes).Draw(r, "tool")
			given := map[string]any{}
			for _, p := range tl.Params {
				if v, ok := a[p.Name]; ok {
					given[p.Name] = v
				}
			}
			body, _ := json.Marshal(given)
			key := rapid.StringMatching(`[a-f]`).Draw(r, "key")
			result, err := b.Call(tl.Name, key, given)
			answer := string(result)
			var no *ledger.Refusal
			if errors.As(err, &no) {
				answer, err = no.Error(), nil
			}
			now := done{tl.Name + string(body), answer}
			switch before, again := seen[key]; {
			case !again && err != nil:
				r.Fatal(err)
			case !again:
				seen[key] = now
			case before.request != now.request && err == nil:
				r.Fatalf("key %s taken for another request", key)
			case before.request == now.request && before.answer != now.answer:
				r.Fatalf("key %s answered twice: %s and %s", key, before.answer, now.answer)
			}
			if got := wealth(books()); got != worth {
				r.Fatalf("money: %s became %s after %s", worth.plain(), got.plain(), now.request)
			}
		}
	})
}

// wealth is what stays the same whatever happens: the money on gift cards and
// what orders hold of gift cards.
func wealth(s *shop) Kopiykas {
	var sum Kopiykas
	for _, u := range s.users {
		for _, m := range u.PaymentMethods {
			if m.Balance != nil {
				sum += *m.Balance
			}
		}
	}
	for _, o := range s.orders {
		for id, held := range paidBy(o) {
			if s.users[o.UserID].PaymentMethods[id].Source == GiftCard {
				sum += held
			}
		}
	}
	return sum
}

func TestFaults(t *testing.T) {
	t.Parallel()
	list, err := ledger.ParseFaults("cancel_pending_order=fail:2, cancel_pending_order=drop:1,*=delay:1ms:3")
	if err != nil {
		t.Fatal(err)
	}
	c := open(t, t.TempDir(), WithFaults(list...))
	for range 2 {
		if r := c.keyed("cancel_pending_order", "k", cancelFirst); r.Status != http.StatusServiceUnavailable || r.code() != "unavailable" {
			t.Fatalf("got %d %s", r.Status, r.Body)
		}
	}
	if len(c.entries()) != 0 {
		t.Error("a failed call had an effect")
	}
	// The third call is done and dropped. net/http may by itself repeat a
	// request that bears an Idempotency-Key; where it does not, we do.
	r, err := c.send("cancel_pending_order", "k", cancelFirst)
	if err != nil {
		r = c.keyed("cancel_pending_order", "k", cancelFirst)
	}
	if r.Status != 200 || r.code() != "" {
		t.Errorf("after the drop: %d %s", r.Status, r.Body)
	}
	if len(c.entries()) != 1 {
		t.Errorf("%d entries", len(c.entries()))
	}

	for _, wrong := range []string{"cancel_pending_order", "*=burn", "*=delay", "*=delay:1h", "*=fail:0", "*=fail:x", "*=fail:1:2", "*=delay:x:1"} {
		if _, err := ledger.ParseFaults(wrong); err == nil {
			t.Errorf("%q is taken", wrong)
		}
	}
	if _, err := NewBackend(t.TempDir(), fixedNow, WithFaults(ledger.Fault{Tool: "x", Kind: ledger.FaultFail})); err == nil {
		t.Error("a fault of an unknown tool is taken")
	}
}

func TestDropPerformsAndDoesNotAnswer(t *testing.T) {
	t.Parallel()
	c := open(t, t.TempDir(), WithFaults(ledger.Fault{Tool: "cancel_pending_order", Kind: ledger.FaultDrop}))
	if _, err := c.send("cancel_pending_order", "k", cancelFirst); err == nil {
		t.Error("a dropped call was answered")
	}
	if e := c.entries(); len(e) != 1 || e[0].Key != "k" {
		t.Errorf("ledger: %+v", e)
	}
}

func TestDelayEndsWithTheBackend(t *testing.T) {
	t.Parallel()
	c := open(t, t.TempDir(), WithFaults(ledger.Fault{Tool: "*", Kind: ledger.FaultDelay, Delay: 4 * time.Minute}))
	answered := make(chan reply)
	go func() {
		r, err := c.send("cancel_pending_order", "k", cancelFirst)
		if err != nil {
			t.Error(err)
		}
		answered <- r
	}()
	if err := c.backend.Close(); err != nil {
		t.Fatal(err)
	}
	if r := <-answered; r.Status != http.StatusServiceUnavailable {
		t.Errorf("got %d %s", r.Status, r.Body)
	}
}
