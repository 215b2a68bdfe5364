package entity

import (
	"slices"
	"strings"
	"sync"
	"unicode"
)

// Card data must not be kept, so whatever looks like it is masked before a
// message is stored. People write card numbers with anything between the digits,
// in any script, glued to words; other long numbers (accounts, parcels, SIM
// cards, telephones) must stay readable. What decides is the checksum, the
// issuer's first digits, and how the digits are grouped.

const (
	maskCVV    = "•••"
	maskExpiry = "••/••"
	// maxCardText bounds what is read; messages are shorter.
	maxCardText = 64 << 10
	minCard     = 13
	maxCard     = 19
)

func maskOf(digits string) string { return "•••• " + digits[len(digits)-4:] }

// MaskCards replaces card numbers in text by their last four digits, and the
// expiry dates and security codes beside them by dots.
func MaskCards(text string) string {
	masked, _ := MaskCardsAfter(text, nil)
	return masked
}

// MaskCardsAfter does the same for a message whose writer has just sent others,
// oldest first, as they were stored: it also finds the rest of a number that
// began there. found says that something was masked.
func MaskCardsAfter(text string, before []string) (masked string, found bool) {
	if len(text) > maxCardText || !mayHoldCard(text) {
		return text, false
	}
	f := fold(text)
	spans := f.cards()
	if len(spans) == 0 {
		spans = f.rest(before)
	}
	card := len(spans) > 0 || strings.Contains(text, "•••• ")
	spans = append(spans, f.beside(spans, card, len(before) > 0 && strings.Contains(before[len(before)-1], "•••• "))...)
	return f.replace(spans), len(spans) > 0
}

// mayHoldCard is the quick no for most messages: three digits are the least that
// can be masked.
func mayHoldCard(text string) bool {
	n := 0
	for _, r := range text {
		if _, ok := digitOf(r); ok {
			if n++; n == 3 {
				return true
			}
		}
	}
	return false
}

// cardSpan is a part of a folded text and what takes its place.
type cardSpan struct {
	from, to int // runes of the folded text
	mask     string
}

// folded is a text with its digits as ASCII, in small letters, without what
// nobody sees; at maps its runes back to bytes of the original.
type folded struct {
	text  string
	runes []rune
	at    []int // where each rune begins, and one more: the end
	end   []int // where each rune ends
}

func fold(text string) *folded {
	f := &folded{text: text}
	for i, r := range text {
		size := len(string(r))
		if r == unicode.ReplacementChar {
			size = 1
			if strings.HasPrefix(text[i:], "\uFFFD") {
				size = 3
			}
		}
		if unseen(r) {
			if n := len(f.end); n > 0 {
				f.end[n-1] = i + size // masked with what it hangs on
			}
			continue
		}
		if d, ok := digitOf(r); ok {
			r = '0' + rune(d)
		} else {
			r = unicode.ToLower(r)
		}
		f.runes = append(f.runes, r)
		f.at = append(f.at, i)
		f.end = append(f.end, i+size)
	}
	return f
}

func (f *folded) replace(spans []cardSpan) string {
	if len(spans) == 0 {
		return f.text
	}
	slices.SortFunc(spans, func(a, b cardSpan) int { return a.from - b.from })
	var out strings.Builder
	last := 0
	for _, s := range spans {
		from, to := f.at[s.from], f.end[s.to-1]
		if from < last {
			continue
		}
		out.WriteString(f.text[last:from])
		out.WriteString(s.mask)
		last = to
	}
	out.WriteString(f.text[last:])
	return out.String()
}

// unseen runes stand between digits without being seen.
func unseen(r rune) bool {
	return unicode.Is(unicode.Cf, r) || unicode.Is(unicode.Mn, r) || unicode.Is(unicode.Me, r) || r >= 0xFE00 && r <= 0xFE0F
}

// cdigits is a number without separators in a folded text.
type cdigits struct {
	from, to int
	digits   string
}

func (f *folded) groups() []cdigits {
	var out []cdigits
	for i := 0; i < len(f.runes); i++ {
		if !isASCIIDigit(f.runes[i]) {
			continue
		}
		to := i
		for to < len(f.runes) && isASCIIDigit(f.runes[to]) {
			to++
		}
		out = append(out, cdigits{i, to, string(f.runes[i:to])})
		i = to
	}
	return out
}

// cards finds card numbers: runs of groups, tried from every group on.
func (f *folded) cards() []cardSpan {
	groups := f.groups()
	if total(groups) < minCard {
		return nil
	}
	context := sync.OnceValue(func() bool { return cardWords(string(f.runes)) })
	var protection []int // made when it is needed: telephone numbers take their time
	var out []cardSpan
	for i := 0; i < len(groups); i++ {
		digits, hard, separator, same := "", false, "", true
		for j := i; j < len(groups); j++ {
			if j > i {
				gap := string(f.runes[groups[j-1].to:groups[j].from])
				kind := gapKind(gap)
				if kind == apart {
					break
				}
				hard = hard || kind == hardGap
				same = same && (j == i+1 || gap == separator)
				separator = gap
			}
			if digits += groups[j].digits; len(digits) > maxCard {
				break
			}
			if len(digits) < minCard || !luhn(digits) || !issued(digits, context, j == i) || f.inID(groups[i].from, groups[j].to) {
				continue
			}
			regular := shape(groups[i : j+1])
			if !regular && (!issued(digits, noWords, j == i) || f.glued(groups[i].from) || !divided(groups[i:j+1]) || (hard || !same) && !context()) {
				continue
			}
			if protection == nil {
				protection = f.protect(groups)
			}
			if p := slices.Max(protection[i : j+1]); p == never || p == unlessRegular && !regular {
				continue
			}
			from := groups[i].from
			if from > 0 && f.runes[from-1] == '+' {
				from--
			}
			out = append(out, cardSpan{from, groups[j].to, maskOf(digits)})
			i = j
			break
		}
	}
	return out
}

func total(groups []cdigits) (n int) {
	for _, g := range groups {
		n += len(g.digits)
	}
	return n
}

// shape says that digits are grouped as card numbers are: in one piece, in fours
// with a shorter last one, all alike, or as American Express and Diners do.
func shape(g []cdigits) bool {
	if len(g) == 1 {
		return true
	}
	if len(g) == 3 && len(g[0].digits) == 4 && len(g[1].digits) == 6 && (len(g[2].digits) == 5 || len(g[2].digits) == 4) {
		return true
	}
	first := len(g[0].digits)
	for _, x := range g[1 : len(g)-1] {
		if len(x.digits) != first {
			return false
		}
	}
	last := len(g[len(g)-1].digits)
	return last == first || first == 4 && last < 4
}

const (
	softGap = iota // spaces, hyphens, dots
	hardGap        // other signs, a new line
	apart          // words, sums: not one number
)

func gapKind(gap string) int {
	kind, n := softGap, 0
	for _, r := range gap {
		n++
		switch {
		case unicode.IsLetter(r), unicode.Is(unicode.Sc, r), r == '%', r == '№', r == '#', r == '•', r == '+' && n > 1:
			return apart
		case r == '\n', !unicode.IsSpace(r) && r != '.' && !unicode.Is(unicode.Pd, r):
			kind = hardGap
		}
	}
	if n > 6 {
		return apart
	}
	if n > 3 {
		return hardGap
	}
	return kind
}

// issued says that a card with these first digits is issued, by length. Words
// about cards beside the number let in what local schemes may issue.
func issued(d string, context func() bool, whole bool) bool {
	n, two, four := len(d), d[:2], d[:4]
	switch {
	case d[0] == '4' && (n == 16 || n == 19), // Visa
		n == 13 && d[0] == '4' && (!whole || !ean13(d) || context()),
		n == 16 && (two >= "51" && two <= "55" || four >= "2221" && four <= "2720"), // Mastercard
		n == 15 && (two == "34" || two == "37"),                                     // American Express; others of fifteen digits are IMEIs
		n == 16 && (four >= "2200" && four <= "2204" || four == "9804" || two == "35" && four >= "3528" && four <= "3589"),
		n == 16 && (four == "6011" || two == "65" || two == "64" && d[2] >= '4'),
		n == 14 && (two == "36" || two == "39" || two == "30" && d[2] <= '5' || two == "38" && (d[:3] != "380" || context())), // Diners
		n >= 16 && two == "62": // UnionPay
		return true
	case n >= minCard && (four == "5018" || four == "5020" || four == "5038" || four == "5893" || four == "6304" || four == "6390" ||
		four == "6759" || four >= "6761" && four <= "6763"): // Maestro
		return true
	}
	return n != 15 && n != 14 && d[0] >= '2' && d[0] != '8' && d[0] != '7' && context()
}

// divided says that people divide card numbers so: in two they do behind a half,
// a four, or the issuer's six digits. An order's number before another is no card.
func divided(g []cdigits) bool {
	n := len(g[0].digits)
	return len(g) > 2 || n == 4 || n == 6 || n == 8 || n == 12
}

// glued says that a letter stands right before: «W2378156» begins a name.
func (f *folded) glued(from int) bool { return from > 0 && unicode.IsLetter(f.runes[from-1]) }

func noWords() bool { return false }

func luhn(digits string) bool {
	sum := 0
	for i := range len(digits) {
		v := int(digits[len(digits)-1-i] - '0')
		if i%2 == 1 {
			if v *= 2; v > 9 {
				v -= 9
			}
		}
		sum += v
	}
	// A row of equal digits («0000 0000 0000 0000») is nobody's.
	return sum%10 == 0 && strings.Trim(digits, digits[:1]) != ""
}

// ean13: the checksum of the number under a bar code.
func ean13(d string) bool {
	sum := 0
	for i := range 13 {
		v := int(d[i] - '0')
		if i%2 == 1 {
			v *= 3
		}
		sum += v
	}
	return sum%10 == 0
}

// inID says that the digits are part of a name in which letters and digits
// alternate, like a key or a hash: beside them stand one or two Latin letters
// and then digits again. «карта4111…грн» and «4111…cvv123» are no such names.
func (f *folded) inID(from, to int) bool {
	letters := func(i, step int) bool {
		n, foreign := 0, false
		for ; i >= 0 && i < len(f.runes) && unicode.IsLetter(f.runes[i]); i += step {
			n++
			foreign = foreign || f.runes[i] > unicode.MaxASCII
		}
		return n > 0 && n <= 2 && !foreign && i >= 0 && i < len(f.runes) && isASCIIDigit(f.runes[i])
	}
	return letters(from-1, -1) || letters(to, 1)
}

func isASCIIDigit(r rune) bool { return r >= '0' && r <= '9' }
func isLatin(r rune) bool      { return r >= 'a' && r <= 'z' }

// digitOf reads a digit of any script, raised, lowered or circled.
func digitOf(r rune) (int, bool) {
	switch {
	case r < 0x80:
		return int(r - '0'), isASCIIDigit(r)
	case unicode.Is(unicode.Nd, r):
		zero := r
		for unicode.Is(unicode.Nd, zero-1) {
			zero--
		}
		return int(r-zero) % 10, true
	case r == '¹':
		return 1, true
	case r == '²' || r == '³':
		return int(r-'²') + 2, true
	case r == 0x24EA || r == 0x24FF:
		return 0, true
	}
	for _, first := range []rune{0x2460, 0x2474, 0x2488, 0x24F5, 0x2776, 0x2780, 0x278A} {
		if r >= first && r < first+9 {
			return int(r-first) + 1, true
		}
	}
	for _, zero := range []rune{0x2070, 0x2080} {
		if r >= zero && r <= zero+9 && r != 0x2071 && r != 0x2072 && r != 0x2073 {
			return int(r - zero), true
		}
	}
	return 0, false
}
