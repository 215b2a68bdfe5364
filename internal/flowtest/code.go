package flowtest

import (
	"slices"

	"github.com/rozmova/rozmova/internal/conversation"
)

// A test plays the phone, too: codes are sent unless it says otherwise, and what
// the customer types is given by the verdict on it alone.

var verdicts = []conversation.CodeVerdict{
	conversation.CodeRight, conversation.CodeWrong, conversation.CodeExpired, conversation.CodeLocked,
}

func parseCode(n node) conversation.Data {
	v := conversation.CodeVerdict(n.str())
	if !slices.Contains(verdicts, v) {
		n.fail("unknown verdict %q; possible: right, wrong, expired, locked", v)
	}
	d := conversation.MessageReceived{Text: conversation.CodeMask, Code: v}
	if v == conversation.CodeWrong {
		d.CodeLeft = 4
	}
	return d
}

// sendCode ends a code's sending as the test's `codes:` says; the last word
// holds for all that follow.
func (p *player) sendCode(effect conversation.EffectID, d conversation.SendCode) {
	by := conversation.Actor{Kind: conversation.System}
	said := "sent"
	if n := len(p.test.codes); n > 0 {
		said = p.test.codes[min(p.codes, n-1)]
	}
	p.codes++
	if said != "sent" {
		p.step(by, conversation.CodeNotSent{Effect: effect, Code: said})
		return
	}
	p.step(by, conversation.CodeSent{Effect: effect, Hint: conversation.MaskAddress(d.To)})
}
