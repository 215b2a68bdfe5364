package store_test

import (
	"bytes"
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/rozmova/rozmova/internal/conversation"
	"github.com/rozmova/rozmova/internal/store"
	"github.com/rozmova/rozmova/internal/store/seal"
	"github.com/rozmova/rozmova/internal/store/storetest"
)

func TestContacts(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db *store.DB) {
		ctx := t.Context()
		newShop(t, db)
		if err := db.CreateWorkspace(ctx, store.Workspace{ID: "other", Name: "Other", CreatedAt: epoch}); err != nil {
			t.Fatal(err)
		}
		hanna := store.Contact{ID: "c1", Workspace: shop, Name: "Ганна", Email: "hanna@example.com", Phone: "+380501112233",
			ExternalID: "u-1", Level: conversation.Identified, Locale: "uk",
			Attributes: map[string]conversation.Value{"tier": "gold", "orders": 3.0}, CreatedAt: epoch}
		if err := db.PutContact(ctx, hanna); err != nil {
			t.Fatal(err)
		}
		hanna.Name, hanna.Level = "Ганна Коваль", conversation.Verified
		if err := db.PutContact(ctx, hanna); err != nil {
			t.Fatal(err)
		}
		got, err := db.ContactByExternal(ctx, shop, "u-1")
		if d := cmp.Diff(hanna, got); err != nil || d != "" {
			t.Errorf("%v\n%s", err, d)
		}
		twin := hanna
		twin.ID = "c2"
		if err := db.PutContact(ctx, twin); !errors.Is(err, store.ErrExists) {
			t.Errorf("two contacts with one external ID: %v", err)
		}
		twin.Workspace = "other"
		if err := db.PutContact(ctx, twin); err != nil {
			t.Errorf("the same external ID elsewhere: %v", err)
		}
		thief := store.Contact{ID: "c1", Workspace: "other", CreatedAt: epoch}
		if err := db.PutContact(ctx, thief); !errors.Is(err, store.ErrNotFound) {
			t.Errorf("another workspace's contact was written: %v", err)
		}
		for n := range 2 { // many without an external ID
			if err := db.PutContact(ctx, store.Contact{ID: conversation.ContactID(fmt.Sprint("anon", n)), Workspace: shop, CreatedAt: epoch}); err != nil {
				t.Error(err)
			}
		}
		if _, err := db.Contact(ctx, "other", "c1"); !errors.Is(err, store.ErrNotFound) {
			t.Errorf("another workspace's contact was read: %v", err)
		}
		if _, err := db.ContactByExternal(ctx, shop, ""); !errors.Is(err, store.ErrNotFound) {
			t.Errorf("nobody was found: %v", err)
		}
	})
}

func TestUsersAndSessions(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db *store.DB) {
		ctx := t.Context()
		newShop(t, db)
		u := store.User{ID: "oksana", Email: " Oksana@Example.com", Name: "Оксана", Role: "agent", PasswordHash: "$argon2id$…", Locale: "uk", Available: true, CreatedAt: epoch}
		if err := db.CreateUser(ctx, u); err != nil {
			t.Fatal(err)
		}
		same := u
		same.ID = "other"
		if err := db.CreateUser(ctx, same); !errors.Is(err, store.ErrExists) {
			t.Errorf("one address twice: %v", err)
		}
		u.Email = "oksana@example.com"
		got, err := db.UserByEmail(ctx, "OKSANA@example.com ")
		if d := cmp.Diff(u, got); err != nil || d != "" {
			t.Errorf("%v\n%s", err, d)
		}
		if err := db.SetMembership(ctx, u.ID, shop, "agent"); err != nil {
			t.Fatal(err)
		}
		if err := db.SetMembership(ctx, u.ID, shop, "admin"); err != nil {
			t.Fatal(err)
		}
		if err := db.SetMembership(ctx, u.ID, "nowhere", "admin"); err == nil {
			t.Error("a member of a workspace that is not there")
		}
		m, err := db.Memberships(ctx, u.ID)
		if d := cmp.Diff([]store.Membership{{Workspace: shop, Name: "Крамниця", Role: "admin"}}, m); err != nil || d != "" {
			t.Errorf("%v\n%s", err, d)
		}
		if of, err := db.UsersOf(ctx, shop); err != nil || len(of) != 1 || of[0].ID != u.ID {
			t.Errorf("users of the shop: %v, %v", of, err)
		}
		if _, err := db.MemberRole(ctx, u.ID, "other"); !errors.Is(err, store.ErrNotFound) {
			t.Errorf("role elsewhere: %v", err)
		}

		s := store.Session{TokenHash: "hash", User: u.ID, CSRF: "csrf", CreatedAt: epoch, ExpiresAt: epoch.Add(time.Hour)}
		if err := db.CreateSession(ctx, s); err != nil {
			t.Fatal(err)
		}
		gs, gu, err := db.SessionOf(ctx, "hash", epoch.Add(59*time.Minute))
		if err != nil || cmp.Diff(s, gs) != "" || cmp.Diff(u, gu) != "" {
			t.Errorf("%v\n%s%s", err, cmp.Diff(s, gs), cmp.Diff(u, gu))
		}
		if _, _, err := db.SessionOf(ctx, "hash", epoch.Add(time.Hour)); !errors.Is(err, store.ErrNotFound) {
			t.Errorf("an expired session: %v", err)
		}
		u.Disabled = true
		if err := db.UpdateUser(ctx, u); err != nil {
			t.Fatal(err)
		}
		if _, _, err := db.SessionOf(ctx, "hash", epoch); !errors.Is(err, store.ErrNotFound) {
			t.Errorf("a disabled user's session: %v", err)
		}
		if err := db.DeleteSession(ctx, "hash"); err != nil {
			t.Error(err)
		}
	})
}

func TestPlaybooks(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db *store.DB) {
		ctx := t.Context()
		newShop(t, db)
		v := func(version string, at time.Time) store.Playbook {
			return store.Playbook{Workspace: shop, Pin: conversation.Pin{Playbook: "shop", Version: version},
				Files: map[string][]byte{"flows/order.yaml": []byte("flow: замовлення\n"), "bin": {0, 0xff}}, CreatedAt: at}
		}
		for _, p := range []store.Playbook{v("a", epoch), v("b", epoch.Add(time.Minute)), v("a", epoch.Add(time.Hour))} {
			if err := db.PutPlaybook(ctx, p); err != nil {
				t.Fatal(err)
			}
		}
		got, err := db.Playbook(ctx, shop, conversation.Pin{Playbook: "shop", Version: "a"})
		if d := cmp.Diff(v("a", epoch), got); err != nil || d != "" {
			t.Errorf("%v\n%s", err, d)
		}
		if got, err = db.LatestPlaybook(ctx, shop, "shop"); err != nil || got.Pin.Version != "b" {
			t.Errorf("latest %q, %v", got.Pin.Version, err)
		}
		if _, err := db.LatestPlaybook(ctx, "other", "shop"); !errors.Is(err, store.ErrNotFound) {
			t.Errorf("another workspace's playbook: %v", err)
		}
	})
}

func TestSecretIsMadeOnce(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db *store.DB) {
		got := make(chan []byte, 8)
		for n := range cap(got) {
			go func() {
				s, err := db.Secret(t.Context(), "signing", func() ([]byte, error) { return []byte{byte(n), 0, 0xff}, nil })
				if err != nil {
					t.Error(err)
				}
				got <- s
			}()
		}
		first := <-got
		for range cap(got) - 1 {
			if s := <-got; len(s) != 3 || !bytes.Equal(s, first) {
				t.Errorf("two secrets: %x, %x", first, s)
			}
		}
	})
}

func TestSecretsAreSealed(t *testing.T) {
	for _, d := range []store.Dialect{store.SQLite, store.Postgres} {
		t.Run(string(d), func(t *testing.T) {
			t.Parallel()
			ctx, dsn := t.Context(), storetest.DSN(t, d)
			db := storetest.Reopen(t, dsn)
			if err := db.Migrate(ctx); err != nil {
				t.Fatal(err)
			}
			word := func() ([]byte, error) { return []byte("a secret to be kept"), nil }
			if _, err := db.Secret(ctx, "word", word); err != nil {
				t.Fatal(err)
			}
			var stored []byte
			err := db.View(ctx, func(tx *store.Tx) error {
				return tx.QueryRow(ctx, `SELECT value FROM secrets WHERE name = ?`, "word").Scan(&stored)
			})
			if err != nil || len(stored) == 0 || bytes.Contains(stored, []byte("secret")) {
				t.Errorf("stored as %q, %v", stored, err)
			}
			if err := db.CheckSecrets(ctx); err != nil {
				t.Errorf("with the right key: %v", err)
			}
			other, err := seal.New(bytes.Repeat([]byte("else"), seal.KeySize/4))
			if err != nil {
				t.Fatal(err)
			}
			for why, box := range map[string]*seal.Box{"another secret key": other, "no secret key": nil} {
				db, err := store.Open(ctx, dsn, store.Options{MaxConns: 2, Seal: box})
				if err != nil {
					t.Fatal(err)
				}
				defer db.Close()
				_, read := db.Secret(ctx, "word", word)
				for _, err := range []error{read, db.CheckSecrets(ctx)} {
					if !errors.Is(err, store.ErrSealed) || !strings.Contains(err.Error(), why) || !strings.Contains(err.Error(), "word") {
						t.Errorf("with %s: %v", why, err)
					}
				}
			}
			// A value moved to another name is no secret of that name.
			err = db.Update(ctx, func(tx *store.Tx) error {
				_, err := tx.Exec(ctx, `INSERT INTO secrets (name, value) VALUES (?, ?)`, "another", stored)
				return err
			})
			if err != nil {
				t.Fatal(err)
			}
			if _, err := db.Secret(ctx, "another", word); !errors.Is(err, seal.ErrDamaged) {
				t.Errorf("under another name: %v, want ErrDamaged", err)
			}
		})
	}
}

func TestWorkspacesAndAudit(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db *store.DB) {
		ctx := t.Context()
		newShop(t, db)
		if err := db.CreateWorkspace(ctx, store.Workspace{ID: shop, CreatedAt: epoch}); !errors.Is(err, store.ErrExists) {
			t.Errorf("created twice: %v", err)
		}
		w, err := db.Workspace(ctx, shop)
		if err != nil || w.Name != "Крамниця" || string(w.Settings) != "{}" || !w.CreatedAt.Equal(epoch) {
			t.Errorf("%+v, %v", w, err)
		}
		w.Settings = []byte(`{"hours": "9–18"}`)
		if err := db.UpdateWorkspace(ctx, w); err != nil {
			t.Fatal(err)
		}
		if all, err := db.Workspaces(ctx); err != nil || len(all) != 1 || string(all[0].Settings) != string(w.Settings) {
			t.Errorf("%+v, %v", all, err)
		}
		if _, err := db.Workspace(ctx, "other"); !errors.Is(err, store.ErrNotFound) {
			t.Error(err)
		}
		for n := range 3 {
			if err := db.Audit(ctx, store.AuditEntry{Workspace: shop, At: epoch, User: "oksana", Action: "take", Object: fmt.Sprint(n)}); err != nil {
				t.Fatal(err)
			}
		}
		page, err := db.AuditOf(ctx, shop, 0, 2)
		if err != nil || len(page) != 2 || page[0].Object != "2" {
			t.Fatalf("%+v, %v", page, err)
		}
		if page, err = db.AuditOf(ctx, shop, page[1].ID, 2); err != nil || len(page) != 1 || page[0].Object != "0" || !page[0].At.Equal(epoch) {
			t.Errorf("%+v, %v", page, err)
		}
	})
}
