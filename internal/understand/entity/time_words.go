package entity

import (
	"strconv"
	"strings"

	"github.com/rozmova/rozmova/internal/understand/normal"
)

var (
	atWords   = set("о|об|at|в|у|во")
	byWords   = set("до|після|после|after|by|before|around|біля|около|з|с|from|till|until|на")
	onWords   = set("у|в|на|on|завтра|сьогодні|сегодня|today|tomorrow|або|чи|или|or|і|и|and|до|to|по")
	soonWords = set("за|через|in")
	hourWords = set("годині|година|годину|години|годин|год|час|часа|часов|o'clock|oclock|hours")
)

// noonWords are hours; 24 is midnight. «Північ» is more often the north.
var noonWords = map[string]int{
	"опівдні": 12, "полудень": 12, "полдень": 12, "noon": 12, "midday": 12,
	"опівночі": 24, "полночь": 24, "midnight": 24,
}

var minuteUnits = map[string]float64{
	"хвилину": 1, "хвилини": 1, "хвилин": 1, "хв": 1, "минуту": 1, "минуты": 1, "минут": 1, "мин": 1, "minute": 1, "minutes": 1, "min": 1, "mins": 1,
	"годину": 60, "години": 60, "годин": 60, "год": 60, "час": 60, "часа": 60, "часов": 60, "hour": 60, "hours": 60, "hr": 60, "hrs": 60,
	"півгодини": 30, "півгодинки": 30, "полчаса": 30, "полчасика": 30,
	"годинку": 60, "часик": 60,
}

// halfOfDay is a word for a part of the day.
type halfOfDay uint8

const (
	morning halfOfDay = iota + 1
	afternoon
	evening
	night
	anteMeridiem
	postMeridiem
)

var partWords = map[string]halfOfDay{
	"ранку": morning, "утра": morning, "дня": afternoon, "вечора": evening, "вечера": evening, "ночі": night, "ночи": night,
	"вранці": morning, "зранку": morning, "утром": morning, "ввечері": evening, "увечері": evening, "вечором": evening, "вечером": evening,
	"вдень": afternoon, "удень": afternoon, "днем": afternoon, "вночі": night, "уночі": night, "ночью": night, "tonight": evening,
}

// of is the hour of the day that an hour of half a day is in this part of it; there is no eight in the night.
func (p halfOfDay) of(hour int) (int, bool) {
	hour %= 24
	switch p {
	case morning:
		return hour, hour >= 1 && hour <= 11
	case afternoon:
		if hour == 12 {
			return 12, true
		}
		return hour + 12, hour >= 1 && hour <= 6
	case evening:
		return hour + 12, hour >= 4 && hour <= 11
	case night:
		if hour == 12 {
			return 0, true
		}
		if hour >= 9 {
			return hour + 12, hour <= 11
		}
		return hour, hour >= 1 && hour <= 5
	case anteMeridiem:
		return hour % 12, hour >= 1 && hour <= 12
	case postMeridiem:
		return hour%12 + 12, hour >= 1 && hour <= 12
	}
	return hour, false
}

// partOfDay reads «вечора», "in the evening" at token i. Some of these words count days and nights as well («2 дня»,
// «3 ночі»), so that a number alone is no hour before them unless hour says that it is one. to is 0 when there is none.
func partOfDay(d *doc, i int, hour bool) (part halfOfDay, to int) {
	if i >= len(d.tokens) || !d.joined(i-1) && d.gap(i-1) != ", " {
		return 0, 0
	}
	w := d.word(i)
	if p, ok := partWords[w]; ok {
		if !hour && (w == "дня" || w == "ночі" || w == "ночи") {
			return 0, 0
		}
		return p, i
	}
	if w == "in" && d.word(i+1) == "the" {
		switch d.word(i + 2) {
		case "morning":
			return morning, i + 2
		case "afternoon":
			return afternoon, i + 2
		case "evening":
			return evening, i + 2
		}
	}
	if w == "at" && d.word(i+1) == "night" {
		return night, i + 1
	}
	return 0, 0
}

// halfWord reads "pm" and "p.m." at token i.
func halfWord(d *doc, i int) (half halfOfDay, to int) {
	switch d.word(i) {
	case "am":
		if d.joined(i) && d.word(i+1) == "i" {
			return 0, 0 // am I right
		}
		return anteMeridiem, i
	case "pm":
		return postMeridiem, i
	case "a", "p":
		if d.gap(i) == "." && d.word(i+1) == "m" {
			if d.word(i) == "a" {
				return anteMeridiem, i + 1
			}
			return postMeridiem, i + 1
		}
	}
	return 0, 0
}

// gluedHalf reads 5pm, and the 30pm of 5:30pm.
func gluedHalf(word string) (n int, half halfOfDay, ok bool) {
	head, isAM := strings.CutSuffix(word, "am")
	half = anteMeridiem
	if !isAM {
		var isPM bool
		if head, isPM = strings.CutSuffix(word, "pm"); !isPM {
			return 0, 0, false
		}
		half = postMeridiem
	}
	n, ok = upTo(head, 59, 2)
	return n, half, ok
}

func halved(c clock, half halfOfDay) (clock, bool) {
	hour, ok := half.of(c.hour)
	if !ok {
		return clock{}, false
	}
	c.hour, c.confidence = hour, 0.97
	return c, true
}

// hourAt reads a number of up to 24: 5, «п'ять», "five", «п'ятій», «шоста»; -1 when there is none.
func hourAt(d *doc, i int) (hour, to int, ordinal bool) {
	if i >= len(d.tokens) {
		return -1, i, false
	}
	t := d.tokens[i]
	switch t.Kind {
	case normal.Number:
		if n, ok := upTo(t.Text, 24, 2); ok {
			if d.gap(i) == "-" && (d.word(i+1) == "й" || d.word(i+1) == "ій" || d.word(i+1) == "та" || d.word(i+1) == "ї") { // о 17-й
				return n, i + 1, true
			}
			return n, i, false
		}
	case normal.Word:
		if n, to, ok := ordinalAt(d, i); ok > 0 && n >= 1 && n <= 24 && !strings.HasPrefix(d.word(i), "second") {
			return n, to, true
		}
		if q, ok := wordsAt(d, i); ok && q.value == float64(int(q.value)) && q.value <= 24 {
			return int(q.value), q.to, false
		}
	}
	return -1, i, false
}

// pastOrTo reads «пів на шосту», «чверть по п'ятій», «за десять шоста», «без четверти шесть», «полшестого», "half past
// five", "ten to six".
func pastOrTo(d *doc, i int) (clock, bool) {
	w := d.word(i)
	if rest, ok := strings.CutPrefix(w, "пол"); ok { // полшестого
		if n := ordinalWords[rest]; n >= 1 && n <= 12 && strings.HasSuffix(rest, "го") {
			return halfTo(n, i), true
		}
	}
	before := w == "за" || w == "без" // за десять шоста
	at := i
	if before {
		at++
	}
	minute, to := minutesAt(d, at)
	if minute == 0 {
		return clock{}, false
	}
	next := to + 1
	link := d.word(next)
	if link == "хвилин" || link == "минут" || link == "minutes" {
		next++
		link = d.word(next)
	}
	if before {
		n, last, ordinal := hourAt(d, next)
		if n < 1 || n > 12 || w == "за" && !ordinal {
			return clock{}, false
		}
		return clock{hour: (n + 11) % 12, minute: 60 - minute, half: true, to: last, confidence: 0.9}.noon(), true
	}
	switch link {
	case "на": // пів на шосту, десять на шосту
		if n, last, ordinal := hourAt(d, next+1); ordinal && n >= 1 && n <= 12 {
			return clock{hour: (n + 11) % 12, minute: minute, half: true, to: last, confidence: 0.9}.noon(), true
		}
	case "по", "past": // чверть по п'ятій
		if n, last, ordinal := hourAt(d, next+1); (ordinal || link == "past") && n >= 1 && n <= 12 {
			return clock{hour: n % 12, minute: minute, half: true, to: last, confidence: 0.9}.noon(), true
		}
	case "to":
		if n, last, _ := hourAt(d, next+1); n >= 1 && n <= 12 && (minute == 15 || d.word(at-1) == "at" || minute%5 == 0 && d.endsAt(last)) && d.tokens[at].Kind == normal.Word {
			return clock{hour: (n + 11) % 12, minute: 60 - minute, half: true, to: last, confidence: 0.9}.noon(), true
		}
	default: // пів шостої, половина шестого, четверть шестого
		if n, last, ordinal := hourAt(d, next); ordinal && n >= 1 && n <= 12 && (minute == 30 || minute == 15) && genitive(d.word(next)) {
			return clock{hour: (n + 11) % 12, minute: minute, half: true, to: last, confidence: 0.9}.noon(), true
		}
	}
	return clock{}, false
}

func halfTo(n, to int) clock {
	return clock{hour: (n + 11) % 12, minute: 30, half: true, to: to, confidence: 0.9}.noon()
}

// noon: half past twelve is meant by day, if nobody says night.
func (c clock) noon() clock {
	if c.hour == 0 {
		c.hour, c.half = 12, false
	}
	return c
}

func genitive(word string) bool {
	return strings.HasSuffix(word, "ої") || strings.HasSuffix(word, "го")
}

// minutesAt reads «пів», «половина», «чверть», "half", "quarter", "a quarter", and numbers of minutes; 0 when there is none.
func minutesAt(d *doc, i int) (minute, to int) {
	switch d.word(i) {
	case "пів", "половина", "половині", "половину", "половине", "half":
		return 30, i
	case "чверть", "чверті", "четверть", "четверти", "quarter":
		return 15, i
	case "a":
		if d.word(i+1) == "quarter" {
			return 15, i + 1
		}
	}
	if q, ok := tryQuantity(d, i); ok && q.value == float64(int(q.value)) && q.value >= 1 && q.value < 60 {
		return int(q.value), q.to
	}
	return 0, i
}

// upTo reads a number of at most so many digits that is not above most.
func upTo(s string, most, digits int) (int, bool) {
	if !allDigits(s) || len(s) > digits {
		return 0, false
	}
	n, _ := strconv.Atoi(s)
	return n, n <= most
}

// dotted reads 17.30.
func dotted(s string) (hour, minute int, ok bool) {
	h, m, found := strings.Cut(s, ".")
	if !found || len(m) != 2 {
		return 0, 0, false
	}
	hour, ok1 := upTo(h, 23, 2)
	minute, ok2 := upTo(m, 59, 2)
	return hour, minute, ok1 && ok2
}
