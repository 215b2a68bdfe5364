package telecom

import (
	"context"
	"crypto/rand"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"time"

	"github.com/rozmova/rozmova/demo/ledger"
)

// Backend is the operator's business back end over HTTP: http.Handler serves
// POST /tools/{name} and GET /ledger.
type Backend struct {
	*ledger.Book[*operator]
}

// Option configures a Backend.
type Option func(*options)

type options struct {
	data  *Data
	pages PaymentPages
	book  []ledger.Option
}

// PaymentPages makes a page of the payment provider on which a customer puts in
// another card; it answers with the page's address and until when it can be
// used.
type PaymentPages interface {
	Page(ctx context.Context, customerID string) (url string, until time.Time, err error)
}

// WithData starts from this data instead of the seed.
func WithData(d Data) Option { return func(o *options) { o.data = &d } }

// WithPaymentPages adds the tool create_payment_page; without it the tool is
// unknown.
func WithPaymentPages(p PaymentPages) Option { return func(o *options) { o.pages = p } }

// WithToken makes the back end require `Authorization: Bearer token`.
func WithToken(token string) Option {
	return func(o *options) { o.book = append(o.book, ledger.WithToken(token)) }
}

// WithFaults makes calls go wrong, for tests of those who call.
func WithFaults(f ...ledger.Fault) Option {
	return func(o *options) { o.book = append(o.book, ledger.WithFaults(f...)) }
}

// New opens the back end whose ledger is in dir, which is created if it is not
// there. The seed's dates lie around the day of the first start, which dir
// remembers. One process at a time may have a directory open.
func New(dir string, now func() time.Time, opts ...Option) (*Backend, error) {
	var o options
	for _, opt := range opts {
		opt(&o)
	}
	if o.data == nil {
		day, err := firstDay(dir, now())
		if err != nil {
			return nil, err
		}
		seeded := Seed(day)
		o.data = &seeded
	}
	state, err := newOperator(*o.data)
	if err != nil {
		return nil, fmt.Errorf("the operator's data: %w", err)
	}
	all := append(tools(), insideTools()...)
	if o.pages != nil {
		all = append(all, paymentPage(o.pages))
	}
	book, err := ledger.Open(dir, now, state, all, o.book...)
	if err != nil {
		return nil, err
	}
	return &Backend{book}, nil
}

const pageTool = "create_payment_page"

// paymentPage is the tool that asks the payment provider for a page. It is no
// write: asked twice, there are two pages, of which each can be used once.
func paymentPage(pages PaymentPages) tool {
	return tool{Name: pageTool, Params: ledger.Texts("customer_id"), Run: func(o *operator, c ledger.Call) (any, error) {
		who, err := o.customer(c.Text("customer_id"))
		if err != nil {
			return nil, err
		}
		ctx, cancel := context.WithTimeout(context.Background(), 5*time.Second)
		defer cancel()
		url, until, err := pages.Page(ctx, who.CustomerID)
		if err != nil {
			return nil, fmt.Errorf("make a payment page: %w", err)
		}
		return map[string]string{"url": url, "expires_at": until.UTC().Format(time.RFC3339)}, nil
	}}
}

const bornFile = "first_day"

// firstDay is the day on which the directory was first opened.
func firstDay(dir string, now time.Time) (time.Time, error) {
	path := filepath.Join(dir, bornFile)
	b, err := os.ReadFile(path)
	if errors.Is(err, os.ErrNotExist) {
		if err := os.MkdirAll(dir, 0o700); err != nil {
			return now, fmt.Errorf("create data directory: %w", err)
		}
		b = []byte(date(now))
		if err := writeWhole(path, b); err != nil {
			return now, fmt.Errorf("write the first day: %w", err)
		}
	} else if err != nil {
		return now, fmt.Errorf("read the first day: %w", err)
	}
	day, err := time.Parse(dateLayout, string(b))
	if err != nil {
		return now, fmt.Errorf("read the first day: %w", err)
	}
	return day, nil
}

// writeWhole writes a file so that after a crash it is whole or not there.
func writeWhole(path string, b []byte) error {
	f, err := os.CreateTemp(filepath.Dir(path), ".new*")
	if err != nil {
		return err
	}
	_, err = f.Write(b)
	if err = errors.Join(err, f.Sync(), f.Close()); err != nil {
		return errors.Join(err, os.Remove(f.Name()))
	}
	return os.Rename(f.Name(), path)
}

// SetPaymentMethod stores the card that a customer has put in on the payment
// provider's page: its brand, last four digits, expiry (MM/YYYY) and the
// provider's token, by which alone it can be charged. A key that was there
// before stores nothing: the provider may say it twice.
func (b *Backend) SetPaymentMethod(key, customerID, brand, last4, expiry, token string) error {
	_, err := b.Call("set_payment_method", "provider-"+key, map[string]any{
		"customer_id": customerID, "brand": brand, "last4": last4, "expiry": expiry, "token": token,
	})
	return err
}

// Happen makes something have happened before a story begins: set_data_usage,
// suspend_line_for_overdue_bill, or any tool of the binding.
func (b *Backend) Happen(tool string, args map[string]any) (json.RawMessage, error) {
	return b.Call(tool, newKey(), args)
}

func newKey() string { return "inside-" + rand.Text() }
