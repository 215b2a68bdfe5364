package dialogue

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"time"

	"github.com/rozmova/rozmova/internal/conversation"
)

// Difference is one event that a playbook decides otherwise than the log has
// it. One side is empty where the other has an event more.
type Difference struct {
	Seq      int64
	Recorded json.RawMessage // the event in the log
	Now      json.RawMessage // the event that would be recorded today
	Refused  string          // the code with which today's playbook turns the input away
}

func (d Difference) String() string {
	side := func(b json.RawMessage) string {
		if b == nil {
			return "nothing"
		}
		return string(b)
	}
	if d.Refused != "" {
		return fmt.Sprintf("%d: recorded %s, now refused: %s", d.Seq, side(d.Recorded), d.Refused)
	}
	return fmt.Sprintf("%d: recorded %s, now %s", d.Seq, side(d.Recorded), side(d.Now))
}

// Replay decides each turn of a log again, on the state as it was then, and
// tells where the playbook would do otherwise. Under the playbook that the
// conversation ran on there is no difference. Another version is taken for the
// one that the log pins, so that only what it does is compared, not its hash.
//
// The error says that the log itself is broken: a gap, or a turn that does not
// begin with an input.
func Replay(pb *Playbook, id conversation.ConversationID, events []conversation.Event) ([]Difference, error) {
	s := &conversation.State{ID: id}
	var out []Difference
	for len(events) > 0 {
		n := 1
		for n < len(events) && events[n].Cause == events[0].Cause {
			n++
		}
		diffs, err := replayTurn(pb, s, events[:n])
		if err != nil {
			return out, fmt.Errorf("replay %s: event %d: %w", id, events[0].Seq, err)
		}
		out = append(out, diffs...)
		for _, e := range events[:n] {
			if err := s.Apply(e); err != nil {
				return out, fmt.Errorf("replay %s: %w", id, err)
			}
		}
		events = events[n:]
	}
	return out, nil
}

// recordedReader finds in a re-reading what the turn has on record.
type recordedReader []conversation.Event

func (r recordedReader) Again(_ []conversation.Heard, s *conversation.State, _ time.Time) []conversation.Command {
	for _, e := range r {
		if d, ok := e.Data.(conversation.MessageReread); ok && d.Frame == s.Expect.Frame && d.Step == s.Expect.Step {
			return d.Proposed
		}
	}
	return nil
}

func replayTurn(pb *Playbook, s *conversation.State, turn []conversation.Event) ([]Difference, error) {
	in := conversation.InputOf(turn[0])
	in.Wait = waitOf(turn)
	decision, err := Advance(pinnedAs(pb, s, turn), recordedReader(turn), s, in)
	var no *Refused
	switch {
	case errors.As(err, &no):
		b, err := json.Marshal(turn[0])
		return []Difference{{Seq: turn[0].Seq, Recorded: b, Refused: no.Code}}, err
	case err != nil:
		return nil, err
	}
	var out []Difference
	for i := range max(len(turn), len(decision.Events)) {
		d := Difference{Seq: turn[0].Seq + int64(i)}
		var err error
		if i < len(turn) {
			if d.Recorded, err = json.Marshal(turn[i]); err != nil {
				return nil, err
			}
		}
		if i < len(decision.Events) {
			if d.Now, err = json.Marshal(decision.Events[i]); err != nil {
				return nil, err
			}
		}
		if !bytes.Equal(d.Recorded, d.Now) {
			out = append(out, d)
		}
	}
	return out, nil
}

// pinnedAs is the playbook under the name and version that the log has.
func pinnedAs(pb *Playbook, s *conversation.State, turn []conversation.Event) *Playbook {
	pin := s.Pin
	for _, e := range turn {
		switch d := e.Data.(type) {
		case conversation.Started:
			pin = d.Pin
		case conversation.PlaybookPinned:
			pin = d.Pin
		}
	}
	as := *pb
	as.Name, as.Version = pin.Playbook, pin.Version
	return &as
}
