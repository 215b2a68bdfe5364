package httpapi

import (
	"bytes"
	"encoding/json"
	"errors"
	"io"
	"mime"
	"net/http"
	"os"
	"strings"
	"time"
	"unicode/utf8"
)

// Limits on a body. The time is for a slow sender; drain is how much of a
// refused body is still read, so that the sender gets to see the answer.
const (
	maxBody     = 64 << 10
	maxDepth    = 16
	bodyTimeout = 15 * time.Second
	drain       = 4 << 20
)

// checkBody lets only well-formed JSON through: not too large, not too deep,
// valid UTF-8 to the last byte. Decoding alone would quietly replace what it
// cannot read, and the customer's words would change without a word.
func checkBody(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.Method == http.MethodGet || r.Method == http.MethodHead {
			next.ServeHTTP(w, r)
			return
		}
		body, p := readBody(w, r)
		if p != nil {
			writeProblem(w, r, p)
			return
		}
		r.Body = io.NopCloser(bytes.NewReader(body))
		r.ContentLength = int64(len(body))
		next.ServeHTTP(w, r)
	})
}

func readBody(w http.ResponseWriter, r *http.Request) ([]byte, *Problem) {
	control := http.NewResponseController(w)
	// Not every connection can: then the server's own limits hold.
	_ = control.SetReadDeadline(time.Now().Add(bodyTimeout))
	defer func() { _ = control.SetReadDeadline(time.Time{}) }()

	if r.ContentLength > maxBody {
		_, _ = io.CopyN(io.Discard, r.Body, drain)
		return nil, problem(codeTooLarge, maxBody>>10)
	}
	body, err := io.ReadAll(io.LimitReader(r.Body, maxBody+1))
	switch {
	case errors.Is(err, os.ErrDeadlineExceeded):
		return nil, problem(codeTimeout)
	case err != nil:
		return nil, problem(codeInvalidJSON)
	case len(body) > maxBody:
		_, _ = io.CopyN(io.Discard, r.Body, drain)
		return nil, problem(codeTooLarge, maxBody>>10)
	case len(body) == 0:
		return body, nil
	}
	if ct := r.Header.Get("Content-Type"); ct != "" {
		kind, _, err := mime.ParseMediaType(ct)
		if err != nil || kind != "application/json" && !strings.HasSuffix(kind, "+json") {
			return nil, problem(codeMediaType)
		}
	}
	return body, checkJSON(body)
}

func checkJSON(body []byte) *Problem {
	if !utf8.Valid(body) {
		return problem(codeInvalidText)
	}
	if tooDeep(body) {
		return problem(codeTooDeep)
	}
	if !json.Valid(body) {
		return problem(codeInvalidJSON)
	}
	if loneSurrogate(body) {
		return problem(codeInvalidText)
	}
	return nil
}

// tooDeep counts brackets outside strings.
func tooDeep(body []byte) bool {
	depth, quoted := 0, false
	for i := 0; i < len(body); i++ {
		switch c := body[i]; {
		case quoted && c == '\\':
			i++
		case c == '"':
			quoted = !quoted
		case quoted:
		case c == '{' || c == '[':
			if depth++; depth > maxDepth {
				return true
			}
		case c == '}' || c == ']':
			depth--
		}
	}
	return false
}

// loneSurrogate finds a \ud800–\udfff escape without its other half: valid JSON
// that stands for no character. body is valid JSON.
func loneSurrogate(body []byte) bool {
	for i := 0; i < len(body)-1; i++ {
		if body[i] != '\\' {
			continue
		}
		i++
		if body[i] != 'u' {
			continue
		}
		hi := hex4(body[i+1:])
		i += 4
		if hi < 0xD800 || hi > 0xDFFF {
			continue
		}
		rest := body[i+1:]
		if hi >= 0xDC00 || len(rest) < 6 || rest[0] != '\\' || rest[1] != 'u' {
			return true
		}
		if lo := hex4(rest[2:]); lo < 0xDC00 || lo > 0xDFFF {
			return true
		}
		i += 6
	}
	return false
}

func hex4(b []byte) (n int) {
	if len(b) < 4 {
		return 0
	}
	for _, c := range b[:4] {
		n <<= 4
		switch {
		case c >= '0' && c <= '9':
			n |= int(c - '0')
		case c >= 'a' && c <= 'f':
			n |= int(c-'a') + 10
		case c >= 'A' && c <= 'F':
			n |= int(c-'A') + 10
		}
	}
	return n
}
