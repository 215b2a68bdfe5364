package httpapi

import (
	"context"
	"encoding/json"
	"sync"
	"time"

	"github.com/rozmova/rozmova/internal/conversation"
	"github.com/rozmova/rozmova/internal/store"
	"github.com/rozmova/rozmova/internal/stream"
)

// Timing of what agents watch. Rows of a busy workspace melt together for a
// moment, and sizes of views are counted rarely: nobody reads faster.
const (
	rowPause   = 50 * time.Millisecond
	countPause = 500 * time.Millisecond
	deskPing   = 25 * time.Second
	maxMail    = 256 // frames that wait for one slow desk
)

// feeds holds a feed for each workspace that somebody watches, and none for
// the others: nothing is read or counted for nobody.
type feeds struct {
	s  *Server
	mu sync.Mutex
	by map[conversation.WorkspaceID]*feed
}

func newFeeds(s *Server) *feeds {
	return &feeds{s: s, by: make(map[conversation.WorkspaceID]*feed)}
}

// feed turns a workspace's changes into frames, once for all its agents.
type feed struct {
	s     *Server
	ws    conversation.WorkspaceID
	watch *stream.Watch
	stop  context.CancelFunc

	mu    sync.Mutex
	desks map[*screen]struct{}
}

// screen is one agent's open stream, as its feed sees it.
type screen struct {
	agent agent
	wake  chan struct{}

	mu     sync.Mutex
	mail   [][]byte
	ended  string // why the stream must end: slow, or signed out
	counts store.InboxCounts
	told   bool // counts were sent
}

// join adds a desk to its workspace's feed.
func (fs *feeds) join(d *screen) {
	fs.mu.Lock()
	defer fs.mu.Unlock()
	ws := d.agent.workspace()
	f := fs.by[ws]
	if f == nil {
		ctx, cancel := context.WithCancel(context.Background())
		f = &feed{s: fs.s, ws: ws, watch: fs.s.cfg.Bus.Watch(ws), stop: cancel, desks: make(map[*screen]struct{})}
		fs.by[ws] = f
		go f.run(ctx)
	}
	f.mu.Lock()
	f.desks[d] = struct{}{}
	f.mu.Unlock()
	fs.s.metrics.desks.Inc()
}

// leave takes it away; the last one turns off the light.
func (fs *feeds) leave(d *screen) {
	fs.mu.Lock()
	defer fs.mu.Unlock()
	f := fs.by[d.agent.workspace()]
	f.mu.Lock()
	delete(f.desks, d)
	empty := len(f.desks) == 0
	f.mu.Unlock()
	fs.s.metrics.desks.Dec()
	if empty {
		f.stop()
		f.watch.Close()
		delete(fs.by, f.ws)
	}
}

// signedOut ends the streams of a sign-in that is over.
func (fs *feeds) signedOut(hash string) {
	fs.mu.Lock()
	defer fs.mu.Unlock()
	for _, f := range fs.by {
		f.each(func(d *screen) {
			if d.agent.Hash == hash {
				d.end(string(codeUnauthorized))
			}
		})
	}
}

func (f *feed) each(do func(*screen)) {
	f.mu.Lock()
	defer f.mu.Unlock()
	for d := range f.desks {
		do(d)
	}
}

func (f *feed) run(ctx context.Context) {
	ping := time.NewTicker(deskPing)
	defer ping.Stop()
	var counting <-chan time.Time // runs only while something has changed
	for {
		select {
		case <-ctx.Done():
			return
		case <-f.watch.Done():
			return
		case <-ping.C:
			f.post(pingFrame, nil)
		case <-counting:
			counting = nil
			f.count(ctx)
		case <-f.watch.Wake():
			if f.tell(ctx, f.watch.Take()) && counting == nil {
				counting = time.After(countPause)
			}
			select { // let changes melt together
			case <-time.After(rowPause):
			case <-ctx.Done():
				return
			}
		}
	}
}

// tell passes changes on, and says whether any of them can change the counts.
func (f *feed) tell(ctx context.Context, c stream.Changes) (changed bool) {
	if c.Lost {
		// Too much to tell: the desks come back and read the inbox.
		f.each(func(d *screen) { d.end("resync") })
		return false
	}
	for id, change := range c.Rows {
		row := change.Row
		if row == nil {
			r, err := f.s.cfg.Store.Row(ctx, f.ws, id)
			if err != nil {
				if ctx.Err() == nil {
					f.s.log.ErrorContext(ctx, "row for desks not read", "error", err)
					f.each(func(d *screen) { d.end("resync") })
				}
				continue
			}
			row = &r
		}
		if row.Messages == 0 {
			continue // opened and not used: not in the inbox yet
		}
		changed = true
		f.post(RowFrame{"row", f.s.rowView(f.ws, row)}, nil)
	}
	for _, sig := range c.Signals {
		f.post(DeskTypingFrame{string(sig.Kind), sig.Conversation, sig.Actor, sig.Name}, func(d *screen) bool { return sig.User == "" || sig.User != d.agent.User.ID })
	}
	return changed
}

// count sends each agent the sizes of their views, if they have changed.
func (f *feed) count(ctx context.Context) {
	byUser := map[conversation.UserID][]*screen{}
	f.each(func(d *screen) { byUser[d.agent.User.ID] = append(byUser[d.agent.User.ID], d) })
	for user, ds := range byUser {
		counts, err := f.s.cfg.Store.Counts(ctx, f.ws, user)
		if err != nil {
			if ctx.Err() == nil {
				f.s.log.ErrorContext(ctx, "counts for desks not read", "error", err)
			}
			return
		}
		for _, d := range ds {
			if d.told && d.counts == counts {
				continue
			}
			d.told, d.counts = true, counts
			f.postTo(CountsFrame{"counts", Counts(counts)}, d)
		}
	}
}

// post encodes a frame once and puts it into the mail of all desks, or of those
// that only names.
func (f *feed) post(frame any, only func(*screen) bool) {
	var to []*screen
	f.each(func(d *screen) {
		if only == nil || only(d) {
			to = append(to, d)
		}
	})
	f.postTo(frame, to...)
}

func (f *feed) postTo(frame any, to ...*screen) {
	b, err := json.Marshal(frame)
	if err != nil {
		f.s.log.Error("frame for desks not encoded", "error", err)
		return
	}
	for _, d := range to {
		d.put(b)
	}
}

// put leaves a frame for the desk. One that does not fetch its mail is ended:
// it comes back and reads the inbox, which is cheaper than remembering for it.
func (d *screen) put(frame []byte) {
	d.mu.Lock()
	if len(d.mail) < maxMail {
		d.mail = append(d.mail, frame)
	} else {
		d.mail, d.ended = nil, "slow"
	}
	d.mu.Unlock()
	d.stir()
}

func (d *screen) end(why string) {
	d.mu.Lock()
	d.ended = why
	d.mu.Unlock()
	d.stir()
}

func (d *screen) fetch() (mail [][]byte, ended string) {
	d.mu.Lock()
	defer d.mu.Unlock()
	mail, d.mail = d.mail, nil
	return mail, d.ended
}

func (d *screen) stir() {
	select {
	case d.wake <- struct{}{}:
	default:
	}
}
