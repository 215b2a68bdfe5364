package entity

import (
	"strings"

	"github.com/nyaruka/phonenumbers"
)

func findEmails(found []Entity, d *doc) []Entity {
	text := d.plain.Text
	for from := 0; from < len(text); {
		at := strings.IndexByte(text[from:], '@')
		if at < 0 {
			break
		}
		at += from
		from = at + 1
		start, end := at, at+1
		for start > 0 && isLocalPart(text[start-1]) {
			start--
		}
		for end < len(text) && isDomain(text[end]) {
			end++
		}
		for start < at && text[start] == '.' {
			start++
		}
		for end > at && (text[end-1] == '.' || text[end-1] == '-') {
			end--
		}
		domain := text[at+1 : max(end, at+1)]
		dot := strings.LastIndexByte(domain, '.')
		if start == at || dot <= 0 || len(domain)-dot-1 < 2 || end-start > 254 || strings.Contains(text[start:end], "..") {
			continue
		}
		if insideWord(text, start, end) || allDigits(domain[dot+1:]) {
			continue
		}
		s, e := d.plain.Span(start, end)
		found = append(found, d.entity(KindEmail, s, e, strings.ToLower(text[start:end]), 0.98))
		from = end
	}
	return found
}

func isLocalPart(c byte) bool {
	return isDomain(c) || c == '_' || c == '%' || c == '+' || c == '\''
}

func isDomain(c byte) bool {
	return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || c == '.' || c == '-'
}

func allDigits(s string) bool {
	return s != "" && strings.Trim(s, "0123456789") == ""
}

// digitRun is a run of digits written with separators: +38 (050) 123-45-67, 4111 1111 1111 1111.
type digitRun struct {
	start, end int // in the plain text
	digits     string
	plus       bool
	grouped    bool // as in North America
}

// runsOf returns the digit runs of text with at least least digits.
func runsOf(text string, least int, separators string) []digitRun {
	var runs []digitRun
	for i := 0; i < len(text); i++ {
		if !isDigit(text[i]) {
			continue
		}
		run := digitRun{start: i}
		var digits []byte
		end := i
		for j := i; j < len(text) && len(digits) <= 24; j++ {
			if isDigit(text[j]) {
				digits = append(digits, text[j])
				end = j + 1
			} else if strings.IndexByte(separators, text[j]) < 0 || j-end >= 3 {
				break
			}
		}
		for run.start > 0 && run.start > i-2 && (text[run.start-1] == '+' || text[run.start-1] == '(') {
			run.start--
			run.plus = run.plus || text[run.start] == '+'
		}
		run.end, run.digits = end, string(digits)
		run.grouped = groupedByThree(text[i:end])
		if len(digits) >= least && !insideWord(text, i, end) {
			runs = append(runs, run)
		}
		i = end
	}
	return runs
}

func isDigit(c byte) bool { return c >= '0' && c <= '9' }

func (r *Recogniser) findPhones(found []Entity, d *doc) []Entity {
	if !d.digits {
		return found
	}
	for _, run := range runsOf(d.plain.Text, 9, " -()./") {
		n := len(run.digits)
		if n > 15 || len(found) > maxMatches {
			continue
		}
		number, confidence := r.phone(run)
		if number == "" {
			continue
		}
		start, end := d.plain.Span(run.start, run.end)
		found = append(found, d.entity(KindPhone, start, end, number, confidence))
	}
	return found
}

// phone reads the digits as written, then as customers here often write them: 380… without the plus.
func (r *Recogniser) phone(run digitRun) (string, float64) {
	written := run.digits
	if run.plus {
		written = "+" + written
	}
	if run.grouped && !run.plus && run.digits[0] != '0' {
		return americanForm(run)
	}
	if n, err := phonenumbers.Parse(written, r.region); err == nil && phonenumbers.IsValidNumber(n) {
		confidence := 0.97
		if !run.plus && run.digits[0] != '0' {
			confidence = 0.75 // may as well be an order number
		}
		return phonenumbers.Format(n, phonenumbers.E164), confidence
	}
	if !run.plus && len(run.digits) >= 11 {
		if n, err := phonenumbers.Parse("+"+run.digits, r.region); err == nil && phonenumbers.IsValidNumber(n) {
			return phonenumbers.Format(n, phonenumbers.E164), 0.85
		}
	}
	return americanForm(run)
}

// americanForm keeps a North American number without its country as it is written there, 555-123-2002: which
// country it is of cannot be told, and that is how such systems store it.
func americanForm(run digitRun) (string, float64) {
	digits := run.digits
	if len(digits) == 11 && digits[0] == '1' {
		digits = digits[1:]
	}
	if len(digits) != 10 || digits[0] < '2' || digits[3] < '1' {
		return "", 0
	}
	confidence := 0.5 // ten digits may be anything
	if run.grouped || len(run.digits) == 11 {
		confidence = 0.93
	}
	return digits[:3] + "-" + digits[3:6] + "-" + digits[6:], confidence
}

// groupedByThree says that the digits are written 555-123-2002 or (555) 123 2002.
func groupedByThree(s string) bool {
	groups := strings.FieldsFunc(s, func(r rune) bool { return r < '0' || r > '9' })
	if n := len(groups); n == 4 && groups[0] == "1" {
		groups = groups[1:]
	}
	return len(groups) == 3 && len(groups[0]) == 3 && len(groups[1]) == 3 && len(groups[2]) == 4
}

func findCards(found []Entity, d *doc) []Entity {
	if !d.digits {
		return found
	}
	f := fold(d.raw)
	for _, c := range f.cards() {
		found = append(found, Entity{Kind: KindCard, Text: c.mask, Start: f.at[c.from], End: f.end[c.to-1], Value: c.mask, Confidence: 0.97})
	}
	return found
}
