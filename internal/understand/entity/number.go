package entity

import (
	"strconv"
	"strings"
	"unicode"

	"github.com/rozmova/rozmova/internal/understand/normal"
)

// quantity is a number read from digits or words.
type quantity struct {
	value    float64
	from, to int // tokens, inclusive
	exact    bool
	words    bool
}

func findNumbers(found []Entity, d *doc) []Entity {
	for i := 0; i < len(d.tokens); {
		q, ok := quantityAt(d, i)
		if !ok {
			i++
			continue
		}
		confidence := 0.95
		switch {
		case !q.exact:
			confidence = 0.5
		case q.words && q.from == q.to && isPronounOne(d, q.from):
			confidence = 0 // "the other one" counts nothing
		}
		if confidence > 0 {
			found = append(found, d.span(KindNumber, q.from, q.to, q.value, confidence))
		}
		i = q.to + 1
	}
	return found
}

func isPronounOne(d *doc, i int) bool {
	switch d.word(i) {
	case "one":
		return len(d.tokens) > 1
	case "один", "одна", "одне", "одну", "одного", "одні", "одно", "одной", "один'":
		// «ще одне питання», «один момент»
		return i > 0 && (d.word(i-1) == "ще" || d.word(i-1) == "еще" || d.word(i-1) == "ні") ||
			d.word(i+1) == "момент" || d.word(i+1) == "раз" || d.word(i+1) == "одного"
	}
	return false
}

// quantityAt reads the longest number that begins at token i: «двадцять п'ять», "2 тисячі", "1 250,50".
func quantityAt(d *doc, i int) (quantity, bool) {
	t := d.tokens[i]
	switch t.Kind {
	case normal.Number:
		return digitsAt(d, i)
	case normal.Code:
		return shorthand(d, i)
	case normal.Word:
		return wordsAt(d, i)
	}
	return quantity{}, false
}

func digitsAt(d *doc, i int) (quantity, bool) {
	text, to := d.tokens[i].Text, i
	// Thousands divided by spaces, as in «1 250 грн».
	if len(text) <= 3 && allDigits(text) {
		for len(text) < 13 && to+1 < len(d.tokens) && d.tokens[to+1].Kind == normal.Number && isOneSpace(d.gap(to)) {
			next := d.tokens[to+1].Text
			head, _, _ := strings.Cut(strings.ReplaceAll(next, ",", "."), ".")
			if len(head) != 3 {
				break
			}
			text += next
			to++
			if len(next) > 3 {
				break
			}
		}
	}
	value, exact, ok := parseDigits(text)
	if !ok {
		return quantity{}, false
	}
	q := quantity{value: value, from: i, to: to, exact: exact}
	if n := halfAfter(d, to); n > 0 && value == float64(int64(value)) {
		q.value += 0.5 // 2 з половиною тисячі
		q.to += n
	}
	if w, ok := numberWords[d.word(q.to+1)]; ok && w.kind == scaleWord && d.joined(q.to) {
		q.value *= w.value
		q.to++
		q.exact = true
	}
	return q, true
}

func isOneSpace(s string) bool { return s == " " || s == "\u00a0" || s == "\u202f" || s == "\u2009" }

// parseDigits reads 12.50, 12,5, 1,250.50 and 1.250,50. exact is false for "1.250", which is one and a quarter
// for some and twelve hundred and fifty for others. Dates and version numbers are not numbers.
func parseDigits(s string) (value float64, exact, ok bool) {
	for i := 0; i < len(s); i++ {
		if !isDigit(s[i]) && s[i] != '.' && s[i] != ',' {
			return 0, false, false
		}
	}
	if len(s) > 18 {
		return 0, false, false
	}
	dot, comma := strings.Count(s, "."), strings.Count(s, ",")
	exact = true
	decimal := byte(0)
	switch {
	case dot+comma == 0:
	case dot > 0 && comma > 0:
		decimal = '.'
		if strings.LastIndexByte(s, ',') > strings.LastIndexByte(s, '.') {
			decimal = ','
		}
		if strings.Count(s, string(decimal)) != 1 {
			return 0, false, false
		}
	case dot+comma == 1:
		at := strings.IndexAny(s, ".,")
		if len(s)-at-1 == 3 && s[0] != '0' && at <= 3 {
			exact = false // thousands, probably
		} else {
			decimal = s[at]
		}
	}
	whole, part := s, ""
	if decimal != 0 {
		at := strings.LastIndexByte(s, decimal)
		whole, part = s[:at], s[at+1:]
	}
	groups := strings.FieldsFunc(whole, func(r rune) bool { return r == '.' || r == ',' })
	for _, g := range groups[min(1, len(groups)):] {
		if len(g) != 3 {
			return 0, false, false
		}
	}
	v, err := strconv.ParseFloat(strings.Join(groups, "")+"."+part+"0", 64)
	return v, exact, err == nil
}

// shorthand reads 5k and 5к; other mixes of letters and digits are codes.
func shorthand(d *doc, i int) (quantity, bool) {
	for _, suffix := range []string{"k", "к", "тис", "тыс"} {
		if head, ok := strings.CutSuffix(d.word(i), suffix); ok && allDigits(head) && len(head) <= 4 {
			v, _ := strconv.ParseFloat(head, 64)
			return quantity{value: v * 1000, from: i, to: i, exact: false}, true
		}
	}
	w := d.word(i)
	if at := strings.IndexFunc(w, unicode.IsLetter); at > 0 && at <= 6 && glued[w[at:]] {
		if v, exact, ok := parseDigits(w[:at]); ok {
			return quantity{value: v, from: i, to: i, exact: exact}, true
		}
	}
	return quantity{}, false
}

// glued are the units written without a space: 2GB, 1.5гб.
var glued = set("gb|mb|tb|gbs|gig|gigs|гб|мб|тб|г|гиг|гіг|kg|кг|km|км|cm|см|mm|мм|ml|мл|mbps|мбіт|uah|грн|usd|eur|days|min|хв|шт|pcs")

// wordsAt adds up number words: hundreds, tens and units in falling order, each group times its scale.
func wordsAt(d *doc, i int) (quantity, bool) {
	if w := d.word(i); w == "couple" {
		return quantity{value: 2, from: i, to: i, words: true}, true // or three
	} else if vague[w] {
		return quantity{}, false
	}
	if numberWords[d.word(i)].value == 0 && d.word(i) != "нуль" && d.word(i) != "zero" && d.word(i) != "ноль" {
		return quantity{}, false
	}
	q := quantity{from: i, to: i, exact: true, words: true}
	total, group := 0.0, 0.0
	limit, lastScale := 1e4, 1e18 // each next word must be smaller than limit
	any := false
	for j := i; j < len(d.tokens); j++ {
		w, ok := numberWords[d.word(j)]
		if !ok || j > i && !d.joined(j-1) {
			if d.word(j) == "and" && any && numberWords[d.word(j+1)].kind == smallWord && limit >= 100 && limit <= 1000 {
				continue // two hundred and five
			}
			break
		}
		if w.kind == scaleWord {
			if w.value >= lastScale {
				break
			}
			if w.value == 100 && group > 0 && group < 10 { // English: two hundred
				group *= 100
				limit = 100
			} else if w.value == 100 {
				if group > 0 {
					break
				}
				group, limit = 100, 100
			} else {
				if group == 0 {
					group = 1
				}
				total += group * w.value
				group, lastScale, limit = 0, w.value, 1e4
			}
			any, q.to = true, j
			continue
		}
		if w.value >= limit && any || w.value < 1 && any {
			break
		}
		group += w.value
		limit = below(w.value)
		any, q.to = true, j
		switch n := halfAfter(d, j); {
		case n > 0 && w.value >= 1 && w.value < 20:
			group += 0.5 // дві з половиною тисячі
			limit, q.to = 0, j+n
			j += n
		case w.value == 0.5 && d.word(j+1) == "a" && numberWords[d.word(j+2)].kind == scaleWord:
			j++ // half a dozen
		}
	}
	q.value = total + group
	return q, any
}

// halfAfter is how many tokens behind token i say that a half is to be added.
func halfAfter(d *doc, i int) int {
	switch w := d.word(i + 1); {
	case !d.joined(i):
	case (w == "з" || w == "із" || w == "с") && (d.word(i+2) == "половиною" || d.word(i+2) == "половиной"):
		return 2
	case w == "and" && d.word(i+2) == "a" && d.word(i+3) == "half":
		return 3
	}
	return 0
}

// below is what may follow a number word: after forty a unit, after three hundred less than a hundred. After a
// unit or a teen only a scale may follow; so "two three" stays two numbers.
func below(v float64) float64 {
	switch {
	case v >= 100:
		return 100
	case v >= 20:
		return 10
	default:
		return 0
	}
}
