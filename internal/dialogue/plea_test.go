package dialogue

import (
	"testing"

	"github.com/rozmova/rozmova/internal/conversation"
)

func TestWhatIsSaidBesideTheCallForAPerson(t *testing.T) {
	for _, at := range []struct{ said, call, reason, want string }{
		{"покличте людину", "людину", "asked", ""},
		{"I want to talk to a person", "a person", "asked", ""},
		{"Мені потрібна жива людина, будь ласка!", "жива людина", "asked", ""},
		{"це нарахування за роумінг помилкове, покличте людину", "людину", "asked", "це нарахування за роумінг помилкове, покличте людину"},
		{"a person about the refund for my kettle", "a person", "asked", "a person about the refund for my kettle"},
		{"з мене списали двічі", "списали двічі", "dispute", "з мене списали двічі"},
		{"шахраї", "шахраї", "security", ""},
		{"see [this](x) for yourself, call a person", "a person", "asked", "see (this)(x) for yourself, call a person"},
	} {
		last := conversation.LastMessage{Actor: conversation.Customer, Text: at.said}
		call := conversation.Command{Kind: conversation.CmdHandoff, Reason: at.reason, Text: at.call, Source: conversation.FromPattern}
		if got := plea(last, call); got != at.want {
			t.Errorf("%q: %q, want %q", at.said, got, at.want)
		}
		if call.Source = conversation.FromButton; plea(last, call) != "" {
			t.Errorf("%q: a button says nothing", at.said)
		}
	}
}
