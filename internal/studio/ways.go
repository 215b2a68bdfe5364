package studio

import (
	"context"
	"time"

	"github.com/rozmova/rozmova/internal/conversation"
	"github.com/rozmova/rozmova/internal/dialogue"
)

// Ways is where real conversations went in a flow. A conversation that started
// the flow twice counts twice.
type Ways struct {
	Started  int
	Outcomes map[conversation.Outcome]int // of those that ended
	Open     int                          // still in progress
	Steps    map[string]StepWays          // by step where the flow waited for somebody
}

// StepWays: how many waited at a step, and how many were left there: cancelled,
// handed to a person, given up, or still waiting.
type StepWays struct {
	Reached int
	Left    int
}

// waysConversations bounds how many conversations are looked at, the newest first.
const waysConversations = 5000

// Ways of all flows since a time.
func (s *Studio) Ways(ctx context.Context, ws conversation.WorkspaceID, since time.Time) (map[string]*Ways, error) {
	out := map[string]*Ways{}
	type frame struct {
		flow, step string
		seen       map[string]bool
	}
	var id conversation.ConversationID
	frames := map[int]*frame{}
	leave := func(f *frame) {
		if f.step != "" {
			w := out[f.flow]
			sw := w.Steps[f.step]
			sw.Left++
			w.Steps[f.step] = sw
		}
	}
	closing := func() {
		for _, f := range frames {
			out[f.flow].Open++
			leave(f)
		}
		clear(frames)
	}
	err := s.Store.FlowEvents(ctx, ws, since, waysConversations, func(c conversation.ConversationID, e conversation.Event) error {
		if c != id {
			closing()
			id = c
		}
		switch d := e.Data.(type) {
		case conversation.FlowStarted:
			if out[d.Flow] == nil {
				out[d.Flow] = &Ways{Outcomes: map[conversation.Outcome]int{}, Steps: map[string]StepWays{}}
			}
			out[d.Flow].Started++
			frames[d.Frame] = &frame{flow: d.Flow, seen: map[string]bool{}}
		case conversation.StepReached:
			if f := frames[d.Frame]; f != nil {
				f.step = d.Step
				if !f.seen[d.Step] {
					f.seen[d.Step] = true
					sw := out[f.flow].Steps[d.Step]
					sw.Reached++
					out[f.flow].Steps[d.Step] = sw
				}
			}
		case conversation.FlowEnded:
			f := frames[d.Frame]
			if f == nil {
				return nil
			}
			out[f.flow].Outcomes[d.Outcome]++
			if d.Outcome != conversation.OutcomeResolved {
				leave(f)
			}
			delete(frames, d.Frame)
		}
		return nil
	})
	closing()
	return out, err
}

// Flow is a flow as the studio lists it.
type Flow struct {
	Name   string
	Title  map[string]string
	Pack   string
	Event  string // of a pattern
	File   string
	Line   int
	Steps  int
	Called bool // has no examples: only other flows call it
	Menu   bool
}

// Flows lists the flows of the drafts, or of what is in force when the drafts
// have mistakes.
func (s *Studio) Flows(ctx context.Context, ws conversation.WorkspaceID) ([]Flow, *dialogue.Playbook, []dialogue.Problem, error) {
	l, err := s.layers(ctx, ws)
	if err != nil {
		return nil, nil, nil, err
	}
	s.mu.Lock()
	pb, problems, err := s.compile(ws, l.draft)
	s.mu.Unlock()
	if err == nil && pb == nil {
		b, cerr := s.Playbooks.Current(ws)
		if cerr != nil {
			return nil, nil, problems, cerr
		}
		pb = b.Playbook
	}
	if err != nil {
		return nil, nil, nil, err
	}
	menu := map[string]bool{}
	for _, m := range pb.Menu {
		menu[m] = true
	}
	var out []Flow
	for _, name := range pb.Order {
		f := pb.Flows[name]
		pos := f.FilePos()
		out = append(out, Flow{
			Name: name, Title: f.Title, Pack: f.Pack, Event: f.On, File: pos.File, Line: pos.Line,
			Steps: len(f.StepNames()), Called: f.On == "" && len(f.Examples) == 0, Menu: menu[name],
		})
	}
	return out, pb, problems, nil
}
