package knowledge

import (
	"bytes"
	"strconv"
	"unicode"
	"unicode/utf8"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/parser"
)

// dialect is the Markdown that articles are written in: what a passage is cut
// from and what a page shows are read by the same parser, so that a passage's
// anchor is a heading of the page.
var dialect = boundedMarkdown()

// reading is the state of parsing one text, with anchors of our own.
func reading() parser.Context { return parser.NewContext(parser.WithIDs(&anchors{})) }

// longestAnchor is in bytes.
const longestAnchor = 120

// anchors names the headings of one text: letters and digits in lower case,
// whatever the alphabet, with hyphens between words; a heading that is there
// twice gets a number.
type anchors struct {
	used map[string]bool
	last map[string]int // how often a name was numbered, so that a thousand equal headings do not count from one each
}

// Generate makes an anchor of a heading's words.
func (a *anchors) Generate(words []byte, _ ast.NodeKind) []byte {
	var name []byte
	gap := false
	for _, r := range string(bytes.ToLower(words)) {
		if !unicode.IsLetter(r) && !unicode.IsDigit(r) && !unicode.Is(unicode.M, r) {
			gap = gap || r != '\'' && r != '’' && r != 'ʼ'
			continue
		}
		if gap && len(name) > 0 {
			name = append(name, '-')
		}
		gap = false
		if len(name)+utf8.RuneLen(r) > longestAnchor {
			break
		}
		name = utf8.AppendRune(name, r)
	}
	if len(name) == 0 {
		name = []byte("part")
	}
	if a.last == nil {
		a.used, a.last = map[string]bool{}, map[string]int{}
	}
	base := string(name)
	whole := base
	for n := a.last[base]; a.used[whole]; {
		n++
		whole = base + "-" + strconv.Itoa(n+1)
		a.last[base] = n
	}
	a.Put([]byte(whole))
	return []byte(whole)
}

// Put takes an anchor that the text itself gives.
func (a *anchors) Put(name []byte) {
	if a.used == nil {
		a.used, a.last = map[string]bool{}, map[string]int{}
	}
	a.used[string(name)] = true
}
