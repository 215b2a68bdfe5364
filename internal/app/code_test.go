package app_test

import (
	"encoding/json"
	"fmt"
	"net/http"
	"net/url"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/rozmova/rozmova/demo/telecom"
	"github.com/rozmova/rozmova/internal/account"
	"github.com/rozmova/rozmova/internal/app"
	"github.com/rozmova/rozmova/internal/store"
)

var aCode = regexp.MustCompile(`\b\d{6}\b`)

// codes are what the demo's SMS provider was given, oldest first.
func (c *company) codes() (all []string) {
	c.t.Helper()
	var page struct {
		Messages []struct{ To, Text string }
	}
	a := c.send("GET", "/texts?after=0", "", nil, "Cookie", "shop_customer=-").want(http.StatusOK)
	a.into(&page)
	for _, m := range page.Messages {
		all = append(all, aCode.FindString(m.Text))
	}
	return all
}

// until reads the conversation until a text of this key was said n times.
func (k *talk) until(key string, n int) []event {
	k.t.Helper()
	deadline := time.Now().Add(30 * time.Second) // a bound on a hang
	for {
		events := k.events()
		seen := 0
		for _, e := range events {
			if strings.HasPrefix(e.Key, key) {
				seen++
			}
		}
		if seen >= n {
			return events
		}
		if time.Now().After(deadline) {
			k.t.Fatalf("%s was not said %d times: %+v", key, n, events)
		}
		time.Sleep(20 * time.Millisecond)
	}
}

// A customer proves who they are by one-time codes, wrong ones and right ones;
// afterwards no code is anywhere: not in the database, not in the log, not in
// what the APIs for customers and agents tell, not in the metrics.
func TestCodesLeaveNoTrace(t *testing.T) {
	t.Parallel()
	c := open(t)
	person := telecom.People()[0]
	who := account.Identity{Subject: person.ShopID, Name: "Олена Коваль", Facts: map[string]string{"telecom_id": person.ID}}
	signed, err := account.SignIdentity(who, c.secret, c.now(), time.Hour)
	if err != nil {
		t.Fatal(err)
	}
	wrong := wrongOf
	var given strings.Builder // all that the customer's API answered

	k := c.begin("identity_token", signed)
	k.say("1", "забула пароль від кабінету")
	k.until("telecom_verification.code", 1)
	first := c.codes()[0]
	k.say("2", "ось код "+wrong(first))
	k.say("3", "ні, "+first[:3]+" "+first[3:])
	k.say("3", "ні, "+first[:3]+" "+first[3:]) // sent twice by the network
	said := k.heard()
	if !slices.Equal(said, []string{"забула пароль від кабінету", "ось код ••••••", "ні, ••••••"}) {
		t.Errorf("kept: %q", said)
	}
	k.say("4", first) // written once more, when nobody asks
	fmt.Fprint(&given, k.events())

	// Somebody who guesses: locked after five, and given to a person.
	g := c.begin("identity_token", signed)
	g.say("1", "забула пароль від кабінету")
	g.until("telecom_verification.code", 1)
	all := c.codes()
	second := all[len(all)-1]
	for i := range 5 {
		g.say(fmt.Sprint("w", i), wrong(second))
	}
	g.say("late", second)
	fmt.Fprint(&given, g.events())

	desk := c.signIn()
	secrets := append(c.codes(), person.Phone)
	if len(all) != 2 {
		t.Fatalf("%d codes were sent", len(all))
	}
	codes := []string{first, second}
	places := map[string]string{"the customer's API": given.String(), "the desk": desk(k.id) + desk(g.id), "the log": c.log.String(),
		"the metrics": string(c.send("GET", "/metrics", "", nil).body), "the database": c.dump()}
	for place, text := range places {
		if len(text) < 100 {
			t.Errorf("%s says next to nothing", place)
		}
		for _, code := range codes {
			spaced := code[:3] + " " + code[3:]
			for _, secret := range []string{code, spaced} {
				if at := regexp.MustCompile(`(?:\D|^)` + secret + `(?:\D|$)`).FindStringIndex(text); at != nil {
					t.Errorf("%s holds a code: …%s…", place, text[max(0, at[0]-60):min(len(text), at[1]+60)])
				}
			}
		}
	}
	c.discreet(secrets...)
	if !strings.Contains(places["the database"], "code_checked") || !strings.Contains(places["the database"], `"verdict":"locked"`) {
		t.Error("the log does not say that a code was right, and that another was locked")
	}
	for _, line := range strings.Split(places["the database"], "\n") {
		if strings.HasPrefix(line, "effects|") && strings.Contains(line, "send_code") && strings.Contains(line, person.Phone) {
			t.Errorf("the effect keeps the address: %s", line)
		}
	}
}

// signIn gives a reader of what the desk shows of a conversation.
func (c *company) signIn() func(id string) string {
	c.t.Helper()
	login := encode(map[string]string{"email": "oksana@demo.example", "password": app.DemoPassword})
	in := c.send("POST", "/api/desk/v1/login", "", login).want(http.StatusOK)
	cookie := strings.SplitN(in.header.Get("Set-Cookie"), ";", 2)[0]
	return func(id string) string {
		shown := c.send("GET", "/api/desk/v1/conversations/"+url.PathEscape(id), "", nil, "Cookie", cookie).want(http.StatusOK)
		events := c.send("GET", "/api/desk/v1/conversations/"+url.PathEscape(id)+"/events?after=0&limit=500", "", nil, "Cookie", cookie).want(http.StatusOK)
		return string(shown.body) + string(events.body)
	}
}

// dump is every row of every table: table|column=value|…
func (c *company) dump() string {
	c.t.Helper()
	db, err := app.OpenStore(c.t.(*testing.T).Context(), filepath.Join(c.dir, "rozmova.db"), "")
	if err != nil {
		c.t.Fatal(err)
	}
	defer db.Close()
	ctx := c.t.(*testing.T).Context()
	var out strings.Builder
	err = db.View(ctx, func(tx *store.Tx) error {
		rows, err := tx.Query(ctx, `SELECT name FROM sqlite_master WHERE type = 'table'`)
		if err != nil {
			return err
		}
		var tables []string
		for rows.Next() {
			var name string
			if err := rows.Scan(&name); err != nil {
				return err
			}
			tables = append(tables, name)
		}
		rows.Close()
		for _, table := range tables {
			rows, err := tx.Query(ctx, `SELECT * FROM "`+table+`"`)
			if err != nil {
				return err
			}
			columns, _ := rows.Columns()
			for rows.Next() {
				values := make([]any, len(columns))
				for i := range values {
					values[i] = new(any)
				}
				if err := rows.Scan(values...); err != nil {
					return err
				}
				fmt.Fprint(&out, table)
				for i, v := range values {
					switch v := (*v.(*any)).(type) {
					case []byte:
						fmt.Fprintf(&out, "|%s=%q", columns[i], v)
					case string, nil:
						fmt.Fprintf(&out, "|%s=%v", columns[i], v)
					default: // numbers are times and counts
					}
				}
				fmt.Fprintln(&out)
			}
			rows.Close()
		}
		return nil
	})
	if err != nil {
		c.t.Fatal(err)
	}
	return out.String()
}

// Five wrong codes lock a customer out, in their next conversation, too; the
// lock ends by itself.
func TestCodesLockOutAndUnlock(t *testing.T) {
	t.Parallel()
	c := open(t)
	person := telecom.People()[0]
	signed, err := account.SignIdentity(account.Identity{Subject: person.ShopID, Facts: map[string]string{"telecom_id": person.ID}}, c.secret, c.now(), 12*time.Hour)
	if err != nil {
		t.Fatal(err)
	}
	ask := func(n int) *talk {
		k := c.begin("identity_token", signed)
		k.say("1", "забула пароль від кабінету")
		k.until("telecom_verification.code", 1)
		return k
	}
	k := ask(1)
	for i := range 5 {
		k.say(fmt.Sprint("w", i), wrongOf(c.codes()[0]))
	}
	// The lock holds for a new conversation of the same customer: no code is sent,
	// and a person is on the way.
	locked := c.begin("identity_token", signed)
	locked.say("1", "забула пароль від кабінету")
	deadline := time.Now().Add(30 * time.Second)
	for !strings.Contains(fmt.Sprint(locked.events()), "owner") && time.Now().Before(deadline) {
		time.Sleep(20 * time.Millisecond)
	}
	if n := len(c.codes()); n != 1 {
		t.Errorf("%d codes were sent to somebody who is locked out", n)
	}
	c.ahead.Store(int64(31 * time.Minute))
	ask(2)
	var sent struct{ Messages []json.RawMessage }
	c.send("GET", "/texts?after=1", "", nil, "Cookie", "shop_customer=-").into(&sent)
	if len(sent.Messages) != 1 {
		t.Errorf("after the lock: %d new codes", len(sent.Messages))
	}
}

func wrongOf(code string) string {
	if code == "000000" {
		return "000001"
	}
	return "000000"
}
