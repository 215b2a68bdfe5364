package entity

import (
	"regexp"
	"strconv"
	"strings"
	"time"

	"github.com/rozmova/rozmova/internal/understand/normal"
)

const isoDate = "2006-01-02"

// findDates reads dates that name a day. Weeks and months («наступного тижня») are not days, and are left out.
func findDates(found []Entity, d *doc) []Entity {
	if d.digits {
		found = numericDates(found, d)
	}
	for i := 0; i < len(d.tokens); {
		day, to, confidence := dateAt(d, i)
		if confidence == 0 {
			i++
			continue
		}
		found = append(found, d.span(KindDate, i, to, day.Format(isoDate), confidence))
		i = to + 1
	}
	return found
}

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
		return day, 0.5 // may be a price or a time
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
func (e Entity) Unclear() bool { return e.Kind == KindDate && e.Confidence == unclear }

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

// date checks what time.Date would quietly correct: there is no 31 February.
func date(year, month, day int) (time.Time, bool) {
	if year < 1900 || year > 2200 || month < 1 || month > 12 || day < 1 || day > 31 {
		return time.Time{}, false
	}
	t := time.Date(year, time.Month(month), day, 0, 0, 0, 0, time.UTC)
	return t, t.Day() == day
}

// nearest is the day and month in the year that lies closest to now.
func nearest(now time.Time, month time.Month, day int) (time.Time, bool) {
	if now.IsZero() {
		return time.Time{}, false
	}
	best, found := time.Time{}, false
	for y := now.Year() - 1; y <= now.Year()+1; y++ {
		t, ok := date(y, int(month), day)
		if ok && (!found || distance(t, now) < distance(best, now)) {
			best, found = t, true
		}
	}
	return best, found
}

func distance(t, now time.Time) time.Duration { return t.Sub(today(now)).Abs() }

// today is midnight of now's calendar day, in UTC so that days can be added without daylight saving.
func today(now time.Time) time.Time {
	y, m, d := now.Date()
	return time.Date(y, m, d, 0, 0, 0, 0, time.UTC)
}

// dateAt reads a date in words at token i. confidence is 0 when there is none.
func dateAt(d *doc, i int) (day time.Time, to int, confidence float64) {
	if day, to, confidence = dayOfMonth(d, i); confidence > 0 {
		return day, to, confidence
	}
	if d.ctx.Now.IsZero() || d.tokens[i].Kind == normal.Emoji {
		return time.Time{}, i, 0
	}
	for _, read := range [](func(*doc, int) (int, int, float64)){relativeDay, shifted} {
		if days, to, confidence := read(d, i); confidence > 0 {
			return today(d.ctx.Now).AddDate(0, 0, days), to, confidence
		}
	}
	return weekdayAt(d, i)
}

// dayOfMonth reads «15 березня», «15-го березня 2025 року», «перше березня», "March 15, 2025", "15th of March".
func dayOfMonth(d *doc, i int) (time.Time, int, float64) {
	month, day, to := 0, 0, i
	if n, end := dayNumber(d, i); n > 0 {
		next := end + 1
		if d.word(next) == "of" {
			next++
		}
		if m := monthNames[d.word(next)]; m > 0 && d.joined(end) {
			day, month, to = n, m, next
		} else if w := d.word(end + 1); (w == "числа" || w == "число") && !d.ctx.Now.IsZero() {
			return nextDay(d.ctx.Now, n), end + 1, 0.6
		}
	} else if m := monthNames[d.word(i)]; m > 0 {
		next := i + 1
		if d.word(next) == "the" {
			next++
		}
		if n, end := dayNumber(d, next); n > 0 && d.joined(i) && englishMonth(d.word(i)) {
			day, month, to = n, m, end
		}
	}
	if month == 0 {
		return time.Time{}, i, 0
	}
	if y, end := yearAt(d, to+1); y > 0 {
		t, ok := date(y, month, day)
		if !ok {
			return time.Time{}, i, 0
		}
		return t, end, 0.97
	}
	t, ok := nearest(d.ctx.Now, time.Month(month), day)
	switch {
	case !ok:
		return time.Time{}, i, 0
	case distance(t, d.ctx.Now) > 150*24*time.Hour:
		return t, to, 0.6 // this year or last: not clear
	}
	return t, to, 0.85
}

// dayNumber reads a day of the month: 15, 15th, «15-го», «п'ятнадцяте». n is 0 when there is none.
func dayNumber(d *doc, i int) (n, to int) {
	if i < 0 || i >= len(d.tokens) {
		return 0, i
	}
	if n, to, _ := ordinalAt(d, i); n > 0 && n <= 31 && d.word(i)[0] != '#' {
		return n, to
	}
	t := d.tokens[i]
	if t.Kind == normal.Number && len(t.Text) <= 2 {
		if v, err := strconv.Atoi(t.Text); err == nil && v >= 1 && v <= 31 {
			return v, i
		}
	}
	return 0, i
}

func yearAt(d *doc, i int) (year, to int) {
	if w := d.word(i); len(w) == 4 && allDigits(w) {
		if y, _ := strconv.Atoi(w); y >= 1900 && y <= 2200 {
			switch d.word(i + 1) {
			case "року", "рік", "года", "р", "г":
				return y, i + 1
			}
			return y, i
		}
	}
	return 0, i
}

// nextDay is the next day with that number, today included.
func nextDay(now time.Time, n int) time.Time {
	t := today(now)
	for t.Day() != n {
		t = t.AddDate(0, 0, 1)
	}
	return t
}

// relativeDay reads «завтра», "the day after tomorrow".
func relativeDay(d *doc, i int) (days, to int, confidence float64) {
	if n, ok := relativeDays[d.word(i)]; ok {
		return n, i, 0.97
	}
	if d.word(i) == "day" {
		switch {
		case d.word(i+1) == "after" && d.word(i+2) == "tomorrow":
			return 2, i + 2, 0.97
		case d.word(i+1) == "before" && d.word(i+2) == "yesterday":
			return -2, i + 2, 0.97
		}
	}
	return 0, i, 0
}

// maxShift is how far "in N days" is believed.
const maxShift = 3660

// shifted reads «через три дні», "in a week", «два тижні тому», "10 days ago".
func shifted(d *doc, i int) (days, to int, confidence float64) {
	switch d.word(i) {
	case "через", "за", "in":
		if n, to, ok := span(d, i+1); ok {
			confidence = 0.9
			if d.word(i) == "за" {
				if w := d.word(to + 1); w == "до" { // за три дні до …
					return 0, i, 0
				}
				confidence = 0.5 // «за три дні» is more often a duration
			}
			return n, to, confidence
		}
	default:
		if n, to, ok := span(d, i); ok {
			switch d.word(to + 1) {
			case "тому", "назад", "ago":
				return -n, to + 1, 0.9
			}
		}
	}
	return 0, i, 0
}

// span reads a number of days or weeks in days: «три дні», "a week", «тиждень».
func span(d *doc, i int) (days, to int, ok bool) {
	n, to := 1, i-1
	if q, found := tryQuantity(d, i); found {
		if q.value != float64(int(q.value)) || q.value < 1 || q.value > maxShift {
			return 0, i, false
		}
		n, to = int(q.value), q.to
	} else if d.word(i) == "a" || d.word(i) == "an" {
		to = i
	}
	unit := dayUnits[d.word(to+1)]
	if unit == 0 || n*unit > maxShift {
		return 0, i, false
	}
	return n * unit, to + 1, true
}

func tryQuantity(d *doc, i int) (quantity, bool) {
	if i < 0 || i >= len(d.tokens) {
		return quantity{}, false
	}
	return quantityAt(d, i)
}

// weekdayAt reads «у п'ятницю», "next Friday", «минулого вівторка». Without a word of direction it is the coming
// one, which the speaker of "I ordered it on Monday" did not mean: hence the confidence.
func weekdayAt(d *doc, i int) (time.Time, int, float64) {
	direction, known := directions[d.word(i)]
	at := i
	if known {
		at++
	}
	weekday, ok := weekdays[d.word(at)]
	if !ok || known && !d.joined(i) {
		return time.Time{}, i, 0
	}
	now := today(d.ctx.Now)
	ahead := (int(weekday) - int(now.Weekday()) + 7) % 7
	switch {
	case !known && ahead == 0:
		return now, at, 0.5
	case !known:
		return now.AddDate(0, 0, ahead), at, 0.7
	case direction == 0: // of this week
		return now.AddDate(0, 0, mondayBased(weekday)-mondayBased(now.Weekday())), at, 0.85
	case direction < 0:
		back := (int(now.Weekday()) - int(weekday) + 7) % 7
		if back == 0 {
			back = 7
		}
		return now.AddDate(0, 0, -back), at, 0.85
	default: // of next week; some mean the coming one
		return now.AddDate(0, 0, 7+mondayBased(weekday)-mondayBased(now.Weekday())), at, 0.6
	}
}

func mondayBased(w time.Weekday) int { return (int(w) + 6) % 7 }
