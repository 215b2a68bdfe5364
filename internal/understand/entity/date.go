package entity

import (
	"sort"
	"strconv"
	"strings"
	"time"

	"github.com/rozmova/rozmova/internal/understand/normal"
)

const isoDate = "2006-01-02"

// findDates reads dates that name a day. Weeks and months («наступного тижня») are not days, and are left out.
func findDates(found []Entity, d *doc) []Entity {
	before := len(found)
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
	eitherOr(found[before:], d)
	return found
}

// eitherOr makes «у понеділок або у вівторок» unclear: one of the two was meant, or any.
func eitherOr(dates []Entity, d *doc) {
	sort.SliceStable(dates, func(i, j int) bool { return dates[i].Start < dates[j].Start })
	for i := 1; i < len(dates); i++ {
		if a, b := &dates[i-1], &dates[i]; a.End <= b.Start && choiceWords[strings.Trim(strings.ToLower(d.raw[a.End:b.Start]), " ,?")] {
			a.Confidence, b.Confidence = unclear, unclear
		}
	}
}

var choiceWords = set("або|чи|або в|або у|чи в|чи у|або на|чи на|або краще|или|или в|или во|или на|or|or on|or maybe|/")

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
	if n, end := dayNumber(d, i); n > 0 && !endsRange(d, i) {
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
		if n, end := dayNumber(d, next); n > 0 && (d.joined(i) || d.gap(i) == ". ") && englishMonth(d.word(i)) {
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

// endsRange says that the number at token i is the second one of «5–7 березня», «з 5 по 7 березня», «5 або 6 березня»:
// which day is meant, the first, the last or any, the words alone do not say.
func endsRange(d *doc, i int) bool {
	at := i - 1
	if rangeWords[d.word(at)] {
		at--
	} else if !strings.ContainsAny(d.gap(at), "-–—/") {
		return false
	}
	n, _ := 0, 0
	if at >= 0 {
		if n, _ = dayNumber(d, at); n == 0 && at > 0 {
			n, _ = dayNumber(d, at-1) // 5-го
		}
	}
	return n > 0
}

var rangeWords = set("по|до|to|till|until|through|або|чи|или|or|та|і|й|и|and")

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
