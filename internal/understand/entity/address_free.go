package entity

import (
	"strings"
	"unicode"
)

// freeAddress reads an answer to "What is the address?" that names a number and a city in a form of its own:
// parts divided by commas or lines, the one with the number being the street's.
func freeAddress(d *doc) (Entity, bool) {
	a := &address{d: d, loose: true}
	start, end := -1, -1
	for _, p := range addressParts(d.raw) {
		text := strings.TrimRight(strings.TrimSpace(d.raw[p.start:p.end]), ". ")
		lower := strings.ToLower(text)
		digits := strings.ContainsFunc(text, unicode.IsDigit)
		switch {
		case text == "":
			continue
		case countries[lower] != "":
			a.country = countries[lower]
		case digits && len(text) <= 10 && a.street != "" && a.index == "" && postalLike(text):
			a.index = strings.ToUpper(text)
		case digits && a.street == "":
			from := p.start
			if start < 0 {
				from = p.start + afterIntroduction(d.raw[p.start:p.end])
			}
			a.street = strings.Join(strings.Fields(d.raw[from:p.end]), " ")
			if start < 0 {
				start = from
			}
		case digits && a.unit == "" && a.city == "" && unitLike(lower):
			a.unit = text
		case digits && a.city == "":
			city, index := splitIndex(text)
			if city == "" || index == "" {
				return Entity{}, false
			}
			a.city, a.index = city, index
		case !digits && a.city == "" && a.street != "" && len(strings.Fields(text)) <= mostCityWords && !notCity[strings.Fields(lower)[0]]:
			a.city = text
		case !digits && a.city != "" && a.region == "" && len(strings.Fields(text)) <= 2:
			a.region = text
			if code := states[lower]; code != "" {
				a.region, a.american = code, true
			}
		case a.street == "":
			continue // words before the address
		default:
			return Entity{}, false
		}
		if start >= 0 {
			end = p.end
		}
	}
	if a.street == "" || a.city == "" || len(strings.Fields(a.street)) < 2 || len(strings.Fields(a.street)) > 8 || strings.ContainsAny(d.raw, "?@") {
		return Entity{}, false
	}
	for end > start && strings.ContainsRune(" .,\n", rune(d.raw[end-1])) {
		end--
	}
	return d.entity(KindAddress, start, end, a.value(), 0.7), true
}

type stretch struct{ start, end int }

func addressParts(s string) []stretch {
	var out []stretch
	from := 0
	for i := 0; i <= len(s); i++ {
		if i == len(s) || s[i] == ',' || s[i] == '\n' || s[i] == ';' {
			out = append(out, stretch{from, i})
			from = i + 1
		}
	}
	return out
}

// afterIntroduction skips "my address is", «адреса:».
func afterIntroduction(s string) int {
	skip := 0
	lower := strings.ToLower(s)
	if len(lower) != len(s) {
		return 0
	}
	for _, word := range []string{" is ", " to ", ":", "адреса ", "адресу ", "адресі ", "адрес ", "address "} {
		if at := strings.LastIndex(lower, word); at >= 0 {
			skip = max(skip, at+len(word))
		}
	}
	for skip < len(s) && s[skip] == ' ' {
		skip++
	}
	return skip
}

func introducesAddress(d *doc, i int) bool {
	switch d.word(i) {
	case "адреса", "адресу", "адресі", "адресою", "адрес", "address", "is":
		return true
	}
	return false
}

func postalLike(s string) bool {
	digits := 0
	for _, r := range s {
		switch {
		case unicode.IsDigit(r):
			digits++
		case r != ' ' && r != '-' && (r < 'A' || r > 'Z') && (r < 'a' || r > 'z'):
			return false
		}
	}
	return digits >= 2
}

func unitLike(lower string) bool {
	f := strings.FieldsFunc(lower, func(r rune) bool { return r == ' ' || r == '.' || r == '#' })
	return len(f) > 0 && (unitWords[f[0]] || strings.HasPrefix(lower, "#"))
}

// splitIndex divides "Berlin 10115" and "10115 Berlin".
func splitIndex(s string) (city, index string) {
	f := strings.Fields(s)
	if len(f) < 2 {
		return "", ""
	}
	hasDigit := func(w string) bool { return strings.ContainsFunc(w, unicode.IsDigit) }
	switch {
	case hasDigit(f[len(f)-1]) && len(f) >= 3 && hasDigit(f[len(f)-2]) && !hasDigit(f[0]): // London SW1A 1AA
		return strings.Join(f[:len(f)-2], " "), strings.ToUpper(strings.Join(f[len(f)-2:], " "))
	case hasDigit(f[len(f)-1]) && !hasDigit(f[0]):
		return strings.Join(f[:len(f)-1], " "), f[len(f)-1]
	case hasDigit(f[0]) && !hasDigit(f[1]):
		return strings.Join(f[1:], " "), f[0]
	}
	return "", ""
}
