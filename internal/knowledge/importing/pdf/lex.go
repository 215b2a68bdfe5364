package pdf

import (
	"strconv"
)

// Objects are nil, bool, float64, name, str, array, dict, ref, keyword and,
// of a file only, *stream.
type (
	name    string
	str     string
	keyword string
	array   []any
	dict    map[name]any
	ref     struct{ num, gen int }
	stream  struct {
		dict dict
		raw  []byte
	}
)

const maxNesting = 60

// lexer reads objects of PDF's syntax; it never fails, at worst it ends.
type lexer struct {
	b     []byte
	at    int
	depth int
}

type endToken struct{}

func isSpace(c byte) bool {
	return c == ' ' || c == '\n' || c == '\r' || c == '\t' || c == 0 || c == '\f'
}

func isDelimiter(c byte) bool {
	switch c {
	case '(', ')', '<', '>', '[', ']', '{', '}', '/', '%':
		return true
	}
	return false
}

func (l *lexer) space() {
	for l.at < len(l.b) {
		switch c := l.b[l.at]; {
		case isSpace(c):
			l.at++
		case c == '%':
			for l.at < len(l.b) && l.b[l.at] != '\n' && l.b[l.at] != '\r' {
				l.at++
			}
		default:
			return
		}
	}
}

// next reads an object or a keyword; endToken at the end.
func (l *lexer) next() any {
	l.space()
	if l.at >= len(l.b) {
		return endToken{}
	}
	c := l.b[l.at]
	switch {
	case c == '/':
		l.at++
		return l.name()
	case c == '(':
		l.at++
		return l.literal()
	case c == '<':
		l.at++
		if l.at < len(l.b) && l.b[l.at] == '<' {
			l.at++
			return l.dict()
		}
		return l.hex()
	case c == '[':
		l.at++
		return l.array()
	case c == ']' || c == '{' || c == '}' || c == ')':
		l.at++
		return keyword(c)
	case c == '>':
		l.at++
		if l.at < len(l.b) && l.b[l.at] == '>' {
			l.at++
		}
		return keyword(">>")
	}
	start := l.at
	for l.at < len(l.b) && !isSpace(l.b[l.at]) && !isDelimiter(l.b[l.at]) {
		l.at++
	}
	word := string(l.b[start:l.at])
	if n, err := strconv.ParseFloat(word, 64); err == nil && (c >= '0' && c <= '9' || c == '-' || c == '+' || c == '.') {
		return n
	}
	switch word {
	case "true":
		return true
	case "false":
		return false
	case "null":
		return nil
	}
	return keyword(word)
}

func (l *lexer) name() name {
	var out []byte
	for l.at < len(l.b) && !isSpace(l.b[l.at]) && !isDelimiter(l.b[l.at]) {
		c := l.b[l.at]
		if c == '#' && l.at+2 < len(l.b) && hexDigit(l.b[l.at+1]) >= 0 && hexDigit(l.b[l.at+2]) >= 0 {
			c = byte(hexDigit(l.b[l.at+1])<<4 | hexDigit(l.b[l.at+2]))
			l.at += 2
		}
		out = append(out, c)
		l.at++
	}
	return name(out)
}

func hexDigit(c byte) int {
	switch {
	case c >= '0' && c <= '9':
		return int(c - '0')
	case c >= 'a' && c <= 'f':
		return int(c-'a') + 10
	case c >= 'A' && c <= 'F':
		return int(c-'A') + 10
	}
	return -1
}

var escapes = map[byte]byte{'n': '\n', 'r': '\r', 't': '\t', 'b': '\b', 'f': '\f'}

func (l *lexer) literal() str {
	var out []byte
	for depth := 1; l.at < len(l.b); l.at++ {
		c := l.b[l.at]
		switch c {
		case '(':
			depth++
		case ')':
			if depth--; depth == 0 {
				l.at++
				return str(out)
			}
		case '\\':
			l.at++
			if l.at >= len(l.b) {
				return str(out)
			}
			c = l.b[l.at]
			if e, ok := escapes[c]; ok {
				c = e
			} else if c == '\r' || c == '\n' {
				if c == '\r' && l.at+1 < len(l.b) && l.b[l.at+1] == '\n' {
					l.at++
				}
				continue
			} else if c >= '0' && c <= '7' {
				n := 0
				for i := 0; i < 3 && l.at < len(l.b) && l.b[l.at] >= '0' && l.b[l.at] <= '7'; i++ {
					n = n*8 + int(l.b[l.at]-'0')
					l.at++
				}
				l.at--
				c = byte(n)
			}
		}
		out = append(out, c)
	}
	return str(out)
}

func (l *lexer) hex() str {
	var out []byte
	high := -1
	for ; l.at < len(l.b); l.at++ {
		c := l.b[l.at]
		if c == '>' {
			l.at++
			break
		}
		d := hexDigit(c)
		switch {
		case d < 0:
		case high < 0:
			high = d
		default:
			out = append(out, byte(high<<4|d))
			high = -1
		}
	}
	if high >= 0 {
		out = append(out, byte(high<<4))
	}
	return str(out)
}

func (l *lexer) array() array {
	out := array{}
	if l.depth++; l.depth > maxNesting {
		l.at = len(l.b)
	}
	defer func() { l.depth-- }()
	for {
		switch x := l.next().(type) {
		case endToken:
			return out
		case keyword:
			if x == "]" {
				return out
			}
			if x == "R" {
				out = withRef(out)
			}
		default:
			out = append(out, x)
		}
	}
}

// withRef makes a reference of the two numbers before R.
func withRef(list array) array {
	if n := len(list); n >= 2 {
		num, ok1 := list[n-2].(float64)
		gen, ok2 := list[n-1].(float64)
		if ok1 && ok2 {
			return append(list[:n-2], ref{int(num), int(gen)})
		}
	}
	return list
}

func (l *lexer) dict() dict {
	var list array
	if l.depth++; l.depth > maxNesting {
		l.at = len(l.b)
	}
	defer func() { l.depth-- }()
read:
	for {
		switch x := l.next().(type) {
		case endToken:
			break read
		case keyword:
			switch x {
			case ">>":
				break read
			case "R":
				list = withRef(list)
			case "endobj", "stream":
				l.at -= len(x) // the dictionary was never closed
				break read
			}
		default:
			list = append(list, x)
		}
	}
	out := dict{}
	for i := 0; i+1 < len(list); i += 2 {
		k, ok := list[i].(name)
		if !ok {
			i-- // a value too many: look for the next name
			continue
		}
		out[k] = list[i+1]
	}
	return out
}
