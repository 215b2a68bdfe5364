package entity

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/rozmova/rozmova/internal/understand/normal"
)

// KindAddress is a postal address: {"address1", "address2", "city", "state", "zip", "country"}, parts that were
// not said are "".
const KindAddress = "address"

// address is one being read.
type address struct {
	d                                 *doc
	street, unit, city, region, index string
	country                           string
	american, ukrainian               bool
	marked                            bool // the street stands behind its word: «вул.», «улица»
	loose                             bool // it was asked for: small letters will do
	cityAt                            int
}

// findAddresses reads a street with its number and the places around it. Unasked, street, city and post code (or
// state) must all be there: what is clearly an address may go on to be where a parcel is sent.
func (r *Recogniser) findAddresses(found []Entity, d *doc) []Entity {
	if !d.digits {
		return found
	}
	asked := d.ctx.Asked == KindAddress
	for i := range d.tokens {
		a := &address{d: d, loose: asked}
		next, ok := a.streetAt(i)
		if !ok {
			continue
		}
		from, to := a.before(i), next-1
		for next < len(d.tokens) {
			n, ok := a.part(next)
			if !ok {
				break
			}
			to, next = n-1, n
		}
		if a.city == "" || !asked && a.index == "" && a.region == "" && !a.ukrainian && !a.marked {
			if asked {
				continue
			}
			continue
		}
		confidence := 0.9
		if !asked && !a.ukrainian && !a.marked && (a.index == "" || !a.american) {
			confidence = 0.75
		}
		return append(found, d.span(KindAddress, from, to, a.value(), confidence))
	}
	if asked {
		if e, ok := freeAddress(d); ok {
			found = append(found, e)
		}
	}
	return found
}

// value fills in the country where the form of the address leaves no doubt.
func (a *address) value() map[string]any {
	if a.region == "" && a.index != "" {
		if state := bigCities[strings.ToLower(a.city)]; state != "" && zipOf(state, a.index) {
			a.region, a.american = state, true
		}
	}
	if a.country == "" {
		switch {
		case a.american:
			a.country = "USA"
		case a.ukrainian:
			a.country = "Україна"
		}
	}
	return map[string]any{
		"address1": titled(a.street), "address2": titled(a.unit), "city": titled(a.city), "state": a.region, "zip": a.index, "country": a.country,
	}
}

// streetAt reads "476 Maple Drive" or «вул. Шевченка, 12» at token i.
func (a *address) streetAt(i int) (next int, ok bool) {
	d := a.d
	if kind := streetMarkers[d.word(i)]; kind != "" {
		return a.markedStreet(i, kind)
	}
	t := d.tokens[i]
	if t.Kind != normal.Number && t.Kind != normal.Code || len(t.Text) > 6 || !isDigit(t.Text[0]) || strings.ContainsAny(t.Text, ".,") {
		return 0, false
	}
	for j := i + 1; j < len(d.tokens) && j <= i+5; j++ {
		if !streetGap(d.gap(j-1)) || d.tokens[j].Kind == normal.Emoji {
			return 0, false
		}
		if !streetWords[d.word(j)] {
			continue
		}
		if streetWords[d.word(j+1)] && streetGap(d.gap(j)) { // Highway Street
			j++
		}
		if directions2[d.word(j+1)] && streetGap(d.gap(j)) && strings.ToUpper(a.raw(j+1, j+1)) == a.raw(j+1, j+1) {
			j++
		}
		if j == i+1 && !capitalised(d, j) && !a.loose {
			return 0, false // «5 way»
		}
		a.street = a.raw(i, j)
		return j + 1, true
	}
	return 0, false
}

// markedStreet: a street's own word, its name, the number of the house.
func (a *address) markedStreet(i int, kind string) (int, bool) {
	d := a.d
	for j := i + 1; j < len(d.tokens) && j <= i+6; j++ {
		w := d.word(j)
		if houseWords[w] {
			continue
		}
		t := d.tokens[j]
		if t.Kind == normal.Word {
			if strings.ContainsAny(d.gap(j-1), "\n;") || j > i+1 && strings.Contains(d.gap(j-1), ",") {
				return 0, false
			}
			continue
		}
		if t.Kind == normal.Emoji || j == i+1 || !isDigit(t.Text[0]) || len(t.Text) == 5 && allDigits(t.Text) {
			return 0, false
		}
		end := j
		for end+1 < len(d.tokens) && (d.gap(end) == "/" || d.gap(end) == "-") && len([]rune(d.word(end+1))) <= 3 {
			end++ // 12/4, 12-а
		}
		if end+1 < len(d.tokens) && isOneSpace(d.gap(end)) && len([]rune(d.word(end+1))) == 1 && unicode.IsUpper(firstRune(a.raw(end+1, end+1))) {
			end++ // 12 А
		}
		a.street = a.raw(i, end)
		a.ukrainian, a.marked = kind == "uk", true
		return end + 1, true
	}
	return 0, false
}

// before reads what stands before the street: «79000, Львів, вул. …». It returns the first token of the address.
func (a *address) before(street int) int {
	for from := max(0, street-8); from < street; from++ {
		if from > 0 && !strings.ContainsAny(a.d.gap(from-1), ",:;\n.–—") && !placeWords[a.d.word(from-1)] && !introducesAddress(a.d, from-1) {
			continue
		}
		try := *a
		at := from
		for at < street {
			n, ok := try.part(at)
			if !ok || n > street {
				break
			}
			at = n
		}
		if at == street && (try.city != "" || try.index != "" || try.region != "") {
			*a = try
			return from
		}
	}
	return street
}

// part reads one field at token i: flat, post code, country, region or city.
func (a *address) part(i int) (next int, ok bool) {
	d := a.d
	if gap := d.gap(i - 1); i > 0 && (strings.ContainsAny(gap, "?!;") || strings.Contains(gap, ". ") && !abbreviation(d.word(i-1))) {
		return 0, false
	}
	w := d.word(i)
	if n, ok := a.unitAt(i); ok {
		return n, true
	}
	t := d.tokens[i]
	if t.Kind == normal.Number && len(w) == 5 && allDigits(w) && a.index == "" {
		a.index = w
		if d.gap(i) == "-" && len(d.word(i+1)) == 4 && allDigits(d.word(i+1)) {
			return i + 2, true
		}
		return i + 1, true
	}
	if n := a.countryAt(i); n > 0 {
		return n, true
	}
	if n := a.regionAt(i); n > 0 {
		return n, true
	}
	switch w {
	case "zip", "code", "postcode", "індекс", "индекс", "поштовий":
		return i + 1, a.index == ""
	case "in":
		return i + 1, a.city == ""
	}
	return a.cityFrom(i)
}

func (a *address) unitAt(i int) (next int, ok bool) {
	d := a.d
	if a.street == "" || a.city != "" && !a.ukrainian && !a.marked {
		return 0, false
	}
	if t := d.tokens[i]; t.Kind == normal.Code && t.Text[0] == '#' && a.unit == "" {
		a.unit = a.raw(i, i)
		return i + 1, true
	}
	if !unitWords[d.word(i)] || i+1 >= len(d.tokens) {
		return 0, false
	}
	id := d.tokens[i+1]
	if id.Kind == normal.Word && utf8.RuneCountInString(id.Text) > 2 {
		if d.word(i) != "floor" {
			return 0, false
		}
		return 0, false
	}
	if a.unit != "" {
		a.unit += ", "
	}
	a.unit += a.raw(i, i+1)
	return i + 2, true
}

func (a *address) countryAt(i int) int {
	for n := 3; n >= 1; n-- {
		if i+n > len(a.d.tokens) {
			continue
		}
		if c := countries[a.words(i, n)]; c != "" && a.country == "" {
			a.country = c
			return i + n
		}
	}
	return 0
}

func (a *address) regionAt(i int) int {
	d := a.d
	if a.region != "" {
		return 0
	}
	for n := 2; n >= 1; n-- {
		if i+n > len(d.tokens) {
			continue
		}
		w := a.words(i, n)
		code := states[w]
		if code == "" || a.city == "" && alsoCities[w] {
			continue
		}
		if n == 1 && len(w) == 2 { // in, or, me, hi are words, too
			if raw := a.raw(i, i); raw != strings.ToUpper(raw) && !(a.city != "" && (len(d.word(i+1)) == 5 && allDigits(d.word(i+1)) || a.loose && i+1 == len(d.tokens))) {
				continue
			}
		}
		a.region, a.american = code, true
		return i + n
	}
	for n := 1; n <= 2 && i+n < len(d.tokens); n++ { // Львівська обл.
		if w := d.word(i + n); w == "обл" || w == "область" || w == "області" {
			a.region, a.ukrainian = a.raw(i, i+n), true
			if strings.HasPrefix(d.gap(i+n), ".") {
				a.region += "."
			}
			return i + n + 1
		} else if w == "район" || w == "р" && d.word(i+n+1) == "н" {
			if w == "р" {
				n++
			}
			return i + n + 1
		}
	}
	return 0
}

// mostCityWords: Івано-Франківськ, Salt Lake City, Королевство … no.
const mostCityWords = 3

func (a *address) cityFrom(i int) (next int, ok bool) {
	d := a.d
	if a.city != "" {
		return 0, false
	}
	start, marked := i, false
	switch d.word(i) {
	case "м", "місто", "смт", "село", "с", "г", "город", "місті":
		start, marked = i+1, true
	}
	end := start
	for end < len(d.tokens) && end < start+mostCityWords {
		if d.tokens[end].Kind != normal.Word || notCity[d.word(end)] || streetMarkers[d.word(end)] != "" || unitWords[d.word(end)] {
			break
		}
		if !marked && !a.loose && !capitalised(d, end) && !a.afterStreetLower(end) {
			break
		}
		if end > start {
			probe := *a
			probe.city = "x"
			if probe.regionAt(end) > 0 || probe.countryAt(end) > 0 {
				break
			}
		}
		end++
		if end < len(d.tokens) && !isOneSpace(d.gap(end-1)) && d.gap(end-1) != "-" && d.gap(end-1) != ". " {
			break
		}
	}
	if end == start {
		return 0, false
	}
	a.city, a.cityAt = a.raw(start, end-1), start
	return end, true
}

// afterStreetLower: the whole address is in small letters, and a comma divides its parts.
func (a *address) afterStreetLower(i int) bool {
	return a.street != "" && a.street == strings.ToLower(a.street) && !a.ukrainian && strings.Contains(a.d.gap(i-1), ",")
}

func (a *address) raw(from, to int) string {
	s := a.d.raw[a.d.tokens[from].Start:a.d.tokens[to].End]
	return strings.Join(strings.Fields(s), " ")
}

func (a *address) words(i, n int) string {
	out := a.d.word(i)
	for j := i + 1; j < i+n; j++ {
		if !isOneSpace(a.d.gap(j-1)) && a.d.gap(j-1) != ". " && a.d.gap(j-1) != "." {
			return ""
		}
		out += " " + a.d.word(j)
	}
	return out
}

func streetGap(s string) bool { return s == " " || s == ". " || s == "-" || s == "'" || s == "  " }

func firstRune(s string) rune {
	r, _ := utf8.DecodeRuneInString(s)
	return r
}

// titled writes what was typed in small letters as addresses are written.
func titled(s string) string {
	if s != strings.ToLower(s) {
		return s
	}
	out := []rune(s)
	for i := range out {
		if (i == 0 || out[i-1] == ' ' || out[i-1] == '-') && out[i] < 0x80 {
			out[i] = unicode.ToUpper(out[i])
		}
	}
	if len(out) > 0 && out[0] >= 0x400 && !strings.ContainsAny(s, "0123456789.") {
		out[0] = unicode.ToUpper(out[0])
	}
	return string(out)
}
