package library

import (
	"bytes"
	"context"
	"errors"
	"net/http"
	"path"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/google/uuid"

	"github.com/rozmova/rozmova/internal/conversation"
	"github.com/rozmova/rozmova/internal/knowledge"
	"github.com/rozmova/rozmova/internal/store"
)

// maxFileName bounds a file's name, in runes.
const maxFileName = 120

// Attach keeps a file beside an article; Markdown names it as attachment:ID.
// Readers of the article get it from then on.
func (l *Library) Attach(ctx context.Context, ws conversation.WorkspaceID, by knowledge.Person, id knowledge.ArticleID, name string, data []byte) (knowledge.Attachment, error) {
	f := knowledge.Attachment{
		ID: knowledge.AttachmentID(uuid.Must(uuid.NewV7()).String()), Article: id, Name: fileName(name), Size: len(data), By: by, At: l.now(),
	}
	switch {
	case len(data) == 0:
		return f, &knowledge.InvalidError{Field: "file", Reason: "required"}
	case len(data) > knowledge.MaxFile:
		return f, &knowledge.InvalidError{Field: "file", Reason: "too_long"}
	}
	var ok bool
	if f.Type, ok = fileType(data); !ok {
		return f, &knowledge.InvalidError{Field: "file", Reason: "type"}
	}
	err := l.Store.PutFile(ctx, ws, f, data)
	if errors.Is(err, store.ErrExists) {
		err = &knowledge.InvalidError{Field: "file", Reason: "too_many"}
	}
	return f, err
}

// Detach takes a file away.
func (l *Library) Detach(ctx context.Context, ws conversation.WorkspaceID, by knowledge.Person, article knowledge.ArticleID, id knowledge.AttachmentID) error {
	return l.Store.DropFile(ctx, ws, article, id, by.ID, l.now())
}

// File gives a file for agents.
func (l *Library) File(ctx context.Context, ws conversation.WorkspaceID, id knowledge.AttachmentID) (knowledge.Attachment, []byte, error) {
	return l.Store.File(ctx, ws, id)
}

// PublicFile gives a file for readers: of an article that is public, and
// published in some language. Others are store.ErrNotFound.
func (l *Library) PublicFile(ctx context.Context, ws conversation.WorkspaceID, id knowledge.AttachmentID) (knowledge.Attachment, []byte, error) {
	f, data, err := l.Store.File(ctx, ws, id)
	if err != nil {
		return f, nil, err
	}
	a, err := l.Store.Article(ctx, ws, f.Article)
	if err != nil {
		return f, nil, err
	}
	published := slices.ContainsFunc(a.Editions, func(e knowledge.Edition) bool { return e.Published > 0 })
	if a.Audience != knowledge.Public || a.Archived || !published {
		return f, nil, store.ErrNotFound
	}
	return f, data, nil
}

// fileType says what a file is by what is in it. Images that can hold scripts
// (SVG) and everything else that a browser could run are not among them.
func fileType(data []byte) (string, bool) {
	kind, _, _ := strings.Cut(http.DetectContentType(data), ";")
	switch kind {
	case "image/png", "image/jpeg", "image/gif", "image/webp":
		return kind, true
	case "application/pdf":
		return kind, bytes.HasPrefix(data, []byte("%PDF-"))
	case "text/plain":
		// Served as text/plain with nosniff it is only ever shown; what begins like
		// markup wants to be more than that.
		markup := bytes.HasPrefix(bytes.TrimSpace(data), []byte("<"))
		return "text/plain; charset=utf-8", !markup && utf8.Valid(data) && bytes.IndexByte(data, 0) < 0
	}
	return "", false
}

// fileName is a name without a path and without what could break a header.
func fileName(name string) string {
	name = path.Base(strings.ReplaceAll(strings.ToValidUTF8(name, ""), `\`, "/"))
	name = strings.Map(func(r rune) rune {
		if !unicode.IsPrint(r) || strings.ContainsRune(`"<>:|?*/`, r) {
			return -1
		}
		return r
	}, name)
	if r := []rune(name); len(r) > maxFileName {
		name = string(r[:maxFileName])
	}
	if name = strings.TrimSpace(name); name == "" || name == "." {
		return "file"
	}
	return name
}

// FileType says what a file is by what is in it, and whether it may be attached.
func FileType(data []byte) (string, bool) { return fileType(data) }

// FileName makes a name as files are called here.
func FileName(name string) string { return fileName(name) }
