package entity

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/rozmova/rozmova/internal/personname"
	"github.com/rozmova/rozmova/internal/understand/normal"
)

// KindName is a person's name: {"first": "Mei", "last": "Davis", "full": "Mei Davis"}.
const KindName = "name"

// findNames reads the name that somebody gives for their own. Both first and last name must be said: half a name
// finds nobody. Without an introduction («мене звати …») two words are a name only when a name was asked for, or
// when they open a line and a post code or an e-mail follows.
func (r *Recogniser) findNames(found []Entity, d *doc) []Entity {
	if e, ok := labelledName(d); ok {
		return append(found, e)
	}
	asked := d.ctx.Asked == KindName
	for i := range d.tokens {
		to, strength := introducerAt(d, i)
		known := personname.IsFirst(d.word(to + 1)) // "im mark rose"
		if strength == notIntroduced || strength == weakly && !asked && !capitalised(d, to+1) && !known {
			continue
		}
		how := naming{lower: strength == strongly || asked || known, ordinary: r.ordinary, trust: strength == strongly, introduced: true}
		if e, ok := nameFrom(d, to+1, how, map[introduction]float64{strongly: 0.95, weakly: 0.85}[strength]); ok {
			return append(found, e)
		}
	}
	for i := range d.tokens {
		if !asked && !opensLine(d, i) || i > 0 && placeWords[d.word(i-1)] {
			continue
		}
		lower := asked && startsClause(d, i) || personname.IsFirst(d.word(i)) // «mei davis 80217»
		e, ok := nameFrom(d, i, naming{lower: lower, ordinary: r.ordinary}, 0.8)
		if ok && (asked || proofFollows(d, e.End) || i == 0 && personname.IsFirst(d.word(0)) && strings.TrimRight(d.raw[e.End:], " .!,\n") == "") {
			return append(found, e)
		}
	}
	return found
}

type introduction uint8

const (
	notIntroduced introduction = iota
	weakly                     // "I'm …", «я …»: may go on in any way
	strongly                   // "my name is …"
)

// introducerAt says whether a name may follow the words at token i, and which word is their last.
func introducerAt(d *doc, i int) (to int, strength introduction) {
	key := ""
	for j := i; j < len(d.tokens) && j < i+5; j++ {
		if j > i {
			key += " "
		}
		key += d.word(j)
		if s, ok := introducers[key]; ok {
			to, strength = j, s
		}
	}
	return to, strength
}

// naming says which words may be part of a name.
type naming struct {
	lower      bool // also written in lower case
	introduced bool
	trust      bool // the introduction leaves no doubt
	ordinary   map[string]bool
}

func (n naming) part(d *doc, i int) bool {
	if i >= len(d.tokens) || d.tokens[i].Kind != normal.Word {
		return false
	}
	w := d.tokens[i].Text
	if notNames[w] || numberWords[w].kind != 0 || monthNames[w] > 0 && !personname.IsFirst(w) {
		return false
	}
	if capitalised(d, i) {
		return n.trust || !n.ordinary[w] || personname.IsFirst(w)
	}
	afterFirst := n.introduced && i > 0 && personname.IsFirst(d.word(i-1)) // "it's mark rose"
	return n.lower && (!n.ordinary[w] || personname.IsFirst(w) || afterFirst) && utf8.RuneCountInString(w) >= 2
}

const mostParts = 4

// nameFrom reads two to four parts of a name that begin at token i.
func nameFrom(d *doc, i int, n naming, confidence float64) (Entity, bool) {
	var parts []string
	end := i
	for j := i; len(parts) < mostParts && j < len(d.tokens); j++ {
		if len(parts) > 0 && !nameGap(d.gap(j-1)) {
			break
		}
		particle := len(parts) > 0 && particles[d.word(j)]
		if !particle && !n.part(d, j) {
			break
		}
		if len(parts) > 0 && d.gap(j-1) == "-" {
			parts[len(parts)-1] += "-" + written(d, j)
		} else {
			parts = append(parts, written(d, j))
		}
		end = j
	}
	for len(parts) > 0 && particles[strings.ToLower(parts[len(parts)-1])] {
		parts, end = parts[:len(parts)-1], end-1
	}
	if len(parts) < 2 || places[strings.ToLower(strings.Join(parts, " "))] || streetWords[strings.ToLower(parts[len(parts)-1])] {
		return Entity{}, false
	}
	return d.span(KindName, i, end, nameValue(parts), confidence), true
}

// nameGap is what stands inside a name: a space, a hyphen, the dot of an initial.
func nameGap(s string) bool {
	return s == " " || s == "-" || s == ". " || s == "\u00a0" || s == "  "
}

// nameValue tells the first from the last name.
func nameValue(parts []string) map[string]any {
	full := strings.Join(parts, " ")
	var rest []string
	for _, p := range parts {
		if !personname.IsPatronymic(strings.ToLower(p)) || len(parts) == 2 {
			rest = append(rest, p)
		}
	}
	first, last := rest[0], rest[len(rest)-1]
	for i := 1; i < len(rest)-1; i++ {
		if particles[strings.ToLower(rest[i])] {
			last = strings.Join(rest[i:], " ")
			break
		}
	}
	if len(rest) == 2 && surnameFirst(strings.ToLower(first), strings.ToLower(last)) {
		first, last = last, first
	}
	return map[string]any{"first": first, "last": last, "full": full}
}

// surnameFirst: «Коваль Олена». Only Cyrillic names are turned round.
func surnameFirst(a, b string) bool {
	r, _ := utf8.DecodeRuneInString(a)
	if r < 0x400 || r > 0x52F {
		return false
	}
	return personname.IsFirst(b) && !personname.IsFirst(a)
}

// written is the word as a name is written.
func written(d *doc, i int) string {
	raw := d.raw[d.tokens[i].Start:d.tokens[i].End]
	if particles[d.word(i)] && !capitalised(d, i) {
		return strings.ToLower(raw)
	}
	if lower := strings.ToLower(raw); lower != raw && !(strings.ToUpper(raw) == raw && utf8.RuneCountInString(raw) > 2) {
		return raw
	}
	out := []rune(strings.ToLower(raw))
	out[0] = unicode.ToUpper(out[0])
	if len(out) > 3 && out[0] == 'O' && (out[1] == '\'' || out[1] == '’') {
		out[2] = unicode.ToUpper(out[2])
	}
	return string(out)
}

func capitalised(d *doc, i int) bool {
	if i >= len(d.tokens) {
		return false
	}
	r, _ := utf8.DecodeRuneInString(d.raw[d.tokens[i].Start:])
	return unicode.IsUpper(r)
}

// labelledName reads "first name: Mei, last name: Davis" and «прізвище Коваль, ім'я Олена».
func labelledName(d *doc) (Entity, bool) {
	first, last, from, to := "", "", -1, -1
	for i := 0; i < len(d.tokens); i++ {
		label, at := "", i
		switch w := d.word(i); {
		case w == "прізвище" || w == "фамилия" || w == "surname":
			label = "last"
		case (w == "last" || w == "family") && d.word(i+1) == "name":
			label, at = "last", i+1
		case (w == "first" || w == "given") && d.word(i+1) == "name":
			label, at = "first", i+1
		case w == "ім'я" || w == "имя" || w == "імя":
			label = "first"
		}
		if label == "" {
			continue
		}
		if next := d.word(at + 1); next == "is" || next == "це" || next == "моє" {
			at++
		}
		if at+1 >= len(d.tokens) || d.tokens[at+1].Kind != normal.Word || notNames[d.word(at+1)] {
			continue
		}
		if label == "first" {
			first = written(d, at+1)
		} else {
			last = written(d, at+1)
		}
		if from < 0 {
			from = at + 1
		}
		to = at + 1
		i = at + 1
	}
	if first == "" || last == "" {
		return Entity{}, false
	}
	return d.span(KindName, from, to, map[string]any{"first": first, "last": last, "full": first + " " + last}, 0.95), true
}

// opensLine: the word begins the message or a line of it.
func opensLine(d *doc, i int) bool {
	return i == 0 || strings.ContainsAny(d.gap(i-1), "\n.!?")
}

// startsClause: nothing but a mark or small words stand before it.
func startsClause(d *doc, i int) bool {
	return i == 0 || strings.ContainsAny(d.gap(i-1), "\n.!?,:;-–—") || fillers[d.word(i-1)] || phrases[d.word(i-1)] == affirms || courtesies[d.word(i-1)]
}

// proofFollows: what a person adds to their name to be found by it.
func proofFollows(d *doc, end int) bool {
	for i, t := range d.tokens {
		if t.Start < end {
			continue
		}
		if gap := strings.TrimSpace(d.raw[end:t.Start]); gap != "" && gap != "," && gap != "-" && gap != ";" && gap != "–" && gap != "—" {
			return false
		}
		if postcodeWords[t.Text] || t.Kind == normal.Number && len(t.Text) == 5 || t.Text == "born" || monthNames[t.Text] > 0 || longNumber(d.raw[t.Start:]) {
			return true
		}
		return i+1 < len(d.tokens) && strings.Contains(d.raw[t.Start:min(len(d.raw), t.Start+80)], "@") && !strings.Contains(d.raw[t.Start:t.End], " ")
	}
	return false
}

// longNumber: a telephone number or a date of birth begins the text.
func longNumber(text string) bool {
	digits := 0
	for _, r := range text {
		switch {
		case unicode.IsDigit(r):
			digits++
		case !strings.ContainsRune(" -.()+/", r):
			return digits >= leastProof
		}
	}
	return digits >= leastProof
}

const leastProof = 7
