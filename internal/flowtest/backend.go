package flowtest

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"reflect"

	"github.com/rozmova/rozmova/internal/action"
	"github.com/rozmova/rozmova/internal/conversation"
	"github.com/rozmova/rozmova/internal/dialogue"
)

// Backend plays the business systems of one test. A *Refusal is the system's
// own no; any other error fails the test.
type Backend interface {
	Call(c Call) (conversation.Value, error)
}

// Call is one request for an action.
type Call struct {
	Key    conversation.EffectID
	Action string
	Args   map[string]conversation.Value
}

// Refusal is how an action failed, as the flow sees it.
type Refusal struct{ Code, Message string }

func (r *Refusal) Error() string { return r.Code + ": " + r.Message }

// Backends makes the back ends that tests name by `backend:`, a fresh one for
// each test. done is called when the test is over.
type Backends map[string]func() (b Backend, done func(), err error)

// Handler is a back end that speaks the plain action binding (POST
// /tools/{name}), called in this process without a network.
func Handler(h http.Handler) Backend { return handler{h} }

type handler struct{ http.Handler }

func (h handler) Call(c Call) (conversation.Value, error) {
	body, err := json.Marshal(c.Args)
	if err != nil {
		return nil, fmt.Errorf("encode arguments: %w", err)
	}
	req, err := http.NewRequest(http.MethodPost, "http://backend/tools/"+c.Action, bytes.NewReader(body))
	if err != nil {
		return nil, fmt.Errorf("make request: %w", err)
	}
	req.Header.Set("Content-Type", "application/json")
	req.Header.Set("Idempotency-Key", string(c.Key))
	w := &answer{header: http.Header{}, status: http.StatusOK}
	h.ServeHTTP(w, req)
	v, err := action.ReadAnswer(w.status, w.body.Bytes())
	var no *action.Error
	if errors.As(err, &no) && no.Cause == nil || no != nil && no.Code == dialogue.CodeUnknownTool {
		return nil, &Refusal{no.Code, no.Message}
	}
	if err != nil {
		return nil, fmt.Errorf("answered %d: %w", w.status, err)
	}
	return v, nil
}

// answer keeps a handler's answer.
type answer struct {
	header http.Header
	status int
	body   bytes.Buffer
}

func (a *answer) Header() http.Header         { return a.header }
func (a *answer) WriteHeader(status int)      { a.status = status }
func (a *answer) Write(b []byte) (int, error) { return a.body.Write(b) }

// stub is one written answer of an action.
type stub struct {
	when   map[string]conversation.Value // only for these arguments
	result conversation.Value
	fails  *Refusal
	real   bool // the back end answers
	late   bool // comes when the test says so
	line   int
}

// stubs answer in the order in which they are written, each once; the last one
// that fits is given again and again.
type stubs struct {
	byAction map[string][]stub
	used     map[string]map[int]bool
}

func (s *stubs) take(c Call) (stub, bool) {
	last := -1
	for i, st := range s.byAction[c.Action] {
		if !within(st.when, c.Args) {
			continue
		}
		last = i
		if !s.used[c.Action][i] {
			break
		}
	}
	if last < 0 {
		return stub{}, false
	}
	if s.used[c.Action] == nil {
		s.used[c.Action] = map[int]bool{}
	}
	s.used[c.Action][last] = true
	return s.byAction[c.Action][last], true
}

// within says whether all of want is in got.
func within(want, got map[string]conversation.Value) bool {
	for k, v := range want {
		if !reflect.DeepEqual(got[k], v) {
			return false
		}
	}
	return true
}
