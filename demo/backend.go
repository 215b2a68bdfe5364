package demo

import (
	"bytes"
	"crypto/sha256"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"os"
	"path/filepath"
	"sync"
	"time"
)

// Backend is the company's business back end over HTTP. Its state is the seed
// (or the data set it was given) with the ledger replayed over it; there is no
// other file to get out of step.
type Backend struct {
	now    func() time.Time
	token  [sha256.Size]byte // of the bearer token; guarded says if there is one
	locked bool
	faults *faults
	mux    *http.ServeMux
	closed chan struct{}

	ledger   *journal // performed writes
	refusals *journal // answers of refused writes, so that a repeated key gets the same no

	mu       sync.RWMutex // guards the rest; the ledger's order is the order under it
	shop     *shop
	answered map[string]answered
	recent   []Entry
	last     int
}

// Entry is one line of the ledger: a write as it was performed.
type Entry struct {
	N      int             `json:"n"`
	At     time.Time       `json:"at"`
	Key    string          `json:"key"`
	Tool   string          `json:"tool"`
	Args   json.RawMessage `json:"args"`
	Answer json.RawMessage `json:"answer"`
}

// answered is a key already answered: for which request, and where the answer
// stands.
type answered struct {
	request    [sha256.Size]byte
	refused    bool // in the refusals, not in the ledger
	start, end int64
}

// recentEntries is how much of the ledger the page shows.
const recentEntries = 50

// Option configures a Backend.
type Option func(*options)

type options struct {
	token   string
	faults  []Fault
	pending int
	data    *Data
}

// WithToken makes the back end require `Authorization: Bearer token` of every
// request; people may give it as the password of basic authentication. An
// empty token requires nothing.
func WithToken(token string) Option { return func(o *options) { o.token = token } }

// WithFaults makes calls go wrong, for tests of those who call.
func WithFaults(f ...Fault) Option { return func(o *options) { o.faults = append(o.faults, f...) } }

// NewBackend opens the back end whose ledger is in dir, which is created if it
// is not there. One process at a time may have a directory open.
func NewBackend(dir string, now func() time.Time, opts ...Option) (_ *Backend, err error) {
	var o options
	for _, opt := range opts {
		opt(&o)
	}
	b := &Backend{now: now, closed: make(chan struct{}), answered: map[string]answered{}}
	if b.shop = seed(); o.data != nil {
		b.shop = o.data.fresh()
	}
	b.shop.placePending(o.pending)
	if b.faults, err = newFaults(o.faults); err != nil {
		return nil, err
	}
	if b.locked = o.token != ""; b.locked {
		b.token = sha256.Sum256([]byte(o.token))
	}
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return nil, fmt.Errorf("create data directory: %w", err)
	}
	defer func() {
		if err != nil {
			err = errors.Join(err, b.closeJournals())
		}
	}()
	if b.ledger, err = openJournal(filepath.Join(dir, "ledger.jsonl"), b.replay); err != nil {
		return nil, err
	}
	if b.refusals, err = openJournal(filepath.Join(dir, "refusals.jsonl"), b.remember); err != nil {
		return nil, err
	}
	b.routes()
	return b, nil
}

// Close waits for what is being written and closes the files. Calls after it
// are answered 503.
func (b *Backend) Close() error {
	b.mu.Lock()
	select {
	case <-b.closed:
		b.mu.Unlock()
		return nil
	default:
		close(b.closed)
	}
	b.mu.Unlock()
	return b.closeJournals()
}

func (b *Backend) closeJournals() error {
	var errs []error
	for _, j := range []*journal{b.ledger, b.refusals} {
		if j != nil {
			errs = append(errs, j.close())
		}
	}
	return errors.Join(errs...)
}

// answer performs a call and returns the body of its answer. When it returns,
// everything that the answer tells of is on the disk.
func (b *Backend) answer(c call) ([]byte, error) {
	if c.tool.writes {
		return b.write(c)
	}
	b.mu.RLock()
	body, _, err := run(b.shop, c)
	seen := b.ledger.position()
	b.mu.RUnlock()
	if err != nil {
		return nil, err
	}
	// A read must not tell of a write that a crash could still undo.
	return body, b.ledger.sync(seen)
}

var errKeyReused = bad(http.StatusUnprocessableEntity, "idempotency_key_reused",
	"This Idempotency-Key was used for a different request")

func (b *Backend) write(c call) ([]byte, error) {
	known, err := b.place(c)
	if err != nil {
		return nil, err
	}
	if known.request != c.fingerprint() {
		return nil, errKeyReused
	}
	in := b.ledger
	if known.refused {
		in = b.refusals
		// A refusal rests on the writes before it; a crash must not undo
		// them under an answer already given.
		if err := b.ledger.sync(b.ledger.position()); err != nil {
			return nil, err
		}
	}
	if err := in.sync(known.end); err != nil {
		return nil, err
	}
	line, err := in.lineAt(known.start, known.end)
	if err != nil {
		return nil, err
	}
	var e Entry
	if err := json.Unmarshal(line, &e); err != nil {
		return nil, fmt.Errorf("read recorded answer: %w", err)
	}
	return e.Answer, nil
}

// place finds where the key's answer stands, or performs the write and gives
// it its place. A journal that cannot take lines any more is asked before
// anything changes.
func (b *Backend) place(c call) (answered, error) {
	b.mu.Lock()
	defer b.mu.Unlock()
	if known, ok := b.answered[c.key]; ok {
		return known, nil
	}
	for _, j := range []*journal{b.ledger, b.refusals} {
		if err := j.fault(); err != nil {
			return answered{}, err
		}
	}
	body, refused, err := run(b.shop, c)
	if err != nil {
		return answered{}, err
	}
	e := Entry{N: b.last + 1, At: b.now().UTC(), Key: c.key, Tool: c.tool.name, Args: c.raw, Answer: body}
	in := b.ledger
	if refused {
		e.N, in = b.last, b.refusals // the number says which writes it rests on
	}
	line, err := encode(e)
	if err != nil {
		return answered{}, err
	}
	start, end, err := in.append(line)
	if err != nil {
		return answered{}, err
	}
	if !refused {
		b.note(e)
	}
	known := answered{c.fingerprint(), refused, start, end}
	b.answered[c.key] = known
	return known, nil
}

// note keeps the entry's number and shows it among the recent ones.
func (b *Backend) note(e Entry) {
	b.last = e.N
	e.Answer = nil
	if len(b.recent) == recentEntries {
		b.recent = append(b.recent[:0:0], b.recent[1:]...)
	}
	b.recent = append(b.recent, e)
}

// run lets the rule decide and writes its answer down. A refusal is an
// answer; an error is a fault of this program.
func run(s *shop, c call) (body []byte, refused bool, err error) {
	result, err := c.tool.run(s, c.args)
	var no *refusal
	if errors.As(err, &no) {
		body, err = encode(map[string]any{"error": no})
		return body, true, err
	}
	if err != nil {
		return nil, false, fmt.Errorf("run %s: %w", c.tool.name, err)
	}
	body, err = encode(map[string]any{"result": result})
	return body, false, err
}

// encode writes JSON as it is: names and addresses keep their signs.
func encode(v any) ([]byte, error) {
	var buf bytes.Buffer
	e := json.NewEncoder(&buf)
	e.SetEscapeHTML(false)
	if err := e.Encode(v); err != nil {
		return nil, fmt.Errorf("write answer: %w", err)
	}
	return bytes.TrimSuffix(buf.Bytes(), []byte("\n")), nil
}

// replay performs a line of the ledger again, at start.
func (b *Backend) replay(start, end int64, line []byte) error {
	e, c, err := recorded(line)
	if err != nil {
		return err
	}
	if e.N != b.last+1 {
		return fmt.Errorf("entry %d follows entry %d", e.N, b.last)
	}
	_, refused, err := run(b.shop, c)
	if err != nil {
		return err
	}
	if refused {
		return fmt.Errorf("entry %d cannot be performed over this version's seed; start with a fresh data directory", e.N)
	}
	b.note(e)
	b.answered[e.Key] = answered{c.fingerprint(), false, start, end}
	return nil
}

// remember takes up a refused write, at start. One that rests on writes which
// a crash has undone was never answered for, nor was any after it.
func (b *Backend) remember(start, end int64, line []byte) error {
	e, c, err := recorded(line)
	if err != nil {
		return err
	}
	if e.N > b.last {
		return errCutHere
	}
	b.answered[e.Key] = answered{c.fingerprint(), true, start, end}
	return nil
}

func recorded(line []byte) (Entry, call, error) {
	var e Entry
	if err := json.Unmarshal(line, &e); err != nil {
		return e, call{}, fmt.Errorf("read entry: %w", err)
	}
	t := tools[e.Tool]
	if t == nil || !t.writes {
		return e, call{}, fmt.Errorf("entry %d is of an unknown tool", e.N)
	}
	a, err := parseArgs(t, e.Args)
	if err != nil {
		return e, call{}, fmt.Errorf("entry %d: %w", e.N, err)
	}
	raw, err := a.canonical()
	return e, call{tool: t, key: e.Key, args: a, raw: raw}, err
}
