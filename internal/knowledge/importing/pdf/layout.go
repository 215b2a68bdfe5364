package pdf

import (
	"context"
	"errors"
	"math"
	"regexp"
	"slices"
	"strings"
	"unicode"
)

// Document is a PDF file's text, line by line.
type Document struct {
	title string
	lines []line
}

// line is a line of text as it stands on a page.
type line struct {
	page  int
	y     float64
	x, to float64
	size  float64
	text  string
	bold  bool
	gap   float64 // to the line above, in sizes; 0 at the top of a page
}

// Read reads a file's text.
func Read(ctx context.Context, data []byte) (*Document, error) {
	f, err := open(ctx, data)
	if err != nil {
		return nil, err
	}
	p := &painter{f: f, fonts: map[any]*font{}}
	err = f.pages(func(page, resources dict) error {
		p.page++
		if err := ctx.Err(); err != nil {
			return err
		}
		program, err := f.contents(page["Contents"])
		if errors.Is(err, ErrMalformed) {
			return nil // one page is damaged: the others may not be
		}
		if err != nil {
			return err
		}
		return p.run(program, resources, state{ctm: identity, scale: 1}, 0)
	})
	if err != nil {
		return nil, err
	}
	if len(p.runs) == 0 {
		return nil, ErrNoText
	}
	d := &Document{lines: lines(p.runs)}
	d.dropRunning(p.page)
	if len(d.lines) == 0 {
		return nil, ErrNoText
	}
	d.title = metaTitle(textString(f.resolve(f.dict(f.info)["Title"])))
	return d, nil
}

// metaTitle is the title that a file claims, unless a program made it up of the
// file's name.
func metaTitle(s string) string {
	s = strings.Join(strings.Fields(s), " ")
	if len(s) < 3 || strings.HasPrefix(s, "Microsoft ") || strings.EqualFold(s, "untitled") || fileName.MatchString(s) {
		return ""
	}
	return s
}

var fileName = regexp.MustCompile(`(?i)\.(docx?|odt|pdf|rtf|indd|pptx?|xlsx?|txt|html?)$`)

// lines puts runs together that stand on one line, in the order of the file,
// which is the order of reading.
func lines(runs []glyphRun) []line {
	var out []line
	var b strings.Builder
	var cur line
	chars, bolds := 0, 0
	flush := func() {
		text := strings.Join(strings.Fields(b.String()), " ")
		b.Reset()
		if text != "" {
			cur.text, cur.bold = text, bolds*10 >= chars*9
			if n := len(out); n > 0 && out[n-1].page == cur.page && out[n-1].y > cur.y {
				cur.gap = (out[n-1].y - cur.y) / cur.size
			}
			out = append(out, cur)
		}
		chars, bolds = 0, 0
	}
	for i, r := range runs {
		same := i > 0 && r.page == cur.page && math.Abs(r.y-cur.y) < 0.45*max(r.size, cur.size) && r.x >= cur.x-0.1*r.size && r.x > cur.to-2*r.size
		if !same {
			if i > 0 {
				flush()
			}
			cur = line{page: r.page, y: r.y, x: r.x, to: r.to, size: r.size}
		} else if gap := r.x - cur.to; gap > 0.18*r.size {
			b.WriteByte(' ')
		}
		b.WriteString(r.text)
		cur.to = max(cur.to, r.to)
		n := len([]rune(strings.TrimSpace(r.text)))
		if r.size > cur.size && n > 0 {
			cur.size = r.size
		}
		chars += n
		if r.bold {
			bolds += n
		}
	}
	flush()
	return out
}

var digits = regexp.MustCompile(`[0-9]+`)

// dropRunning leaves out what stands at the top or the bottom of most pages,
// and lone numbers there.
func (d *Document) dropRunning(pages int) {
	top, bottom := map[int]float64{}, map[int]float64{}
	for _, l := range d.lines {
		if y, ok := top[l.page]; !ok || l.y > y {
			top[l.page] = l.y
		}
		if y, ok := bottom[l.page]; !ok || l.y < y {
			bottom[l.page] = l.y
		}
	}
	edge := func(l line) bool {
		return l.y > top[l.page]-2.2*l.size || l.y < bottom[l.page]+2.2*l.size
	}
	count := map[string]int{}
	for _, l := range d.lines {
		if edge(l) {
			count[digits.ReplaceAllString(l.text, "0")]++
		}
	}
	d.lines = slices.DeleteFunc(d.lines, func(l line) bool {
		if !edge(l) {
			return false
		}
		key := digits.ReplaceAllString(l.text, "0")
		if pages >= 2 && strings.Trim(key, "0 -–—./|") == "" && len(key) <= 9 {
			return true
		}
		return pages >= 3 && count[key] >= 3 && count[key]*2 > pages
	})
}

// bodySize is the size of most letters.
func (d *Document) bodySize() float64 {
	count := map[float64]int{}
	for _, l := range d.lines {
		count[math.Round(l.size*2)/2] += len(l.text)
	}
	best, most := 0.0, 0
	for size, n := range count {
		if n > most || n == most && size < best {
			best, most = size, n
		}
	}
	return best
}

// headingLevels gives the sizes above the body's a level each, the largest
// first.
func (d *Document) headingLevels(body float64) map[float64]int {
	var sizes []float64
	for _, l := range d.lines {
		s := math.Round(l.size*2) / 2
		if s >= body*1.12 && !slices.Contains(sizes, s) && hasLetter(l.text) {
			sizes = append(sizes, s)
		}
	}
	slices.SortFunc(sizes, func(a, b float64) int { return int(2 * (b - a)) })
	levels := map[float64]int{}
	for i, s := range sizes {
		levels[s] = min(i+1, 5)
	}
	return levels
}

func hasLetter(s string) bool { return strings.ContainsFunc(s, unicode.IsLetter) }
