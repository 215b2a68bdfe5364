// Command gotest runs `go test` with its arguments and tells what came of it:
// one line a package, all of what a failed test said, which tests were skipped
// and why, and the counts at the end.
//
// scripts/test.sh calls it. It adds nothing to the tests and hides no failure:
// its exit code is go test's own.
package main

import (
	"bufio"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"strings"
)

func main() {
	code, err := run(os.Args[1:], os.Stdout)
	if err != nil {
		fmt.Fprintln(os.Stderr, "gotest:", err)
		os.Exit(1)
	}
	os.Exit(code)
}

func run(args []string, out io.Writer) (code int, err error) {
	cmd := exec.Command("go", append([]string{"test", "-json"}, args...)...)
	cmd.Stderr = os.Stderr
	stdout, err := cmd.StdoutPipe()
	if err != nil {
		return 0, fmt.Errorf("start go test: %w", err)
	}
	if err := cmd.Start(); err != nil {
		return 0, fmt.Errorf("start go test: %w", err)
	}
	r := newReport(out)
	if err := r.read(stdout); err != nil {
		return 0, errors.Join(err, cmd.Process.Kill(), cmd.Wait())
	}
	err = cmd.Wait()
	r.close()
	if err := r.count(os.Getenv("ROZMOVA_TEST_COUNTS")); err != nil {
		return 0, err
	}
	var exit *exec.ExitError
	switch {
	case errors.As(err, &exit):
		return max(1, exit.ExitCode()), nil
	case err != nil:
		return 0, fmt.Errorf("go test: %w", err)
	case r.passed+r.failed+r.skipped == 0:
		return 0, errors.New("no test was run")
	}
	return 0, nil
}

// event is a line of `go test -json`; see `go doc test2json`.
type event struct {
	Action, Package, Test, Output string
	ImportPath                    string // of build output
	Elapsed                       float64
}

// report folds events into lines for people.
type report struct {
	out      io.Writer
	packages map[string]*tested
	build    map[string][]string // what the compiler said, by import path
	skips    []string

	passed, failed, skipped int
}

// tested is a package whose tests run.
type tested struct {
	output  map[string][]string // by test, "" for the package itself
	running map[string]bool
	count   int
	failed  bool
}

func newReport(out io.Writer) *report {
	return &report{out: out, packages: map[string]*tested{}, build: map[string][]string{}}
}

const maxLine = 8 << 20 // a race report or a dump of goroutines is long

func (r *report) read(in io.Reader) error {
	lines := bufio.NewScanner(in)
	lines.Buffer(nil, maxLine)
	for lines.Scan() {
		var e event
		if err := json.Unmarshal(lines.Bytes(), &e); err != nil {
			fmt.Fprintln(r.out, lines.Text()) // go's own words, not a test's
			continue
		}
		r.take(e)
	}
	if err := lines.Err(); err != nil {
		return fmt.Errorf("read what go test says: %w", err)
	}
	return nil
}

func (r *report) take(e event) {
	if e.Action == "build-output" {
		r.build[e.ImportPath] = append(r.build[e.ImportPath], e.Output)
		return
	}
	if e.Package == "" {
		return
	}
	p := r.packages[e.Package]
	if p == nil {
		p = &tested{output: map[string][]string{}, running: map[string]bool{}}
		r.packages[e.Package] = p
	}
	switch {
	case e.Action == "output":
		p.output[e.Test] = append(p.output[e.Test], e.Output)
	case e.Test != "":
		r.test(p, e)
	case e.Action == "pass", e.Action == "fail", e.Action == "skip":
		r.end(p, e)
	}
}

func (r *report) test(p *tested, e event) {
	switch e.Action {
	case "run":
		p.running[e.Test] = true
		return
	case "pass":
		r.passed++
	case "skip":
		r.skipped++
		r.skips = append(r.skips, fmt.Sprintf("skip  %s.%s: %s", short(e.Package), e.Test, reason(p.output[e.Test])))
	case "fail":
		r.failed++
		p.failed = true
		fmt.Fprintf(r.out, "FAIL  %s.%s\n%s", short(e.Package), e.Test, indented(p.output[e.Test]))
	default:
		return
	}
	p.count++
	delete(p.running, e.Test)
	delete(p.output, e.Test)
}

// end tells of a package. Packages without tests are not worth a line.
func (r *report) end(p *tested, e event) {
	switch {
	case e.Action == "fail":
		r.broken(p, e.Package)
		fmt.Fprintf(r.out, "FAIL  %-58s %7.1fs\n", short(e.Package), e.Elapsed)
	case p.count > 0:
		fmt.Fprintf(r.out, "ok    %-58s %7.1fs %5d tests\n", short(e.Package), e.Elapsed, p.count)
	}
	delete(r.packages, e.Package)
}

// broken shows what no failed test has shown: that the package does not build,
// that the program died with these tests still running, or ran out of time.
func (r *report) broken(p *tested, pkg string) {
	said := false
	for path, lines := range r.build {
		if strings.HasPrefix(path, pkg) {
			fmt.Fprint(r.out, indented(lines))
			delete(r.build, path)
			said = true
		}
	}
	if said || p.failed && len(p.running) == 0 {
		r.failed += btoi(!p.failed)
		return
	}
	r.failed++
	for name := range p.running {
		fmt.Fprintf(r.out, "FAIL  %s.%s did not end\n%s", short(pkg), name, indented(p.output[name]))
	}
	fmt.Fprint(r.out, indented(p.output[""]))
}

func (r *report) close() {
	for _, s := range r.skips {
		fmt.Fprintln(r.out, s)
	}
	for _, lines := range r.build {
		fmt.Fprint(r.out, indented(lines))
	}
	fmt.Fprintf(r.out, "%d passed, %d failed, %d skipped\n", r.passed, r.failed, r.skipped)
}

// count adds the counts to the file that the whole run sums up.
func (r *report) count(path string) error {
	if path == "" {
		return nil
	}
	f, err := os.OpenFile(path, os.O_APPEND|os.O_CREATE|os.O_WRONLY, 0o644)
	if err != nil {
		return fmt.Errorf("keep the counts: %w", err)
	}
	_, err = fmt.Fprintln(f, r.passed, r.failed, r.skipped)
	return errors.Join(err, f.Close())
}

func short(pkg string) string { return strings.TrimPrefix(pkg, "github.com/rozmova/rozmova/") }

// reason is what a skipped test said last before it was marked as skipped.
func reason(lines []string) string {
	said := "no reason given"
	for _, l := range lines {
		l = strings.TrimSpace(l)
		if l == "" || strings.HasPrefix(l, "=== ") || strings.HasPrefix(l, "--- ") {
			continue
		}
		if _, text, found := strings.Cut(l, ".go:"); found {
			if _, text, found = strings.Cut(text, ": "); found {
				l = text
			}
		}
		said = l
	}
	return said
}

func indented(lines []string) string {
	text := strings.TrimRight(strings.Join(lines, ""), "\n")
	if text == "" {
		return ""
	}
	return "      " + strings.ReplaceAll(text, "\n", "\n      ") + "\n"
}

func btoi(b bool) int {
	if b {
		return 1
	}
	return 0
}
