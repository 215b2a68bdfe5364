package store_test

import (
	"context"
	"errors"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/rozmova/rozmova/internal/conversation"
	"github.com/rozmova/rozmova/internal/store"
	"github.com/rozmova/rozmova/internal/store/storetest"
)

func TestAppendComesBackEqual(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db *store.DB) {
		newShop(t, db)
		u := started(newID())
		_, row := put(t, db, u)
		if row.Number != 1 || row.ContactName != "Ганна Коваль" || row.Messages != 0 {
			t.Errorf("row of a new conversation: %+v", row)
		}
		m := message(u.State, "m1")
		s, row := put(t, db, m)
		want := append(u.Events, m.Events...)
		got := allEvents(t, db, s.ID)
		if d := cmp.Diff(want, got); d != "" {
			t.Errorf("events (-want +got):\n%s", d)
		}
		loaded, err := db.Load(t.Context(), shop, s.ID)
		if err != nil {
			t.Fatal(err)
		}
		if d := cmp.Diff(s, loaded); d != "" {
			t.Errorf("state (-want +got):\n%s", d)
		}
		stored, err := db.Row(t.Context(), shop, s.ID)
		if err != nil {
			t.Fatal(err)
		}
		if d := cmp.Diff(row, stored); d != "" {
			t.Errorf("row (-announced +stored):\n%s", d)
		}
	})
}

func TestAppendDuplicateBeforeConflict(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db *store.DB) {
		newShop(t, db)
		s0, _ := put(t, db, started(newID()))
		first := message(s0, "m1")
		s1, _ := put(t, db, first)
		put(t, db, message(s1, "m2"))

		_, err := db.Append(t.Context(), first.Append) // same key, stale seq
		var dup *store.DuplicateError
		if !errors.Is(err, store.ErrDuplicate) || !errors.As(err, &dup) || dup.First != 2 || dup.Last != 6 {
			t.Errorf("repeated turn: %v", err)
		}
		if _, err := db.Append(t.Context(), message(s0, "m3").Append); !errors.Is(err, store.ErrConflict) {
			t.Errorf("stale turn: %v", err)
		}
		again := started(s0.ID)
		again.Key = "start again"
		if _, err := db.Append(t.Context(), again.Append); !errors.Is(err, store.ErrConflict) {
			t.Errorf("second start: %v", err)
		}
		if n := len(allEvents(t, db, s0.ID)); n != 11 {
			t.Errorf("%d events, want 11", n)
		}
		if first, last, err := db.TurnOf(t.Context(), shop, s0.ID, "m2"); err != nil || first != 7 || last != 11 {
			t.Errorf("turn m2: %d–%d, %v", first, last, err)
		}
		if _, _, err := db.TurnOf(t.Context(), shop, s0.ID, "m3"); !errors.Is(err, store.ErrNotFound) {
			t.Errorf("a turn that conflicted kept its claim: %v", err)
		}
	})
}

func TestAppendKeepsWorkspacesApart(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db *store.DB) {
		newShop(t, db)
		if err := db.CreateWorkspace(t.Context(), store.Workspace{ID: "other", Name: "Other", CreatedAt: epoch}); err != nil {
			t.Fatal(err)
		}
		s := open(t, db)
		ctx := t.Context()
		if _, err := db.Load(ctx, "other", s.ID); !errors.Is(err, store.ErrNotFound) {
			t.Errorf("load: %v", err)
		}
		if _, _, err := db.Events(ctx, "other", s.ID, 0, 0); !errors.Is(err, store.ErrNotFound) {
			t.Errorf("events: %v", err)
		}
		if _, err := db.Row(ctx, "other", s.ID); !errors.Is(err, store.ErrNotFound) {
			t.Errorf("row: %v", err)
		}
		for _, key := range []string{"m1", "new"} {
			u := message(s, key)
			u.Workspace, u.State.Workspace = "other", "other"
			if _, err := db.Append(ctx, u.Append); !errors.Is(err, store.ErrNotFound) {
				t.Errorf("append %s: %v", key, err)
			}
		}
		if _, err := db.Append(ctx, func() store.Append {
			u := started(newID())
			u.Workspace, u.State.Workspace = "nowhere", "nowhere"
			return u.Append
		}()); !errors.Is(err, store.ErrNotFound) {
			t.Errorf("append to a workspace that is not there: %v", err)
		}
	})
}

func TestAppendRefusesWhatWouldBelieTheLog(t *testing.T) {
	db := storetest.Open(t, store.SQLite)
	newShop(t, db)
	s, _ := put(t, db, started(newID()))
	for name, spoil := range map[string]func(*turn){
		"no key":            func(u *turn) { u.Key = "" },
		"no events":         func(u *turn) { u.Events = nil },
		"gap":               func(u *turn) { u.Events[1].Seq++ },
		"state too old":     func(u *turn) { u.State = s },
		"foreign state":     func(u *turn) { u.State.ID = "x" },
		"nanoseconds":       func(u *turn) { u.Events[0].At = u.Events[0].At.Add(time.Nanosecond) },
		"effect from afar":  func(u *turn) { u.effect(conversation.CallAction{}).Effects[0].ID = "x:2" },
		"effect of another": func(u *turn) { u.effect(conversation.CallAction{}).Effects[0].ID = conversation.EffectAt(s.ID, 1) },
	} {
		u := message(s, "m")
		spoil(u)
		if _, err := db.Append(t.Context(), u.Append); !errors.Is(err, store.ErrInvalid) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func TestAlsoIsPartOfTheTurn(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db *store.DB) {
		newShop(t, db)
		s, _ := put(t, db, started(newID()))
		failed := errors.New("failed")
		u := message(s, "m1")
		u.Also = func(ctx context.Context, tx *store.Tx) error {
			if _, err := tx.Exec(ctx, `INSERT INTO secrets (name, value) VALUES (?, ?)`, "also", []byte("x")); err != nil {
				return err
			}
			return failed
		}
		if _, err := db.Append(t.Context(), u.Append); !errors.Is(err, failed) {
			t.Fatal(err)
		}
		if n := len(allEvents(t, db, s.ID)); n != 1 {
			t.Errorf("%d events after a failed turn, want 1", n)
		}
		u.Also = func(ctx context.Context, tx *store.Tx) error {
			_, err := tx.Exec(ctx, `INSERT INTO secrets (name, value) VALUES (?, ?)`, "also", []byte("x"))
			return err
		}
		put(t, db, u) // the claim of the failed turn is gone, and so is its secret
	})
}

func TestNumbersCountUpPerWorkspace(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db *store.DB) {
		newShop(t, db)
		for want := int64(1); want <= 3; want++ {
			if _, row := put(t, db, started(newID())); row.Number != want {
				t.Errorf("number %d, want %d", row.Number, want)
			}
		}
	})
}

func TestHostileTextIsKept(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db *store.DB) {
		newShop(t, db)
		s, _ := put(t, db, started(newID()))
		text := "нуль \x00 <script>alert('x')</script> ?$1 \u202e 👩‍👩‍👧"
		u := begin(s, "m1").add(customer, conversation.MessageReceived{ClientID: "m1", Text: text,
			Proposed: []conversation.Command{{Kind: conversation.CmdNone}}})
		put(t, db, u)
		events := allEvents(t, db, s.ID)
		if got := events[1].Data.(conversation.MessageReceived).Text; got != text {
			t.Errorf("text came back as %q", got)
		}
		if _, err := db.Row(t.Context(), shop, s.ID); err != nil {
			t.Error(err)
		}
	})
}
