package conversation

import "time"

// The inputs: what may come first in a turn.

// Started opens the log. Profile holds what a signed token or the channel
// vouches for (name, email, external_id, …); words never write it.
type Started struct {
	Workspace WorkspaceID      `json:"workspace"`
	Contact   ContactID        `json:"contact"`
	Channel   Channel          `json:"channel"`
	Locale    string           `json:"locale"`
	Level     Level            `json:"level"`
	Profile   map[string]Value `json:"profile,omitempty"`
	Pin       Pin              `json:"pin"`
}

// MessageReceived is the customer's message as it came, with what the local
// recognisers proposed. Button is the ID of a pressed button; Text is then
// its title.
type MessageReceived struct {
	ClientID string    `json:"client_id"`
	Text     string    `json:"text"`
	Button   string    `json:"button,omitempty"`
	Lang     string    `json:"lang,omitempty"`
	Proposed []Command `json:"proposed,omitempty"`
	Mood     Mood      `json:"mood,omitempty"`
	Urgent   bool      `json:"urgent,omitempty"` // the customer presses for time
	// Code is what the digits that stood in the text proved to be, when a
	// one-time code was awaited; CodeLeft is how many tries are left.
	Code     CodeVerdict `json:"code,omitempty"`
	CodeLeft int         `json:"code_left,omitempty"`
	// Masked: card data was taken out of the text before anything read it.
	Masked bool `json:"masked,omitempty"`
	// ModelWithin is how long a language model may take to read the message when
	// our own reading is not sure; 0 when there is none to ask.
	ModelWithin time.Duration `json:"model_within,omitempty"`
	// AnswerWithin is how long the knowledge base may take over a question; 0 when
	// there are no articles to answer from.
	AnswerWithin time.Duration `json:"answer_within,omitempty"`
}

// IdentityProved says that the contact proved who they are after the start, for
// instance by signing in on the page that holds the widget.
type IdentityProved struct {
	Level   Level            `json:"level"`
	Method  string           `json:"method"`
	Profile map[string]Value `json:"profile,omitempty"`
}

// ActionSucceeded and ActionFailed are the end of the action asked for by Effect.
// Quiet are those that nobody waits for.
type ActionSucceeded struct {
	Effect EffectID `json:"effect"`
	Action string   `json:"action"`
	Result Value    `json:"result"`
	Quiet  bool     `json:"quiet,omitempty"`
}

// ActionFailed: Code is the business system's own (order_not_found, …) or one
// of ours: timeout, unavailable, bad_answer. Parked is true when the last try
// was used up and the effect waits for an operator.
type ActionFailed struct {
	Effect  EffectID `json:"effect"`
	Action  string   `json:"action"`
	Code    string   `json:"code"`
	Message string   `json:"message,omitempty"`
	Parked  bool     `json:"parked,omitempty"`
	Quiet   bool     `json:"quiet,omitempty"`
}

// TimerFired: the time of a timer asked for by Effect has come.
type TimerFired struct {
	Effect EffectID `json:"effect"`
	Timer  string   `json:"timer"`
}

// The inputs of agents. The agent is the event's actor.
type (
	AgentWrote struct {
		ClientID string `json:"client_id"`
		Text     string `json:"text"`
	}
	NoteAdded struct {
		ClientID string `json:"client_id"`
		Text     string `json:"text"`
	}
	// AgentTook: Force takes it from another agent.
	AgentTook struct {
		Force bool `json:"force,omitempty"`
	}
	AgentReturned struct {
		Note string `json:"note,omitempty"` // internal: what was done
		Tell string `json:"tell,omitempty"` // said to the customer by the bot
	}
	Resolved struct {
		Outcome Outcome `json:"outcome"`
		Summary string  `json:"summary,omitempty"`
	}
	Reopened struct{}
)

// MessageRead: the reader (customer or agent) has seen all up to Upto.
type MessageRead struct {
	Upto int64 `json:"upto"`
}

// MessageReread is what was found, in messages that the customer had typed
// before, for the slot that Step was about to ask for. It comes within the turn
// that wanted it, and is recorded only when something was found.
type MessageReread struct {
	Frame    int       `json:"frame"`
	Step     string    `json:"step"`
	Slot     string    `json:"slot"`
	Proposed []Command `json:"proposed,omitempty"`
}

// The consequences: what the engine decides.

// Understood is the validator's verdict on the commands proposed for Message.
type Understood struct {
	Message  int64     `json:"message"`
	Commands []Command `json:"commands,omitempty"`
	Dropped  []Dropped `json:"dropped,omitempty"`
}

// MessageSent is what the customer is told by the bot. Key names the text.
type MessageSent struct {
	Text      string     `json:"text"`
	Key       string     `json:"text_key,omitempty"`
	Lang      string     `json:"lang"`
	Buttons   []Button   `json:"buttons,omitempty"`
	Cards     []Card     `json:"cards,omitempty"`
	Citations []Citation `json:"citations,omitempty"`
}

type (
	PlaybookPinned struct {
		Pin Pin `json:"pin"`
	}
	LanguageChosen struct {
		Lang string `json:"lang"`
	}
	// LevelRaised: a pack's check was passed. It counts in that pack.
	LevelRaised struct {
		Level   Level            `json:"level"`
		Method  string           `json:"method"`
		Pack    string           `json:"pack,omitempty"`
		Profile map[string]Value `json:"profile,omitempty"`
	}
	FlowStarted struct {
		Frame int              `json:"frame"`
		Flow  string           `json:"flow"`
		Title string           `json:"title,omitempty"` // in the customer's language
		Event string           `json:"event,omitempty"` // the pattern's event that called for it
		Data  map[string]Value `json:"data,omitempty"`  // what the pattern is told about the event
		// Caller is the frame whose step Call called this flow, 0 when none did.
		Caller int `json:"caller,omitempty"`
		// Since is the seq of the message that asked for the flow: from there on the
		// customer may have answered what it is going to ask.
		Since  int64  `json:"since,omitempty"`
		Queued bool   `json:"queued,omitempty"` // it is the first of the requests that waited
		Call   string `json:"call,omitempty"`
	}
	// RequestQueued: the same flow was asked for once more («скасуйте #W1 і #W2»);
	// it begins with Sets when the one in progress is over. Message is the seq of
	// the words.
	RequestQueued struct {
		Flow    string    `json:"flow"`
		Title   string    `json:"title,omitempty"`
		Sets    []Command `json:"sets,omitempty"`
		Message int64     `json:"message"`
	}
	// RequestsDropped: the customer starts over; nothing waits any more.
	RequestsDropped struct{}
	// FlowReplayed: a correction sends the frame back to its first step.
	FlowReplayed struct {
		Frame int `json:"frame"`
	}
	FlowEnded struct {
		Frame   int     `json:"frame"`
		Flow    string  `json:"flow"`
		Title   string  `json:"title,omitempty"`
		Outcome Outcome `json:"outcome"`
	}
	StepReached struct {
		Frame int    `json:"frame"`
		Step  string `json:"step"`
	}
	// SlotSet: Message is the seq of the message whose words gave the value, 0
	// when it came from elsewhere. Spoken says that the flow now speaks of it, so
	// that «те замовлення» may mean it.
	SlotSet struct {
		Frame    int    `json:"frame"`
		Flow     string `json:"flow"`
		Slot     string `json:"slot"`
		Type     string `json:"type"`
		Title    string `json:"title,omitempty"`
		Value    Value  `json:"value"`
		Display  string `json:"display,omitempty"` // the value in the customer's language, where it differs
		Source   Source `json:"source"`
		Message  int64  `json:"message,omitempty"`
		Spoken   bool   `json:"spoken,omitempty"`
		Verified bool   `json:"verified,omitempty"`
	}
	SlotCleared struct {
		Frame int    `json:"frame"`
		Slot  string `json:"slot"`
	}
	// QuestionAsked: what the next message is expected to answer.
	QuestionAsked struct {
		Expect Expectation `json:"expect"`
	}
	ActionRequested struct {
		Effect EffectID         `json:"effect"`
		Key    EffectID         `json:"key"` // idempotency key: the first try of the same call whose end is unknown
		Frame  int              `json:"frame"`
		Step   string           `json:"step"`
		Pack   string           `json:"pack,omitempty"`
		Action string           `json:"action"`
		Title  string           `json:"title,omitempty"`
		Writes bool             `json:"writes,omitempty"`
		Quiet  bool             `json:"quiet,omitempty"` // nobody waits for its end
		Into   string           `json:"into,omitempty"`  // the slot that takes the result
		Type   string           `json:"type,omitempty"`  // that slot's type
		Args   map[string]Value `json:"args"`
	}
	// MissCounted: the bot did not understand, or the same question came again.
	MissCounted struct {
		Reason string `json:"reason"`
	}
	HandoffRequested struct {
		Packet Packet `json:"packet"`
	}
	OwnerChanged struct {
		Owner  Owner  `json:"owner"`
		Reason string `json:"reason,omitempty"`
		Wait   int    `json:"wait,omitempty"` // in the queue: the expected wait in seconds, 0 when it is not known
	}
	TimerSet struct {
		Effect EffectID  `json:"effect"`
		Timer  string    `json:"timer"`
		At     time.Time `json:"at"`
	}
	TimerCancelled struct {
		Timer string `json:"timer"`
	}
	// Rated: what the customer thinks of the service, from 1 to 5. Comment is in
	// their words. A second one takes the place of the first.
	Rated struct {
		Score   int    `json:"score"`
		Comment string `json:"comment,omitempty"`
	}
	// EngineFaulted: the playbook could not go on (budget spent, expression
	// failed); a person takes over. Cause is for the operator.
	EngineFaulted struct {
		Flow  string `json:"flow,omitempty"`
		Step  string `json:"step,omitempty"`
		Cause string `json:"cause"`
	}
)

// Outcome is how a flow or a conversation ended.
type Outcome string

const (
	OutcomeResolved    Outcome = "resolved"
	OutcomeNotResolved Outcome = "not_resolved"
	OutcomeCancelled   Outcome = "cancelled"
	OutcomeFailed      Outcome = "failed"
	OutcomeHandedOff   Outcome = "handed_off"
	OutcomeSpam        Outcome = "spam"
)

// Mood is a signal, not a judgement: calm, upset or angry.
type Mood string

const (
	Calm  Mood = "calm"
	Upset Mood = "upset"
	Angry Mood = "angry"
)

func (Started) EventType() string          { return "started" }
func (MessageReceived) EventType() string  { return "message_received" }
func (MessageReread) EventType() string    { return "message_reread" }
func (IdentityProved) EventType() string   { return "identity_proved" }
func (ActionSucceeded) EventType() string  { return "action_succeeded" }
func (ActionFailed) EventType() string     { return "action_failed" }
func (TimerFired) EventType() string       { return "timer_fired" }
func (AgentWrote) EventType() string       { return "agent_wrote" }
func (NoteAdded) EventType() string        { return "note_added" }
func (AgentTook) EventType() string        { return "agent_took" }
func (AgentReturned) EventType() string    { return "agent_returned" }
func (Resolved) EventType() string         { return "resolved" }
func (Reopened) EventType() string         { return "reopened" }
func (MessageRead) EventType() string      { return "message_read" }
func (Understood) EventType() string       { return "understood" }
func (MessageSent) EventType() string      { return "message_sent" }
func (PlaybookPinned) EventType() string   { return "playbook_pinned" }
func (LanguageChosen) EventType() string   { return "language_chosen" }
func (LevelRaised) EventType() string      { return "level_raised" }
func (FlowStarted) EventType() string      { return "flow_started" }
func (RequestQueued) EventType() string    { return "request_queued" }
func (RequestsDropped) EventType() string  { return "requests_dropped" }
func (FlowReplayed) EventType() string     { return "flow_replayed" }
func (FlowEnded) EventType() string        { return "flow_ended" }
func (StepReached) EventType() string      { return "step_reached" }
func (SlotSet) EventType() string          { return "slot_set" }
func (SlotCleared) EventType() string      { return "slot_cleared" }
func (QuestionAsked) EventType() string    { return "question_asked" }
func (ActionRequested) EventType() string  { return "action_requested" }
func (MissCounted) EventType() string      { return "miss_counted" }
func (HandoffRequested) EventType() string { return "handoff_requested" }
func (OwnerChanged) EventType() string     { return "owner_changed" }
func (TimerSet) EventType() string         { return "timer_set" }
func (TimerCancelled) EventType() string   { return "timer_cancelled" }
func (Rated) EventType() string            { return "rated" }
func (EngineFaulted) EventType() string    { return "engine_faulted" }
