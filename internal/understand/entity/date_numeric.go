package entity

import (
	"regexp"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/rozmova/rozmova/internal/understand/normal"
)

var (
	yearFirst = regexp.MustCompile(`(\d{4})[-./](\d{1,2})[-./](\d{1,2})`)
	dayFirst  = regexp.MustCompile(`(\d{1,2})([-./])(\d{1,2})(?:([-./])(\d{4}|\d{2}))?`)
)

func numericDates(found []Entity, d *doc) []Entity {
	text := d.plain.Text
	for _, m := range yearFirst.FindAllStringSubmatchIndex(text, maxMatches) {
		if partOfLonger(text, m[0], m[1]) {
			continue
		}
		if day, ok := date(number(text, m, 1), number(text, m, 2), number(text, m, 3)); ok {
			start, end := d.plain.Span(m[0], m[1])
			found = append(found, d.entity(KindDate, start, end, day.Format(isoDate), 0.98))
		}
	}
	for _, m := range dayFirst.FindAllStringSubmatchIndex(text, maxMatches) {
		if partOfLonger(text, m[0], m[1]) {
			continue
		}
		day, confidence := dayMonth(d, m)
		if confidence > 0 {
			start, end := d.plain.Span(m[0], m[1])
			found = append(found, d.entity(KindDate, start, end, day.Format(isoDate), confidence))
		}
	}
	return found
}

// dayMonth reads 15.03.2025, 15/03 and 15-03-25, the day first as in Europe. Written with slashes in English it
// may be the American order; where both readings exist the confidence says so.
func dayMonth(d *doc, m []int) (time.Time, float64) {
	text := d.plain.Text
	separator := text[m[4]:m[5]]
	a, b := number(text, m, 1), number(text, m, 3)
	if m[10] < 0 { // no year
		if separator == "-" || m[7]-m[6] != 2 {
			return time.Time{}, 0 // 2-3 days; 1.5
		}
		day, ok := nearest(d.ctx.Now, time.Month(b), a)
		if !ok {
			return time.Time{}, 0
		}
		switch before := wordBefore(text, m[0]); {
		case versioned[before]:
			return time.Time{}, 0
		case before == "о" || before == "об" || before == "at":
			return time.Time{}, 0 // о 12.05
		case atWords[before] && separator == "." && a < 24:
			return day, unclear // «в 12.05» is a day for some and a time for others
		}
		return day, 0.5 // may be a price
	}
	if text[m[8]:m[9]] != separator {
		return time.Time{}, 0
	}
	year, confidence := number(text, m, 5), 0.95
	if year < 100 {
		if m[3]-m[2] != 2 || m[7]-m[6] != 2 {
			return time.Time{}, 0 // 1.02.03 is a version
		}
		year = fullYear(year, d.ctx.Now)
		confidence = 0.8
	}
	european, ok1 := date(year, b, a)
	american, ok2 := date(year, a, b)
	switch {
	case ok1 && ok2 && a != b && separator == "/":
		if d.slashedDayFirst() {
			return european, 0.85
		}
		return european, unclear
	case ok1:
		return european, confidence
	case ok2 && separator == "/":
		return american, 0.8
	}
	return time.Time{}, 0
}

// unclear is how sure a reading is that a question must settle: 06/07/1985 is June for some and July for others.
const unclear = 0.45

// Unclear says that the words have a second reading that is as good, so that whoever asked should ask again.
func (e Entity) Unclear() bool {
	return (e.Kind == KindDate || e.Kind == KindTime) && e.Confidence == unclear
}

// slashedDayFirst: whoever writes in Cyrillic puts the day first, whatever the mark between.
func (d *doc) slashedDayFirst() bool {
	for _, t := range d.tokens {
		if t.Kind == normal.Word && t.Text[0] >= 0x80 {
			return true
		}
	}
	return d.ctx.Lang == "uk" || d.ctx.Lang == "ru"
}

// fullYear: a year of two digits lies in the past, or a few years ahead.
func fullYear(year int, now time.Time) int {
	year += 2000
	if !now.IsZero() && year > now.Year()+20 {
		year -= 100
	}
	return year
}

func number(text string, m []int, group int) int {
	v, _ := strconv.Atoi(text[m[2*group]:m[2*group+1]])
	return v
}

// partOfLonger says that the digits go on, as in a version, an address or a phone number.
func partOfLonger(text string, start, end int) bool {
	for _, year := range []string{"р", "г"} { // 12.05.2025р.
		after, ok := strings.CutPrefix(text[end:], year)
		if next, _ := utf8.DecodeRuneInString(after); ok && !wordy(next) {
			end += len(year)
			break
		}
	}
	if insideWord(text, start, end) {
		return true
	}
	goesOn := func(s string) bool {
		return len(s) >= 2 && strings.IndexByte("-./+:,", s[0]) >= 0 && isDigit(s[1])
	}
	if goesOn(text[end:]) {
		return true
	}
	return start >= 2 && strings.IndexByte("-./:,", text[start-1]) >= 0 && isDigit(text[start-2]) ||
		start >= 1 && text[start-1] == '+'
}

var versioned = set("version|ver|v|версія|версії|версію|версия|версии|версию|ios|android|windows|ubuntu")

// wordBefore is the word that stands right before the byte at of text.
func wordBefore(text string, at int) string {
	text = strings.TrimRight(text[:at], " ")
	return strings.ToLower(text[strings.LastIndexByte(text, ' ')+1:])
}
