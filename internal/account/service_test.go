package account

import (
	"context"
	"errors"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/rozmova/rozmova/internal/conversation"
	"github.com/rozmova/rozmova/internal/store"
	"github.com/rozmova/rozmova/internal/store/storetest"
)

// clock is a time that a test moves.
type clock struct{ at time.Time }

func (c *clock) now() time.Time { return c.at }

func service(t *testing.T) (*Service, *store.DB, *clock) {
	t.Helper()
	db, err := store.Open(t.Context(), filepath.Join(t.TempDir(), "test.db"), store.Options{Seal: storetest.Seal()})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { db.Close() })
	if err := db.Migrate(t.Context()); err != nil {
		t.Fatal(err)
	}
	for _, id := range []conversation.WorkspaceID{"w1", "w2"} {
		w := store.Workspace{ID: id, Name: "Дім", Settings: []byte(`{"locales":["uk","en"],"other":1}`), CreatedAt: now}
		if err := db.CreateWorkspace(t.Context(), w); err != nil {
			t.Fatal(err)
		}
	}
	c := &clock{now}
	return New(db, c.now), db, c
}

func oksana(ws conversation.WorkspaceID) NewUser {
	return NewUser{Email: "Oksana@Example.com", Name: "Оксана", Password: "правильний пароль", Role: Agent, Workspace: ws}
}

func TestSignInAndOut(t *testing.T) {
	s, db, c := service(t)
	ctx := t.Context()
	u, err := s.CreateUser(ctx, oksana("w1"), "")
	if err != nil {
		t.Fatal(err)
	}
	for _, wrong := range [][2]string{{"oksana@example.com", "інший пароль"}, {"nobody@example.com", "правильний пароль"}, {"", ""}} {
		if _, _, err := s.SignIn(ctx, wrong[0], wrong[1]); !errors.Is(err, ErrCredentials) {
			t.Errorf("%v: %v, want ErrCredentials", wrong, err)
		}
	}
	token, in, err := s.SignIn(ctx, "oksana@EXAMPLE.com", "правильний пароль")
	if err != nil {
		t.Fatal(err)
	}
	if p, ok := in.User.In(""); !ok || p.ID != "w1" || p.Role != Agent {
		t.Errorf("place %+v, %v", p, ok)
	}
	if _, ok := in.User.In("w2"); ok {
		t.Error("in a workspace without a membership")
	}
	if !in.CSRFMatches(in.CSRF) || in.CSRFMatches("") || in.CSRFMatches("x"+in.CSRF) {
		t.Error("the CSRF token is not compared as a whole")
	}
	again, err := s.Check(ctx, token)
	if err != nil || again.User.ID != u.ID || again.CSRF != in.CSRF {
		t.Fatalf("check: %+v, %v", again, err)
	}
	var stored string
	err = db.View(ctx, func(tx *store.Tx) error {
		return tx.QueryRow(ctx, `SELECT token_hash || csrf FROM sessions`).Scan(&stored)
	})
	if err != nil || strings.Contains(stored, token) {
		t.Errorf("the token itself is stored (%v)", err)
	}
	for _, bad := range []string{"", token + "x", token[1:], strings.Repeat("a", 500), "' OR 1=1"} {
		if _, err := s.Check(ctx, bad); !errors.Is(err, ErrSignedOut) {
			t.Errorf("token %.10q: %v, want ErrSignedOut", bad, err)
		}
	}
	if err := s.SignOut(ctx, again); err != nil {
		t.Fatal(err)
	}
	if _, err := s.Check(ctx, token); !errors.Is(err, ErrSignedOut) {
		t.Errorf("after signing out: %v", err)
	}
	c.at = c.at.Add(time.Minute)
	entries, err := db.AuditOf(ctx, "w1", 0, 0)
	if err != nil {
		t.Fatal(err)
	}
	var actions []string
	for _, e := range entries {
		actions = append(actions, e.Action)
	}
	if got := strings.Join(actions, " "); got != "signed_out signed_in sign_in_failed user_created" {
		t.Errorf("audit: %s", got)
	}
}

func TestSignInSlidesAndEnds(t *testing.T) {
	s, _, c := service(t)
	ctx := t.Context()
	if _, err := s.CreateUser(ctx, oksana("w1"), ""); err != nil {
		t.Fatal(err)
	}
	token, in, err := s.SignIn(ctx, "oksana@example.com", "правильний пароль")
	if err != nil {
		t.Fatal(err)
	}
	first := in.Expires
	c.at = c.at.Add(23 * time.Hour)
	if in, err = s.Check(ctx, token); err != nil || !in.Expires.Equal(first) {
		t.Errorf("within a day the end moved to %v (%v): every use would write", in.Expires, err)
	}
	for range 5 { // used every ten days, it lives on
		c.at = c.at.Add(10 * 24 * time.Hour)
		if in, err = s.Check(ctx, token); err != nil || !in.Expires.Equal(c.at.Add(sessionLife)) {
			t.Fatalf("used after ten days: %v, %v", in.Expires, err)
		}
	}
	c.at = c.at.Add(sessionLife)
	if _, err := s.Check(ctx, token); !errors.Is(err, ErrSignedOut) {
		t.Errorf("after its end: %v", err)
	}
}

func TestChangingUsers(t *testing.T) {
	s, _, _ := service(t)
	ctx := t.Context()
	u, err := s.CreateUser(ctx, oksana("w1"), "")
	if err != nil {
		t.Fatal(err)
	}
	for name, c := range map[string]struct {
		change func(*NewUser)
		want   error
	}{
		"same address":     {func(n *NewUser) {}, store.ErrExists},
		"no address":       {func(n *NewUser) { n.Email = "oksana" }, ErrEmail},
		"name and address": {func(n *NewUser) { n.Email = "O <o@example.com>" }, ErrEmail},
		"short password":   {func(n *NewUser) { n.Email, n.Password = "a@example.com", "short" }, ErrPassword},
		"no role":          {func(n *NewUser) { n.Role = "boss" }, ErrRole},
		"no name":          {func(n *NewUser) { n.Email, n.Name = "b@example.com", " " }, ErrName},
		"no workspace":     {func(n *NewUser) { n.Email, n.Workspace = "c@example.com", "w9" }, store.ErrNotFound},
	} {
		n := oksana("w1")
		c.change(&n)
		if _, err := s.CreateUser(ctx, n, ""); !errors.Is(err, c.want) {
			t.Errorf("%s: %v, want %v", name, err, c.want)
		}
	}
	name, locale, away := "Оксана Мельник", "en", false
	got, err := s.ChangeUser(ctx, u.ID, Change{Name: &name, Locale: &locale, Available: &away})
	if err != nil || got.Name != name || got.Locale != "en" || got.Available {
		t.Errorf("changed to %+v, %v", got, err)
	}
	token, _, err := s.SignIn(ctx, u.Email, "правильний пароль")
	if err != nil {
		t.Fatal(err)
	}
	if err := s.SetPassword(ctx, u.Email, "зовсім новий пароль"); err != nil {
		t.Fatal(err)
	}
	if _, err := s.Check(ctx, token); !errors.Is(err, ErrSignedOut) {
		t.Errorf("a new password leaves old sign-ins: %v", err)
	}
	if _, _, err := s.SignIn(ctx, u.Email, "правильний пароль"); !errors.Is(err, ErrCredentials) {
		t.Errorf("old password: %v", err)
	}
	if token, _, err = s.SignIn(ctx, u.Email, "зовсім новий пароль"); err != nil {
		t.Fatal(err)
	}
	if err := s.SetDisabled(ctx, u.Email, true); err != nil {
		t.Fatal(err)
	}
	if _, err := s.Check(ctx, token); !errors.Is(err, ErrSignedOut) {
		t.Errorf("a disabled user is still in: %v", err)
	}
	if _, _, err := s.SignIn(ctx, u.Email, "зовсім новий пароль"); !errors.Is(err, ErrCredentials) {
		t.Errorf("a disabled user signs in: %v", err)
	}
}

func TestCustomerTokensSurviveARestart(t *testing.T) {
	s, db, c := service(t)
	claims := Claims{Workspace: "w1", Contact: "c", Conversation: "v", Expires: now.Add(time.Hour)}
	token, err := s.IssueCustomerToken(t.Context(), claims)
	if err != nil {
		t.Fatal(err)
	}
	if got, err := New(db, c.now).OpenCustomerToken(t.Context(), token); err != nil || got != claims {
		t.Errorf("got %+v, %v", got, err)
	}
}

func TestContacts(t *testing.T) {
	s, db, _ := service(t)
	ctx := t.Context()
	id := Identity{Subject: "c-7", Name: "Олена", Email: "olena@example.com"}
	known, err := s.Known(ctx, "w1", id, "uk")
	if err != nil || known.Level != conversation.Identified || known.Name != "Олена" {
		t.Fatalf("known: %+v, %v", known, err)
	}
	id.Phone = "+380501112233"
	again, err := s.Known(ctx, "w1", Identity{Subject: "c-7", Phone: id.Phone}, "uk")
	if err != nil || again.ID != known.ID || again.Name != "Олена" || again.Phone != id.Phone {
		t.Errorf("again: %+v, %v", again, err)
	}
	other, err := s.Known(ctx, "w2", id, "uk")
	if err != nil || other.ID == known.ID {
		t.Errorf("another workspace shares the contact: %v", err)
	}
	stranger, err := s.Stranger(ctx, "w1", "en")
	if err != nil || stranger.Level != conversation.Anonymous {
		t.Fatalf("stranger: %+v, %v", stranger, err)
	}
	if err := s.Recognise(ctx, stranger, Identity{Subject: "c-8", Name: "Іван"}); err != nil {
		t.Fatal(err)
	}
	if got, err := db.Contact(context.Background(), "w1", stranger.ID); err != nil || got.ExternalID != "c-8" || got.Level != conversation.Identified {
		t.Errorf("recognised: %+v, %v", got, err)
	}
	second, _ := s.Stranger(ctx, "w1", "en")
	if err := s.Recognise(ctx, second, Identity{Subject: "c-8"}); err != nil {
		t.Errorf("an identity that has a contact: %v", err)
	}
}
