package conversation

import (
	"fmt"
	"maps"
	"reflect"
	"slices"
	"strings"
)

// Bounds on what a state remembers; the log remembers everything.
const (
	maxEnded     = 20
	maxActions   = 100
	maxButtons   = 40
	previewRunes = 140

	maxQueue      = 8
	maxHeard      = 8
	maxHeardRunes = 500
)

// Events of patterns that the fold itself takes note of.
const (
	EventSilence = "silence" // the customer says nothing
	EventClosing = "closing" // the case is closed: how was it?
)

// Fold gives the state after events, which must begin at seq 1 without gaps.
func Fold(id ConversationID, events []Event) (*State, error) {
	s := &State{ID: id}
	for _, e := range events {
		if err := s.Apply(e); err != nil {
			return nil, err
		}
	}
	return s, nil
}

// Apply moves the state on by one event. It fails only when e is not the next
// event; whatever the event holds, it never panics.
func (s *State) Apply(e Event) error {
	if e.Seq != s.Seq+1 {
		return fmt.Errorf("fold %s: event %d after %d", s.ID, e.Seq, s.Seq)
	}
	s.Seq = e.Seq
	s.UpdatedAt = e.At
	switch d := e.Data.(type) {
	case Started:
		s.Workspace, s.Contact, s.Channel = d.Workspace, d.Contact, d.Channel
		s.Lang, s.Level, s.Pin = d.Locale, d.Level, d.Pin
		s.Profile, s.StartedAt = maps.Clone(d.Profile), e.At
		if d.Level.Rank() > 0 {
			s.prove(Proof{Level: d.Level, Method: "start", At: e.At, Seq: e.Seq}, d.Profile)
		}
		s.Owner = Owner{Kind: OwnedByBot}
		s.Mood = Calm
		s.NextFrame = 1 // 0 means no frame
	case MessageReceived:
		s.received(e, d)
	case MessageSent:
		s.spoke(e, d.Text)
		s.LastSaid = &d
		s.Buttons = append(s.Buttons, d.Buttons...)
		if over := len(s.Buttons) - maxButtons; over > 0 {
			s.Buttons = s.Buttons[over:]
		}
	case AgentWrote:
		s.spoke(e, d.Text)
		s.ReadByAgent = e.Seq
	case NoteAdded:
		s.Notes++
	case MessageRead:
		if e.Actor.Kind == Agent {
			s.ReadByAgent = max(s.ReadByAgent, d.Upto)
		} else {
			s.ReadByCust = max(s.ReadByCust, d.Upto)
		}
	case PlaybookPinned:
		s.Pin = d.Pin
	case LanguageChosen:
		s.Lang = d.Lang
	case IdentityProved:
		s.prove(Proof{Level: d.Level, Method: d.Method, At: e.At, Seq: e.Seq}, d.Profile)
	case LevelRaised:
		s.prove(Proof{Pack: d.Pack, Level: d.Level, Method: d.Method, At: e.At, Seq: e.Seq}, d.Profile)
	case OwnerChanged:
		s.Owner, s.Wait = d.Owner, d.Wait
		switch {
		case d.Owner.Kind == OwnedByQueue && s.WaitingSince == nil: // promised a person: the wait begins
			at := e.At
			s.WaitingSince = &at
		case d.Owner.Kind == OwnedByBot || d.Owner.Kind == OwnedByNone:
			s.WaitingSince = nil
		}
		if d.Owner.Kind == OwnedByBot {
			s.Misses = 0
		}
		s.Buttons = nil
		if d.Owner.Kind == OwnedByAgent {
			s.Queue = nil // the person sees to it
		}
	case HandoffRequested:
		p := d.Packet
		s.Handoff = &p
	case Resolved:
		s.Closed, s.Outcome, s.Summary = true, d.Outcome, d.Summary
		s.Expect, s.Buttons, s.WaitingSince = Expectation{}, nil, nil
		s.Misses, s.Queue, s.Loose = 0, nil, 0
	case Reopened:
		s.Closed, s.Outcome, s.Summary = false, "", ""
	case TimerSet:
		s.Timers = put(s.Timers, d.Timer, d.Effect)
	case TimerCancelled:
		delete(s.Timers, d.Timer)
	case TimerFired:
		if s.Timers[d.Timer] == d.Effect {
			delete(s.Timers, d.Timer)
		}
	case MissCounted:
		s.Misses++
		s.Missed++
	case Understood:
		if understoodSomething(d.Commands) {
			s.Misses = 0
		}
	default:
		s.applyDialogue(e)
	}
	return nil
}

// applyDialogue folds the events of flows, slots and actions.
func (s *State) applyDialogue(e Event) {
	switch d := e.Data.(type) {
	case Rated:
		s.Rating = &Rating{d.Score, d.Comment, e.At}
	case FlowStarted:
		s.Stack = append(s.Stack, Frame{ID: d.Frame, Flow: d.Flow, Title: d.Title, Event: d.Event, Data: d.Data, Caller: d.Caller, Call: d.Call, Since: d.Since, Touched: e.At})
		s.NextFrame = max(s.NextFrame, d.Frame+1)
		if d.Event == "" {
			s.Loose = 0
		}
		if d.Queued && len(s.Queue) > 0 {
			s.Queue = s.Queue[1:]
		}
		s.Expect = Expectation{} // a question that was open is put again afterwards
		switch d.Event {
		case EventSilence:
			s.Nudges++
		case EventClosing:
			s.RatingAsked = true
		}
	case RequestQueued:
		if s.Queue = append(s.Queue, d); len(s.Queue) > maxQueue {
			s.Queue = s.Queue[:maxQueue]
		}
	case RequestsDropped:
		s.Queue = nil
	case FlowReplayed:
		if f := s.Frame(d.Frame); f != nil {
			f.Step, f.Asked, f.Waiting = "", "", ""
			f.Replays++
		}
		s.Expect = Expectation{}
	case FlowEnded:
		s.endFlow(e, d)
	case StepReached:
		if f := s.Frame(d.Frame); f != nil {
			f.Step, f.Touched = d.Step, e.At
		}
	case SlotSet:
		if f := s.Frame(d.Frame); f != nil {
			f.Slots = put(f.Slots, d.Slot, SlotValue{d.Value, d.Type, d.Title, d.Source, d.Message, d.Verified, d.Display})
			f.Touched = e.At
			if d.Source == FromSystem && d.Type != "" {
				f.Asks = nil // the flow has moved on by itself, to the next item perhaps
			}
		}
		if d.Message > 0 && d.Type != "" && d.Message >= s.Recent[d.Type].Message { // what was said later counts
			s.Recent = put(s.Recent, d.Type, Remembered{Value: d.Value, Message: d.Message})
		}
		if d.Spoken && d.Type != "" {
			s.Recent = put(s.Recent, d.Type, Remembered{Value: d.Value, Message: int64(e.Seq), ByBot: true})
		}
		if s.Expect.Frame == d.Frame && s.Expect.Slot == d.Slot {
			s.Expect = Expectation{}
		}
	case SlotCleared:
		if f := s.Frame(d.Frame); f != nil {
			if v := f.Slots[d.Slot]; v.Message > 0 { // what was said proved to be no good, or has served
				s.forget(v)
				f.reread(d.Slot)
			}
			delete(f.Slots, d.Slot)
		}
	case MessageReread:
		if f := s.Frame(d.Frame); f != nil {
			f.reread(d.Slot)
		}
	case QuestionAsked:
		s.Expect = d.Expect
		if f := s.Frame(d.Expect.Frame); f != nil {
			f.Asked, f.Touched, f.Heard = d.Expect.Step, e.At, s.Messages
			f.Asks = put(f.Asks, d.Expect.Step, f.Asks[d.Expect.Step]+1)
		}
	case ActionRequested:
		if f := s.Frame(d.Frame); f != nil {
			f.Waiting, f.Touched = d.Effect, e.At
		}
		s.Actions = append(s.Actions, ActionRecord{
			Effect: d.Effect, Key: d.Key, Frame: d.Frame, Step: d.Step, Pack: d.Pack, Action: d.Action, Title: d.Title,
			Writes: d.Writes, Into: d.Into, Type: d.Type, Args: d.Args, Status: ActionRunning, At: e.At,
		})
		if over := len(s.Actions) - maxActions; over > 0 {
			s.Actions = s.Actions[over:]
		}
	case ActionSucceeded:
		s.endAction(d.Effect, ActionDone, d.Result, "", "")
	case ActionFailed:
		s.endAction(d.Effect, ActionBroken, nil, d.Code, d.Message)
	case GuidelineApplied:
		s.Guided = put(s.Guided, d.Guideline, e.Seq)
	case TicketRequested, TicketOpened, TicketNotOpened, TicketChanged:
		s.applyTicket(e)
	case ModelAsked, ModelUnderstood, ModelFailed:
		s.applyModel(e)
	case AnswerSought, AnswerFound, AnswerGiven:
		s.applyAnswer(e)
	default:
		s.applyCode(e)
	}
}

func (s *State) received(e Event, d MessageReceived) {
	s.Messages++
	s.Nudges = 0
	s.Last = LastMessage{Customer, Preview(d.Text), e.At, e.Seq}
	s.ReadByCust = e.Seq - 1
	s.Buttons = nil
	if s.WaitingSince == nil {
		at := e.At
		s.WaitingSince = &at
	}
	if d.Mood != "" {
		s.Mood = d.Mood
	}
	s.Urgent = s.Urgent && !s.Closed || d.Urgent
	s.hear(e.Seq, d)
	if s.Issue == "" && d.Button == "" {
		for _, c := range d.Proposed {
			if c.Kind != CmdSocial {
				s.Issue = Preview(d.Text)
				break
			}
		}
	}
}

// hear keeps what the customer typed for the questions that a flow has yet to
// ask, or one that has yet to begin: who says who they are before what they want
// is not asked for it again. What no flow in progress can need is let go, and so is
// what was said to a person, and anything typed in reply to a question for a code.
func (s *State) hear(seq int64, d MessageReceived) {
	since := seq
	if s.Loose > 0 {
		since = s.Loose
	}
	for _, f := range s.Stack {
		if f.Since > 0 {
			since = min(since, f.Since)
		}
	}
	for _, q := range s.Queue {
		since = min(since, q.Message)
	}
	for len(s.Heard) > 0 && s.Heard[0].Seq < since {
		s.Heard = s.Heard[1:]
	}
	text := strings.TrimSpace(d.Text)
	if d.Button != "" || text == "" || s.Owner.Kind == OwnedByAgent || s.Owner.Kind == OwnedByQueue || s.Expect.Type == typeCode {
		return
	}
	if len(s.Heard) >= maxHeard {
		s.Heard = s.Heard[len(s.Heard)-maxHeard+1:]
	}
	if len(s.Stack) == 0 && s.Loose == 0 {
		s.Loose = seq
	}
	s.Heard = append(s.Heard, Heard{seq, cut(text, maxHeardRunes), s.Expect.Slot})
}

// typeCode is the type of a slot that takes a one-time code.
const typeCode = "code"

func (s *State) spoke(e Event, text string) {
	s.Last = LastMessage{e.Actor.Kind, Preview(text), e.At, e.Seq}
	// A bot that only says «шукаємо фахівця» has not answered: while a person is
	// awaited, the customer waits on.
	if e.Actor.Kind == Agent || s.Owner.Kind == OwnedByBot || s.Owner.Kind == OwnedByNone {
		s.WaitingSince = nil
	}
}

func (s *State) endFlow(e Event, d FlowEnded) {
	for i := range s.Stack {
		if s.Stack[i].ID != d.Frame {
			continue
		}
		f := s.Stack[i]
		s.Ended = append(s.Ended, EndedFlow{f.Flow, f.Title, f.Event, d.Outcome, remembered(f.Slots), f.Caller != 0, e.At})
		if over := len(s.Ended) - maxEnded; over > 0 {
			s.Ended = s.Ended[over:]
		}
		s.Stack = append(s.Stack[:i:i], s.Stack[i+1:]...)
		break
	}
	if s.Expect.Frame == d.Frame {
		s.Expect = Expectation{}
	}
}

// remembered are the slots of a flow that is over: what was spoken of, not the
// data that was looked up for it, which would fill the state with old orders.
func remembered(slots map[string]SlotValue) map[string]SlotValue {
	var out map[string]SlotValue
	for name, v := range slots {
		if v.Type != "object" && v.Type != "list" {
			out = put(out, name, v)
		}
	}
	return out
}

func (s *State) endAction(id EffectID, status ActionStatus, result Value, code, message string) {
	var awaiting *Frame
	for i := range s.Stack {
		if f := &s.Stack[i]; f.Waiting == id {
			awaiting, f.Waiting = f, ""
		}
	}
	a := s.Action(id)
	if a == nil || a.Status == ActionDone {
		return
	}
	a.Status, a.Result, a.Code, a.Message = status, result, code, message
	// When a correction led the flow elsewhere meanwhile, the result is no longer
	// what it is about.
	if awaiting != nil && status == ActionDone && a.Into != "" && result != nil {
		awaiting.Slots = put(awaiting.Slots, a.Into, SlotValue{Value: result, Type: a.Type, Source: FromAction, Verified: true})
	}
}

// reread notes that a slot has been looked for in messages of before.
func (f *Frame) reread(slot string) {
	if !slices.Contains(f.Reread, slot) {
		f.Reread = append(f.Reread, slot)
	}
}

// forget a value that proved to be no good, so that it is not offered again.
func (s *State) forget(v SlotValue) {
	if r, ok := s.Recent[v.Type]; ok && v.Message > 0 && reflect.DeepEqual(r.Value, v.Value) {
		delete(s.Recent, v.Type)
	}
}

func understoodSomething(cs []Command) bool {
	for _, c := range cs {
		if c.Kind != CmdNone && c.Kind != CmdClarify && c.Kind != CmdAnswer {
			return true
		}
	}
	return false
}

// Preview is a text cut to one short line.
func Preview(text string) string {
	line := strings.Join(strings.Fields(text), " ")
	if short := cut(line, previewRunes); short != line {
		return short + "…"
	}
	return line
}

// cut is the first runes of a text.
func cut(text string, runes int) string {
	n := 0
	for i := range text {
		if n == runes {
			return text[:i]
		}
		n++
	}
	return text
}

func put[K comparable, V any](m map[K]V, k K, v V) map[K]V {
	if m == nil {
		m = make(map[K]V)
	}
	m[k] = v
	return m
}
