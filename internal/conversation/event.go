package conversation

import "time"

// Event is one fact in a conversation's log. Seq counts from 1 without gaps.
// Cause is the key of the input whose turn recorded it: the first event of a
// turn is the input itself, the rest are its consequences.
type Event struct {
	Seq   int64
	At    time.Time
	Actor Actor
	Cause string
	Data  Data
}

// Data is what happened: one of the types in this package that data.go lists.
type Data interface{ EventType() string }

// Input is what comes to a conversation from outside. It is recorded as the
// first event of its turn, so a log holds all that a replay needs. Key is
// unique per conversation; a second input with the same key changes nothing.
type Input struct {
	Key   string
	At    time.Time
	Actor Actor
	Data  Data
	// Wait is how long people wait for an agent these days, in seconds; 0 when it
	// is not known. Where a turn calls for a person it becomes part of the log.
	Wait int
}

// InputOf is the input that an event recorded, if it did.
func InputOf(e Event) Input {
	return Input{Key: e.Cause, At: e.At, Actor: e.Actor, Data: e.Data}
}

// Effect is something to be done outside after the events that ask for it are
// stored. Its result re-enters as an input.
type Effect struct {
	ID   EffectID
	Data EffectData
}

// EffectData is what to do: CallAction, WakeAt, SendCode, OpenTicket, AskModel or FindAnswer.
type EffectData interface{ EffectType() string }

// CallAction asks a business system to perform Action. Timeout bounds one try.
type CallAction struct {
	Key     EffectID         `json:"key"`  // sent as the Idempotency-Key
	Pack    string           `json:"pack"` // whose business system performs it
	Action  string           `json:"action"`
	Args    map[string]Value `json:"args"`
	Timeout time.Duration    `json:"timeout"`
	Tries   int              `json:"tries"`
	// Optional: a business system without this action is no fault of anybody's.
	Optional bool `json:"optional,omitempty"`
	// Proof: the answer shows who the customer is, so guessing is limited.
	Proof bool `json:"proof,omitempty"`
	// Contact is who is proving their identity.
	Contact ContactID `json:"contact,omitempty"`
	// Quiet: nobody waits for the end, and its failure changes nothing.
	Quiet bool `json:"quiet,omitempty"`
}

// WakeAt asks for a TimerFired input with this name at a time.
type WakeAt struct {
	Timer string    `json:"timer"`
	At    time.Time `json:"at"`
}

func (CallAction) EffectType() string { return "call_action" }
func (WakeAt) EffectType() string     { return "wake_at" }

// Decision is what a turn comes to.
type Decision struct {
	Events  []Event
	Effects []Effect
	Trace   []Visit // steps that ran, for coverage; not stored
	// Reread asks, before a question is put, whether the customer has answered
	// it already. The turn goes on with a MessageReread.
	Reread *Reread
}

// Reread names what is to be read again, for the answer to which question.
type Reread struct {
	Frame  int
	Step   string
	Slot   string
	Expect Expectation
	Texts  []Heard
}

// Visit is one step of a flow that ran, or, where Way is set, a way that the
// flow took from it.
type Visit struct{ Flow, Step, Way string }
