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

// Limits on a body. The time is for a slow sender, and a
// second more for every 256 KB that may come; drain is how much of a
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
func checkBody(next http.Handler) http.Handler { return bodyUpTo(maxBody)(next) }

// bodyUpTo is checkBody where more, or less, may be sent.
func bodyUpTo(most int64) func(http.Handler) http.Handler {
	return func(next http.Handler) http.Handler {
		return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			if r.Method == http.MethodGet || r.Method == http.MethodHead {
				next.ServeHTTP(w, r)
				return
			}
			body, p := readBody(w, r, most)
			if p == nil && len(body) > 0 {
				p = checkType(r)
				if p == nil {
					p = checkJSON(body)
				}
			}
			if p != nil {
				writeProblem(w, r, p)
				return
			}
			r.Body = io.NopCloser(bytes.NewReader(body))
			r.ContentLength = int64(len(body))
			next.ServeHTTP(w, r)
		})
	}
}

// readBody reads all of a body that is not larger than it may be.
func readBody(w http.ResponseWriter, r *http.Request, most int64) ([]byte, *Problem) {
	control := http.NewResponseController(w)
	// Not every connection can: then the server's own limits hold.
	_ = control.SetReadDeadline(time.Now().Add(bodyTimeout + time.Duration(most>>18)*time.Second))
	defer func() { _ = control.SetReadDeadline(time.Time{}) }()

	if r.ContentLength > most {
		_, _ = io.CopyN(io.Discard, r.Body, drain)
		return nil, problem(codeTooLarge, most>>10)
	}
	body, err := io.ReadAll(io.LimitReader(r.Body, most+1))
	switch {
	case errors.Is(err, os.ErrDeadlineExceeded):
		return nil, problem(codeTimeout)
	case err != nil:
		return nil, problem(codeInvalidJSON)
	case int64(len(body)) > most:
		_, _ = io.CopyN(io.Discard, r.Body, drain)
		return nil, problem(codeTooLarge, most>>10)
	}
	return body, nil
}

// checkType lets JSON through, and what does not say what it is.
func checkType(r *http.Request) *Problem {
	ct := r.Header.Get("Content-Type")
	if ct == "" {
		return nil
	}
	kind, _, err := mime.ParseMediaType(ct)
	if err != nil || kind != "application/json" && !strings.HasSuffix(kind, "+json") {
		return problem(codeMediaType)
	}
	return nil
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
