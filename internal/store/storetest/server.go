package storetest

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"sort"
	"sync"
	"time"

	"github.com/jackc/pgx/v5"
)

// Env names the PostgreSQL server that tests use; without it they start one.
const Env = "ROZMOVA_TEST_POSTGRES"

// server is the address of the server of this test process.
var server = sync.OnceValues(func() (string, error) {
	if dsn := os.Getenv(Env); dsn != "" {
		return dsn, nil
	}
	return startServer()
})

// keeper runs the server and takes it away, data and all, when its standard
// input ends: that is, when the test process is gone, however it went.
const keeper = `"$1/postgres" -D "$2/data" -k "$2" -c listen_addresses= -c max_connections=200 \
	-c fsync=off -c full_page_writes=off -c synchronous_commit=off >"$2/log" 2>&1 </dev/null &
pid=$!
read -r _
kill -QUIT $pid
wait $pid
rm -rf "$2"`

// leash is the keeper's standard input, held for as long as this process lives.
//
//lint:ignore U1000 nobody reads it: that it is held is what it is for
var leash io.Closer

func startServer() (string, error) {
	bin, err := binaries()
	if err != nil {
		return "", err
	}
	dir, err := os.MkdirTemp("", "rozmova-pg-")
	if err != nil {
		return "", err
	}
	own, err := giveAway(dir)
	if err != nil {
		return "", err
	}
	initdb := exec.Command(filepath.Join(bin, "initdb"), "-D", filepath.Join(dir, "data"),
		"-U", "postgres", "-A", "trust", "-E", "UTF8", "--locale=C", "--no-sync")
	initdb.SysProcAttr, initdb.Dir = own, dir
	if out, err := initdb.CombinedOutput(); err != nil {
		return "", fmt.Errorf("initdb: %w\n%s", err, out)
	}
	keep := exec.Command("/bin/sh", "-c", keeper, "sh", bin, dir)
	keep.SysProcAttr, keep.Dir = own, dir
	if leash, err = keep.StdinPipe(); err != nil {
		return "", err
	}
	if err := keep.Start(); err != nil {
		return "", fmt.Errorf("start PostgreSQL: %w", err)
	}
	dsn := "postgres:///postgres?" + url.Values{"host": {dir}, "user": {"postgres"}, "sslmode": {"disable"}}.Encode()
	if err := answers(dsn); err != nil {
		log, _ := os.ReadFile(filepath.Join(dir, "log"))
		return "", fmt.Errorf("PostgreSQL did not start: %w\n%s", err, log)
	}
	return dsn, nil
}

func answers(dsn string) error {
	ctx, cancel := context.WithTimeout(context.Background(), time.Minute)
	defer cancel()
	for {
		c, err := pgx.Connect(ctx, dsn)
		if err == nil {
			return c.Close(ctx)
		}
		if ctx.Err() != nil {
			return err
		}
		time.Sleep(20 * time.Millisecond)
	}
}

// binaries finds the folder that holds initdb and postgres: on the PATH, or
// where Debian and others keep them, the newest version first.
func binaries() (string, error) {
	var dirs []string
	if p, err := exec.LookPath("initdb"); err == nil {
		if p, err = filepath.EvalSymlinks(p); err == nil {
			dirs = append(dirs, filepath.Dir(p))
		}
	}
	for _, pattern := range []string{"/usr/lib/postgresql/*/bin", "/opt/homebrew/opt/postgresql*/bin", "/usr/pgsql-*/bin"} {
		found, _ := filepath.Glob(pattern)
		sort.Sort(sort.Reverse(sort.StringSlice(found)))
		dirs = append(dirs, found...)
	}
	for _, d := range dirs {
		if _, err := os.Stat(filepath.Join(d, "postgres")); err == nil {
			return d, nil
		}
	}
	return "", errors.New("no server in " + Env + " and no initdb on the PATH or in /usr/lib/postgresql; " +
		"install it (Debian: apt-get install postgresql), run scripts/postgres.sh, or test with -short")
}
