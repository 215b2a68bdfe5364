package app

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net"
	"os"
	"path/filepath"
	"syscall"
	"time"

	"golang.org/x/sync/errgroup"

	"github.com/rozmova/rozmova/demo"
	"github.com/rozmova/rozmova/demo/telecom"
	"github.com/rozmova/rozmova/internal/account"
	"github.com/rozmova/rozmova/internal/conversation"
	"github.com/rozmova/rozmova/internal/httpapi"
	"github.com/rozmova/rozmova/internal/store"
	"github.com/rozmova/rozmova/packs"
)

// Demo is everything at once for a first look: the company's site and its
// business back end, the platform on an embedded database, agents who can sign
// in, and a few conversations. It is for one machine; its passwords are known
// to everybody.
type Demo struct {
	Dir     string // data; made when missing
	Clock   func() time.Time
	Log     *slog.Logger
	Out     io.Writer // where the addresses are printed
	Version string
	Faults  string // ledger.ParseFaults, for tests
	Empty   bool   // without the conversations
	Bare    bool   // without the packs' articles
	Limits  httpapi.Limits
	Models  Models // none by default: the demo needs no key
}

// DemoWorkspace is the demo's workspace.
const DemoWorkspace conversation.WorkspaceID = "demo"

// The demo's agents.
const DemoPassword = "demo-password"

var demoAgents = []account.NewUser{
	{Email: "oksana@demo.example", Name: "Оксана Мельник", Locale: "uk", Role: account.Admin},
	{Email: "james@demo.example", Name: "James Hill", Locale: "en", Role: account.Agent},
}

// Run serves the demo on a listener until ctx ends.
func (d Demo) Run(ctx context.Context, l net.Listener) error {
	if d.Clock == nil {
		d.Clock = time.Now
	}
	if err := usable(d.Dir); err != nil {
		return errors.Join(fmt.Errorf("the folder %s cannot be used: %w", d.Dir, err), l.Close())
	}
	c, err := d.company("http://" + Reachable(l.Addr()))
	if err != nil {
		return errors.Join(d.unusable(err), l.Close())
	}
	defer c.close()
	a, err := d.open(ctx, c)
	if err != nil {
		return errors.Join(d.unusable(err), l.Close())
	}
	g, gctx := errgroup.WithContext(ctx)
	g.Go(func() error { return c.serve(gctx) })
	g.Go(func() error { return a.Run(gctx, l) })
	g.Go(func() error {
		d.announce(l.Addr(), c.shopAt.Addr())
		if d.Empty {
			return nil
		}
		if err := d.converse(gctx, a); err != nil && gctx.Err() == nil {
			return fmt.Errorf("the demo's conversations: %w", err)
		}
		return nil
	})
	return g.Wait()
}

// usable makes the data folder and tries to write there.
func usable(dir string) error {
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return err
	}
	f, err := os.CreateTemp(dir, ".try*")
	if err != nil {
		return err
	}
	return errors.Join(f.Close(), os.Remove(f.Name()))
}

// unusable says what to do about data that the demo cannot start on. None of it
// is worth keeping at any price: it is a demo's.
func (d Demo) unusable(err error) error {
	switch {
	case errors.Is(err, context.Canceled):
		return err
	case errors.Is(err, store.ErrOwned), errors.Is(err, syscall.EWOULDBLOCK):
		return fmt.Errorf("another rozmova uses the folder %s: stop it, or choose another folder with --data", d.Dir)
	}
	return fmt.Errorf("the data in %[1]s cannot be used: %[2]w\nIt may be of another version. To begin anew, delete the folder (rm -r %[1]s) or choose another one with --data", d.Dir, err)
}

func (d Demo) open(ctx context.Context, c *company) (*App, error) {
	sources, err := Packs(demoPacks()...)
	if err != nil {
		return nil, err
	}
	var articles []packs.Article
	if !d.Bare {
		if articles, err = Articles(demoPacks()...); err != nil {
			return nil, err
		}
	}
	var a *App
	// The site signs its visitors' identities with the workspace's secret, which
	// is there once the app is.
	home := c.home(func(who demo.Customer) (string, error) { return a.SignIdentity(who) })
	a, err = New(ctx, Config{
		Database: filepath.Join(d.Dir, "rozmova.db"), Workspace: DemoWorkspace, Name: demo.NameUK,
		Packs: sources, Articles: articles, Actions: c.actions(), Identity: c.identity(),
		Clock: d.Clock, Log: d.Log, Version: d.Version, Home: home, Limits: d.Limits, Models: d.Models, TestBackends: TestBackends(),
	})
	if err != nil {
		return nil, err
	}
	for _, u := range demoAgents {
		// Asked first: hashing a password is slow on purpose, and only the first
		// start needs it.
		if _, err := a.Store.UserByEmail(ctx, u.Email); err == nil {
			continue
		}
		u.Password, u.Workspace = DemoPassword, DemoWorkspace
		if _, err := a.Accounts.CreateUser(ctx, u, ""); err != nil && !errors.Is(err, store.ErrExists) {
			return nil, errors.Join(fmt.Errorf("demo agent: %w", err), a.Close())
		}
	}
	return a, nil
}

// SignIdentity vouches for a customer of the demo as a company's site would.
func (a *App) SignIdentity(c demo.Customer) (string, error) {
	secret, err := a.Accounts.IdentitySecret(context.Background(), DemoWorkspace)
	if err != nil {
		return "", err
	}
	return account.SignIdentity(demoIdentity(c), secret, a.cfg.Clock(), 12*time.Hour)
}

// demoIdentity says who a customer is: to the shop, and to the mobile operator
// where they are its customer, too.
func demoIdentity(c demo.Customer) account.Identity {
	id := account.Identity{Subject: c.ID, Name: c.Name, Email: c.Email, Phone: c.Phone}
	if p, ok := telecom.ByShop(c.ID); ok {
		id.Facts = map[string]string{"telecom_id": p.ID}
	}
	return id
}

func (d Demo) announce(l, shop net.Addr) {
	base := "http://" + Reachable(l)
	fmt.Fprintf(d.Out, `
  Розмова · %s

  Сайт із чатом / shop with the widget   %s/
  Довідка / help centre                  %s/help/demo/
  Телефон для проби / a phone to try     %s/phone
  Пошта для проби / mail to try          %s/outbox
  Робоче місце / agents' desk            %s/desk/
    %s  або / or  %s, пароль / password: %s

  Замовлення для проби / orders to try: #W1000001, #W1000002, #W1000003
  Бек-офіс компанії / the company's back office: http://%s/

  Ctrl+C зупиняє / stops.

`, demo.NameUK, base, base, base, base, base, demoAgents[0].Email, demoAgents[1].Email, DemoPassword, shop)
}

// Reachable is a listener's address as a browser on this machine can open it.
func Reachable(a net.Addr) string {
	host, port, err := net.SplitHostPort(a.String())
	if err != nil {
		return a.String()
	}
	if ip := net.ParseIP(host); ip != nil && (ip.IsUnspecified() || ip.IsLoopback()) {
		host = "localhost"
	}
	return net.JoinHostPort(host, port)
}
