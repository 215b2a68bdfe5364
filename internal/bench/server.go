package main

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
	"time"
)

// server is the real binary in a process of its own.
type server struct {
	cmd     *exec.Cmd
	base    string
	dsn     string
	started time.Time
	said    *bytes.Buffer
	exited  chan error
}

// serve starts `rozmova serve` on a database in dir, which may be there
// already, and waits until it is ready.
func (b *bench) serve(ctx context.Context, dir string) (*server, error) {
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return nil, err
	}
	s := &server{dsn: filepath.Join(dir, "rozmova.db"), said: &bytes.Buffer{}, exited: make(chan error, 1)}
	s.cmd = exec.Command(b.bin, "--log-format=json", "serve", "--database", s.dsn, "--workspace", benchName,
		"--listen=127.0.0.1:0", "--trusted-proxy=127.0.0.0/8")
	stderr, err := s.cmd.StderrPipe()
	if err != nil {
		return nil, err
	}
	s.started = time.Now()
	if err := s.cmd.Start(); err != nil {
		return nil, err
	}
	address := make(chan string, 1)
	go s.listen(stderr, address)
	select {
	case a := <-address:
		s.base = "http://" + a
	case err := <-s.exited:
		return nil, fmt.Errorf("the server ended: %w\n%s", err, s.said)
	case <-time.After(time.Minute):
		return nil, errors.Join(errors.New("the server does not come up"), s.stop())
	case <-ctx.Done():
		return nil, errors.Join(ctx.Err(), s.stop())
	}
	for {
		res, err := http.Get(s.base + "/readyz")
		if err == nil {
			res.Body.Close()
			if res.StatusCode == http.StatusOK {
				return s, nil
			}
		}
		if ctx.Err() != nil || time.Since(s.started) > time.Minute {
			return nil, errors.Join(fmt.Errorf("the server is not ready: %w", err), s.stop())
		}
		time.Sleep(2 * time.Millisecond)
	}
}

// listen reads the log to its end: the address is in it, and last words.
func (s *server) listen(stderr io.Reader, address chan<- string) {
	lines := bufio.NewScanner(stderr)
	for lines.Scan() {
		var l struct{ Msg, Address string }
		if json.Unmarshal(lines.Bytes(), &l) == nil && l.Msg == "serving" {
			address <- l.Address
		}
		if s.said.Len() < 1<<16 {
			s.said.WriteString(lines.Text() + "\n")
		}
	}
	s.exited <- s.cmd.Wait()
}

func (s *server) stop() error {
	if err := s.cmd.Process.Signal(syscall.SIGTERM); err != nil {
		return err
	}
	select {
	case err := <-s.exited:
		return err
	case <-time.After(20 * time.Second):
		_ = s.cmd.Process.Kill()
		return errors.New("the server did not stop in 20 seconds")
	}
}

// rss is the memory of the process that is in use now, in bytes.
func (s *server) rss() (float64, error) {
	kb, err := strconv.Atoi(strings.TrimSuffix(field(fmt.Sprintf("/proc/%d/status", s.cmd.Process.Pid), "VmRSS"), " kB"))
	if err != nil {
		return 0, fmt.Errorf("the memory of a process is only read on Linux: %w", err)
	}
	return float64(kb) * 1024, nil
}

// settled is the memory once it has stopped falling: what was needed for a
// moment only is given back to the system a little later.
func (s *server) settled(ctx context.Context) (float64, error) {
	const still, patience = 10 * time.Second, 30 * time.Second
	least, since := 0.0, time.Now()
	for begun := time.Now(); time.Since(begun) < patience && time.Since(since) < still; {
		now, err := s.rss()
		if err != nil {
			return 0, err
		}
		if least == 0 || now < least-(128<<10) {
			least, since = now, time.Now()
		}
		if !pause(ctx, 100*time.Millisecond) {
			return 0, ctx.Err()
		}
	}
	return s.rss()
}

func pause(ctx context.Context, d time.Duration) bool {
	select {
	case <-time.After(d):
		return true
	case <-ctx.Done():
		return false
	}
}
