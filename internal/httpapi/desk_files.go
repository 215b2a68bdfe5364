package httpapi

import (
	"bytes"
	"context"
	"errors"
	"mime"
	"net/http"
	"reflect"
	"strconv"
	"strings"

	"github.com/danielgtaylor/huma/v2"

	"github.com/rozmova/rozmova/internal/knowledge"
	"github.com/rozmova/rozmova/internal/store"
)

// deskFiles is where agents get the files that articles name.
const deskFiles = "/api/desk/v1/article-files/"

func (s *Server) fileRoutes(op deskOp, signedIn, inside func(http.Handler) http.Handler) {
	file := &huma.Schema{Type: huma.TypeString, Format: "binary"}
	registry := s.api.OpenAPI().Components.Schemas
	attach := op("attachFile", "POST", "/articles/{id}/files", "Keep a file beside an article", 201, 404, 413)
	attach.Description = "The body is the file itself, of at most 10 MB: an image (PNG, JPEG, GIF, WebP), a PDF or plain text, told by what is in it."
	attach.Parameters = []*huma.Param{
		{Name: "id", In: "path", Required: true, Schema: &huma.Schema{Type: huma.TypeString}},
		{Name: "name", In: "query", Required: true, Description: "What the file is called.", Schema: &huma.Schema{Type: huma.TypeString}},
	}
	attach.RequestBody = &huma.RequestBody{Required: true, Content: map[string]*huma.MediaType{"application/octet-stream": {Schema: file}}}
	attach.Responses = map[string]*huma.Response{
		"201":     {Description: "Kept", Content: map[string]*huma.MediaType{"application/json": {Schema: registry.Schema(reflect.TypeOf(ArticleFile{}), true, "")}}},
		"default": s.problemResponse(),
	}
	s.plain(attach, signedIn, s.attachFile)
	get := op("articleFile", "GET", "/article-files/{id}", "A file of an article", 200, 404)
	get.Parameters = []*huma.Param{{Name: "id", In: "path", Required: true, Schema: &huma.Schema{Type: huma.TypeString}}}
	get.Responses = map[string]*huma.Response{
		"200":     {Description: "The file", Content: map[string]*huma.MediaType{"application/octet-stream": {Schema: file}}},
		"default": s.problemResponse(),
	}
	s.plain(get, signedIn, s.articleFile)
	operate(s, op("detachFile", "DELETE", "/articles/{id}/files/{file}", "Take a file away from an article", 204, 404), inside, s.detachFile)
}

func (s *Server) attachFile(w http.ResponseWriter, r *http.Request) {
	by := agentOf(r.Context())
	data, p := readBody(w, r, knowledge.MaxFile)
	if p != nil {
		writeProblem(w, r, p)
		return
	}
	f, err := s.cfg.Library.Attach(r.Context(), by.workspace(), author(by), knowledge.ArticleID(r.PathValue("id")), r.URL.Query().Get("name"), data)
	if err != nil {
		s.fail(w, r, articleError(err))
		return
	}
	w.Header().Set("Content-Type", "application/json")
	w.WriteHeader(http.StatusCreated)
	_ = writeJSON(w, fileView(f)) // who does not read it is gone
}

// articleFile gives a file of any of the agent's workspaces: an image in a page
// cannot say which one is meant.
func (s *Server) articleFile(w http.ResponseWriter, r *http.Request) {
	for _, place := range agentOf(r.Context()).User.Workspaces {
		f, data, err := s.cfg.Library.File(r.Context(), place.ID, knowledge.AttachmentID(r.PathValue("id")))
		switch {
		case errors.Is(err, store.ErrNotFound):
			continue
		case err != nil:
			s.fail(w, r, err)
		default:
			WriteFile(w, f, data)
		}
		return
	}
	writeProblem(w, r, problem(codeNotFound))
}

// WriteFile answers with an article's file. A browser shows it for what it is,
// saves what it cannot show, and runs nothing of it.
func WriteFile(w http.ResponseWriter, f knowledge.Attachment, data []byte) {
	h := w.Header()
	h.Set("Content-Type", f.Type)
	h.Set("Content-Length", strconv.Itoa(len(data)))
	h.Set("X-Content-Type-Options", "nosniff")
	h.Set("Content-Security-Policy", "default-src 'none'; sandbox")
	h.Set("Cache-Control", "private, max-age=86400, immutable") // an ID is of one content for ever
	as := "attachment"
	if strings.HasPrefix(f.Type, "image/") {
		as = "inline"
	}
	h.Set("Content-Disposition", mime.FormatMediaType(as, map[string]string{"filename": f.Name}))
	_, _ = bytes.NewReader(data).WriteTo(w) // who does not read it is gone
}

type detachFileInput struct {
	ArticlePath
	File knowledge.AttachmentID `path:"file" maxLength:"100"`
}

// detachFile: a file of a published article is what readers see, too.
func (s *Server) detachFile(ctx context.Context, in *detachFileInput) (*struct{}, error) {
	by := agentOf(ctx)
	a, err := s.cfg.Library.Article(ctx, by.workspace(), in.ID)
	if err != nil {
		return nil, err
	}
	if !by.place.Role.Administers() && published(&a) {
		return nil, problem(codeForbidden)
	}
	return nil, s.cfg.Library.Detach(ctx, by.workspace(), author(by), in.ID, in.File)
}
