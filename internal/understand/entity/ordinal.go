package entity

import (
	"strconv"

	"github.com/rozmova/rozmova/internal/understand/normal"
)

func findOrdinals(found []Entity, d *doc) []Entity {
	for i := 0; i < len(d.tokens); {
		n, to, confidence := ordinalAt(d, i)
		if n == 0 {
			i++
			continue
		}
		if confidence > 0 {
			found = append(found, d.span(KindOrdinal, i, to, float64(n), confidence))
		}
		i = to + 1
	}
	return found
}

// ordinalAt reads «двадцять друге», "second", "2nd", «2-ге» and «№2» at token i. n is 0 when there is none.
func ordinalAt(d *doc, i int) (n, to int, confidence float64) {
	t := d.tokens[i]
	switch t.Kind {
	case normal.Word:
		if v, ok := ordinalWords[t.Text]; ok {
			return v, i, ordinalConfidence(d, i, v)
		}
		w := numberWords[t.Text]
		if (w.value == 20 || w.value == 30) && d.joined(i) {
			if v := ordinalWords[d.word(i+1)]; v >= 1 && v <= 9 {
				return int(w.value) + v, i + 1, 0.95
			}
		}
	case normal.Number:
		if len(t.Text) <= 2 && d.gap(i) == "-" && ordinalEndings[d.word(i+1)] {
			v, err := strconv.Atoi(t.Text)
			if err == nil && v > 0 {
				return v, i + 1, 0.95
			}
		}
	case normal.Code:
		return ordinalCode(t.Text, i)
	}
	return 0, i, 0
}

func ordinalCode(s string, i int) (n, to int, confidence float64) {
	if s[0] == '#' {
		if v, err := strconv.Atoi(s[1:]); err == nil && len(s) <= 3 && v > 0 {
			return v, i, 0.8
		}
		return 0, i, 0
	}
	digits := 0
	for digits < len(s) && isDigit(s[digits]) {
		digits++
	}
	if digits == 0 || digits > 2 || !ordinalEndings[s[digits:]] {
		return 0, i, 0
	}
	v, _ := strconv.Atoi(s[:digits])
	return v, i, 0.95
}

var ordinalEndings = map[string]bool{
	"st": true, "nd": true, "rd": true, "th": true,
	"й": true, "ий": true, "ша": true, "ше": true, "шу": true, "га": true, "ге": true, "гу": true, "тя": true, "тє": true,
	"тю": true, "та": true, "те": true, "ту": true, "го": true, "му": true, "ї": true, "ма": true, "ме": true,
	"я": true, "е": true, "ю": true, "ой": true, "ая": true, "ое": true, "ую": true, "ый": true,
}

// ordinalConfidence lowers words that often mean something else: "wait a second", «другий» for "another",
// "last week", «по-перше».
func ordinalConfidence(d *doc, i, n int) float64 {
	previous, next := d.word(i-1), d.word(i+1)
	switch d.word(i) {
	case "second":
		switch previous {
		case "a", "one", "just", "wait", "per", "every":
			return 0
		}
	case "first":
		if previous == "at" {
			return 0
		}
	case "перше", "друге", "третє":
		if previous == "по" {
			return 0
		}
	case "last":
		switch next {
		case "week", "month", "year", "night", "time", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday":
			return 0
		}
		if previous == "at" || next == "few" || next == "couple" || next == "at" || numberWords[next].kind != 0 && next != "one" {
			return 0
		}
	}
	if n > 0 && monthNames[next] > 0 {
		return 0.4 // перше березня: the date says it better
	}
	return 0.9
}
