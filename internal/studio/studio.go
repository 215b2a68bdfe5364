// Package studio is where a workspace's flows are edited: the files of its
// packs as they are installed, what was published over them, and drafts. It
// checks drafts with the compiler, tries them in conversations of their own,
// publishes and rolls back, and says where real conversations went.
//
// Package httpapi calls it for people, package app at the start. It never
// writes an event of a real conversation and never calls a business system to
// change anything.
package studio

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"maps"
	"slices"
	"strings"
	"sync"
	"time"
	"unicode/utf8"

	"github.com/rozmova/rozmova/internal/conversation"
	"github.com/rozmova/rozmova/internal/dialogue"
	"github.com/rozmova/rozmova/internal/flowtest"
	"github.com/rozmova/rozmova/internal/store"
	"github.com/rozmova/rozmova/internal/turn"
)

// Config is what a studio works with. Packs are the installed ones, the base
// first; their files may hold tests, too.
type Config struct {
	Store     *store.DB
	Playbooks *turn.Playbooks
	Packs     []dialogue.Source
	Backends  flowtest.Backends // that flow tests may name; may be nil
	News      News              // nil where nobody else serves
	Clock     func() time.Time
	Log       *slog.Logger // may be nil
}

// News of flows that were published on this node or another; stream.Bus brings
// them.
type News interface {
	Published(ctx context.Context, ws conversation.WorkspaceID)
	Flows(ws conversation.WorkspaceID) <-chan struct{}
}

// Studio is safe for concurrent use.
type Studio struct {
	Config
	trials trials
	mu     sync.Mutex                       // one check or publication at a time: each compiles all flows
	served map[conversation.WorkspaceID]int // the number of the version that this node serves

	teaching sync.Mutex
	effects  effects
}

// New makes a studio.
func New(c Config) *Studio {
	if c.Log == nil {
		c.Log = slog.New(slog.DiscardHandler)
	}
	return &Studio{Config: c, trials: trials{all: map[string]*Trial{}}, served: map[conversation.WorkspaceID]int{}}
}

// Person is who does something here.
type Person struct {
	Workspace conversation.WorkspaceID
	ID        conversation.UserID
	Name      string
}

// Errors that people can do something about.
var (
	ErrNoFile   = errors.New("no such file in the packs")
	ErrPath     = errors.New("the path must be flows/, texts/ or tests/ and a name of small letters, digits and _ ending in .yaml, or pack.yaml, actions.yaml, cards.yaml, guidelines.yaml")
	ErrText     = errors.New("the text is too long or not UTF-8")
	ErrNothing  = errors.New("there is nothing to publish")
	ErrConflict = errors.New("somebody else has published meanwhile")
)

// maxFile bounds one file, maxFiles the drafts of a workspace.
const (
	maxFile  = 48 << 10
	maxFiles = 200
)

// File is a file of a pack: as it is in force, and as a draft if there is one.
type File struct {
	Pack, Path string
	Text       string // in force; empty for a new file
	Installed  bool   // the pack brings it
	Changed    bool   // what is in force differs from what the pack brings
	Draft      *store.Draft
}

// layers are the texts of all files: installed, in force, with drafts.
type layers struct {
	installed, inForce, draft map[string]map[string]string
	drafts                    []store.Draft
	number                    int // of the version in force; 0 for the installed packs
}

func (s *Studio) layers(ctx context.Context, ws conversation.WorkspaceID) (*layers, error) {
	l := &layers{installed: map[string]map[string]string{}}
	for _, src := range s.Packs {
		files := map[string]string{}
		for path, b := range src.Files {
			files[path] = string(b)
		}
		l.installed[src.Name] = files
	}
	vs, err := s.Store.StudioVersions(ctx, ws, 1)
	if err != nil {
		return nil, err
	}
	var published map[string]map[string]string
	if len(vs) > 0 {
		l.number, published = vs[0].Number, vs[0].Files
	}
	l.inForce = lay(l.installed, published)
	if l.drafts, err = s.Store.Drafts(ctx, ws); err != nil {
		return nil, err
	}
	over := map[string]map[string]string{}
	for _, d := range l.drafts {
		if over[d.Pack] == nil {
			over[d.Pack] = map[string]string{}
		}
		over[d.Pack][d.Path] = d.Text
	}
	l.draft = lay(l.inForce, over)
	return l, nil
}

// lay puts files over others; an empty text takes a file away.
func lay(under, over map[string]map[string]string) map[string]map[string]string {
	out := map[string]map[string]string{}
	for pack, files := range under {
		out[pack] = maps.Clone(files)
	}
	for pack, files := range over {
		if out[pack] == nil {
			continue // of a pack that is not installed any more
		}
		for path, text := range files {
			if strings.TrimSpace(text) == "" {
				delete(out[pack], path)
				continue
			}
			out[pack][path] = text
		}
	}
	return out
}

// sources are packs to compile, in the order in which they are installed.
func (s *Studio) sources(files map[string]map[string]string) []dialogue.Source {
	out := make([]dialogue.Source, 0, len(s.Packs))
	for _, src := range s.Packs {
		made := dialogue.Source{Name: src.Name, Files: map[string][]byte{}}
		for path, text := range files[src.Name] {
			made.Files[path] = []byte(text)
		}
		out = append(out, made)
	}
	return out
}

// Files lists all files with their drafts, tests among them.
func (s *Studio) Files(ctx context.Context, ws conversation.WorkspaceID) ([]File, error) {
	l, err := s.layers(ctx, ws)
	if err != nil {
		return nil, err
	}
	var out []File
	for _, src := range s.Packs {
		paths := map[string]bool{}
		for _, m := range []map[string]string{l.inForce[src.Name], l.draft[src.Name]} {
			for path := range m {
				paths[path] = true
			}
		}
		for _, d := range l.drafts {
			paths[d.Path] = paths[d.Path] || d.Pack == src.Name
		}
		for _, path := range slices.Sorted(maps.Keys(paths)) {
			if paths[path] {
				out = append(out, l.file(src.Name, path))
			}
		}
	}
	return out, nil
}

func (l *layers) file(pack, path string) File {
	installed, there := l.installed[pack][path]
	f := File{Pack: pack, Path: path, Text: l.inForce[pack][path], Installed: there}
	f.Changed = f.Text != installed
	for i, d := range l.drafts {
		if d.Pack == pack && d.Path == path {
			f.Draft = &l.drafts[i]
		}
	}
	return f
}

// File gives one file. ErrNoFile when there is none.
func (s *Studio) File(ctx context.Context, ws conversation.WorkspaceID, pack, path string) (File, error) {
	l, err := s.layers(ctx, ws)
	if err != nil {
		return File{}, err
	}
	f := l.file(pack, path)
	if f.Text == "" && f.Draft == nil && !f.Installed {
		return File{}, ErrNoFile
	}
	return f, nil
}

// Save keeps a draft of a file. One that says what is in force is no draft: it
// is dropped. An empty text takes the file away once it is published.
func (s *Studio) Save(ctx context.Context, by Person, pack, path, text string) error {
	switch {
	case !writablePath(path):
		return ErrPath
	case len(text) > maxFile || !utf8.ValidString(text):
		return ErrText
	}
	l, err := s.layers(ctx, by.Workspace)
	if err != nil {
		return err
	}
	if l.installed[pack] == nil {
		return ErrNoFile
	}
	if text == l.inForce[pack][path] {
		return s.Store.DropDraft(ctx, by.Workspace, pack, path)
	}
	if len(l.drafts) >= maxFiles && l.file(pack, path).Draft == nil {
		return fmt.Errorf("%w: %d drafts are the most", ErrText, maxFiles)
	}
	return s.Store.PutDraft(ctx, store.Draft{
		Workspace: by.Workspace, Pack: pack, Path: path, Text: text, By: by.ID, ByName: by.Name, At: s.now(),
	})
}

// Drop forgets a draft.
func (s *Studio) Drop(ctx context.Context, by Person, pack, path string) error {
	return s.Store.DropDraft(ctx, by.Workspace, pack, path)
}

func (s *Studio) now() time.Time { return s.Clock().UTC().Truncate(time.Microsecond) }

// writablePath keeps to the places that a pack has.
func writablePath(path string) bool {
	switch path {
	case "pack.yaml", "actions.yaml", "cards.yaml", "guidelines.yaml":
		return true
	}
	folder, name, ok := strings.Cut(path, "/")
	name, yaml := strings.CutSuffix(name, ".yaml")
	if !ok || !yaml || name == "" || len(path) > 100 || !slices.Contains([]string{"flows", "texts", "tests"}, folder) {
		return false
	}
	return strings.Trim(name, "abcdefghijklmnopqrstuvwxyz0123456789_-") == ""
}
