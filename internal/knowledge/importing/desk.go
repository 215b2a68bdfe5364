package importing

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"
	"net/url"
	"runtime"
	"time"

	"github.com/google/uuid"

	"github.com/rozmova/rozmova/internal/conversation"
	"github.com/rozmova/rozmova/internal/jobs"
	"github.com/rozmova/rozmova/internal/knowledge"
	"github.com/rozmova/rozmova/internal/knowledge/importing/fetch"
	"github.com/rozmova/rozmova/internal/knowledge/importing/read"
	"github.com/rozmova/rozmova/internal/knowledge/library"
	"github.com/rozmova/rozmova/internal/store"
)

// Desk runs imports on the server: each is a durable job that goes on after a
// restart.
type Desk struct {
	Library *library.Library
	Jobs    *jobs.Queue
	Client  *fetch.Client
	Log     *slog.Logger
}

// Job is the kind of an import's job.
const Job = "import_articles"

// MaxUpload bounds a file that is uploaded.
const MaxUpload = 64 << 20

// Limits of one job: it ends its slice before the queue ends it, and is given up
// when slices bring nothing.
const (
	slice       = 75 * time.Second
	maxTries    = 600
	maxReadings = 3 // of one and the same file
)

// Request is what somebody asks for. One of Data and Address is set.
type Request struct {
	FileName string
	Data     []byte
	Address  string
	Settings
}

// Settings are the choices that go with a source.
type Settings struct {
	Name       string `json:"name,omitempty"`
	Publish    bool   `json:"publish,omitempty"`
	Prune      bool   `json:"prune,omitempty"`
	Lang       string `json:"lang,omitempty"`
	Collection string `json:"collection,omitempty"`
	Internal   bool   `json:"internal,omitempty"`
}

// Start begins an import. store.ErrBusy while another one runs.
func (d *Desk) Start(ctx context.Context, ws conversation.WorkspaceID, by knowledge.Person, q Request) (store.Import, error) {
	i := store.Import{
		ID: uuid.Must(uuid.NewV7()).String(), Workspace: ws, Kind: "file", Source: library.FileName(q.FileName), By: by,
		State: store.ImportWaiting, Phase: "read", CreatedAt: d.now(),
	}
	switch {
	case q.Name != "" && !ValidName(q.Name):
		return i, &knowledge.InvalidError{Field: "name", Reason: "malformed"}
	case q.Lang != "" && read.Lang(q.Lang) != q.Lang:
		return i, &knowledge.InvalidError{Field: "lang", Reason: "malformed"}
	case len(q.Collection) > 500:
		return i, &knowledge.InvalidError{Field: "collection", Reason: "too_long"}
	case q.Address != "":
		u, err := url.Parse(q.Address)
		if err != nil || u.Scheme != "http" && u.Scheme != "https" || u.Hostname() == "" || u.User != nil || len(q.Address) > 2000 {
			return i, &knowledge.InvalidError{Field: "address", Reason: "malformed"}
		}
		i.Kind, i.Source = "site", q.Address
	case len(q.Data) == 0:
		return i, &knowledge.InvalidError{Field: "file", Reason: "required"}
	case len(q.Data) > MaxUpload:
		return i, &knowledge.InvalidError{Field: "file", Reason: "too_long"}
	}
	var err error
	if i.Options, err = json.Marshal(q.Settings); err != nil {
		return i, fmt.Errorf("settings of an import: %w", err)
	}
	i.UpdatedAt = i.CreatedAt
	return i, d.Library.Store.StartImport(ctx, i, q.Data, func(tx *store.Tx) error {
		return d.Jobs.EnqueueTx(ctx, tx, jobs.Job{Kind: Job, Key: i.ID, Args: jobArgs{ws, i.ID}})
	})
}

type jobArgs struct {
	Workspace conversation.WorkspaceID `json:"workspace"`
	Import    string                   `json:"import"`
}

// Cancel ends an import where it is; what it brought stays.
func (d *Desk) Cancel(ctx context.Context, ws conversation.WorkspaceID, id string) error {
	i, err := d.Library.Store.Import(ctx, ws, id)
	if err != nil {
		return err
	}
	if i.State.Ended() {
		return nil
	}
	i.State, i.UpdatedAt = store.ImportCancelled, d.now()
	err = d.Library.Store.MoveImport(ctx, i)
	if errors.Is(err, store.ErrNotFound) { // it has just ended
		return nil
	}
	return err
}

// Work is the job's handler.
func (d *Desk) Work(ctx context.Context, args json.RawMessage) error {
	var a jobArgs
	if err := json.Unmarshal(args, &a); err != nil {
		return fmt.Errorf("arguments of an import: %w", err)
	}
	i, err := d.Library.Store.Import(ctx, a.Workspace, a.Import)
	if errors.Is(err, store.ErrNotFound) || err == nil && i.State.Ended() {
		return nil
	}
	if err != nil {
		return err
	}
	return (&task{Desk: d, row: i, before: d.now()}).run(ctx)
}

func (d *Desk) now() time.Time { return d.Library.Clock().UTC().Truncate(time.Microsecond) }

// task is one slice of an import.
type task struct {
	*Desk
	row    store.Import
	before time.Time // when the slice began
	last   time.Time // when progress was noted
	soFar  Report    // of earlier slices
	going  *Report   // of this one, while it runs
	stop   context.CancelCauseFunc
}

var (
	errSlice     = errors.New("the slice is over")
	errCancelled = errors.New("cancelled")
)

func (t *task) run(ctx context.Context) error {
	if err := json.Unmarshal(t.row.Report, &t.soFar); err != nil {
		return fmt.Errorf("report of an import: %w", err)
	}
	t.row.State = store.ImportRunning
	t.row.Tries++
	if t.row.Tries > maxTries || t.row.Kind == "file" && t.row.Phase == "read" && t.row.Tries > maxReadings {
		return t.end(ctx, store.ImportFailed, "timeout", Report{})
	}
	if err := t.note(ctx); err != nil {
		return t.gone(err)
	}
	inner, stop := context.WithCancelCause(ctx)
	defer stop(nil)
	t.stop = stop
	timer := time.AfterFunc(slice, func() { stop(errSlice) })
	defer timer.Stop()
	report, err := t.work(inner)
	switch cause := context.Cause(inner); {
	case err == nil:
		return t.end(ctx, store.ImportDone, "", report)
	case errors.Is(cause, errCancelled):
		return nil
	case errors.Is(cause, errSlice):
		t.row.Report = t.sum(&report)
		if err := t.note(ctx); err != nil {
			return t.gone(err)
		}
		return jobs.Later(t.now())
	case ctx.Err() != nil: // the process stops: the job comes again
		return ctx.Err()
	}
	code := failure(err)
	if code == "" {
		return err // of the database: tried again
	}
	return t.end(ctx, store.ImportFailed, code, report)
}

// failure is the code of what is wrong with a source as a whole, "" for what may
// pass.
func failure(err error) string {
	var status *fetch.StatusError
	switch {
	case errors.As(err, &status):
		return string(read.Status)
	case errors.Is(err, fetch.ErrAddress):
		return string(read.Address)
	case errors.Is(err, read.ErrTooLarge), errors.Is(err, fetch.ErrTooLarge):
		return string(read.TooLarge)
	case errors.Is(err, read.ErrMalformed), errors.Is(err, errNoPart):
		return string(read.Malformed)
	case errors.Is(err, read.ErrUnreachable):
		return string(read.Failed)
	}
	return ""
}

func (t *task) work(ctx context.Context) (Report, error) {
	var s Settings
	if err := json.Unmarshal(t.row.Options, &s); err != nil {
		return Report{}, fmt.Errorf("settings of an import: %w", err)
	}
	set, err := t.Library.Settings(ctx, t.row.Workspace)
	if err != nil {
		return Report{}, err
	}
	ro := read.Options{
		Lang: s.Lang, Languages: set.Languages, Shelves: read.Shelves(s.Collection),
		Progress: func(done, total int) { t.progress(ctx, "read", done, total) },
	}
	if s.Internal {
		ro.Audience = knowledge.Internal
	}
	o := Options{
		Workspace: t.row.Workspace, Name: s.Name, Publish: s.Publish, Prune: s.Prune, Report: func(r *Report) { t.going = r },
		Progress: func(done, total int) { t.progress(ctx, "import", done, total) },
	}
	if t.row.Kind == "site" {
		b, err := read.Site(ctx, t.Client, t.row.Source, pages{t.Library.Store, t.row.ID}, ro)
		if err != nil {
			return Report{}, err
		}
		return Import(ctx, t.Library, b, o)
	}
	data, err := t.Library.Store.ImportData(ctx, t.row.Workspace, t.row.ID)
	if err != nil {
		return Report{}, err
	}
	return File(ctx, t.Library, t.row.Source, data, ro, o)
}

// progress is noted once a second; who cancels an import is heard then.
func (t *task) progress(ctx context.Context, phase string, done, total int) {
	now := t.now()
	if phase == t.row.Phase && now.Sub(t.last) < time.Second || ctx.Err() != nil {
		return
	}
	t.last, t.row.Phase, t.row.Done, t.row.Total = now, phase, done, total
	if t.going != nil {
		t.row.Report = t.sum(t.going)
	}
	err := t.note(ctx)
	switch {
	case errors.Is(err, store.ErrNotFound):
		t.stop(errCancelled)
	case err != nil:
		t.Log.Warn("import: progress was not noted", "err", err)
	}
}

func (t *task) note(ctx context.Context) error {
	t.row.UpdatedAt = t.now()
	return t.Library.Store.MoveImport(ctx, t.row)
}

// gone is no error: the import was cancelled.
func (t *task) gone(err error) error {
	if errors.Is(err, store.ErrNotFound) {
		return nil
	}
	return err
}

// sum adds what earlier slices did to a report: this slice found it unchanged.
func (t *task) sum(r *Report) json.RawMessage {
	all := *r
	all.Unchanged = max(0, all.Unchanged-t.soFar.New-t.soFar.Updated)
	all.New += t.soFar.New
	all.Updated += t.soFar.Updated
	all.Published += t.soFar.Published
	all.Waiting += t.soFar.Waiting
	all.Files += t.soFar.Files
	all.Pruned += t.soFar.Pruned
	all.Millis = t.soFar.Millis + t.now().Sub(t.before).Milliseconds()
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	all.Memory = max(t.soFar.Memory, int64(m.Sys))
	data, err := json.Marshal(all)
	if err != nil {
		t.Log.Error("import: report cannot be written", "err", err)
		return json.RawMessage("{}")
	}
	return data
}

func (t *task) end(ctx context.Context, state store.ImportState, code string, r Report) error {
	t.row.State, t.row.Error, t.row.Report = state, code, t.sum(&r)
	t.row.Done = t.row.Total
	return t.gone(t.note(ctx))
}

// pages keeps what an import has fetched.
type pages struct {
	db *store.DB
	id string
}

func (p pages) Page(ctx context.Context, address string) (read.SitePage, bool, error) {
	var out read.SitePage
	raw, ok, err := p.db.ImportPage(ctx, p.id, address)
	if err != nil || !ok {
		return out, false, err
	}
	return out, true, json.Unmarshal(raw, &out)
}

func (p pages) Keep(ctx context.Context, page read.SitePage) error {
	raw, err := json.Marshal(page)
	if err != nil {
		return fmt.Errorf("keep a page: %w", err)
	}
	return p.db.PutImportPage(ctx, p.id, page.Address, raw)
}
