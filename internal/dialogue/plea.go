package dialogue

import (
	"slices"
	"strings"

	"github.com/rozmova/rozmova/internal/conversation"
)

// leastPlea is how many words tell what the matter is.
const leastPlea = 3

// plea is what a message says of the matter beside the call for a person:
// «нарахування помилкове, покличте людину» says more than the flow before it.
// It is empty where there is nothing but the call.
func plea(last conversation.LastMessage, call conversation.Command) string {
	if last.Actor != conversation.Customer || call.Source == conversation.FromButton {
		return ""
	}
	text := strings.TrimSpace(last.Text)
	if call.Reason != "asked" { // the sensitive words are the matter themselves
		if len(strings.Fields(text)) < leastPlea {
			return ""
		}
		return harmless(text)
	}
	clauses := strings.FieldsFunc(text, func(r rune) bool { return strings.ContainsRune(",.;:!?–—\n", r) })
	told := slices.ContainsFunc(clauses, func(clause string) bool {
		if at := strings.Index(clause, call.Text); at >= 0 && call.Text != "" {
			clause = clause[at+len(call.Text):] // "a person about the refund of my kettle"
		}
		return len(strings.Fields(clause)) >= leastPlea
	})
	if !told {
		return ""
	}
	return harmless(text)
}
