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

	"pgregory.net/rapid"

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

func TestSendingLimits(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db *store.DB) {
		d := open(t, db)
		for range 5 {
			d.send(d.request("a"))
		}
		d.refused(d.request("a"), code.CodeTooMany)
		d.refused(d.request("b"), code.CodeTooMany) // another contact, the same telephone
		elsewhere := d.request("b")
		elsewhere.Via, elsewhere.To = code.ViaEmail, mailbox
		d.send(elsewhere)
		for range 2 {
			d.pass(16 * time.Minute)
			for range 5 {
				d.send(d.request("a"))
			}
		}
		d.pass(16 * time.Minute)
		d.refused(d.request("a"), code.CodeTooMany) // fifteen a day
		d.pass(23 * time.Hour)
		d.refused(d.request("c"), code.CodeTooMany)
		d.pass(2 * time.Hour)
		d.send(d.request("a"))

		for i := range 15 { // one network, always another contact and another mailbox
			r := d.request(fmt.Sprint("n", i))
			r.Via, r.To = code.ViaEmail, fmt.Sprintf("n%d@example.com", i)
			d.nets.Note(ws, r.Contact, "198.51.100.7")
			d.send(r)
		}
		r := d.request("n15")
		r.Via, r.To = code.ViaEmail, "n15@example.com"
		d.nets.Note(ws, r.Contact, "198.51.100.7")
		d.refused(r, code.CodeTooMany)
		d.nets.Note(ws, r.Contact, "198.51.100.8")
		d.send(r)
	})
}

func TestBadRequests(t *testing.T) {
	d := open(t, storetest.Open(t, store.SQLite))
	for name, c := range map[string]struct{ via, to, want string }{
		"no such channel":   {"pigeon", phone, code.CodeNoChannel},
		"not a number":      {code.ViaSMS, "дзвоніть", code.CodeBadTo},
		"too short":         {code.ViaSMS, "12", code.CodeBadTo},
		"not an address":    {code.ViaEmail, "olena", code.CodeBadTo},
		"two addresses":     {code.ViaEmail, "a@example.com, b@example.com", code.CodeBadTo},
		"a name with it":    {code.ViaEmail, "Olena <a@example.com>", code.CodeBadTo},
		"a header with it":  {code.ViaEmail, "a@example.com\r\nBcc: b@example.com", code.CodeBadTo},
		"nothing":           {code.ViaSMS, "", code.CodeBadTo},
		"nothing by e-mail": {code.ViaEmail, "", code.CodeBadTo},
	} {
		r := d.request("a")
		r.Via, r.To = c.via, c.to
		if _, err := d.s.Send(t.Context(), r); err == nil || !strings.HasSuffix(err.Error(), c.want) {
			t.Errorf("%s: %v, want %s", name, err, c.want)
		}
	}
	if n := len(d.net.codes()); n != 0 {
		t.Errorf("%d messages left", n)
	}
	local := d.request("b")
	local.To = "067 123-45-02"
	d.send(local)
	if d.net.got[0].To != phone {
		t.Errorf("sent to %q", d.net.got[0].To)
	}
}

func TestLockAndWayOn(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db *store.DB) {
		d := open(t, db)
		lock := func(contact string) {
			t.Helper()
			digits := d.send(d.request(contact))
			for i := range 4 {
				d.want(contact, fmt.Sprint(d.sent, "w", i), other(digits), conversation.CodeWrong, 4-i)
			}
			d.want(contact, fmt.Sprint(d.sent, "w5"), other(digits), conversation.CodeLocked, 0)
			d.want(contact, fmt.Sprint(d.sent, "right, too late"), digits, conversation.CodeLocked, 0)
		}
		lock("a")
		d.refused(d.request("a"), code.CodeTooMany)
		if ok, err := d.s.Allowed(t.Context(), ws, "a"); ok || err != nil {
			t.Errorf("a locked contact may prove: %v, %v", ok, err)
		}
		if ok, _ := d.s.Allowed(t.Context(), ws, "z"); !ok {
			t.Error("somebody else is locked, too")
		}
		d.pass(code.LockTime)
		d.want("a", "after the lock", "000000", conversation.CodeExpired, 0)
		if ok, _ := d.s.Allowed(t.Context(), ws, "a"); !ok {
			t.Error("the lock did not end")
		}
		lock("a")
		if known, err := d.s.UnlockContact(t.Context(), ws, "a"); !known || err != nil {
			t.Errorf("unlock: %v, %v", known, err)
		}
		if known, _ := d.s.UnlockContact(t.Context(), "w2", "a"); known {
			t.Error("another workspace knows the contact")
		}
		d.want("a", "unlocked", d.send(d.request("a")), conversation.CodeRight, 0)
	})
}

func TestProofs(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db *store.DB) {
		d := open(t, db)
		ctx := t.Context()
		allowed := func(contact conversation.ContactID) bool {
			ok, err := d.s.Allowed(ctx, ws, contact)
			if err != nil {
				t.Fatal(err)
			}
			return ok
		}
		failed := func(contact conversation.ContactID) {
			if err := d.s.Failed(ctx, ws, contact); err != nil {
				t.Fatal(err)
			}
		}
		n := 0
		for ; allowed("a") && n < 100; n++ {
			failed("a")
		}
		if n != 6 {
			t.Errorf("%d tries, want 6", n)
		}
		if !allowed("b") {
			t.Error("another contact is locked")
		}
		d.pass(code.LockTime)
		if !allowed("a") {
			t.Error("the lock did not end")
		}
		// A new contact for every try, always from one network.
		n = 0
		for ; n < 100; n++ {
			c := conversation.ContactID(fmt.Sprint("tab", n))
			d.nets.Note(ws, c, "2001:db8:1:2:3::4")
			if !allowed(c) {
				break
			}
			failed(c)
		}
		if n != 30 {
			t.Errorf("%d contacts of one network, want 30", n)
		}
		network, _ := account.NetworkOf("2001:db8:1:2::9")
		if known, err := d.s.UnlockNetwork(ctx, ws, network); !known || err != nil || !allowed("tab30") {
			t.Errorf("unlock the network: %v, %v", known, err)
		}
		for range 10 {
			failed("c")
		}
		if n, err := d.s.UnlockAll(ctx, ws); n < 1 || err != nil || !allowed("c") {
			t.Errorf("unlock all: %d, %v", n, err)
		}
	})
}

// Many guesses at once: however they fall, a code answers no more than five.
func TestGuessesAtOnce(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db *store.DB) {
		d := open(t, db)
		digits := d.send(d.request("a"))
		var wg sync.WaitGroup
		var mu sync.Mutex
		seen := map[conversation.CodeVerdict]int{}
		for i := range 24 {
			wg.Go(func() {
				v, _, err := d.s.Check(context.Background(), code.Attempt{Workspace: ws, Conversation: "conv-a", Contact: "a",
					ClientID: fmt.Sprint("g", i), Digits: other(digits)})
				if err != nil {
					t.Errorf("check: %v", err)
				}
				mu.Lock()
				seen[v]++
				mu.Unlock()
			})
		}
		wg.Wait()
		if seen[conversation.CodeWrong] != 4 || seen[conversation.CodeLocked] != 20 {
			t.Errorf("24 guesses at once: %v, want 4 wrong and the rest locked", seen)
		}
		var tries int
		err := db.View(t.Context(), func(tx *store.Tx) error {
			return tx.QueryRow(t.Context(), `SELECT tries FROM codes`).Scan(&tries)
		})
		if err != nil || tries != 5 {
			t.Errorf("%d tries were taken (%v), want 5", tries, err)
		}
		right := d.send(d.request("b"))
		won := map[conversation.CodeVerdict]int{}
		for i := range 8 {
			wg.Go(func() {
				v, _, err := d.s.Check(context.Background(), code.Attempt{Workspace: ws, Conversation: "conv-b", Contact: "b", ClientID: fmt.Sprint("r", i), Digits: right})
				if err != nil {
					t.Errorf("check: %v", err)
				}
				mu.Lock()
				won[v]++
				mu.Unlock()
			})
		}
		wg.Wait()
		if won[conversation.CodeRight] != 1 || won[conversation.CodeExpired] != 7 {
			t.Errorf("the right code eight times at once: %v, want once right", won)
		}
	})
}

// The same effect at once, in two processes: one code.
func TestSendsAtOnce(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db *store.DB) {
		d := open(t, db)
		var wg sync.WaitGroup
		r := d.request("a")
		for range 6 {
			wg.Go(func() {
				s := code.New(code.Config{Store: db, Channels: map[string]channel.Adapter{code.ViaSMS: d.net}, Clock: d.now})
				if _, err := s.Send(context.Background(), r); err != nil {
					t.Errorf("send: %v", err)
				}
			})
		}
		wg.Wait()
		for _, c := range d.net.codes() {
			if c != d.net.codes()[0] {
				t.Error("one effect sent two codes")
			}
		}
		d.want("a", "1", d.net.codes()[0], conversation.CodeRight, 0)
	})
}

// Whatever happens in whatever order: a code is right at most once, only in its
// time, only after fewer than five wrong ones, and only the newest.
func TestAnyOrder(t *testing.T) {
	db := storetest.Open(t, store.SQLite)
	round := 0
	outer := t
	rapid.Check(t, func(t *rapid.T) {
		round++
		contact := fmt.Sprint("c", round)
		d := open(outer, db)
		d.at = d.at.Add(time.Duration(round) * 48 * time.Hour)
		var now struct {
			digits  string
			wrong   int
			until   time.Time
			live    bool
			locked  time.Time
			replies int
		}
		var olds []string
		t.Repeat(map[string]func(*rapid.T){
			"send": func(t *rapid.T) {
				r := d.request(contact)
				r.Effect += conversation.EffectID(fmt.Sprint(round))
				r.Via, r.To = code.ViaEmail, contact+"@example.com"
				if _, err := d.s.Send(context.Background(), r); err != nil {
					return // a limit
				}
				if now.locked.After(d.at) {
					t.Fatal("sent to somebody who is locked out")
				}
				if now.digits != "" {
					olds = append(olds, now.digits)
				}
				all := d.net.codes()
				now.digits, now.wrong, now.until, now.live = all[len(all)-1], 0, d.at.Add(code.Life), true
			},
			"pass": func(t *rapid.T) {
				d.pass(time.Duration(rapid.IntRange(1, 900).Draw(t, "seconds")) * time.Second)
			},
			"type": func(t *rapid.T) {
				digits := rapid.StringMatching(`[0-9]{6}`).Draw(t, "digits")
				if now.digits != "" && rapid.IntRange(0, 2).Draw(t, "which") == 0 {
					digits = now.digits
				} else if len(olds) > 0 && rapid.Bool().Draw(t, "old") {
					digits = olds[len(olds)-1]
				}
				now.replies++
				v, left := d.check(contact, fmt.Sprint(now.replies), digits)
				usable := now.live && d.at.Before(now.until) && now.wrong < code.Tries && !now.locked.After(d.at)
				switch {
				case (v == conversation.CodeRight) != (usable && digits == now.digits):
					t.Fatalf("verdict %s, usable %v, same %v", v, usable, digits == now.digits)
				case v == conversation.CodeRight:
					now.live = false
				case v == conversation.CodeWrong:
					if now.wrong++; !usable || left != code.Tries-now.wrong || left < 1 {
						t.Fatalf("wrong with %d left after %d, usable %v", left, now.wrong, usable)
					}
				case v == conversation.CodeLocked && usable:
					now.wrong, now.live, now.locked = now.wrong+1, false, d.at.Add(code.LockTime)
				}
			},
		})
	})
}

// Nothing of a code or an address is in the database or the log, whichever way
// a code went.
func TestNothingIsKept(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db *store.DB) {
		d := open(t, db)
		d.nets.Note(ws, "a", "198.51.100.77")
		secrets := []string{phone, phone[4:], mailbox, "olena", "198.51.100.77"}
		look := func(path string) {
			t.Helper()
			all := dump(t, db)
			for _, secret := range append(d.net.codes(), secrets...) {
				if found := regexp.MustCompile(`\b` + regexp.QuoteMeta(secret) + `\b`).FindString(all + d.log.String()); found != "" {
					t.Errorf("%s: the database or the log holds %q", path, found)
				}
			}
		}
		d.net.fail = []error{&channel.Error{Code: channel.CodeUnavailable, Retry: true, Cause: errors.New("no answer")}}
		d.net.lost = true
		r := d.request("a")
		if _, err := d.s.Send(t.Context(), r); err == nil || strings.Contains(err.Error(), phone) {
			t.Fatalf("send: %v", err)
		}
		look("a failed try")
		digits := d.send(r)
		look("sent")
		d.check("a", "1", other(digits))
		look("wrong")
		d.check("a", "2", digits)
		look("right")
		mail := d.request("a")
		mail.Via, mail.To = code.ViaEmail, mailbox
		digits = d.send(mail)
		for i := range 6 {
			d.check("a", fmt.Sprint("w", i), other(digits))
		}
		look("locked")
		d.refused(d.request("a"), code.CodeTooMany)
		d.pass(time.Hour)
		d.check("a", "late", digits)
		look("expired")
		var seeds int
		err := db.View(t.Context(), func(tx *store.Tx) error {
			return tx.QueryRow(t.Context(), `SELECT count(*) FROM codes WHERE seed IS NOT NULL`).Scan(&seeds)
		})
		if err != nil || seeds != 0 {
			t.Errorf("%d codes could be made again (%v)", seeds, err)
		}
		d.pass(72 * time.Hour)
		d.send(d.request("b"))
		var rows int
		err = db.View(t.Context(), func(tx *store.Tx) error {
			return tx.QueryRow(t.Context(), `SELECT (SELECT count(*) FROM codes) + (SELECT count(*) FROM code_checks)`).Scan(&rows)
		})
		if err != nil || rows != 1 {
			t.Errorf("%d rows after three days (%v), want the new one", rows, err)
		}
	})
}

// dump is all that the tables of this package hold, as text and bytes.
func dump(t *testing.T, db *store.DB) string {
	t.Helper()
	var out strings.Builder
	for _, table := range []string{"codes", "code_checks", "tallies"} {
		err := db.View(t.Context(), func(tx *store.Tx) error {
			rows, err := tx.Query(t.Context(), `SELECT * FROM `+table)
			if err != nil {
				return err
			}
			defer rows.Close()
			columns, err := rows.Columns()
			if err != nil {
				return err
			}
			for rows.Next() {
				values := make([]any, len(columns))
				for i := range values {
					values[i] = new(any)
				}
				if err := rows.Scan(values...); err != nil {
					return err
				}
				for _, v := range values {
					switch v := (*v.(*any)).(type) {
					case []byte:
						fmt.Fprintf(&out, "%s %x\n", v, v)
					default:
						fmt.Fprintln(&out, v)
					}
				}
			}
			return rows.Err()
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	return out.String()
}
