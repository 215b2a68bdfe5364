package pay

import (
	"bytes"
	"embed"
	"html/template"
	"net/http"
	"path"
	"strconv"
	"strings"
)

//go:embed page.html style.css card.js
var files embed.FS

var pageTemplate = template.Must(template.ParseFS(files, "page.html"))

// view is what the page shows. Of a card it has what may be shown again: never
// its number or security code, also not after a slip.
type view struct {
	Lang, Other  string
	Here, Assets string
	CompanyUK    string
	CompanyEN    string
	State        string // form, saved, used, expired, dead, unknown
	Back         string
	Wrong        mistakes
	Trouble      string // of the whole form
	Expiry       string
	Brand, Last4 string
	Minutes      int
}

// T picks the text of the page's language.
func (v view) T(uk, en string) string {
	if v.Lang == "en" {
		return en
	}
	return uk
}

// Company is whose customer this is.
func (v view) Company() string { return v.T(v.CompanyUK, v.CompanyEN) }

// Title is the page's heading.
func (v view) Title() string {
	switch v.State {
	case "form":
		return v.T("Нова картка", "New card")
	case "saved":
		return v.T("Картку збережено", "Your card is saved")
	case "used":
		return v.T("Сторінку вже використано", "This page was already used")
	case "unknown":
		return v.T("Такої сторінки немає", "There is no such page")
	}
	return v.T("Час цієї сторінки минув", "This page has expired")
}

// For says how long the page still lives.
func (v view) For() string {
	if v.Minutes <= 1 {
		return v.T("Сторінка діє ще хвилину", "The page is open for one more minute")
	}
	if v.Lang == "en" {
		return "The page is open for " + strconv.Itoa(v.Minutes) + " more minutes"
	}
	return "Сторінка діє ще " + strconv.Itoa(v.Minutes) + " " + plural(v.Minutes, "хвилину", "хвилини", "хвилин")
}

// Handler serves the pages, at the path of Config.Base.
func (p *Provider) Handler() http.Handler {
	root := strings.TrimSuffix(p.base.Path, "/")
	mux := http.NewServeMux()
	mux.HandleFunc("GET "+root+"/assets/{name}", p.asset)
	mux.HandleFunc("GET "+root+"/{token}", p.show)
	mux.HandleFunc("POST "+root+"/{token}", p.submit)
	mux.HandleFunc("/", func(w http.ResponseWriter, r *http.Request) {
		p.write(w, r, http.StatusNotFound, view{State: "unknown"})
	})
	guarded := http.NewCrossOriginProtection().Handler(mux)
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		h := w.Header()
		h.Set("Content-Security-Policy", "default-src 'none'; style-src 'self'; script-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'")
		h.Set("Cache-Control", "no-store")
		h.Set("X-Content-Type-Options", "nosniff")
		h.Set("X-Frame-Options", "DENY")
		h.Set("Referrer-Policy", "no-referrer")
		h.Set("Cross-Origin-Opener-Policy", "same-origin")
		h.Set("Cross-Origin-Resource-Policy", "same-origin")
		h.Set("Permissions-Policy", "camera=(), geolocation=(), microphone=()")
		guarded.ServeHTTP(w, r)
	})
}

func (p *Provider) asset(w http.ResponseWriter, r *http.Request) {
	name := r.PathValue("name")
	if name != "style.css" && name != "card.js" {
		http.NotFound(w, r)
		return
	}
	w.Header().Set("Cache-Control", "public, max-age=300")
	http.ServeFileFS(w, r, files, name)
}

func (p *Provider) show(w http.ResponseWriter, r *http.Request) {
	g, ok := p.look(r.PathValue("token"))
	if !ok {
		p.write(w, r, http.StatusNotFound, view{State: "unknown"})
		return
	}
	p.answer(w, r, g, view{})
}

// answer shows a page as it stands; v is what came of a try.
func (p *Provider) answer(w http.ResponseWriter, r *http.Request, g page, v view) {
	left := g.expires.Sub(p.cfg.Clock())
	v.Back, v.Minutes = g.back, int(left.Minutes()+0.5)
	status := http.StatusGone
	switch {
	case v.State == "saved":
		status = http.StatusOK
	case g.state == done:
		v.State = "used"
	case g.state == dead || left <= 0:
		v.State = "expired"
	default:
		v.State, status = "form", http.StatusOK
		if v.Wrong.any() || v.Trouble != "" {
			status = http.StatusUnprocessableEntity
		}
	}
	p.write(w, r, status, v)
}

// submit takes a card. What was typed is in this function's memory and the
// request's, and nowhere else.
func (p *Provider) submit(w http.ResponseWriter, r *http.Request) {
	token := r.PathValue("token")
	g, usable := p.take(token)
	if !usable {
		p.show(w, r)
		return
	}
	saved := false
	defer func() { p.give(token, saved) }()
	r.Body = http.MaxBytesReader(w, r.Body, 8<<10)
	t := view{Lang: p.lang(r)}.T
	if err := r.ParseForm(); err != nil {
		p.retry(w, r, g, view{Trouble: t("Форму не вдалося прочитати. Спробуйте ще раз.", "The form could not be read. Please try again.")})
		return
	}
	c, wrong := read(r.PostForm.Get("number"), r.PostForm.Get("expiry"), r.PostForm.Get("cvc"), p.cfg.Clock(), t)
	if wrong.any() {
		v := view{Wrong: wrong}
		if wrong.Expiry == "" {
			v.Expiry = r.PostForm.Get("expiry")
		}
		p.retry(w, r, g, v)
		return
	}
	if c.number == declined {
		p.retry(w, r, g, view{Trouble: t("Банк не підтвердив цю картку. Спробуйте іншу.", "The bank did not accept this card. Please try another one.")})
		return
	}
	s := Saved{Customer: g.customer, Method: newMethod(), Brand: brandOf(c.number), Last4: c.number[len(c.number)-4:], ExpMonth: c.month, ExpYear: c.year}
	if err := p.notify(r.Context(), g.webhook, s); err != nil {
		p.retry(w, r, g, view{Trouble: t("Зараз не вдалося зберегти картку. Спробуйте, будь ласка, за хвилину.", "The card could not be saved just now. Please try again in a minute.")})
		return
	}
	saved = true
	p.answer(w, r, g, view{State: "saved", Brand: s.Brand, Last4: s.Last4})
}

// retry shows the form again, or says that it was tried too often.
func (p *Provider) retry(w http.ResponseWriter, r *http.Request, g page, v view) {
	g.state = open
	if g.tries >= maxTries {
		g.state = dead
	}
	p.answer(w, r, g, v)
}

func (p *Provider) write(w http.ResponseWriter, r *http.Request, status int, v view) {
	v.Lang = p.lang(r)
	v.Other = "en"
	if v.Lang == "en" {
		v.Other = "uk"
	}
	v.CompanyUK, v.CompanyEN = p.cfg.CompanyUK, p.cfg.CompanyEN
	root := strings.TrimSuffix(p.base.Path, "/")
	v.Here, v.Assets = path.Join("/", root, r.PathValue("token")), path.Join("/", root, "assets")
	var out bytes.Buffer
	if err := pageTemplate.Execute(&out, v); err != nil {
		http.Error(w, "The page could not be made", http.StatusInternalServerError)
		return
	}
	w.Header().Set("Content-Type", "text/html; charset=utf-8")
	w.Header().Set("Content-Language", v.Lang)
	w.WriteHeader(status)
	_, _ = w.Write(out.Bytes()) // the reader has gone
}

// lang is the language asked for, else the first of the browser's that is ours.
func (p *Provider) lang(r *http.Request) string {
	asked := r.URL.Query().Get("lang")
	if asked == "uk" || asked == "en" {
		return asked
	}
	for _, part := range strings.Split(r.Header.Get("Accept-Language"), ",") {
		switch tag := strings.ToLower(strings.TrimSpace(part)); {
		case strings.HasPrefix(tag, "uk"):
			return "uk"
		case strings.HasPrefix(tag, "en"):
			return "en"
		}
	}
	return "uk"
}

func plural(n int, one, few, many string) string {
	switch tens, ones := n%100/10, n%10; {
	case tens == 1 || ones == 0 || ones > 4:
		return many
	case ones == 1:
		return one
	}
	return few
}
