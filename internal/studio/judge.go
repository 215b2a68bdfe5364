package studio

import (
	"context"
	"slices"
	"time"

	"github.com/rozmova/rozmova/internal/conversation"
	"github.com/rozmova/rozmova/internal/dialogue"
	"github.com/rozmova/rozmova/internal/quality"
	"github.com/rozmova/rozmova/internal/store"
	"github.com/rozmova/rozmova/internal/understand"
	"github.com/rozmova/rozmova/internal/understand/classify"
)

// Meaning is what a message comes to at the beginning of a conversation.
type Meaning struct {
	Kind conversation.CommandKind // CmdNone for nothing
	Flow string                   // for CmdStart, and the likeliest for CmdClarify
}

// judge compares the drafts with the flows in force. Lessons are all there are.
func (s *Studio) judge(ctx context.Context, ws conversation.WorkspaceID, l *layers, lessons []Lesson) (Effect, error) {
	b, err := s.Playbooks.Current(ws)
	if err != nil {
		return Effect{}, err
	}
	pb, rec, problems, err := s.trained(ws, l)
	if err != nil {
		return Effect{}, err
	}
	e := Effect{State: EffectDone, Problems: problems}
	if len(problems) > 0 {
		return e, nil
	}
	before, err := s.heldOut(ctx, ws, b.Playbook)
	if err != nil {
		return Effect{}, err
	}
	after, err := quality.HoldOut(ctx, understand.Examples(pb))
	if err != nil {
		return Effect{}, err
	}
	e.Before, e.After = quality.Summary(before), quality.Summary(after)
	e.Worse, e.Better = shifts(before, after)
	for i := range lessons {
		if err := ctx.Err(); err != nil {
			return Effect{}, err
		}
		if r, tells := s.reread(&lessons[i], b.Recogniser, rec); tells && len(e.Readings) < maxReadings {
			e.Readings = append(e.Readings, r)
		}
	}
	s.mu.Lock()
	check, err := s.test(pb, l.draft)
	s.mu.Unlock()
	if err != nil {
		return Effect{}, err
	}
	e.Tests, e.Failed, e.Failures = check.Tests, check.Failed, check.Failures
	return e, ctx.Err()
}

const (
	maxReadings = 100
	maxShifts   = 50
)

func (s *Studio) trained(ws conversation.WorkspaceID, l *layers) (*dialogue.Playbook, *understand.Recogniser, []dialogue.Problem, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	pb, problems, err := s.compile(ws, l.draft)
	if err != nil || len(problems) > 0 {
		return nil, nil, problems, err
	}
	rec, err := understand.New(pb)
	return pb, rec, nil, err
}

// heldOut judges the flows in force, once for each version.
func (s *Studio) heldOut(ctx context.Context, ws conversation.WorkspaceID, pb *dialogue.Playbook) ([]quality.Held, error) {
	s.effects.mu.Lock()
	h := s.effects.held[ws]
	s.effects.mu.Unlock()
	if h != nil && h.version == pb.Version {
		return h.examples, nil
	}
	examples, err := quality.HoldOut(ctx, understand.Examples(pb))
	if err != nil {
		return nil, err
	}
	s.effects.mu.Lock()
	defer s.effects.mu.Unlock()
	s.effects.held[ws] = &held{pb.Version, examples}
	return examples, nil
}

type example struct{ flow, lang, text string }

func exampleOf(h quality.Held) example { return example{h.Flow, h.Lang, h.Text} }

// shifts are the examples of both whose reading became wrong or right, towards a
// flow whose examples were changed or away from it. Others at the edge of two
// flows turn with every training: that says nothing of the drafts.
func shifts(before, after []quality.Held) (worse, better []Shift) {
	was, is := byExample(before), byExample(after)
	changed := map[string]bool{}
	for e := range was {
		if _, stays := is[e]; !stays {
			changed[e.flow] = true
		}
	}
	for e := range is {
		if _, old := was[e]; !old {
			changed[e.flow] = true
		}
	}
	for _, h := range after {
		old, both := was[exampleOf(h)]
		switch {
		case !both || old.Right() == h.Right() || !changed[h.Flow] && !changed[h.As] && !changed[old.As]:
		case old.Right() && len(worse) < maxShifts:
			worse = append(worse, Shift{h, old.As})
		case h.Right() && len(better) < maxShifts:
			better = append(better, Shift{h, old.As})
		}
	}
	return worse, better
}

func byExample(held []quality.Held) map[example]quality.Held {
	out := make(map[example]quality.Held, len(held))
	for _, h := range held {
		out[exampleOf(h)] = h
	}
	return out
}

// reread reads a lesson's newest message both ways. It tells something when the
// two differ, or when it was taught in the drafts and is still not read so.
func (s *Studio) reread(l *Lesson, before, after *understand.Recogniser) (Reading, bool) {
	m := l.Newest()
	if m.State == store.NotALesson {
		return Reading{}, false
	}
	r := Reading{Message: m.MessageID, Text: l.Text, Count: len(l.Messages), Taught: m.Taught, Before: s.meaning(m, before), After: s.meaning(m, after)}
	return r, r.Before != r.After || m.State == store.Learnt && s.now().Sub(m.At) < recent && !r.After.is(m.Taught)
}

// recent is how long a lesson is watched that was taught and not learnt.
const recent = 30 * 24 * time.Hour

// is says whether a message is read as it was taught.
func (m Meaning) is(taught string) bool {
	if taught == OutOfScope {
		return m.Kind != conversation.CmdStart && m.Kind != conversation.CmdClarify
	}
	return m.Kind == conversation.CmdStart && m.Flow == taught
}

func (s *Studio) meaning(m *store.Misunderstood, rec *understand.Recogniser) Meaning {
	u := rec.Local(m.Text, &conversation.State{Lang: m.Lang, Owner: conversation.Owner{Kind: conversation.OwnedByBot}}, s.now())
	out := Meaning{Kind: conversation.CmdNone}
	for _, kind := range []conversation.CommandKind{conversation.CmdHandoff, conversation.CmdStart, conversation.CmdClarify} {
		i := slices.IndexFunc(u.Commands, func(c conversation.Command) bool { return c.Kind == kind })
		if i < 0 {
			continue
		}
		if out.Kind, out.Flow = kind, u.Commands[i].Flow; kind == conversation.CmdClarify && len(u.Commands[i].Options) > 0 {
			out.Flow = u.Commands[i].Options[0]
		}
		return out
	}
	if len(u.Commands) > 0 {
		out.Kind = u.Commands[0].Kind
	}
	return out
}

// OutOfScope is what a lesson is taught that no flow is meant by.
const OutOfScope = classify.OutOfScope
