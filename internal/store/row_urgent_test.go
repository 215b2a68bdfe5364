package store

import (
	"testing"

	"github.com/rozmova/rozmova/internal/conversation"
)

// Who presses for time stands above the others until the conversation is closed; who is angry, above them.
func TestUrgentIsOfHighPriority(t *testing.T) {
	t.Parallel()
	for _, at := range []struct {
		state conversation.State
		want  Priority
	}{
		{conversation.State{}, Normal},
		{conversation.State{Urgent: true}, High},
		{conversation.State{Urgent: true, Closed: true}, Normal},
		{conversation.State{Urgent: true, Mood: conversation.Angry}, Urgent},
	} {
		if got := RowOf(&at.state).Priority; got != at.want {
			t.Errorf("%+v: %q, want %q", at.state, got, at.want)
		}
	}
}
