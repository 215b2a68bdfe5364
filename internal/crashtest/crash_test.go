package crashtest

import (
	"bytes"
	"context"
	"encoding/base64"
	"errors"
	"fmt"
	"math/rand/v2"
	"net/http"
	"os"
	"strconv"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/rozmova/rozmova/demo"
	"github.com/rozmova/rozmova/internal/account"
	"github.com/rozmova/rozmova/internal/app"
	"github.com/rozmova/rozmova/internal/store"
	"github.com/rozmova/rozmova/internal/store/storetest"
)

const (
	customers  = 20 // at a time
	agents     = 2
	orderStock = 20_000
)

// TestKilledUnderLoad is the package's purpose: see doc.go.
func TestKilledUnderLoad(t *testing.T) {
	if testing.Short() {
		t.Skip("not with -short")
	}
	kills := number(t, "ROZMOVA_CRASH_KILLS", 10)
	seed := uint64(number(t, "ROZMOVA_CRASH_SEED", int(rand.Uint32())))
	t.Logf("ROZMOVA_CRASH_SEED=%d ROZMOVA_CRASH_KILLS=%d", seed, kills)
	bin := build(t)
	t.Run("sqlite", func(t *testing.T) {
		killUnderLoad(t, &platform{bin: bin, dsn: storetest.DSN(t, store.SQLite)}, kills, seed) // its key stands beside the file
	})
	t.Run("postgres", func(t *testing.T) {
		key := base64.StdEncoding.EncodeToString(bytes.Repeat([]byte("crash!!!"), 4))
		killUnderLoad(t, &platform{bin: bin, dsn: storetest.DSN(t, store.Postgres), key: key}, max(2, kills/3), seed)
	})
}

func number(t *testing.T, name string, otherwise int) int {
	t.Helper()
	text := os.Getenv(name)
	if text == "" {
		return otherwise
	}
	n, err := strconv.Atoi(text)
	if err != nil || n < 0 {
		t.Fatalf("%s=%q is no number", name, text)
	}
	return n
}

// run is one platform under load.
type run struct {
	platform  *platform
	backend   *backend
	faults    *faults
	transport *http.Transport
	secret    []byte // signs customers' identities
	orders    []demo.PendingOrder
	usual     map[story][]string // what is said in each story when nothing is killed

	repeats   atomic.Int64
	nextOrder atomic.Int64
	mu        sync.Mutex
	talks     []*talk
	byID      map[string]*talk
}

func (r *run) keep(t *talk) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.talks = append(r.talks, t)
	r.byID[t.id] = t
}

func (r *run) talk(id string) *talk {
	r.mu.Lock()
	defer r.mu.Unlock()
	return r.byID[id]
}

// order gives an order that nobody has asked about yet.
func (r *run) order() demo.PendingOrder {
	return r.orders[int(r.nextOrder.Add(1)-1)%len(r.orders)]
}

func killUnderLoad(t *testing.T, p *platform, kills int, seed uint64) {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), 2*time.Minute+time.Duration(kills)*10*time.Second)
	defer cancel()
	dice := rand.New(rand.NewPCG(seed, 0))
	r := &run{platform: p, faults: &faults{}, byID: map[string]*talk{}, usual: map[story][]string{}, orders: demo.PendingOrders(orderStock),
		transport: &http.Transport{MaxIdleConnsPerHost: 200, IdleConnTimeout: 10 * time.Second}}
	defer r.transport.CloseIdleConnections()
	r.backend = newBackend(t, orderStock)
	p.shop, p.faults, p.up = r.backend.url, r.faults, make(chan struct{})
	t.Cleanup(r.backend.kill)
	t.Cleanup(p.kill)
	defer func() {
		for _, f := range r.faults.all {
			t.Error(f)
		}
		if n := r.faults.n - len(r.faults.all); n > 0 {
			t.Errorf("and %d faults more", n)
		}
	}()
	if err := errors.Join(r.backend.start(), r.platform.start(), r.platform.ready(ctx)); err != nil {
		t.Fatal(err)
	}
	r.prepare(t)
	atDesk, closeDesk := context.WithCancel(ctx)
	var desk sync.WaitGroup
	for n := range agents {
		a := &agent{run: r, email: agentEmail(n), mine: map[string]bool{}, dice: rand.New(rand.NewPCG(seed, uint64(1000+n)))}
		a.c = newClient(r, "203.0.113."+strconv.Itoa(n+1))
		if err := a.signIn(ctx); err != nil {
			t.Fatal(err)
		}
		desk.Go(func() { a.work(atDesk) })
	}
	defer desk.Wait()
	defer closeDesk()

	r.learn(t, ctx, dice)
	began := time.Now()
	closing := make(chan struct{})
	var crowd sync.WaitGroup
	for n := range customers {
		dice := rand.New(rand.NewPCG(seed, uint64(n+1)))
		crowd.Go(func() { r.visit(ctx, n, dice, closing) })
	}
	r.killer(t, ctx, kills, dice)
	close(closing)
	crowd.Wait()
	if ctx.Err() != nil {
		t.Errorf("not done in time; the platform's last words:\n%s", r.platform.log())
	}
	t.Logf("%d kills took %v", kills, time.Since(began).Round(100*time.Millisecond))
	r.check(t, ctx)
}

// prepare stops the platform as an operator would and reads and writes what the
// test needs: the secret of the company's site, and agents.
func (r *run) prepare(t *testing.T) {
	t.Helper()
	if err := r.platform.terminate(); err != nil {
		t.Fatal(err)
	}
	db := r.open(t)
	accounts := account.New(db, time.Now)
	var err error
	if r.secret, err = accounts.IdentitySecret(t.Context(), workspace); err != nil {
		t.Fatal(err)
	}
	for n := range agents {
		_, err := accounts.CreateUser(t.Context(), account.NewUser{
			Email: agentEmail(n), Name: agentName, Password: agentPassword, Role: account.Agent, Workspace: workspace,
		}, "")
		if err != nil {
			t.Fatal(err)
		}
	}
	if err := errors.Join(db.Close(), r.platform.start(), r.platform.ready(t.Context())); err != nil {
		t.Fatal(err)
	}
}

// open opens the database beside the platform, or while it is stopped.
func (r *run) open(t *testing.T) *store.DB {
	t.Helper()
	db, err := app.OpenStore(t.Context(), r.platform.dsn, r.platform.key)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { db.Close() })
	return db
}

func agentEmail(n int) string { return fmt.Sprintf("agent%d@example.com", n) }

// learn lives through each story once in peace: what is said then must be said
// under fire too, no more and no less.
func (r *run) learn(t *testing.T, ctx context.Context, dice *rand.Rand) {
	t.Helper()
	var peace sync.WaitGroup
	errs := make([]error, stories)
	for n := range stories {
		dice := rand.New(rand.NewPCG(dice.Uint64(), 0))
		order := r.order()
		peace.Go(func() { errs[n] = r.customer(ctx, 10_000+n, storyOf(n), order, dice) })
	}
	peace.Wait()
	if err := errors.Join(errs...); err != nil {
		t.Fatalf("in peace: %v\n%s", err, r.platform.log())
	}
	for _, talk := range r.talks {
		if talk.detours > 0 {
			t.Fatalf("in peace: %s: %d actions failed", talk.name, talk.detours)
		}
		r.usual[talk.story] = transcript(talk)
	}
}

// visit has one story after the other until the doors close; a story that has
// begun is brought to its end.
func (r *run) visit(ctx context.Context, n int, dice *rand.Rand, closing chan struct{}) {
	for {
		select {
		case <-closing:
			return
		default:
		}
		err := r.customer(ctx, n, storyOf(dice.IntN(stories)), r.order(), dice)
		if err != nil && !errors.Is(err, errElsewhere) {
			r.faults.add("%v", err)
			return
		}
	}
}

// killer kills the platform again and again: mostly some time after it came up,
// sometimes while it starts; sometimes the back end dies with it, and sometimes
// the back end alone.
func (r *run) killer(t *testing.T, ctx context.Context, kills int, dice *rand.Rand) {
	t.Helper()
	for range kills {
		if dice.IntN(5) == 0 {
			nap(ctx, time.Duration(dice.IntN(600))*time.Millisecond)
		} else {
			if err := r.platform.ready(ctx); err != nil {
				r.faults.add("%v", err)
				return
			}
			nap(ctx, time.Duration(50+dice.IntN(1400))*time.Millisecond)
		}
		switch dice.IntN(5) {
		case 0: // both
			r.backend.kill()
			r.platform.kill()
			r.restart(r.backend.start)
		case 1: // first one, then the other
			r.backend.kill()
			r.restart(r.backend.start)
			nap(ctx, time.Duration(dice.IntN(200))*time.Millisecond)
			r.platform.kill()
		default:
			r.platform.kill()
		}
		r.restart(r.platform.start)
	}
	if err := r.platform.ready(ctx); err != nil {
		r.faults.add("%v", err)
	}
}

func (r *run) restart(start func() error) {
	if err := start(); err != nil {
		r.faults.add("restart: %v", err)
	}
}
