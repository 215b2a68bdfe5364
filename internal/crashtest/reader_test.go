package crashtest

import (
	"bufio"
	"context"
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"net/http"
	"strings"
	"sync"
	"time"

	"github.com/coder/websocket"
)

// event is what a client reads of one. Raw is all of it.
type event struct {
	Seq     int64
	Type    string
	Actor   string
	Text    string
	TextKey string `json:"text_key"`
	Client  string `json:"client_id"`
	Owner   string
	Buttons []struct{ ID, Title string }
	Raw     json.RawMessage `json:"-"`
}

// ways of reading a stream.
const (
	bySSE = iota
	bySocket
	byPoll
	ways
)

// reader holds a stream open through everything: whenever it breaks, the
// reader comes back with its cursor. It keeps all that it was given.
type reader struct {
	name   string
	c      *client
	path   string // of the conversation
	token  string // the customer's, empty for agents
	way    int
	dice   *rand.Rand
	faults *faults
	done   chan struct{} // closed when reading has ended

	mu      sync.Mutex
	events  []event
	more    chan struct{} // closed at the next event
	resumed int
}

func newReader(name string, c *client, path, token string, way int, dice *rand.Rand, f *faults) *reader {
	return &reader{name: name, c: c, path: path, token: token, way: way, dice: dice, faults: f,
		more: make(chan struct{}), done: make(chan struct{})}
}

// run reads until ctx ends.
func (r *reader) run(ctx context.Context) {
	defer close(r.done)
	for ctx.Err() == nil {
		// Some connections are cut by the client's side too.
		life, cancel := context.WithTimeout(ctx, time.Duration(100+r.dice.IntN(6000))*time.Millisecond)
		var err error
		switch r.way {
		case bySSE:
			err = r.sse(life)
		case bySocket:
			err = r.socket(life)
		default:
			err = r.poll(life)
		}
		cancel()
		r.mu.Lock()
		r.resumed++
		r.mu.Unlock()
		if err != nil {
			nap(ctx, time.Duration(5+r.dice.IntN(30))*time.Millisecond)
		}
	}
}

func (r *reader) cursor() int64 {
	r.mu.Lock()
	defer r.mu.Unlock()
	return int64(len(r.events))
}

func (r *reader) resumes() int {
	r.mu.Lock()
	defer r.mu.Unlock()
	return r.resumed
}

// take keeps an event. It is the place where a gap or a double shows.
func (r *reader) take(raw []byte) {
	e := event{Raw: append([]byte(nil), raw...)}
	if err := json.Unmarshal(raw, &e); err != nil {
		r.faults.add("%s: event is not JSON: %v", r.name, err)
		return
	}
	if e.Seq == 0 {
		return // a ping, somebody typing
	}
	r.mu.Lock()
	defer r.mu.Unlock()
	if want := int64(len(r.events)) + 1; e.Seq != want {
		r.faults.add("%s (way %d): event %d where %d is next", r.name, r.way, e.Seq, want)
		return
	}
	r.events = append(r.events, e)
	close(r.more)
	r.more = make(chan struct{})
}

// await gives the first event after a seq that fits.
func (r *reader) await(ctx context.Context, after int64, fits func(event) bool) (event, error) {
	for {
		r.mu.Lock()
		events, more := r.events, r.more
		r.mu.Unlock()
		for ; after < int64(len(events)); after++ {
			if fits(events[after]) {
				return events[after], nil
			}
		}
		select {
		case <-more:
		case <-ctx.Done():
			return event{}, fmt.Errorf("%s: waiting after event %d: %w", r.name, after, ctx.Err())
		}
	}
}

func (r *reader) all() []event {
	r.mu.Lock()
	defer r.mu.Unlock()
	return r.events
}

func (r *reader) get(ctx context.Context, query, accept string) (*http.Response, error) {
	base, err := r.c.p.address(ctx)
	if err != nil {
		return nil, err
	}
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, base+r.path+"/events"+query, nil)
	if err != nil {
		return nil, err
	}
	req.Header = r.c.header.Clone()
	if r.token != "" {
		req.Header.Set("Authorization", "Bearer "+r.token)
	}
	if accept != "" {
		req.Header.Set("Accept", accept)
	}
	res, err := r.c.http.Transport.RoundTrip(req)
	if err != nil {
		return nil, err
	}
	if res.StatusCode != http.StatusOK {
		res.Body.Close()
		if res.StatusCode < 500 && res.StatusCode != http.StatusTooManyRequests {
			r.faults.add("%s: stream after %d was refused with %d", r.name, r.cursor(), res.StatusCode)
		}
		return nil, fmt.Errorf("status %d", res.StatusCode)
	}
	return res, nil
}

func (r *reader) sse(ctx context.Context) error {
	res, err := r.get(ctx, fmt.Sprintf("?after=%d", r.cursor()), "text/event-stream")
	if err != nil {
		return err
	}
	defer res.Body.Close()
	lines := bufio.NewScanner(res.Body)
	lines.Buffer(nil, 1<<20)
	var data, kind string
	for lines.Scan() {
		switch line := lines.Text(); {
		case line == "":
			// Only a whole frame counts; one that was cut off is dropped, as a
			// browser would.
			if data != "" && kind == "" {
				r.take([]byte(data))
			}
			data, kind = "", ""
		case strings.HasPrefix(line, "data: "):
			data = line[len("data: "):]
		case strings.HasPrefix(line, "event: "):
			kind = line[len("event: "):]
		}
	}
	return lines.Err()
}

func (r *reader) socket(ctx context.Context) error {
	base, err := r.c.p.address(ctx)
	if err != nil {
		return err
	}
	opts := &websocket.DialOptions{HTTPHeader: r.c.header.Clone(), Subprotocols: []string{"rozmova.v1", "bearer." + r.token}}
	conn, _, err := websocket.Dial(ctx, base+fmt.Sprintf("%s/stream?after=%d", r.path, r.cursor()), opts)
	if err != nil {
		return err
	}
	defer conn.CloseNow()
	conn.SetReadLimit(1 << 20)
	for {
		_, b, err := conn.Read(ctx)
		if err != nil {
			return err
		}
		r.take(b)
	}
}

func (r *reader) poll(ctx context.Context) error {
	for {
		res, err := r.get(ctx, fmt.Sprintf("?after=%d&wait=5&limit=7", r.cursor()), "")
		if err != nil {
			return err
		}
		var page struct{ Events []json.RawMessage }
		err = json.NewDecoder(res.Body).Decode(&page)
		res.Body.Close()
		if err != nil {
			return err
		}
		for _, e := range page.Events {
			r.take(e)
		}
	}
}
