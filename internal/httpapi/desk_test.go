package httpapi

import (
	"fmt"
	"net/http"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/rozmova/rozmova/internal/conversation"
	"github.com/rozmova/rozmova/internal/store"
)

func TestOneCaseAtTheDesk(t *testing.T) {
	s := newSite(t)
	c := s.customer("dim")
	c.say("Де моє замовлення?")
	c.ask("POST", "/messages", map[string]string{"client_id": "p", "button": "person"}).want(202)
	w, taras := s.agent("oksana@dim.example"), s.agent("taras@dim.example")
	if w.User.Role != "agent" || len(w.User.Workspaces) != 1 || w.CSRF == "" {
		t.Errorf("me: %+v", w.Me)
	}
	inbox := func(w worker, view string) Inbox {
		var in Inbox
		w.ask("GET", "/inbox?view="+view, nil).want(200).into(&in)
		return in
	}
	in := inbox(w, "unassigned")
	if len(in.Rows) != 1 || in.Counts.Unassigned != 1 || in.Counts.Mine != 0 || in.Rows[0].Reason != "asked" || !in.Rows[0].Unread {
		t.Fatalf("inbox: %+v", in)
	}
	id := "/conversations/" + string(c.Conversation)
	var conv Conversation
	w.ask("GET", id, nil).want(200).into(&conv)
	if conv.Packet == nil || conv.Packet.ReasonTitle != "Просить покликати людину" || conv.Contact.Level != conversation.Anonymous || conv.Row.Number != 1 {
		t.Errorf("conversation: %+v", conv)
	}
	act := func(w worker, path string, body any, status int, code Code) answer {
		t.Helper()
		a := w.ask("POST", id+path, body)
		if a.status != status || (status >= 400 && a.code() != code) {
			t.Errorf("%s: %d %s, want %d %s", path, a.status, a.body, status, code)
		}
		return a
	}
	text := func(id string) map[string]string {
		return map[string]string{"client_id": id, "text": "Вітаю, це я"}
	}
	act(w, "/messages", text("1"), 409, codeNotOwner) // take over first
	act(w, "/take", map[string]any{"client_id": "2", "from_seq": conv.Row.LastSeq}, 202, "")
	act(w, "/messages", text("3"), 202, "")
	act(w, "/messages", text("3"), 202, "") // again: no second message
	act(w, "/messages", map[string]string{"client_id": "4", "text": " "}, 422, codeEmptyMessage)

	// A colleague who has not seen it gets to know whose it is.
	a := act(taras, "/take", map[string]any{"client_id": "5", "from_seq": conv.Row.LastSeq}, 409, codeConflict)
	var p Problem
	a.into(&p)
	if p.Owner == nil || p.Owner.Name != "oksana" || p.Owner.ID != w.User.ID {
		t.Errorf("conflict does not name the owner: %s", a.body)
	}
	act(taras, "/take", map[string]any{"client_id": "6", "from_seq": conv.Row.LastSeq, "force": true}, 409, codeConflict)
	act(taras, "/messages", text("7"), 409, codeNotOwner)
	last := c.events(0).LastSeq
	act(taras, "/take", map[string]any{"client_id": "8", "from_seq": last + 50, "force": true}, 400, codeCursorAhead)
	act(taras, "/take", map[string]any{"client_id": "9", "from_seq": last, "force": true}, 202, "")
	act(taras, "/return", map[string]string{"client_id": "10", "note": "перевірив", "tell": "Замовлення вже їде"}, 202, "")
	act(taras, "/resolve", map[string]string{"client_id": "11", "outcome": "perfect"}, 422, codeInvalid)
	act(taras, "/resolve", map[string]string{"client_id": "12", "outcome": "resolved"}, 202, "")
	act(taras, "/resolve", map[string]string{"client_id": "13", "outcome": "resolved"}, 409, codeClosed)
	if got := inbox(taras, "resolved"); len(got.Rows) != 1 || got.Rows[0].Status != "resolved" || got.Counts.All != 0 {
		t.Errorf("resolved: %+v", got)
	}
	act(taras, "/reopen", map[string]string{"client_id": "14"}, 202, "")

	n, told := 0, false
	for _, e := range c.events(0).Events {
		if e["actor"] == "agent" && e["type"] == "message" {
			n++
			if e["name"] != "oksana" {
				t.Errorf("the agent is called %v", e["name"])
			}
		}
		told = told || e["text"] == "Замовлення вже їде"
	}
	if n != 1 || !told {
		t.Errorf("%d messages from the agent, told %v", n, told)
	}
}

func TestDeskReadAndTyping(t *testing.T) {
	s := newSite(t)
	c := s.customer("dim")
	c.ask("POST", "/messages", map[string]string{"client_id": "p", "button": "person"}).want(202)
	w := s.agent("oksana@dim.example")
	id := "/conversations/" + string(c.Conversation)
	last := c.events(0).LastSeq
	w.ask("POST", id+"/read", map[string]int64{"seq": last}).want(204)
	if row := must(s.db.Row(t.Context(), "dim", c.Conversation)); row.Unread() || row.LastSeq != last+1 {
		t.Errorf("after reading: unread %v, seq %d", row.Unread(), row.LastSeq)
	}
	w.ask("POST", id+"/read", map[string]int64{"seq": last + 1}).want(204)
	if row := must(s.db.Row(t.Context(), "dim", c.Conversation)); row.LastSeq != last+1 {
		t.Error("reading again moved the log")
	}
	if a := w.ask("POST", id+"/read", map[string]int64{"seq": 999}); a.code() != codeCursorAhead {
		t.Errorf("read beyond the end: %s", a.body)
	}
	f := s.bus.Follow("dim", c.Conversation, last+1)
	defer f.Close()
	must(f.Poll(t.Context()))
	w.ask("POST", id+"/typing", "{}").want(204)
	if b := must(f.Poll(t.Context())); len(b.Signals) != 0 {
		t.Error("an agent who does not own the conversation is seen typing")
	}
	w.ask("POST", id+"/take", map[string]any{"client_id": "t", "from_seq": last}).want(202)
	w.ask("POST", id+"/typing", nil).want(204)
	signals := 0
	for signals == 0 {
		signals = len(must(f.Next(t.Context())).Signals)
	}
}

// TestDeskIsClosed goes through everything that agents can call, as nobody, as
// somebody without the CSRF token, from another site and from another workspace.
func TestDeskIsClosed(t *testing.T) {
	s := newSite(t)
	c := s.customer("dim")
	c.say("act")
	w, stranger := s.agent("oksana@dim.example"), s.agent("oksana@other.example")
	id := "/conversations/" + string(c.Conversation)
	effect := string(must(s.db.ListEffects(t.Context(), "dim", c.Conversation))[0].ID)
	before := c.events(0).LastSeq
	for _, x := range []struct {
		method, path, body string
		foreign            int // what somebody of another workspace gets
	}{
		{"GET", "/me", "", 200}, {"GET", "/inbox", "", 200}, {"GET", "/effects", "", 403}, {"GET", id, "", 404}, {"GET", id + "/events", "", 404},
		{"GET", id + "/events?wait=1", "", 404},
		{"POST", id + "/messages", `{"client_id":"a","text":"b"}`, 404}, {"POST", id + "/notes", `{"client_id":"a","text":"b"}`, 404},
		{"POST", id + "/take", `{"client_id":"a","from_seq":1}`, 404}, {"POST", id + "/take", `{"client_id":"a","from_seq":1,"force":true}`, 404},
		{"POST", id + "/return", `{"client_id":"a"}`, 404}, {"POST", id + "/resolve", `{"client_id":"a","outcome":"spam"}`, 404},
		{"POST", id + "/reopen", `{"client_id":"a"}`, 404}, {"POST", id + "/typing", `{}`, 404}, {"POST", id + "/read", `{"seq":1}`, 404},
		{"POST", id + "/effects/" + effect + "/retry", `{}`, 404}, {"PATCH", "/me", `{"name":"x"}`, 200}, {"POST", "/logout", `{}`, 204},
	} {
		var body any
		if x.body != "" {
			body = x.body
		}
		path := "/api/desk/v1" + x.path
		if a := s.ask(x.method, path, body); a.status != 401 || a.code() != codeUnauthorized {
			t.Errorf("%s %s by nobody: %d %s", x.method, x.path, a.status, a.body)
		}
		if a := s.ask(x.method, path, body, "Authorization", "Bearer "+c.Token); a.status != 401 {
			t.Errorf("%s %s by a customer: %d", x.method, x.path, a.status)
		}
		if a := s.ask(x.method, path, body, "Cookie", cookieName+"=guess"); a.status != 401 {
			t.Errorf("%s %s with a guess: %d", x.method, x.path, a.status)
		}
		if a := w.ask(x.method, x.path, body, workspaceHeader, "other"); a.status != 403 || a.code() != codeForbidden {
			t.Errorf("%s %s in another's workspace: %d %s", x.method, x.path, a.status, a.body)
		}
		if x.method != "GET" {
			if a := s.ask(x.method, path, body, "Cookie", w.cookie); a.status != 403 || a.code() != codeCSRF {
				t.Errorf("%s %s without CSRF: %d %s", x.method, x.path, a.status, a.body)
			}
			if a := s.ask(x.method, path, body, "Cookie", w.cookie, csrfHeader, stranger.CSRF); a.status != 403 {
				t.Errorf("%s %s with another's CSRF: %d", x.method, x.path, a.status)
			}
			if a := w.ask(x.method, x.path, body, "Origin", "https://evil.example", "Sec-Fetch-Site", "cross-site"); a.status != 403 || a.code() != codeCSRF {
				t.Errorf("%s %s from another site: %d %s", x.method, x.path, a.status, a.body)
			}
		}
		if a := stranger.ask(x.method, x.path, body); a.status != x.foreign {
			t.Errorf("%s %s by another workspace's agent: %d %s, want %d", x.method, x.path, a.status, a.body, x.foreign)
		} else if strings.Contains(string(a.body), string(c.Conversation)) {
			t.Errorf("%s %s shows another workspace's conversation: %s", x.method, x.path, a.body)
		}
	}
	if after := c.events(0).LastSeq; after != before {
		t.Errorf("the log moved from %d to %d", before, after)
	}
	if a := stranger.ask("GET", "/me", nil); a.status != 401 {
		t.Errorf("after signing out: %d", a.status)
	}
}

func TestLogin(t *testing.T) {
	s := newSite(t, func(c *Config) {
		c.Secure = true
		c.Limits.Password = Rate{PerSecond: 1.0 / 60, Burst: 3}
	})
	for _, name := range []string{"oksana", "taras", "admin"} {
		s.agent(name + "@dim.example")
	}
	login := func(email, pass string) answer {
		return s.ask("POST", "/api/desk/v1/login", map[string]string{"email": email, "password": pass})
	}
	a := login("Oksana@Dim.example ", password).want(200)
	cookies := (&http.Response{Header: a.header}).Cookies()
	if len(cookies) != 1 || !cookies[0].HttpOnly || !cookies[0].Secure || cookies[0].SameSite != http.SameSiteLaxMode || cookies[0].Path != "/api/desk/" {
		t.Errorf("cookie: %v", a.header["Set-Cookie"])
	}
	if a.header.Get("Cache-Control") != "no-store" || a.header.Get("Strict-Transport-Security") == "" {
		t.Errorf("headers: %v", a.header)
	}
	wrong, unknown := login("oksana@dim.example", "неправильний"), login("nobody@dim.example", "неправильний")
	if wrong.status != 401 || wrong.code() != codeCredentials || string(wrong.body) != string(unknown.body) {
		t.Errorf("wrong: %s; unknown: %s", wrong.body, unknown.body)
	}
	for range 3 {
		login("taras@dim.example", "неправильний")
	}
	if a := login("taras@dim.example", password); a.status != 429 || a.code() != codeRateLimited || a.header.Get("Retry-After") == "" {
		t.Errorf("after many tries: %d %s", a.status, a.body)
	}
	login("admin@dim.example", password).want(200) // others still get in
	if a := s.ask("POST", "/api/desk/v1/login", `{"email":"oksana@dim.example","password":"`+password+`"}`, "Sec-Fetch-Site", "cross-site"); a.status != 403 {
		t.Errorf("signing in from another site: %d", a.status)
	}
	if strings.Contains(s.log.String(), "dim.example") || strings.Contains(s.log.String(), password) {
		t.Error("the log holds an address or a password")
	}
	s.clock.move(15 * 24 * time.Hour)
	cookie, _, _ := strings.Cut(a.header.Get("Set-Cookie"), ";")
	if a := s.ask("GET", "/api/desk/v1/me", nil, "Cookie", cookie); a.status != 401 {
		t.Errorf("a cookie two weeks unused: %d", a.status)
	}
}

func TestChangeMe(t *testing.T) {
	s := newSite(t)
	w := s.agent("oksana@dim.example")
	var me Me
	w.ask("PATCH", "/me", map[string]any{"name": "Оксана\u202e Мельник", "locale": "en", "available": false}).want(200).into(&me)
	if me.User.Name != "Оксана Мельник" || me.User.Locale != "en" || me.User.Available {
		t.Errorf("changed to %+v", me.User)
	}
	for _, bad := range []string{`{"name":""}`, `{"name":" "}`, `{"locale":"de"}`, `{"role":"owner"}`} {
		if a := w.ask("PATCH", "/me", bad); a.status != 422 {
			t.Errorf("%s: %d", bad, a.status)
		}
	}
}

func TestParkedEffects(t *testing.T) {
	s := newSite(t)
	c := s.customer("dim")
	c.say("act")
	e := must(s.db.ClaimEffect(t.Context(), "dim", c.Conversation, time.Now(), func(conversation.EffectData) time.Duration { return time.Minute }))
	if err := s.db.ParkEffect(t.Context(), "dim", e.ID, "timeout", nil); err != nil {
		t.Fatal(err)
	}
	admin, w := s.agent("admin@dim.example"), s.agent("oksana@dim.example")
	w.ask("GET", "/effects?state=parked", nil).want(403)
	var list EffectList
	admin.ask("GET", "/effects?state=parked", nil).want(200).into(&list)
	if len(list.Effects) != 1 || list.Effects[0].State != store.EffectParked || list.Effects[0].LastError != "timeout" || list.Effects[0].Action != "get_order" {
		t.Fatalf("parked: %+v", list)
	}
	path := "/conversations/" + string(c.Conversation) + "/effects/" + string(e.ID) + "/retry"
	w.ask("POST", path, nil).want(202)
	w.ask("POST", path, nil).want(404) // not parked any more
	w.ask("POST", "/conversations/elsewhere/effects/"+string(e.ID)+"/retry", nil).want(404)
	admin.ask("GET", "/effects", nil).want(200).into(&list)
	if len(list.Effects) != 0 {
		t.Errorf("still parked: %+v", list)
	}
	entries := must(s.db.AuditOf(t.Context(), "dim", 0, 0))
	if !slices.ContainsFunc(entries, func(a store.AuditEntry) bool { return a.Action == "effect_retried" && a.User == w.User.ID }) {
		t.Error("the retry is not in the audit log")
	}
}

func TestInboxPages(t *testing.T) {
	s := newSite(t)
	for i := range 7 {
		s.customer("dim").say(fmt.Sprint("питання ", i))
	}
	s.customer("dim") // opened and not used
	w := s.agent("oksana@dim.example")
	seen := map[conversation.ConversationID]bool{}
	next, pages := "", 0
	for {
		var in Inbox
		w.ask("GET", "/inbox?view=all&limit=3&before="+next, nil).want(200).into(&in)
		for _, r := range in.Rows {
			if seen[r.ID] {
				t.Errorf("row %s twice", r.ID)
			}
			seen[r.ID] = true
		}
		pages++
		if next = in.Next; next == "" {
			break
		}
	}
	if len(seen) != 7 || pages != 3 {
		t.Errorf("%d rows on %d pages", len(seen), pages)
	}
	for _, bad := range []string{"view=secret", "limit=0", "limit=9999", "before=%21%21"} {
		if a := w.ask("GET", "/inbox?"+bad, nil); a.status != 422 || a.code() != codeInvalid {
			t.Errorf("%s: %d %s", bad, a.status, a.body)
		}
	}
}
