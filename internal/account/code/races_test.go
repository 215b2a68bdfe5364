package code_test

import (
	"context"
	"errors"
	"fmt"
	"regexp"
	"strings"
	"sync"
	"testing"
	"time"

	"pgregory.net/rapid"

	"github.com/rozmova/rozmova/internal/account/code"
	"github.com/rozmova/rozmova/internal/channel"
	"github.com/rozmova/rozmova/internal/conversation"
	"github.com/rozmova/rozmova/internal/store"
	"github.com/rozmova/rozmova/internal/store/storetest"
)

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
