package demo

import (
	"net/http"
	"time"

	"github.com/rozmova/rozmova/demo/ledger"
)

// Backend is the shop's business back end over HTTP: http.Handler serves the
// binding (POST /tools/{name}), the ledger (GET /ledger) and a page for people
// (GET /). Its state is the seed with the ledger replayed over it.
type Backend struct {
	*ledger.Book[*shop]
}

// Option configures a Backend.
type Option func(*options)

type options struct {
	book    []ledger.Option
	pending int
	data    *Data
}

// WithToken makes the back end require `Authorization: Bearer token` of every
// request; people may give it as the password of basic authentication. An
// empty token requires nothing.
func WithToken(token string) Option {
	return func(o *options) { o.book = append(o.book, ledger.WithToken(token)) }
}

// WithFaults makes calls go wrong, for tests of those who call.
func WithFaults(f ...ledger.Fault) Option {
	return func(o *options) { o.book = append(o.book, ledger.WithFaults(f...)) }
}

// NewBackend opens the back end whose ledger is in dir, which is created if it
// is not there. One process at a time may have a directory open.
func NewBackend(dir string, now func() time.Time, opts ...Option) (*Backend, error) {
	var o options
	for _, opt := range opts {
		opt(&o)
	}
	state := seed()
	if o.data != nil {
		state = o.data.fresh()
	}
	state.placePending(o.pending)
	b := &Backend{}
	pages := map[string]http.HandlerFunc{"GET /{$}": b.servePage, "GET /page.css": servePageStyle}
	var err error
	if b.Book, err = ledger.Open(dir, now, state, tools, append(o.book, ledger.WithPages(pages))...); err != nil {
		return nil, err
	}
	return b, nil
}
