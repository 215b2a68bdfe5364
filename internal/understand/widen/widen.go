// Package widen asks a language model what a message means when the local
// recognisers are not sure.
//
// The model reads; it decides nothing. It sees the flows' titles, the open
// question and the last few messages, with personal data masked, and answers
// with commands of the same kinds that the local recognisers propose. They go
// the same way through the engine's validator, so that a model cannot call an
// action, consent for the customer, raise a level or bring in a value that
// nobody said. What it points at in the customer's words is read by our own
// recognisers wherever they can read it.
//
// Effects call it after the commit. It keeps nothing and logs no text.
package widen

import (
	"context"
	"strings"
	"time"

	"github.com/rozmova/rozmova/internal/conversation"
	"github.com/rozmova/rozmova/internal/dialogue"
	"github.com/rozmova/rozmova/internal/llm"
	"github.com/rozmova/rozmova/internal/understand"
)

// Purpose names these requests in accounts and metrics.
const Purpose = "understand"

// maxTokens of a reply: a handful of commands.
const maxTokens = 400

// Reader asks a model. It is safe for concurrent use.
type Reader struct {
	Model llm.Client
}

// Situation is a message and what it is to be read against.
type Situation struct {
	Playbook   *dialogue.Playbook
	Recogniser *understand.Recogniser
	State      *conversation.State // as it is after the message
	Text       string
	Now        time.Time
}

// Read proposes what the message asks for. Nothing understood is no error:
// the commands are empty. The error is the model's, an *llm.Error.
func (r *Reader) Read(ctx context.Context, s Situation) ([]conversation.Command, error) {
	m := newMask(s)
	reply, err := r.Model.Complete(ctx, llm.Request{
		Workspace: string(s.State.Workspace), Purpose: Purpose, System: system(s, m),
		Messages: []llm.Message{{Role: llm.User, Text: question(s, m)}}, Schema: shapeFor(s), MaxTokens: maxTokens,
	})
	if err != nil {
		return nil, err
	}
	return commands(reply.JSON, s, m), nil
}

// squeeze makes one line of a text and cuts it to n runes.
func squeeze(s string, n int) string {
	s = strings.Join(strings.Fields(s), " ")
	if r := []rune(s); len(r) > n {
		return string(r[:n]) + "…"
	}
	return s
}
