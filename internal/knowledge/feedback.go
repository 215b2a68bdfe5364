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
