package httpapi

import (
	"bytes"
	"fmt"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/google/uuid"

	"github.com/rozmova/rozmova/internal/account"
	"github.com/rozmova/rozmova/internal/conversation"
)

func TestOneMessage(t *testing.T) {
	s := newSite(t)
	c := s.customer("dim", "locale", "uk")
	if c.Workspace.Name != "Дім-Зв'язок" || fmt.Sprint(c.Workspace.Locales) != "[uk en]" || c.LastSeq != 1 || c.Contact == "" {
		t.Errorf("session: %+v", c.Session)
	}
	if d := time.Until(time.Time(c.ExpiresAt)); d < 23*time.Hour || d > 25*time.Hour {
		t.Errorf("the token lives %v", d)
	}
	seq := c.say("Де моє замовлення?")
	page := c.events(0)
	if page.LastSeq != int64(len(page.Events)) {
		t.Fatalf("last_seq %d of %d events", page.LastSeq, len(page.Events))
	}
	for i, e := range page.Events {
		if e.seq() != int64(i+1) {
			t.Fatalf("event %d has seq %d", i, e.seq())
		}
	}
	mine, bot := page.Events[seq-1], page.Events[len(page.Events)-1]
	if mine["type"] != "message" || mine["actor"] != "customer" || mine["text"] != "Де моє замовлення?" || mine["client_id"] == "" {
		t.Errorf("the customer's message: %v", mine)
	}
	if bot["type"] != "message" || bot["actor"] != "bot" || bot["text_key"] != "echo" || fmt.Sprint(bot["buttons"]) != "[map[id:person title:Покликати людину]]" {
		t.Errorf("the answer: %v", bot)
	}
	if at, err := time.Parse("2006-01-02T15:04:05.000Z", mine["at"].(string)); err != nil || time.Since(at).Abs() > time.Minute {
		t.Errorf("at %v: %v", mine["at"], err)
	}
	if rest := c.events(seq); len(rest.Events) != int(page.LastSeq-seq) || rest.Events[0].seq() != seq+1 {
		t.Errorf("after %d: %d events", seq, len(rest.Events))
	}
	var pressed Accepted
	c.ask("POST", "/messages", map[string]string{"client_id": "b1", "button": "person"}).want(202).into(&pressed)
	e := c.events(pressed.Seq - 1).Events[0]
	if e["button"] != "person" || e["text"] != "Покличте людину" || e["client_id"] != "b1" {
		t.Errorf("the press: %v", e)
	}
}

// TestWhatCustomersNeverSee: what is not theirs comes as "internal", every
// number in its place, and nothing of a button's meaning.
func TestWhatCustomersNeverSee(t *testing.T) {
	s := newSite(t)
	c := s.customer("dim")
	c.say("act")
	c.ask("POST", "/messages", map[string]string{"client_id": "b", "button": "person"}).want(202)
	w := s.agent("oksana@dim.example")
	id := "/conversations/" + string(c.Conversation)
	w.ask("POST", id+"/notes", map[string]string{"client_id": "n", "text": "приватна нотатка"}).want(202)
	w.ask("POST", id+"/take", map[string]any{"client_id": "t", "from_seq": 1}).want(202)
	w.ask("POST", id+"/return", map[string]string{"client_id": "r", "note": "приватне повернення", "tell": "Готово"}).want(202)
	w.ask("POST", id+"/resolve", map[string]string{"client_id": "e", "outcome": "resolved", "summary": "приватний підсумок"}).want(202)

	raw := c.ask("GET", "/events?limit=500", nil).want(200).body
	for _, secret := range []string{"приватн", secretReason, "commands", "order_id", "packet", string(w.User.ID), "desk:", "proposed", "cause"} {
		if bytes.Contains(raw, []byte(secret)) {
			t.Errorf("the customer sees %q", secret)
		}
	}
	var page wirePage
	answer{t, 200, nil, raw}.into(&page)
	kinds := map[any]int{}
	for i, e := range page.Events {
		kinds[e["type"]]++
		if e.seq() != int64(i+1) {
			t.Fatalf("event %d has seq %d", i, e.seq())
		}
		if e["type"] == "internal" && (len(e) != 4 || e["actor"] != "system") {
			t.Errorf("an internal event says %v", e)
		}
	}
	for kind, n := range map[string]int{"internal": 7, "owner": 4, "resolved": 1, "action": 1} {
		if kinds[kind] != n {
			t.Errorf("%d events of type %s, want %d (%v)", kinds[kind], kind, n, kinds)
		}
	}
	if raw := w.ask("GET", id+"/events?limit=500", nil).want(200).body; bytes.Contains(raw, []byte(secretReason)) {
		t.Error("an agent sees what a button means")
	} else if !bytes.Contains(raw, []byte("приватна нотатка")) || !bytes.Contains(raw, []byte("order_id")) {
		t.Error("an agent does not see all")
	}
}

// TestBadInput: each with a clear error, nothing stored.
func TestBadInput(t *testing.T) {
	s := newSite(t)
	c, other := s.customer("dim"), s.customer("dim")
	c.say("перше")
	before := c.events(0).LastSeq
	id := uuid.NewString()
	msg := func(text string) map[string]string { return map[string]string{"client_id": id, "text": text} }
	deep := `{"client_id":"a","text":` + strings.Repeat("[", 100) + strings.Repeat("]", 100) + `}`
	for _, x := range []struct {
		name   string
		path   string
		body   any
		status int
		code   Code
	}{
		{"a message of 1 MB", "/messages", msg(strings.Repeat("a", 1<<20)), 413, codeTooLarge},
		{"just too large", "/messages", msg(strings.Repeat("a", 64<<10)), 413, codeTooLarge},
		{"invalid UTF-8", "/messages", []byte("{\"client_id\":\"a\",\"text\":\"\xff\xfe\"}"), 422, codeInvalidText},
		{"overlong UTF-8", "/messages", []byte("{\"client_id\":\"a\",\"text\":\"\xc0\xaf\"}"), 422, codeInvalidText},
		{"half a surrogate pair", "/messages", `{"client_id":"a","text":"\ud83d"}`, 422, codeInvalidText},
		{"halves the wrong way round", "/messages", `{"client_id":"a","text":"\udc00\ud800"}`, 422, codeInvalidText},
		{"empty", "/messages", msg(""), 422, codeEmptyMessage},
		{"no text at all", "/messages", map[string]string{"client_id": id}, 422, codeEmptyMessage},
		{"spaces", "/messages", msg(" \n\t\u00a0\u3000 "), 422, codeEmptyMessage},
		{"only what is not seen", "/messages", msg("\u200b\u202e\u2066\ufeff\u0000\u0007\u200d"), 422, codeEmptyMessage},
		{"5,000 emoji", "/messages", msg(strings.Repeat("🙂", 5000)), 422, codeTooLong},
		{"4,001 letters", "/messages", msg(strings.Repeat("я", 4001)), 422, codeTooLong},
		{"malformed JSON", "/messages", `{"client_id":"a","text":"b"`, 400, codeInvalidJSON},
		{"two values", "/messages", `{"client_id":"a","text":"b"}{}`, 400, codeInvalidJSON},
		{"not JSON", "/messages", `hello`, 400, codeInvalidJSON},
		{"a list", "/messages", `[]`, 422, codeInvalid},
		{"no body", "/messages", "", 400, codeInvalidJSON},
		{"too deep", "/messages", deep, 400, codeTooDeep},
		{"a number for text", "/messages", `{"client_id":"a","text":1}`, 422, codeInvalid},
		{"an unknown field", "/messages", `{"client_id":"a","text":"b","txet":"c"}`, 422, codeUnknownField},
		{"no client_id", "/messages", `{"text":"b"}`, 422, codeInvalid},
		{"empty client_id", "/messages", `{"client_id":"","text":"b"}`, 422, codeInvalid},
		{"long client_id", "/messages", msg("x")["text"], 400, codeInvalidJSON},
		{"client_id of control characters", "/messages", `{"client_id":"a\u0000b","text":"b"}`, 422, codeInvalid},
		{"client_id too long", "/messages", `{"client_id":"` + strings.Repeat("a", 65) + `","text":"b"}`, 422, codeInvalid},
		{"text and button", "/messages", `{"client_id":"a","text":"b","button":"person"}`, 422, codeInvalid},
		{"a button never shown", "/messages", `{"client_id":"a","button":"refund_all"}`, 422, codeUnknownButton},
		{"an attachment", "/messages", `{"client_id":"a","attachment":{"name":"x"}}`, 422, codeUnsupported},
		{"read beyond the end", "/read", `{"seq":9999}`, 400, codeCursorAhead},
		{"read nothing", "/read", `{"seq":0}`, 422, codeInvalid},
	} {
		a := c.ask("POST", x.path, x.body)
		if a.status != x.status || a.code() != x.code {
			t.Errorf("%s: %d %s, want %d %s: %.200s", x.name, a.status, a.code(), x.status, x.code, a.body)
		}
		if len(a.body) > 2000 {
			t.Errorf("%s: the answer has %d bytes", x.name, len(a.body))
		}
	}
	if a := c.ask("POST", "/messages", msg("x"), "Content-Type", "text/plain"); a.status != 415 || a.code() != codeMediaType {
		t.Errorf("text/plain: %d %s", a.status, a.body)
	}
	for path, code := range map[string]Code{
		"/events?after=9999": codeCursorAhead, "/events?after=9999&wait=1": codeCursorAhead,
		"/events?after=-1": codeInvalid, "/events?after=x": codeInvalid, "/events?limit=x": codeInvalid, "/events?wait=1e9": codeInvalid,
		"/stream?after=9999": codeCursorAhead,
	} {
		if a := c.ask("GET", path, nil); a.code() != code {
			t.Errorf("%s: %d %s, want %s", path, a.status, a.body, code)
		}
	}
	var ahead Problem
	c.ask("GET", "/events?after=9999", nil, "Accept", "text/event-stream").want(400).into(&ahead)
	if ahead.LastSeq == nil || *ahead.LastSeq != before {
		t.Errorf("cursor_ahead does not say where the log ends: %+v", ahead)
	}
	if after := c.events(0).LastSeq; after != before {
		t.Errorf("bad input moved the log from %d to %d", before, after)
	}
	if n := other.events(0).LastSeq; n != 1 {
		t.Errorf("another's log has %d events", n)
	}
}

func TestTextIsKeptAsText(t *testing.T) {
	s := newSite(t)
	c := s.customer("dim")
	for in, want := range map[string]string{
		"<script>alert(1)</script> & \"q\" 'a'": "<script>alert(1)</script> & \"q\" 'a'",
		"a\u202eb\u0000c\u0007d\u2066e":         "abcde",
		"  два\r\nрядки\t ":                     "два\nрядки",
		"👨‍👩‍👧 і прапор 🇺🇦":                     "👨‍👩‍👧 і прапор 🇺🇦",
		strings.Repeat("🙂", 4000):               strings.Repeat("🙂", 4000),
		`"; DROP TABLE events; --`:              `"; DROP TABLE events; --`,
	} {
		seq := c.say(in)
		if got := c.events(seq - 1).Events[0]["text"]; got != want {
			t.Errorf("%.40q came back as %.40q, want %.40q", in, got, want)
		}
	}
}

func TestRepeatedClientID(t *testing.T) {
	s := newSite(t)
	c := s.customer("dim")
	body := map[string]string{"client_id": "one", "text": "привіт"}
	var first, again Accepted
	c.ask("POST", "/messages", body).want(202).into(&first)
	last := c.events(0).LastSeq
	c.say("ще")
	c.ask("POST", "/messages", body).want(202).into(&again)
	if again != first {
		t.Errorf("repeat answered %+v, first %+v", again, first)
	}
	n := 0
	for _, e := range c.events(0).Events {
		if e["client_id"] == "one" {
			n++
		}
	}
	if n != 1 || last < first.Seq {
		t.Errorf("the message is in the log %d times", n)
	}
	// The same id in another conversation is another message.
	s.customer("dim").ask("POST", "/messages", body).want(202)
}

// TestManyAtOnce: 100 messages at once in one conversation, each twice, all of
// them once in the log and each with its answer behind it.
func TestManyAtOnce(t *testing.T) {
	s := newSite(t)
	c := s.customer("dim")
	var wg sync.WaitGroup
	for i := range 100 {
		body := map[string]string{"client_id": fmt.Sprint("m", i), "text": fmt.Sprint("повідомлення ", i)}
		for range 2 {
			wg.Go(func() {
				if a := c.ask("POST", "/messages", body); a.status != 202 {
					t.Errorf("message %d: %d %s", i, a.status, a.body)
				}
			})
		}
	}
	wg.Wait()
	seen := map[any]int{}
	var last any
	for _, e := range c.events(0).Events {
		switch {
		case e["actor"] == "customer":
			seen[e["client_id"]]++
			last = e["text"]
		case e["actor"] == "bot" && e["text"] != fmt.Sprint("Ви написали: ", last):
			t.Errorf("%v is answered with %v", last, e["text"])
		}
	}
	for i := range 100 {
		if seen[fmt.Sprint("m", i)] != 1 {
			t.Errorf("message %d is in the log %d times", i, seen[fmt.Sprint("m", i)])
		}
	}
}

func TestTokens(t *testing.T) {
	s := newSite(t)
	c, other := s.customer("dim"), s.customer("dim")
	foreign := s.customer("other")
	missing := customer{s, Session{Token: c.Token, Conversation: "0197a1b2-0000-7000-8000-000000000000"}}
	paths := []struct{ method, path, body string }{
		{"POST", "/messages", `{"client_id":"a","text":"b"}`},
		{"POST", "/typing", `{}`},
		{"POST", "/read", `{"seq":1}`},
		{"GET", "/events", ""},
		{"GET", "/stream", ""},
	}
	for _, p := range paths {
		var body any
		if p.body != "" {
			body = p.body
		}
		for name, not := range map[string]customer{
			"a neighbour's":        {s, Session{Token: c.Token, Conversation: other.Conversation}},
			"another workspace's":  {s, Session{Token: c.Token, Conversation: foreign.Conversation}},
			"with another's token": {s, Session{Token: foreign.Token, Conversation: c.Conversation}},
		} {
			a, want := not.ask(p.method, p.path, body), missing.ask(p.method, p.path, body)
			if a.status != 404 || a.code() != codeNotFound || !bytes.Equal(a.body, want.body) {
				t.Errorf("%s %s of %s: %d %s; a missing one: %s", p.method, p.path, name, a.status, a.body, want.body)
			}
		}
		for name, headers := range map[string][]string{
			"no token": nil, "no scheme": {"Authorization", c.Token}, "another scheme": {"Authorization", "Basic " + c.Token},
			"a changed token": {"Authorization", "Bearer " + c.Token + "x"}, "rubbish": {"Authorization", "Bearer a.b.c"},
		} {
			if a := s.ask(p.method, c.path(p.path), body, headers...); a.status != 401 || a.code() != codeUnauthorized {
				t.Errorf("%s %s with %s: %d %s", p.method, p.path, name, a.status, a.body)
			}
		}
	}
	if a := s.ask("GET", c.path("/events?token="+c.Token), nil); a.status != 200 {
		t.Errorf("token in the query of a GET: %d", a.status)
	}
	if a := s.ask("POST", c.path("/messages?token="+c.Token), `{"client_id":"a","text":"b"}`); a.status != 401 {
		t.Errorf("token in the query of a POST: %d", a.status)
	}
	s.clock.move(25 * time.Hour)
	for _, p := range paths {
		if a := c.ask(p.method, p.path, p.body); a.status != 401 || a.code() != codeTokenExpired {
			t.Errorf("%s %s with an expired token: %d %s", p.method, p.path, a.status, a.body)
		}
	}
	if strings.Contains(s.log.String(), c.Token) || strings.Contains(s.log.String(), string(c.Conversation)) {
		t.Error("the log holds a token or a conversation's id")
	}
}

func TestResume(t *testing.T) {
	s := newSite(t)
	c := s.customer("dim")
	c.say("почали")
	last := c.events(0).LastSeq
	resumed := func(token, ws string) Session {
		return s.customer(ws, "resume", map[string]string{"token": token}).Session
	}
	if r := resumed(c.Token, "dim"); r.Conversation != c.Conversation || r.Contact != c.Contact || r.LastSeq != last {
		t.Errorf("a living token: %+v", r)
	}
	s.clock.move(10 * 24 * time.Hour)
	r := resumed(c.Token, "dim")
	if r.Conversation != c.Conversation {
		t.Errorf("expired for days: %+v", r)
	}
	(customer{s, r}).say("далі")
	if r := resumed(c.Token, "other"); r.Conversation == c.Conversation {
		t.Error("resumed in another workspace")
	}
	if r := resumed(c.Token+"x", "dim"); r.Conversation == c.Conversation {
		t.Error("resumed with a changed token")
	}
	s.clock.move(40 * 24 * time.Hour)
	if r := resumed(c.Token, "dim"); r.Conversation == c.Conversation {
		t.Error("resumed after more than 30 days")
	}
	if a := s.ask("POST", "/api/customer/v1/sessions", `{"workspace":"nobody"}`); a.status != 404 || a.code() != codeNotFound {
		t.Errorf("no such workspace: %d %s", a.status, a.body)
	}
}

func TestIdentity(t *testing.T) {
	s := newSite(t)
	sign := func(subject, ws string) string {
		return must(account.SignIdentity(account.Identity{Subject: subject, Name: "Оле\u202eна <b>", Email: "olena@example.com"}, []byte(siteSecret+ws), s.clock.now(), time.Hour))
	}
	c := s.customer("dim", "identity_token", sign("c-7", "dim"))
	state := must(s.db.Load(t.Context(), "dim", c.Conversation))
	if state.Level != conversation.Identified || state.Profile["external_id"] != "c-7" || state.Profile["name"] != "Олена <b>" {
		t.Errorf("identified: %s %v", state.Level, state.Profile)
	}
	if again := s.customer("dim", "identity_token", sign("c-7", "dim")); again.Contact != c.Contact || again.Conversation == c.Conversation {
		t.Errorf("the same person: contact %s, conversation %s", again.Contact, again.Conversation)
	}
	// A stranger signs in on the page: the conversation goes on and learns who it is.
	stranger := s.customer("dim")
	stranger.say("я ще ніхто")
	now := s.customer("dim", "resume", map[string]string{"token": stranger.Token}, "identity_token", sign("c-8", "dim"))
	if now.Conversation != stranger.Conversation {
		t.Error("signing in lost the conversation")
	}
	if st := must(s.db.Load(t.Context(), "dim", now.Conversation)); st.Level != conversation.Identified || st.Profile["external_id"] != "c-8" {
		t.Errorf("after signing in: %s %v", st.Level, st.Profile)
	}
	// Somebody else at the same browser gets a conversation of their own.
	if next := s.customer("dim", "resume", map[string]string{"token": now.Token}, "identity_token", sign("c-9", "dim")); next.Conversation == now.Conversation {
		t.Error("another customer reads the first one's conversation")
	}
	for name, x := range map[string]struct {
		token string
		code  Code
	}{
		"another workspace's secret": {sign("c-7", "other"), codeIdentity},
		"rubbish":                    {"a.b.c", codeIdentity},
		"expired": {must(account.SignIdentity(account.Identity{Subject: "c-7"}, []byte(siteSecret+"dim"), s.clock.now().Add(-3*time.Hour), time.Hour)),
			codeIdentityExpired},
	} {
		a := s.ask("POST", "/api/customer/v1/sessions", map[string]string{"workspace": "dim", "identity_token": x.token})
		if a.status != 401 || a.code() != x.code {
			t.Errorf("%s: %d %s", name, a.status, a.body)
		}
	}
}

func TestReadMarks(t *testing.T) {
	s := newSite(t)
	c := s.customer("dim")
	c.say("привіт")
	last := c.events(0).LastSeq
	c.ask("POST", "/read", map[string]int64{"seq": last}).want(204)
	moved := c.events(0).LastSeq
	c.ask("POST", "/read", map[string]int64{"seq": last}).want(204)
	c.ask("POST", "/read", map[string]int64{"seq": last - 1}).want(204)
	if moved != last+1 || c.events(0).LastSeq != moved {
		t.Errorf("the log went from %d to %d to %d", last, moved, c.events(0).LastSeq)
	}
}
