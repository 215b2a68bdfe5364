package httpapi

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"reflect"
	"strconv"
	"time"

	"github.com/danielgtaylor/huma/v2"

	"github.com/rozmova/rozmova/internal/knowledge"
	"github.com/rozmova/rozmova/internal/knowledge/importing"
	"github.com/rozmova/rozmova/internal/store"
)

// importRoutes are for administrators only, to look, too: a report names what
// lies in the company's files.
func (s *Server) importRoutes(op deskOp, signedIn, inside func(http.Handler) http.Handler) {
	admin := func(next http.Handler) http.Handler {
		return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			switch {
			case !agentOf(r.Context()).place.Role.Administers():
				writeProblem(w, r, problem(codeForbidden))
			case s.cfg.Imports == nil:
				writeProblem(w, r, problem(codeUnavailable))
			default:
				next.ServeHTTP(w, r)
			}
		})
	}
	raw, inside := around(signedIn, admin), around(inside, admin)
	file := &huma.Schema{Type: huma.TypeString, Format: "binary"}
	text := &huma.Schema{Type: huma.TypeString}
	yes := &huma.Schema{Type: huma.TypeBoolean}
	upload := op("importFile", "POST", "/import-files", "Import articles from a file", 201, 409, 413)
	upload.Description = "The body is the file itself, of at most 64 MB: a folder of Markdown or HTML as a zip archive, one of their files, a table (CSV), the answers of Zendesk's or Intercom's API (JSON), a PDF or DOCX document, or an export of ours. What was imported before is updated, not doubled."
	upload.Parameters = []*huma.Param{
		{Name: "file_name", In: "query", Required: true, Description: "What the file is called: its ending says what it is.", Schema: text},
		{Name: "name", In: "query", Description: "Keeps sources of one kind apart; always the same for a source.", Schema: text},
		{Name: "publish", In: "query", Description: "Publish what is new or has changed.", Schema: yes},
		{Name: "prune", In: "query", Description: "Archive what vanished from the source.", Schema: yes},
		{Name: "internal", In: "query", Description: "For agents only, unless the source says otherwise.", Schema: yes},
		{Name: "lang", In: "query", Description: "The language of what says none and is not recognised.", Schema: text},
		{Name: "collection", In: "query", Description: "Put everything into it; Orders / Returns is one within another.", Schema: text},
	}
	upload.RequestBody = &huma.RequestBody{Required: true, Content: map[string]*huma.MediaType{"application/octet-stream": {Schema: file}}}
	one := s.api.OpenAPI().Components.Schemas.Schema(reflect.TypeOf(ImportView{}), true, "")
	upload.Responses = map[string]*huma.Response{
		"201":     {Description: "Started", Content: map[string]*huma.MediaType{"application/json": {Schema: one}}},
		"default": s.problemResponse(),
	}
	s.plain(upload, raw, s.importFile)
	operate(s, op("importSite", "POST", "/imports", "Import articles from a site's pages, by its sitemap", 201, 409), inside, s.importSite)
	operate(s, op("imports", "GET", "/imports", "Imports, the newest first", 200), inside, s.imports)
	operate(s, op("import", "GET", "/imports/{id}", "An import: how far it is, and its report", 200, 404), inside, s.oneImport)
	operate(s, op("cancelImport", "POST", "/imports/{id}/cancel", "End an import where it is; what it brought stays", 204, 404), inside, s.cancelImport)
	out := op("exportArticles", "GET", "/article-export", "Everything that is known of articles, as a zip archive", 200)
	out.Responses = map[string]*huma.Response{
		"200":     {Description: "The archive", Content: map[string]*huma.MediaType{"application/zip": {Schema: file}}},
		"default": s.problemResponse(),
	}
	s.plain(out, raw, s.exportArticles)
}

func (s *Server) importFile(w http.ResponseWriter, r *http.Request) {
	q := r.URL.Query()
	settings := importing.Settings{Name: q.Get("name"), Lang: q.Get("lang"), Collection: q.Get("collection")}
	for name, to := range map[string]*bool{"publish": &settings.Publish, "prune": &settings.Prune, "internal": &settings.Internal} {
		if text := q.Get(name); text != "" {
			b, err := strconv.ParseBool(text)
			if err != nil {
				writeProblem(w, r, problem(codeInvalid, "query."+name))
				return
			}
			*to = b
		}
	}
	data, p := readBody(w, r, importing.MaxUpload)
	if p != nil {
		writeProblem(w, r, p)
		return
	}
	by := agentOf(r.Context())
	i, err := s.cfg.Imports.Start(r.Context(), by.workspace(), author(by), importing.Request{FileName: q.Get("file_name"), Data: data, Settings: settings})
	if err != nil {
		s.fail(w, r, importError(err, "query."))
		return
	}
	w.Header().Set("Content-Type", "application/json")
	w.WriteHeader(http.StatusCreated)
	_ = writeJSON(w, importView(&i)) // who does not read it is gone
}

// importError makes the reasons for not starting an import the API's.
func importError(err error, where string) error {
	var invalid *knowledge.InvalidError
	switch {
	case errors.Is(err, store.ErrBusy):
		return problem(codeImportRuns)
	case errors.As(err, &invalid):
		p := problem(codeInvalid, where+invalid.Field)
		p.Errors = []FieldError{{where + invalid.Field, invalid.Reason}}
		return p
	}
	return err
}

type importSiteInput struct {
	Body struct {
		Address    string `json:"address" maxLength:"2000" example:"https://help.example.com/sitemap.xml" doc:"Of a sitemap, or of a site whose robots.txt or root leads to one."`
		Name       string `json:"name,omitempty" maxLength:"40"`
		Publish    bool   `json:"publish,omitempty"`
		Prune      bool   `json:"prune,omitempty"`
		Internal   bool   `json:"internal,omitempty"`
		Lang       string `json:"lang,omitempty" maxLength:"20"`
		Collection string `json:"collection,omitempty" maxLength:"500"`
	}
}

type importOutput struct{ Body ImportView }

func (s *Server) importSite(ctx context.Context, in *importSiteInput) (*importOutput, error) {
	by, b := agentOf(ctx), in.Body
	if b.Address == "" {
		return nil, problem(codeInvalid, "body.address")
	}
	i, err := s.cfg.Imports.Start(ctx, by.workspace(), author(by), importing.Request{Address: b.Address, Settings: importing.Settings{
		Name: b.Name, Publish: b.Publish, Prune: b.Prune, Internal: b.Internal, Lang: b.Lang, Collection: b.Collection,
	}})
	if err != nil {
		return nil, importError(err, "body.")
	}
	return &importOutput{importView(&i)}, nil
}

// ImportView is an import as administrators see it.
type ImportView struct {
	ID        string        `json:"id"`
	Kind      string        `json:"kind" enum:"file,site"`
	Source    string        `json:"source" doc:"The file's name, or the address."`
	State     string        `json:"state" enum:"waiting,running,done,failed,cancelled"`
	Phase     string        `json:"phase" enum:"read,import" doc:"First the source is read, then its items are imported."`
	Done      int           `json:"done" doc:"Of the phase."`
	Total     int           `json:"total"`
	Error     string        `json:"error,omitempty" doc:"Why it failed, as a code like those in the report."`
	By        string        `json:"by"`
	CreatedAt time.Time     `json:"created_at"`
	UpdatedAt time.Time     `json:"updated_at"`
	Report    *ImportReport `json:"report,omitempty"`
}

// ImportReport counts editions: an article in two languages is two.
type ImportReport struct {
	Looked    int `json:"looked" doc:"Pieces of the source: files, pages, rows."`
	New       int `json:"new"`
	Updated   int `json:"updated"`
	Unchanged int `json:"unchanged"`
	Published int `json:"published"`
	Waiting   int `json:"waiting" doc:"For somebody to read them before they are published."`
	Files     int `json:"files" doc:"Attached."`
	Pruned    int `json:"pruned" doc:"Archived because they vanished from the source."`

	Conflicts     []ImportLine `json:"conflicts" doc:"A person has changed what has changed in the source, too. Nothing of theirs was overwritten."`
	Vanished      []ImportLine `json:"vanished" doc:"No longer in the source."`
	Refused       []ImportLine `json:"refused"`
	MoreConflicts int          `json:"more_conflicts" doc:"Beyond the list."`
	MoreVanished  int          `json:"more_vanished"`
	MoreRefused   int          `json:"more_refused"`

	Millis int64 `json:"millis"`
	Memory int64 `json:"memory" doc:"Bytes that the server had from the system."`
}

// ImportLine names one thing of a report.
type ImportLine struct {
	From    string `json:"from" doc:"Where it stands in the source."`
	Lang    string `json:"lang,omitempty"`
	Code    string `json:"code" enum:"empty,no_title,too_long,too_large,too_many,encoding,malformed,encrypted,scanned,type,partial,duplicate,language,missing,robots,noindex,status,address,failed,timeout,edited,archived,gone,pruned,kept,invalid,not_file,different"`
	Reason  string `json:"reason" doc:"The code in words, in the language of the request."`
	Detail  string `json:"detail,omitempty"`
	Article string `json:"article,omitempty" doc:"To be looked at."`
}

func importView(i *store.Import) ImportView {
	return ImportView{
		ID: i.ID, Kind: i.Kind, Source: i.Source, State: string(i.State), Phase: i.Phase, Done: i.Done, Total: i.Total, Error: i.Error,
		By: i.By.Name, CreatedAt: i.CreatedAt, UpdatedAt: i.UpdatedAt,
	}
}

func importLines(lines []importing.Line, lang string) []ImportLine {
	out := make([]ImportLine, len(lines))
	for i, l := range lines {
		out[i] = ImportLine{l.From, l.Lang, string(l.Code), importReason(lang, l.Code), l.Detail, l.Article}
	}
	return out
}

type importsOutput struct {
	Body struct {
		Imports []ImportView `json:"imports"`
	}
}

func (s *Server) imports(ctx context.Context, _ *struct{}) (*importsOutput, error) {
	list, err := s.cfg.Store.Imports(ctx, agentOf(ctx).workspace())
	if err != nil {
		return nil, err
	}
	out := &importsOutput{}
	out.Body.Imports = make([]ImportView, len(list))
	for i := range list {
		out.Body.Imports[i] = importView(&list[i])
	}
	return out, nil
}

// ImportPath names one.
type ImportPath struct {
	ID   string `path:"id" maxLength:"100"`
	Lang string `header:"Accept-Language"`
}

func (s *Server) oneImport(ctx context.Context, in *ImportPath) (*importOutput, error) {
	i, err := s.cfg.Store.Import(ctx, agentOf(ctx).workspace(), in.ID)
	if err != nil {
		return nil, err
	}
	var r importing.Report
	if err := json.Unmarshal(i.Report, &r); err != nil {
		return nil, fmt.Errorf("report of import %s: %w", i.ID, err)
	}
	v := importView(&i)
	lang := language(in.Lang)
	v.Report = &ImportReport{
		r.Looked, r.New, r.Updated, r.Unchanged, r.Published, r.Waiting, r.Files, r.Pruned,
		importLines(r.Conflicts, lang), importLines(r.Vanished, lang), importLines(r.Refused, lang), r.MoreConflicts, r.MoreVanished, r.MoreRefused, r.Millis, r.Memory,
	}
	return &importOutput{v}, nil
}

func (s *Server) cancelImport(ctx context.Context, in *ImportPath) (*struct{}, error) {
	return nil, s.cfg.Imports.Cancel(ctx, agentOf(ctx).workspace(), in.ID)
}

// exportTime is how long a client may take to fetch everything.
const exportTime = 10 * time.Minute

func (s *Server) exportArticles(w http.ResponseWriter, r *http.Request) {
	ws := agentOf(r.Context()).workspace()
	_ = http.NewResponseController(w).SetWriteDeadline(time.Now().Add(exportTime))
	w.Header().Set("Content-Type", "application/zip")
	w.Header().Set("Content-Disposition", `attachment; filename="knowledge.zip"`)
	if _, err := importing.Export(r.Context(), s.cfg.Library, ws, w); err != nil {
		// What was sent already cannot be taken back: the connection breaks, so
		// that nobody takes a part for the whole.
		s.log.ErrorContext(r.Context(), "export failed", "error", err.Error())
		panic(http.ErrAbortHandler)
	}
}
