package app

import (
	"context"
	"crypto/rand"
	"encoding/base64"
	"net"
	"testing"
	"time"

	"github.com/rozmova/rozmova/internal/dialogue"
	"github.com/rozmova/rozmova/internal/store"
	"github.com/rozmova/rozmova/internal/store/storetest"
	"github.com/rozmova/rozmova/internal/studio"
	"github.com/rozmova/rozmova/packs"
)

// Two whole programs over one PostgreSQL: what is published on one is what the
// other serves, though it goes on running.
func TestTwoNodesServeTheSameFlows(t *testing.T) {
	base, err := packs.Source(packs.Base)
	if err != nil {
		t.Fatal(err)
	}
	key := make([]byte, 32)
	if _, err := rand.Read(key); err != nil {
		t.Fatal(err)
	}
	cfg := Config{
		Database: storetest.DSN(t, store.Postgres), SecretKey: base64.StdEncoding.EncodeToString(key),
		Workspace: "main", Packs: []dialogue.Source{base},
	}
	one, two := serving(t, cfg), serving(t, cfg)
	by := studio.Person{Workspace: "main", ID: "u", Name: "Оксана"}
	file, err := one.flows.File(t.Context(), "main", packs.Base, "flows/thanks.yaml")
	if err != nil {
		t.Fatal(err)
	}
	if err := one.flows.Save(t.Context(), by, packs.Base, "flows/thanks.yaml", file.Text+"  - say: completed.more\n"); err != nil {
		t.Fatal(err)
	}
	v, err := one.flows.Publish(t.Context(), by, 0, "")
	if err != nil {
		t.Fatal(err)
	}
	for deadline := time.Now().Add(time.Minute); ; time.Sleep(5 * time.Millisecond) {
		book, err := two.flows.Playbooks.Current("main")
		if err != nil {
			t.Fatal(err)
		}
		if book.Playbook.Version == v.Version {
			return
		}
		if time.Now().After(deadline) {
			t.Fatalf("the other node serves %s, %s was published", book.Playbook.Version, v.Version)
		}
	}
}

// serving is a program that runs until the test is over.
func serving(t *testing.T, cfg Config) *App {
	t.Helper()
	a, err := New(t.Context(), cfg)
	if err != nil {
		t.Fatal(err)
	}
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	ctx, stop := context.WithCancel(context.Background())
	ended := make(chan error, 1)
	go func() { ended <- a.Run(ctx, l) }()
	t.Cleanup(func() {
		stop()
		if err := <-ended; err != nil {
			t.Errorf("the program ended: %v", err)
		}
	})
	return a
}
