// Command bench measures what the project promises of its speed and its size,
// on the machine that it runs on, and prints JSON: each figure with the aim,
// the runs behind it and whether the aim is met. `make bench` runs it.
//
// Turns are measured in this process; everything else on the real binary in a
// process of its own, seen from outside as a client sees it. The whole takes
// some three minutes; -only picks parts, -quick makes them short and rough.
package main

import (
	"context"
	"encoding/json"
	"flag"
	"fmt"
	"os"
	"os/exec"
	"os/signal"
	"path/filepath"
	"slices"
	"strings"
	"time"
)

// Figure is one measured quantity.
type Figure struct {
	Name  string    `json:"name"`
	Unit  string    `json:"unit"`
	Value float64   `json:"value"`          // the median of the runs
	Runs  []float64 `json:"runs,omitempty"` // in the order in which they were made
	Aim   *float64  `json:"aim,omitempty"`
	Met   *bool     `json:"met,omitempty"`
	Note  string    `json:"note,omitempty"`
}

// Report is what is printed.
type Report struct {
	At      time.Time `json:"at"`
	Commit  string    `json:"commit"`
	Machine Machine   `json:"machine"`
	Seconds float64   `json:"seconds"` // that the whole took
	Figures []Figure  `json:"figures"`
}

// bench is one run of this program.
type bench struct {
	dir   string // on the disk that is measured
	bin   string // the real binary
	quick bool
}

// part measures some figures.
type part struct {
	name string
	run  func(*bench, context.Context) ([]Figure, error)
}

var parts = []part{
	{"reading", (*bench).reading},
	{"classifier", (*bench).classifier},
	{"search", (*bench).search},
	{"start", (*bench).start},
	{"idle", (*bench).idle},
	{"turns", (*bench).turns},
	{"latency", (*bench).latency},
	{"streams", (*bench).streams},
}

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	defer stop()
	if err := run(ctx); err != nil {
		fmt.Fprintln(os.Stderr, "bench:", err)
		os.Exit(1)
	}
}

func run(ctx context.Context) error {
	names := make([]string, len(parts))
	for i, p := range parts {
		names[i] = p.name
	}
	only := flag.String("only", "", "parts to run, separated by commas: "+strings.Join(names, ", "))
	bin := flag.String("bin", "", "the binary to measure; built when empty")
	dir := flag.String("dir", "data", "folder on the disk to measure; files are made in it and removed")
	quick := flag.Bool("quick", false, "short and rough, to see that it works")
	flag.Parse()

	b := &bench{bin: *bin, quick: *quick}
	var err error
	if err = os.MkdirAll(*dir, 0o750); err != nil {
		return err
	}
	if b.dir, err = os.MkdirTemp(*dir, "bench-"); err != nil {
		return err
	}
	defer os.RemoveAll(b.dir)
	if b.dir, err = filepath.Abs(b.dir); err != nil {
		return err
	}
	if b.bin == "" {
		b.bin = filepath.Join(b.dir, "rozmova")
		if out, err := exec.Command("go", "build", "-o", b.bin, "github.com/rozmova/rozmova/cmd/rozmova").CombinedOutput(); err != nil {
			return fmt.Errorf("build the binary: %w\n%s", err, out)
		}
	}
	began := time.Now()
	r := Report{At: began.UTC().Truncate(time.Second), Commit: commit(), Machine: machine(b.dir)}
	for _, p := range parts {
		if *only != "" && !slices.Contains(strings.Split(*only, ","), p.name) {
			continue
		}
		fmt.Fprintf(os.Stderr, "bench: %s …\n", p.name)
		figures, err := p.run(b, ctx)
		if err != nil {
			return fmt.Errorf("%s: %w", p.name, err)
		}
		r.Figures = append(r.Figures, figures...)
	}
	r.Seconds = round(time.Since(began).Seconds())
	out := json.NewEncoder(os.Stdout)
	out.SetIndent("", "  ")
	return out.Encode(r)
}

// atLeast and atMost make figures with an aim; the value is the median.
func atLeast(aim float64, name, unit string, runs ...float64) Figure {
	f := figure(name, unit, runs...)
	met := f.Value >= aim
	f.Aim, f.Met = &aim, &met
	return f
}

func atMost(aim float64, name, unit string, runs ...float64) Figure {
	f := figure(name, unit, runs...)
	met := f.Value <= aim
	f.Aim, f.Met = &aim, &met
	return f
}

func figure(name, unit string, runs ...float64) Figure {
	for i := range runs {
		runs[i] = round(runs[i])
	}
	f := Figure{Name: name, Unit: unit, Value: median(runs)}
	if len(runs) > 1 {
		f.Runs = runs
	}
	return f
}

func median(v []float64) float64 { return percentile(v, 50) }

// percentile takes the nearest value; v stays as it is.
func percentile(v []float64, p float64) float64 {
	if len(v) == 0 {
		return 0
	}
	sorted := slices.Sorted(slices.Values(v))
	i := int(p / 100 * float64(len(sorted)))
	return sorted[min(i, len(sorted)-1)]
}

// round keeps what can be read: three digits behind the point below ten.
func round(x float64) float64 {
	digits := 1000.0
	if x >= 1000 {
		digits = 1
	} else if x >= 10 {
		digits = 10
	}
	return float64(int64(x*digits+0.5)) / digits
}
