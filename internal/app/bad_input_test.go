package app_test

import (
	"bufio"
	"fmt"
	"net/http"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/coder/websocket"

	"github.com/rozmova/rozmova/internal/account"
)

const order = "Де моє замовлення?"

// Bad input is refused with a clear error, and the conversation goes on as if
// it had not come.
func TestBadMessages(t *testing.T) {
	t.Parallel()
	c := open(t)
	k := c.begin()
	quoted := func(text string) []byte { return encode(map[string]string{"client_id": "bad", "text": text}) }
	for _, bad := range []struct {
		name   string
		body   []byte
		status int
		code   string
	}{
		{"1 MB message", quoted(strings.Repeat("таємниця ", 1<<20/17)), 413, "too_large"},
		{"5,000 emoji", quoted(strings.Repeat("🦉", 5000)), 422, "too_long"},
		{"one character too many", quoted(strings.Repeat("я", 4001)), 422, "too_long"},
		{"empty", quoted(""), 422, "empty_message"},
		{"only spaces", quoted(" \n\t\u00a0 "), 422, "empty_message"},
		{"only what cannot be seen", quoted("\u200b\u202e\u2066\u0000\u0007\ufeff"), 422, "empty_message"},
		{"nothing at all", []byte(`{"client_id":"bad"}`), 422, "empty_message"},
		{"no body", nil, 400, "invalid_json"},
		{"invalid UTF-8", []byte("{\"client_id\":\"bad\",\"text\":\"\xff\xfe\"}"), 422, "invalid_text"},
		{"half a character", []byte(`{"client_id":"bad","text":"\ud83e"}`), 422, "invalid_text"},
		{"cut off", []byte(`{"client_id":"bad","text":"так`), 400, "invalid_json"},
		{"not an object", []byte(`["bad"]`), 422, "invalid_request"},
		{"two objects", []byte(`{"client_id":"bad","text":"a"}{}`), 400, "invalid_json"},
		{"nested without end", []byte(`{"client_id":"bad","attachment":` + strings.Repeat("[", 5000) + strings.Repeat("]", 5000) + `}`), 400, "too_deep"},
		{"text is a number", []byte(`{"client_id":"bad","text":7}`), 422, "invalid_request"},
		{"unknown field", []byte(`{"client_id":"bad","text":"a","role":"agent"}`), 422, "unknown_field"},
		{"no client_id", []byte(`{"text":"a"}`), 422, "invalid_request"},
		{"client_id too long", encode(map[string]string{"client_id": strings.Repeat("x", 65), "text": "a"}), 422, "invalid_request"},
		{"client_id with a line break", encode(map[string]string{"client_id": "a\nb", "text": "a"}), 422, "invalid_request"},
		{"text and button", []byte(`{"client_id":"bad","text":"a","button":"person"}`), 422, "invalid_request"},
		{"a button that was never shown", []byte(`{"client_id":"bad","button":"yes-99"}`), 422, "unknown_button"},
	} {
		t.Run(bad.name, func(t *testing.T) {
			before := k.events()
			for _, lang := range []string{"uk", "en"} {
				a := k.post(bad.body, "Accept-Language", lang)
				a.t = t
				a.refused(bad.status, bad.code)
				if strings.Contains(string(a.body), "таємниця") {
					t.Errorf("the refusal repeats the message: %.200s", a.body)
				}
			}
			if after := k.events(); !slices.Equal(before, after) {
				t.Errorf("the conversation changed: %v", after[len(before):])
			}
		})
	}
	if seq := k.say("bad", order); k.events()[seq-1].Text != order {
		t.Error("a client_id that was only refused cannot be used")
	}
	if last := k.events(); !slices.ContainsFunc(last, func(e event) bool { return e.Key == "ask.order_id" }) {
		t.Error("after all that the bot does not answer")
	}
	c.discreet("таємниця", k.token)
}

// What can be taken is taken as text, whatever it looks like, and is kept
// without what would deceive a reader's eye.
func TestStrangeMessages(t *testing.T) {
	t.Parallel()
	c := open(t)
	k := c.begin()
	var want []string
	for i, m := range []struct{ said, kept string }{
		{"<script>alert(1)</script>", ""},
		{`<img src=x onerror="fetch('//evil.example')"> & "лапки"`, ""},
		{"[тисни](javascript:alert(1)) {{order_id}} ${7*7} %s", ""},
		{"'; DROP TABLE events; --", ""},
		{"де\u202e моє\u2066 замовлення\u200f\u0000\u0008\u001b[31m?", "де моє замовлення[31m?"},
		{"рядок\r\nдругий\u2028третій", "рядок\nдругий\nтретій"},
		{"👩‍👩‍👧‍👦 🏴󠁧󠁢󠁥󠁮󠁧󠁿 ا 𝕏 Ї", ""},
		{strings.Repeat("🦉", 4000), ""},
		{strings.Repeat("З̷", 1000), ""},
		{"картка 4111 1111 1111 1111", "картка •••• 1111"},
	} {
		if m.kept == "" {
			m.kept = m.said
		}
		k.say(fmt.Sprintf("m%d", i), m.said)
		want = append(want, m.kept)
	}
	got := k.heard()
	for i := range want {
		if i >= len(got) || got[i] != want[i] {
			t.Errorf("kept %.80q, want %.80q", got[min(i, len(got)-1)], want[i])
		}
	}
	for _, e := range k.events() {
		if e.Actor == "bot" && (strings.Contains(e.Text, "<") || strings.Contains(e.Text, "javascript:")) {
			t.Errorf("the bot says %q", e.Text)
		}
	}
	a := k.send("GET", k.path("/events?after=0"), k.token, nil)
	if a.header.Get("Content-Type") != "application/json" || a.header.Get("X-Content-Type-Options") != "nosniff" ||
		!strings.Contains(a.header.Get("Content-Security-Policy"), "default-src 'none'") || strings.Contains(string(a.body), "<script>") {
		t.Errorf("a browser might take the answer for a page: %v", a.header)
	}
	c.discreet("alert(1)", "DROP TABLE", "замовлення", k.token)
}

// A name is somebody's word too, even when the company's site signs it.
func TestStrangeName(t *testing.T) {
	t.Parallel()
	c := open(t)
	token, err := account.SignIdentity(account.Identity{
		Subject: "olena_koval_1001", Name: "<img/src=x/onerror=alert(1)>\u202e\u0000\n**[Олена](javascript:alert(2))** Коваль",
		Email: "olena.koval@example.com",
	}, c.secret, c.now(), time.Hour)
	if err != nil {
		t.Fatal(err)
	}
	k := c.begin("identity_token", token)
	hello := k.events()
	i := slices.IndexFunc(hello, func(e event) bool { return e.Type == "message" && e.Actor == "bot" })
	if i < 0 {
		t.Fatal("the bot does not greet")
	}
	text := hello[i].Text
	if strings.ContainsAny(text, "\u202e\u0000\n") || strings.Contains(text, "](javascript:") || strings.Contains(text, "<img") {
		t.Errorf("the bot greets with %q", text)
	}
	// Whoever they are called, they are who the site says.
	k.say("1", order)
	k.say("2", "#W1000001")
	c.discreet("onerror", "Олена", "olena.koval", token)
}

func TestRepeatedClientID(t *testing.T) {
	t.Parallel()
	k := open(t).begin()
	first := k.say("same", order)
	before := k.events()
	for _, text := range []string{order, "зовсім інше"} {
		if again := k.say("same", text); again != first {
			t.Errorf("%q under the same client_id: seq %d, first it was %d", text, again, first)
		}
	}
	if after := k.events(); !slices.Equal(before, after) {
		t.Errorf("the conversation changed: %v", after[len(before):])
	}
}

// Somebody else's conversation answers exactly as one that never was, on every
// path, and shows nothing.
func TestSomebodyElsesConversation(t *testing.T) {
	t.Parallel()
	c := open(t)
	mine, theirs := c.begin(), c.begin()
	theirs.say("1", "мій секрет: кодове слово соняшник")
	before := theirs.events()
	never := "0197a1b2-3c4d-7e5f-8a9b-0c1d2e3f4a5b"
	for _, ask := range []struct{ method, rest, body, accept string }{
		{"GET", "/events?after=0", "", ""},
		{"GET", "/events?after=0&wait=1", "", ""},
		{"GET", "/events?after=0", "", "text/event-stream"},
		{"GET", "/stream?after=0", "", ""},
		{"POST", "/messages", `{"client_id":"x","text":"привіт"}`, ""},
		{"POST", "/messages", `{"client_id":"1","text":"привіт"}`, ""}, // the other's own client_id
		{"POST", "/messages", `{"client_id":"x","button":"person"}`, ""},
		{"POST", "/read", `{"seq":1}`, ""},
		{"POST", "/typing", `{}`, ""},
	} {
		var bodies []string
		for _, id := range []string{theirs.id, never} {
			a := c.send(ask.method, api+"/conversations/"+id+ask.rest, mine.token, []byte(ask.body), "Accept", ask.accept)
			a.refused(http.StatusNotFound, "not_found")
			bodies = append(bodies, string(a.body))
		}
		if bodies[0] != bodies[1] || strings.Contains(bodies[0], "соняшник") {
			t.Errorf("%s %s tells that the conversation is there: %q", ask.method, ask.rest, bodies)
		}
	}
	for _, token := range []string{"", "x", "rzc1.1.e30.e30", theirs.token[:len(theirs.token)-2] + "AA"} {
		theirs.send("GET", theirs.path("/events?after=0"), token, nil).refused(http.StatusUnauthorized, "unauthorized")
	}
	for _, path := range []string{"/inbox", "/conversations/" + theirs.id, "/conversations/" + theirs.id + "/events"} {
		c.send("GET", "/api/desk/v1"+path, mine.token, nil).refused(http.StatusUnauthorized, "unauthorized")
	}
	if after := theirs.events(); !slices.Equal(before, after) {
		t.Errorf("the other's conversation changed: %v", after[len(before):])
	}
	c.discreet("соняшник", theirs.token, theirs.id)
}

func TestExpiredToken(t *testing.T) {
	t.Parallel()
	c := open(t)
	k := c.begin()
	k.say("1", order)
	before := k.events()
	c.ahead.Store(int64(25 * time.Hour))
	k.post(encode(map[string]string{"client_id": "2", "text": "#W1000001"})).refused(http.StatusUnauthorized, "token_expired")
	k.send("GET", k.path("/events?after=0"), k.token, nil).refused(http.StatusUnauthorized, "token_expired")
	// The old token still brings the conversation back, and nothing is lost.
	again := c.begin("resume", map[string]string{"token": k.token})
	if again.id != k.id || again.token == k.token {
		t.Fatalf("resumed %s, was %s", again.id, k.id)
	}
	if after := again.events(); !slices.Equal(before, after) {
		t.Errorf("the conversation changed: %v", after)
	}
	if seq := again.say("2", "#W1000001"); seq <= int64(len(before)) {
		t.Errorf("the message stands at %d, before the end", seq)
	}
	c.ahead.Store(int64(60 * 24 * time.Hour))
	if late := c.begin("resume", map[string]string{"token": again.token}); late.id == k.id {
		t.Error("a token of two months ago still opens the conversation")
	}
}

func TestCursorBeyondTheEnd(t *testing.T) {
	t.Parallel()
	c := open(t)
	k := c.begin()
	last := int64(len(k.events()))
	for _, way := range []struct{ rest, accept string }{
		{"/events?after=%d", ""}, {"/events?after=%d&wait=5", ""}, {"/events?after=%d", "text/event-stream"}, {"/stream?after=%d", ""},
	} {
		a := k.send("GET", k.path(fmt.Sprintf(way.rest, last+1)), k.token, nil, "Accept", way.accept)
		a.refused(http.StatusBadRequest, "cursor_ahead")
		var p struct {
			Last int64 `json:"last_seq"`
		}
		if a.into(&p); p.Last != last {
			t.Errorf("%s: the log ends at %d, the answer says %d", way.rest, last, p.Last)
		}
		for _, cursor := range []string{"-1", "x", "99999999999999999999", "1.5"} {
			rest := strings.Replace(way.rest, "%d", cursor, 1)
			if a := k.send("GET", k.path(rest), k.token, nil, "Accept", way.accept); a.status < 400 || a.status >= 500 {
				t.Errorf("%s: answered %d", rest, a.status)
			}
		}
	}
}

// A hundred messages at once are a hundred turns, one after the other: each
// answer stands right behind its message, and fits it. Streams tell the same.
func TestHundredMessagesAtOnce(t *testing.T) {
	t.Parallel()
	c := open(t)
	k := c.begin()
	other := c.begin()
	quiet := other.events()
	socket, _, err := websocket.Dial(t.Context(), c.base+k.path("/stream?after=0&token="+k.token), nil)
	if err != nil {
		t.Fatal(err)
	}
	defer socket.CloseNow()
	words := map[string]string{"привіт": "social.hello", "дякую": "social.thanks"}
	seqs := make([]int64, 100)
	var crowd sync.WaitGroup
	for i := range seqs {
		crowd.Go(func() { seqs[i] = k.say(fmt.Sprintf("m%d", i), []string{"привіт", "дякую"}[i%2]) })
	}
	crowd.Wait()
	all := k.events()
	answered := 0
	for i, e := range all {
		if e.Type != "message" || e.Actor != "customer" {
			continue
		}
		var n int
		if _, err := fmt.Sscanf(e.Client, "m%d", &n); err != nil || seqs[n] != e.Seq {
			t.Errorf("message %s stands at %d, %d was promised", e.Client, e.Seq, seqs[n])
		}
		next := slices.IndexFunc(all[i+1:], func(e event) bool { return e.Type == "message" })
		if next < 0 || all[i+1+next].Key != words[e.Text] {
			t.Errorf("%q at %d is not answered by %s", e.Text, e.Seq, words[e.Text])
			continue
		}
		answered++
	}
	if answered != len(seqs) {
		t.Errorf("%d of %d messages are answered", answered, len(seqs))
	}
	for _, want := range all {
		var e event
		for e.Seq == 0 { // pings have none
			_, b, err := socket.Read(t.Context())
			if err != nil {
				t.Fatal(err)
			}
			answer{t: t, body: b}.into(&e)
		}
		if e != want {
			t.Fatalf("the WebSocket gave %+v, the log has %+v", e, want)
		}
	}
	res := k.send("GET", k.path(fmt.Sprintf("/events?after=0&limit=500&token=%s", "")), k.token, nil).want(http.StatusOK)
	if n := strings.Count(string(res.body), `"client_id"`); n != len(seqs) {
		t.Errorf("%d messages with a client_id, want %d", n, len(seqs))
	}
	if now := other.events(); !slices.Equal(quiet, now) {
		t.Errorf("another conversation changed: %v", now)
	}
	k.firstOverSSE(all)
}

// firstOverSSE reads the conversation's beginning over SSE, with its ids.
func (k *talk) firstOverSSE(all []event) {
	k.t.Helper()
	req, err := http.NewRequestWithContext(k.t.Context(), "GET", k.base+k.path("/events"), nil)
	if err != nil {
		k.t.Fatal(err)
	}
	req.Header.Set("Accept", "text/event-stream")
	req.Header.Set("Authorization", "Bearer "+k.token)
	req.Header.Set("Last-Event-ID", "5")
	res, err := http.DefaultTransport.RoundTrip(req)
	if err != nil {
		k.t.Fatal(err)
	}
	defer res.Body.Close()
	lines := bufio.NewScanner(res.Body)
	for seq := 6; seq <= len(all) && lines.Scan(); {
		id, ok := strings.CutPrefix(lines.Text(), "id: ")
		if !ok {
			continue
		}
		if id != fmt.Sprint(seq) {
			k.t.Fatalf("SSE gave event %s where %d is next", id, seq)
		}
		seq++
	}
	if err := lines.Err(); err != nil {
		k.t.Fatal(err)
	}
}
