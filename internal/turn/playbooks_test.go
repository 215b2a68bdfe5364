package turn_test

import (
	"bytes"
	"errors"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	c "github.com/rozmova/rozmova/internal/conversation"
	"github.com/rozmova/rozmova/internal/dialogue"
	"github.com/rozmova/rozmova/internal/store"
	"github.com/rozmova/rozmova/internal/store/storetest"
	"github.com/rozmova/rozmova/internal/turn"
)

// changed is the shop with one text said otherwise.
func changed(old, new string) []dialogue.Source {
	out := sources()
	texts := out[1].Files["texts/uk.yaml"]
	if !bytes.Contains(texts, []byte(old)) {
		panic("no text " + old)
	}
	out[1].Files["texts/uk.yaml"] = bytes.ReplaceAll(texts, []byte(old), []byte(new))
	return out
}

const (
	oldReason = "Чому скасовуєте замовлення {join(chosen.map(b, b.order_id), ', ')}?"
	newReason = "Чому ж Ви скасовуєте {order_id}?"
)

var newShop = sync.OnceValues(func() (*turn.Book, []dialogue.Source) {
	src := changed(oldReason, newReason)
	b, err := turn.Compile("shop", src)
	if err != nil {
		panic(err)
	}
	return b, src
})

// publish makes the changed shop the current one.
func (s *site) publish(t testing.TB) {
	t.Helper()
	b, src := newShop()
	if err := s.books.Adopt(t.Context(), ws, b, epoch.Add(time.Hour), src); err != nil {
		t.Fatal(err)
	}
}

func text(t testing.TB, k *talk, key string) string {
	t.Helper()
	sent := find[c.MessageSent](k.log())
	for _, m := range slices.Backward(sent) {
		if m.Key == key {
			return m.Text
		}
	}
	t.Fatalf("%s was not said: %v", key, said(k.log()))
	return ""
}

// A flow goes on as it began, also in a process that knows only newer flows; the
// next one is begun on the newest.
func TestPinnedVersion(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, db *store.DB) {
		s := newSite(t, db)
		company, _ := backend(t)
		k := s.begin(t, olena)
		k.say("скасуйте замовлення")
		s.publish(t)
		k.say("1000001")
		k.perform(company)
		if got := text(t, k, "cancel_order.ask_reason"); !strings.HasPrefix(got, "Чому скасовуєте") {
			t.Errorf("in the old flow: %q", got)
		}
		pin := k.state().Pin
		if pin != shopBook().Playbook.Pin() {
			t.Errorf("pinned to %v", pin)
		}

		// After a restart with the new flows alone the old version comes from the
		// store; many ask for it at once and get the same.
		s = open(t, db)
		s.publish(t)
		books := make([]*turn.Book, 8)
		state := k.state()
		burst(t, len(books), func(n int) (err error) {
			books[n], err = s.books.For(t.Context(), state)
			return err
		})
		for _, b := range books {
			if b != books[0] || b.Playbook.Pin() != pin {
				t.Errorf("got %v and %v", books[0].Playbook.Pin(), b.Playbook.Pin())
			}
		}
		k.site = s
		k.pressTitle("Уже не потрібне")
		k.pressTitle("Так")
		k.perform(company)
		if got := said(k.log()); got[len(got)-1] != "completed.more" || len(find[c.PlaybookPinned](k.log())) != 0 {
			t.Errorf("the flow ends with %v", got)
		}
		k.check() // on the old playbook

		cut := k.state().Seq
		k.say("скасуйте замовлення 1000002")
		k.perform(company)
		b, _ := newShop()
		if got := find[c.PlaybookPinned](k.log()); len(got) != 1 || got[0].Pin != b.Playbook.Pin() || k.state().Pin != b.Playbook.Pin() {
			t.Errorf("pinned anew: %v", got)
		}
		k.replayFrom(cut, b.Playbook)
	})
}

// replayFrom holds what was decided after a seq against a playbook.
func (k *talk) replayFrom(cut int64, pb *dialogue.Playbook) {
	k.t.Helper()
	diffs, err := dialogue.Replay(pb, k.id, k.log())
	if err != nil {
		k.t.Fatal(err)
	}
	for _, d := range diffs {
		if d.Seq > cut {
			k.t.Errorf("replay: %s", d)
		}
	}
}

// A kept version that this program's compiler refuses does not silence its
// conversations: the newest flows go on where they can, and a person does where
// they cannot.
func TestVersionThatIsLost(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, db *store.DB) {
		s := newSite(t, db)
		k := s.begin(t, olena)
		k.say("скасуйте замовлення")
		err := db.Update(t.Context(), func(tx *store.Tx) error {
			_, err := tx.Exec(t.Context(), `UPDATE playbooks SET files = '{"000/base/flows/x.yaml":"Zmxvdzo="}' WHERE version = ?`, k.state().Pin.Version)
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
		gone := turn.NewPlaybooks(db)
		if _, err := gone.For(t.Context(), k.state()); !errors.Is(err, turn.ErrNotFound) {
			t.Errorf("with no playbook at all: %v", err)
		}
		k.site = open(t, db) // has the old one in memory, so:
		k.site.books = turn.NewPlaybooks(db)
		k.site.publish(t)
		k.Handler.Playbooks = k.site.books
		k.say("1000001")
		if got := find[c.ActionRequested](k.log()); len(got) != 1 {
			t.Errorf("the flow does not go on: %v", types(k.log()))
		}

		base := []dialogue.Source{source("base")}
		b, err := turn.Compile("shop", base)
		if err != nil {
			t.Fatal(err)
		}
		books := turn.NewPlaybooks(db)
		if err := books.Adopt(t.Context(), ws, b, epoch, base); err != nil {
			t.Fatal(err)
		}
		k.Handler.Playbooks = books
		id := find[c.ActionRequested](k.log())[0].Effect
		if _, err := k.Resolve(t.Context(), ws, c.ActionSucceeded{Effect: id, Action: "get_order_details"}); err != nil {
			t.Fatal(err)
		}
		if got := k.state().Owner.Kind; got != c.OwnedByQueue || len(find[c.EngineFaulted](k.log())) != 1 {
			t.Errorf("without its flow the conversation belongs to %s", got)
		}
	})
}

func TestPublish(t *testing.T) {
	t.Parallel()
	db := storetest.Open(t, store.SQLite)
	if err := db.CreateWorkspace(t.Context(), store.Workspace{ID: ws, Name: "x", CreatedAt: epoch}); err != nil {
		t.Fatal(err)
	}
	p := turn.NewPlaybooks(db)
	if _, err := p.Current(ws); !errors.Is(err, turn.ErrNotFound) {
		t.Errorf("before the first: %v", err)
	}
	book, err := p.Publish(t.Context(), ws, "shop", epoch, sources()...)
	if err != nil {
		t.Fatal(err)
	}
	wrong := changed("cancel_order.done:", "cancel_order.undone:")
	var problems dialogue.Problems
	if _, err := p.Publish(t.Context(), ws, "shop", epoch, wrong...); !errors.As(err, &problems) || len(problems) == 0 {
		t.Errorf("a playbook with a mistake: %v", err)
	}
	if got, err := p.Current(ws); err != nil || got != book {
		t.Errorf("then the current one is another: %v", err)
	}
	if _, err := p.Current("other"); !errors.Is(err, turn.ErrNotFound) {
		t.Errorf("another workspace's: %v", err)
	}
	kept, err := db.LatestPlaybook(t.Context(), ws, "shop")
	if err != nil || kept.Pin != book.Playbook.Pin() {
		t.Fatalf("kept %v %v", kept.Pin, err)
	}
	if d := cmp.Diff(sources(), turn.Sources(kept)); d != "" {
		t.Errorf("the files came back otherwise:\n%.500s", d)
	}
	again, err := dialogue.Compile("shop", turn.Sources(kept)...)
	if err != nil || again.Pin() != book.Playbook.Pin() {
		t.Errorf("the kept files compile to another version: %v", err)
	}
	// Names that were not made here are left out; the order is that of the sources.
	kept.Files["stray.yaml"] = []byte("x")
	if got := turn.Sources(kept); len(got) != 2 || got[0].Name != "base" {
		t.Errorf("%d sources, the first %s", len(got), got[0].Name)
	}
}
