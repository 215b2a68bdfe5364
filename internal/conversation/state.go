package conversation

import (
	"maps"
	"slices"
	"time"
)

// State is what is true of a conversation after its events. It is only ever
// changed by Apply. Values inside it are shared between clones and must not be
// changed in place.
type State struct {
	Workspace WorkspaceID    `json:"workspace"`
	ID        ConversationID `json:"id"`
	Contact   ContactID      `json:"contact"`
	Channel   Channel        `json:"channel"`
	Seq       int64          `json:"seq"`
	StartedAt time.Time      `json:"started_at"`
	UpdatedAt time.Time      `json:"updated_at"`

	Lang    string           `json:"lang"`
	Level   Level            `json:"level"` // the highest that was ever proved; what counts is LevelIn
	Proofs  []Proof          `json:"proofs,omitempty"`
	Profile map[string]Value `json:"profile,omitempty"`
	Pin     Pin              `json:"pin"`

	Owner   Owner   `json:"owner"`
	Closed  bool    `json:"closed"`
	Outcome Outcome `json:"outcome,omitempty"`
	Summary string  `json:"summary,omitempty"`

	Stack     []Frame               `json:"stack,omitempty"` // the last one is active
	NextFrame int                   `json:"next_frame"`
	Queue     []RequestQueued       `json:"queue,omitempty"` // requests that wait for one of the same flow to end
	Ended     []EndedFlow           `json:"ended,omitempty"`
	Expect    Expectation           `json:"expect"`
	Buttons   []Button              `json:"buttons,omitempty"` // shown since the customer's last message
	Recent    map[string]Remembered `json:"recent,omitempty"`  // the last value of each slot type
	Actions   []ActionRecord        `json:"actions,omitempty"`
	Timers    map[string]EffectID   `json:"timers,omitempty"`
	Misses    int                   `json:"misses"` // in a row
	Missed    int                   `json:"missed"` // in all
	Mood      Mood                  `json:"mood,omitempty"`
	Urgent    bool                  `json:"urgent,omitempty"` // the customer pressed for time since the conversation was last closed
	Handoff   *Packet               `json:"handoff,omitempty"`
	Tickets   []TicketRecord        `json:"tickets,omitempty"`
	Code      *PendingCode          `json:"code,omitempty"`
	Asked     *AskedModel           `json:"asked,omitempty"`    // a language model reads a message
	Seeking   []SoughtAnswer        `json:"seeking,omitempty"`  // questions that wait for the knowledge base
	Answered  *LastAnswer           `json:"answered,omitempty"` // what was answered from articles last
	Articles  []Citation            `json:"articles,omitempty"` // that were shown, the newest last
	Guided    map[string]int64      `json:"guided,omitempty"`   // guideline → the seq at which it was applied last
	Notes     int                   `json:"notes,omitempty"`

	Issue        string       `json:"issue,omitempty"`  // the customer's first request, one line
	Nudges       int          `json:"nudges,omitempty"` // how often the bot asked whether the customer is still there, in a row
	RatingAsked  bool         `json:"rating_asked,omitempty"`
	Rating       *Rating      `json:"rating,omitempty"`
	Heard        []Heard      `json:"heard,omitempty"` // the last messages that the customer typed, as far as a flow may need them
	Loose        int64        `json:"loose,omitempty"` // the first message since which nothing was in progress
	Last         LastMessage  `json:"last"`
	LastSaid     *MessageSent `json:"last_said,omitempty"` // by the bot, for «повторіть»
	Messages     int          `json:"messages"`            // from the customer
	WaitingSince *time.Time   `json:"waiting_since,omitempty"`
	Wait         int          `json:"wait,omitempty"` // what was expected when the queue took it, in seconds; 0 when it is not known
	ReadByAgent  int64        `json:"read_by_agent,omitempty"`
	ReadByCust   int64        `json:"read_by_customer,omitempty"`
}

// Frame is one flow in progress.
type Frame struct {
	ID      int                  `json:"id"`
	Flow    string               `json:"flow"`
	Title   string               `json:"title,omitempty"`
	Event   string               `json:"event,omitempty"` // set for pattern flows
	Data    map[string]Value     `json:"data,omitempty"`
	Asked   string               `json:"asked,omitempty"` // the step whose question was put last
	Step    string               `json:"step,omitempty"`
	Slots   map[string]SlotValue `json:"slots,omitempty"`
	Asks    map[string]int       `json:"asks,omitempty"`    // step → how often its question was put
	Waiting EffectID             `json:"waiting,omitempty"` // the action whose end it awaits
	Caller  int                  `json:"caller,omitempty"`  // the frame that called it, by its step Call
	Call    string               `json:"call,omitempty"`
	Since   int64                `json:"since,omitempty"`  // the message that asked for it
	Reread  []string             `json:"reread,omitempty"` // slots that are no more looked for in messages of before
	Replays int                  `json:"replays,omitempty"`
	Touched time.Time            `json:"touched"`
	Heard   int                  `json:"heard,omitempty"` // customer messages in the conversation when its question was put last
}

// SlotValue is a slot's value and where it came from.
type SlotValue struct {
	Value    Value  `json:"value"`
	Type     string `json:"type,omitempty"`
	Title    string `json:"title,omitempty"`
	Source   Source `json:"source"`
	Message  int64  `json:"message,omitempty"`
	Verified bool   `json:"verified,omitempty"`
	Display  string `json:"display,omitempty"`
}

// EndedFlow is a flow that is over; the customer may refer to it.
type EndedFlow struct {
	Flow    string               `json:"flow"`
	Title   string               `json:"title,omitempty"`
	Event   string               `json:"event,omitempty"`
	Outcome Outcome              `json:"outcome"`
	Slots   map[string]SlotValue `json:"slots,omitempty"`
	Called  bool                 `json:"called,omitempty"` // by another flow, whose matter it was
	At      time.Time            `json:"at"`
}

// Remembered is the last value of a slot type that the customer's words gave.
type Remembered struct {
	Value   Value `json:"value"`
	Message int64 `json:"message"`
	ByBot   bool  `json:"by_bot,omitempty"` // the bot brought it up: «те замовлення» is this one
}

// ActionRecord is one action asked of a business system.
type ActionRecord struct {
	Effect  EffectID         `json:"effect"`
	Key     EffectID         `json:"key"`
	Frame   int              `json:"frame"`
	Step    string           `json:"step"`
	Pack    string           `json:"pack,omitempty"`
	Action  string           `json:"action"`
	Title   string           `json:"title,omitempty"`
	Writes  bool             `json:"writes,omitempty"`
	Into    string           `json:"into,omitempty"`
	Type    string           `json:"type,omitempty"`
	Args    map[string]Value `json:"args,omitempty"`
	Status  ActionStatus     `json:"status"`
	Result  Value            `json:"result,omitempty"`
	Code    string           `json:"code,omitempty"`
	Message string           `json:"message,omitempty"`
	At      time.Time        `json:"at"`
}

// Rating is what the customer thinks of the service: Score is 1 to 5.
type Rating struct {
	Score   int       `json:"score"`
	Comment string    `json:"comment,omitempty"`
	At      time.Time `json:"at"`
}

// Heard is a message that the customer typed, cut to maxHeardRunes. Slot is set
// when a question was open: what it asked for.
type Heard struct {
	Seq  int64  `json:"seq"`
	Text string `json:"text"`
	Slot string `json:"slot,omitempty"`
}

// LastMessage is what an inbox row shows of the thread's end. Text is cut to
// previewRunes.
type LastMessage struct {
	Actor ActorKind `json:"actor,omitempty"`
	Text  string    `json:"text,omitempty"`
	At    time.Time `json:"at"`
	Seq   int64     `json:"seq,omitempty"`
}

// Active is the frame on top of the stack, nil when no flow is in progress.
func (s *State) Active() *Frame {
	if len(s.Stack) == 0 {
		return nil
	}
	return &s.Stack[len(s.Stack)-1]
}

// Frame finds a frame on the stack by its ID.
func (s *State) Frame(id int) *Frame {
	for i := range s.Stack {
		if s.Stack[i].ID == id {
			return &s.Stack[i]
		}
	}
	return nil
}

// Serving says whether the flow on top is the named one or was called, by one
// flow or several, on its behalf: asking for it anew asks for nothing else.
func (s *State) Serving(flow string) bool {
	f := s.Active()
	for f != nil && f.Flow != flow {
		f = s.Frame(f.Caller)
	}
	return f != nil
}

// Action finds an action by the effect that performs it.
func (s *State) Action(id EffectID) *ActionRecord {
	for i := range s.Actions {
		if s.Actions[i].Effect == id {
			return &s.Actions[i]
		}
	}
	return nil
}

// Clone copies the state so that applying events to one leaves the other alone.
func (s *State) Clone() *State {
	c := *s
	c.Profile = maps.Clone(s.Profile)
	c.Proofs = slices.Clone(s.Proofs)
	c.Stack = slices.Clone(s.Stack)
	for i := range c.Stack {
		c.Stack[i].Slots = maps.Clone(s.Stack[i].Slots)
		c.Stack[i].Asks = maps.Clone(s.Stack[i].Asks)
		c.Stack[i].Reread = slices.Clone(s.Stack[i].Reread)
	}
	c.Queue = slices.Clone(s.Queue)
	c.Ended = slices.Clone(s.Ended)
	c.Buttons = slices.Clone(s.Buttons)
	c.Heard = slices.Clone(s.Heard)
	c.Recent = maps.Clone(s.Recent)
	c.Actions = slices.Clone(s.Actions)
	c.Timers = maps.Clone(s.Timers)
	c.Guided = maps.Clone(s.Guided)
	c.Tickets = slices.Clone(s.Tickets)
	c.Seeking = slices.Clone(s.Seeking)
	c.Articles = slices.Clone(s.Articles)
	return &c
}
