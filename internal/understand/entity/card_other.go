package entity

import (
	"strings"
	"unicode"

	"github.com/nyaruka/phonenumbers"
)

// Protection of a group of digits that is part of something else.
const (
	free          = iota
	unlessRegular // a telephone or a date, unless the whole is grouped as cards are
	never
)

func (f *folded) protect(groups []cdigits) []int {
	p := make([]int, len(groups))
	for i := range groups {
		f.protectAccount(groups, p, i)
		f.protectSIM(groups, p, i)
		f.protectPhone(groups, p, i)
		f.protectDate(groups, p, i)
	}
	return p
}

// protectAccount: an IBAN, two letters and two digits first, with its checksum.
func (f *folded) protectAccount(groups []cdigits, p []int, i int) {
	g := groups[i]
	if len(g.digits) < 2 || g.from < 2 || !isLatin(f.runes[g.from-1]) || !isLatin(f.runes[g.from-2]) || g.from > 2 && unicode.IsLetter(f.runes[g.from-3]) {
		return
	}
	var iban []rune
	end := 0
	for at := g.from - 2; at < len(f.runes) && len(iban) < 34; at++ {
		switch r := f.runes[at]; {
		case isLatin(r) || isASCIIDigit(r):
			iban = append(iban, r)
			if len(iban) >= 15 && (at+1 == len(f.runes) || !isASCIIDigit(f.runes[at+1])) && mod97(iban) {
				end = at + 1
			}
		case r == ' ' || r == '\u00a0' || unicode.Is(unicode.Pd, r):
		default:
			at = len(f.runes)
		}
	}
	for j := i; j < len(groups) && groups[j].to <= end; j++ {
		p[j] = never
	}
}

func mod97(iban []rune) bool {
	n := 0
	for _, r := range append(append([]rune(nil), iban[4:]...), iban[:4]...) {
		if isASCIIDigit(r) {
			n = (n*10 + int(r-'0')) % 97
		} else {
			n = (n*100 + int(r-'a') + 10) % 97
		}
	}
	return n == 1
}

// protectSIM: the number on a SIM card begins with 89 and has the same checksum.
func (f *folded) protectSIM(groups []cdigits, p []int, i int) {
	if !strings.HasPrefix(groups[i].digits, "89") {
		return
	}
	n, j := 0, i
	for ; j < len(groups) && (j == i || gapKind(string(f.runes[groups[j-1].to:groups[j].from])) == softGap); j++ {
		if n += len(groups[j].digits); n > 22 {
			return
		}
	}
	if n >= 18 {
		for ; i < j; i++ {
			p[i] = never
		}
	}
}

// protectPhone: a valid telephone number, after a plus or as it is written here.
func (f *folded) protectPhone(groups []cdigits, p []int, i int) {
	plus := groups[i].from > 0 && f.runes[groups[i].from-1] == '+'
	if !plus && groups[i].digits[0] != '0' && !strings.HasPrefix(groups[i].digits, "380") {
		return
	}
	written := ""
	for j := i; j < len(groups) && j < i+7; j++ {
		if j > i && gapKind(string(f.runes[groups[j-1].to:groups[j].from])) == apart {
			return
		}
		if written += groups[j].digits; len(written) > 15 {
			return
		}
		full := written
		if plus || !strings.HasPrefix(written, "0") {
			full = "+" + written
		}
		if n, err := phonenumbers.Parse(full, "UA"); len(written) >= 9 && err == nil && phonenumbers.IsValidNumber(n) {
			for k := i; k <= j; k++ {
				p[k] = max(p[k], unlessRegular)
			}
			return
		}
	}
}

// protectDate: 12.05.2024 and 2024-05-12, not as a part of a longer row of pairs.
func (f *folded) protectDate(groups []cdigits, p []int, i int) {
	if i+2 >= len(groups) {
		return
	}
	sep := func(a int) rune {
		if a < 0 || a+1 >= len(groups) || groups[a+1].from-groups[a].to != 1 {
			return 0
		}
		return f.runes[groups[a].to]
	}
	s := sep(i)
	if s == 0 || s != sep(i+1) || s != '.' && s != '/' && s != '-' || sep(i-1) == s || sep(i+2) == s {
		return
	}
	a, b, c := groups[i].digits, groups[i+1].digits, groups[i+2].digits
	if len(a) == 4 {
		a, c = c, a
	}
	if len(a) <= 2 && len(b) <= 2 && (len(c) == 2 || len(c) == 4) && within(a, 31) && (within(b, 12) || within(a, 12) && within(b, 31)) {
		for k := i; k < i+3; k++ {
			p[k] = max(p[k], unlessRegular)
		}
	}
}

func within(digits string, most int) bool {
	n := 0
	for _, r := range digits {
		n = n*10 + int(r-'0')
	}
	return n >= 1 && n <= most
}
