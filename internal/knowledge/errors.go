package knowledge

import (
	"errors"
	"fmt"
)

var (
	// ErrNothing: the words that readers see are the same already.
	ErrNothing = errors.New("nothing to publish")
	// ErrUnread: the workspace wants somebody else to have read the words before
	// they are published.
	ErrUnread = errors.New("nobody else has read it")
)

// ConflictError says that somebody else has changed a draft since it was read.
// Now is the newer draft, so that no words are lost on either side.
type ConflictError struct{ Now Edition }

func (e *ConflictError) Error() string {
	return fmt.Sprintf("the draft has changed: it is at %d", e.Now.Rev)
}

// InvalidError says which field does not do, and why, in a word for programs:
// required, too_long, too_many, taken, unknown, malformed, too_deep, archived,
// type.
type InvalidError struct{ Field, Reason string }

func (e *InvalidError) Error() string { return e.Field + ": " + e.Reason }

// Limits of what an article is.
const (
	MaxTitle       = 200       // runes
	MaxBody        = 200 << 10 // bytes
	MaxSlug        = 100       // bytes
	MaxNote        = 2000      // runes; also of remarks and comments
	MaxLanguages   = 50
	MaxRelated     = 20
	MaxFile        = 10 << 20 // bytes
	MaxFiles       = 50       // of an article
	MaxDepth       = 3        // of collections
	MaxCollections = 1000     // of a workspace
	MaxQuery       = 500      // runes of a question that was not answered
)
