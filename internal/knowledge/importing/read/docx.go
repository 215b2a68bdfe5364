package read

import (
	"archive/zip"
	"bytes"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"path"
	"strings"

	"github.com/rozmova/rozmova/internal/knowledge"
)

const (
	maxXML      = 64 << 20 // of a document's text as XML: what is packed smaller than it is
	maxXMLDepth = 200
)

// docx reads the text of a DOCX file: headings, paragraphs, lists, tables,
// links, and its pictures as files of the item.
func docx(data []byte, it *Item) (title, body string, err error) {
	z, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		if bytes.HasPrefix(data, []byte("\xD0\xCF\x11\xE0")) { // how Office encrypts, and what it wrote before
			return "", "", ErrEncrypted
		}
		return "", "", errors.Join(ErrMalformed, err)
	}
	d := &docxReader{zip: z, it: it, styles: map[string]docxStyle{}, lists: map[string]map[int]bool{}, links: map[string]docxLink{}}
	if err := d.styleNames(); err != nil {
		return "", "", err
	}
	if err := d.listKinds(); err != nil {
		return "", "", err
	}
	if err := d.relations(); err != nil {
		return "", "", err
	}
	if err := d.document(); err != nil {
		return "", "", err
	}
	return d.title, d.markdown(), nil
}

type docxReader struct {
	zip    *zip.Reader
	it     *Item
	styles map[string]docxStyle
	lists  map[string]map[int]bool // numId → level → numbered
	links  map[string]docxLink
	title  string
	blocks []docxBlock
}

type docxStyle struct {
	level int // of a heading, 0 for none
	title bool
	code  bool
	list  string // numId
	based string
}

type docxLink struct {
	to       string
	external bool
}

// part opens a part of the archive, bounded: an archive may claim any size.
func (d *docxReader) part(name string) (*xml.Decoder, io.Closer, error) {
	f, err := d.zip.Open(name)
	if err != nil {
		return nil, nil, errors.Join(ErrMalformed, err)
	}
	dec := xml.NewDecoder(&bounded{r: f, left: maxXML})
	dec.Strict = true
	return dec, f, nil
}

// bounded fails where io.LimitReader would seem to end.
type bounded struct {
	r    io.Reader
	left int64
}

func (b *bounded) Read(p []byte) (int, error) {
	if b.left <= 0 {
		return 0, ErrTooLarge
	}
	n, err := b.r.Read(p[:min(int64(len(p)), b.left)])
	b.left -= int64(n)
	return n, err
}

// each calls f for every element of a part that may be missing.
func (d *docxReader) each(name string, f func(dec *xml.Decoder, e xml.StartElement) error) error {
	dec, c, err := d.part(name)
	if err != nil {
		return nil
	}
	defer c.Close()
	for {
		tok, err := dec.Token()
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return xmlError(err)
		}
		if e, ok := tok.(xml.StartElement); ok {
			if err := f(dec, e); err != nil {
				return err
			}
		}
	}
}

func xmlError(err error) error {
	if errors.Is(err, ErrTooLarge) {
		return err
	}
	return errors.Join(ErrMalformed, err)
}

func xattr(e xml.StartElement, name string) string {
	for _, a := range e.Attr {
		if a.Name.Local == name {
			return a.Value
		}
	}
	return ""
}

func number(s string) int {
	n := 0
	for _, c := range s {
		if c < '0' || c > '9' || n > 1000 {
			return 0
		}
		n = n*10 + int(c-'0')
	}
	return n
}

// styleNames finds out which styles are headings, by their names and outline
// levels: the identifiers are written in the language of the program.
func (d *docxReader) styleNames() error {
	id := ""
	err := d.each("word/styles.xml", func(_ *xml.Decoder, e xml.StartElement) error {
		s := d.styles[id]
		switch e.Name.Local {
		case "style":
			id = xattr(e, "styleId")
			return nil
		case "name":
			name := strings.ToLower(xattr(e, "val"))
			if h, ok := strings.CutPrefix(name, "heading "); ok {
				s.level = min(number(h), 6)
			}
			s.title = name == "title"
			s.code = strings.Contains(name, "code") || strings.Contains(name, "preformatted")
		case "outlineLvl":
			if l := number(xattr(e, "val")) + 1; s.level == 0 && l <= 6 {
				s.level = l
			}
		case "basedOn":
			s.based = xattr(e, "val")
		case "numId":
			s.list = xattr(e, "val")
		default:
			return nil
		}
		if id != "" {
			d.styles[id] = s
		}
		return nil
	})
	for id, s := range d.styles { // what a style is based on, a few steps up
		base := s.based
		for range 10 {
			b, ok := d.styles[base]
			if !ok || s.level > 0 && s.list != "" {
				break
			}
			if s.level == 0 {
				s.level = b.level
			}
			if s.list == "" {
				s.list = b.list
			}
			s.code = s.code || b.code
			base = b.based
		}
		d.styles[id] = s
	}
	return err
}

// listKinds finds out which lists are numbered, by level.
func (d *docxReader) listKinds() error {
	abstract := map[string]map[int]bool{}
	of, level, num := "", 0, ""
	return d.each("word/numbering.xml", func(_ *xml.Decoder, e xml.StartElement) error {
		switch e.Name.Local {
		case "abstractNum":
			of, num = xattr(e, "abstractNumId"), ""
			abstract[of] = map[int]bool{}
		case "lvl":
			level = number(xattr(e, "ilvl"))
		case "numFmt":
			if num == "" && of != "" && abstract[of] != nil {
				switch xattr(e, "val") {
				case "bullet", "none":
				default:
					abstract[of][level] = true
				}
			}
		case "num":
			num = xattr(e, "numId")
		case "abstractNumId":
			if num != "" {
				d.lists[num] = abstract[xattr(e, "val")]
			}
		}
		return nil
	})
}

func (d *docxReader) relations() error {
	return d.each("word/_rels/document.xml.rels", func(_ *xml.Decoder, e xml.StartElement) error {
		if e.Name.Local == "Relationship" && len(d.links) < maxLinks*2 {
			d.links[xattr(e, "Id")] = docxLink{xattr(e, "Target"), xattr(e, "TargetMode") == "External"}
		}
		return nil
	})
}

// picture keeps a picture of the document and returns what stands for it.
func (d *docxReader) picture(rel string) string {
	l, ok := d.links[rel]
	if !ok || l.external {
		return ""
	}
	name := path.Join("word", l.to)
	if strings.HasPrefix(l.to, "/") {
		name = strings.TrimPrefix(l.to, "/")
	}
	ext := strings.ToLower(path.Ext(name))
	if !pictures[ext] {
		return ""
	}
	z := d.zip
	return d.it.file(File{Ref: name, Name: path.Base(name), Open: func() ([]byte, error) {
		f, err := z.Open(name)
		if err != nil {
			return nil, fmt.Errorf("open a picture: %w", err)
		}
		defer f.Close()
		data, err := io.ReadAll(io.LimitReader(f, knowledge.MaxFile+1))
		if err == nil && len(data) > knowledge.MaxFile {
			err = ErrTooLarge
		}
		return data, err
	}})
}
