package entity

import (
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/rozmova/rozmova/internal/understand/normal"
)

var currencySigns = map[rune]string{'$': "USD", '€': "EUR", '£': "GBP", '₴': "UAH", '₽': "RUB", '¥': "JPY"}

// currencyWords has whole forms: a stem would take фунтик or eurovision.
var currencyWords = buildCurrencyWords()

func buildCurrencyWords() map[string]string {
	out := map[string]string{}
	for code, words := range map[string]string{
		"UAH": "грн гривня гривні гривню гривень гривнею гривням гривнями гривен гривна гривны гривну гривні uah hryvnia hryvnias hryvnya hrn",
		"USD": "usd долар долари долара доларів доларах доллар доллара долларов доллары dollar dollars buck bucks бакс бакси баксів баксов",
		"EUR": "eur євро евро euro euros",
		"GBP": "gbp фунт фунти фунтів фунта фунтов pound pounds quid",
		"PLN": "pln zł zl zloty zlotys злотий злоті злотих злотого злотых",
		"RUB": "rub руб рубль рубля рублей рублів рубли",
	} {
		for _, w := range strings.Fields(words) {
			out[w] = code
		}
	}
	return out
}

// hundredths are the small coins: they join the amount before them, or stand alone.
var hundredths = map[string]string{
	"коп": "UAH", "копійка": "UAH", "копійки": "UAH", "копійку": "UAH", "копійок": "UAH", "копеек": "UAH", "копейки": "UAH",
	"cent": "USD", "cents": "USD", "центів": "USD", "центи": "USD", "центов": "USD", "pence": "GBP",
}

func (r *Recogniser) findMoney(found []Entity, d *doc) []Entity {
	for i := 0; i < len(d.tokens); {
		q, ok := quantityAt(d, i)
		if !ok {
			i++
			continue
		}
		if e, to, ok := r.moneyAt(d, q); ok {
			found = append(found, e)
			i = to + 1
			continue
		}
		i = q.to + 1
	}
	return found
}

func (r *Recogniser) moneyAt(d *doc, q quantity) (Entity, int, bool) {
	start, end, to := d.tokens[q.from].Start, d.tokens[q.to].End, q.to
	code, amount := "", q.value
	confidence := 0.95
	if sign, at := signBefore(d.raw, start); sign != "" {
		code, start = sign, at
	} else if c := currencyWords[d.word(q.from-1)]; c != "" && d.joined(q.from-1) && isCode(d.word(q.from-1)) {
		code, start = c, d.tokens[q.from-1].Start // USD 12.50
	}
	if !q.exact && q.words {
		return Entity{}, q.to, false // a couple of dollars
	}
	if code == "" {
		code = currencyWords[strings.TrimLeft(d.word(q.to), "0123456789.,")] // 500грн
	}
	if code == "" {
		if sign, at := signAfter(d.raw, end); sign != "" {
			code, end = sign, at
		} else if c := currencyWords[d.word(q.to+1)]; c != "" && (d.joined(q.to) || shortened[d.word(q.to)] && d.gap(q.to) == ". ") {
			to++
			code, end = c, d.tokens[to].End
		} else if c := hundredths[d.word(q.to+1)]; c != "" && d.joined(q.to) {
			to++
			code, end, amount = c, d.tokens[to].End, amount/100
		} else {
			return Entity{}, q.to, false
		}
	}
	if coins, last, ok := coinsAfter(d, to, code); ok && amount == float64(int64(amount)) {
		amount += coins
		to, end = last, d.tokens[last].End
	}
	if strings.HasSuffix(d.raw[:start], "-") {
		confidence = 0.5 // the end of a range, or a negative sum
	}
	if amount > 1e12 {
		return Entity{}, to, false
	}
	value := map[string]any{"amount": strconv.FormatFloat(amount, 'f', 2, 64), "currency": code}
	return d.entity(KindMoney, start, end, value, confidence), to, true
}

// coinsAfter reads «50 коп» after «12 грн».
func coinsAfter(d *doc, to int, code string) (coins float64, last int, ok bool) {
	if to+2 >= len(d.tokens) || hundredths[d.word(to+2)] != code {
		return 0, to, false
	}
	t := d.tokens[to+1]
	v, err := strconv.Atoi(t.Text)
	if t.Kind != normal.Number || err != nil || v > 99 {
		return 0, to, false
	}
	return float64(v) / 100, to + 2, true
}

var shortened = set("тис|тыс|млн")

func isCode(word string) bool {
	switch word {
	case "uah", "usd", "eur", "gbp", "pln", "rub":
		return true
	}
	return false
}

func signBefore(text string, start int) (code string, at int) {
	before := strings.TrimRight(text[:start], " \u00a0")
	r, size := utf8.DecodeLastRuneInString(before)
	if c := currencySigns[r]; c != "" && start-len(before) <= 2 {
		return c, len(before) - size
	}
	return "", start
}

func signAfter(text string, end int) (code string, at int) {
	after := strings.TrimLeft(text[end:], " \u00a0\u202f")
	r, size := utf8.DecodeRuneInString(after)
	if c := currencySigns[r]; c != "" {
		return c, len(text) - len(after) + size
	}
	return "", end
}
