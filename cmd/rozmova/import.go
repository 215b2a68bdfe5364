package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"time"

	"golang.org/x/term"

	"github.com/rozmova/rozmova/internal/conversation"
	"github.com/rozmova/rozmova/internal/knowledge"
	"github.com/rozmova/rozmova/internal/knowledge/importing"
	"github.com/rozmova/rozmova/internal/knowledge/importing/fetch"
	source "github.com/rozmova/rozmova/internal/knowledge/importing/read"
	"github.com/rozmova/rozmova/internal/knowledge/library"
	"github.com/rozmova/rozmova/internal/store"
	"github.com/rozmova/rozmova/internal/stream"
)

type importCmd struct {
	Knowledge importKnowledgeCmd `cmd:"" help:"Articles: a folder, an archive, a document, a table, an export of another help centre, or a site."`
}

type importKnowledgeCmd struct {
	database
	Workspace    string   `default:"main" env:"ROZMOVA_WORKSPACE" help:"The workspace."`
	Source       string   `arg:"" help:"A folder, a file (zip, md, html, csv, json, pdf, docx), or the address of a site or its sitemap."`
	Publish      bool     `help:"Publish what is new or has changed; otherwise it waits as drafts."`
	Prune        bool     `help:"Archive what vanished from the source since the last import."`
	Name         string   `help:"Keeps sources of one kind apart, such as two folders; always the same one for a source."`
	Lang         string   `help:"The language of what says none and cannot be recognised."`
	Collection   string   `help:"Put everything into this collection; Orders / Returns is one within another."`
	Internal     bool     `help:"For agents only, unless the source says otherwise."`
	AllowNetwork []string `placeholder:"NETWORK" help:"A network that is not public and may be fetched from, such as 10.1.0.0/16."`
	JSON         bool     `name:"json" help:"Print the report as JSON."`
}

func (c *importKnowledgeCmd) Help() string {
	return "A second import of the same source changes what has changed in it and doubles nothing. What a person has edited since is never overwritten. docs/guides/import-knowledge.md says what each source may look like."
}

func (c *importKnowledgeCmd) Run(g *globals) error {
	if c.Name != "" && !importing.ValidName(c.Name) {
		return errors.New("--name: small Latin letters, digits, hyphens and dots, at most 40")
	}
	db, ws, err := openWorkspace(g, c.database, c.Workspace)
	if err != nil {
		return err
	}
	defer db.Close()
	l := articlesOf(g, db)
	start := time.Now()
	peak := watchMemory()
	report, err := c.bring(g, l, ws)
	report.Millis, report.Memory = time.Since(start).Milliseconds(), peak()
	if err != nil {
		return err
	}
	if c.JSON {
		return printJSON(report)
	}
	printImport(os.Stdout, &report)
	return nil
}

// articlesOf is the library as a command uses it: a server that runs beside
// hears of what readers see otherwise.
func articlesOf(g *globals, db *store.DB) *library.Library {
	return library.New(library.Config{Store: db, News: stream.New(db, stream.Options{}, g.log), Clock: g.clock, Log: g.log})
}

func (c *importKnowledgeCmd) bring(g *globals, l *library.Library, ws conversation.WorkspaceID) (importing.Report, error) {
	set, err := l.Settings(g.ctx, ws)
	if err != nil {
		return importing.Report{}, err
	}
	o := importing.Options{Workspace: ws, Name: c.Name, Publish: c.Publish, Prune: c.Prune}
	ro := source.Options{Lang: c.Lang, Languages: set.Languages, Shelves: source.Shelves(c.Collection)}
	if c.Internal {
		ro.Audience = knowledge.Internal
	}
	if !c.JSON && term.IsTerminal(int(os.Stderr.Fd())) {
		ro.Progress, o.Progress = progressLine("read"), progressLine("imported")
	}
	if strings.HasPrefix(c.Source, "http://") || strings.HasPrefix(c.Source, "https://") {
		b, err := c.site(g.ctx, ro)
		if err != nil {
			return importing.Report{}, err
		}
		return importing.Import(g.ctx, l, b, o)
	}
	info, err := os.Stat(c.Source)
	if err != nil {
		return importing.Report{}, err
	}
	if info.IsDir() {
		root, err := os.OpenRoot(c.Source) // links that lead out of the folder are not followed
		if err != nil {
			return importing.Report{}, err
		}
		defer root.Close()
		b, err := source.Tree(g.ctx, root.FS(), ro)
		if err != nil {
			return importing.Report{}, err
		}
		return importing.Import(g.ctx, l, b, o)
	}
	data, err := readWhole(c.Source, info.Size())
	if err != nil {
		return importing.Report{}, err
	}
	return importing.File(g.ctx, l, filepath.Base(c.Source), data, ro, o)
}

// maxSource is as much as is read of one file.
const maxSource = 1 << 30

func readWhole(name string, size int64) ([]byte, error) {
	if size > maxSource {
		return nil, fmt.Errorf("%s is larger than %d MB", name, maxSource>>20)
	}
	f, err := os.Open(name)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	var b bytes.Buffer
	b.Grow(int(size) + bytes.MinRead)
	_, err = io.Copy(&b, io.LimitReader(f, maxSource))
	return b.Bytes(), err
}

func (c *importKnowledgeCmd) site(ctx context.Context, ro source.Options) (source.Batch, error) {
	allow, err := networks("--allow-network", c.AllowNetwork)
	if err != nil {
		return source.Batch{}, err
	}
	client := fetch.New(fetch.Options{Allow: allow})
	defer client.Close()
	return source.Site(ctx, client, c.Source, nil, ro)
}

// watchMemory says how much memory the process has had from the system at most.
func watchMemory() func() int64 {
	return func() int64 {
		var m runtime.MemStats
		runtime.ReadMemStats(&m)
		return int64(m.Sys)
	}
}

func progressLine(what string) func(done, total int) {
	last := time.Time{}
	return func(done, total int) {
		if time.Since(last) > 200*time.Millisecond || done == total {
			last = time.Now()
			fmt.Fprintf(os.Stderr, "\r%s %d of %d ", what, done, total)
			if done == total {
				fmt.Fprintln(os.Stderr)
			}
		}
	}
}

// reasons are the codes of a report in words.
var reasons = map[source.Code]string{
	source.Empty: "no words in it", source.NoTitle: "no title", source.TooLong: "too long for an article", source.TooLarge: "too large",
	source.TooMany: "too many: left out with what follows", source.Encoding: "unknown encoding", source.Malformed: "cannot be read: malformed",
	source.Encrypted: "behind a password", source.Scanned: "pictures of pages without text", source.Type: "no article can be made of this kind of file",
	source.Partial: "a piece for other pages, by its name", source.Duplicate: "a duplicate", source.Language: "language not recognised; --lang says it",
	source.Missing: "a file that it names is not there", source.Robots: "the site asks programs to stay away", source.NoIndex: "asks not to be collected",
	source.Status: "the site answered with an error", source.Address: "an address that may not be called", source.Failed: "could not be reached",
	source.Timeout: "took too long",

	importing.Edited:   "edited by a person; the source's words are a draft beside it",
	importing.Archived: "archived by a person, and changed in the source",
	importing.Gone:     "no longer in the source; --prune archives it", importing.Pruned: "no longer in the source: archived",
	importing.Kept:    "no longer in the source; not archived because the source could not be read whole",
	importing.Invalid: "cannot be an article", importing.NotFile: "cannot be attached",
	importing.Different: "there is another article in its place; left as it is",
}

func printImport(w io.Writer, r *importing.Report) {
	fmt.Fprintf(w, "%d looked at: %d new, %d updated, %d unchanged, %d published", r.Looked, r.New, r.Updated, r.Unchanged, r.Published)
	for _, x := range []struct {
		n    int
		what string
	}{{r.Waiting, "waiting for review"}, {r.Files, "files attached"}, {r.Pruned, "archived"}} {
		if x.n > 0 {
			fmt.Fprintf(w, ", %d %s", x.n, x.what)
		}
	}
	fmt.Fprintf(w, "\n%.1f s, %d MB of memory\n", float64(r.Millis)/1000, r.Memory>>20)
	printLines(w, "Conflicts", r.Conflicts, r.MoreConflicts)
	printLines(w, "No longer in the source", r.Vanished, r.MoreVanished)
	printLines(w, "Refused", r.Refused, r.MoreRefused)
}

func printLines(w io.Writer, title string, lines []importing.Line, more int) {
	if len(lines) == 0 {
		return
	}
	fmt.Fprintf(w, "\n%s (%d)\n", title, len(lines)+more)
	for _, l := range lines {
		fmt.Fprintf(w, "  %s", plain(l.From))
		if l.Lang != "" {
			fmt.Fprintf(w, " (%s)", l.Lang)
		}
		fmt.Fprintf(w, ": %s", reasons[l.Code])
		if l.Detail != "" {
			fmt.Fprintf(w, " (%s)", plain(l.Detail))
		}
		fmt.Fprintln(w)
	}
	if more > 0 {
		fmt.Fprintf(w, "  … and %d more\n", more)
	}
}
