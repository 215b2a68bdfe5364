package studio

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"sync"
	"time"

	"github.com/rozmova/rozmova/internal/conversation"
	"github.com/rozmova/rozmova/internal/dialogue"
	"github.com/rozmova/rozmova/internal/flowtest"
	"github.com/rozmova/rozmova/internal/quality"
	"github.com/rozmova/rozmova/internal/store"
)

// EffectState says how far the judgement of the drafts is.
type EffectState string

const (
	EffectNone    EffectState = "none" // there are no drafts
	EffectRunning EffectState = "running"
	EffectDone    EffectState = "done"
	EffectFailed  EffectState = "failed" // it took too long, or broke: ask again
)

// Effect is what the drafts would change, compared with the flows in force.
type Effect struct {
	State    EffectState
	Drafts   int
	Version  int                // of the flows in force
	Problems []dialogue.Problem // the drafts do not compile: nothing else is known
	Before   quality.UnderstandingReport
	After    quality.UnderstandingReport
	// Readings are messages of customers that would be read otherwise, and those
	// that were taught and are still not read so.
	Readings []Reading
	Worse    []Shift // examples that were read rightly and would not be any more
	Better   []Shift // and the other way round
	Tests    int
	Failed   int
	Failures []flowtest.Failure
	Took     time.Duration
}

// Reading is one lesson as it is read by the flows in force and by the drafts.
type Reading struct {
	Message store.MessageID
	Text    string // with personal data hidden
	Count   int    // messages that say nearly the same
	Taught  string // where it was put; empty for one that waits
	Before  Meaning
	After   Meaning
}

// Shift is an example and what it is taken for by a model that has not seen it.
type Shift struct {
	quality.Held
	Was string
}

// effects keeps one judgement for each workspace, and the figures of the flows in
// force, which many judgements are compared with.
type effects struct {
	mu   sync.Mutex
	runs map[conversation.WorkspaceID]*judgement
	held map[conversation.WorkspaceID]*held
}

type held struct {
	version  string
	examples []quality.Held
}

// judgement is one run; result may be read once done is closed.
type judgement struct {
	key    string
	stop   context.CancelFunc
	done   chan struct{}
	result Effect
}

// longestJudgement bounds one run.
const longestJudgement = 2 * time.Minute

// Effect judges the drafts. The work goes on by itself when it takes longer than
// the caller waits; who asks again gets the same run, until the drafts change.
func (s *Studio) Effect(ctx context.Context, ws conversation.WorkspaceID, wait time.Duration) (Effect, error) {
	l, err := s.layers(ctx, ws)
	if err != nil {
		return Effect{}, err
	}
	if len(l.drafts) == 0 {
		s.forget(ws)
		return Effect{State: EffectNone, Version: l.number}, nil
	}
	run, err := s.judged(ctx, ws, l)
	if err != nil {
		return Effect{}, err
	}
	timer := time.NewTimer(wait)
	defer timer.Stop()
	select {
	case <-run.done:
		return run.result, nil
	case <-timer.C:
	case <-ctx.Done():
	}
	return Effect{State: EffectRunning, Drafts: len(l.drafts), Version: l.number}, nil
}

// judged finds the run for the drafts as they are, or begins it.
func (s *Studio) judged(ctx context.Context, ws conversation.WorkspaceID, l *layers) (*judgement, error) {
	b, err := s.Playbooks.Current(ws)
	if err != nil {
		return nil, err
	}
	key := fingerprint(b.Playbook.Version, l)
	s.effects.mu.Lock()
	old := s.effects.runs[ws]
	s.effects.mu.Unlock()
	if old != nil && old.key == key && !old.failed() {
		return old, nil
	}
	lessons, err := s.Lessons(ctx, ws, store.MisunderstoodQuery{})
	if err != nil {
		return nil, err
	}
	s.effects.mu.Lock()
	defer s.effects.mu.Unlock()
	if now := s.effects.runs[ws]; now != nil {
		if now != old && now.key == key {
			return now, nil // somebody else was quicker
		}
		now.stop()
	}
	own, stop := context.WithTimeout(context.WithoutCancel(ctx), longestJudgement)
	run := &judgement{key: key, stop: stop, done: make(chan struct{})}
	if s.effects.runs == nil {
		s.effects.runs, s.effects.held = map[conversation.WorkspaceID]*judgement{}, map[conversation.WorkspaceID]*held{}
	}
	s.effects.runs[ws] = run
	go func() {
		defer stop()
		defer close(run.done)
		began := time.Now()
		e, err := s.judge(own, ws, l, lessons)
		if err != nil {
			if own.Err() == nil {
				s.Log.WarnContext(own, "the effect of drafts could not be judged", "workspace", ws, "error", err)
			}
			e = Effect{State: EffectFailed}
		}
		e.Drafts, e.Version, e.Took = len(l.drafts), l.number, time.Since(began)
		run.result = e
	}()
	return run, nil
}

func (j *judgement) failed() bool {
	select {
	case <-j.done:
		return j.result.State == EffectFailed
	default:
		return false
	}
}

func (s *Studio) forget(ws conversation.WorkspaceID) {
	s.effects.mu.Lock()
	defer s.effects.mu.Unlock()
	if run := s.effects.runs[ws]; run != nil {
		run.stop()
		delete(s.effects.runs, ws)
	}
}

// fingerprint tells drafts over flows apart.
func fingerprint(version string, l *layers) string {
	h := sha256.New()
	fmt.Fprintf(h, "%q", version)
	for _, d := range l.drafts {
		fmt.Fprintf(h, "%q%q%q", d.Pack, d.Path, d.Text)
	}
	return hex.EncodeToString(h.Sum(nil))
}
