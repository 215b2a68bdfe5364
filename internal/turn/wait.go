package turn

import (
	"context"
	"slices"
	"sync"
	"time"

	"github.com/rozmova/rozmova/internal/conversation"
	"github.com/rozmova/rozmova/internal/dialogue"
	"github.com/rozmova/rozmova/internal/store"
)

// How the wait for an agent is estimated: from what was seen within waitsSeen,
// of the newest mostTaken conversations that agents took; unknown with fewer
// than leastTaken. An estimate is kept for waitKept: people come in waves.
const (
	waitsSeen  = time.Hour
	leastTaken = 3
	mostTaken  = 30
	waitKept   = 20 * time.Second
)

// decide lets the engine decide. A turn that calls for a person is decided
// again with the wait that is to be expected; nothing of it depends on that but
// what the customer is told.
func (h *Handler) decide(ctx context.Context, book *Book, s *conversation.State, in conversation.Input) (conversation.Decision, error) {
	d, err := dialogue.Advance(book.Playbook, book.Recogniser, s, in)
	if err != nil || !dialogue.CallsPerson(d) {
		return d, err
	}
	if in.Wait = h.waits.of(ctx, h.Store, s.Workspace, in.At); in.Wait == 0 {
		return d, nil
	}
	return dialogue.Advance(book.Playbook, book.Recogniser, s, in)
}

// waits remembers the estimates of workspaces for a while.
type waits struct {
	mu    sync.Mutex
	known map[conversation.WorkspaceID]waitAt
}

type waitAt struct {
	seconds int
	at      time.Time
}

// of is the wait to be expected in a workspace's queue, in seconds; 0 when it is
// not known. An estimate that cannot be read keeps nobody from a person: it is
// then unknown, and the turn will fail by itself if the database is gone.
func (w *waits) of(ctx context.Context, db *store.DB, ws conversation.WorkspaceID, now time.Time) int {
	w.mu.Lock()
	k, ok := w.known[ws]
	w.mu.Unlock()
	if ok && now.Sub(k.at).Abs() < waitKept {
		return k.seconds
	}
	seen, err := db.QueueWaits(ctx, ws, now.Add(-waitsSeen), now)
	if err != nil {
		return 0
	}
	k = waitAt{expected(seen), now}
	w.mu.Lock()
	defer w.mu.Unlock()
	if w.known == nil {
		w.known = map[conversation.WorkspaceID]waitAt{}
	}
	w.known[ws] = k
	return k.seconds
}

// expected is the median wait, in seconds that make whole minutes. Who waits
// now and has waited longer than that counts, too: a queue that has come to a
// stand promises nothing short because it was quick before.
func expected(seen store.Waits) int {
	taken := seen.Taken[:min(len(seen.Taken), mostTaken)]
	if len(taken) < leastTaken {
		return 0
	}
	usual := median(taken)
	all := slices.Clone(taken)
	for _, so := range seen.Waiting {
		if so > usual {
			all = append(all, so)
		}
	}
	minutes := (median(all) + time.Minute - 1) / time.Minute
	return 60 * max(1, int(minutes))
}

func median(v []time.Duration) time.Duration {
	v = slices.Sorted(slices.Values(v))
	return v[len(v)/2]
}
