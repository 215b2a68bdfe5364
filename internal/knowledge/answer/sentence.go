package answer

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// sentences divides a text into sentences; items of a list and rows of a table
// are sentences of their own.
func sentences(text string) []string {
	var out []string
	for line := range strings.SplitSeq(text, "\n") {
		line = strings.TrimSpace(line)
		from := 0
		for i, r := range line {
			if r != '.' && r != '!' && r != '?' && r != '…' {
				continue
			}
			end := i + utf8.RuneLen(r)
			if !ends(line, i, end) {
				continue
			}
			out = append(out, strings.TrimSpace(line[from:end]))
			from = end
		}
		if rest := strings.TrimSpace(line[from:]); rest != "" {
			out = append(out, rest)
		}
	}
	return out
}

// ends says whether a mark at i ends a sentence: a space follows and then a
// capital letter or a digit, and before it there is no short form («грн.», «1.»).
func ends(line string, i, end int) bool {
	rest := line[end:]
	if rest == "" {
		return true
	}
	if !unicode.IsSpace(rune(rest[0])) {
		return false
	}
	next, _ := utf8.DecodeRuneInString(strings.TrimLeft(rest, " «“\"("))
	if !unicode.IsUpper(next) && !unicode.IsDigit(next) {
		return false
	}
	before := line[:i]
	if at := strings.LastIndexAny(before, " \u00a0("); at >= 0 {
		before = before[at+1:]
	}
	if line[i] == '.' && (shortForms[strings.ToLower(before)] || isNumber(before) && strings.TrimSpace(line[:i]) == before) {
		return false
	}
	return true
}

func isNumber(s string) bool {
	return s != "" && strings.TrimFunc(s, unicode.IsDigit) == ""
}

var shortForms = func() map[string]bool {
	out := map[string]bool{}
	for _, w := range strings.Fields("вул просп буд кв обл м с грн коп тис млн ін т д тощо напр див ст п р рр e.g i.e etc mr mrs ms dr no st vs approx") {
		out[w] = true
	}
	return out
}()
