package entity

import (
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"
)

// maxMatches bounds what one message can yield of one kind.
const maxMatches = 20

// defaultOrderPatterns read the numbers that shops use when a deployment says nothing: letters and digits after
// "#" or «№», or digits after a word that means an order.
var defaultOrderPatterns = []Pattern{
	{Match: `#\s?([a-z]{0,3})-?(\d{4,12})`, Canonical: "#${1}${2}", Upper: true},
	{Match: `([a-z]{1,3})-?(\d{5,12})`, Canonical: "#${1}${2}", Upper: true},
	{
		Match: `(?:замовлен\p{L}{1,5}|накладн\p{L}{1,3}|заказ\p{L}{0,3}|order)(?:\s+(?:number|no\.?|is|id|номер|під номером|за номером|под номером))*` +
			`\s*[:#]?\s*([a-z]{0,3})-?(\d{4,12})`,
		Canonical: "#${1}${2}", Upper: true,
	},
}

type compiledPattern struct {
	kind      string
	match     *regexp.Regexp
	canonical string
	upper     bool
}

func compile(kind string, p Pattern) (compiledPattern, error) {
	re, err := regexp.Compile("(?i)" + p.Match)
	if err != nil {
		return compiledPattern{}, err
	}
	return compiledPattern{kind: kind, match: re, canonical: p.Canonical, upper: p.Upper}, nil
}

func (r *Recogniser) findPatterns(found []Entity, d *doc) []Entity {
	text := d.plain.Text
	for _, p := range r.patterns {
		for _, m := range p.match.FindAllStringSubmatchIndex(text, maxMatches) {
			for m[0] < m[1] && text[m[0]] == ' ' { // an optional space before the digits is not part of the number
				m[0]++
			}
			if m[0] == m[1] || insideWord(text, m[0], m[1]) {
				continue
			}
			value := text[m[0]:m[1]]
			if p.canonical != "" {
				value = string(p.match.ExpandString(nil, p.canonical, text, m))
			}
			if p.upper {
				value = strings.ToUpper(value)
			}
			if value == "" {
				continue
			}
			start, end := d.plain.Span(m[0], m[1])
			found = append(found, d.entity(p.kind, start, end, value, 0.95))
		}
	}
	return found
}

// insideWord says that the range cuts a word or a number in two. RE2's \b knows only ASCII letters.
func insideWord(text string, start, end int) bool {
	before, _ := utf8.DecodeLastRuneInString(text[:start])
	first, _ := utf8.DecodeRuneInString(text[start:])
	last, _ := utf8.DecodeLastRuneInString(text[:end])
	after, _ := utf8.DecodeRuneInString(text[end:])
	return start > 0 && wordy(before) && wordy(first) || end < len(text) && wordy(last) && wordy(after)
}

func wordy(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) }
