package conversation

import (
	"crypto/sha256"
	"encoding/hex"
	"strings"
	"time"
	"unicode/utf8"
)

// One-time codes. The digits never come near this package: a message that holds
// them is stored without, and says only what they proved to be.

// CodeVerdict is what the digits of a message proved to be.
type CodeVerdict string

const (
	CodeRight   CodeVerdict = "right"
	CodeWrong   CodeVerdict = "wrong"
	CodeExpired CodeVerdict = "expired" // or there is none
	CodeLocked  CodeVerdict = "locked"  // no more tries
)

// CodeMask stands in a stored text where digits stood.
const CodeMask = "••••••"

// CodeLength is how many digits a code has. CodeLife is how long one may work;
// digits of that length are taken out of what the customer writes meanwhile.
const (
	CodeLength = 6
	CodeLife   = 15 * time.Minute
)

// SendCode asks for a one-time code to be made and sent. Via is sms or email.
type SendCode struct {
	Key     EffectID  `json:"key"`
	Pack    string    `json:"pack"`
	Contact ContactID `json:"contact"`
	Via     string    `json:"via"`
	To      string    `json:"to"`
	Lang    string    `json:"lang"`
}

func (SendCode) EffectType() string { return "send_code" }

// The inputs that end SendCode. Code is too_many_codes, no_channel or unavailable.
type (
	CodeSent struct {
		Effect EffectID `json:"effect"`
		Hint   string   `json:"hint"` // the address as far as it may be shown: •••02
	}
	CodeNotSent struct {
		Effect EffectID `json:"effect"`
		Code   string   `json:"code"`
	}
)

// What the engine records of codes.
type (
	// CodeRequested: a code was asked for, to be sent to an address that the
	// customer did not give.
	CodeRequested struct {
		Effect EffectID `json:"effect"`
		Frame  int      `json:"frame"`
		Step   string   `json:"step"`
		Via    string   `json:"via"`
		Hint   string   `json:"hint"`
		For    string   `json:"for"` // tells its address from others, see CodeFor
	}
	// CodeChecked: the message that came with a verdict is about this code.
	CodeChecked struct {
		Effect  EffectID    `json:"effect"`
		Frame   int         `json:"frame"`
		Step    string      `json:"step"`
		Verdict CodeVerdict `json:"verdict"`
		Left    int         `json:"left,omitempty"`
	}
)

func (CodeSent) EventType() string      { return "code_sent" }
func (CodeNotSent) EventType() string   { return "code_not_sent" }
func (CodeRequested) EventType() string { return "code_requested" }
func (CodeChecked) EventType() string   { return "code_checked" }

// PendingCode is the code that was asked for last. Failed says why none was sent
// or none will do any more.
type PendingCode struct {
	Effect EffectID  `json:"effect"`
	Frame  int       `json:"frame"`
	Step   string    `json:"step"`
	Via    string    `json:"via"`
	Hint   string    `json:"hint"`
	For    string    `json:"for"`
	Sent   bool      `json:"sent,omitempty"`
	Failed string    `json:"failed,omitempty"`
	At     time.Time `json:"at"`
}

// CodeFor tells one address from another within a conversation, without naming
// it. A right code proves one address alone: when a correction leads the flow to
// somebody else's account, it is worth nothing there.
func CodeFor(in ConversationID, via, to string) string {
	sum := sha256.Sum256([]byte(string(in) + "\x00" + via + "\x00" + to))
	return hex.EncodeToString(sum[:12])
}

// CodeSlot is the hidden slot in which a frame keeps for what address the code
// of a step was right.
func CodeSlot(step string) string { return "$code." + step }

// CodeAwaited says whether the digits of the customer's next message are a code:
// one was sent, its flow is in progress, and the bot has the word.
func (s *State) CodeAwaited() bool {
	c := s.Code
	return c != nil && c.Sent && c.Failed == "" && s.Frame(c.Frame) != nil && s.Owner.Kind == OwnedByBot && !s.Closed
}

// CodeAbout says whether a code that still works may be on the customer's
// screen, so that their messages must not be stored with it.
func (s *State) CodeAbout(now time.Time) bool {
	return s.Code != nil && now.Sub(s.Code.At) < CodeLife
}

// applyCode folds the events of codes.
func (s *State) applyCode(e Event) {
	settle := func(id EffectID, change func(*PendingCode)) {
		if s.Code == nil || s.Code.Effect != id {
			return
		}
		c := *s.Code // shared with clones
		change(&c)
		s.Code = &c
		if f := s.Frame(c.Frame); f != nil && f.Waiting == id {
			f.Waiting = ""
		}
	}
	switch d := e.Data.(type) {
	case CodeRequested:
		s.Code = &PendingCode{Effect: d.Effect, Frame: d.Frame, Step: d.Step, Via: d.Via, Hint: d.Hint, For: d.For, At: e.At}
		if f := s.Frame(d.Frame); f != nil {
			f.Waiting, f.Touched = d.Effect, e.At
		}
		if s.Expect.Frame == d.Frame {
			s.Expect = Expectation{}
		}
	case CodeSent:
		settle(d.Effect, func(c *PendingCode) {
			c.Sent, c.At = true, e.At
			if d.Hint != "" {
				c.Hint = d.Hint
			}
		})
	case CodeNotSent:
		settle(d.Effect, func(c *PendingCode) {
			if !c.Sent {
				c.Failed = d.Code
			}
		})
	case CodeChecked:
		switch d.Verdict {
		case CodeRight:
			if f := s.Frame(d.Frame); f != nil && s.Code != nil && s.Code.Effect == d.Effect {
				f.Slots = put(f.Slots, CodeSlot(d.Step), SlotValue{Value: s.Code.For, Source: FromSystem, Verified: true})
			}
			if s.Expect.Frame == d.Frame && s.Expect.Slot == CodeSlot(d.Step) {
				s.Expect = Expectation{}
			}
			s.Code = nil
		case CodeLocked:
			settle(d.Effect, func(c *PendingCode) { c.Failed = string(CodeLocked) })
		}
	}
}

// MaskAddress shows as much of an address as its owner needs to know it by: the
// end of a number, the first letter of an e-mail's name.
func MaskAddress(to string) string {
	to = strings.TrimSpace(to)
	if name, host, ok := strings.Cut(to, "@"); ok && name != "" {
		_, n := utf8.DecodeRuneInString(name)
		return name[:n] + "•••@" + host
	}
	var digits []rune
	for _, r := range to {
		if r >= '0' && r <= '9' {
			digits = append(digits, r)
		}
	}
	if len(digits) < 6 {
		return "•••"
	}
	return "•••" + string(digits[len(digits)-2:])
}
