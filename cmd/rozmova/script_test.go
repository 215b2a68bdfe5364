package main

import (
	"context"
	"fmt"
	"log/slog"
	"net"
	"net/http"
	"os"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/rogpeppe/go-internal/testscript"

	"github.com/rozmova/rozmova/internal/app"
)

func TestMain(m *testing.M) {
	testscript.Main(m, map[string]func(){"rozmova": main})
}

// TestScripts runs the program as a person at a terminal would: each file of
// testdata/script is one story. With UPDATE_SCRIPTS=1 it writes down what came
// where a script compares (cmp); read the difference before you keep it.
func TestScripts(t *testing.T) {
	testscript.Run(t, testscript.Params{
		Dir: "testdata/script",
		Setup: func(e *testscript.Env) error {
			for _, v := range os.Environ() { // an installation's settings must not leak in
				if name, _, _ := strings.Cut(v, "="); strings.HasPrefix(name, "ROZMOVA_") {
					e.Setenv(name, "")
				}
			}
			e.Setenv("HOME", e.WorkDir)
			return nil
		},
		Cmds: map[string]func(*testscript.TestScript, bool, []string){
			"demo": startDemo, "freeport": freePort, "ready": waitReady, "holdport": holdPort, "fill": fillFile,
		},
		RequireExplicitExec: true,
		RequireUniqueNames:  true,
		UpdateScripts:       os.Getenv("UPDATE_SCRIPTS") != "",
	})
}

// startDemo runs the demo on a free port: `demo DIR`. $SERVER is its address.
func startDemo(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) == 0 {
		ts.Fatalf("usage: demo DIR")
	}
	l, err := net.Listen("tcp", "127.0.0.1:0")
	ts.Check(err)
	ctx, cancel := context.WithCancel(context.Background())
	done := make(chan error, 1)
	out := &strings.Builder{}
	d := app.Demo{Dir: ts.MkAbs(args[0]), Log: slog.New(slog.DiscardHandler), Out: out, Version: "test", Empty: true}
	go func() { done <- d.Run(ctx, l) }()
	ts.Setenv("SERVER", "http://"+l.Addr().String())
	stop := func() {
		cancel()
		if err := <-done; err != nil {
			ts.Logf("demo: %v", err)
		}
	}
	if err := poll("http://" + l.Addr().String() + "/readyz"); err != nil {
		stop()
		ts.Fatalf("demo: %v", err)
	}
	ts.Defer(stop)
}

// freePort puts an address that nobody listens on into a variable: `freeport NAME`.
func freePort(ts *testscript.TestScript, _ bool, args []string) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	ts.Check(err)
	ts.Setenv(args[0], l.Addr().String())
	ts.Check(l.Close())
}

// holdPort takes an address until the script is over: `holdport NAME`.
func holdPort(ts *testscript.TestScript, _ bool, args []string) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	ts.Check(err)
	ts.Setenv(args[0], l.Addr().String())
	ts.Defer(func() { l.Close() })
}

// fillFile makes a file of one long line: `fill NAME LENGTH`.
func fillFile(ts *testscript.TestScript, _ bool, args []string) {
	n, err := strconv.Atoi(args[1])
	ts.Check(err)
	ts.Check(os.WriteFile(ts.MkAbs(args[0]), []byte(strings.Repeat("x", n)+"\n"), 0o600))
}

// waitReady waits until a server answers: `ready URL`.
func waitReady(ts *testscript.TestScript, _ bool, args []string) { ts.Check(poll(args[0])) }

func poll(url string) error {
	var err error
	for range 600 {
		var res *http.Response
		if res, err = http.Get(url); err == nil {
			res.Body.Close()
			if res.StatusCode == http.StatusOK {
				return nil
			}
			err = fmt.Errorf("%s: %s", url, res.Status)
		}
		time.Sleep(50 * time.Millisecond)
	}
	return err
}
