package conversation

import "time"

// Button is an offered answer. What it means stays on our side: pressing it
// sends its ID back, and only buttons that were shown count. Commands are kept
// in the log, and left out of what the customer's client sees.
type Button struct {
	ID       string    `json:"id"`
	Title    string    `json:"title"`
	Style    string    `json:"style,omitempty"` // primary, danger or plain
	Commands []Command `json:"commands,omitempty"`
}

// Card is a small table of facts beside a message.
type Card struct {
	Kind     string      `json:"kind"` // order, product, info
	Title    string      `json:"title"`
	Subtitle string      `json:"subtitle,omitempty"`
	Status   *CardStatus `json:"status,omitempty"`
	Fields   []CardField `json:"fields,omitempty"`
	Items    []CardItem  `json:"items,omitempty"`
}

// CardStatus: Tone is info, success, warning, danger or neutral; Progress is 0 to 1.
type CardStatus struct {
	Label    string   `json:"label"`
	Tone     string   `json:"tone"`
	Progress *float64 `json:"progress,omitempty"`
}

type CardField struct {
	Label string `json:"label"`
	Value string `json:"value"`
}

type CardItem struct {
	Title  string `json:"title"`
	Detail string `json:"detail,omitempty"`
	Value  string `json:"value,omitempty"`
}

// Citation is the source of an answer.
type Citation struct {
	Title   string `json:"title"`
	URL     string `json:"url,omitempty"`
	Article string `json:"article_id,omitempty"`
}

// ExpectKind says what kind of answer is awaited.
type ExpectKind string

const (
	ExpectNothing ExpectKind = ""
	ExpectSlot    ExpectKind = "slot"
	ExpectConfirm ExpectKind = "confirm"
	ExpectClarify ExpectKind = "clarify"
	ExpectRetry   ExpectKind = "retry"   // a failed action may be tried again
	ExpectArticle ExpectKind = "article" // which of several articles is meant
)

// Expectation is what was asked last: understanding reads the next message
// against it.
type Expectation struct {
	Kind    ExpectKind `json:"kind,omitempty"`
	Frame   int        `json:"frame,omitempty"`
	Flow    string     `json:"flow,omitempty"`
	Step    string     `json:"step,omitempty"`
	Slot    string     `json:"slot,omitempty"`
	Type    string     `json:"type,omitempty"`
	Options []Option   `json:"options,omitempty"`
	Many    bool       `json:"many,omitempty"` // several of the options may be chosen
	Attempt int        `json:"attempt,omitempty"`
	// Like holds the facets of what the customer has now: «такий самий, але чорний».
	Like map[string]string `json:"like,omitempty"`
	// Of a message about several things only what is said of Near counts, and
	// nothing of what is said of the things named in Apart.
	Near  []string `json:"near,omitempty"`
	Apart []string `json:"apart,omitempty"`
}

// Option is one of the answers that a question names, with the words for it.
// Facets are its properties («колір»: «чорний»), Rank orders the options by
// price or size. One that is Aside was ruled out by what the customer said, and
// may still be named. Options of one Group came together: the things of an order.
type Option struct {
	Value  Value             `json:"value"`
	Title  string            `json:"title"`
	Names  []string          `json:"names,omitempty"`
	Facets map[string]string `json:"facets,omitempty"`
	Rank   *float64          `json:"rank,omitempty"`
	Aside  bool              `json:"aside,omitempty"`
	Group  string            `json:"group,omitempty"`
}

// Packet is what an agent gets at a handoff, so that the customer is never
// asked twice. The transcript is the log itself.
type Packet struct {
	Reason     string         `json:"reason"`
	Rule       string         `json:"rule"`
	Issue      string         `json:"issue"`
	Summary    string         `json:"summary"`
	Flow       *PacketFlow    `json:"flow,omitempty"`
	Slots      []PacketSlot   `json:"slots,omitempty"`
	Actions    []PacketAction `json:"actions,omitempty"`
	Tickets    []TicketRecord `json:"tickets,omitempty"`
	Articles   []Citation     `json:"articles,omitempty"`
	Misses     int            `json:"misses"`
	Lang       string         `json:"lang"`
	Mood       Mood           `json:"mood"`
	Suggestion string         `json:"suggested_reply,omitempty"`
	At         time.Time      `json:"at"`
}

type PacketFlow struct {
	Name  string `json:"name"`
	Title string `json:"title"`
	Step  string `json:"step,omitempty"`
}

type PacketSlot struct {
	Flow     string `json:"flow"`
	Name     string `json:"name"`
	Title    string `json:"title"`
	Value    Value  `json:"value"`
	Display  string `json:"display,omitempty"`
	Source   Source `json:"source"`
	Verified bool   `json:"verified"`
}

type PacketAction struct {
	Effect EffectID         `json:"effect"`
	Action string           `json:"action"`
	Title  string           `json:"title"`
	Status ActionStatus     `json:"status"`
	Args   map[string]Value `json:"args"`
	Result Value            `json:"result,omitempty"`
	Error  string           `json:"error,omitempty"`
	At     time.Time        `json:"at"`
}

// ActionStatus: running until its result came.
type ActionStatus string

const (
	ActionRunning ActionStatus = "running"
	ActionDone    ActionStatus = "succeeded"
	ActionBroken  ActionStatus = "failed"
)
