package demo

import (
	"bytes"
	"crypto/sha256"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"mime"
	"net/http"
	"unicode"
	"unicode/utf8"
)

// Limits on a call. The longest honest one (twenty items swapped) is 1 KB.
const (
	maxBody = 64 << 10
	maxText = 2000 // bytes in one string
	maxList = 50   // strings in one list
	maxKey  = 200  // bytes in an Idempotency-Key
)

// call is one call of a tool, understood and within the limits, but not yet
// judged by any business rule.
type call struct {
	tool *tool
	key  string // "" for reads
	args args
	raw  json.RawMessage // the arguments in canonical form
}

// fingerprint tells two requests under one key apart.
func (c call) fingerprint() [32]byte {
	return sha256.Sum256(append([]byte(c.tool.name+"\x00"), c.raw...))
}

// badCall is a call that is wrong in itself; it is answered with its status
// and has no effect.
type badCall struct {
	status int
	refusal
}

func bad(status int, code, format string, a ...any) error {
	return &badCall{status, refusal{code, fmt.Sprintf(format, a...)}}
}

// readCall reads a call from a request and checks everything that can be
// checked without the shop.
func readCall(w http.ResponseWriter, r *http.Request) (call, error) {
	t := tools[r.PathValue("name")]
	if t == nil {
		return call{}, bad(http.StatusNotFound, "unknown_tool", "There is no such tool")
	}
	// Any page in a browser may post text/plain here; application/json needs
	// a permission that is never given.
	if kind, _, err := mime.ParseMediaType(r.Header.Get("Content-Type")); err != nil || kind != "application/json" {
		return call{}, bad(http.StatusUnsupportedMediaType, "unsupported_media_type", "Content-Type must be application/json")
	}
	c := call{tool: t}
	if t.writes {
		c.key = r.Header.Get("Idempotency-Key")
		if err := checkKey(c.key); err != nil {
			return call{}, err
		}
	}
	body, err := io.ReadAll(http.MaxBytesReader(w, r.Body, maxBody))
	if err != nil {
		var tooLarge *http.MaxBytesError
		if errors.As(err, &tooLarge) {
			return call{}, bad(http.StatusRequestEntityTooLarge, "body_too_large", "The body is larger than %d bytes", maxBody)
		}
		return call{}, bad(http.StatusBadRequest, "unreadable_body", "The body could not be read")
	}
	if c.args, err = parseArgs(t, body); err != nil {
		return call{}, err
	}
	c.raw, err = c.args.canonical()
	return c, err
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

// parseArgs reads the arguments and holds them against the tool's parameters.
// Arguments are strings and lists of strings, so nothing nests deeper than
// one list: the values are only split here, and a deeper one is refused by
// its type.
func parseArgs(t *tool, body []byte) (args, error) {
	a := args{text: map[string]string{}, list: map[string][]string{}}
	if !utf8.Valid(body) {
		return a, bad(http.StatusBadRequest, "invalid_utf8", "The body is not valid UTF-8")
	}
	var given map[string]json.RawMessage
	d := json.NewDecoder(bytes.NewReader(body))
	if err := d.Decode(&given); err != nil || given == nil {
		return a, bad(http.StatusBadRequest, "malformed_json", "The body must be one JSON object")
	}
	if _, err := d.Token(); !errors.Is(err, io.EOF) {
		return a, bad(http.StatusBadRequest, "malformed_json", "The body must be one JSON object and nothing after it")
	}
	for _, p := range t.params {
		v, ok := given[p.name]
		delete(given, p.name)
		if !ok || bytes.Equal(v, []byte("null")) {
			if p.optional {
				continue
			}
			return a, bad(http.StatusUnprocessableEntity, "invalid_arguments", "Argument %s is missing", p.name)
		}
		if err := a.take(p, v); err != nil {
			return a, err
		}
	}
	if len(given) > 0 {
		return a, bad(http.StatusUnprocessableEntity, "invalid_arguments", "Tool %s has no such argument", t.name)
	}
	return a, nil
}

func (a args) take(p param, v json.RawMessage) error {
	if !p.list {
		var s string
		if json.Unmarshal(v, &s) != nil {
			return bad(http.StatusUnprocessableEntity, "invalid_arguments", "Argument %s must be a string", p.name)
		}
		a.text[p.name] = s
		return checkText(p.name, s)
	}
	// Elements are pointers so that a null among them is seen.
	var list []*string
	if json.Unmarshal(v, &list) != nil || len(list) > maxList {
		return bad(http.StatusUnprocessableEntity, "invalid_arguments", "Argument %s must be a list of at most %d strings", p.name, maxList)
	}
	out := make([]string, len(list))
	for i, s := range list {
		if s == nil {
			return bad(http.StatusUnprocessableEntity, "invalid_arguments", "Argument %s must hold strings only", p.name)
		}
		if err := checkText(p.name, *s); err != nil {
			return err
		}
		out[i] = *s
	}
	a.list[p.name] = out
	return nil
}

// checkText refuses what has no place in an address or a number: the ledger
// and the page would show it to people.
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

// canonical is the same bytes for the same arguments, whatever their order
// and spacing were.
func (a args) canonical() (json.RawMessage, error) {
	m := make(map[string]any, len(a.text)+len(a.list))
	for k, v := range a.text {
		m[k] = v
	}
	for k, v := range a.list {
		m[k] = v
	}
	return encode(m)
}
