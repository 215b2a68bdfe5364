package conversation

// Value is what a slot, an argument or a result holds: nil, bool, float64,
// string, []any or map[string]any of the same — what JSON can say, so that a
// value read back from the log equals the one that was written.
type Value = any

// CommandKind is what understanding can say. Nothing else can be said.
type CommandKind string

const (
	CmdStart   CommandKind = "start"   // begin Flow
	CmdSet     CommandKind = "set"     // Slot has Value
	CmdNarrow  CommandKind = "narrow"  // of the options of Slot only those in the list Value are meant
	CmdCancel  CommandKind = "cancel"  // stop the flow in progress
	CmdClarify CommandKind = "clarify" // one of Options (flow names) is meant
	CmdAnswer  CommandKind = "answer"  // Query is a question for the knowledge base
	CmdSocial  CommandKind = "social"  // Reason: hello, thanks, bye, …
	CmdHandoff CommandKind = "handoff" // a person is wanted or needed; Reason says which
	CmdRepeat  CommandKind = "repeat"  // say the last thing again
	CmdRestart CommandKind = "restart" // forget and start over
	CmdNone    CommandKind = "none"    // nothing understood; Reason says why
)

// Source says which recogniser a command or a slot's value comes from.
type Source string

const (
	FromButton     Source = "button"
	FromPattern    Source = "pattern"
	FromEntity     Source = "entity"
	FromClassifier Source = "classifier"
	FromModel      Source = "model"
	FromContext    Source = "context" // said earlier in this conversation, meant by «його», "it"
	FromAction     Source = "action"
	FromAgent      Source = "agent"
	FromSystem     Source = "system"
	FromCaller     Source = "caller" // brought along by the flow that called this one
)

// Command is one proposal of understanding about one message. Text is the
// span of the customer's words that it rests on, empty for buttons.
type Command struct {
	Kind       CommandKind `json:"kind"`
	Flow       string      `json:"flow,omitempty"`
	Slot       string      `json:"slot,omitempty"`
	Value      Value       `json:"value,omitempty"`
	Options    []string    `json:"options,omitempty"`
	Query      string      `json:"query,omitempty"`
	Reason     string      `json:"reason,omitempty"`
	Confidence float64     `json:"confidence"`
	Source     Source      `json:"source"`
	Text       string      `json:"text,omitempty"`
}

// Dropped is a command that the validator refused, and why.
type Dropped struct {
	Command Command `json:"command"`
	Why     string  `json:"why"`
}
