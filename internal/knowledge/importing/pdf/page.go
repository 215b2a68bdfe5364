package pdf

import (
	"math"
)

// glyphRun is some text at one place of a page, in the page's units from its
// lower left corner.
type glyphRun struct {
	page int
	x, y float64
	to   float64 // where it ends
	size float64
	text string
	bold bool
}

type matrix [6]float64

var identity = matrix{1, 0, 0, 1, 0, 0}

// mul is m followed by n.
func (m matrix) mul(n matrix) matrix {
	return matrix{
		m[0]*n[0] + m[1]*n[2], m[0]*n[1] + m[1]*n[3],
		m[2]*n[0] + m[3]*n[2], m[2]*n[1] + m[3]*n[3],
		m[4]*n[0] + m[5]*n[2] + n[4], m[4]*n[1] + m[5]*n[3] + n[5],
	}
}

// state is what decides how a text is shown.
type state struct {
	ctm                     matrix
	font                    *font
	size, char, word, scale float64
	leading, rise           float64
}

// painter interprets the contents of pages, as far as texts are concerned.
type painter struct {
	f         *file
	page      int
	runs      []glyphRun
	fonts     map[any]*font
	operators int
	glyphs    int
	pictures  int
}

// pages gives every page with the resources that it inherits.
func (f *file) pages(do func(page, resources dict) error) error {
	seen := map[int]bool{}
	n := 0
	var walk func(x any, resources any, depth int) error
	walk = func(x, resources any, depth int) error {
		if r, ok := x.(ref); ok {
			if seen[r.num] {
				return nil // a tree that bites its tail
			}
			seen[r.num] = true
		}
		d := f.dict(x)
		if d == nil || depth > maxNesting {
			return nil
		}
		if r := d["Resources"]; r != nil {
			resources = r
		}
		if kids := f.array(d["Kids"]); kids != nil && f.name(d["Type"]) != "Page" {
			for _, k := range kids {
				if err := walk(k, resources, depth+1); err != nil {
					return err
				}
			}
			return nil
		}
		if n++; n > maxPages {
			return ErrTooLarge
		}
		return do(d, f.dict(resources))
	}
	return walk(f.root["Pages"], nil, 0)
}

// contents is a page's program: one stream, or several that follow each other.
func (f *file) contents(x any) ([]byte, error) {
	var out []byte
	for _, part := range f.list(x) {
		s, ok := f.resolve(part).(*stream)
		if !ok {
			continue
		}
		data, err := f.decode(s)
		if err != nil {
			return nil, err
		}
		out = append(append(out, data...), '\n')
		if len(out) > maxStream {
			return nil, ErrTooLarge
		}
	}
	return out, nil
}

// run interprets a program.
func (p *painter) run(program []byte, resources dict, s state, depth int) error {
	l := &lexer{b: program}
	var args array
	var stack []state
	tm, line := identity, identity
	artifact, marked := 0, []bool{}
	num := func(i int) float64 {
		if i < len(args) {
			n, _ := args[i].(float64)
			return n
		}
		return 0
	}
	next := func(x, y float64) {
		line = matrix{1, 0, 0, 1, x, y}.mul(line)
		tm = line
	}
	show := func(x any) {
		if t, ok := x.(str); ok && artifact == 0 {
			tm = p.show(t, s, tm)
		}
	}
	for {
		x := l.next()
		op, ok := x.(keyword)
		if _, end := x.(endToken); end {
			return nil
		}
		if !ok {
			if len(args) < 1000 {
				args = append(args, x)
			}
			continue
		}
		if p.operators++; p.operators > maxOperators || p.glyphs > maxGlyphs {
			return ErrTooLarge
		}
		if p.operators%1024 == 0 {
			if err := p.f.ctx.Err(); err != nil {
				return err
			}
		}
		switch op {
		case "q":
			if len(stack) < 1000 {
				stack = append(stack, s)
			}
		case "Q":
			if n := len(stack); n > 0 {
				s, stack = stack[n-1], stack[:n-1]
			}
		case "cm":
			s.ctm = matrix{num(0), num(1), num(2), num(3), num(4), num(5)}.mul(s.ctm)
		case "BT":
			tm, line = identity, identity
		case "Tf":
			s.size = num(1)
			if n, ok := first(args).(name); ok {
				s.font = p.font(p.f.dict(resources["Font"])[n])
			}
		case "Td":
			next(num(0), num(1))
		case "TD":
			s.leading = -num(1)
			next(num(0), num(1))
		case "Tm":
			tm = matrix{num(0), num(1), num(2), num(3), num(4), num(5)}
			line = tm
		case "T*":
			next(0, -s.leading)
		case "TL":
			s.leading = num(0)
		case "Tc":
			s.char = num(0)
		case "Tw":
			s.word = num(0)
		case "Tz":
			s.scale = num(0) / 100
		case "Ts":
			s.rise = num(0)
		case "Tj":
			show(first(args))
		case "'":
			next(0, -s.leading)
			show(first(args))
		case "\"":
			s.word, s.char = num(0), num(1)
			next(0, -s.leading)
			if len(args) > 2 {
				show(args[2])
			}
		case "TJ":
			list, _ := first(args).(array)
			for _, x := range list {
				if n, ok := x.(float64); ok {
					tm = matrix{1, 0, 0, 1, -n / 1000 * s.size * s.scale, 0}.mul(tm)
				} else {
					show(x)
				}
			}
		case "Do":
			if n, ok := first(args).(name); ok && depth < 8 && artifact == 0 {
				if err := p.form(p.f.dict(resources["XObject"])[n], resources, s, depth); err != nil {
					return err
				}
			}
		case "BMC", "BDC":
			// Running heads and page numbers, where the program that wrote the
			// file says so.
			a := first(args) == name("Artifact")
			if a {
				artifact++
			}
			if len(marked) < 1000 {
				marked = append(marked, a)
			}
		case "EMC":
			if n := len(marked); n > 0 {
				if marked[n-1] {
					artifact--
				}
				marked = marked[:n-1]
			}
		case "BI":
			p.pictures++
			skipPicture(l)
		}
		args = args[:0]
	}
}

func first(a array) any {
	if len(a) == 0 {
		return nil
	}
	return a[0]
}

// skipPicture passes the bytes of a picture within a program.
func skipPicture(l *lexer) {
	for l.at < len(l.b) {
		if k, ok := l.next().(keyword); ok && k == "ID" {
			break
		}
	}
	for ; l.at+3 < len(l.b); l.at++ {
		if isSpace(l.b[l.at]) && l.b[l.at+1] == 'E' && l.b[l.at+2] == 'I' && isSpace(l.b[l.at+3]) {
			l.at += 3
			return
		}
	}
	l.at = len(l.b)
}

// form interprets a program within a program.
func (p *painter) form(x any, resources dict, s state, depth int) error {
	form, ok := p.f.resolve(x).(*stream)
	if !ok {
		return nil
	}
	if p.f.name(form.dict["Subtype"]) != "Form" {
		p.pictures++
		return nil
	}
	if r := p.f.dict(form.dict["Resources"]); r != nil {
		resources = r
	}
	if m := p.f.array(form.dict["Matrix"]); len(m) == 6 {
		var n matrix
		for i := range m {
			n[i] = p.f.number(m[i])
		}
		s.ctm = n.mul(s.ctm)
	}
	program, err := p.f.decode(form)
	if err != nil {
		return err
	}
	return p.run(program, resources, s, depth+1)
}

func (p *painter) font(x any) *font {
	r, ok := x.(ref)
	if ok {
		if t := p.fonts[r]; t != nil {
			return t
		}
	}
	t := p.f.font(x)
	if ok {
		p.fonts[r] = t
	}
	return t
}

// show notes a text and returns where the next one stands.
func (p *painter) show(t str, s state, tm matrix) matrix {
	if s.font == nil {
		return tm
	}
	s.font.each(t, func(code int, text string, width float64) {
		p.glyphs++
		at := matrix{s.size * s.scale, 0, 0, s.size, 0, s.rise}.mul(tm).mul(s.ctm)
		advance := width/1000*s.size + s.char
		if code == ' ' && !s.font.wide {
			advance += s.word
		}
		tm = matrix{1, 0, 0, 1, advance * s.scale, 0}.mul(tm)
		end := matrix{s.size * s.scale, 0, 0, s.size, 0, s.rise}.mul(tm).mul(s.ctm)
		size := math.Hypot(at[2], at[3])
		// What is turned on its side is a stamp or a mark beside the text.
		if text == "" || size < 1 || size > 400 || math.Abs(at[1]) > math.Abs(at[0]) || math.IsNaN(at[4]+at[5]) {
			return
		}
		if n := len(p.runs); n > 0 {
			last := &p.runs[n-1]
			if last.page == p.page && last.size == size && last.bold == s.font.bold && math.Abs(last.y-at[5]) < 0.01 &&
				math.Abs(last.to-at[4]) < 0.02*size && len(last.text) < 2000 {
				last.text, last.to = last.text+text, end[4]
				return
			}
		}
		p.runs = append(p.runs, glyphRun{p.page, at[4], at[5], end[4], size, text, s.font.bold})
	})
	return tm
}
