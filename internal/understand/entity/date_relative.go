package entity

import "time"

// relativeDay reads «завтра», "the day after tomorrow".
func relativeDay(d *doc, i int) (days, to int, confidence float64) {
	if n, ok := relativeDays[d.word(i)]; ok {
		return n, i, 0.97
	}
	if w := d.word(i); (w == "після" || w == "после") && d.word(i+1) == "завтра" {
		return 2, i + 1, 0.9
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
		if sundays[d.word(i+1)] {
			return 7, i + 1, unclear // through Sunday, or in a week
		}
		if n, to, ok := span(d, i+1); ok {
			if n%7 == 0 {
				if _, last, ok := onWeekday(d, to+1); ok {
					return n, last, unclear // which week that is counted from, is not said
				}
			}
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
			case "from":
				if days, known := relativeDays[d.word(to+2)]; known {
					return n + days, to + 2, 0.9
				}
				if d.word(to+2) == "now" {
					return n, to + 2, 0.9
				}
				if wd, known := weekdays[d.word(to+2)]; known {
					return n + daysAhead(d, wd), to + 2, unclear
				}
			}
		}
	}
	return 0, i, 0
}

// span reads a number of days or weeks in days: «три дні», "a week", «тиждень».
func span(d *doc, i int) (days, to int, ok bool) {
	n, to := 1, i-1
	if q, found := tryQuantity(d, i); found {
		if !q.exact || q.value != float64(int(q.value)) || q.value < 1 || q.value > maxShift {
			return 0, i, false
		}
		n, to = int(q.value), q.to
	} else if d.word(i) == "a" || d.word(i) == "an" {
		to = i
	}
	unit := dayUnits[d.word(to+1)]
	if n > 1 && sundays[d.word(to+1)] {
		unit = 7 // через дві неділі: colloquially weeks; nobody counts Sundays
	}
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

// weekdayAt reads «у п'ятницю», "next Friday", «минулого вівторка», «у п'ятницю наступного тижня». Without a word of
// direction it is the coming one, which the speaker of "I ordered it on Monday" did not mean: hence the confidence.
func weekdayAt(d *doc, i int) (time.Time, int, float64) {
	now := today(d.ctx.Now)
	if everyWords[d.word(i-1)] {
		return time.Time{}, i, 0 // no day, but many
	}
	direction, known := directions[d.word(i)]
	if known && weekWords[d.word(i+1)] {
		if weekday, to, ok := onWeekday(d, i+2); ok {
			return ofWeek(now, weekday, direction), to, 0.9
		}
		return time.Time{}, i, 0
	}
	at := i
	if known {
		at++
	}
	weekday, ok := weekdays[d.word(at)]
	if !ok || known && !d.joined(i) {
		return time.Time{}, i, 0
	}
	if !known {
		if direction, to, ok := weekAfter(d, at+1); ok {
			return ofWeek(now, weekday, direction), to, 0.9
		}
	}
	ahead := daysAhead(d, weekday)
	switch {
	case !known && ahead == 0:
		return now, at, 0.5
	case !known:
		return now.AddDate(0, 0, ahead), at, 0.7
	case direction == 0: // of this week
		return ofWeek(now, weekday, 0), at, 0.85
	case direction < 0:
		back := (int(now.Weekday()) - int(weekday) + 7) % 7
		if back == 0 {
			back = 7
		}
		return now.AddDate(0, 0, -back), at, 0.85
	}
	if ahead == 0 {
		ahead = 7
	}
	next := ofWeek(now, weekday, 1)
	if next.Equal(now.AddDate(0, 0, ahead)) {
		return next, at, 0.9
	}
	return next, at, unclear // of next week; others mean the coming one
}

func daysAhead(d *doc, weekday time.Weekday) int {
	return (int(weekday) - int(today(d.ctx.Now).Weekday()) + 7) % 7
}

// ofWeek is a weekday of this week, the one after it or the one before.
func ofWeek(now time.Time, weekday time.Weekday, week int) time.Time {
	return now.AddDate(0, 0, 7*week+mondayBased(weekday)-mondayBased(now.Weekday()))
}

// onWeekday reads «у п'ятницю», "on Friday", "Friday" at token i.
func onWeekday(d *doc, i int) (weekday time.Weekday, to int, ok bool) {
	if atWords[d.word(i)] || d.word(i) == "on" {
		i++
	}
	weekday, ok = weekdays[d.word(i)]
	return weekday, i, ok
}

// weekAfter reads «наступного тижня», «на следующей неделе», "of next week" at token i.
func weekAfter(d *doc, i int) (direction, to int, ok bool) {
	switch d.word(i) {
	case "на", "of", "в", "у":
		i++
	}
	direction, ok = directions[d.word(i)]
	return direction, i + 1, ok && weekWords[d.word(i+1)]
}

func mondayBased(w time.Weekday) int { return (int(w) + 6) % 7 }
