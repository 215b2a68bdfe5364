package code_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"log/slog"
	"regexp"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/rozmova/rozmova/internal/account"
	"github.com/rozmova/rozmova/internal/account/code"
	"github.com/rozmova/rozmova/internal/channel"
	"github.com/rozmova/rozmova/internal/conversation"
	"github.com/rozmova/rozmova/internal/store"
	"github.com/rozmova/rozmova/internal/store/storetest"
)

const ws conversation.WorkspaceID = "w1"

const (
	phone   = "+380671234502"
	mailbox = "olena.koval@example.com"
)

// phoneNet is the outside system: it keeps what it is given, by key.
type phoneNet struct {
	mu   sync.Mutex
	got  []channel.Message
	fail []error // the next answers, before any success
	lost bool    // takes the message and says that it did not
}

func (p *phoneNet) Send(_ context.Context, m channel.Message) (channel.Receipt, error) {
	if err := m.Check(); err != nil {
		return channel.Receipt{}, err
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	if len(p.fail) > 0 {
		err := p.fail[0]
		p.fail = p.fail[1:]
		if p.lost {
			p.got = append(p.got, m)
		}
		return channel.Receipt{}, err
	}
	p.got = append(p.got, m)
	return channel.Receipt{State: channel.Accepted}, nil
}

var sixDigits = regexp.MustCompile(`\b\d{6}\b`)

func (p *phoneNet) codes() (out []string) {
	p.mu.Lock()
	defer p.mu.Unlock()
	for _, m := range p.got {
		out = append(out, sixDigits.FindString(m.Text))
	}
	return out
}

// desk is one installation with a clock that the test moves.
type desk struct {
	t    testing.TB
	db   *store.DB
	s    *code.Service
	net  *phoneNet
	nets *account.Networks
	log  *bytes.Buffer
	mu   sync.Mutex
	at   time.Time
	sent int
}

func (d *desk) now() time.Time {
	d.mu.Lock()
	defer d.mu.Unlock()
	return d.at
}

func (d *desk) pass(t time.Duration) {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.at = d.at.Add(t)
}

func open(t testing.TB, db *store.DB) *desk {
	t.Helper()
	d := &desk{t: t, db: db, net: &phoneNet{}, nets: account.NewNetworks(), log: &bytes.Buffer{}, at: time.Date(2025, 2, 25, 12, 8, 0, 0, time.UTC)}
	err := db.CreateWorkspace(t.Context(), store.Workspace{ID: ws, Name: "Дім-Зв'язок", CreatedAt: d.at})
	if err != nil && !errors.Is(err, store.ErrExists) {
		t.Fatal(err)
	}
	d.s = code.New(code.Config{Store: db, Channels: map[string]channel.Adapter{code.ViaSMS: d.net, code.ViaEmail: d.net},
		Networks: d.nets, Clock: d.now, Log: slog.New(slog.NewTextHandler(d.log, &slog.HandlerOptions{Level: slog.LevelDebug}))})
	return d
}

func (d *desk) request(contact string) code.Request {
	d.sent++
	conv := conversation.ConversationID("conv-" + contact)
	return code.Request{Workspace: ws, Conversation: conv, Contact: conversation.ContactID(contact),
		Effect: conversation.EffectAt(conv, int64(d.sent)), Via: code.ViaSMS, To: phone, Lang: "uk"}
}

func (d *desk) send(r code.Request) (digits string) {
	d.t.Helper()
	if _, err := d.s.Send(context.Background(), r); err != nil {
		d.t.Fatalf("send: %v", err)
	}
	all := d.net.codes()
	return all[len(all)-1]
}

func (d *desk) refused(r code.Request, want string) {
	d.t.Helper()
	_, err := d.s.Send(context.Background(), r)
	var e *code.Error
	if !errors.As(err, &e) || e.Code != want {
		d.t.Errorf("send: %v, want %s", err, want)
	}
}

func (d *desk) check(contact, client, digits string) (conversation.CodeVerdict, int) {
	d.t.Helper()
	v, left, err := d.s.Check(context.Background(), code.Attempt{Workspace: ws, Conversation: conversation.ConversationID("conv-" + contact),
		Contact: conversation.ContactID(contact), ClientID: client, Digits: digits})
	if err != nil {
		d.t.Fatalf("check: %v", err)
	}
	return v, left
}

func (d *desk) want(contact, client, digits string, v conversation.CodeVerdict, left int) {
	d.t.Helper()
	if gv, gl := d.check(contact, client, digits); gv != v || gl != left {
		d.t.Errorf("%s %s: %s with %d left, want %s with %d", contact, client, gv, gl, v, left)
	}
}

// other is a code that is not the given one.
func other(digits string) string {
	if digits == "000000" {
		return "000001"
	}
	return "000000"
}

func TestRightOnce(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db *store.DB) {
		d := open(t, db)
		r := d.request("a")
		hint, err := d.s.Send(t.Context(), r)
		if err != nil || hint != "•••02" {
			t.Fatalf("hint %q, %v", hint, err)
		}
		m := d.net.got[0]
		if m.To != phone || m.Kind != channel.KindCode || m.Key != string(r.Effect) || !strings.Contains(m.Text, "Дім-Зв'язок: ") || !strings.HasSuffix(m.Text, "Нікому його не кажіть.") {
			t.Errorf("sent %+v", m)
		}
		digits := d.net.codes()[0]
		d.want("a", "1", other(digits), conversation.CodeWrong, 4)
		d.want("b", "1", digits, conversation.CodeExpired, 0) // somebody else's conversation
		d.want("a", "2", digits[:3]+" "+digits[3:], conversation.CodeRight, 0)
		d.want("a", "3", digits, conversation.CodeExpired, 0) // single use
		d.want("a", "2", other(digits), conversation.CodeRight, 0)
		d.want("a", "1", digits, conversation.CodeWrong, 4) // the same message again
	})
}

func TestRemembers(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db *store.DB) {
		d := open(t, db)
		digits := d.send(d.request("a"))
		remembers := func(contact conversation.ContactID) bool {
			t.Helper()
			got, err := d.s.Remembers(t.Context(), ws, contact, []string{other(digits), digits})
			if err != nil || got[other(digits)] {
				t.Fatal(got, err)
			}
			return got[digits]
		}
		if remembers("a") {
			t.Error("a code that still works can be found by guessing")
		}
		d.want("a", "1", digits, conversation.CodeRight, 0)
		if !remembers("a") || remembers("b") {
			t.Error("a used code is not remembered, or by everybody")
		}
		d.pass(72 * time.Hour)
		d.send(d.request("b"))
		if remembers("a") {
			t.Error("a code is remembered for ever")
		}
	})
}

func TestNoCodeMatchesNothing(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db *store.DB) {
		d := open(t, db)
		for i, digits := range []string{"", "000000", "123456", strings.Repeat("9", 4000)} {
			d.want("a", fmt.Sprint(i), digits, conversation.CodeExpired, 0)
		}
		digits := d.send(d.request("a"))
		for i, near := range []string{"", digits[:5], digits + "0", "0" + digits} {
			if v, _ := d.check("a", fmt.Sprint("n", i), near); v != conversation.CodeWrong {
				t.Errorf("%d: %s", i, v)
			}
		}
		d.want("a", "full", "٠"+digits, conversation.CodeLocked, 0)
	})
}

func TestExpiryAndReplacement(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db *store.DB) {
		d := open(t, db)
		first := d.send(d.request("a"))
		d.pass(code.Life - time.Second)
		second := d.send(d.request("a"))
		if first != second {
			d.want("a", "old", first, conversation.CodeWrong, 4)
		}
		d.pass(code.Life - time.Second)
		d.want("a", "in time", second, conversation.CodeRight, 0)
		third := d.send(d.request("a"))
		d.pass(code.Life)
		d.want("a", "too late", third, conversation.CodeExpired, 0)
		d.want("a", "too late again", third, conversation.CodeExpired, 0)
	})
}

// A crash between sending and noting it down: the same effect sends the same
// code; a finished one sends nothing.
func TestSendAgain(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db *store.DB) {
		d := open(t, db)
		d.net.lost = true
		d.net.fail = []error{&channel.Error{Code: channel.CodeTimeout, Retry: true}, &channel.Error{Code: channel.CodeUnavailable, Retry: true}}
		r := d.request("a")
		for range 2 {
			var e *code.Error
			if _, err := d.s.Send(t.Context(), r); !errors.As(err, &e) || !e.Retry || e.Code != code.CodeNotSent {
				t.Fatalf("send: %v, want a passing failure", err)
			}
		}
		d.pass(code.Life + time.Minute) // long down: its time begins when it leaves
		digits := d.send(r)
		if got := d.net.codes(); len(got) != 3 || got[0] != digits || got[1] != digits || d.net.got[0].Key != d.net.got[2].Key {
			t.Errorf("sent codes differ, or the keys: %d messages", len(got))
		}
		d.send(r) // known to have been sent
		if n := len(d.net.codes()); n != 3 {
			t.Errorf("%d messages, want 3", n)
		}
		d.want("a", "1", digits, conversation.CodeRight, 0)
		newer := d.request("a")
		d.send(newer)
		if hint, err := d.s.Send(t.Context(), r); err != nil || hint != "•••02" || len(d.net.codes()) != 4 {
			t.Errorf("an old effect again: %q, %v, %d messages", hint, err, len(d.net.codes()))
		}
	})
}
