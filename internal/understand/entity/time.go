package entity

import (
	"fmt"
	"strings"
	"time"

	"github.com/rozmova/rozmova/internal/understand/normal"
)

// clock is a time of day as it was said. Said with the hours of half a day and no word of which half, it is two times.
type clock struct {
	hour, minute int
	half         bool // the hour may be twelve more
	to           int  // last token
	confidence   float64
}

// findTimes reads times of day: "17:30", «о пів на шосту», "at 5 pm", «за годину». «О п'ятій» is five in the morning or
// in the afternoon: both are returned, and both are Unclear.
func findTimes(found []Entity, d *doc) []Entity {
	for i := 0; i < len(d.tokens); {
		if days, c, ok := later(d, i); ok {
			found = append(found, d.span(KindTime, i, c.to, c.text(0), c.confidence))
			if days > 0 {
				found = append(found, d.span(KindDate, i, c.to, today(d.ctx.Now).AddDate(0, 0, days).Format(isoDate), c.confidence))
			}
			i = c.to + 1
			continue
		}
		from, c, ok := clockAt(d, i)
		if !ok {
			i++
			continue
		}
		if c.half {
			found = append(found, d.span(KindTime, from, c.to, c.text(0), unclear), d.span(KindTime, from, c.to, c.text(12), unclear))
		} else {
			found = append(found, d.span(KindTime, from, c.to, c.text(0), c.confidence))
		}
		i = c.to + 1
	}
	return found
}

func (c clock) text(more int) string {
	return fmt.Sprintf("%02d:%02d", (c.hour+more)%24, c.minute)
}

// clockAt reads a time of day that begins at token i; from is where its own words begin, behind «о» and "at".
func clockAt(d *doc, i int) (from int, c clock, ok bool) {
	if n := noonWords[d.word(i)]; n > 0 {
		return i, clock{hour: n % 24, to: i, confidence: 0.9}, true
	}
	strong, weak := atWords[d.word(i)], byWords[d.word(i)]
	from = i
	if strong || weak {
		from = i + 1
		if d.word(from) == "the" || !d.joined(i) {
			return i, clock{}, false
		}
	}
	if c, ok = pastOrTo(d, from); !ok {
		c, ok = hours(d, from, strong)
	}
	if !ok {
		return i, clock{}, false
	}
	if half, to := partOfDay(d, c.to+1, strong || weak || c.minute > 0); to > 0 {
		if c.half {
			if c.hour, ok = half.of(c.hour); !ok {
				return i, clock{}, false
			}
		}
		c.half, c.to, c.confidence = false, to, 0.95
		return from, c, true
	}
	if c.confidence == 0 {
		return i, clock{}, false // a bare number
	}
	return from, c, true
}

// hours reads "17:30", "5pm", «п'ятій», «17 годині». A bare number counts only after «о» and "at", and only when
// nothing that could be counted follows.
func hours(d *doc, i int, asked bool) (clock, bool) {
	if c, ok := digitalClock(d, i); ok {
		return c, true
	}
	hour, to, ordinal := hourAt(d, i)
	if hour < 0 {
		return clock{}, false
	}
	c := clock{hour: hour, to: to, half: hour >= 1 && hour <= 12}
	switch w := d.word(to + 1); {
	case d.joined(to) && hourWords[w] && (asked || ordinal || w == "o'clock"):
		c.to, c.confidence = to+1, 0.9
	case asked && ordinal && hour <= 24, asked && d.endsAt(to):
		c.confidence = 0.8
	}
	if c.hour == 12 && c.half && c.confidence > 0 {
		c.half, c.confidence = false, 0.8 // at twelve: nobody delivers at midnight
	}
	c.hour %= 24
	return c, true
}

// endsAt: behind token i nothing is counted. «О 5», «о 5, будь ласка», «в 5 завтра», but not «в 5 магазинах».
func (d *doc) endsAt(i int) bool {
	if !d.joined(i) {
		return !strings.HasPrefix(d.gap(i), ":")
	}
	w := d.word(i + 1)
	_, day := relativeDays[w]
	_, weekday := weekdays[w]
	return day || weekday || onWords[w] || w == "please" || w == "будь" || w == "пожалуйста"
}

// digitalClock reads 17:30, 17.30 after «о», 5:30 pm, 5pm.
func digitalClock(d *doc, i int) (clock, bool) {
	if i >= len(d.tokens) {
		return clock{}, false
	}
	t := d.tokens[i]
	if t.Kind == normal.Code {
		if n, half, ok := gluedHalf(t.Text); ok {
			return halved(clock{hour: n, to: i}, half)
		}
		return clock{}, false
	}
	if t.Kind != normal.Number {
		return clock{}, false
	}
	hour, minute, to := -1, 0, i
	if h, m, ok := dotted(t.Text); ok && atWords[d.word(i-1)] {
		hour, minute = h, m
	} else if h, ok := upTo(t.Text, 24, 2); ok {
		hour = h
		if d.gap(i) == ":" {
			if next := d.tokens[i+1]; next.Kind == normal.Code { // 5:30pm
				m, half, ok := gluedHalf(next.Text)
				if !ok || m > 59 || len(next.Text) != 4 {
					return clock{}, false
				}
				return halved(clock{hour: h, minute: m, to: i + 1}, half)
			}
			m, ok := upTo(d.word(i+1), 59, 2)
			if !ok || len(d.word(i+1)) != 2 || d.gap(i+1) == ":" || i > 0 && d.gap(i-1) == ":" {
				return clock{}, false
			}
			minute, to = m, i+1
		}
	}
	if hour < 0 || hour == 24 && minute > 0 {
		return clock{}, false
	}
	if half, at := halfWord(d, to+1); at > 0 {
		return halved(clock{hour: hour, minute: minute, to: at}, half)
	}
	if to == i && minute == 0 && len(t.Text) <= 2 {
		return clock{}, false // a bare number is not for this function
	}
	c := clock{hour: hour % 24, minute: minute, to: to, confidence: 0.95}
	// With a colon the day has 24 hours for all but those who write English, and even so nobody expects a courier
	// at «5:30».
	c.half = t.Text[0] != '0' && hour >= 1 && (hour <= 7 || hour <= 12 && d.english())
	if hour == 12 {
		c.half = false
	}
	return c, true
}

func (d *doc) english() bool { return !d.slashedDayFirst() }

// later reads «за годину», "in 20 minutes", «через півтори години»: how many days on, and when.
func later(d *doc, i int) (days int, c clock, ok bool) {
	if d.ctx.Now.IsZero() || !soonWords[d.word(i)] {
		return 0, clock{}, false
	}
	minutes, to := 0.0, 0
	switch q, found := tryQuantity(d, i+1); {
	case found:
		unit := minuteUnits[d.word(q.to+1)]
		minutes, to = q.value*unit, q.to+1
		if unit == 0 && q.value == 0.5 && (d.word(q.to+1) == "an" || d.word(q.to+1) == "a") { // half an hour
			minutes, to = q.value*minuteUnits[d.word(q.to+2)], q.to+2
		}
	case d.word(i+1) == "a" || d.word(i+1) == "an":
		minutes, to = minuteUnits[d.word(i+2)], i+2
		if minutes == 60 && d.word(i+3) == "and" && d.word(i+4) == "a" && d.word(i+5) == "half" {
			minutes, to = 90, i+5
		}
	default:
		minutes, to = minuteUnits[d.word(i+1)], i+1
	}
	const farthest = 48 * 60
	if minutes < 1 || minutes > farthest {
		return 0, clock{}, false
	}
	if w := d.word(to + 1); w == "до" || w == "before" {
		return 0, clock{}, false // за годину до доставки
	}
	at := d.ctx.Now.Add(time.Duration(minutes * float64(time.Minute)))
	days = int(today(at).Sub(today(d.ctx.Now)).Hours()+1) / 24
	c = clock{hour: at.Hour(), minute: at.Minute(), to: to, confidence: 0.9}
	if d.word(i) == "за" {
		c.confidence = 0.6 // or within the hour
	}
	return days, c, true
}
