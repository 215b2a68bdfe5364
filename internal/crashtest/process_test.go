package crashtest

import (
	"bufio"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"github.com/rozmova/rozmova/demo"
	"github.com/rozmova/rozmova/demo/ledger"
	"github.com/rozmova/rozmova/internal/app"
)

// process is a child that is meant to be killed.
type process struct {
	cmd    *exec.Cmd
	exited chan struct{}
	err    error
}

// launch starts a child that dies with this process, however this one ends.
func launch(cmd *exec.Cmd) (*process, error) {
	p := &process{cmd: cmd, exited: make(chan struct{})}
	started := make(chan error)
	go func() {
		// The kernel's promise to kill the child hangs on the thread that started
		// it, so that thread must stay.
		runtime.LockOSThread()
		dieWithParent(cmd)
		err := cmd.Start()
		started <- err
		if err == nil {
			p.err = cmd.Wait()
			close(p.exited)
		}
	}()
	return p, <-started
}

func (p *process) kill() {
	_ = p.cmd.Process.Kill() // it may be gone already
	<-p.exited
}

// terminate asks for a clean end and says how it went.
func (p *process) terminate() error {
	if err := p.cmd.Process.Signal(syscall.SIGTERM); err != nil {
		return err
	}
	select {
	case <-p.exited:
		return p.err
	case <-time.After(30 * time.Second):
		p.kill()
		return errors.New("did not stop within 30 seconds of SIGTERM")
	}
}

// build compiles the real binary. Go remembers that a test passed for as long as
// the files that it opened are the same, so it opens those that only the binary
// is made of.
func build(t *testing.T) string {
	t.Helper()
	own, err := filepath.Glob("../../cmd/rozmova/*.go")
	for _, file := range own {
		if err == nil {
			_, err = os.ReadFile(file)
		}
	}
	if err != nil || len(own) == 0 {
		t.Fatalf("the command's files: %v %v", own, err)
	}
	bin := filepath.Join(t.TempDir(), "rozmova")
	args := []string{"build", "-o", bin}
	if os.Getenv("ROZMOVA_CRASH_RACE") != "" {
		args = append(args, "-race")
	}
	out, err := exec.Command("go", append(args, "github.com/rozmova/rozmova/cmd/rozmova")...).CombinedOutput()
	if err != nil {
		t.Fatalf("build the binary: %v\n%s", err, out)
	}
	return bin
}

const workspace = "crash"

// platform is `rozmova serve` in a process of its own, each time on another
// port, as the system gives it.
type platform struct {
	bin, dsn, key string
	shop          string // where the back end is
	faults        *faults

	mu   sync.Mutex
	cmd  *process
	base string        // where it serves, empty while it does not
	up   chan struct{} // closed while base is set
	tail []string      // the last lines of its log
}

// start starts the process and does not wait for it.
func (p *platform) start() error {
	cmd := exec.Command(p.bin, "--log-format=json", "serve", "--database", p.dsn, "--workspace", workspace,
		"--listen=127.0.0.1:0", "--trusted-proxy=127.0.0.0/8")
	cmd.Env = append(os.Environ(), "ROZMOVA_ACTIONS_SHOP_URL="+p.shop, app.SecretKeyEnv+"="+p.key)
	r, w := io.Pipe()
	cmd.Stderr = w
	child, err := launch(cmd)
	if err != nil {
		return err
	}
	p.mu.Lock()
	p.cmd = child
	p.mu.Unlock()
	go p.read(r, child)
	go func() { <-child.exited; w.Close() }()
	return nil
}

// read takes the address from the log and looks for what must not be in it.
func (p *platform) read(r io.Reader, child *process) {
	lines := bufio.NewScanner(r)
	lines.Buffer(nil, 1<<20)
	for lines.Scan() {
		var l struct{ Level, Msg, Address string }
		if err := json.Unmarshal(lines.Bytes(), &l); err != nil || l.Msg == "request panicked" {
			p.faults.add("the platform says: %s", lines.Text())
		}
		p.mu.Lock()
		if p.tail = append(p.tail, lines.Text()); len(p.tail) > 40 {
			p.tail = p.tail[1:]
		}
		if l.Msg == "serving" && p.cmd == child {
			p.base = "http://" + l.Address
			close(p.up)
		}
		p.mu.Unlock()
	}
}

// address waits until the platform serves and says where.
func (p *platform) address(ctx context.Context) (string, error) {
	for {
		p.mu.Lock()
		base, up := p.base, p.up
		p.mu.Unlock()
		if base != "" {
			return base, nil
		}
		select {
		case <-up:
		case <-ctx.Done():
			return "", ctx.Err()
		}
	}
}

// ready waits for /readyz.
func (p *platform) ready(ctx context.Context) error {
	ctx, cancel := context.WithTimeout(ctx, time.Minute)
	defer cancel()
	for {
		base, err := p.address(ctx)
		if err == nil {
			var res *http.Response
			if res, err = http.Get(base + "/readyz"); err == nil {
				res.Body.Close()
				if res.StatusCode == http.StatusOK {
					return nil
				}
			}
		}
		if ctx.Err() != nil {
			return fmt.Errorf("the platform does not come up: %w\n%s", err, p.log())
		}
		time.Sleep(10 * time.Millisecond)
	}
}

func (p *platform) down() *process {
	p.mu.Lock()
	defer p.mu.Unlock()
	child := p.cmd
	p.cmd = nil
	if p.base != "" {
		p.base, p.up = "", make(chan struct{})
	}
	return child
}

func (p *platform) kill() {
	if child := p.down(); child != nil {
		child.kill()
	}
}

func (p *platform) terminate() error {
	child := p.down()
	if child == nil {
		return nil
	}
	if err := child.terminate(); err != nil {
		return fmt.Errorf("%w\n%s", err, p.log())
	}
	return nil
}

func (p *platform) log() string {
	p.mu.Lock()
	defer p.mu.Unlock()
	return strings.Join(p.tail, "\n")
}

// backend is the company's business back end: this test program once more, as
// a process that outlives the platform and is killed at times too. The socket
// is held here, so that calls made while it is away wait for its return.
type backend struct {
	dir    string
	orders int
	socket *os.File
	url    string
	cmd    *process
}

const (
	backendDir    = "ROZMOVA_CRASH_BACKEND"
	backendOrders = "ROZMOVA_CRASH_ORDERS"
)

func newBackend(t *testing.T, orders int) *backend {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	socket, err := l.(*net.TCPListener).File()
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { socket.Close() })
	return &backend{dir: t.TempDir(), orders: orders, socket: socket, url: "http://" + l.Addr().String()}
}

func (b *backend) start() (err error) {
	cmd := exec.Command(os.Args[0])
	cmd.Env = append(os.Environ(), backendDir+"="+b.dir, fmt.Sprintf("%s=%d", backendOrders, b.orders))
	cmd.ExtraFiles = []*os.File{b.socket}
	cmd.Stderr = os.Stderr
	b.cmd, err = launch(cmd)
	return err
}

func (b *backend) kill() {
	if b.cmd != nil {
		b.cmd.kill()
	}
}

// TestMain is also the back end's process.
func TestMain(m *testing.M) {
	dir := os.Getenv(backendDir)
	if dir == "" {
		os.Exit(m.Run())
	}
	var orders int
	_, err := fmt.Sscan(os.Getenv(backendOrders), &orders)
	var b *demo.Backend
	if err == nil {
		b, err = demo.NewBackend(dir, time.Now, demo.WithPendingOrders(orders))
	}
	var l net.Listener
	if err == nil {
		l, err = net.FileListener(os.NewFile(3, "socket"))
	}
	if err == nil {
		err = ledger.Serve(context.Background(), l, b)
	}
	fmt.Fprintln(os.Stderr, "back end:", err)
	os.Exit(1)
}
