package pdf

import (
	"bytes"
	"context"
	"errors"
)

// What can be wrong with a file.
var (
	ErrMalformed = errors.New("not a PDF file that can be read")
	ErrEncrypted = errors.New("the PDF file is encrypted")
	ErrTooLarge  = errors.New("the PDF file unpacks to too much")
	ErrNoText    = errors.New("the PDF file has no text")
)

// Limits on one file.
const (
	maxObjects   = 1_000_000
	maxStream    = 64 << 20  // unpacked
	maxUnpacked  = 512 << 20 // of all streams together
	maxPages     = 5_000
	maxGlyphs    = 4_000_000
	maxOperators = 20_000_000
)

// file is a PDF file's objects.
type file struct {
	ctx       context.Context
	data      []byte
	at        map[int]int // offsets of objects
	inStream  map[int]any // objects out of object streams
	parsed    map[int]any
	resolving int // how deep references lead to references
	unpacked  int
	root      dict
	rootRef   any
	info      any
}

// open finds the objects of a file and its catalogue.
func open(ctx context.Context, data []byte) (*file, error) {
	if i := bytes.Index(data[:min(len(data), 1024)], []byte("%PDF-")); i < 0 {
		return nil, ErrMalformed
	}
	f := &file{ctx: ctx, data: data, at: map[int]int{}, inStream: map[int]any{}, parsed: map[int]any{}}
	var packed []int
	for at := 0; ; {
		i := bytes.Index(data[at:], []byte("obj"))
		if i < 0 {
			break
		}
		i += at
		at = i + 3
		num, ok := numberBefore(data, i)
		if !ok {
			continue
		}
		if len(f.at) >= maxObjects {
			return nil, ErrTooLarge
		}
		f.at[num] = at // the last one counts: changes are written behind
		head := data[at:min(at+400, len(data))]
		if end := bytes.Index(head, []byte("stream")); end >= 0 {
			head = head[:end]
		}
		if bytes.Contains(head, []byte("/ObjStm")) {
			packed = append(packed, num)
		}
		if err := ctx.Err(); err != nil {
			return nil, err
		}
	}
	if err := f.trailers(); err != nil {
		return nil, err
	}
	for _, num := range packed {
		f.unpackObjects(num)
	}
	if f.root = f.dict(f.rootRef); f.root["Pages"] == nil {
		f.findRoot()
	}
	if f.root == nil {
		return nil, ErrMalformed
	}
	return f, nil
}

// numberBefore reads N G before "obj".
func numberBefore(data []byte, at int) (int, bool) {
	back := func() (int, bool) {
		for at > 0 && isSpace(data[at-1]) {
			at--
		}
		end := at
		for at > 0 && data[at-1] >= '0' && data[at-1] <= '9' && end-at < 10 {
			at--
		}
		n := 0
		for _, c := range data[at:end] {
			n = n*10 + int(c-'0')
		}
		return n, end > at
	}
	if at == 0 || !isSpace(data[at-1]) && data[at-1] < '0' {
		return 0, false
	}
	if _, ok := back(); !ok {
		return 0, false
	}
	return back()
}

// trailers looks for what names the catalogue, in trailers and in streams that
// stand in their place.
func (f *file) trailers() error {
	look := func(d dict) error {
		if d["Encrypt"] != nil {
			return ErrEncrypted
		}
		if d["Root"] != nil {
			f.rootRef = d["Root"]
			if i, ok := d["Info"]; ok {
				f.info = i
			}
		}
		return nil
	}
	for at := 0; ; {
		i := bytes.Index(f.data[at:], []byte("trailer"))
		if i < 0 {
			break
		}
		at += i + len("trailer")
		if d, ok := (&lexer{b: f.data[:min(len(f.data), at+64<<10)], at: at}).next().(dict); ok {
			if err := look(d); err != nil {
				return err
			}
		}
	}
	for _, off := range f.at {
		head := f.data[off:min(off+1000, len(f.data))]
		if end := bytes.Index(head, []byte("stream")); end >= 0 {
			head = head[:end]
		}
		if bytes.Contains(head, []byte("/XRef")) {
			if d, ok := (&lexer{b: head}).next().(dict); ok {
				if err := look(d); err != nil {
					return err
				}
			}
		}
	}
	return nil
}

// findRoot looks for the catalogue where no trailer names it.
func (f *file) findRoot() {
	f.root = nil
	try := func(num int) {
		if d := f.dict(ref{num: num}); d["Type"] == name("Catalog") && d["Pages"] != nil {
			f.root = d
		}
	}
	for num := range f.at {
		try(num)
	}
	for num := range f.inStream {
		try(num)
	}
}

// unpackObjects takes the objects out of an object stream.
func (f *file) unpackObjects(num int) {
	s, ok := f.resolve(ref{num: num}).(*stream)
	if !ok {
		return
	}
	n, first := int(f.number(s.dict["N"])), int(f.number(s.dict["First"]))
	data, err := f.decode(s)
	if err != nil || n <= 0 || n > maxObjects || first < 0 || first > len(data) {
		return
	}
	head := &lexer{b: data[:first]}
	for range n {
		id, ok1 := head.next().(float64)
		off, ok2 := head.next().(float64)
		if !ok1 || !ok2 {
			return
		}
		at := first + int(off)
		if at < first || at > len(data) || len(f.inStream) > maxObjects {
			return
		}
		// A plain object that was written later has changed this one.
		if plain, ok := f.at[int(id)]; ok && plain > f.at[num] {
			continue
		}
		delete(f.at, int(id))
		switch x := (&lexer{b: data, at: at}).next().(type) {
		case endToken, keyword:
		default:
			f.inStream[int(id)] = x
		}
	}
}

// resolve follows a reference; anything else is itself.
func (f *file) resolve(x any) any {
	r, ok := x.(ref)
	if !ok {
		return x
	}
	if v, ok := f.parsed[r.num]; ok {
		return v
	}
	if f.resolving > 20 {
		return nil
	}
	f.resolving++
	defer func() { f.resolving-- }()
	if v, ok := f.inStream[r.num]; ok {
		return f.resolve(v)
	}
	at, ok := f.at[r.num]
	if !ok {
		return nil
	}
	f.parsed[r.num] = nil // what refers to itself is nothing
	l := &lexer{b: f.data, at: at}
	v := l.next()
	if d, ok := v.(dict); ok {
		if raw, ok := f.raw(l, d); ok {
			v = &stream{d, raw}
		}
	}
	switch v.(type) {
	case endToken, keyword:
		v = nil
	}
	v = f.resolve(v)
	f.parsed[r.num] = v
	return v
}

// raw is the bytes of a stream whose dictionary was read.
func (f *file) raw(l *lexer, d dict) ([]byte, bool) {
	l.space()
	if !bytes.HasPrefix(l.b[l.at:], []byte("stream")) {
		return nil, false
	}
	at := l.at + len("stream")
	if at < len(l.b) && l.b[at] == '\r' {
		at++
	}
	if at < len(l.b) && l.b[at] == '\n' {
		at++
	}
	if n := f.number(d["Length"]); n > 0 && n <= float64(len(l.b)-at) {
		end := at + int(n)
		if bytes.HasPrefix(bytes.TrimLeft(l.b[end:min(end+20, len(l.b))], "\r\n \t"), []byte("endstream")) {
			return l.b[at:end], true
		}
	}
	end := bytes.Index(l.b[at:], []byte("endstream"))
	if end < 0 {
		return l.b[at:], true
	}
	return l.b[at : at+end], true
}

func (f *file) dict(x any) dict {
	switch v := f.resolve(x).(type) {
	case dict:
		return v
	case *stream:
		return v.dict
	}
	return nil
}

func (f *file) array(x any) array {
	a, _ := f.resolve(x).(array)
	return a
}

func (f *file) number(x any) float64 {
	n, _ := f.resolve(x).(float64)
	return n
}

func (f *file) name(x any) name {
	n, _ := f.resolve(x).(name)
	return n
}
