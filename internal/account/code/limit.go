package code

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/rozmova/rozmova/internal/conversation"
	"github.com/rozmova/rozmova/internal/store"
)

// limit allows few in a short time and a few more in a long one.
type limit struct {
	scope string
	few   int
	short time.Duration
	many  int
	long  time.Duration
}

// How many codes may be sent. A network is a household, an office or a town
// behind one address, so it may have more.
var (
	sentContact = limit{"sent to contact", 5, 15 * time.Minute, 15, 24 * time.Hour}
	sentAddress = limit{"sent to address", 5, 15 * time.Minute, 15, 24 * time.Hour}
	sentNetwork = limit{"sent to network", 15, 15 * time.Minute, 60, 24 * time.Hour}
)

// How many wrong codes and failed proofs lead to a lock. A code's own Tries lock
// its contact, too. Proofs are asked for by questions that honest people get
// wrong, so they get one more.
var (
	wrongContact = limit{"wrong by contact", 10, time.Hour, 20, 24 * time.Hour}
	wrongNetwork = limit{"wrong by network", 25, time.Hour, 100, 24 * time.Hour}
	proofContact = limit{"proof by contact", 6, 30 * time.Minute, 20, 24 * time.Hour}
	proofNetwork = limit{"proof by network", 30, 30 * time.Minute, 120, 24 * time.Hour}
)

// LockTime is how long somebody who failed too often stays locked out.
const LockTime = 30 * time.Minute

// Scopes of locks: their rows count nothing.
const (
	lockContact = "lock contact"
	lockNetwork = "lock network"
)

// tally is one row: what somebody did, and until when they are locked.
type tally struct {
	scope, subject string
	times          []time.Time // oldest first
	locked         time.Time
}

// part names a row by whom it is about. An empty who is nobody.
type part struct {
	limit
	who string
}

// hold reads the rows of parts and keeps others from changing them until the
// transaction ends. They are always taken in one order, so that two transactions
// never wait for each other.
func hold(ctx context.Context, tx *store.Tx, key []byte, ws conversation.WorkspaceID, now time.Time, parts ...part) (map[string]*tally, error) {
	out := map[string]*tally{}
	slices.SortFunc(parts, func(a, b part) int { return cmp.Compare(a.scope, b.scope) })
	for _, p := range parts {
		if p.who == "" {
			continue
		}
		t := &tally{scope: p.scope, subject: subject(key, ws, p.scope, p.who)}
		// Writing first takes the row's lock on PostgreSQL.
		_, err := tx.Exec(ctx, `INSERT INTO tallies (workspace, scope, subject, times, locked_until, touched_at) VALUES (?, ?, ?, '', 0, ?)
			ON CONFLICT (workspace, scope, subject) DO UPDATE SET touched_at = excluded.touched_at`, string(ws), t.scope, t.subject, now.UnixMicro())
		if err != nil {
			return nil, fmt.Errorf("hold a tally: %w", err)
		}
		var times string
		var locked int64
		err = tx.QueryRow(ctx, `SELECT times, locked_until FROM tallies WHERE workspace = ? AND scope = ? AND subject = ?`,
			string(ws), t.scope, t.subject).Scan(&times, &locked)
		if err != nil {
			return nil, fmt.Errorf("read a tally: %w", err)
		}
		t.locked = time.UnixMicro(locked)
		for _, f := range strings.Fields(times) {
			n, err := strconv.ParseInt(f, 10, 64)
			if err != nil {
				return nil, fmt.Errorf("read a tally: %w", err)
			}
			t.times = append(t.times, time.UnixMicro(n))
		}
		out[p.scope] = t
	}
	return out, nil
}

// within counts what was done in the time before now. What a clock that was set
// back says to be in the future counts, too.
func (t *tally) within(now time.Time, d time.Duration) (n int) {
	for _, at := range t.times {
		if at.After(now.Add(-d)) {
			n++
		}
	}
	return n
}

// full says whether the limit allows no more. A nil tally is nobody's.
func (l limit) full(t *tally, now time.Time) bool {
	return t != nil && (t.within(now, l.short) >= l.few || t.within(now, l.long) >= l.many)
}

func (t *tally) add(l limit, now time.Time) {
	if t == nil {
		return
	}
	t.times = append(t.times, now)
	t.times = t.times[max(0, len(t.times)-l.many):]
}

func (t *tally) lock(now time.Time) {
	if t != nil {
		t.locked = now.Add(LockTime)
	}
}

func (t *tally) isLocked(now time.Time) bool { return t != nil && t.locked.After(now) }

func (t *tally) write(ctx context.Context, tx *store.Tx, ws conversation.WorkspaceID, now time.Time) error {
	if t == nil {
		return nil
	}
	var times []string
	for _, at := range t.times {
		if at.After(now.Add(-kept)) {
			times = append(times, strconv.FormatInt(at.UnixMicro(), 10))
		}
	}
	_, err := tx.Exec(ctx, `UPDATE tallies SET times = ?, locked_until = ?, touched_at = ? WHERE workspace = ? AND scope = ? AND subject = ?`,
		strings.Join(times, " "), max(t.locked.UnixMicro(), 0), now.UnixMicro(), string(ws), t.scope, t.subject)
	if err != nil {
		return fmt.Errorf("keep a tally: %w", err)
	}
	return nil
}

// fail counts a failure of somebody and locks out whom it makes too many of. It
// says whether the contact or the network is locked now.
func fail(held map[string]*tally, now time.Time, limits ...limit) bool {
	for _, l := range limits {
		held[l.scope].add(l, now)
	}
	if l := limits[0]; l.full(held[l.scope], now) {
		held[lockContact].lock(now)
	}
	if l := limits[1]; l.full(held[l.scope], now) {
		held[lockNetwork].lock(now)
	}
	return lockedOut(held, now)
}

func lockedOut(held map[string]*tally, now time.Time) bool {
	return held[lockContact].isLocked(now) || held[lockNetwork].isLocked(now)
}

func writeAll(ctx context.Context, tx *store.Tx, ws conversation.WorkspaceID, now time.Time, held map[string]*tally) error {
	for _, t := range held {
		if err := t.write(ctx, tx, ws, now); err != nil {
			return err
		}
	}
	return nil
}

// locks are the parts that say who is locked out.
func locks(contact conversation.ContactID, network string) []part {
	return []part{{limit{scope: lockContact}, string(contact)}, {limit{scope: lockNetwork}, network}}
}
