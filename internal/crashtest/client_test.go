package crashtest

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"math/rand/v2"
	"net/http"
	"sync"
	"sync/atomic"
	"time"
)

// faults collects what should not have happened.
type faults struct {
	mu  sync.Mutex
	all []string
	n   int
}

const shownFaults = 30

func (f *faults) add(format string, args ...any) {
	f.mu.Lock()
	defer f.mu.Unlock()
	if f.n++; f.n <= shownFaults {
		f.all = append(f.all, fmt.Sprintf(format, args...))
	}
}

// client speaks to the platform as a customer's widget or a desk does: each
// request is sent again, word for word, until it is answered.
type client struct {
	p       *platform
	http    *http.Client
	header  http.Header
	repeats *atomic.Int64 // how often something was sent again
}

func newClient(r *run, address string) *client {
	c := &client{p: r.platform, http: &http.Client{Transport: r.transport, Timeout: 20 * time.Second}, header: http.Header{}, repeats: &r.repeats}
	c.header.Set("Content-Type", "application/json")
	c.header.Set("X-Forwarded-For", address) // each customer has limits of their own
	return c
}

// answer is what came back.
type answer struct {
	Status int
	Body   []byte
	Header http.Header
}

func (a answer) decode(into any) error {
	if err := json.Unmarshal(a.Body, into); err != nil {
		return fmt.Errorf("answer %d %.200s: %w", a.Status, a.Body, err)
	}
	return nil
}

// call sends a request until it is answered with something that says what
// became of it: a status below 500, and not "too many".
func (c *client) call(ctx context.Context, method, path string, body any) (answer, error) {
	b, err := json.Marshal(body)
	if err != nil {
		return answer{}, err
	}
	for {
		a, err := c.try(ctx, method, path, b)
		if err == nil && a.Status < 500 && a.Status != http.StatusTooManyRequests && a.Status != http.StatusRequestTimeout {
			return a, nil
		}
		c.repeats.Add(1)
		if err == nil {
			err = fmt.Errorf("status %d: %.200s", a.Status, a.Body)
		}
		if !nap(ctx, time.Duration(10+rand.IntN(40))*time.Millisecond) {
			return answer{}, fmt.Errorf("%s %s: %w; last: %w", method, path, ctx.Err(), err)
		}
	}
}

func (c *client) try(ctx context.Context, method, path string, body []byte) (answer, error) {
	base, err := c.p.address(ctx)
	if err != nil {
		return answer{}, err
	}
	req, err := http.NewRequestWithContext(ctx, method, base+path, bytes.NewReader(body))
	if err != nil {
		return answer{}, err
	}
	req.Header = c.header.Clone()
	res, err := c.http.Do(req)
	if err != nil {
		return answer{}, err
	}
	defer res.Body.Close()
	b, err := io.ReadAll(io.LimitReader(res.Body, 8<<20))
	return answer{res.StatusCode, b, res.Header}, err
}

// accept posts something with a client_id and gives the seq that was promised
// for it. Now and then it sends the same once more, together or afterwards, as
// clients do that are not sure; the promise must stay the same.
func (c *client) accept(ctx context.Context, dice *rand.Rand, path string, body map[string]any) (seq int64, a answer, err error) {
	tries := 1
	if dice.IntN(6) == 0 {
		tries = 2
	}
	together := dice.IntN(2) == 0
	seqs, answers, errs := make([]int64, tries), make([]answer, tries), make([]error, tries)
	send := func(i int) {
		answers[i], errs[i] = c.call(ctx, http.MethodPost, path, body)
		var ok struct{ Seq int64 }
		if errs[i] == nil && answers[i].Status == http.StatusAccepted {
			errs[i] = answers[i].decode(&ok)
		}
		seqs[i] = ok.Seq
	}
	var wg sync.WaitGroup
	for i := range tries {
		if together {
			wg.Go(func() { send(i) })
		} else {
			send(i)
		}
	}
	wg.Wait()
	for i := range tries {
		if errs[i] != nil {
			return 0, answer{}, errs[i]
		}
		if answers[i].Status != answers[0].Status || seqs[i] != seqs[0] {
			c.p.faults.add("%s %v was answered %d seq %d, and again %d seq %d", path, body["client_id"],
				answers[0].Status, seqs[0], answers[i].Status, seqs[i])
		}
	}
	c.repeats.Add(int64(tries - 1))
	return seqs[0], answers[0], nil
}

func nap(ctx context.Context, d time.Duration) bool {
	t := time.NewTimer(d)
	defer t.Stop()
	select {
	case <-t.C:
		return true
	case <-ctx.Done():
		return false
	}
}
