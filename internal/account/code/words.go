package code

import (
	"net/mail"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/nyaruka/phonenumbers"
)

// words are the message that carries a code: short enough for one text message,
// and nothing in it to click on.
func words(lang, company, digits string) (subject, text string) {
	company = oneLine(company)
	if strings.HasPrefix(lang, "en") {
		return "Your code from " + company, "Your " + company + " code: " + digits + ". Never share it."
	}
	return "Ваш код від " + company, "Ваш код " + company + ": " + digits + ". Нікому його не кажіть."
}

// oneLine keeps a company's name from breaking a subject, or hiding a code.
func oneLine(s string) string {
	s = strings.Join(strings.FieldsFunc(s, func(r rune) bool { return unicode.IsSpace(r) || unicode.IsControl(r) }), " ")
	if utf8.RuneCountInString(s) > 40 {
		s = strings.TrimSpace(string([]rune(s)[:40]))
	}
	return s
}

// Ways that a code can go.
const (
	ViaSMS   = "sms"
	ViaEmail = "email"
)

// destination reads an address into the form that limits count and adapters
// want, with what may be shown of it.
func destination(via, to string) (address, hint string, ok bool) {
	switch via {
	case ViaSMS:
		n, err := phonenumbers.Parse(to, "UA")
		if err != nil || !phonenumbers.IsPossibleNumber(n) {
			return "", "", false
		}
		address = phonenumbers.Format(n, phonenumbers.E164)
		return address, "•••" + address[len(address)-2:], true
	case ViaEmail:
		a, err := mail.ParseAddress(to)
		if err != nil || a.Address != strings.TrimSpace(to) || strings.ContainsAny(a.Address, "\r\n\"") {
			return "", "", false
		}
		at := strings.LastIndexByte(a.Address, '@')
		first, _ := utf8.DecodeRuneInString(a.Address)
		// The part before the @ may differ by case, and hardly ever does.
		return strings.ToLower(a.Address), string(first) + "•••" + strings.ToLower(a.Address[at:]), true
	}
	return "", "", false
}
