package dialogue

import (
	"slices"

	"github.com/rozmova/rozmova/internal/conversation"
)

// eventCardMasked: what looked like a payment card was taken out of a message.
const eventCardMasked = "card_masked"

// cardMasked tells a customer, once in a conversation, that card numbers are not
// needed here. It reports whether that was all there was to say: a message with
// a card number alone is no misunderstanding.
func (m *machine) cardMasked(d conversation.MessageReceived, cs []conversation.Command) bool {
	if !d.Masked || m.pb.Events[eventCardMasked] == nil {
		return false
	}
	if slices.ContainsFunc(m.s.Ended, func(e conversation.EndedFlow) bool { return e.Event == eventCardMasked }) {
		return false
	}
	leads := slices.ContainsFunc(cs, func(c conversation.Command) bool {
		return c.Kind != conversation.CmdNone && c.Kind != conversation.CmdSocial && c.Kind != conversation.CmdClarify
	})
	if !leads {
		m.social(eventCardMasked)
		return true
	}
	m.pattern(eventCardMasked, nil)
	return false
}
