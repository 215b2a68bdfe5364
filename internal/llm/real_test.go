package llm

import (
	"bufio"
	"context"
	"errors"
	"os"
	"os/exec"
	"regexp"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"
)

// These tests speak with a real server: `make test-models` sets one up. They
// hold for a model that understands nothing: what counts is the protocol.

// patience is for machines that have other work to do; nothing measures speed.
const patience = 3 * time.Minute

func realServer(t *testing.T) Server {
	t.Helper()
	url := os.Getenv("ROZMOVA_TEST_MODEL")
	if url == "" {
		t.Skip("needs a language model's server: run `make test-models`, or set ROZMOVA_TEST_MODEL to the URL of one, up to and with /v1")
	}
	return Server{URL: url, Model: os.Getenv("ROZMOVA_TEST_MODEL_NAME")}
}

func realClient(t *testing.T) *OpenAI {
	t.Helper()
	c, err := NewOpenAI(realServer(t))
	if err != nil {
		t.Fatal(err)
	}
	return c
}

// asking is the context of a request that is to be answered.
func asking(t *testing.T) context.Context {
	ctx, cancel := context.WithTimeout(t.Context(), patience)
	t.Cleanup(cancel)
	return ctx
}

var (
	count  = []Message{{User, "Count: one, two, three,"}}
	textUK = "Доброго дня! Підкажіть, будь ласка, коли приїде моє замовлення, бо я вже тиждень чекаю на нього, а жодної звістки немає. "
	textEN = "Good afternoon! Could you tell me when my order is going to arrive? I have been waiting for a week and have heard nothing. "
)

// A reply is as long as it was allowed to be, and the server says what it took.
func TestRealReply(t *testing.T) {
	c := realClient(t)
	got, err := c.Complete(asking(t), Request{System: "Be brief.", Messages: count, MaxTokens: 12})
	used := got.Usage
	var e *Error
	if errors.As(err, &e) && e.Code == TooLong {
		used = e.Usage
	} else if err != nil {
		t.Fatal(err)
	} else if strings.TrimSpace(got.Text) == "" || got.Model == "" {
		t.Errorf("got %+v", got)
	}
	if used.Input <= 0 || used.Output <= 0 || used.Output > 12 || used.Took <= 0 || used.Guessed {
		t.Errorf("usage %+v", used)
	}
}

// The system message is read: a server whose template does not know the role
// leaves it out without a word.
func TestRealSystemMessageCounts(t *testing.T) {
	c := realClient(t)
	read := func(system string) int {
		got, err := c.Complete(asking(t), Request{System: system, Messages: count, MaxTokens: 4})
		var e *Error
		if errors.As(err, &e) {
			return e.Usage.Input
		}
		return got.Usage.Input
	}
	if short, long := read("Be brief."), read(strings.Repeat("Be brief. ", 50)); long < short+50 {
		t.Errorf("%d tokens with a short system message, %d with a long one", short, long)
	}
}

// A stream hands over what it is made of, in order.
func TestRealStream(t *testing.T) {
	c := realClient(t)
	var pieces []string
	got, err := c.Complete(asking(t), Request{Messages: count, MaxTokens: 16, OnText: func(s string) { pieces = append(pieces, s) }})
	if err != nil && CodeOf(err) != TooLong {
		t.Fatal(err)
	}
	if len(pieces) < 2 || len(pieces) > 16 {
		t.Errorf("pieces: %q", pieces)
	}
	if err == nil && got.Text != strings.Join(pieces, "") {
		t.Errorf("got %q of %q", got.Text, pieces)
	}
}

// Whatever a server knows of schemas, what comes back fits, streamed or whole,
// and how to ask it is found out once.
func TestRealSchema(t *testing.T) {
	c := realClient(t)
	names := map[int32]string{strictly: "json_schema", asObject: "json_object with a schema", trustfully: "nothing"}
	for i, text := range []string{"Is the sky blue?", textUK, "Answer with plain words and no JSON at all: no braces."} {
		r := Request{System: `Answer with JSON: {"answer": "yes or no", "sure": true or false}`, Messages: []Message{{User, text}}, Schema: schema(t), MaxTokens: 200}
		if i == 1 {
			r.OnText = func(string) {}
		}
		got, err := c.Complete(asking(t), r)
		if c.hold.Load() == trustfully && CodeOf(err) == BadAnswer {
			continue // nothing holds such a server to the shape: that is seen, and nothing is made of it
		}
		if err != nil && CodeOf(err) != TooLong {
			t.Errorf("%q: %v", text, err)
		}
		if err == nil && len(got.JSON) == 0 {
			t.Errorf("%q: %+v", text, got)
		}
	}
	t.Logf("the server is held to a schema by %s", names[c.hold.Load()])
}

// A guess of tokens is never too low by much: a budget is kept by it where a
// server does not count.
func TestRealGuess(t *testing.T) {
	c := realClient(t)
	for name, text := range map[string]string{"uk": strings.Repeat(textUK, 5), "en": strings.Repeat(textEN, 5)} {
		r := Request{Messages: []Message{{User, text}}, MaxTokens: 1}
		_, err := c.Complete(asking(t), r)
		var e *Error
		if !errors.As(err, &e) || e.Code != TooLong {
			t.Fatalf("one token: %v", err)
		}
		told, guessed := e.Usage.Input, guess(r, 0, 0).Input
		t.Logf("%s: %d tokens, guessed %d", name, told, guessed)
		if guessed*10 < told*9 || guessed > told*4 {
			t.Errorf("%s: %d tokens are guessed for %d", name, guessed, told)
		}
	}
}

// No time: the request is given up and guessed, and the next one is served.
func TestRealTimeout(t *testing.T) {
	c := realClient(t)
	b := &book{}
	g := Guard(c, Limits{Tries: 1, Try: time.Millisecond}, b, time.Now, quiet, nil)
	if _, err := g.Complete(t.Context(), Request{System: textEN, Messages: count}); CodeOf(err) != Timeout {
		t.Errorf("in a millisecond: %v", err)
	}
	if e := b.all()[0]; !e.Usage.Guessed || e.Usage.Input < 20 {
		t.Errorf("accounted: %+v", e)
	}
	// A stream that is given up half-way leaves the server free.
	ctx, cancel := context.WithCancel(asking(t))
	if _, err := c.Complete(ctx, Request{Messages: count, MaxTokens: 2000, OnText: func(string) { cancel() }}); CodeOf(err) != Stopped {
		t.Errorf("given up: %v", err)
	}
	if _, err := c.Complete(asking(t), Request{Messages: count, MaxTokens: 2}); err != nil && CodeOf(err) != TooLong {
		t.Errorf("afterwards: %v", err)
	}
}

// Far more than the model can hold is refused, and is no reason to ask for
// less strictness from then on.
func TestRealTooLong(t *testing.T) {
	c := realClient(t)
	_, err := c.Complete(asking(t), Request{Messages: []Message{{User, strings.Repeat(textEN, 3000)}}, Schema: schema(t), MaxTokens: 20})
	if CodeOf(err) != Rejected || !errors.Is(err, errContext) {
		t.Errorf("got %v", err)
	}
}

func TestRealWrongAddress(t *testing.T) {
	s := realServer(t)
	s.URL += "/no/such/place"
	c, err := NewOpenAI(s)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := c.Complete(asking(t), Request{Messages: count}); CodeOf(err) != Rejected {
		t.Errorf("got %v", err)
	}
}

// Several at once: each gets a whole reply, or is told that it has none. (This
// server breaks a stream off when somebody else comes.)
func TestRealAtOnce(t *testing.T) {
	c := realClient(t)
	ctx := asking(t)
	var all sync.WaitGroup
	for i := range 3 {
		all.Go(func() {
			n := 0
			r := Request{System: `Answer with JSON: {"answer": "yes", "sure": true}`, Messages: count, Schema: schema(t), MaxTokens: 100, OnText: func(string) { n++ }}
			got, err := c.Complete(ctx, r)
			switch code := CodeOf(err); {
			case err == nil && len(got.JSON) == 0:
				t.Errorf("%d: %+v", i, got)
			case err != nil && code != Cut && code != TooLong && code != BadAnswer:
				t.Errorf("%d: after %d pieces: %v", i, n, err)
			}
		})
	}
	all.Wait()
}

// Servers close connections that rest; that is nothing to fail for.
func TestRealRest(t *testing.T) {
	c := realClient(t)
	for i := range 2 {
		if i > 0 {
			time.Sleep(6 * time.Second) // uvicorn's patience is five
		}
		if _, err := c.Complete(asking(t), Request{Messages: count, MaxTokens: 2}); err != nil && CodeOf(err) != TooLong {
			t.Errorf("%d: %v", i, err)
		}
	}
}

// A server that hangs, dies and comes back, under a guard as a live service has it.
func TestRealServerDies(t *testing.T) {
	_ = realServer(t)
	serve := os.Getenv("ROZMOVA_TEST_MODEL_SERVE")
	if serve == "" {
		t.Skip("needs a server of its own to kill: run `make test-models`")
	}
	p := start(t, serve, "0")
	c, err := NewOpenAI(Server{URL: p.url, Model: "m"})
	if err != nil {
		t.Fatal(err)
	}
	b := &book{}
	g := Guard(c, Limits{Tries: 1, Try: patience, Failures: 2, Rest: 100 * time.Millisecond}, b, time.Now, quiet, nil)
	long := func(ctx context.Context, then func()) error {
		n := 0
		_, err := g.Complete(ctx, Request{Messages: count, MaxTokens: 2000, OnText: func(string) {
			if n++; n == 3 {
				then()
			}
		}})
		return err
	}

	ctx, cancel := context.WithTimeout(t.Context(), patience)
	defer cancel()
	hang := func() {
		_ = p.cmd.Process.Signal(syscall.SIGSTOP)
		time.AfterFunc(300*time.Millisecond, cancel) // a caller's own time is up
	}
	if err := long(ctx, hang); CodeOf(err) != Stopped && CodeOf(err) != Timeout {
		t.Errorf("it hangs: %v", err)
	}
	_ = p.cmd.Process.Signal(syscall.SIGCONT)

	if err := long(asking(t), p.kill); CodeOf(err) != Cut {
		t.Errorf("killed in the middle: %v", err)
	}
	if e := b.all()[1]; !e.Failed || e.Usage.Input == 0 || e.Usage.Output == 0 {
		t.Errorf("accounted: %+v", e)
	}
	if err := long(asking(t), func() {}); CodeOf(err) != Unavailable {
		t.Errorf("nobody there: %v", err)
	}
	if g.Available() {
		t.Error("the circuit is closed after two failures")
	}
	p = start(t, serve, p.port)
	for end := time.Now().Add(patience); ; time.Sleep(100 * time.Millisecond) {
		_, err := g.Complete(asking(t), Request{Messages: count, MaxTokens: 2})
		if err == nil || CodeOf(err) == TooLong {
			break
		}
		if time.Now().After(end) {
			t.Fatalf("it is back, and not found: %v", err)
		}
	}
	if !g.Available() {
		t.Error("the circuit is open although it answers")
	}
}

type process struct {
	cmd       *exec.Cmd
	url, port string
}

var listens = regexp.MustCompile(`running on http://127\.0\.0\.1:(\d+)`)

func start(t *testing.T, serve, port string) *process {
	t.Helper()
	p := &process{cmd: exec.Command(serve, port)}
	out, err := p.cmd.StderrPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := p.cmd.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(p.kill)
	var said strings.Builder
	lines := bufio.NewScanner(out)
	for lines.Scan() {
		said.WriteString(lines.Text() + "\n")
		if m := listens.FindStringSubmatch(lines.Text()); m != nil {
			p.port, p.url = m[1], "http://127.0.0.1:"+m[1]+"/v1"
			go func() {
				for lines.Scan() { // so that it is not held up by what it says
				}
			}()
			return p
		}
	}
	t.Fatalf("the server did not start:\n%s", said.String())
	return nil
}

func (p *process) kill() {
	if p.cmd.ProcessState == nil {
		_ = p.cmd.Process.Kill()
		_ = p.cmd.Wait()
	}
}
