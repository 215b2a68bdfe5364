package ledger

import (
	"bufio"
	"context"
	"crypto/sha256"
	"crypto/subtle"
	"encoding/json"
	"errors"
	"fmt"
	"net"
	"net/http"
	"strconv"
	"strings"
	"time"
)

func (b *Book[S]) routes(pages map[string]http.HandlerFunc) {
	b.mux = http.NewServeMux()
	b.mux.HandleFunc("POST /tools/{name}", b.serveCall)
	b.mux.HandleFunc("/tools/{name}", func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Allow", "POST")
		WriteError(w, bad(http.StatusMethodNotAllowed, "method_not_allowed", "Tools are called by POST"))
	})
	b.mux.HandleFunc("GET /ledger", b.serveLedger)
	for pattern, page := range pages {
		b.mux.HandleFunc(pattern, page)
	}
	b.mux.HandleFunc("/", func(w http.ResponseWriter, _ *http.Request) {
		WriteError(w, bad(http.StatusNotFound, "no_such_page", "There is nothing here"))
	})
}

// ServeHTTP serves the binding (POST /tools/{name}) and the ledger (GET
// /ledger).
func (b *Book[S]) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	w.Header().Set("X-Content-Type-Options", "nosniff")
	w.Header().Set("Cache-Control", "no-store")
	if !b.allowed(r) {
		w.Header().Add("WWW-Authenticate", `Bearer realm="demo"`)
		w.Header().Add("WWW-Authenticate", `Basic realm="demo", charset="UTF-8"`)
		WriteError(w, bad(http.StatusUnauthorized, "unauthorized", "A valid bearer token is required"))
		return
	}
	select {
	case <-b.closed:
		WriteError(w, errClosed)
	default:
		b.mux.ServeHTTP(w, r)
	}
}

var errClosed = bad(http.StatusServiceUnavailable, "unavailable", "The back end is shutting down")

// allowed compares digests, so that neither the time nor the length tells
// anything of the token.
func (b *Book[S]) allowed(r *http.Request) bool {
	if !b.locked {
		return true
	}
	given, ok := strings.CutPrefix(r.Header.Get("Authorization"), "Bearer ")
	if !ok {
		_, given, ok = r.BasicAuth()
	}
	sum := sha256.Sum256([]byte(given))
	return subtle.ConstantTimeCompare(sum[:], b.token[:]) == 1 && ok
}

// serveCall answers 200 with a result or with a business error, 4xx to a call
// that is wrong in itself, 5xx when this side failed and the call may be
// repeated under the same key.
func (b *Book[S]) serveCall(w http.ResponseWriter, r *http.Request) {
	c, err := b.read(w, r)
	if err != nil {
		WriteError(w, err)
		return
	}
	// A late answer is still given after the caller has gone: that is what
	// makes slow systems dangerous, and what callers must cope with.
	if f, ok := b.faults.strike(FaultDelay, c.tool.Name); ok {
		select {
		case <-time.After(f.Delay):
		case <-b.closed:
			WriteError(w, errClosed)
			return
		}
	}
	if _, ok := b.faults.strike(FaultFail, c.tool.Name); ok {
		w.Header().Set("Retry-After", "1")
		WriteError(w, bad(http.StatusServiceUnavailable, "unavailable", "The back end is not available now"))
		return
	}
	body, err := b.answer(c)
	if err != nil {
		WriteError(w, err)
		return
	}
	if _, ok := b.faults.strike(FaultDrop, c.tool.Name); ok {
		panic(http.ErrAbortHandler)
	}
	WriteJSON(w, http.StatusOK, body)
}

// serveLedger streams what is on the disk: {"entries": […], "count": n}, or
// only the entries after ?after=N.
func (b *Book[S]) serveLedger(w http.ResponseWriter, r *http.Request) {
	after := 0
	if q := r.URL.Query().Get("after"); q != "" {
		n, err := strconv.Atoi(q)
		if err != nil || n < 0 {
			WriteError(w, bad(http.StatusBadRequest, "invalid_cursor", "after must be the number of an entry"))
			return
		}
		after = n
	}
	end := b.ledger.position()
	if err := b.ledger.sync(end); err != nil {
		WriteError(w, err)
		return
	}
	w.Header().Set("Content-Type", "application/json; charset=utf-8")
	out := bufio.NewWriter(w)
	fmt.Fprint(out, `{"entries":[`)
	lines := bufio.NewScanner(b.ledger.read(end))
	lines.Buffer(make([]byte, 0, 64<<10), maxLine)
	count := 0
	for n := 1; lines.Scan(); n++ { // entry n is on line n
		if n <= after {
			continue
		}
		if count++; count > 1 {
			fmt.Fprint(out, ",\n")
		}
		if _, err := out.Write(lines.Bytes()); err != nil {
			return
		}
	}
	if lines.Err() != nil {
		panic(http.ErrAbortHandler) // half a list must not look whole
	}
	fmt.Fprintf(out, "],\"count\":%d}\n", count)
	_ = out.Flush() // the reader has gone: nobody is left to tell
}

// WriteJSON answers with a body that is JSON already.
func WriteJSON(w http.ResponseWriter, status int, body []byte) {
	w.Header().Set("Content-Type", "application/json; charset=utf-8")
	w.Header().Set("Content-Length", strconv.Itoa(len(body)))
	w.WriteHeader(status)
	_, _ = w.Write(body) // the caller has gone; it will ask again under the same key
}

// WriteError maps what went wrong to an answer. What this side failed at is
// not told to the caller.
func WriteError(w http.ResponseWriter, err error) {
	var wrong *badCall
	if !errors.As(err, &wrong) {
		wrong = &badCall{http.StatusServiceUnavailable, Refusal{"unavailable", "The back end could not record the call"}}
	}
	body, err := json.Marshal(map[string]any{"error": wrong.Refusal})
	if err != nil {
		http.Error(w, "", http.StatusInternalServerError)
		return
	}
	WriteJSON(w, wrong.status, body)
}

// Serve serves the handler on the listener until the context ends, then lets
// running requests finish for five seconds. It does not close the Backend.
func Serve(ctx context.Context, l net.Listener, h http.Handler) error {
	srv := &http.Server{
		Handler: h, ReadHeaderTimeout: 5 * time.Second, ReadTimeout: 15 * time.Second,
		IdleTimeout: 2 * time.Minute, MaxHeaderBytes: 16 << 10,
	}
	failed := make(chan error, 1)
	go func() { failed <- srv.Serve(l) }()
	select {
	case err := <-failed:
		return fmt.Errorf("serve the demo company: %w", err)
	case <-ctx.Done():
	}
	grace, cancel := context.WithTimeout(context.WithoutCancel(ctx), 5*time.Second)
	defer cancel()
	err := srv.Shutdown(grace)
	if err != nil {
		err = errors.Join(fmt.Errorf("stop the demo company: %w", err), srv.Close())
	}
	<-failed
	return err
}
