package ledger

import (
	"crypto/sha256"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"os"
	"path/filepath"
	"slices"
	"sync"
	"time"
)

// Tool is one entry of the binding: its parameters and the rule behind it. A
// rule checks everything before it changes anything, so that a refusal leaves
// no trace. It must not keep or give away parts of the state that a later call
// changes: its result is written down before the lock is given back.
type Tool[S any] struct {
	Name   string
	Writes bool // performed ones go to the ledger and need an Idempotency-Key
	Inside bool // of the company itself: not to be had over HTTP
	Params []Param
	Run    func(S, Call) (any, error)
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

// Book is a back end: a state, the tools that read and change it, and the
// ledger of the changes. There is no other file to get out of step.
type Book[S any] struct {
	now    func() time.Time
	tools  map[string]*Tool[S]
	token  [sha256.Size]byte // of the bearer token; locked says if there is one
	locked bool
	faults *faults
	mux    *http.ServeMux
	closed chan struct{}

	ledger   *journal // performed writes
	refusals *journal // answers of refused writes, so that a repeated key gets the same no

	mu       sync.RWMutex // guards the rest; the ledger's order is the order under it
	state    S
	answered map[string]answered
	recent   []Entry
	last     int
}

// answered is a key already answered: for which request, and where the answer
// stands.
type answered struct {
	request    [sha256.Size]byte
	refused    bool // in the refusals, not in the ledger
	start, end int64
}

// recentEntries is how much of the ledger a page can show.
const recentEntries = 50

// Option configures a Book.
type Option func(*options)

type options struct {
	token  string
	faults []Fault
	pages  map[string]http.HandlerFunc
}

// WithToken makes the back end require `Authorization: Bearer token` of every
// request; people may give it as the password of basic authentication. An
// empty token requires nothing.
func WithToken(token string) Option { return func(o *options) { o.token = token } }

// WithFaults makes calls go wrong, for tests of those who call.
func WithFaults(f ...Fault) Option { return func(o *options) { o.faults = append(o.faults, f...) } }

// WithPages serves pages for people beside the tools, by net/http's patterns.
func WithPages(pages map[string]http.HandlerFunc) Option {
	return func(o *options) { o.pages = pages }
}

// Open opens the back end whose ledger is in dir, which is created if it is not
// there, and replays the ledger over the state. One process at a time may have
// a directory open.
func Open[S any](dir string, now func() time.Time, state S, tools []Tool[S], opts ...Option) (_ *Book[S], err error) {
	var o options
	for _, opt := range opts {
		opt(&o)
	}
	b := &Book[S]{
		now: now, tools: map[string]*Tool[S]{}, closed: make(chan struct{}),
		state: state, answered: map[string]answered{},
	}
	for i := range tools {
		b.tools[tools[i].Name] = &tools[i]
	}
	if b.faults, err = newFaults(o.faults, func(name string) bool { return b.tools[name] != nil }); err != nil {
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
	b.routes(o.pages)
	return b, nil
}

// Close waits for what is being written and closes the files. Calls after it
// are answered 503.
func (b *Book[S]) Close() error {
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

func (b *Book[S]) closeJournals() error {
	var errs []error
	for _, j := range []*journal{b.ledger, b.refusals} {
		if j != nil {
			errs = append(errs, j.close())
		}
	}
	return errors.Join(errs...)
}

// Sight is what a page of the company may look at. What it takes out of the
// state must be copies.
type Sight[S any] struct {
	State  S
	At     time.Time // the company's
	Recent []Entry   // the end of the ledger, without answers, oldest first
	Last   int       // number of the last entry
}

// View lets the company's own pages look at the state.
func (b *Book[S]) View(look func(Sight[S]) error) error {
	b.mu.RLock()
	err := look(Sight[S]{b.state, b.now(), slices.Clone(b.recent), b.last})
	seen := b.ledger.position()
	b.mu.RUnlock()
	if err != nil {
		return err
	}
	// A page must not tell of a write that a crash could still undo.
	return b.ledger.sync(seen)
}

// Call calls a tool from inside the company, also one that is not to be had
// over HTTP. A refusal comes as *Refusal.
func (b *Book[S]) Call(tool, key string, args map[string]any) (json.RawMessage, error) {
	t := b.tools[tool]
	if t == nil {
		return nil, fmt.Errorf("no tool %q", tool)
	}
	body, err := Encode(args)
	if err != nil {
		return nil, err
	}
	r, err := understood(t, key, b.now(), body)
	if err != nil {
		return nil, err
	}
	if t.Writes {
		if err := checkKey(key); err != nil {
			return nil, err
		}
	}
	answer, err := b.answer(r)
	if err != nil {
		return nil, err
	}
	var out struct {
		Result json.RawMessage
		Error  *Refusal
	}
	if err := json.Unmarshal(answer, &out); err != nil {
		return nil, fmt.Errorf("read answer of %s: %w", tool, err)
	}
	if out.Error != nil {
		return nil, out.Error
	}
	return out.Result, nil
}

// answer performs a call and returns the body of its answer. When it returns,
// everything that the answer tells of is on the disk.
func (b *Book[S]) answer(r request[S]) ([]byte, error) {
	if r.tool.Writes {
		return b.write(r)
	}
	b.mu.RLock()
	body, _, err := run(b.state, r)
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

func (b *Book[S]) write(r request[S]) ([]byte, error) {
	known, err := b.place(r)
	if err != nil {
		return nil, err
	}
	if known.request != r.fingerprint() {
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
func (b *Book[S]) place(r request[S]) (answered, error) {
	b.mu.Lock()
	defer b.mu.Unlock()
	if known, ok := b.answered[r.Key]; ok {
		return known, nil
	}
	for _, j := range []*journal{b.ledger, b.refusals} {
		if err := j.fault(); err != nil {
			return answered{}, err
		}
	}
	body, refused, err := run(b.state, r)
	if err != nil {
		return answered{}, err
	}
	e := Entry{N: b.last + 1, At: r.At, Key: r.Key, Tool: r.tool.Name, Args: r.raw, Answer: body}
	in := b.ledger
	if refused {
		e.N, in = b.last, b.refusals // the number says which writes it rests on
	}
	line, err := Encode(e)
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
	known := answered{r.fingerprint(), refused, start, end}
	b.answered[r.Key] = known
	return known, nil
}

// note keeps the entry's number and shows it among the recent ones.
func (b *Book[S]) note(e Entry) {
	b.last = e.N
	e.Answer = nil
	if len(b.recent) == recentEntries {
		b.recent = append(b.recent[:0:0], b.recent[1:]...)
	}
	b.recent = append(b.recent, e)
}

// run lets the rule decide and writes its answer down. A refusal is an
// answer; an error is a fault of this program.
func run[S any](state S, r request[S]) (body []byte, refused bool, err error) {
	result, err := r.tool.Run(state, r.Call)
	var no *Refusal
	if errors.As(err, &no) {
		body, err = Encode(map[string]any{"error": no})
		return body, true, err
	}
	if err != nil {
		return nil, false, fmt.Errorf("run %s: %w", r.tool.Name, err)
	}
	body, err = Encode(map[string]any{"result": result})
	return body, false, err
}
