package tau2test

import (
	"regexp"
	"strconv"
	"strings"
	"testing"
)

var (
	numeral   = regexp.MustCompile(`\d+(?:[.,]\d+)*`)
	thousands = regexp.MustCompile(`(\d)[ \x{00a0}\x{202f},'](\d{3})\b`)
)

// told says whether a fact is in what was said, however it was written: 1,234.5
// is 1234.50 and 1 234,50.
func told(said, fact string) bool {
	want, err := strconv.ParseFloat(fact, 64)
	if err != nil || len(fact) > 9 { // a tracking number is a word
		return strings.Contains(plain(said), plain(fact))
	}
	for {
		joined := thousands.ReplaceAllString(said, "$1$2")
		if joined == said {
			break
		}
		said = joined
	}
	for _, n := range numeral.FindAllString(said, -1) {
		got, err := strconv.ParseFloat(strings.ReplaceAll(n, ",", "."), 64)
		if err == nil && got > want-0.001 && got < want+0.001 {
			return true
		}
	}
	return false
}

func plain(s string) string {
	s = strings.Map(func(r rune) rune {
		if r == '-' || r == '\u00a0' || r == '\u202f' {
			return ' '
		}
		return r
	}, strings.ToLower(s))
	return strings.Join(strings.Fields(s), " ")
}

func TestTold(t *testing.T) {
	t.Parallel()
	for _, x := range []struct {
		said, fact string
		want       bool
	}{
		{"You get $1,288.65 back.", "1288.65", true},
		{"Разом 1\u00a0288,65 $", "1288.65", true},
		{"$208.60", "208.6", true},
		{"9 or 11 of them", "10", false},
		{"100 of them", "10", false},
		{"all 10, today", "10", true},
		{"$2,010", "10", false},
		{"2 623 690,5", "2623690.5", true},
		{"tracking number 840887978435.", "840887978435", true},
		{"battery life: 20 Hours", "20 hours", true},
		{"1,126 and 4", "1126.04", false},
	} {
		if got := told(x.said, x.fact); got != x.want {
			t.Errorf("%q in %q: %v", x.fact, x.said, got)
		}
	}
}
