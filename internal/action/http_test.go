package action_test

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"reflect"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/rozmova/rozmova/demo"
	"github.com/rozmova/rozmova/internal/action"
	c "github.com/rozmova/rozmova/internal/conversation"
)

// secret stands in every argument: it must be in no error.
const secret = "olena.koval@example.com"

var call = action.Call{Action: "find", Args: map[string]c.Value{"email": secret}, Key: "conv:7"}

func client(t *testing.T, base, token string) *action.HTTP {
	t.Helper()
	h, err := action.NewHTTP(base, token)
	if err != nil {
		t.Fatal(err)
	}
	return h
}

// failed is the *Error of a call; its cause is held to hold nobody's words.
func failed(t *testing.T, err error) *action.Error {
	t.Helper()
	var e *action.Error
	if !errors.As(err, &e) {
		t.Fatalf("not an *action.Error: %v", err)
	}
	for _, s := range []string{e.Error(), fmt.Sprint(e.Cause), e.Code} {
		if strings.Contains(s, "olena") || strings.Contains(s, "k3y") || strings.Contains(s, "hidden") {
			t.Errorf("an error that is logged says %q", s)
		}
	}
	return e
}

func TestRequest(t *testing.T) {
	t.Parallel()
	type seen struct {
		Method, Path, Query, Type, Accept, Key, Auth, Body string
	}
	var got seen
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		b, _ := io.ReadAll(r.Body)
		h := r.Header
		got = seen{r.Method, r.URL.Path, r.URL.RawQuery, h.Get("Content-Type"), h.Get("Accept"), h.Get("Idempotency-Key"), h.Get("Authorization"), string(b)}
		fmt.Fprint(w, `{"result":true}`)
	}))
	defer server.Close()
	host := strings.TrimPrefix(server.URL, "http://")
	args := map[string]c.Value{"order_id": "#W1", "items": []any{"a", 1.5, nil}, "text": "<b>«Їжак»</b>\n\"&"}
	for name, x := range map[string]struct {
		base, token string
		args        map[string]c.Value
		want        seen
	}{
		"plain":       {server.URL, "", args, seen{Path: "/tools/cancel"}},
		"slash":       {server.URL + "/", "t0ken", args, seen{Path: "/tools/cancel", Auth: "Bearer t0ken"}},
		"path":        {server.URL + "/shop/v1", "", args, seen{Path: "/shop/v1/tools/cancel"}},
		"path, slash": {server.URL + "/shop/v1/", "", args, seen{Path: "/shop/v1/tools/cancel"}},
		"query":       {server.URL + "/shop?key=k3y", "", args, seen{Path: "/shop/tools/cancel", Query: "key=k3y"}},
		"password":    {"http://u:k3y@" + host, "", args, seen{Path: "/tools/cancel", Auth: "Basic dTprM3k="}},
		"no args":     {server.URL, "", nil, seen{Path: "/tools/cancel", Body: "{}"}},
	} {
		v, err := client(t, x.base, x.token).Perform(t.Context(), action.Call{Action: "cancel", Args: x.args, Key: "conv:12"})
		if err != nil || v != true {
			t.Errorf("%s: %v %v", name, v, err)
		}
		body := got.Body
		if x.want.Body == "" {
			var back map[string]c.Value
			if err := json.Unmarshal([]byte(body), &back); err != nil {
				t.Errorf("%s: %v", name, err)
			}
			if d := cmp.Diff(args, back); d != "" {
				t.Errorf("%s: arguments came as %s", name, d)
			}
			body = ""
		}
		x.want.Method, x.want.Type, x.want.Accept, x.want.Key = "POST", "application/json", "application/json", "conv:12"
		got.Body = body
		if got != x.want {
			t.Errorf("%s: sent %+v, want %+v", name, got, x.want)
		}
	}
}

func TestBadAddresses(t *testing.T) {
	t.Parallel()
	for _, base := range []string{
		"", "shop", "shop.example/api", "//shop.example", "ftp://shop.example", "http://", "http:///tools", "http://:8080",
		"https://u:k3y@", "http://shop.example:port", "http://[::1", "http://shop .example", "file:///etc/passwd", "htp://u:k3y@shop.example", "http://u:k3y@shop\x00",
	} {
		if h, err := action.NewHTTP(base, ""); err == nil || h != nil || strings.Contains(err.Error(), "k3y") {
			t.Errorf("%q: %v", base, err)
		}
	}
	for _, token := range []string{"k3y\n", "k3y\r\nX-Admin: 1", " k3y", "ключ k3y"} {
		if _, err := action.NewHTTP("https://shop.example", token); err == nil || strings.Contains(err.Error(), "k3y") {
			t.Errorf("token %q: %v", token, err)
		}
	}
	// Not JSON, and nothing is sent.
	if _, err := client(t, "http://127.0.0.1:1", "").Perform(t.Context(), action.Call{Action: "x", Args: map[string]c.Value{"x": func() {}}}); failed(t, err).Retry {
		t.Error("arguments that cannot be written are tried again")
	}
}

func TestAnswers(t *testing.T) {
	t.Parallel()
	deep := func(n int) string {
		return `{"result":` + strings.Repeat("[", n) + strings.Repeat("]", n) + "}"
	}
	const retry = true
	for name, x := range map[string]struct {
		status int
		body   string
		want   c.Value
		code   string
		retry  bool
	}{
		"a text":            {200, `{"result":"ok"}`, "ok", "", false},
		"an object":         {200, `{"result":{"a":[1,null,true,"ї"]}}`, map[string]any{"a": []any{1.0, nil, true, "ї"}}, "", false},
		"created":           {201, `{"result":1}`, 1.0, "", false},
		"nothing":           {200, `{"result":null}`, nil, "", false},
		"no error":          {200, ` {"result":false,"error":null} `, false, "", false},
		"unknown fields":    {200, `{"result":1,"meta":{"x":[]}}`, 1.0, "", false},
		"31 deep":           {200, deep(31), nest(31), "", false},
		"32 deep":           {200, deep(32), nil, "bad_answer", retry},
		"100,000 deep":      {200, deep(100_000), nil, "bad_answer", retry},
		"a NUL":             {200, `{"result":"a\u0000b"}`, "a\x00b", "", false},
		"a lone surrogate":  {200, `{"result":"\ud800"}`, "\uFFFD", "", false},
		"invalid UTF-8":     {200, "{\"result\":\"\xff\"}", "\uFFFD", "", false},
		"just large enough": {200, `{"result":"` + strings.Repeat("a", 256<<10-13) + `"}`, strings.Repeat("a", 256<<10-13), "", false},
		"too large":         {200, `{"result":"` + strings.Repeat("a", 256<<10-12) + `"}`, nil, "bad_answer", retry},
		"endless spaces":    {200, strings.Repeat(" ", 1<<20) + `{"result":1}`, nil, "bad_answer", retry},

		"empty":             {200, ``, nil, "bad_answer", retry},
		"no content":        {204, ``, nil, "bad_answer", retry},
		"HTML":              {200, `<html>hidden</html>`, nil, "bad_answer", retry},
		"half":              {200, `{"result":{"a":`, nil, "bad_answer", retry},
		"two values":        {200, `{"result":1}{"result":2}`, nil, "bad_answer", retry},
		"rest":              {200, `{"result":1} x`, nil, "bad_answer", retry},
		"a list":            {200, `[{"result":1}]`, nil, "bad_answer", retry},
		"null":              {200, `null`, nil, "bad_answer", retry},
		"neither":           {200, `{}`, nil, "bad_answer", retry},
		"a text for error":  {200, `{"error":"hidden"}`, nil, "rejected", false},
		"a list for error":  {200, `{"error":["hidden"]}`, nil, "bad_answer", retry},
		"a number for code": {200, `{"error":{"code":404}}`, nil, "bad_answer", retry},
		"a huge number":     {200, `{"result":1e999}`, nil, "bad_answer", retry},
		"404 of a proxy":    {404, `not found`, nil, "unknown_tool", retry},
		"404 of a router":   {404, `{"detail":"Not Found"}`, nil, "unknown_tool", retry},
		"501":               {501, ``, nil, "unknown_tool", false},
		"400 with a result": {400, `{"result":1}`, nil, "bad_answer", retry},

		"business error":      {200, `{"error":{"code":"not_found","message":"No such order"}}`, nil, "not_found", false},
		"with 404":            {404, `{"error":{"code":"not_found","message":"No such order"}}`, nil, "not_found", false},
		"with 422":            {422, `{"result":1,"error":{"code":"not_pending"}}`, nil, "not_pending", false},
		"no code":             {409, `{"error":{}}`, nil, "rejected", false},
		"a sentence":          {200, `{"error":{"message":"Order cannot be cancelled"}}`, nil, "rejected", false},
		"a sentence, missing": {200, `{"error":{"message":"User not found"}}`, nil, "not_found", false},
		"no such tool":        {404, `{"error":{"message":"Tool 'reset_password' not found"}}`, nil, "unknown_tool", false},
		"an unknown tool":     {400, `{"error":"Unknown tool: x"}`, nil, "unknown_tool", false},
		"a transaction":       {200, `{"error":{"message":"Transaction not found"}}`, nil, "not_found", false},
		"another's manners":   {409, `{"error":{"code":"Order.Not-Found!"}}`, nil, "order_not_found_", false},
		"a sentence for code": {409, `{"error":{"code":"Так: ні\n42"}}`, nil, "________42", false},
		"a long code":         {409, `{"error":{"code":"` + strings.Repeat("x", 9999) + `"}}`, nil, strings.Repeat("x", 64), false},

		"401":                   {401, `{"error":{"code":"unauthorized"}}`, nil, "unavailable", retry},
		"407":                   {407, ``, nil, "unavailable", retry},
		"408":                   {408, ``, nil, "unavailable", retry},
		"425":                   {425, ``, nil, "unavailable", retry},
		"429":                   {429, `{"error":{"code":"slow_down"}}`, nil, "unavailable", retry},
		"500":                   {500, `{"result":1}`, nil, "unavailable", retry},
		"503":                   {503, `{"error":{"code":"maintenance","message":"hidden"}}`, nil, "unavailable", retry},
		"599":                   {599, ``, nil, "unavailable", retry},
		"300":                   {300, `{"result":1}`, nil, "bad_answer", retry},
		"a redirect":            {302, `{"result":1}`, nil, "bad_answer", retry},
		"a redirect of a POST":  {307, `{"error":{"code":"moved"}}`, nil, "bad_answer", retry},
		"a permanent one":       {308, ``, nil, "bad_answer", retry},
		"403 is the customer's": {403, `{"error":{"code":"not_yours"}}`, nil, "not_yours", false},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			asked := 0
			server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
				asked++
				if x.status >= 300 && x.status < 400 {
					w.Header().Set("Location", "/elsewhere")
				}
				w.WriteHeader(x.status)
				_, _ = io.WriteString(w, x.body)
			}))
			defer server.Close()
			got, err := client(t, server.URL, "").Perform(t.Context(), call)
			if asked != 1 {
				t.Errorf("asked %d times", asked)
			}
			if x.code == "" {
				if err != nil || !reflect.DeepEqual(got, x.want) {
					t.Errorf("got %.80v %v, want %.80v", got, err, x.want)
				}
				return
			}
			if e := failed(t, err); e.Code != x.code || e.Retry != x.retry || got != nil {
				t.Errorf("got %v %s retry=%v (%v), want %s retry=%v", got, e.Code, e.Retry, e.Cause, x.code, x.retry)
			}
		})
	}
}

func nest(n int) c.Value {
	var v c.Value = []any{}
	for range n - 1 {
		v = []any{v}
	}
	return v
}

func TestMessageIsCut(t *testing.T) {
	t.Parallel()
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		fmt.Fprintf(w, `{"error":{"code":"x","message":"a%s"}}`, strings.Repeat("ї", 9999))
	}))
	defer server.Close()
	_, err := client(t, server.URL, "").Perform(t.Context(), call)
	if e := failed(t, err); e.Message != "a"+strings.Repeat("ї", 249) {
		t.Errorf("%d bytes: %q…", len(e.Message), e.Message[:20])
	}
}

// answers writes bytes that need not be HTTP, and closes the connection.
func answers(t *testing.T, raw string) string {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { l.Close() })
	go func() {
		for {
			conn, err := l.Accept()
			if err != nil {
				return
			}
			_, _ = conn.Read(make([]byte, 4096))
			_, _ = io.WriteString(conn, raw)
			conn.Close()
		}
	}()
	return "http://" + l.Addr().String() + "/api?key=k3y"
}

func TestBrokenPeers(t *testing.T) {
	t.Parallel()
	closed, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	closed.Close()
	for name, base := range map[string]string{
		"refused":             "http://u:k3y@" + closed.Addr().String() + "/?key=k3y",
		"no such host":        "http://no-such-host.invalid/?key=k3y",
		"closed at once":      answers(t, ""),
		"not HTTP":            answers(t, "olena.koval@example.com hidden\r\n\r\n"),
		"a broken status":     answers(t, "HTTP/1.1 olena hidden\r\n\r\n"),
		"a broken header":     answers(t, "HTTP/1.1 200 OK\r\nolena hidden\r\n\r\n"),
		"a broken length":     answers(t, "HTTP/1.1 200 OK\r\nContent-Length: olena\r\n\r\n"),
		"a broken encoding":   answers(t, "HTTP/1.1 200 OK\r\nTransfer-Encoding: olena\r\n\r\n"),
		"broken chunks":       answers(t, "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nolena\r\n"),
		"half an answer":      answers(t, "HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n{\"result\":1}"),
		"endless headers":     answers(t, "HTTP/1.1 200 OK\r\n"+strings.Repeat("X-Olena: hidden\r\n", 10_000)+"\r\n{\"result\":1}"),
		"HTTP where TLS is":   strings.Replace(answers(t, "HTTP/1.1 400 Bad Request\r\n\r\n"), "http", "https", 1),
		"gzip that is broken": answers(t, "HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: 5\r\n\r\nolena"),
	} {
		_, err := client(t, base, "").Perform(t.Context(), call)
		if e := failed(t, err); e.Code != "unavailable" || !e.Retry || e.Cause == nil {
			t.Errorf("%s: %s retry=%v cause=%v", name, e.Code, e.Retry, e.Cause)
		}
	}
	server := httptest.NewTLSServer(http.NotFoundHandler())
	defer server.Close()
	_, err = client(t, server.URL, "").Perform(t.Context(), call)
	if e := failed(t, err); e.Code != "unavailable" || !strings.Contains(e.Cause.Error(), "certificate") {
		t.Errorf("an unknown certificate: %s %v", e.Code, e.Cause)
	}
}

func TestTimeout(t *testing.T) {
	t.Parallel()
	gone := make(chan struct{})
	for name, serve := range map[string]http.HandlerFunc{
		"no answer":   func(http.ResponseWriter, *http.Request) { <-gone },
		"half a body": func(w http.ResponseWriter, _ *http.Request) { fmt.Fprint(w, `{"res`); w.(http.Flusher).Flush(); <-gone },
	} {
		server := httptest.NewServer(serve)
		t.Cleanup(server.Close)
		ctx, cancel := context.WithTimeout(t.Context(), 50*time.Millisecond)
		_, err := client(t, server.URL, "").Perform(ctx, call)
		if e := failed(t, err); e.Code != "timeout" || !e.Retry {
			t.Errorf("%s: %s retry=%v %v", name, e.Code, e.Retry, e.Cause)
		}
		cancel()
		ctx, cancel = context.WithCancel(t.Context())
		cancel()
		_, err = client(t, server.URL, "").Perform(ctx, call)
		if e := failed(t, err); e.Code != "unavailable" || !errors.Is(err, context.Canceled) {
			t.Errorf("%s, cancelled: %s %v", name, e.Code, e.Cause)
		}
	}
	close(gone)
}

func TestBindings(t *testing.T) {
	t.Parallel()
	b, err := demo.NewBackend(t.TempDir(), time.Now, demo.WithToken("s3cret"))
	if err != nil {
		t.Fatal(err)
	}
	defer b.Close()
	server := httptest.NewServer(b)
	defer server.Close()
	bindings := action.Bindings{"shop": client(t, server.URL, "s3cret"), "locked": client(t, server.URL, "wrong")}
	find := action.Call{Action: "find_user_id_by_email", Args: map[string]c.Value{"email": secret}, Key: "conv:1"}
	if v, err := bindings.Perform(t.Context(), "shop", find); err != nil || v != "olena_koval_1001" {
		t.Errorf("found %v %v", v, err)
	}
	for pack, want := range map[string]string{"locked": "unavailable", "other": action.CodeNotConfigured, "": action.CodeNotConfigured} {
		_, err := bindings.Perform(t.Context(), pack, find)
		if e := failed(t, err); e.Code != want || e.Retry != (want == "unavailable") {
			t.Errorf("%q: %s retry=%v", pack, e.Code, e.Retry)
		}
	}
	if _, err := action.Bindings(nil).Perform(t.Context(), "shop", find); failed(t, err).Code != action.CodeNotConfigured {
		t.Errorf("no bindings: %v", err)
	}
	if e := action.As(errors.New("surprise")); e.Code != "unavailable" || !e.Retry || e.Cause == nil {
		t.Errorf("a foreign error becomes %+v", e)
	}
	if e := action.As(fmt.Errorf("wrapped: %w", &action.Error{Code: "x"})); e.Code != "x" {
		t.Errorf("a wrapped error becomes %+v", e)
	}
	// Two calls under one key: the second is answered as the first, and the order
	// is cancelled once.
	cancel := action.Call{Action: "cancel_pending_order", Args: map[string]c.Value{"order_id": "#W1000001", "reason": "no longer needed"}, Key: "conv:2"}
	first, err := bindings.Perform(t.Context(), "shop", cancel)
	again, err2 := bindings.Perform(t.Context(), "shop", cancel)
	if err != nil || err2 != nil || !cmp.Equal(first, again) {
		t.Errorf("%v %v, then %v %v", first, err, again, err2)
	}
	cancel.Key = "conv:3"
	if _, err := bindings.Perform(t.Context(), "shop", cancel); failed(t, err).Code != "not_pending" || failed(t, err).Message == "" {
		t.Errorf("under another key: %v", err)
	}
}
