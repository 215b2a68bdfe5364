package ledger

import (
	"bytes"
	"crypto/sha256"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"math"
	"mime"
	"net/http"
	"time"
	"unicode"
	"unicode/utf8"
)

// Limits on a call. The longest honest one is a kilobyte.
const (
	maxBody = 64 << 10
	maxText = 2000 // bytes in one string
	maxList = 50   // strings in one list
	maxKey  = 200  // bytes in an Idempotency-Key
)

// Kind is what an argument is.
type Kind string

// The kinds of arguments.
const (
	Text   Kind = "text"
	Number Kind = "number"
	Switch Kind = "switch" // true or false
	List   Kind = "list"   // strings
)

// Param is a parameter of a tool; all are required except the optional ones.
type Param struct {
	Name     string
	Kind     Kind
	Optional bool
}

// Texts are required parameters of kind Text.
func Texts(names ...string) []Param {
	out := make([]Param, len(names))
	for i, n := range names {
		out[i] = Param{Name: n, Kind: Text}
	}
	return out
}

// Optionals are optional parameters of kind Text.
func Optionals(names ...string) []Param {
	out := Texts(names...)
	for i := range out {
		out[i].Optional = true
	}
	return out
}

// Call is one call of a tool: understood, within the limits, and not yet judged
// by any business rule. A write that is replayed is given the same Call again,
// so a rule that rests on nothing but it and the state decides the same.
type Call struct {
	Key string    // "" for reads
	At  time.Time // when it was first made, with the offset of the company's clock

	args map[string]any
}

// Has says whether an optional argument was given.
func (c Call) Has(name string) bool { _, ok := c.args[name]; return ok }

// Text is an argument of kind Text; "" where it was not given.
func (c Call) Text(name string) string { s, _ := c.args[name].(string); return s }

// Number is an argument of kind Number; 0 where it was not given.
func (c Call) Number(name string) float64 { f, _ := c.args[name].(float64); return f }

// Switch is an argument of kind Switch; false where it was not given.
func (c Call) Switch(name string) bool { b, _ := c.args[name].(bool); return b }

// List is an argument of kind List; nil where it was not given.
func (c Call) List(name string) []string { l, _ := c.args[name].([]string); return l }

// Refusal is a business error: the call was understood, and the answer is no.
// The code is for programs; the message is for the people who read logs.
type Refusal struct {
	Code    string `json:"code"`
	Message string `json:"message"`
}

func (r *Refusal) Error() string { return r.Code + ": " + r.Message }

// Refuse makes a Refusal.
func Refuse(code, format string, a ...any) error {
	return &Refusal{Code: code, Message: fmt.Sprintf(format, a...)}
}

// badCall is a call that is wrong in itself; it is answered with its status
// and has no effect.
type badCall struct {
	status int
	Refusal
}

func bad(status int, code, format string, a ...any) error {
	return &badCall{status, Refusal{code, fmt.Sprintf(format, a...)}}
}

// request is a call with its tool and the canonical form of its arguments.
type request[S any] struct {
	tool *Tool[S]
	Call
	raw json.RawMessage
}

// fingerprint tells two requests under one key apart.
func (r request[S]) fingerprint() [sha256.Size]byte {
	return sha256.Sum256(append([]byte(r.tool.Name+"\x00"), r.raw...))
}

// read reads a call from a request and checks everything that can be checked
// without the state.
func (b *Book[S]) read(w http.ResponseWriter, r *http.Request) (request[S], error) {
	t := b.tools[r.PathValue("name")]
	if t == nil || t.Inside {
		return request[S]{}, bad(http.StatusNotFound, "unknown_tool", "There is no such tool")
	}
	// Any page in a browser may post text/plain here; application/json needs
	// a permission that is never given.
	if kind, _, err := mime.ParseMediaType(r.Header.Get("Content-Type")); err != nil || kind != "application/json" {
		return request[S]{}, bad(http.StatusUnsupportedMediaType, "unsupported_media_type", "Content-Type must be application/json")
	}
	key := ""
	if t.Writes {
		key = r.Header.Get("Idempotency-Key")
		if err := checkKey(key); err != nil {
			return request[S]{}, err
		}
	}
	body, err := io.ReadAll(http.MaxBytesReader(w, r.Body, maxBody))
	if err != nil {
		var tooLarge *http.MaxBytesError
		if errors.As(err, &tooLarge) {
			return request[S]{}, bad(http.StatusRequestEntityTooLarge, "body_too_large", "The body is larger than %d bytes", maxBody)
		}
		return request[S]{}, bad(http.StatusBadRequest, "unreadable_body", "The body could not be read")
	}
	return understood(t, key, b.now(), body)
}

func checkKey(key string) error {
	if key == "" {
		return bad(http.StatusBadRequest, "idempotency_key_required", "A write needs the header Idempotency-Key")
	}
	if len(key) > maxKey {
		return bad(http.StatusBadRequest, "idempotency_key_invalid", "Idempotency-Key is longer than %d bytes", maxKey)
	}
	for i := range len(key) {
		if key[i] <= ' ' || key[i] > '~' {
			return bad(http.StatusBadRequest, "idempotency_key_invalid", "Idempotency-Key must be printable ASCII without spaces")
		}
	}
	return nil
}

// understood reads the arguments and holds them against the tool's parameters.
// Nothing nests deeper than one list: the values are only split here, and a
// deeper one is refused by its type.
func understood[S any](t *Tool[S], key string, at time.Time, body []byte) (request[S], error) {
	r := request[S]{tool: t, Call: Call{Key: key, At: at, args: map[string]any{}}}
	if !utf8.Valid(body) {
		return r, bad(http.StatusBadRequest, "invalid_utf8", "The body is not valid UTF-8")
	}
	var given map[string]json.RawMessage
	d := json.NewDecoder(bytes.NewReader(body))
	if err := d.Decode(&given); err != nil || given == nil {
		return r, bad(http.StatusBadRequest, "malformed_json", "The body must be one JSON object")
	}
	if _, err := d.Token(); !errors.Is(err, io.EOF) {
		return r, bad(http.StatusBadRequest, "malformed_json", "The body must be one JSON object and nothing after it")
	}
	for _, p := range t.Params {
		v, ok := given[p.Name]
		delete(given, p.Name)
		if !ok || bytes.Equal(v, []byte("null")) {
			if p.Optional {
				continue
			}
			return r, bad(http.StatusUnprocessableEntity, "invalid_arguments", "Argument %s is missing", p.Name)
		}
		arg, err := argument(p, v)
		if err != nil {
			return r, err
		}
		r.args[p.Name] = arg
	}
	if len(given) > 0 {
		return r, bad(http.StatusUnprocessableEntity, "invalid_arguments", "Tool %s has no such argument", t.Name)
	}
	var err error
	r.raw, err = Encode(r.args)
	return r, err
}

func argument(p Param, v json.RawMessage) (any, error) {
	var err error
	switch p.Kind {
	case Number:
		var f float64
		if err = json.Unmarshal(v, &f); err == nil && math.Abs(f) <= 1e9 {
			return f, nil
		}
	case Switch:
		var b bool
		if err = json.Unmarshal(v, &b); err == nil {
			return b, nil
		}
	case List:
		return list(p.Name, v)
	default:
		var s string
		if err = json.Unmarshal(v, &s); err == nil {
			return s, checkText(p.Name, s)
		}
		return nil, bad(http.StatusUnprocessableEntity, "invalid_arguments", "Argument %s must be a string", p.Name)
	}
	return nil, bad(http.StatusUnprocessableEntity, "invalid_arguments", "Argument %s must be a %s", p.Name, p.Kind)
}

func list(name string, v json.RawMessage) ([]string, error) {
	// Elements are pointers so that a null among them is seen.
	var given []*string
	if json.Unmarshal(v, &given) != nil || len(given) > maxList {
		return nil, bad(http.StatusUnprocessableEntity, "invalid_arguments", "Argument %s must be a list of at most %d strings", name, maxList)
	}
	out := make([]string, len(given))
	for i, s := range given {
		if s == nil {
			return nil, bad(http.StatusUnprocessableEntity, "invalid_arguments", "Argument %s must hold strings only", name)
		}
		if err := checkText(name, *s); err != nil {
			return nil, err
		}
		out[i] = *s
	}
	return out, nil
}

// checkText refuses what has no place in a name or an address: the ledger and
// the pages would show it to people.
func checkText(name, s string) error {
	if len(s) > maxText {
		return bad(http.StatusUnprocessableEntity, "invalid_arguments", "Argument %s is longer than %d bytes", name, maxText)
	}
	for _, r := range s {
		if unicode.IsControl(r) && !(r == '\n' && name == "summary") {
			return bad(http.StatusUnprocessableEntity, "invalid_arguments", "Argument %s has control characters", name)
		}
	}
	return nil
}

// Encode writes JSON as it is: names and addresses keep their signs, and maps
// come out in one order.
func Encode(v any) ([]byte, error) {
	var buf bytes.Buffer
	e := json.NewEncoder(&buf)
	e.SetEscapeHTML(false)
	if err := e.Encode(v); err != nil {
		return nil, fmt.Errorf("write answer: %w", err)
	}
	return bytes.TrimSuffix(buf.Bytes(), []byte("\n")), nil
}
