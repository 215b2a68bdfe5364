package entity

import (
	"regexp"
	"strings"
)

// An IBAN has its length by country and two check digits, so that a mistyped one is none. The lengths are those of the
// countries that customers here send money to; of others the check digits alone have to do.
var (
	ibanForm    = regexp.MustCompile(`(?i)[a-z]{2}\d{2}(?:[ -]?[a-z0-9]){11,30}`)
	ibanLengths = map[string]int{
		"UA": 29, "PL": 28, "DE": 22, "FR": 27, "IT": 27, "ES": 24, "CZ": 24, "SK": 24, "RO": 24, "HU": 28, "BG": 22, "TR": 26,
		"GB": 22, "LT": 20, "LV": 21, "EE": 20, "NL": 18, "BE": 16, "AT": 20, "MD": 24,
	}
)

// findIBANs reads account numbers: UA21 3223 1300 0002 6007 2335 6600 1.
func findIBANs(found []Entity, d *doc) []Entity {
	if !d.digits {
		return found
	}
	text := d.plain.Text
	for _, m := range ibanForm.FindAllStringIndex(text, maxMatches) {
		number, end := ibanIn(text[m[0]:m[1]])
		if number == "" || insideWord(text, m[0], m[0]+end) {
			continue
		}
		from, to := d.plain.Span(m[0], m[0]+end)
		found = append(found, d.entity(KindIBAN, from, to, number, 0.98))
	}
	return found
}

// ibanIn is the account number that written begins with, and where it ends there.
func ibanIn(written string) (number string, end int) {
	country := strings.ToUpper(written[:2])
	want, known := ibanLengths[country]
	var b strings.Builder
	for i := 0; i < len(written); i++ {
		if c := written[i]; c != ' ' && c != '-' {
			b.WriteByte(c)
		}
		if known && b.Len() == want {
			end = i + 1
			break
		}
	}
	if !known {
		end = len(written)
	}
	number = strings.ToUpper(b.String())
	if end == 0 || !ibanChecks(number) {
		return "", 0
	}
	return number, end
}

// ibanChecks: read as a number with the first four signs behind, and letters as 10 to 35, it leaves 1 over 97.
func ibanChecks(number string) bool {
	rest := 0
	for i := range len(number) {
		switch c := number[(i+4)%len(number)]; {
		case c >= '0' && c <= '9':
			rest = (rest*10 + int(c-'0')) % 97
		case c >= 'A' && c <= 'Z':
			rest = (rest*100 + int(c-'A') + 10) % 97
		default:
			return false
		}
	}
	return rest == 1
}
