package importing_test

import (
	"archive/zip"
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"net/netip"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/rozmova/rozmova/internal/jobs"
	"github.com/rozmova/rozmova/internal/knowledge"
	"github.com/rozmova/rozmova/internal/knowledge/importing"
	"github.com/rozmova/rozmova/internal/knowledge/importing/fetch"
	"github.com/rozmova/rozmova/internal/knowledge/library"
	"github.com/rozmova/rozmova/internal/store"
	"github.com/rozmova/rozmova/internal/store/storetest"
)

func archive(t *testing.T, files ...string) []byte {
	t.Helper()
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	for i := 0; i+1 < len(files); i += 2 {
		f, err := z.Create(files[i])
		if err == nil {
			_, err = f.Write([]byte(files[i+1]))
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// desk is the desk's side of imports on a database, as a process has it.
func desk(t *testing.T, db *store.DB, l *library.Library) *importing.Desk {
	t.Helper()
	q, err := jobs.New(db, jobs.Options{})
	if err != nil {
		t.Fatal(err)
	}
	local := fetch.New(fetch.Options{Allow: []netip.Prefix{netip.MustParsePrefix("127.0.0.0/8"), netip.MustParsePrefix("::1/128")}})
	t.Cleanup(local.Close)
	return &importing.Desk{Library: l, Jobs: q, Client: local, Log: slog.New(slog.DiscardHandler)}
}

// work runs the process's jobs until done says that it is enough.
func work(t *testing.T, d *importing.Desk, done func() bool) {
	t.Helper()
	run, stop := context.WithCancel(ctx)
	ended := make(chan error, 1)
	go func() { ended <- d.Jobs.Run(run, map[string]jobs.Handler{importing.Job: d.Work}) }()
	for !done() {
		select {
		case <-t.Context().Done():
			t.Fatal("the test ended first")
		case <-time.After(10 * time.Millisecond):
		}
	}
	stop()
	if err := <-ended; err != nil {
		t.Fatal(err)
	}
}

func state(t *testing.T, d *importing.Desk, id string) (store.Import, importing.Report) {
	t.Helper()
	i, err := d.Library.Store.Import(ctx, ws, id)
	if err != nil {
		t.Fatal(err)
	}
	var r importing.Report
	if err := json.Unmarshal(i.Report, &r); err != nil {
		t.Fatal(err)
	}
	return i, r
}

func TestUpload(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db *store.DB) {
		d := desk(t, db, open(t, db, ws, ""))
		data := archive(t, "docs/a.md", "# Доставка\n\nДоставляємо по всій Україні.", "docs/b.exe", "MZ")
		i, err := d.Start(ctx, ws, oksana, importing.Request{FileName: "docs.zip", Data: data, Settings: importing.Settings{Publish: true}})
		if err != nil {
			t.Fatal(err)
		}
		if _, err := d.Start(ctx, ws, oksana, importing.Request{FileName: "docs.zip", Data: data}); !errors.Is(err, store.ErrBusy) {
			t.Errorf("two at once: %v", err)
		}
		work(t, d, func() bool { now, _ := state(t, d, i.ID); return now.State.Ended() })
		now, r := state(t, d, i.ID)
		if now.State != store.ImportDone || now.By != oksana || now.Done != 1 || counts(r) != "new 1 updated 0 unchanged 0 published 1 files 0 conflicts 0 vanished 0 refused 1 pruned 0" || r.Memory == 0 {
			t.Fatalf("%+v\n%+v", now, r)
		}
		if data, err := db.ImportData(ctx, ws, i.ID); err != nil || len(data) > 0 {
			t.Errorf("the upload was kept: %d bytes, %v", len(data), err)
		}

		broken, err := d.Start(ctx, ws, oksana, importing.Request{FileName: "x.zip", Data: []byte("PK\x03\x04 and no archive")})
		if err != nil {
			t.Fatal(err)
		}
		work(t, d, func() bool { now, _ := state(t, d, broken.ID); return now.State.Ended() })
		if now, _ := state(t, d, broken.ID); now.State != store.ImportFailed || now.Error != "malformed" {
			t.Errorf("%+v", now)
		}

		idle, err := d.Start(ctx, ws, oksana, importing.Request{FileName: "docs.zip", Data: data})
		if err != nil {
			t.Fatal(err)
		}
		if err := d.Cancel(ctx, ws, idle.ID); err != nil {
			t.Fatal(err)
		}
		if now, _ := state(t, d, idle.ID); now.State != store.ImportCancelled {
			t.Errorf("%+v", now)
		}
		if _, err := db.Import(ctx, "elsewhere", idle.ID); !errors.Is(err, store.ErrNotFound) {
			t.Errorf("seen from another workspace: %v", err)
		}
		for field, q := range map[string]importing.Request{
			"address": {Address: "file:///etc/passwd"}, "file": {FileName: "x.md"}, "name": {FileName: "x.md", Data: data, Settings: importing.Settings{Name: "../x"}},
			"lang": {FileName: "x.md", Data: data, Settings: importing.Settings{Lang: "Ukrainian"}},
		} {
			var invalid *knowledge.InvalidError
			if _, err := d.Start(ctx, ws, oksana, q); !errors.As(err, &invalid) || invalid.Field != field {
				t.Errorf("%s: %v", field, err)
			}
		}
	})
}

// A process that stops in the middle of a site leaves the rest to the next one,
// which fetches nothing twice.
func TestSiteThroughARestart(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db *store.DB) {
		const n = 12
		var fetched [n]atomic.Int32
		var reached, opened atomic.Bool
		gate := make(chan struct{})
		mux := http.NewServeMux()
		site := httptest.NewServer(mux)
		t.Cleanup(site.Close)
		mux.HandleFunc("GET /robots.txt", func(w http.ResponseWriter, _ *http.Request) {
			fmt.Fprint(w, "User-agent: *\nDisallow: /p/3\n")
		})
		mux.HandleFunc("GET /sitemap.xml", func(w http.ResponseWriter, _ *http.Request) {
			fmt.Fprint(w, `<?xml version="1.0"?><urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">`)
			for i := range n {
				fmt.Fprintf(w, "<url><loc>%s/p/%d</loc></url>", site.URL, i)
			}
			fmt.Fprint(w, "<url><loc>http://169.254.169.254/latest/meta-data</loc></url></urlset>")
		})
		mux.HandleFunc("GET /p/{n}", func(w http.ResponseWriter, r *http.Request) {
			var i int
			fmt.Sscan(r.PathValue("n"), &i)
			if i == 6 && !opened.Load() {
				reached.Store(true)
				select {
				case <-gate:
				case <-r.Context().Done():
					return
				}
			}
			fetched[i].Add(1)
			w.Header().Set("Content-Type", "text/html; charset=utf-8")
			fmt.Fprintf(w, `<html lang="uk"><title>Сторінка %d – Крамниця</title><body><nav><a href="/">Меню</a></nav><main><h1>Сторінка %d</h1>
				<p>Текст сторінки українською. <a href="/p/%d">Далі</a></p></main></body></html>`, i, i, (i+1)%n)
		})
		l := open(t, db, ws, "")
		first := desk(t, db, l)
		i, err := first.Start(ctx, ws, oksana, importing.Request{Address: site.URL, Settings: importing.Settings{Publish: true}})
		if err != nil {
			t.Fatal(err)
		}
		before := make(chan struct{})
		go func() { // the process is told to stop while a page does not come, and waits in vain
			defer close(before)
			work(t, first, reached.Load)
		}()
		<-before
		if now, _ := state(t, first, i.ID); now.State != store.ImportRunning {
			t.Fatalf("%+v", now)
		}
		opened.Store(true)
		close(gate)
		second := desk(t, db, l)
		work(t, second, func() bool { now, _ := state(t, second, i.ID); return now.State.Ended() })
		now, r := state(t, second, i.ID)
		if now.State != store.ImportDone || counts(r) != "new 11 updated 0 unchanged 0 published 11 files 0 conflicts 0 vanished 0 refused 2 pruned 0" {
			t.Fatalf("%+v\n%+v", now, r)
		}
		for k := range fetched {
			want := int32(1)
			if k == 3 {
				want = 0
			}
			if got := fetched[k].Load(); got != want && k != 6 {
				t.Errorf("page %d was fetched %d times", k, got)
			}
		}
		a, err := l.ArticleOf(ctx, ws, knowledge.Origin{Kind: "sitemap", Key: site.URL + "/p/1"})
		if err != nil {
			t.Fatal(err)
		}
		if e := a.Edition("uk"); e.Title != "Сторінка 1" || !strings.Contains(e.Body, "[Далі](2)") || strings.Contains(e.Body, "Меню") {
			t.Errorf("%+v", e)
		}
	})
}
