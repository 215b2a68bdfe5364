package action

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"strings"
	"time"

	"github.com/rozmova/rozmova/internal/conversation"
	"github.com/rozmova/rozmova/internal/dialogue"
)

// Limits on what a business system may send back.
const (
	maxAnswer = 256 << 10 // bytes
	maxDepth  = 32
	maxCode   = 64
	maxText   = 500
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
// bearer token.
func NewHTTP(base, token string) (*HTTP, error) {
	u, err := url.Parse(base)
	if err != nil || (u.Scheme != "http" && u.Scheme != "https") || u.Host == "" {
		return nil, fmt.Errorf("action address %q: need http(s)://host/path", base)
	}
	t := http.DefaultTransport.(*http.Transport).Clone()
	t.MaxIdleConnsPerHost = 16
	t.ResponseHeaderTimeout = 2 * time.Minute
	return &HTTP{base: u, token: token, client: &http.Client{
		Transport: t,
		// A redirect could carry the customer's data to somewhere nobody configured.
		CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
	}}, nil
}

// Perform implements Performer.
func (h *HTTP) Perform(ctx context.Context, c Call) (conversation.Value, error) {
	body, err := json.Marshal(c.Args)
	if err != nil {
		return nil, &Error{Code: dialogue.CodeBadAnswer, Cause: fmt.Errorf("encode arguments: %w", err)}
	}
	target := h.base.JoinPath("tools", c.Action)
	req, err := http.NewRequestWithContext(ctx, http.MethodPost, target.String(), bytes.NewReader(body))
	if err != nil {
		return nil, &Error{Code: dialogue.CodeUnavailable, Cause: err}
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
	return answer(res.StatusCode, b)
}

func transport(ctx context.Context, err error) error {
	if errors.Is(err, context.DeadlineExceeded) || errors.Is(ctx.Err(), context.DeadlineExceeded) {
		return &Error{Code: dialogue.CodeTimeout, Retry: true, Cause: err}
	}
	return &Error{Code: dialogue.CodeUnavailable, Retry: true, Cause: err}
}

// answer reads what the business system said. An answer that makes no sense is
// tried again: it may come from a proxy in between.
func answer(status int, b []byte) (conversation.Value, error) {
	bad := func(why string) error {
		return &Error{Code: dialogue.CodeBadAnswer, Retry: true, Cause: fmt.Errorf("status %d: %s", status, why)}
	}
	if status == http.StatusTooManyRequests || status >= 500 {
		return nil, &Error{Code: dialogue.CodeUnavailable, Retry: true, Cause: fmt.Errorf("status %d", status)}
	}
	if len(b) > maxAnswer {
		return nil, bad("answer too large")
	}
	if !shallow(b) {
		return nil, bad("answer nested too deep or not JSON")
	}
	var a struct {
		Result json.RawMessage `json:"result"`
		Error  *struct {
			Code    string `json:"code"`
			Message string `json:"message"`
		} `json:"error"`
	}
	if err := json.Unmarshal(b, &a); err != nil {
		return nil, bad("not the plain binding")
	}
	if a.Error != nil {
		return nil, &Error{Code: code(a.Error.Code), Message: cut(a.Error.Message, maxText)}
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

// code makes a foreign code one that flows and logs can carry.
func code(s string) string {
	s = strings.Map(func(r rune) rune {
		switch {
		case r >= 'a' && r <= 'z', r >= '0' && r <= '9', r == '_':
			return r
		case r >= 'A' && r <= 'Z':
			return r + 'a' - 'A'
		}
		return '_'
	}, s)
	if s == "" {
		return "error"
	}
	return cut(s, maxCode)
}

func cut(s string, n int) string {
	s = strings.ToValidUTF8(s, "")
	for i := range s {
		if i >= n {
			return s[:i]
		}
	}
	return s
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
