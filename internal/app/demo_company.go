package app

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"path/filepath"
	"slices"
	"time"

	"golang.org/x/sync/errgroup"

	"github.com/rozmova/rozmova/demo"
	"github.com/rozmova/rozmova/demo/ledger"
	"github.com/rozmova/rozmova/demo/mailbox"
	"github.com/rozmova/rozmova/demo/pay"
	"github.com/rozmova/rozmova/demo/telecom"
	"github.com/rozmova/rozmova/internal/channel/email"
	"github.com/rozmova/rozmova/internal/channel/sms"
	"github.com/rozmova/rozmova/packs"
)

// company is what stands behind the demo: a shop and a mobile operator under
// one name, each with its own business system, and their payment provider.
type company struct {
	shop     *demo.Backend
	mobile   *telecom.Backend
	pay      *pay.Provider
	texts    *demo.Texts // its SMS provider
	mail     *mailbox.Mailbox
	mailAt   net.Listener
	secret   []byte // of the payment provider's webhooks
	now      func() time.Time
	shopAt   net.Listener
	mobileAt net.Listener
}

// demoPacks are the domains that the company needs.
func demoPacks() []string {
	domains := []string{"shop", "telecom"}
	return slices.DeleteFunc(domains, func(name string) bool { return !slices.Contains(packs.Names(), name) })
}

// company opens the company's systems. base is where the demo is reached from a
// browser.
func (d Demo) company(base string) (_ *company, err error) {
	c := &company{secret: []byte(rand.Text()), now: d.Clock, texts: demo.NewTexts(d.Clock), mail: mailbox.New(d.Clock)}
	defer func() {
		if err != nil {
			err = errors.Join(err, c.close())
		}
	}()
	shopFaults, mobileFaults, err := d.faults()
	if err != nil {
		return nil, err
	}
	if c.shop, err = demo.NewBackend(filepath.Join(d.Dir, "shop"), d.Clock, demo.WithFaults(shopFaults...)); err != nil {
		return nil, fmt.Errorf("the shop's back end: %w", err)
	}
	for _, at := range []*net.Listener{&c.shopAt, &c.mobileAt, &c.mailAt} {
		if *at, err = net.Listen("tcp", "127.0.0.1:0"); err != nil {
			return nil, fmt.Errorf("the company's back end: %w", err)
		}
	}
	c.pay, err = pay.New(pay.Config{
		Base: base + "/pay", CompanyUK: demo.NameUK, CompanyEN: demo.NameEN,
		Webhook: "http://" + c.mobileAt.Addr().String() + "/payment-events", Secret: c.secret, Clock: d.Clock,
	})
	if err != nil {
		return nil, err
	}
	c.mobile, err = telecom.New(filepath.Join(d.Dir, "mobile"), d.Clock,
		telecom.WithPaymentPages(paymentPages{c.pay, base + "/mobile"}), telecom.WithFaults(mobileFaults...))
	if err != nil {
		return nil, fmt.Errorf("the operator's back end: %w", err)
	}
	return c, nil
}

// faults are those of each business system: a tool's of whose it is, and
// everybody's of both.
func (d Demo) faults() (shop, mobile []ledger.Fault, err error) {
	all, err := ledger.ParseFaults(d.Faults)
	for _, f := range all {
		both := f.Tool == "*" || f.Tool == "transfer_to_human_agents"
		if both || telecom.Has(f.Tool) {
			mobile = append(mobile, f)
		}
		if both || !telecom.Has(f.Tool) {
			shop = append(shop, f)
		}
	}
	return shop, mobile, err
}

// close closes what was opened. Listeners that were served are closed already,
// which is no fault.
func (c *company) close() error {
	var errs []error
	for _, at := range []net.Listener{c.shopAt, c.mobileAt, c.mailAt} {
		if at == nil {
			continue
		}
		if err := at.Close(); err != nil && !errors.Is(err, net.ErrClosed) {
			errs = append(errs, err)
		}
	}
	if c.shop != nil {
		errs = append(errs, c.shop.Close())
	}
	if c.mobile != nil {
		errs = append(errs, c.mobile.Close())
	}
	return errors.Join(errs...)
}

// serve answers the platform's calls and the payment provider until ctx ends.
func (c *company) serve(ctx context.Context) error {
	mobile := http.NewServeMux()
	mobile.Handle("/", c.mobile)
	mobile.HandleFunc("POST /payment-events", c.paymentEvent)
	mobile.Handle("POST /sms", c.texts)
	g, ctx := errgroup.WithContext(ctx)
	g.Go(func() error { return ledger.Serve(ctx, c.shopAt, c.shop) })
	g.Go(func() error { return ledger.Serve(ctx, c.mobileAt, mobile) })
	g.Go(func() error { return c.mail.Serve(ctx, c.mailAt) })
	return g.Wait()
}

// actions are where the packs' actions are performed.
func (c *company) actions() map[string]Endpoint {
	at := map[string]Endpoint{}
	for _, name := range demoPacks() {
		l := map[string]net.Listener{"shop": c.shopAt, "telecom": c.mobileAt}[name]
		at[name] = Endpoint{URL: "http://" + l.Addr().String()}
	}
	return at
}

// identity is how the platform reaches the company's customers by text message
// and by e-mail.
func (c *company) identity() Identity {
	return Identity{
		SMS:  sms.Config{URL: "http://" + c.mobileAt.Addr().String() + "/sms"},
		Mail: email.Config{URL: "smtp://" + c.mailAt.Addr().String() + "?tls=off", From: demo.NameUK + " <no-reply@dim-zviazok.example>"},
	}
}

// home is the company's site, and its payment provider's beside it.
func (c *company) home(sign func(demo.Customer) (string, error)) http.Handler {
	mux := http.NewServeMux()
	mux.Handle("/pay/", c.pay.Handler())
	mux.Handle("GET /outbox", c.mail)
	mux.Handle("GET /outbox/", c.mail)
	mux.Handle("/", demo.Site(demo.WithOrders(c.shop.OrdersOf), demo.WithMobile(c.mobile), demo.WithTexts(c.texts),
		demo.WithDefaultCustomer(demo.Customers()[0].ID), demo.WithIdentity(sign)))
	return mux
}

// paymentEvent is the provider's word that a customer has given a card.
func (c *company) paymentEvent(w http.ResponseWriter, r *http.Request) {
	body, err := io.ReadAll(http.MaxBytesReader(w, r.Body, 16<<10))
	if err != nil {
		http.Error(w, "", http.StatusBadRequest)
		return
	}
	e, err := pay.Verify(c.secret, r.Header, body, c.now())
	if err != nil {
		http.Error(w, "", http.StatusUnauthorized)
		return
	}
	s := e.Data
	if err := c.mobile.SetPaymentMethod(e.ID, s.Customer, s.Brand, s.Last4, fmt.Sprintf("%02d/%d", s.ExpMonth, s.ExpYear), s.Method); err != nil {
		http.Error(w, "", http.StatusServiceUnavailable) // the provider tries again
		return
	}
	w.WriteHeader(http.StatusNoContent)
}

// paymentPages has the provider make pages for the operator's customers.
type paymentPages struct {
	provider *pay.Provider
	back     string
}

func (p paymentPages) Page(_ context.Context, customerID string) (string, time.Time, error) {
	page, err := p.provider.NewPage(customerID, p.back)
	return page.URL, page.Expires, err
}
