package app

import (
	"errors"
	"net/http"
	"os"
	"time"

	"github.com/rozmova/rozmova/demo"
	"github.com/rozmova/rozmova/demo/telecom"
	"github.com/rozmova/rozmova/internal/flowtest"
)

// TestBackends are the demo's business back ends, fresh for each flow test that
// asks for them by `backend: demo` and `backend: telecom`.
func TestBackends() flowtest.Backends {
	return flowtest.Backends{
		"demo": func() (flowtest.Backend, func(), error) {
			return fresh(func(dir string, now func() time.Time) (business, error) { return demo.NewBackend(dir, now) })
		},
		"telecom": func() (flowtest.Backend, func(), error) {
			return fresh(func(dir string, now func() time.Time) (business, error) { return telecom.New(dir, now) })
		},
	}
}

// business is a back end that keeps files.
type business interface {
	http.Handler
	Close() error
}

func fresh(open func(dir string, now func() time.Time) (business, error)) (flowtest.Backend, func(), error) {
	dir, err := os.MkdirTemp("", "rozmova-test-")
	if err != nil {
		return nil, nil, err
	}
	at := time.Date(2025, 3, 14, 8, 0, 0, 0, time.UTC)
	b, err := open(dir, func() time.Time { return at })
	if err != nil {
		return nil, nil, errors.Join(err, os.RemoveAll(dir))
	}
	return flowtest.Handler(b), func() { _ = b.Close(); _ = os.RemoveAll(dir) }, nil
}
