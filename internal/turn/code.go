package turn

import (
	"context"
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/rozmova/rozmova/internal/conversation"
)

// Checker compares the digits that a customer typed with the code that was sent
// to them. left is how many tries a wrong one leaves. The same clientID gives
// the same answer and costs nothing more. The error says that nothing is known;
// it must not hold the digits.
type Checker interface {
	Check(ctx context.Context, ws conversation.WorkspaceID, conv conversation.ConversationID, contact conversation.ContactID,
		clientID, digits string) (v conversation.CodeVerdict, left int, err error)
}

// takeCode takes a one-time code out of a message before anything of it is
// read, proposed or stored, and has it checked.
func (h *Handler) takeCode(ctx context.Context, s *conversation.State, d *conversation.MessageReceived) error {
	awaited := s.CodeAwaited()
	switch {
	case d.Button != "":
		return nil
	case !awaited && !s.CodeAbout(h.now(s)):
		return h.takeOldCode(ctx, s, d)
	}
	text, digits := redact(d.Text, awaited && s.Expect.Type == "code")
	d.Text = text
	if digits == "" || !awaited {
		return nil
	}
	if h.Codes == nil {
		d.Code = conversation.CodeLocked
		return nil
	}
	v, left, err := h.Codes.Check(ctx, s.Workspace, s.ID, s.Contact, d.ClientID, digits)
	if err != nil {
		return fmt.Errorf("check a code: %w", err)
	}
	d.Code, d.CodeLeft = v, left
	return nil
}

// Rememberer knows codes that are of no more use: a customer who writes one once
// more should not find it kept. A Checker may be one.
type Rememberer interface {
	// Remembers says which of these digits were a code of the contact's lately.
	Remembers(ctx context.Context, ws conversation.WorkspaceID, contact conversation.ContactID, digits []string) (map[string]bool, error)
}

// takeOldCode takes codes out of a message that did their duty before. Other
// numbers of their length stay: nobody waits for a code now.
func (h *Handler) takeOldCode(ctx context.Context, s *conversation.State, d *conversation.MessageReceived) error {
	r, ok := h.Codes.(Rememberer)
	if !ok {
		return nil
	}
	var found []group
	var digits []string
	for _, g := range groups(d.Text) {
		if len(g.digits) == conversation.CodeLength {
			found, digits = append(found, g), append(digits, g.digits)
		}
	}
	if len(found) == 0 || len(found) > maxOldCodes {
		return nil
	}
	old, err := r.Remembers(ctx, s.Workspace, s.Contact, digits)
	if err != nil {
		return fmt.Errorf("look for an old code: %w", err)
	}
	for i := len(found) - 1; i >= 0; i-- {
		if g := found[i]; old[g.digits] {
			d.Text = d.Text[:g.from] + conversation.CodeMask + d.Text[g.to:]
		}
	}
	return nil
}

// maxOldCodes bounds the numbers of one message that are looked at: more of them
// are a list of something else.
const maxOldCodes = 20

// redact masks what may be a one-time code, and gives its digits. Where nothing
// but a code was asked for, that is every number of four digits or more: a code
// with a digit too few is still most of a code. Elsewhere it is a number of just
// the code's length. Digits may be apart («12 34-56») or spelled out.
func redact(text string, asked bool) (masked, digits string) {
	var b strings.Builder
	last := 0
	for _, g := range groups(text) {
		n := len(g.digits)
		if n != conversation.CodeLength && (!asked || n < shortestCode || otherNumber(text, g)) {
			continue
		}
		if digits == "" || len(digits) != conversation.CodeLength {
			if n <= longestCode {
				digits = g.digits
			}
		}
		b.WriteString(text[last:g.from])
		b.WriteString(conversation.CodeMask)
		last = g.to
	}
	if last == 0 {
		return text, ""
	}
	return b.String() + text[last:], digits
}

// otherNumber says whether a number is clearly none of ours: a telephone number
// («скільки лишилося на 067 000 02 01?»), or an order's with a letter before it.
func otherNumber(text string, g group) bool {
	before, _ := utf8.DecodeLastRuneInString(text[:g.from])
	switch n := len(g.digits); {
	case before == '+':
		return n >= leastPhone
	case n == nationalNumber && g.digits[0] == '0', n == nationalNumber+2 && strings.HasPrefix(g.digits, "380"):
		return true
	case before == '#' || unicode.IsLetter(before):
		return n > conversation.CodeLength
	}
	return false
}

const (
	leastPhone     = 9
	nationalNumber = 10 // 067 000 02 01
)

// A number of these lengths may be meant to be a code; a longer one is masked
// all the same when a code is asked for, and not tried.
const (
	shortestCode = 4
	longestCode  = 8
)

// group is a number in a text: its place in bytes, and its digits.
type group struct {
	from, to int
	digits   string
}

// groups finds numbers: digits of any script, or words for them, with at most
// spaces and signs between.
func groups(text string) []group {
	var out []group
	var open *group
	end := func() {
		if open != nil {
			out = append(out, *open)
			open = nil
		}
	}
	add := func(from, to int, digits string) {
		if open == nil {
			open = &group{from: from}
		}
		open.to, open.digits = to, open.digits+digits
	}
	word := -1 // where a word begins
	flush := func(at int) {
		if word < 0 {
			return
		}
		if d, ok := spelled[strings.ToLower(text[word:at])]; ok {
			add(word, at, d)
		} else {
			end()
		}
		word = -1
	}
	for i, r := range text {
		switch {
		case unicode.IsDigit(r):
			flush(i)
			add(i, i+len(string(r)), string(rune('0'+digitValue(r))))
		case unicode.IsLetter(r) || word >= 0 && (r == '\'' || r == '’'):
			if word < 0 {
				word = i
			}
		default:
			flush(i)
			if !unicode.IsSpace(r) && !strings.ContainsRune("-–—.,·•_/|", r) && !unicode.Is(unicode.Cf, r) {
				end()
			}
		}
	}
	flush(len(text))
	end()
	return out
}

// digitValue: every script has its ten digits in a row.
func digitValue(r rune) rune {
	zero := r
	for unicode.IsDigit(zero - 1) {
		zero--
	}
	return (r - zero) % 10
}

// spelled are the digits as words, for those who speak.
var spelled = func() map[string]string {
	out := map[string]string{}
	for d, words := range []string{
		"нуль ноль zero oh", "один одна одиниця one", "два дві две two", "три three", "чотири четыре four",
		"п'ять п’ять пять five", "шість шесть six", "сім семь seven", "вісім восемь eight", "дев'ять дев’ять девять nine",
	} {
		for w := range strings.FieldsSeq(words) {
			out[w] = string(rune('0' + d))
		}
	}
	return out
}()
