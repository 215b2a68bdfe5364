package read

import (
	"context"
	"errors"
	"path"
	"strings"
	"time"

	"github.com/rozmova/rozmova/internal/knowledge/importing/pdf"
)

// documentTime bounds the reading of one document.
const documentTime = 60 * time.Second

// document makes an item of a PDF or DOCX file.
func (t *tree) document(ctx context.Context, p string, at place, data []byte, kind string) {
	it := Item{Kind: kind, Key: at.key, From: p, Shelves: at.shelves, Audience: t.o.Audience}
	var title, body string
	var err error
	if kind == "docx" {
		title, body, err = docx(data, &it)
	} else {
		ctx, cancel := context.WithTimeout(ctx, documentTime)
		title, body, err = pdfText(ctx, data)
		cancel()
	}
	switch {
	case err != nil:
		t.refuse(p, codeOf(err), "")
		return
	case strings.TrimSpace(body) == "":
		t.refuse(p, Empty, "")
		return
	}
	if it.Title = cut(title); it.Title == "" {
		it.Title = humanise(strings.TrimSuffix(path.Base(at.key), path.Ext(at.key)))
	}
	it.Body = strings.TrimSpace(body)
	if it.Lang = t.o.recognise(at.lang, it.Title+"\n"+it.Body); it.Lang == "" {
		t.refuse(p, Language, "")
		return
	}
	t.Items = append(t.Items, parts(it)...)
	t.pages[p] = place{key: it.Key, lang: it.Lang}
}

func pdfText(ctx context.Context, data []byte) (title, body string, err error) {
	doc, err := pdf.Read(ctx, data)
	if err != nil {
		return "", "", pdfError(err)
	}
	return doc.Markdown()
}

// pdfError makes the reader's errors ours.
func pdfError(err error) error {
	switch {
	case errors.Is(err, pdf.ErrEncrypted):
		return ErrEncrypted
	case errors.Is(err, pdf.ErrNoText):
		return ErrScanned
	case errors.Is(err, pdf.ErrTooLarge):
		return ErrTooLarge
	}
	return err
}
