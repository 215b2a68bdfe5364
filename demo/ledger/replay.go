package ledger

import (
	"encoding/json"
	"fmt"
)

// replay performs a line of the ledger again, at start.
func (b *Book[S]) replay(start, end int64, line []byte) error {
	e, r, err := b.recorded(line)
	if err != nil {
		return err
	}
	if e.N != b.last+1 {
		return fmt.Errorf("entry %d follows entry %d", e.N, b.last)
	}
	_, refused, err := run(b.state, r)
	if err != nil {
		return err
	}
	if refused {
		return fmt.Errorf("entry %d cannot be performed over this version's seed; start with a fresh data directory", e.N)
	}
	b.note(e)
	b.answered[e.Key] = answered{r.fingerprint(), false, start, end}
	return nil
}

// remember takes up a refused write, at start. One that rests on writes which
// a crash has undone was never answered for, nor was any after it.
func (b *Book[S]) remember(start, end int64, line []byte) error {
	e, r, err := b.recorded(line)
	if err != nil {
		return err
	}
	if e.N > b.last {
		return errCutHere
	}
	b.answered[e.Key] = answered{r.fingerprint(), true, start, end}
	return nil
}

func (b *Book[S]) recorded(line []byte) (Entry, request[S], error) {
	var e Entry
	if err := json.Unmarshal(line, &e); err != nil {
		return e, request[S]{}, fmt.Errorf("read entry: %w", err)
	}
	t := b.tools[e.Tool]
	if t == nil || !t.Writes {
		return e, request[S]{}, fmt.Errorf("entry %d is of an unknown tool", e.N)
	}
	r, err := understood(t, e.Key, e.At, e.Args)
	if err != nil {
		return e, r, fmt.Errorf("entry %d: %w", e.N, err)
	}
	return e, r, nil
}
