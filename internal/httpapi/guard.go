package httpapi

import (
	"context"
	"crypto/rand"
	"encoding/hex"
	"fmt"
	"log/slog"
	"net/http"
	"runtime/debug"
	"time"
)

// answerTimeout bounds how long a client may take to read an ordinary answer.
// Streams set their own, write by write.
const answerTimeout = 30 * time.Second

// NewHTTPServer is an http.Server with the limits that this API counts on:
// headers in good time and of sane size, idle connections let go. It has no
// write timeout of its own because streams live long; the handler sets one for
// everything else.
func NewHTTPServer(h http.Handler, log *slog.Logger) *http.Server {
	return &http.Server{
		Handler:           h,
		ReadHeaderTimeout: 10 * time.Second,
		IdleTimeout:       2 * time.Minute,
		MaxHeaderBytes:    16 << 10,
		ErrorLog:          slog.NewLogLogger(log.Handler(), slog.LevelDebug),
	}
}

// seen is what the outermost handler wants to know of a request's fate. Inner
// handlers write it; it is one goroutine's.
type seen struct {
	http.ResponseWriter
	status int
	route  string // the pattern that matched, never the path: paths hold ids
	stream bool
}

func (s *seen) WriteHeader(status int) {
	if s.status == 0 && status >= 200 || status == http.StatusSwitchingProtocols {
		s.status = status
	}
	s.ResponseWriter.WriteHeader(status)
}

func (s *seen) Write(b []byte) (int, error) {
	if s.status == 0 {
		s.status = http.StatusOK
	}
	return s.ResponseWriter.Write(b)
}

// Unwrap lets http.ResponseController and WebSockets reach the connection.
func (s *seen) Unwrap() http.ResponseWriter { return s.ResponseWriter }

type requestIDKey struct{}

// guard is around everything: request IDs, security headers, the access log
// (patterns only: no query, no ids, no addresses), metrics, and panics that
// become a 500 for one client instead of a broken connection.
func (s *Server) guard(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		start := s.now()
		id := requestID(r)
		sw := &seen{ResponseWriter: w}
		h := w.Header()
		h.Set("X-Request-Id", id)
		h.Set("X-Content-Type-Options", "nosniff")
		h.Set("Referrer-Policy", "no-referrer")
		h.Set("X-Frame-Options", "DENY")
		h.Set("Cross-Origin-Opener-Policy", "same-origin")
		h.Set("Permissions-Policy", "camera=(), microphone=(), geolocation=()")
		h.Set("Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'")
		if s.cfg.Secure {
			h.Set("Strict-Transport-Security", "max-age=31536000")
		}
		_ = http.NewResponseController(w).SetWriteDeadline(time.Now().Add(answerTimeout))
		r = r.WithContext(context.WithValue(r.Context(), requestIDKey{}, id))

		defer func() {
			if p := recover(); p != nil {
				if p == http.ErrAbortHandler {
					panic(p)
				}
				s.log.ErrorContext(r.Context(), "request panicked", "request", id, "route", sw.route,
					"panic", fmt.Sprint(p), "stack", string(debug.Stack()))
				if sw.status == 0 {
					writeProblem(sw, r, problem(codeInternal))
				}
			}
			s.record(r, sw, id, s.now().Sub(start))
		}()
		next.ServeHTTP(sw, r)
	})
}

// clientGone is written down for a request whose client did not wait for the
// answer, by a number that is common for it: a widget that leaves its long poll
// is no fault of ours.
const clientGone = 499

func (s *Server) record(r *http.Request, sw *seen, id string, took time.Duration) {
	route := sw.route
	if route == "" {
		route = "none"
	}
	status := sw.status
	if r.Context().Err() != nil && (status == 0 || status == http.StatusServiceUnavailable) {
		status = clientGone
	}
	s.metrics.request(route, status, took, sw.stream)
	level := slog.LevelDebug
	switch {
	case status == clientGone:
	case status >= 500:
		level = slog.LevelError
	case status >= 400:
		level = slog.LevelInfo
	}
	s.log.Log(r.Context(), level, "request", "request", id, "route", route, "status", status, "took", took)
}

// noteRoute remembers which pattern matched, also when the handler panics.
func noteRoute(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if sw, ok := w.(*seen); ok {
			defer func() { sw.route = r.Pattern }()
		}
		next.ServeHTTP(w, r)
	})
}

// requestID takes a proxy's ID when it looks like one, or makes one.
func requestID(r *http.Request) string {
	if id := r.Header.Get("X-Request-Id"); id != "" && len(id) <= 64 && plainID(id) {
		return id
	}
	var b [9]byte
	rand.Read(b[:])
	return hex.EncodeToString(b[:])
}

func plainID(s string) bool {
	for i := range len(s) {
		c := s[i]
		if !(c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || c == '-' || c == '_' || c == '.') {
			return false
		}
	}
	return true
}
