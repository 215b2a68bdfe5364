package knowledge

import (
	"strings"
	"unicode"
)

// Part is a piece of a text beside another: in both, or only in one.
type Part struct {
	Op   PartOp
	Text string
}

// PartOp says where a part stands.
type PartOp string

const (
	Same    PartOp = "same"
	Added   PartOp = "added"   // only in the newer text
	Removed PartOp = "removed" // only in the older
)

// maxEdits bounds the work: texts that differ more are told apart by whole
// stretches instead of words.
const maxEdits = 1000

// Diff tells two texts apart by words. What is the same or added gives the newer
// text, what is the same or removed the older, to the letter.
func Diff(older, newer string) []Part {
	var out []Part
	lines := func(s string) []string { return strings.SplitAfter(s, "\n") }
	for _, c := range compare(lines(older), lines(newer)) {
		if len(c.a) == 0 || len(c.b) == 0 || c.same {
			out = merge(out, c)
			continue
		}
		for _, w := range compare(splitWords(strings.Join(c.a, "")), splitWords(strings.Join(c.b, ""))) {
			out = merge(out, w)
		}
	}
	return out
}

// stretch is what stands between two places where texts agree, or where they do.
type stretch struct {
	a, b []string
	same bool
}

func merge(out []Part, s stretch) []Part {
	add := func(op PartOp, text string) {
		if text == "" {
			return
		}
		if n := len(out); n > 0 && out[n-1].Op == op {
			out[n-1].Text += text
			return
		}
		out = append(out, Part{op, text})
	}
	if s.same {
		add(Same, strings.Join(s.a, ""))
		return out
	}
	add(Removed, strings.Join(s.a, ""))
	add(Added, strings.Join(s.b, ""))
	return out
}

// splitWords takes a text apart into words, blanks and single marks.
func splitWords(s string) []string {
	var out []string
	kind := func(r rune) int {
		switch {
		case unicode.IsLetter(r), unicode.IsDigit(r), unicode.IsMark(r), r == '\'', r == '’':
			return 1
		case unicode.IsSpace(r) && r != '\n':
			return 2
		}
		return 0
	}
	from, was := 0, 0
	for i, r := range s {
		k := kind(r)
		if i > from && (k == 0 || k != was) {
			out, from = append(out, s[from:i]), i
		}
		was = k
	}
	if from < len(s) {
		out = append(out, s[from:])
	}
	return out
}

// compare finds the fewest edits between two lists (Myers, O(ND)), as stretches
// in order.
func compare(a, b []string) []stretch {
	head := 0
	for head < len(a) && head < len(b) && a[head] == b[head] {
		head++
	}
	tail := 0
	for tail < len(a)-head && tail < len(b)-head && a[len(a)-1-tail] == b[len(b)-1-tail] {
		tail++
	}
	var out []stretch
	if head > 0 {
		out = append(out, stretch{a[:head], b[:head], true})
	}
	out = append(out, middle(a[head:len(a)-tail], b[head:len(b)-tail])...)
	if tail > 0 {
		out = append(out, stretch{a[len(a)-tail:], b[len(b)-tail:], true})
	}
	return out
}

func middle(a, b []string) []stretch {
	if len(a) == 0 && len(b) == 0 {
		return nil
	}
	if len(a) == 0 || len(b) == 0 {
		return []stretch{{a: a, b: b}}
	}
	most := min(len(a)+len(b), maxEdits)
	reach := make([]int, 2*most+3) // the furthest x on each diagonal x−y
	var history [][]int
	for d := 0; d <= most; d++ {
		history = append(history, append([]int(nil), reach[most+1-d:most+2+d]...))
		for k := -d; k <= d; k += 2 {
			x := 0
			switch {
			case d == 0:
			case k == -d || k != d && reach[most+1+k-1] < reach[most+1+k+1]:
				x = reach[most+1+k+1]
			default:
				x = reach[most+1+k-1] + 1
			}
			y := x - k
			for x < len(a) && y < len(b) && y >= 0 && a[x] == b[y] {
				x, y = x+1, y+1
			}
			reach[most+1+k] = x
			if x >= len(a) && y >= len(b) {
				return trace(a, b, history, d)
			}
		}
	}
	return []stretch{{a: a, b: b}}
}

// trace walks back along the furthest reaches of each number of edits.
func trace(a, b []string, history [][]int, d int) []stretch {
	var back []stretch
	x, y := len(a), len(b)
	for ; d > 0; d-- {
		before := history[d] // of d−1 edits, on the diagonals −d…d
		at := func(k int) int { return before[k+d] }
		k := x - y
		down := k == -d || k != d && at(k-1) < at(k+1)
		fromK := k - 1
		if down {
			fromK = k + 1
		}
		px := at(fromK)
		py := px - fromK
		mx, my := px, py+1
		if !down {
			mx, my = px+1, py
		}
		if x > mx {
			back = append(back, stretch{a[mx:x], b[my:y], true})
		}
		back = append(back, stretch{a: a[px:mx], b: b[py:my]})
		x, y = px, py
	}
	if x > 0 {
		back = append(back, stretch{a[:x], b[:y], true})
	}
	var out []stretch
	for i := len(back) - 1; i >= 0; i-- {
		s := back[i]
		if n := len(out); n > 0 && !out[n-1].same && !s.same {
			out[n-1].a = append(out[n-1].a[:len(out[n-1].a):len(out[n-1].a)], s.a...)
			out[n-1].b = append(out[n-1].b[:len(out[n-1].b):len(out[n-1].b)], s.b...)
			continue
		}
		out = append(out, s)
	}
	return out
}
