package ledger

import (
	"fmt"
	"strconv"
	"strings"
	"sync"
	"time"
)

// FaultKind is what goes wrong.
type FaultKind string

// The kinds of faults, in the order in which they strike one call.
const (
	FaultDelay FaultKind = "delay" // answer late: wait, then go on as usual
	FaultFail  FaultKind = "fail"  // answer 503 and do nothing
	FaultDrop  FaultKind = "drop"  // do it, then close the connection unanswered
)

// Fault makes calls go wrong, so that callers' retries can be tested.
type Fault struct {
	Tool  string // "*" for every tool
	Kind  FaultKind
	Delay time.Duration // for FaultDelay
	Times int           // how many calls it strikes; 0 means every call
}

const maxFaultDelay = 5 * time.Minute

// ParseFaults reads faults as a command line gives them, separated by commas:
//
//	refuel_data=fail:3   the next three calls get 503
//	*=delay:200ms:10     the next ten calls of any tool take 200 ms more
//	resume_line=drop     every call is done and not answered
//
// Whether there is such a tool, Open says.
func ParseFaults(s string) ([]Fault, error) {
	var out []Fault
	for _, one := range strings.Split(s, ",") {
		if one = strings.TrimSpace(one); one == "" {
			continue
		}
		f, err := parseFault(one)
		if err != nil {
			return nil, fmt.Errorf("fault %q: %w", one, err)
		}
		out = append(out, f)
	}
	return out, nil
}

func parseFault(s string) (Fault, error) {
	name, what, ok := strings.Cut(s, "=")
	if !ok {
		return Fault{}, fmt.Errorf("want tool=kind")
	}
	parts := strings.Split(what, ":")
	f := Fault{Tool: name, Kind: FaultKind(parts[0])}
	parts = parts[1:]
	if f.Kind == FaultDelay && len(parts) > 0 {
		d, err := time.ParseDuration(parts[0])
		if err != nil {
			return Fault{}, fmt.Errorf("delay: %w", err)
		}
		f.Delay, parts = d, parts[1:]
	}
	if len(parts) > 1 {
		return Fault{}, fmt.Errorf("too many parts")
	}
	if len(parts) == 1 {
		n, err := strconv.Atoi(parts[0])
		if err != nil || n < 1 {
			return Fault{}, fmt.Errorf("number of calls must be 1 or more")
		}
		f.Times = n
	}
	return f, f.check(anyTool)
}

func (f Fault) check(known func(string) bool) error {
	switch {
	case f.Tool != "*" && !known(f.Tool):
		return fmt.Errorf("no tool %q", f.Tool)
	case f.Kind != FaultFail && f.Kind != FaultDelay && f.Kind != FaultDrop:
		return fmt.Errorf("no kind %q", f.Kind)
	case f.Kind == FaultDelay && (f.Delay <= 0 || f.Delay > maxFaultDelay):
		return fmt.Errorf("delay must be between 0 and %s", maxFaultDelay)
	case f.Times < 0:
		return fmt.Errorf("number of calls is negative")
	}
	return nil
}

func anyTool(string) bool { return true }

// faults are the configured ones with what is left of each.
type faults struct {
	mu   sync.Mutex
	list []Fault
	used []int
}

func newFaults(list []Fault, known func(tool string) bool) (*faults, error) {
	for _, f := range list {
		if err := f.check(known); err != nil {
			return nil, fmt.Errorf("fault: %w", err)
		}
	}
	return &faults{list: list, used: make([]int, len(list))}, nil
}

// strike says whether a fault of the kind strikes this call, and uses it up.
func (fs *faults) strike(kind FaultKind, tool string) (Fault, bool) {
	fs.mu.Lock()
	defer fs.mu.Unlock()
	for i, f := range fs.list {
		if f.Kind != kind || (f.Tool != "*" && f.Tool != tool) || (f.Times > 0 && fs.used[i] >= f.Times) {
			continue
		}
		fs.used[i]++
		return f, true
	}
	return Fault{}, false
}
