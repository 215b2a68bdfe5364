package llm

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
)

// Server is where a model is and how to get in.
type Server struct {
	URL   string // up to and with /v1 for OpenAI-compatible servers
	Key   string // empty for a server of one's own
	Model string
}

func address(s Server) (*url.URL, error) {
	u, err := url.Parse(s.URL)
	if err != nil || (u.Scheme != "http" && u.Scheme != "https") || u.Hostname() == "" {
		return nil, errors.New("the model's address is not http(s)://host/path")
	}
	if strings.ContainsFunc(s.Key, func(r rune) bool { return r <= ' ' || r > '~' }) {
		return nil, errors.New("the model's key holds a space, a line end or a letter outside ASCII")
	}
	if s.Model == "" {
		return nil, errors.New("the model has no name")
	}
	return u, nil
}

func httpClient() *http.Client {
	t := http.DefaultTransport.(*http.Transport).Clone()
	t.MaxIdleConnsPerHost = 16
	t.MaxResponseHeaderBytes = 64 << 10
	return &http.Client{
		Transport: t,
		// A redirect would carry the key and the customer's words elsewhere.
		CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
	}
}

// maxRefusal bounds what is read of an answer other than 200.
const maxRefusal = 16 << 10

// refusal is what an answer other than 200 means. Of what the server wrote only
// two things are looked for, its words for a request that is too long and for a
// format that it does not know: the rest may quote the request.
func refusal(res *http.Response) *Error {
	e := status(res.StatusCode, res.Header)
	var body struct {
		Error struct {
			Code any    `json:"code"`
			Type string `json:"type"`
		} `json:"error"`
	}
	b, _ := io.ReadAll(io.LimitReader(res.Body, maxRefusal))
	switch {
	case e.badRequest && json.Unmarshal(b, &body) == nil &&
		(body.Error.Code == "context_length_exceeded" || body.Error.Type == "exceed_context_size_error"): // llama.cpp's own
		e.badRequest, e.Cause = false, errContext
	case res.StatusCode == http.StatusInternalServerError && bytes.Contains(b, []byte("response_format")): // llama-cpp-python
		e.badRequest = true
	}
	return e
}

var errContext = errors.New("the request and its reply do not fit into the model's context")

// status is what an answer's status means.
func status(code int, h http.Header) *Error {
	e := &Error{Code: Rejected, Cause: fmt.Errorf("status %d", code), After: retryAfter(h),
		badRequest: code == http.StatusBadRequest || code == http.StatusUnprocessableEntity}
	switch {
	case code == http.StatusTooManyRequests || code == 529: // 529: overloaded
		e.Code = RateLimited
	case code == http.StatusRequestTimeout || code == http.StatusConflict || code >= 500:
		e.Code = Unavailable
	}
	return e
}

// longestAfter is how long a server may ask to wait.
const longestAfter = time.Minute

func retryAfter(h http.Header) time.Duration {
	v := h.Get("Retry-After")
	if v == "" {
		return 0
	}
	if d, err := time.ParseDuration(v + "s"); err == nil && d > 0 {
		return min(d, longestAfter)
	}
	if at, err := http.ParseTime(v); err == nil {
		return min(max(time.Until(at), 0), longestAfter)
	}
	return 0
}

func transport(ctx context.Context, err error) *Error {
	switch {
	case errors.Is(err, context.DeadlineExceeded) || errors.Is(ctx.Err(), context.DeadlineExceeded):
		return &Error{Code: Timeout}
	case errors.Is(ctx.Err(), context.Canceled):
		return &Error{Code: Stopped}
	}
	var u *url.Error // names the address
	if errors.As(err, &u) {
		err = u.Err
	}
	if strings.Contains(err.Error(), `"`) { // net/http quotes what the other side sent
		err = errors.New("malformed HTTP answer")
	}
	return &Error{Code: Unavailable, Cause: err}
}
