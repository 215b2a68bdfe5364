package quality

import (
	"bufio"
	"encoding/json"
	"fmt"
	"os"

	"github.com/rozmova/rozmova/internal/understand/classify"
)

// longestRow is how long one line of a data set may be.
const longestRow = 1 << 20

// ReadIntents reads rows `{"text","intent"}`, one a line. Every mistake names its line.
func ReadIntents(path string) ([]classify.Example, error) {
	var out []classify.Example
	err := readRows(path, func(line []byte) error {
		var r struct{ Text, Intent *string }
		if err := json.Unmarshal(line, &r); err != nil {
			return err
		}
		if r.Text == nil || r.Intent == nil || *r.Intent == "" {
			return fmt.Errorf(`a row needs "text" and "intent"`)
		}
		out = append(out, classify.Example{Text: *r.Text, Label: *r.Intent})
		return nil
	})
	return out, err
}

func readRows(path string, row func([]byte) error) error {
	f, err := os.Open(path)
	if err != nil {
		return fmt.Errorf("reading a data set: %w", err)
	}
	defer f.Close()
	lines := bufio.NewScanner(f)
	lines.Buffer(make([]byte, 0, 64<<10), longestRow)
	for n := 1; lines.Scan(); n++ {
		if len(lines.Bytes()) == 0 {
			continue
		}
		if err := row(lines.Bytes()); err != nil {
			return fmt.Errorf("%s:%d: %w", path, n, err)
		}
	}
	if err := lines.Err(); err != nil {
		return fmt.Errorf("reading %s: %w", path, err)
	}
	return nil
}
