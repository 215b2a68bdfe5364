package entity

import (
	"regexp"
	"strings"
)

// Addresses are dictated as well as typed: «olena собака gmail крапка com», "john at gmail dot com", "john [at]
// example.com". The words for the sign are words of their own, too, so the rest has to look like an address.
var (
	spelledSign = `(?:\s*[(\[]\s*at\s*[)\]]\s*|\s+(?:at|собака|собачка|равлик|эт)\s+|\s+@\s*|@\s+)`
	spelledDot  = `(?:\s*[(\[]\s*dot\s*[)\]]\s*|\s+(?:dot|крапка|точка)\s+|\.)`

	spelledEmail = regexp.MustCompile(`(?i)([a-z0-9][a-z0-9._+-]+)(` + spelledSign + `)([a-z0-9-]+(?:` + spelledDot + `[a-z0-9-]+)+)`)
	dots         = regexp.MustCompile(`(?i)` + spelledDot)
)

// notLocal are the words before "at" that are nobody's address: "reach me at gmail dot com".
var notLocal = set("me|us|you|him|her|them|is|are|was|be|am|it|mail|email|address|account|reach|contact|look|available|here|there|not")

func findSpelledEmails(found []Entity, d *doc) []Entity {
	text := d.plain.Text
	if !mayBeSpelled(text) {
		return found
	}
	for _, m := range spelledEmail.FindAllStringSubmatchIndex(text, maxMatches) {
		local, sign, domain := text[m[2]:m[3]], strings.TrimSpace(text[m[4]:m[5]]), text[m[6]:m[7]]
		plain := dots.ReplaceAllString(domain, ".")
		last := plain[strings.LastIndexByte(plain, '.')+1:]
		if len(last) < 2 || strings.Trim(strings.ToLower(last), "abcdefghijklmnopqrstuvwxyz") != "" || insideWord(text, m[0], m[1]) {
			continue
		}
		if strings.EqualFold(sign, "at") && (plain == domain || notLocal[strings.ToLower(local)]) {
			continue // look at example.com
		}
		start, end := d.plain.Span(m[0], m[1])
		found = append(found, d.entity(KindEmail, start, end, strings.ToLower(local+"@"+plain), 0.85))
	}
	return found
}

// mayBeSpelled spares nearly all messages the expression.
func mayBeSpelled(text string) bool {
	for _, hint := range []string{" @", "@ ", "dot", "DOT", "Dot", "(at)", "[at]", "(AT)", "[AT]", "собак", "Собак", "собач", "равлик", " эт "} {
		if strings.Contains(text, hint) {
			return true
		}
	}
	return false
}
