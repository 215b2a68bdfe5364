package pdf

import (
	"math"
	"regexp"
	"strings"
	"unicode"
)

// block is a paragraph, a heading or an item of a list.
type block struct {
	text    string
	heading int
	item    string // its mark: "- " or "1. "
}

// Markdown writes the document down, with the title apart.
func (d *Document) Markdown() (title, body string, err error) {
	blocks := d.blocks()
	title = d.title
	if len(blocks) > 0 && blocks[0].heading == 1 {
		title, blocks = blocks[0].text, blocks[1:]
	} else if title == "" && len(blocks) > 0 && blocks[0].heading > 0 {
		title, blocks = blocks[0].text, blocks[1:]
	}
	top := 6
	for _, x := range blocks {
		if x.heading > 0 {
			top = min(top, x.heading)
		}
	}
	var b strings.Builder
	for i, x := range blocks {
		switch {
		case i == 0:
		case x.item != "" && blocks[i-1].item != "":
			b.WriteByte('\n')
		default:
			b.WriteString("\n\n")
		}
		switch {
		case x.heading > 0:
			b.WriteString(strings.Repeat("#", x.heading-top+2) + " " + escape(x.text))
		default:
			b.WriteString(x.item + escape(x.text))
		}
	}
	if title == "" && b.Len() == 0 {
		return "", "", ErrNoText
	}
	return title, b.String(), nil
}

var marks = strings.NewReplacer(`\`, `\\`, "*", `\*`, "_", `\_`, "<", `\<`, "[", `\[`, "`", "\\`")

func escape(s string) string {
	s = marks.Replace(s)
	if s != "" && (s[0] == '#' || s[0] == '>' || strings.HasPrefix(s, "- ") || strings.HasPrefix(s, "+ ")) {
		s = `\` + s
	}
	return s
}

var (
	bulletItem   = regexp.MustCompile(`^[•◦▪▫●○■□‣⁃·\x{F0B7}\x{F0A7}\x{2013}\x{2014}*-]\s+(\S.*)$`)
	numberedItem = regexp.MustCompile(`^(\d{1,3})[.)]\s+(\S.*)$`)
)

// blocks joins lines that belong together, over the ends of pages, too.
func (d *Document) blocks() []block {
	size := d.bodySize()
	levels := d.headingLevels(size)
	words := d.words()
	right := edges{}
	for _, l := range d.lines {
		if math.Abs(l.size-size) < 0.6 {
			right.add(l)
		}
	}
	var out []block
	var last line
	for i, l := range d.lines {
		b := block{text: l.text, heading: d.heading(i, levels, size)}
		if m := bulletItem.FindStringSubmatch(l.text); m != nil && b.heading == 0 {
			b.text, b.item = m[1], "- "
		} else if m := numberedItem.FindStringSubmatch(l.text); m != nil && b.heading == 0 {
			b.text, b.item = m[2], m[1]+". "
		}
		if n := len(out); n > 0 && b.item == "" && follows(last, l, out[n-1], b, right) {
			out[n-1].text = join(out[n-1].text, b.text, words)
		} else {
			out = append(out, b)
		}
		last = l
	}
	for i := range out {
		out[i].text = ligatures.Replace(out[i].text)
	}
	return out
}

var ligatures = strings.NewReplacer("\u00AD", "", "ﬀ", "ff", "ﬁ", "fi", "ﬂ", "fl", "ﬃ", "ffi", "ﬄ", "ffl", "ﬅ", "st", "ﬆ", "st")

// edges tell where the lines end that begin near a place: a column's right edge.
type edges map[[2]int]float64

const edgeWidth = 50

func (e edges) add(l line) {
	k := [2]int{l.page, int(l.x) / edgeWidth}
	e[k] = max(e[k], l.to)
}

func (e edges) of(l line) float64 {
	at := l.to
	for i := -1; i <= 1; i++ {
		at = max(at, e[[2]int{l.page, int(l.x)/edgeWidth + i}])
	}
	return at
}

// follows says whether a line goes on with the block above it.
func follows(last, l line, above, b block, right edges) bool {
	if above.heading > 0 || b.heading > 0 {
		return above.heading == b.heading && last.page == l.page && l.gap > 0 && l.gap < 1.6 && math.Abs(last.size-l.size) < 0.1
	}
	if math.Abs(last.size-l.size) > 0.15*last.size {
		return false
	}
	end := []rune(above.text)
	open := len(end) > 0 && !strings.ContainsRune(".!?:;…", end[len(end)-1])
	if last.page != l.page {
		r := []rune(b.text)
		return open && len(r) > 0 && (unicode.IsLower(r[0]) || unicode.IsDigit(r[0]))
	}
	if l.gap == 0 { // beside or above it: another column
		r := []rune(b.text)
		return open && unicode.IsLower(r[0])
	}
	// The next word would have had its place on the line above.
	word, _, _ := strings.Cut(b.text, " ")
	room := right.of(last) - last.to
	short := room > float64(len([]rune(word))+1)*0.6*l.size
	switch {
	case l.gap > 1.75:
		return false
	case short && (!open || room > 0.3*(right.of(last)-last.x)):
		return false
	case l.x > last.x+1.2*l.size && above.item == "" && !open: // indented
		return false
	}
	return true
}

// heading is a line's level: by its size, or because it is short, bold and
// stands alone.
func (d *Document) heading(i int, levels map[float64]int, body float64) int {
	l := d.lines[i]
	if n := levels[math.Round(l.size*2)/2]; n > 0 && len(l.text) < 200 {
		return n
	}
	r := []rune(l.text)
	if !l.bold || len(r) > 90 || len(r) < 3 || strings.ContainsRune(".;,", r[len(r)-1]) || !hasLetter(l.text) || l.size < body*0.95 {
		return 0
	}
	if i+1 < len(d.lines) && d.lines[i+1].bold && d.lines[i+1].page == l.page && d.lines[i+1].gap < 1.6 {
		return 0 // a paragraph in bold
	}
	return min(len(levels)+1, 4)
}

// words are the words that the document writes without a break at a line's end.
func (d *Document) words() map[string]bool {
	m := map[string]bool{}
	for _, l := range d.lines {
		all := strings.Fields(strings.ToLower(l.text))
		for i, w := range all {
			if i < len(all)-1 || !strings.HasSuffix(w, "-") {
				m[strings.Trim(w, ".,;:!?()«»\"“”„")] = true
			}
		}
	}
	return m
}

// join puts two lines together. A hyphen at the end of the first is taken away
// unless the document writes that word with one.
func join(a, b string, words map[string]bool) string {
	head, cut := strings.CutSuffix(a, "-")
	if !cut {
		head, cut = strings.CutSuffix(a, "\u2010")
	}
	if soft, ok := strings.CutSuffix(a, "\u00AD"); ok {
		return soft + b
	}
	r := []rune(b)
	h := []rune(head)
	if !cut || len(r) == 0 || len(h) == 0 || !unicode.IsLetter(h[len(h)-1]) {
		return a + " " + b
	}
	if !unicode.IsLower(r[0]) {
		return a + b // Івано-Франківськ
	}
	left := strings.ToLower(head[strings.LastIndexByte(head, ' ')+1:])
	rest, _, _ := strings.Cut(strings.ToLower(b), " ")
	rest = strings.Trim(rest, ".,;:!?()«»\"“”„")
	left = strings.Trim(left, "(«\"“„")
	if words[left+"-"+rest] && !words[left+rest] {
		return a + b
	}
	return head + b
}
