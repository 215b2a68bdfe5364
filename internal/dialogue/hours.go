package dialogue

import (
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/rozmova/rozmova/internal/conversation"
)

// Hours are the times at which people answer, in the company's own time zone.
type Hours struct {
	zone     *time.Location
	days     [7][]opening // by time.Weekday, in order
	holidays map[string]bool
}

// opening is a stretch of a day, in minutes since midnight.
type opening struct{ from, to int }

var weekdays = []string{"sun", "mon", "tue", "wed", "thu", "fri", "sat"}

// parseHours reads
//
//	hours: {timezone: Europe/Kyiv, weekdays: "09:00-20:00", sat: "10:00-18:00", sun: closed, holidays: [2026-01-01]}
//
// A day is closed, one stretch or a list of them.
func parseHours(n node) *Hours {
	h := &Hours{zone: time.UTC, holidays: map[string]bool{}}
	given := n.only(append([]string{"timezone", "weekdays", "weekend", "holidays"}, weekdays...)...)
	for day, name := range weekdays {
		group := "weekdays"
		if day == int(time.Sunday) || day == int(time.Saturday) {
			group = "weekend"
		}
		if v, ok := given[name]; ok {
			h.days[day] = parseOpenings(v)
		} else if v, ok := given[group]; ok {
			h.days[day] = parseOpenings(v)
		}
	}
	if v, ok := given["timezone"]; ok {
		zone, err := time.LoadLocation(v.str())
		if err != nil || v.str() == "" || v.str() == "Local" {
			v.fail("unknown time zone %q; expected a name such as Europe/Kyiv", v.str())
		} else {
			h.zone = zone
		}
	} else {
		n.fail("hours need a timezone: timezone: Europe/Kyiv")
	}
	if v, ok := given["holidays"]; ok {
		for _, d := range v.items() {
			if _, err := time.Parse(time.DateOnly, d.str()); err != nil {
				d.fail("expected a date such as 2026-01-01, found %q", d.str())
			}
			h.holidays[d.str()] = true
		}
	}
	return h
}

func parseOpenings(n node) []opening {
	if n.isScalar() && n.str() == "closed" {
		return nil
	}
	var out []opening
	for _, s := range n.strs() {
		from, to, ok := strings.Cut(s, "-")
		a, okA := minutes(from)
		b, okB := minutes(to)
		if !ok || !okA || !okB || a >= b {
			n.fail("expected closed or a stretch such as \"09:00-20:00\", found %q", s)
			continue
		}
		out = append(out, opening{a, b})
	}
	slices.SortFunc(out, func(a, b opening) int { return a.from - b.from })
	return out
}

func minutes(s string) (int, bool) {
	h, m, ok := strings.Cut(strings.TrimSpace(s), ":")
	hour, err1 := strconv.Atoi(h)
	minute, err2 := strconv.Atoi(m)
	return hour*60 + minute, ok && err1 == nil && err2 == nil && len(m) == 2 && hour >= 0 && hour <= 24 && minute >= 0 && minute < 60 && hour*60+minute <= 24*60
}

// open says whether people answer at a time. A nil Hours is open always.
func (h *Hours) open(at time.Time) bool {
	if h == nil {
		return true
	}
	at = at.In(h.zone)
	now := at.Hour()*60 + at.Minute()
	for _, o := range h.on(at) {
		if now >= o.from && now < o.to {
			return true
		}
	}
	return false
}

func (h *Hours) on(day time.Time) []opening {
	if h.holidays[day.Format(time.DateOnly)] {
		return nil
	}
	return h.days[day.Weekday()]
}

// farthest ahead that the next opening is looked for.
const farthest = 31

// opens is when people answer next.
func (h *Hours) opens(at time.Time) (time.Time, bool) {
	at = at.In(h.zone)
	for d := range farthest {
		day := time.Date(at.Year(), at.Month(), at.Day()+d, 0, 0, 0, 0, h.zone)
		for _, o := range h.on(day) {
			t := time.Date(day.Year(), day.Month(), day.Day(), 0, o.from, 0, 0, h.zone)
			if t.After(at) {
				return t, true
			}
		}
	}
	return time.Time{}, false
}

// opening tells a pattern when people answer: open; else opens (a date), time
// ("09:00") and day (today, tomorrow or later). wait_seconds is how long the
// customer is expected to go on waiting, null when that is not known.
func (m *machine) opening() map[string]conversation.Value {
	open := m.pb.Hours.open(m.in.At)
	data := map[string]conversation.Value{"open": open, "opens": "", "time": "", "day": "", "wait_seconds": nil}
	if open {
		if left := m.waitLeft(); left > 0 {
			data["wait_seconds"] = float64(left)
		}
		return data
	}
	at := m.in.At.In(m.pb.Hours.zone)
	next, ok := m.pb.Hours.opens(m.in.At)
	if !ok {
		return data
	}
	data["opens"], data["time"] = next.Format(time.DateOnly), next.Format("15:04")
	switch next.Format(time.DateOnly) {
	case at.Format(time.DateOnly):
		data["day"] = "today"
	case at.AddDate(0, 0, 1).Format(time.DateOnly):
		data["day"] = "tomorrow"
	default:
		data["day"] = "later"
	}
	return data
}
