package httpapi

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// maxText is the longest message, in characters.
const maxText = 4000

// checkText makes a message's text fit to be kept and shown: without control
// and bidirectional characters, which can make it read as something else than
// it says. Markup stays as it is: it is text, and shown as text.
func checkText(text string) (string, *Problem) {
	clean := plainText(text)
	switch n := utf8.RuneCountInString(clean); {
	case n == 0:
		return "", problem(codeEmptyMessage)
	case n > maxText:
		return "", problem(codeTooLong, maxText)
	}
	return clean, nil
}

// optionalText is checkText for a text that may be left out.
func optionalText(text string) (string, *Problem) {
	clean, p := checkText(text)
	if p != nil && p.Code == codeEmptyMessage {
		return "", nil
	}
	return clean, p
}

// plainText strips what carries no text. Line ends and tabs stay, and so do the
// joiners and selectors that emoji are made with.
func plainText(s string) string {
	s = strings.ReplaceAll(s, "\r\n", "\n")
	s = strings.Map(func(r rune) rune {
		switch {
		case r == '\n' || r == '\t':
			return r
		case r == '\r':
			return '\n'
		case unicode.Is(unicode.Cc, r), misleading(r):
			return -1
		}
		return r
	}, s)
	if blank(s) {
		return ""
	}
	return strings.TrimSpace(s)
}

// misleading characters change how those around them are shown, or are not
// shown at all.
func misleading(r rune) bool {
	switch {
	case r == 0x061C, r == 0x200B, r == 0x200E, r == 0x200F, r == 0x2060, r == 0xFEFF, r == 0xFFF9, r == 0xFFFA, r == 0xFFFB,
		r >= 0x202A && r <= 0x202E, r >= 0x2066 && r <= 0x206F, r >= 0xE0000 && r <= 0xE001F:
		return true
	}
	return false
}

// blank says that nothing would be seen of a text.
func blank(s string) bool {
	for _, r := range s {
		if !unicode.IsSpace(r) && !unicode.Is(unicode.Cf, r) && !(r >= 0xFE00 && r <= 0xFE0F) && r != 0x2800 && r != 0x3164 {
			return false
		}
	}
	return true
}
