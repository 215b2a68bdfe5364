package studio

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"strconv"
	"strings"
	"sync"
	"time"

	"github.com/rozmova/rozmova/internal/conversation"
	"github.com/rozmova/rozmova/internal/dialogue"
	"github.com/rozmova/rozmova/internal/understand"
)

// Trial is a conversation with the drafts, kept in memory and seen by nobody
// else. Business systems are played by the person: whatever the bot asks of one
// waits for the answer that the person gives.
type Trial struct {
	ID      string
	Version string

	owner Person
	used  time.Time
	born  int // which trial of all it is

	mu     sync.Mutex
	pb     *dialogue.Playbook
	rec    *understand.Recogniser
	state  *conversation.State
	log    []conversation.Event
	calls  []Call
	inputs int
}

// Call is something that the bot asks of a business system.
type Call struct {
	Effect conversation.EffectID
	Action string
	Title  string
	Args   map[string]conversation.Value
	Writes bool
}

// Errors of trials.
var (
	ErrNoTrial = errors.New("no such trial, or it was left too long ago")
	ErrNoCall  = errors.New("the bot asks for no such answer")
	ErrMany    = errors.New("too many trials at once")
)

const (
	trialLife   = time.Hour
	maxTrials   = 100  // of all people
	maxOwn      = 5    // of one person; the oldest goes
	maxTrialLog = 2000 // events of one trial
)

type trials struct {
	mu   sync.Mutex
	all  map[string]*Trial
	born int
}

// Beginning is how a trial starts.
type Beginning struct {
	Locale  string
	Level   conversation.Level
	Profile map[string]conversation.Value
	Live    bool // the flows in force instead of the drafts
}

// Try begins a trial. Mistakes in the drafts come back as dialogue.Problems.
func (s *Studio) Try(ctx context.Context, by Person, b Beginning) (*Trial, error) {
	l, err := s.layers(ctx, by.Workspace)
	if err != nil {
		return nil, err
	}
	files := l.draft
	if b.Live {
		files = l.inForce
	}
	s.mu.Lock()
	pb, problems, err := s.compile(by.Workspace, files)
	var rec *understand.Recogniser
	if err == nil && len(problems) == 0 {
		rec, err = understand.New(pb)
	}
	s.mu.Unlock()
	if err != nil {
		return nil, err
	}
	if len(problems) > 0 {
		return nil, dialogue.Problems(problems)
	}
	t := &Trial{
		ID: "trial-" + rand.Text(), Version: pb.Version, owner: by, used: s.Clock(),
		pb: pb, rec: rec, state: &conversation.State{},
	}
	t.state.ID = conversation.ConversationID(t.ID)
	if b.Level == "" {
		b.Level = conversation.Anonymous
	}
	err = t.input(s.now(), conversation.Actor{Kind: conversation.System}, conversation.Started{
		Workspace: by.Workspace, Contact: "trial", Channel: conversation.ChannelWeb, Locale: b.Locale, Level: b.Level, Profile: b.Profile,
	})
	if err != nil {
		return nil, err
	}
	return t, s.trials.put(t, s.Clock())
}

func (ts *trials) put(t *Trial, now time.Time) error {
	ts.mu.Lock()
	defer ts.mu.Unlock()
	var oldest *Trial
	own := 0
	for id, o := range ts.all {
		if now.Sub(o.used) > trialLife {
			delete(ts.all, id)
			continue
		}
		if o.owner.ID == t.owner.ID {
			own++
			if oldest == nil || o.used.Before(oldest.used) || o.used.Equal(oldest.used) && o.born < oldest.born {
				oldest = o
			}
		}
	}
	if own >= maxOwn {
		delete(ts.all, oldest.ID)
	}
	if len(ts.all) >= maxTrials {
		return ErrMany
	}
	ts.born++
	t.born = ts.born
	ts.all[t.ID] = t
	return nil
}

// Trial finds a person's own trial.
func (s *Studio) Trial(by Person, id string) (*Trial, error) {
	s.trials.mu.Lock()
	defer s.trials.mu.Unlock()
	t := s.trials.all[id]
	if t == nil || t.owner.ID != by.ID || t.owner.Workspace != by.Workspace || s.Clock().Sub(t.used) > trialLife {
		return nil, ErrNoTrial
	}
	t.used = s.Clock()
	return t, nil
}

// Write says something as the customer: words, or the ID of a button.
func (s *Studio) Write(t *Trial, text, button string) error {
	t.mu.Lock()
	defer t.mu.Unlock()
	d := conversation.MessageReceived{ClientID: strconv.Itoa(t.inputs), Text: text, Button: button}
	if button != "" {
		if d.Text = dialogue.ButtonTitle(t.state, button); d.Text == "" {
			d.Text = t.pb.ButtonTitle(button, t.state.Lang)
		}
	} else {
		t.code(&d)
		u := t.rec.Local(d.Text, t.state, s.now())
		d.Lang, d.Mood, d.Urgent, d.Proposed = u.Lang, u.Mood, u.Urgent, u.Commands
	}
	return t.input(s.now(), conversation.Actor{Kind: conversation.Customer}, d)
}

// Answer plays the business system: a result, or a refusal with its code.
func (s *Studio) Answer(t *Trial, effect conversation.EffectID, result conversation.Value, code string) error {
	t.mu.Lock()
	defer t.mu.Unlock()
	for i, c := range t.calls {
		if c.Effect != effect {
			continue
		}
		var d conversation.Data = conversation.ActionSucceeded{Effect: effect, Action: c.Action, Result: result}
		if code != "" {
			d = conversation.ActionFailed{Effect: effect, Action: c.Action, Code: code}
		}
		if err := t.input(s.now(), conversation.Actor{Kind: conversation.System}, d); err != nil {
			return err
		}
		t.calls = append(t.calls[:i:i], t.calls[i+1:]...)
		return nil
	}
	return ErrNoCall
}

// Wake lets a timer's time come.
func (s *Studio) Wake(t *Trial, timer string) error {
	t.mu.Lock()
	defer t.mu.Unlock()
	effect, ok := t.state.Timers[timer]
	if !ok {
		return ErrNoCall
	}
	return t.input(s.now(), conversation.Actor{Kind: conversation.System}, conversation.TimerFired{Effect: effect, Timer: timer})
}

// Look gives the events after a seq, what waits for an answer, and the state.
func (t *Trial) Look(after int64) ([]conversation.Event, []Call, *conversation.State) {
	t.mu.Lock()
	defer t.mu.Unlock()
	var out []conversation.Event
	for _, e := range t.log {
		if e.Seq > after {
			out = append(out, e)
		}
	}
	return out, append([]Call(nil), t.calls...), t.state.Clone()
}

// input takes one input; t is locked, or known to nobody yet.
func (t *Trial) input(at time.Time, by conversation.Actor, d conversation.Data) error {
	if len(t.log) > maxTrialLog {
		return ErrMany
	}
	t.inputs++
	if at.Before(t.state.UpdatedAt) {
		at = t.state.UpdatedAt
	}
	in := conversation.Input{Key: "trial-" + strconv.Itoa(t.inputs), At: at, Actor: by, Data: d}
	decision, err := dialogue.Advance(t.pb, t.rec, t.state, in)
	if err != nil {
		return err
	}
	for _, e := range decision.Events {
		if err := t.state.Apply(e); err != nil {
			return fmt.Errorf("trial: %w", err)
		}
	}
	t.log = append(t.log, decision.Events...)
	for _, e := range decision.Effects {
		switch d := e.Data.(type) {
		case conversation.CallAction:
			call := Call{Effect: e.ID, Action: d.Action, Args: d.Args}
			if a := t.pb.Actions[d.Action]; a != nil {
				call.Writes, call.Title = a.Writes, a.Title[t.state.Lang]
			}
			t.calls = append(t.calls, call)
		case conversation.SendCode: // nothing leaves a trial
			system := conversation.Actor{Kind: conversation.System}
			if err := t.input(at, system, conversation.CodeSent{Effect: e.ID, Hint: t.state.Code.Hint}); err != nil {
				return err
			}
		}
	}
	return nil
}

// wrongCode is the one code that is wrong in a trial; any other is right.
const wrongCode = "000000"

// code plays the check of a one-time code.
func (t *Trial) code(d *conversation.MessageReceived) {
	if !t.state.CodeAwaited() {
		return
	}
	digits := strings.Map(func(r rune) rune {
		if r >= '0' && r <= '9' {
			return r
		}
		return -1
	}, d.Text)
	if len(digits) != conversation.CodeLength {
		return
	}
	d.Text, d.Code, d.CodeLeft = conversation.CodeMask, conversation.CodeRight, 1
	if digits == wrongCode {
		d.Code = conversation.CodeWrong
	}
}
