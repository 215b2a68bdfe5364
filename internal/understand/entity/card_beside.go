package entity

import (
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"
)

// What stands beside a card number: its expiry date and its security code, and
// words that tell that a number is a card's.

var (
	aboutCards = regexp.MustCompile(`карт(?:к[аиуіою]|ок|ці|а(?:\P{L}|$|[0-9])|у(?:\P{L}|$)|ою|и(?:\P{L}|$))|віз[аиу]\P{L}|visa|master\s?card|мастер\s?кард|мастеркард|\bcards?\b|\bcard[0-9]|кредитк|дебетов|\bcvv|\bcvc|maestro|маестро|amex`)
	aboutSIM   = regexp.MustCompile(`с[іи]м[\s-]*карт|sim[\s-]*card|iccid|imei`)

	securityCode = regexp.MustCompile(`(?:cvv2?|cvc2?|свв2?|цвв|цвс|код(?:ом|у)? (?:безпеки|на звороті|зі звороту|із звороту)|(?:три|3) (?:цифри|числа) (?:на звороті|зі звороту|ззаду)|security code|(?:three|3) digits on the back|код безопасности)[\p{L}\s:=#№(,.–—-]{0,12}?([0-9]{3,4})(?:[^0-9]|$)`)
	expiryWord   = regexp.MustCompile(`(?:термін\p{L}*|дійсн\p{L}*|діє|строк\p{L}*|срок\p{L}*|exp(?:\.|iry|ires|iration)?|valid\p{L}*|good thru)[\p{L}\s:=(,.–—-]{0,16}?((?:0?[1-9]|1[0-2])\s?[/.\-–—\\| ]\s?(?:20)?[2-4][0-9]|(?:0[1-9]|1[0-2])(?:20)?[2-4][0-9])(?:[^0-9/.\-]|[.,](?:\P{N}|$)|$)`)
	expirySlash  = regexp.MustCompile(`(?:^|[^0-9/.\-])((?:0?[1-9]|1[0-2])\s?[/\\|]\s?(?:20)?[2-4][0-9])(?:[^0-9/]|$)`)
	expiryNext   = regexp.MustCompile(`^[^\p{L}0-9]{1,4}((?:0[1-9]|1[0-2])\s?[/.\-–—\\| ]?\s?(?:20)?[2-4][0-9])(?:[^0-9/.\-]|$)`)
	codeNext     = regexp.MustCompile(`^[^\p{L}0-9]{1,4}([0-9]{3,4})[^\p{L}0-9]*$`)
	codeAlone    = regexp.MustCompile(`^[^\p{L}0-9]*([0-9]{3})[^\p{L}0-9]*$`)
	expiryAlone  = regexp.MustCompile(`^[^\p{L}0-9]*((?:0[1-9]|1[0-2])\s?[/.\-–—\\| ]\s?(?:20)?[2-4][0-9])(?:[^\p{L}0-9]+([0-9]{3,4}))?[^\p{L}0-9]*$`)
)

// cardWords says that a text speaks of payment cards.
func cardWords(text string) bool {
	return aboutCards.MatchString(aboutSIM.ReplaceAllString(text, ""))
}

// beside finds security codes, which are said with their name, and expiry dates
// and unnamed codes where a card is spoken of: in this message, or, for one of
// nothing else, in the one before.
func (f *folded) beside(cards []cardSpan, card, cardBefore bool) []cardSpan {
	text := string(f.runes)
	var out []cardSpan
	add := func(m []int, group int, offset int, mask string) int {
		if m == nil || m[2*group] < 0 {
			return -1
		}
		from, to := f.rune(text, offset+m[2*group]), f.rune(text, offset+m[2*group+1])
		for _, c := range append(cards, out...) {
			if from < c.to && c.from < to {
				return -1
			}
		}
		out = append(out, cardSpan{from, to, mask})
		return offset + m[2*group+1]
	}
	for _, m := range securityCode.FindAllStringSubmatchIndex(text, 8) {
		add(m, 1, 0, maskCVV)
	}
	if !card && len(out) == 0 {
		if cardBefore {
			add(codeAlone.FindStringSubmatchIndex(text), 1, 0, maskCVV)
			m := expiryAlone.FindStringSubmatchIndex(text)
			add(m, 1, 0, maskExpiry)
			add(m, 2, 0, maskCVV)
		}
		return out
	}
	for _, m := range expiryWord.FindAllStringSubmatchIndex(text, 8) {
		add(m, 1, 0, maskExpiry)
	}
	for _, m := range expirySlash.FindAllStringSubmatchIndex(text, 8) {
		add(m, 1, 0, maskExpiry)
	}
	for _, c := range cards {
		at := f.byte(c.to)
		if end := add(expiryNext.FindStringSubmatchIndex(text[at:]), 1, at, maskExpiry); end >= 0 {
			at = end
		}
	}
	// An unnamed code stands at the end, behind the date or the number.
	for _, s := range append(cards, out...) {
		at := f.byte(s.to)
		if s.mask != maskCVV {
			add(codeNext.FindStringSubmatchIndex(text[at:]), 1, at, maskCVV)
		}
	}
	return out
}

func (f *folded) rune(text string, at int) int { return utf8.RuneCountInString(text[:at]) }
func (f *folded) byte(n int) int               { return len(string(f.runes[:n])) }

// rest finds the digits at the beginning of a message that make a card number of
// the ones at the end of those before it. To be the rest of a number, they are
// alone in their messages, or both in fours.
func (f *folded) rest(before []string) []cardSpan {
	groups := f.groups()
	if len(groups) == 0 || strings.TrimFunc(string(f.runes[:groups[0].from]), notWord) != "" {
		return nil
	}
	tail, alone := tailOf(before)
	if len(tail) == 0 {
		return nil
	}
	digits := ""
	for _, g := range tail {
		digits += g.digits
	}
	began := len(digits)
	for j := range groups {
		if j > 0 && gapKind(string(f.runes[groups[j-1].to:groups[j].from])) == apart {
			return nil
		}
		if digits += groups[j].digits; len(digits) > maxCard {
			return nil
		}
		only := j == len(groups)-1 && strings.TrimFunc(string(f.runes[groups[j].to:]), notWord) == ""
		if began < 4 || len(digits) < minCard || !luhn(digits) || !issued(digits, noWords, false) {
			continue
		}
		if alone && only || shape(append(append([]cdigits(nil), tail...), groups[:j+1]...)) {
			return []cardSpan{{groups[0].from, groups[j].to, maskOf(digits)}}
		}
	}
	return nil
}

// tailOf are the groups at the end of the last message, and of those before it
// for as long as they hold nothing but digits. alone says that all of them do.
func tailOf(before []string) (tail []cdigits, alone bool) {
	alone = true
	n := 0
	for i := len(before) - 1; i >= 0 && i >= len(before)-4; i-- {
		b := fold(before[i])
		groups := b.groups()
		if len(groups) == 0 {
			break
		}
		last := len(groups) - 1
		if strings.TrimFunc(string(b.runes[groups[last].to:]), notWord) != "" {
			break
		}
		first := last
		for first > 0 && gapKind(string(b.runes[groups[first-1].to:groups[first].from])) != apart {
			first--
		}
		only := first == 0 && strings.TrimFunc(string(b.runes[:groups[0].from]), notWord) == ""
		if i < len(before)-1 && !only || strings.Contains(before[i], "•") {
			break
		}
		part := groups[first:]
		if n += total(part); n >= maxCard {
			if i == len(before)-1 {
				return nil, false
			}
			break
		}
		tail = append(append([]cdigits(nil), part...), tail...)
		if !only {
			return tail, false
		}
	}
	return tail, alone
}

func notWord(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) }
