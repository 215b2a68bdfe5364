package dialogue

import (
	"math"
	"strconv"
	"strings"
	"time"

	"golang.org/x/text/language"
	"golang.org/x/text/message"
	"golang.org/x/text/number"

	"github.com/rozmova/rozmova/internal/conversation"
	"github.com/rozmova/rozmova/internal/personname"
)

// format writes values for people. What differs by language is in the texts
// (format.money, format.money.CODE, format.currency.CODE, format.date, format.month.N) and in CLDR's number patterns,
// so a new language needs no code.
type format struct {
	texts    map[string]map[string]*text
	currency string
}

// lookup is a text by key without variables; an unknown key gives its last
// part, so that a status that the pack has no word for is still shown.
func (f *format) lookup(lang, key string) string {
	if t := f.texts[key][lang]; t != nil {
		return t.chat
	}
	if i := strings.LastIndexByte(key, '.'); i >= 0 && i+1 < len(key) {
		return strings.ReplaceAll(key[i+1:], "_", " ")
	}
	return key
}

// money writes an amount: a number in the playbook's currency, or {amount, currency}.
func (f *format) money(lang string, v any) string {
	currency := f.currency
	if m, ok := v.(map[string]any); ok {
		if c, ok := m["currency"].(string); ok && c != "" {
			currency = c
		}
		v = m["amount"]
	}
	var amount float64
	switch x := v.(type) {
	case float64:
		amount = x
	case string:
		n, err := strconv.ParseFloat(x, 64)
		if err != nil {
			return x
		}
		amount = n
	default:
		return ""
	}
	scale := 2
	if amount == math.Trunc(amount) {
		scale = 0
	}
	tag, err := language.Parse(lang)
	if err != nil {
		tag = language.Ukrainian
	}
	sign := ""
	if amount < 0 {
		sign, amount = minus, -amount
	}
	figure := message.NewPrinter(tag).Sprint(number.Decimal(amount, number.Scale(scale)))
	unit := currency
	if t := f.texts["format.currency."+currency][lang]; t != nil {
		unit = t.chat
	}
	pattern := "{amount} {currency}"
	for _, key := range []string{"format.money", "format.money." + currency} { // a sign may stand elsewhere than a code
		if t := f.texts[key][lang]; t != nil {
			pattern = t.chat
		}
	}
	// Neither a sum nor its currency stands alone at a line's end.
	return sign + strings.NewReplacer("{amount}", figure, "{currency}", unit, " ", noBreak).Replace(pattern)
}

const (
	minus   = "\u2212" // before the sum and its currency, as typographers set it
	noBreak = "\u00a0"
)

// written is a value as it is read in a language: the sign before a fraction is
// the language's own («8,7»), and whole numbers, such as those of orders, are
// left in one piece.
func written(lang string, v conversation.Value) string {
	switch x := v.(type) {
	case float64:
		if x == math.Trunc(x) {
			return display(x)
		}
		tag, err := language.Parse(lang)
		if err != nil {
			tag = language.Ukrainian
		}
		return message.NewPrinter(tag).Sprint(number.Decimal(x, number.NoSeparator(), number.MaxFractionDigits(maxFraction)))
	case []any:
		parts := make([]string, len(x))
		for i, e := range x {
			parts[i] = written(lang, e)
		}
		return strings.Join(parts, ", ")
	}
	return display(v)
}

// maxFraction keeps what arithmetic leaves behind (0.30000000000000004) out of
// texts.
const maxFraction = 6

// vocative is a name as it is called out: «Олено». English has no such form.
func (f *format) vocative(lang string, v any) string {
	name, _ := v.(string)
	if lang != "uk" {
		return name
	}
	return personname.Vocative(name)
}

// date writes an ISO date or time (2025-03-15, RFC 3339).
func (f *format) date(lang string, v any) string {
	s, _ := v.(string)
	day, err := time.Parse(time.RFC3339, s)
	if err != nil {
		if day, err = time.Parse(time.DateOnly, s); err != nil {
			return s
		}
	}
	pattern := "{day}.{month}.{year}"
	month := strconv.Itoa(int(day.Month()))
	if t := f.texts["format.date"][lang]; t != nil {
		pattern = t.chat
		if m := f.texts["format.month."+month][lang]; m != nil {
			month = m.chat
		}
	}
	return strings.NewReplacer("{day}", strconv.Itoa(day.Day()), "{month}", month, "{year}", strconv.Itoa(day.Year())).Replace(pattern)
}

// plural picks a form: two forms as in English (one, other), three as in
// Ukrainian (one, few, many); CLDR's rules for those languages.
func plural(n float64, forms []string) string {
	if len(forms) == 0 {
		return ""
	}
	last := forms[len(forms)-1]
	if n != math.Trunc(n) {
		if len(forms) == 3 {
			return forms[1]
		}
		return last
	}
	i := int64(math.Abs(n))
	if len(forms) < 3 {
		if i == 1 {
			return forms[0]
		}
		return last
	}
	switch {
	case i%10 == 1 && i%100 != 11:
		return forms[0]
	case i%10 >= 2 && i%10 <= 4 && (i%100 < 12 || i%100 > 14):
		return forms[1]
	}
	return last
}
