package code_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/rozmova/rozmova/internal/account"
	"github.com/rozmova/rozmova/internal/account/code"
	"github.com/rozmova/rozmova/internal/conversation"
	"github.com/rozmova/rozmova/internal/store"
	"github.com/rozmova/rozmova/internal/store/storetest"
)

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
