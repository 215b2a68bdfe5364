package httpapi

import (
	"archive/zip"
	"bytes"
	"encoding/json"
	"io"
	"log/slog"
	"net/http"
	"reflect"
	"strings"
	"testing"

	"github.com/rozmova/rozmova/internal/jobs"
	"github.com/rozmova/rozmova/internal/knowledge/importing"
	"github.com/rozmova/rozmova/internal/knowledge/importing/fetch"
	"github.com/rozmova/rozmova/internal/knowledge/importing/read"
	"github.com/rozmova/rozmova/internal/knowledge/library"
)

func TestImports(t *testing.T) {
	var desk *importing.Desk
	_, lead, agent, stranger := withLead(t, func(c *Config) {
		q, err := jobs.New(c.Store, jobs.Options{})
		if err != nil {
			t.Fatal(err)
		}
		desk = &importing.Desk{
			Library: library.New(library.Config{Store: c.Store}), Jobs: q, Client: fetch.New(fetch.Options{}), Log: slog.New(slog.DiscardHandler),
		}
		c.Imports = desk
	})
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	for name, text := range map[string]string{"a.md": "# Доставка\n\nДоставляємо по всій Україні.", "b.psd": "8BPS"} {
		f, err := z.Create(name)
		if err == nil {
			_, err = f.Write([]byte(text))
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}

	for _, path := range []string{"/imports", "/imports/x", "/article-export"} {
		agent.ask("GET", path, nil).want(403)
	}
	agent.upload("/import-files?file_name=a.zip", b.Bytes()).want(403)
	agent.ask("POST", "/imports", fields{"address": "https://example.com"}).want(403)
	for query, code := range map[string]int{"": 422, "file_name=a.zip&publish=maybe": 422, "file_name=a.zip&name=../x": 422, "file_name=a.zip&lang=мова": 422} {
		data := b.Bytes()
		if query == "" {
			data = nil
		}
		lead.upload("/import-files?"+query, data).want(code)
	}
	for _, address := range []string{"", "ftp://example.com", "http://user:secret@example.com/", "nowhere"} {
		lead.ask("POST", "/imports", fields{"address": address}).want(422)
	}

	var v ImportView
	lead.upload("/import-files?file_name=docs.zip&publish=true&collection=Доставка", b.Bytes()).want(201).into(&v)
	if v.State != "waiting" || v.Source != "docs.zip" || v.By != "Ліда" {
		t.Fatalf("%+v", v)
	}
	if got := lead.upload("/import-files?file_name=docs.zip", b.Bytes()); got.status != 409 || got.code() != codeImportRuns {
		t.Errorf("two at once: %d %s", got.status, got.body)
	}
	args, err := json.Marshal(map[string]string{"workspace": "dim", "import": v.ID})
	if err != nil {
		t.Fatal(err)
	}
	if err := desk.Work(t.Context(), args); err != nil {
		t.Fatal(err)
	}
	lead.ask("GET", "/imports/"+v.ID, nil).want(200).into(&v)
	if v.State != "done" || v.Report == nil || v.Report.New != 1 || v.Report.Published != 1 || len(v.Report.Refused) != 1 ||
		v.Report.Refused[0].Code != "type" || v.Report.Refused[0].Reason != importReasons["type"][0] || v.Report.Conflicts == nil {
		t.Fatalf("%+v\n%+v", v, v.Report)
	}
	stranger.ask("GET", "/imports/"+v.ID, nil).want(404)
	stranger.ask("POST", "/imports/"+v.ID+"/cancel", nil).want(404)
	var list struct{ Imports []ImportView }
	stranger.ask("GET", "/imports", nil).want(200).into(&list)
	if len(list.Imports) != 0 {
		t.Errorf("another workspace's imports: %+v", list)
	}
	lead.ask("GET", "/imports", nil).want(200).into(&list)
	if len(list.Imports) != 1 || list.Imports[0].ID != v.ID {
		t.Errorf("%+v", list)
	}

	lead.ask("POST", "/imports", fields{"address": "http://169.254.169.254/latest/"}).want(201).into(&v)
	lead.ask("POST", "/imports/"+v.ID+"/cancel", nil).want(204)
	lead.ask("GET", "/imports/"+v.ID, nil).want(200).into(&v)
	if v.State != "cancelled" {
		t.Errorf("%+v", v)
	}

	out := lead.ask("GET", "/article-export", nil)
	r, err := zip.NewReader(strings.NewReader(string(out.body)), int64(len(out.body)))
	if out.status != http.StatusOK || err != nil || len(r.File) != 4 {
		t.Errorf("export: %d, %v", out.status, err)
	}
}

// upload sends a file as it is.
func (w worker) upload(path string, data []byte) answer {
	w.t.Helper()
	r, err := http.NewRequest("POST", w.http.URL+"/api/desk/v1"+path, bytes.NewReader(data))
	if err != nil {
		w.t.Fatal(err)
	}
	r.Header.Set("Cookie", w.cookie)
	r.Header.Set(csrfHeader, w.CSRF)
	res, err := w.http.Client().Do(r)
	if err != nil {
		w.t.Fatal(err)
	}
	defer res.Body.Close()
	body, err := io.ReadAll(res.Body)
	if err != nil {
		w.t.Fatal(err)
	}
	return answer{t: w.t, status: res.StatusCode, header: res.Header, body: body}
}

// Every code of a report has its sentence in both languages.
func TestImportReasons(t *testing.T) {
	field, _ := reflect.TypeOf(ImportLine{}).FieldByName("Code")
	all := strings.Split(field.Tag.Get("enum"), ",")
	for _, code := range all {
		if r := importReasons[read.Code(code)]; r[0] == "" || r[1] == "" {
			t.Errorf("%s has no sentence", code)
		}
	}
	if len(all) != len(importReasons) {
		t.Errorf("%d codes in the API, %d with sentences", len(all), len(importReasons))
	}
}
