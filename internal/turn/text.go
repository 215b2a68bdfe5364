package turn

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/rozmova/rozmova/internal/understand/entity"
)

// MaxText is the longest message in characters; MaxClientID that of a sender's
// name for it, in bytes.
const (
	MaxText     = 4000
	MaxClientID = 64
	maxButton   = 200
)

// clean checks a message and gives the text to be stored: without control and
// direction-changing characters, which can make a line read as something else,
// and with card numbers masked, which never enter the log.
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
	return Clean(m.Text)
}

// Clean is the text of a message as it may be stored, for customers and agents
// alike. The error is an ErrText.
func Clean(text string) (string, error) {
	if !utf8.ValidString(text) {
		return "", ErrText{"invalid_text"}
	}
	text = strings.TrimSpace(strings.Map(visible, text))
	switch {
	case text == "" || blank(text):
		return "", ErrText{"empty_message"}
	case utf8.RuneCountInString(text) > MaxText:
		return "", ErrText{"too_long"}
	}
	return entity.MaskCards(text), nil
}

// visible drops what a reader cannot see and could be misled by. Joiners stay:
// emoji and some scripts need them.
func visible(r rune) rune {
	switch {
	case r == '\n' || r == '\t':
		return r
	case r == '\r':
		return -1
	case unicode.IsControl(r), r == '\u2028', r == '\u2029', r == '\uFEFF', r == '\uFFFE':
		return -1
	case r >= '\u202A' && r <= '\u202E', r >= '\u2066' && r <= '\u2069', r == '\u200E', r == '\u200F', r == '\u061C':
		return -1
	case r >= 0xE0000 && r <= 0xE007F && r != 0xE007F && r < 0xE0020: // deprecated tags
		return -1
	}
	return r
}

// blank: only spaces and joiners.
func blank(text string) bool {
	for _, r := range text {
		if !unicode.IsSpace(r) && !unicode.Is(unicode.Cf, r) && r != '\u3164' && r != '\u2800' {
			return false
		}
	}
	return true
}

func printable(s string) bool {
	for i := 0; i < len(s); i++ {
		if s[i] <= ' ' || s[i] > '~' {
			return false
		}
	}
	return true
}
