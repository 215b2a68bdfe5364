package httpapi

import (
	"bytes"
	"compress/gzip"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"io/fs"
	"mime"
	"net/http"
	"path"
	"regexp"
	"strconv"
	"strings"
	"sync"
)

// deskCSP lets the desk load what it was built with and nothing else. Style
// attributes are allowed: positions of menus are set that way.
const deskCSP = "default-src 'none'; script-src 'self'; style-src 'self'; style-src-attr 'unsafe-inline'; img-src 'self' data: https:; " +
	"font-src 'self'; connect-src 'self'; manifest-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'"

// hashed names carry the hash of their content, so they never change.
var hashed = regexp.MustCompile(`[-.][A-Za-z0-9_-]{8,}\.(js|css|woff2|svg|png|webp|map)$`)

// frontRoutes serves the built front end.
func (s *Server) frontRoutes() {
	if s.cfg.Front != nil {
		files := &assets{fs: s.cfg.Front, ready: make(map[string]*asset)}
		s.mux.HandleFunc("GET /widget/", files.widget)
		s.mux.HandleFunc("OPTIONS /widget/", func(w http.ResponseWriter, r *http.Request) {
			allowAnyOrigin(w.Header())
			preflight(w)
		})
		s.mux.HandleFunc("GET /desk/", files.desk)
		s.mux.Handle("GET /desk", http.RedirectHandler("/desk/", http.StatusMovedPermanently))
	}
	home := s.cfg.Home
	if home == nil {
		home = http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			if r.URL.Path == "/" && s.cfg.Front != nil {
				http.Redirect(w, r, "/desk/", http.StatusFound)
				return
			}
			writeProblem(w, r, problem(codeNotFound))
		})
	}
	s.mux.Handle("/", home)
}

// assets are the files of the front end, read and compressed once.
type assets struct {
	fs    fs.FS
	mu    sync.RWMutex
	ready map[string]*asset
}

type asset struct {
	plain, zipped []byte
	kind, etag    string
	lasting       bool
}

// widget files are loaded by the companies' own pages.
func (a *assets) widget(w http.ResponseWriter, r *http.Request) {
	h := w.Header()
	allowAnyOrigin(h)
	h.Del("X-Frame-Options") // scripts and styles are not framed; leave pages their own rules
	f, err := a.open("widget/" + strings.TrimPrefix(path.Clean(r.URL.Path), "/widget/"))
	if err != nil {
		writeProblem(w, r, problem(codeNotFound))
		return
	}
	f.serve(w, r, "public, max-age=300")
}

// desk answers with the file, or with the page that shows the path: the desk
// finds its way by itself.
func (a *assets) desk(w http.ResponseWriter, r *http.Request) {
	name := "desk/" + strings.TrimPrefix(strings.TrimPrefix(path.Clean(r.URL.Path), "/desk"), "/")
	f, err := a.open(name)
	if err != nil && path.Ext(name) == "" {
		f, err = a.open("desk/index.html")
	}
	if err != nil {
		writeProblem(w, r, problem(codeNotFound))
		return
	}
	w.Header().Set("Content-Security-Policy", deskCSP)
	f.serve(w, r, "no-cache")
}

func (a *assets) open(name string) (*asset, error) {
	name = path.Clean(name)
	a.mu.RLock()
	f := a.ready[name]
	a.mu.RUnlock()
	if f != nil {
		return f, nil
	}
	if info, err := fs.Stat(a.fs, name); err != nil || info.IsDir() {
		return nil, errors.Join(fs.ErrNotExist, err)
	}
	b, err := fs.ReadFile(a.fs, name)
	if err != nil {
		return nil, err
	}
	sum := sha256.Sum256(b)
	f = &asset{plain: b, kind: mime.TypeByExtension(path.Ext(name)), etag: hex.EncodeToString(sum[:12]), lasting: hashed.MatchString(name)}
	if f.kind == "" {
		f.kind = "application/octet-stream"
	}
	if strings.HasPrefix(f.kind, "text/") || strings.Contains(f.kind, "javascript") || strings.Contains(f.kind, "json") || strings.Contains(f.kind, "svg") {
		f.zipped = a.zip(name, b)
	}
	a.mu.Lock()
	a.ready[name] = f
	a.mu.Unlock()
	return f, nil
}

// zip takes what the build has compressed, or compresses once.
func (a *assets) zip(name string, b []byte) []byte {
	if z, err := fs.ReadFile(a.fs, name+".gz"); err == nil {
		return z
	}
	var out bytes.Buffer
	w, _ := gzip.NewWriterLevel(&out, gzip.BestCompression) // the level is right
	_, err := w.Write(b)
	if err = errors.Join(err, w.Close()); err != nil || out.Len() >= len(b) {
		return nil
	}
	return out.Bytes()
}

func (f *asset) serve(w http.ResponseWriter, r *http.Request, cache string) {
	h := w.Header()
	if f.lasting {
		cache = "public, max-age=31536000, immutable"
	}
	body, etag := f.plain, f.etag
	h.Set("Vary", "Accept-Encoding")
	if f.zipped != nil && strings.Contains(r.Header.Get("Accept-Encoding"), "gzip") {
		body, etag = f.zipped, f.etag+"-gz"
		h.Set("Content-Encoding", "gzip")
	}
	etag = `"` + etag + `"`
	h.Set("Cache-Control", cache)
	h.Set("ETag", etag)
	if strings.Contains(r.Header.Get("If-None-Match"), etag) {
		h.Del("Content-Encoding")
		w.WriteHeader(http.StatusNotModified)
		return
	}
	h.Set("Content-Type", f.kind)
	h.Set("Content-Length", strconv.Itoa(len(body)))
	if r.Method != http.MethodHead {
		_, _ = w.Write(body)
	}
}
