package knowledge

import (
	"time"

	"github.com/rozmova/rozmova/internal/conversation"
)

// Feedback is what a reader says of a version.
type Feedback struct {
	Article ArticleID
	Lang    string
	Version int
	Visitor string // tells one reader from another; never shown
	Helpful bool
	Comment string
	At      time.Time
}

// Votes counts what readers say of a version.
type Votes struct {
	Article            ArticleID
	Lang               string
	Version            int
	Helpful, Unhelpful int
}

// Use says how the bot fared with an article: conversations in which it answered
// from it, and those of them in which the customer was handed to a person after
// all, with no answer from another article in between.
type Use struct {
	Article           ArticleID
	Answers, Handoffs int
}

// Gaps are questions that say nearly the same, the newest first. Again counts
// those that were asked after an article was written for them, and not answered
// all the same.
type Gaps struct {
	All   []Gap
	Again int
}

// GapID is unique in a workspace.
type GapID string

// GapState says what became of a question that was not answered.
type GapState string

const (
	GapOpen      GapState = "open"
	GapFilled    GapState = "filled"    // an article answers it now
	GapDismissed GapState = "dismissed" // it needs none
)

// Gap is a question that nothing was found for: in a conversation, at a message
// of it, or in the site's search, where both are zero.
type Gap struct {
	ID           GapID
	Conversation conversation.ConversationID
	Seq          int64
	Lang         string
	Query        string // with personal data hidden
	Reason       string // nothing: not a passage; unsure: none that answers; competing, unhelpful
	State        GapState
	Article      ArticleID // that was written for it
	At           time.Time
}
