package action

import (
	"bytes"
	"context"
	"crypto/tls"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/rozmova/rozmova/internal/conversation"
	"github.com/rozmova/rozmova/internal/dialogue"
)

// Limits on what a business system may send back.
const (
	maxAnswer  = 256 << 10 // bytes
	maxHeaders = 64 << 10
	maxDepth   = 32
	maxCode    = 64  // bytes
	maxText    = 500 // bytes
)

// HTTP performs actions by the plain binding: POST {base}/tools/{name} with a
// JSON object of arguments and the header Idempotency-Key, answered by
// {"result": …} or {"error": {"code", "message"}}.
type HTTP struct {
	base   *url.URL
	token  string
	client *http.Client
}

// NewHTTP makes a client for a base address. A token, if given, is sent as a
// bearer token. The error holds neither: an address may carry a password.
func NewHTTP(base, token string) (*HTTP, error) {
	u, err := url.Parse(base)
	if err != nil || (u.Scheme != "http" && u.Scheme != "https") || u.Hostname() == "" {
		return nil, errors.New("the address is not http(s)://host/path")
	}
	for i := range len(token) {
		if token[i] <= ' ' || token[i] > '~' { // a line end from a file, mostly
			return nil, errors.New("the token holds a space, a line end or a letter outside ASCII")
		}
	}
	t := http.DefaultTransport.(*http.Transport).Clone()
	t.MaxIdleConnsPerHost = 16
	t.ResponseHeaderTimeout = 2 * time.Minute
	t.MaxResponseHeaderBytes = maxHeaders
	return &HTTP{base: u, token: token, client: &http.Client{
		Transport: t,
		// A redirect could carry the customer's data to somewhere nobody configured.
		CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
	}}, nil
}

// Perform implements Performer.
func (h *HTTP) Perform(ctx context.Context, c Call) (conversation.Value, error) {
	if c.Args == nil {
		c.Args = map[string]conversation.Value{} // the binding says an object
	}
	body, err := json.Marshal(c.Args)
	if err != nil {
		return nil, &Error{Code: dialogue.CodeBadAnswer, Cause: fmt.Errorf("encode arguments: %w", err)}
	}
	target := h.base.JoinPath("tools", c.Action)
	req, err := http.NewRequestWithContext(ctx, http.MethodPost, target.String(), bytes.NewReader(body))
	if err != nil {
		return nil, &Error{Code: dialogue.CodeUnavailable, Cause: cause(err)}
	}
	req.Header.Set("Content-Type", "application/json")
	req.Header.Set("Accept", "application/json")
	req.Header.Set("Idempotency-Key", string(c.Key))
	if h.token != "" {
		req.Header.Set("Authorization", "Bearer "+h.token)
	}
	res, err := h.client.Do(req)
	if err != nil {
		return nil, transport(ctx, err)
	}
	defer res.Body.Close()
	b, err := io.ReadAll(io.LimitReader(res.Body, maxAnswer+1))
	if err != nil {
		return nil, transport(ctx, err)
	}
	return ReadAnswer(res.StatusCode, b)
}

func transport(ctx context.Context, err error) error {
	if errors.Is(err, context.DeadlineExceeded) || errors.Is(ctx.Err(), context.DeadlineExceeded) {
		return &Error{Code: dialogue.CodeTimeout, Retry: true, Cause: cause(err)}
	}
	return &Error{Code: dialogue.CodeUnavailable, Retry: true, Cause: cause(err)}
}

var errNotHTTP = errors.New("malformed HTTP answer")

// cause is what may be logged of net/http's error: not the address, in which
// there may be a key, and nothing that the other side sent, which it quotes.
func cause(err error) error {
	var u *url.Error
	if errors.As(err, &u) {
		err = u.Err
	}
	var cert *tls.CertificateVerificationError // quotes certificates
	if s := err.Error(); !errors.As(err, &cert) && (strings.Contains(s, `"`) || strings.Contains(s, "malformed")) {
		return errNotHTTP
	}
	return err
}

// ReadAnswer reads what a business system said in the plain binding. An answer
// that makes no sense is tried again: it may come from a proxy in between. The
// error is an *Error.
func ReadAnswer(status int, b []byte) (conversation.Value, error) {
	bad := func(why string) error {
		return &Error{Code: dialogue.CodeBadAnswer, Retry: true, Cause: fmt.Errorf("status %d: %s", status, why)}
	}
	if status == http.StatusNotImplemented {
		return nil, &Error{Code: dialogue.CodeUnknownTool, Cause: fmt.Errorf("status %d", status)}
	}
	if passing(status) {
		return nil, &Error{Code: dialogue.CodeUnavailable, Retry: true, Cause: fmt.Errorf("status %d", status)}
	}
	if status >= 300 && status < 400 {
		return nil, bad("a redirect is not followed")
	}
	if len(b) > maxAnswer {
		return nil, bad("answer too large")
	}
	if !shallow(b) {
		if status == http.StatusNotFound {
			return nil, unknownTool()
		}
		return nil, bad("answer nested too deep or not JSON")
	}
	var a struct {
		Result json.RawMessage `json:"result"`
		Error  *failure        `json:"error"`
	}
	if err := json.Unmarshal(b, &a); err != nil {
		return nil, bad("not the plain binding")
	}
	if a.Error != nil {
		return nil, a.Error.asError()
	}
	if status == http.StatusNotFound {
		return nil, unknownTool()
	}
	if status >= 300 || a.Result == nil {
		return nil, bad("no result")
	}
	var v conversation.Value
	if err := json.Unmarshal(a.Result, &v); err != nil {
		return nil, bad("result unreadable")
	}
	return v, nil
}

// passing says that it is not the call that is wrong, so that trying again may
// help. Of a refused token an operator has to know: the call is parked in the end.
func passing(status int) bool {
	switch status {
	case http.StatusUnauthorized, http.StatusProxyAuthRequired, http.StatusRequestTimeout, http.StatusTooEarly, http.StatusTooManyRequests:
		return true
	}
	return status >= 500 && status != http.StatusNotImplemented
}

// code makes a foreign code one that flows and logs can carry.
func code(s string) string {
	if s == "" {
		return ""
	}
	s = strings.Map(func(r rune) rune {
		switch {
		case r >= 'a' && r <= 'z', r >= '0' && r <= '9', r == '_':
			return r
		case r >= 'A' && r <= 'Z':
			return r + 'a' - 'A'
		}
		return '_'
	}, s)
	return cut(s, maxCode)
}

// cut gives at most n bytes, whole characters.
func cut(s string, n int) string {
	s = strings.ToValidUTF8(s, "")
	if len(s) <= n {
		return s
	}
	for !utf8.RuneStart(s[n]) {
		n--
	}
	return s[:n]
}

// shallow says that b is one JSON value nested at most maxDepth deep.
func shallow(b []byte) bool {
	d := json.NewDecoder(bytes.NewReader(b))
	depth := 0
	for {
		t, err := d.Token()
		if errors.Is(err, io.EOF) {
			return depth == 0
		}
		if err != nil {
			return false
		}
		if delim, ok := t.(json.Delim); ok {
			if delim == '{' || delim == '[' {
				depth++
			} else {
				depth--
			}
			if depth > maxDepth {
				return false
			}
		}
	}
}
