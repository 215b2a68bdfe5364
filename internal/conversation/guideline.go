package conversation

// GuidelineKind is what a guideline does when its condition holds.
type GuidelineKind string

const (
	GuidelineForbid  GuidelineKind = "forbid"  // an action or a flow does not happen
	GuidelineRequire GuidelineKind = "require" // it needs more proof of who the customer is
	GuidelineHandoff GuidelineKind = "handoff" // a person takes over
	GuidelineRemind  GuidelineKind = "remind"  // something is said first
)

// GuidelineApplied: a rule of the playbook had its way. Target is the action or
// the flow that it is about, empty for the conversation as a whole.
type GuidelineApplied struct {
	Guideline string        `json:"guideline"`
	Kind      GuidelineKind `json:"kind"`
	Frame     int           `json:"frame,omitempty"`
	Target    string        `json:"target,omitempty"`
}

func (GuidelineApplied) EventType() string { return "guideline_applied" }
