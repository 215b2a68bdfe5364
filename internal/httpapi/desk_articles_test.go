package httpapi

import (
	"bytes"
	"fmt"
	"net/http"
	"strings"
	"testing"

	"github.com/rozmova/rozmova/internal/account"
	"github.com/rozmova/rozmova/internal/knowledge"
)

// withLead is a site with an administrator beside its agents.
func withLead(t *testing.T, changes ...func(*Config)) (s *site, lead, agent, stranger worker) {
	t.Helper()
	s = newSite(t, changes...)
	_, err := s.acc.CreateUser(t.Context(), account.NewUser{Email: "lead@dim.example", Name: "Ліда", Password: password, Locale: "uk", Role: account.Admin, Workspace: "dim"}, "")
	if err != nil {
		t.Fatal(err)
	}
	_, err = s.acc.CreateUser(t.Context(), account.NewUser{Email: "boss@other.example", Name: "Чужий", Password: password, Locale: "uk", Role: account.Owner, Workspace: "other"}, "")
	if err != nil {
		t.Fatal(err)
	}
	return s, s.agent("lead@dim.example"), s.agent("oksana@dim.example"), s.agent("boss@other.example")
}

type fields map[string]any

func TestArticles(t *testing.T) {
	_, lead, agent, stranger := withLead(t)

	// An agent drafts; what it needs is told field by field.
	for field, body := range map[string]fields{
		"body.title":      {"title": " ", "body": "x"},
		"body.slug":       {"title": "Доставка", "body": "x", "slug": "Два слова"},
		"body.lang":       {"title": "Доставка", "body": "x", "lang": "клінгон"},
		"body.collection": {"title": "Доставка", "body": "x", "collection": "nowhere"},
		"body.owner":      {"title": "Доставка", "body": "x", "owner": "nobody"},
	} {
		var p Problem
		agent.ask("POST", "/articles", body).want(422).into(&p)
		if len(p.Errors) != 1 || p.Errors[0].Field != field {
			t.Errorf("%s: %+v", field, p)
		}
	}
	var a ArticleView
	agent.ask("POST", "/articles", fields{"title": "Доставка", "body": strings.Repeat("слово ", 16_000)}).want(201).into(&a)
	if a.Source != "uk" || a.Audience != "public" || a.MayPublish || len(a.Editions) != 1 || a.Editions[0].Slug != "dostavka" || !a.Editions[0].Own {
		t.Fatalf("%+v", a.ArticleHead)
	}
	agent.ask("POST", "/articles", fields{"title": "Завелика", "body": strings.Repeat("слово ", 20_000)}).want(422)
	at := "/articles/" + string(a.ID)
	uk := at + "/editions/uk"

	// Two write at once: the second is told what the first wrote.
	var e EditionView
	agent.ask("PUT", uk, fields{"rev": 1, "title": "Доставка", "body": "Два дні."}).want(200).into(&e)
	if e.Rev != 2 || e.Stage != "draft" {
		t.Fatalf("%+v", e)
	}
	var p Problem
	lead.ask("PUT", uk, fields{"rev": 1, "title": "Доставка", "body": "Три дні."}).want(409).into(&p)
	if p.Code != codeDraftChanged || p.Edition == nil || p.Edition.Body != "Два дні." || p.Edition.Rev != 2 {
		t.Fatalf("%+v", p)
	}

	// Agents ask, others answer, administrators publish.
	agent.ask("POST", uk+"/ask", fields{"rev": 2, "remark": "гляньте"}).want(200).into(&e)
	if e.Stage != "review" || e.Remark != "гляньте" {
		t.Errorf("%+v", e)
	}
	if got := agent.ask("POST", uk+"/approve", fields{"rev": 2}); got.status != 409 || got.code() != codeUnread {
		t.Errorf("approved one's own: %d %s", got.status, got.body)
	}
	lead.ask("POST", uk+"/approve", fields{"rev": 2}).want(200).into(&e)
	if e.Approved != "Ліда" {
		t.Errorf("%+v", e)
	}
	agent.ask("POST", uk+"/publish", fields{"rev": 2}).want(403)
	lead.ask("POST", uk+"/publish", fields{"rev": 1}).want(409)
	var v ArticleVersionView
	lead.ask("POST", uk+"/publish", fields{"rev": 2, "note": "перша"}).want(201).into(&v)
	if v.Number != 1 || v.Body != "Два дні." || v.By != "Ліда" || v.Note != "перша" {
		t.Errorf("%+v", v)
	}
	if got := lead.ask("POST", uk+"/publish", fields{"rev": 2}); got.status != 422 || got.code() != codeNothing {
		t.Errorf("published twice: %d %s", got.status, got.body)
	}

	// A translation is behind once its source is published again.
	agent.ask("PUT", at+"/editions/en", fields{"rev": 0, "title": "Delivery", "body": "Two days."}).want(200)
	agent.ask("PUT", uk, fields{"rev": 2, "title": "Доставка", "body": "Один день."}).want(200)
	lead.ask("POST", uk+"/publish", fields{"rev": 3}).want(201)
	var list ArticlePage
	agent.ask("GET", "/articles?stale=true&lang=en", nil).want(200).into(&list)
	if len(list.Rows) != 1 || len(list.Rows[0].Editions) != 2 || list.Rows[0].Editions[0].Lang != "uk" || !list.Rows[0].Editions[1].Stale || list.MayPublish || list.Review {
		t.Errorf("%+v", list)
	}
	agent.ask("PUT", at+"/editions/en", fields{"rev": 1, "title": "Delivery", "body": "One day.", "translates": 2}).want(200)
	agent.ask("GET", "/articles?stale=true", nil).want(200).into(&list)
	if len(list.Rows) != 0 {
		t.Errorf("%+v", list.Rows)
	}
	agent.ask("GET", "/articles?before=invented", nil).want(422)

	// What was published can be read, compared, and brought back.
	var diff struct{ Title, Body []DiffPart }
	agent.ask("GET", uk+"/diff?from=1&to=2", nil).want(200).into(&diff)
	if fmt.Sprint(diff.Body) != "[{removed Два} {added Один} {same  } {removed дні} {added день} {same .}]" {
		t.Errorf("%v", diff.Body)
	}
	agent.ask("POST", uk+"/roll-back", fields{"version": 1}).want(403)
	lead.ask("POST", uk+"/roll-back", fields{"version": 9}).want(404)
	lead.ask("POST", uk+"/roll-back", fields{"version": 1, "note": "помилка"}).want(201).into(&v)
	if v.Number != 3 || v.Of != 1 || v.Body != "Два дні." {
		t.Errorf("%+v", v)
	}
	var versions struct{ Versions []ArticleVersionRow }
	agent.ask("GET", uk+"/versions", nil).want(200).into(&versions)
	if len(versions.Versions) != 3 || versions.Versions[0].Of != 1 {
		t.Errorf("%+v", versions)
	}

	// What readers see is the administrators'; so is what stands around it.
	agent.ask("PATCH", at, fields{"audience": "internal"}).want(403)
	lead.ask("PATCH", at, fields{"review_on": "2027-02-30"}).want(422)
	lead.ask("PATCH", at, fields{"audience": "internal", "review_on": "2020-01-15", "related": []string{}}).want(200).into(&a)
	if a.Audience != "internal" || a.ReviewOn != "2020-01-15" || !a.MayPublish {
		t.Errorf("%+v", a.ArticleHead)
	}
	agent.ask("GET", "/articles?due=true&audience=internal", nil).want(200).into(&list)
	if len(list.Rows) != 1 {
		t.Errorf("%+v", list.Rows)
	}
	lead.ask("PATCH", at, fields{"review_on": ""}).want(200)
	agent.ask("POST", at+"/archive", nil).want(403)
	lead.ask("POST", at+"/archive", nil).want(200)
	if got := agent.ask("PUT", uk, fields{"rev": 9, "title": "x", "body": "y"}); got.status != 409 || got.code() != codeArchived {
		t.Errorf("%d %s", got.status, got.body)
	}
	lead.ask("POST", at+"/restore", nil).want(200)
	lead.ask("POST", uk+"/withdraw", nil).want(200).into(&e)
	if e.Published != 0 || e.Stage != "draft" {
		t.Errorf("%+v", e)
	}

	// Nothing of it is another workspace's, not even an owner's.
	for _, r := range [][2]string{
		{"GET", at}, {"PATCH", at}, {"POST", at + "/archive"}, {"POST", at + "/restore"}, {"PUT", uk}, {"POST", uk + "/ask"}, {"POST", uk + "/approve"},
		{"POST", uk + "/send-back"}, {"POST", uk + "/publish"}, {"POST", uk + "/roll-back"}, {"POST", uk + "/withdraw"}, {"GET", uk + "/versions"},
		{"GET", uk + "/versions/1"}, {"GET", uk + "/diff?from=1&to=2"}, {"GET", at + "/feedback"}, {"DELETE", at + "/files/x"},
	} {
		body := map[string]fields{
			"PATCH": {"audience": "public"}, "PUT": {"rev": 3, "title": "x", "body": "y"}, "POST": {"rev": 3, "version": 1},
		}[r[0]]
		switch { // each wants just its own fields
		case strings.HasSuffix(r[1], "/roll-back"):
			body = fields{"version": 1}
		case r[0] == "POST" && !strings.HasSuffix(r[1], "archive") && !strings.HasSuffix(r[1], "restore") && !strings.HasSuffix(r[1], "withdraw"):
			body = fields{"rev": 3}
		}
		stranger.ask(r[0], r[1], body).want(404)
	}
	var none ArticlePage
	stranger.ask("GET", "/articles", nil).want(200).into(&none)
	if len(none.Rows) != 0 {
		t.Errorf("%+v", none.Rows)
	}
}

func TestReviewIsNeededWhereAWorkspaceWantsIt(t *testing.T) {
	s, lead, agent, _ := withLead(t)
	agent.ask("PUT", "/article-settings", fields{"review": true}).want(403)
	lead.ask("PUT", "/article-settings", fields{"review": true}).want(204)
	if w, err := s.acc.Workspace(t.Context(), "dim"); err != nil || fmt.Sprint(w.Settings.Locales) != "[uk en]" {
		t.Errorf("the other settings are %+v, %v", w.Settings, err)
	}
	var a ArticleView
	lead.ask("POST", "/articles", fields{"title": "Доставка", "body": "Два дні."}).want(201).into(&a)
	if !a.Review {
		t.Error("the desk is not told")
	}
	uk := "/articles/" + string(a.ID) + "/editions/uk"
	if got := lead.ask("POST", uk+"/publish", fields{"rev": 1}); got.status != 409 || got.code() != codeUnread {
		t.Errorf("%d %s", got.status, got.body)
	}
	agent.ask("POST", uk+"/approve", fields{"rev": 1}).want(200)
	lead.ask("PUT", uk, fields{"rev": 1, "title": "Доставка", "body": "Інші слова."}).want(200)
	lead.ask("POST", uk+"/publish", fields{"rev": 2}).want(409) // other words were approved
	agent.ask("POST", uk+"/approve", fields{"rev": 2}).want(200)
	lead.ask("POST", uk+"/publish", fields{"rev": 2}).want(201)
	agent.ask("PUT", uk, fields{"rev": 2, "title": "Доставка", "body": "Слова співробітниці."}).want(200)
	lead.ask("POST", uk+"/publish", fields{"rev": 3}).want(201) // who publishes has read it
}

func TestCollections(t *testing.T) {
	_, lead, agent, stranger := withLead(t)
	agent.ask("POST", "/collections", fields{"position": 1, "titles": fields{"uk": "Доставка"}, "abouts": fields{}}).want(403)
	var parent knowledge.CollectionID
	for depth := range 4 {
		got := lead.ask("POST", "/collections", fields{"position": depth, "parent": parent, "titles": fields{"uk": fmt.Sprint("Рівень ", depth)}, "abouts": fields{}})
		if depth == 3 {
			got.want(422)
			break
		}
		var c CollectionView
		got.want(201).into(&c)
		parent = c.ID
	}
	var all struct{ Collections []CollectionView }
	agent.ask("GET", "/collections", nil).want(200).into(&all)
	if len(all.Collections) != 3 || all.Collections[0].Slug != "riven-0" || all.Collections[2].Parent != all.Collections[1].ID {
		t.Fatalf("%+v", all)
	}
	top, middle := all.Collections[0], all.Collections[1]
	change := func(of CollectionView, over fields) fields {
		f := fields{"position": of.Position, "parent": of.Parent, "titles": of.Titles, "abouts": of.Abouts}
		for k, v := range over {
			f[k] = v
		}
		return f
	}
	lead.ask("PUT", "/collections/"+string(top.ID), change(top, fields{"parent": parent})).want(422)           // a circle
	lead.ask("PUT", "/collections/"+string(top.ID), change(top, fields{"slug": middle.Slug})).want(422)        // taken
	lead.ask("PUT", "/collections/"+string(top.ID), change(top, fields{"titles": fields{"uk": ""}})).want(422) // nameless
	stranger.ask("PUT", "/collections/"+string(top.ID), change(top, nil)).want(404)
	stranger.ask("DELETE", "/collections/"+string(top.ID), nil).want(404)
	lead.ask("PUT", "/collections/"+string(top.ID), change(top, fields{"titles": fields{"uk": "Усе", "en": "All"}})).want(200)

	var a ArticleView
	agent.ask("POST", "/articles", fields{"title": "Доставка", "body": "Два дні.", "collection": middle.ID}).want(201).into(&a)
	lead.ask("POST", "/articles/"+string(a.ID)+"/editions/uk/publish", fields{"rev": 1}).want(201)
	lead.ask("DELETE", "/collections/"+string(middle.ID), nil).want(204)
	agent.ask("GET", "/articles/"+string(a.ID), nil).want(200).into(&a)
	agent.ask("GET", "/collections", nil).want(200).into(&all)
	if a.Collection != top.ID || len(all.Collections) != 2 || all.Collections[0].Articles != 1 || all.Collections[0].Titles["en"] != "All" || all.Collections[1].Parent != top.ID {
		t.Errorf("%s in %+v", a.Collection, all)
	}
}

func TestArticleFiles(t *testing.T) {
	_, lead, agent, stranger := withLead(t)
	var a ArticleView
	agent.ask("POST", "/articles", fields{"title": "Доставка", "body": "Два дні."}).want(201).into(&a)
	png := append([]byte("\x89PNG\r\n\x1a\n"), make([]byte, 100)...)
	send := func(w worker, name string, data []byte) *http.Response {
		t.Helper()
		r, err := http.NewRequest("POST", w.http.URL+"/api/desk/v1/articles/"+string(a.ID)+"/files?name="+name, bytes.NewReader(data))
		if err != nil {
			t.Fatal(err)
		}
		r.Header.Set("Cookie", w.cookie)
		r.Header.Set(csrfHeader, w.CSRF)
		got, err := w.http.Client().Do(r)
		if err != nil {
			t.Fatal(err)
		}
		got.Body.Close()
		return got
	}
	for name, c := range map[string]struct {
		data   []byte
		status int
	}{
		"plan.png":  {png, 201},
		"notes.txt": {[]byte("нотатки"), 201},
		"a.pdf":     {[]byte("%PDF-1.7\n..."), 201},
		"page.png":  {[]byte("<html><script>alert(1)</script>"), 422}, // told by what is in it
		"logo.svg":  {[]byte(`<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>`), 422},
		"empty":     {nil, 422},
		"a.zip":     {[]byte("PK\x03\x04...."), 422},
		"huge.txt":  {bytes.Repeat([]byte("a"), knowledge.MaxFile+1), 413},
	} {
		if got := send(agent, name, c.data); got.StatusCode != c.status {
			t.Errorf("%s: %d, want %d", name, got.StatusCode, c.status)
		}
	}
	if got := send(stranger, "x.png", png); got.StatusCode != 404 {
		t.Errorf("a stranger's file: %d", got.StatusCode)
	}
	agent.ask("GET", "/articles/"+string(a.ID), nil).want(200).into(&a)
	if len(a.Files) != 3 {
		t.Fatalf("%+v", a.Files)
	}
	for _, f := range a.Files {
		got := agent.ask("GET", "/article-files/"+string(f.ID), nil).want(200)
		if got.header.Get("Content-Type") != f.Type || got.header.Get("X-Content-Type-Options") != "nosniff" || !strings.Contains(got.header.Get("Content-Security-Policy"), "sandbox") || len(got.body) != f.Size {
			t.Errorf("%+v %v", f, got.header)
		}
		stranger.ask("GET", "/article-files/"+string(f.ID), nil).want(404)
	}
	var page struct{ HTML string }
	agent.ask("POST", "/articles/preview", fields{"body": "![](attachment:" + string(a.Files[0].ID) + ")<script>x</script>"}).want(200).into(&page)
	if page.HTML != `<p><img src="`+deskFiles+string(a.Files[0].ID)+`" alt=""></p>`+"\n" {
		t.Error(page.HTML)
	}
	lead.ask("POST", "/articles/"+string(a.ID)+"/editions/uk/publish", fields{"rev": 1}).want(201)
	agent.ask("DELETE", "/articles/"+string(a.ID)+"/files/"+string(a.Files[0].ID), nil).want(403)
	lead.ask("DELETE", "/articles/"+string(a.ID)+"/files/"+string(a.Files[0].ID), nil).want(204)
	lead.ask("GET", "/article-files/"+string(a.Files[0].ID), nil).want(404)
}
