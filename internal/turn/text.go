package turn

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/rozmova/rozmova/internal/conversation"
	"github.com/rozmova/rozmova/internal/understand/entity"
)

// MaxText is the longest message in characters; MaxClientID that of a sender's
// name for it, in bytes.
const (
	MaxText     = 4000
	MaxClientID = 64
	maxButton   = 200
)

// clean checks a message and gives its text without control and
// direction-changing characters, which can make a line read as something else.
// Card data is still in it: maskCards takes it out when what was written before
// is known.
func clean(m Message) (string, error) {
	switch {
	case m.ClientID == "" || len(m.ClientID) > MaxClientID || !printable(m.ClientID):
		return "", ErrText{"invalid_client_id"}
	case m.Text != "" && m.Button != "":
		return "", ErrText{"text_and_button"}
	case m.Button != "":
		if len(m.Button) > maxButton || !utf8.ValidString(m.Button) {
			return "", ErrUnknownButton
		}
		return "", nil
	}
	return tidy(m.Text)
}

// Clean is the text of a message as it may be stored, for agents and whoever
// else writes: tidy, and with card data masked, which never enters the log. The
// error is an ErrText.
func Clean(text string) (string, error) {
	text, err := tidy(text)
	return entity.MaskCards(text), err
}

// maskCards takes card data out of a customer's message, also the rest of a
// number that began in the message before.
func maskCards(s *conversation.State, d *conversation.MessageReceived) {
	if d.Button != "" {
		return
	}
	before := make([]string, 0, len(s.Heard)+1)
	for _, h := range s.Heard {
		before = append(before, h.Text)
	}
	// What was said to a person is not among it.
	if l := s.Last; l.Actor == conversation.Customer && (len(s.Heard) == 0 || s.Heard[len(s.Heard)-1].Seq < l.Seq) {
		before = append(before, l.Text)
	}
	d.Text, d.Masked = entity.MaskCardsAfter(d.Text, before)
}

func tidy(text string) (string, error) {
	if !utf8.ValidString(text) {
		return "", ErrText{"invalid_text"}
	}
	text = strings.TrimSpace(visible(text))
	switch {
	case text == "" || blank(text):
		return "", ErrText{"empty_message"}
	case utf8.RuneCountInString(text) > MaxText:
		return "", ErrText{"too_long"}
	}
	return text, nil
}

// visible drops what a reader cannot see and could be misled by, and gives all
// line ends one form. Joiners stay: emoji and some scripts need them.
func visible(text string) string {
	flag := false // inside a flag that is spelled in tags: 🏴 and letters that nobody sees
	return strings.Map(func(r rune) rune {
		inFlag := flag
		flag = r == blackFlag || inFlag && tag(r)
		switch {
		case r == '\n', r == '\t':
			return r
		case r == '\r', r == '\v', r == '\f', r == '\u0085', r == '\u2028', r == '\u2029':
			return '\n' // not nothing: what stands on two lines is not one number
		case unicode.IsControl(r), r == '\uFEFF', r == '\uFFFE', r == '\uFFFF', r >= '\uFFF9' && r <= '\uFFFB':
			return -1
		case r >= '\u202A' && r <= '\u202E', r >= '\u2066' && r <= '\u2069', r == '\u200E', r == '\u200F', r == '\u061C':
			return -1
		case r >= 0xE0000 && r <= 0xE007F && !(inFlag && tag(r)):
			return -1 // a sentence in tags is read by models and seen by nobody
		}
		return r
	}, strings.ReplaceAll(text, "\r\n", "\n"))
}

const blackFlag = '\U0001F3F4'

func tag(r rune) bool { return r >= 0xE0020 && r <= 0xE007F }

// blank: nothing but spaces, joiners and other characters without a shape.
func blank(text string) bool {
	for _, r := range text {
		if !unicode.IsSpace(r) && !unicode.Is(unicode.Cf, r) && !unicode.Is(shapeless, r) {
			return false
		}
	}
	return true
}

// shapeless are the letters and marks that Unicode says are shown as nothing.
var shapeless = &unicode.RangeTable{
	R16: []unicode.Range16{
		{Lo: 0x034F, Hi: 0x034F, Stride: 1}, {Lo: 0x115F, Hi: 0x1160, Stride: 1}, {Lo: 0x17B4, Hi: 0x17B5, Stride: 1},
		{Lo: 0x180B, Hi: 0x180F, Stride: 1}, {Lo: 0x2800, Hi: 0x2800, Stride: 1}, {Lo: 0x3164, Hi: 0x3164, Stride: 1},
		{Lo: 0xFE00, Hi: 0xFE0F, Stride: 1}, {Lo: 0xFFA0, Hi: 0xFFA0, Stride: 1},
	},
	R32: []unicode.Range32{{Lo: 0xE0100, Hi: 0xE01EF, Stride: 1}},
}

func printable(s string) bool {
	for i := 0; i < len(s); i++ {
		if s[i] <= ' ' || s[i] > '~' {
			return false
		}
	}
	return true
}
