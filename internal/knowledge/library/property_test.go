package library_test

import (
	"context"
	"errors"
	"fmt"
	"sync/atomic"
	"testing"
	"time"

	"pgregory.net/rapid"

	"github.com/rozmova/rozmova/internal/conversation"
	"github.com/rozmova/rozmova/internal/knowledge"
	"github.com/rozmova/rozmova/internal/knowledge/library"
	"github.com/rozmova/rozmova/internal/store"
	"github.com/rozmova/rozmova/internal/store/storetest"
)

// shadow is what an edition must be, kept beside the library in the plainest way.
type shadow struct {
	words    string // title and body of the draft
	rev      int
	versions []string // what was ever published
	shown    int      // 0 for nothing
	waits    bool     // words that readers have not seen
}

// Whatever editors do in whatever order: readers see only what was published,
// versions count without gaps and never change, a roll back shows exactly the
// old words, and nobody overwrites words that they have not read.
func TestWhateverEditorsDo(t *testing.T) {
	var workspaces atomic.Int64
	storetest.Each(t, func(t *testing.T, db *store.DB) {
		l := library.New(library.Config{Store: db})
		rapid.Check(t, func(t *rapid.T) {
			ws := conversation.WorkspaceID(fmt.Sprint("w", workspaces.Add(1)))
			ctx := context.Background()
			if err := db.CreateWorkspace(ctx, store.Workspace{ID: ws, Name: "w", CreatedAt: time.UnixMilli(1)}); err != nil {
				t.Fatal(err)
			}
			e := editors{T: t, l: l, ws: ws, langs: map[string]*shadow{}, index: map[string]string{}}
			a, err := l.Create(ctx, ws, oksana, library.NewArticle{Lang: "uk", Title: "Доставка", Body: "Два дні."})
			if err != nil {
				t.Fatal(err)
			}
			e.id, e.langs["uk"] = a.ID, &shadow{words: "Доставка\nДва дні.", rev: 1, waits: true}
			t.Repeat(map[string]func(*rapid.T){
				"write":    e.write,
				"publish":  e.publish,
				"rollback": e.rollBack,
				"review":   e.review,
				"withdraw": e.withdraw,
				"archive":  e.archive,
				"arrange":  e.arrange,
				"":         e.check,
			})
		})
	})
}

var (
	oksana = knowledge.Person{ID: "oksana", Name: "Оксана"}
	taras  = knowledge.Person{ID: "taras", Name: "Тарас"}
)

type editors struct {
	*rapid.T
	l        *library.Library
	ws       conversation.WorkspaceID
	id       knowledge.ArticleID
	langs    map[string]*shadow
	archived bool

	cursor int64
	index  map[string]string // what readers see by language, from the feed alone
}

func (e *editors) pick(t *rapid.T) (string, *shadow) {
	lang := rapid.SampledFrom([]string{"uk", "en", "pl"}).Draw(t, "lang")
	return lang, e.langs[lang]
}

func (e *editors) by(t *rapid.T) knowledge.Person {
	return rapid.SampledFrom([]knowledge.Person{oksana, taras}).Draw(t, "by")
}

func (e *editors) write(t *rapid.T) {
	lang, s := e.pick(t)
	title, body := rapid.SampledFrom([]string{"Доставка", "Оплата", "Delivery"}).Draw(t, "title"), rapid.SampledFrom([]string{"", "Два дні.", "Три дні."}).Draw(t, "body")
	read := 0
	if s != nil {
		read = s.rev - rapid.IntRange(0, 1).Draw(t, "behind")
	}
	got, err := e.l.Write(context.Background(), e.ws, e.by(t), e.id, lang, library.Draft{Rev: read, Title: title, Body: body})
	words := title + "\n" + body
	var conflict *knowledge.ConflictError
	switch {
	case e.archived:
		if !invalid(err, "archived") {
			t.Fatalf("wrote in an archived article: %v", err)
		}
	case s == nil:
		if err != nil || got.Rev != 1 {
			t.Fatalf("a new language: %+v, %v", got, err)
		}
		e.langs[lang] = &shadow{words: words, rev: 1, waits: true}
	case read != s.rev:
		if !errors.As(err, &conflict) || conflict.Now.Title+"\n"+conflict.Now.Body != s.words || conflict.Now.Rev != s.rev {
			t.Fatalf("wrote over what was not read: %v", err)
		}
	default:
		if err != nil {
			t.Fatal(err)
		}
		if words != s.words {
			s.words, s.rev = words, s.rev+1
			s.waits = s.shown == 0 || s.versions[s.shown-1] != words
		}
	}
}

func (e *editors) publish(t *rapid.T) {
	lang, s := e.pick(t)
	if s == nil {
		return
	}
	rev := s.rev - rapid.IntRange(0, 1).Draw(t, "behind")
	v, err := e.l.Publish(context.Background(), e.ws, e.by(t), e.id, lang, rev, "")
	var conflict *knowledge.ConflictError
	switch {
	case e.archived:
		if !invalid(err, "archived") {
			t.Fatal(err)
		}
	case rev != s.rev:
		if !errors.As(err, &conflict) {
			t.Fatalf("published what was not read: %v", err)
		}
	case !s.waits:
		if !errors.Is(err, knowledge.ErrNothing) {
			t.Fatalf("published nothing: %v", err)
		}
	case s.words[len(s.words)-1] == '\n':
		if !invalid(err, "required") {
			t.Fatalf("published an empty article: %v", err)
		}
	default:
		if err != nil || v.Number != len(s.versions)+1 || v.Title+"\n"+v.Body != s.words {
			t.Fatalf("published %+v, %v; want %q", v, err, s.words)
		}
		s.versions = append(s.versions, s.words)
		s.shown, s.waits = v.Number, false
	}
}

func (e *editors) rollBack(t *rapid.T) {
	lang, s := e.pick(t)
	if s == nil {
		return
	}
	to := rapid.IntRange(1, len(s.versions)+1).Draw(t, "to")
	v, err := e.l.RollBack(context.Background(), e.ws, e.by(t), e.id, lang, to, "")
	switch {
	case e.archived:
		if !invalid(err, "archived") {
			t.Fatal(err)
		}
	case to > len(s.versions):
		if !errors.Is(err, store.ErrNotFound) {
			t.Fatal(err)
		}
	case to == s.shown:
		if !errors.Is(err, knowledge.ErrNothing) {
			t.Fatal(err)
		}
	default:
		if err != nil || v.Of != to || v.Number != len(s.versions)+1 || v.Title+"\n"+v.Body != s.versions[to-1] {
			t.Fatalf("rolled back to %+v, %v; want %q", v, err, s.versions[to-1])
		}
		s.versions = append(s.versions, s.versions[to-1])
		s.shown = v.Number
		if s.waits { // the draft is somebody's work: it stays
			s.waits = s.words != s.versions[to-1]
		} else {
			s.words, s.rev = s.versions[to-1], s.rev+1
		}
	}
}

// review changes who has read what, never the words.
func (e *editors) review(t *rapid.T) {
	lang, s := e.pick(t)
	if s == nil {
		return
	}
	do := rapid.SampledFrom([]func(context.Context, conversation.WorkspaceID, knowledge.Person, knowledge.ArticleID, string, int, string) (knowledge.Edition, error){
		e.l.Ask, e.l.Approve, e.l.SendBack,
	}).Draw(t, "step")
	_, err := do(context.Background(), e.ws, e.by(t), e.id, lang, s.rev, "")
	if err == nil && (!s.waits || e.archived) {
		t.Fatal("reviewed what nobody is to read")
	}
}

func (e *editors) withdraw(t *rapid.T) {
	lang, s := e.pick(t)
	if s == nil {
		return
	}
	_, err := e.l.Withdraw(context.Background(), e.ws, e.by(t), e.id, lang)
	switch {
	case e.archived:
	case s.shown == 0:
		if !errors.Is(err, knowledge.ErrNothing) {
			t.Fatal(err)
		}
	case err != nil:
		t.Fatal(err)
	default:
		s.shown, s.waits = 0, true
	}
}

func (e *editors) archive(t *rapid.T) {
	do := e.l.Archive
	if e.archived {
		do = e.l.Restore
	}
	if _, err := do(context.Background(), e.ws, e.by(t), e.id); err != nil {
		t.Fatal(err)
	}
	e.archived = !e.archived
}

func (e *editors) arrange(t *rapid.T) {
	audience := rapid.SampledFrom([]knowledge.Audience{knowledge.Public, knowledge.Internal}).Draw(t, "audience")
	if _, err := e.l.Arrange(context.Background(), e.ws, e.by(t), e.id, library.Change{Audience: &audience}); err != nil {
		t.Fatal(err)
	}
}

func (e *editors) check(t *rapid.T) {
	ctx := context.Background()
	news, err := e.l.Documents(ctx, e.ws, e.cursor, 0)
	if err != nil {
		t.Fatal(err)
	}
	for _, d := range news {
		if d.Seq <= e.cursor {
			t.Fatalf("the feed goes back: %d after %d", d.Seq, e.cursor)
		}
		e.cursor = d.Seq
		if delete(e.index, d.Lang); !d.Gone {
			e.index[d.Lang] = d.Title + "\n" + d.Body
		}
	}
	a, err := e.l.Article(ctx, e.ws, e.id)
	if err != nil || len(a.Editions) != len(e.langs) || a.Archived != e.archived {
		t.Fatalf("%+v, %v", a, err)
	}
	for lang, s := range e.langs {
		seen := ""
		if s.shown > 0 && !e.archived {
			seen = s.versions[s.shown-1]
		}
		if e.index[lang] != seen {
			t.Fatalf("%s: readers see %q, want %q", lang, e.index[lang], seen)
		}
		d := a.Edition(lang)
		if d.Title+"\n"+d.Body != s.words || d.Rev != s.rev || d.Published != s.shown || (d.Stage != knowledge.Published) != s.waits {
			t.Fatalf("%s is %+v, want %+v", lang, d, s)
		}
		vs, err := e.l.Versions(ctx, e.ws, e.id, lang)
		if err != nil || len(vs) != len(s.versions) {
			t.Fatalf("%d versions, want %d: %v", len(vs), len(s.versions), err)
		}
		for i, v := range vs {
			full, err := e.l.Version(ctx, e.ws, e.id, lang, v.Number)
			if n := len(vs) - i; err != nil || v.Number != n || full.Title+"\n"+full.Body != s.versions[n-1] {
				t.Fatalf("version %d is %+v, want %q (%v)", n, full, s.versions[n-1], err)
			}
		}
	}
}

func invalid(err error, reason string) bool {
	var i *knowledge.InvalidError
	return errors.As(err, &i) && i.Reason == reason
}
