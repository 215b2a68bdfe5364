package entity

import (
	"regexp"
	"strings"

	"github.com/rozmova/rozmova/internal/understand/normal"
)

var postcodeWords = map[string]bool{
	"індекс": true, "індексу": true, "індексом": true, "поштовий": true, "индекс": true, "индекса": true,
	"postcode": true, "zip": true, "zipcode": true, "postal": true,
}

// The forms that cannot be an ordinary number: London, Warsaw, Toronto.
var (
	britishCode  = regexp.MustCompile(`(?i)\b([a-z]{1,2}\d[a-z\d]?)\s?(\d[a-z]{2})\b`)
	polishCode   = regexp.MustCompile(`\b(\d{2})-(\d{3})\b`)
	canadianCode = regexp.MustCompile(`(?i)\b([a-z]\d[a-z])\s?(\d[a-z]\d)\b`)
)

// findPostcodes reads five digits (Ukraine, the United States and much of Europe) and the codes of Britain, Poland
// and Canada. Five digits may be anything: they are a post code where a word, a name or an address says so, or
// where one was asked for.
func findPostcodes(found []Entity, d *doc) []Entity {
	if !d.digits {
		return found
	}
	asked := d.ctx.Asked == KindPostcode
	for i, t := range d.tokens {
		if t.Kind != normal.Number || len(t.Text) != 5 || !allDigits(t.Text) || strings.HasPrefix(d.gap(i), "-") && partOfRun(d, i) {
			continue
		}
		to, confidence := i, 0.4
		if near := aroundPostcode(d, i); near || asked {
			confidence = 0.95
		}
		if d.gap(i) == "-" && len(d.word(i+1)) == 4 && allDigits(d.word(i+1)) {
			to = i + 1 // the long American form; the first five name the place
		}
		found = append(found, d.span(KindPostcode, i, to, t.Text, confidence))
	}
	text := d.plain.Text
	for _, f := range []struct {
		match *regexp.Regexp
		join  string
	}{{britishCode, " "}, {canadianCode, " "}, {polishCode, "-"}} {
		for _, m := range f.match.FindAllStringSubmatchIndex(text, maxMatches) {
			if partOfLonger(text, m[0], m[1]) {
				continue
			}
			confidence := 0.7
			if f.match == polishCode {
				confidence = 0.4 // may be a range
			}
			start, end := d.plain.Span(m[0], m[1])
			if asked || postcodeBefore(d, start) {
				confidence = 0.95
			}
			value := strings.ToUpper(text[m[2]:m[3]] + f.join + text[m[4]:m[5]])
			found = append(found, d.entity(KindPostcode, start, end, value, confidence))
		}
	}
	return found
}

// partOfRun: the digits go on after a hyphen, and not as the long American form.
func partOfRun(d *doc, i int) bool {
	next := d.word(i + 1)
	return d.gap(i) == "-" && allDigits(next) && len(next) != 4
}

// aroundPostcode: a word for it stands close before, or directly after.
func aroundPostcode(d *doc, i int) bool {
	for j := max(0, i-4); j < i; j++ {
		if postcodeWords[d.word(j)] {
			return true
		}
	}
	return postcodeWords[d.word(i+1)] && strings.TrimSpace(d.gap(i)) == ""
}

func postcodeBefore(d *doc, start int) bool {
	for i, t := range d.tokens {
		if t.Start >= start {
			return false
		}
		if postcodeWords[t.Text] && i+5 >= tokenAt(d, start) {
			return true
		}
	}
	return false
}

// tokenAt is the token at or after a byte of the message.
func tokenAt(d *doc, start int) int {
	for i, t := range d.tokens {
		if t.Start >= start {
			return i
		}
	}
	return len(d.tokens)
}

// besideName makes five digits a post code when they follow a name («Yusuf Rossi, 19122») or a place ("Denver,
// 80280"), and nothing that counts when they are a part of an address: that one may be where something is to go,
// not where the customer lives.
func besideName(found []Entity, d *doc) {
	for i := range found {
		p := &found[i]
		if p.Kind != KindPostcode || p.Confidence > 0.9 {
			continue
		}
		at := tokenAt(d, p.Start)
		for _, o := range found {
			switch {
			case o.Kind == KindAddress && o.Start <= p.Start && p.End <= o.End:
				p.Confidence = 0.3
			case o.Kind == KindName && o.End <= p.Start && at-tokenAt(d, o.End) <= 4 && !strings.ContainsAny(d.raw[o.End:p.Start], "#№?"):
				p.Confidence = max(p.Confidence, 0.8)
			}
		}
		if p.Confidence == 0.4 && livesBefore(d, at) {
			p.Confidence = 0.8
		}
	}
}

// livesBefore: "I live in Denver, 80280", «мешкаю у Львові, 79000».
func livesBefore(d *doc, at int) bool {
	for j := max(0, at-6); j < at; j++ {
		switch d.word(j) {
		case "live", "living", "lives", "based", "located", "мешкаю", "проживаю", "живу":
			return true
		}
	}
	return false
}
