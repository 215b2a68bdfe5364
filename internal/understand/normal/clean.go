// Package normal gives every recogniser the same view of a customer's words: one normal form, one
// tokeniser, one stemmer a language. Its callers are the other packages under understand and the search index.
//
// It never loses the way back: whatever is found in the rewritten text can be mapped to byte offsets of the
// text as the customer sent it, because that is what the log and the agent show. It never fails: any bytes
// are accepted. It does no I/O and keeps no state.
package normal

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// MaxBytes is how much of one message understanding reads. A longer text is a pasted document; its first
// pages say what it is about, and a bound keeps the time of one message bounded.
const MaxBytes = 16 << 10

// Limit cuts s to MaxBytes without splitting a character.
func Limit(s string) string {
	if len(s) <= MaxBytes {
		return s
	}
	end := MaxBytes
	for end > MaxBytes-utf8.UTFMax && !utf8.RuneStart(s[end]) {
		end--
	}
	return s[:end]
}

// Clean returns the normal form of s: NFKC, lower case, one kind of apostrophe and dash, no control,
// bidirectional or invisible characters, single spaces, U+FFFD for bytes that are not UTF-8.
func Clean(s string) string {
	return strings.Join(strings.Fields(Fold(s).Text), " ")
}

// Mapped is a rewritten text that remembers which bytes of the original each of its bytes came from.
type Mapped struct {
	Text     string
	from, to []int32 // nil when the text was not changed
}

// Span returns the byte range of the original that the range start:end of Text was made from.
func (m Mapped) Span(start, end int) (int, int) {
	if m.from == nil || start >= end {
		return start, end
	}
	return int(m.from[start]), int(m.to[end-1])
}

// Fold is Clean with its way back, and with spaces left as they are. It reads the first MaxBytes of s.
func Fold(s string) Mapped { return rewrite(Limit(s), true) }

// Plain is Fold without the change of case, for identifiers whose case means something.
func Plain(s string) Mapped { return rewrite(Limit(s), false) }

func rewrite(s string, lower bool) Mapped {
	if unchanged(s, lower) {
		return Mapped{Text: s}
	}
	w := rewriter{
		lower: lower,
		out:   make([]byte, 0, len(s)+8),
		from:  make([]int32, 0, len(s)+8),
		to:    make([]int32, 0, len(s)+8),
	}
	for i := 0; i < len(s); {
		r, size := utf8.DecodeRuneInString(s[i:])
		if repl, ok := replaced(r); ok {
			w.put(repl, i, i+size)
			i += size
			continue
		}
		if stable(r) && !mayCombine(s[i+size:]) {
			w.put(r, i, i+size)
			i += size
			continue
		}
		n := norm.NFKC.NextBoundaryInString(s[i:], true)
		if n < size {
			n = size
		}
		for _, c := range norm.NFKC.String(s[i : i+n]) {
			w.put(c, i, i+n)
		}
		i += n
	}
	return Mapped{Text: string(w.out), from: w.from, to: w.to}
}

type rewriter struct {
	lower    bool
	out      []byte
	from, to []int32
}

func (w *rewriter) put(r rune, from, to int) {
	switch {
	case r == ' ' || unicode.IsSpace(r):
		r = ' '
	case invisible(r):
		return
	}
	if w.lower {
		r = unicode.ToLower(r)
	}
	before := len(w.out)
	w.out = utf8.AppendRune(w.out, r)
	for range len(w.out) - before {
		w.from = append(w.from, int32(from))
		w.to = append(w.to, int32(to))
	}
}

// unchanged is the short way for plain ASCII, the most frequent case in English and in codes.
func unchanged(s string, lower bool) bool {
	for i := 0; i < len(s); i++ {
		c := s[i]
		if c < ' ' || c >= 0x7f || c == '`' || (lower && 'A' <= c && c <= 'Z') {
			return false
		}
	}
	return true
}

// replaced holds the characters that NFKC would turn into something of no use here: «№» into "No", an acute
// accent used as an apostrophe into a space with a mark.
func replaced(r rune) (rune, bool) {
	switch r {
	case '’', '‘', 'ʼ', 'ʻ', 'ʹ', '′', '`', '´', '＇', '‛', 'ꞌ':
		return '\'', true
	case '‐', '‑', '‒', '–', '—', '―', '−', '﹣', '－':
		return '-', true
	case '№':
		return '#', true
	}
	return r, false
}

// stable says that r alone is already in NFKC: ASCII, Latin letters in use in Europe, Cyrillic.
func stable(r rune) bool {
	switch {
	case r < 0x80:
		return true
	case r >= 0xC0 && r <= 0x17E:
		return r != 0x132 && r != 0x133 && r != 0x13F && r != 0x140 && r != 0x149
	default:
		return r >= 0x400 && r <= 0x45F || r == 'Ґ' || r == 'ґ'
	}
}

// mayCombine says that the next character might join the one before it.
func mayCombine(rest string) bool {
	if rest == "" || rest[0] < 0xCC {
		return false
	}
	r, _ := utf8.DecodeRuneInString(rest)
	return r >= 0x300 && (r < 0x370 || r > 0x482) && (r < 0x48A || r > 0x52F)
}

// invisible says that r carries no text: control and format characters (bidirectional overrides, joiners, the
// soft hyphen), variation selectors, and marks that found no letter to join, such as stress over a Cyrillic vowel.
func invisible(r rune) bool {
	if r < 0x300 {
		return r < ' ' || r >= 0x7f && r < 0xA0 || r == 0xAD
	}
	return r <= 0x36F || r >= 0xFE00 && r <= 0xFE0F || r >= 0xE0000 && r <= 0xE0FFF || unicode.Is(unicode.Cf, r)
}
