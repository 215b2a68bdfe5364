package demo

import (
	"bytes"
	"embed"
	"fmt"
	"html/template"
	"io/fs"
	"maps"
	"net/http"
	"slices"
	"strings"
)

// The company's website: a home page, orders, and delivery and returns, in
// Ukrainian at / and in English at /en/. The chat widget sits on each page.

//go:embed site
var siteFiles embed.FS

// SiteOption configures the website.
type SiteOption func(*site)

// WithIdentity lets visitors of the demonstration be any seeded customer: the
// page hands the widget the token that sign gives for them. Without it nobody
// is signed in and nothing on the pages speaks of it.
func WithIdentity(sign func(Customer) (token string, err error)) SiteOption {
	return func(s *site) { s.sign = sign }
}

// WithDefaultCustomer signs a visitor in as this customer until they choose
// otherwise. It needs WithIdentity.
func WithDefaultCustomer(id string) SiteOption { return func(s *site) { s.fallback = id } }

// WithOrders has the pages show orders as they stand, e.g. Backend.OrdersOf;
// without it they show the seed.
func WithOrders(of func(customerID string) ([]Order, error)) SiteOption {
	return func(s *site) { s.ordersOf = of }
}

// WithInlineStyles allows style elements and attributes made by scripts. A
// widget that uses constructed style sheets does not need it.
func WithInlineStyles() SiteOption { return func(s *site) { s.styles = " 'unsafe-inline'" } }

type site struct {
	sign     func(Customer) (string, error)
	fallback string
	ordersOf func(string) ([]Order, error)
	mobile   MobileOperator
	phones   *phones
	texts    *Texts
	styles   string
	pages    map[string]*template.Template
	policy   string
}

// Site serves the company's website. It expects the widget's loader at
// /widget/loader.js of the same origin, and is meant to be mounted at /.
func Site(opts ...SiteOption) http.Handler {
	s := &site{ordersOf: seed().ordersOf, pages: sitePages()}
	for _, o := range opts {
		o(s)
	}
	s.policy = strings.Join([]string{
		"default-src 'none'", "script-src 'self'", "style-src 'self'" + s.styles, "font-src 'self'",
		"img-src 'self' data: blob:", "media-src 'self' blob:", "connect-src 'self'", "worker-src 'self'",
		"form-action 'self'", "base-uri 'none'", "frame-ancestors 'none'",
	}, "; ")
	mux := http.NewServeMux()
	paths := maps.Clone(sitePaths)
	if s.mobile != nil {
		maps.Copy(paths, mobilePaths)
	}
	for name, path := range paths {
		for _, lang := range []string{"uk", "en"} {
			at := href(lang, path)
			if strings.HasSuffix(at, "/") {
				at += "{$}"
			}
			mux.HandleFunc("GET "+at, func(w http.ResponseWriter, r *http.Request) {
				s.serve(w, r, http.StatusOK, name, lang)
			})
		}
	}
	mux.Handle("GET /en", http.RedirectHandler("/en/", http.StatusMovedPermanently))
	mux.HandleFunc("GET /shop/", s.serveFile)
	s.mobileRoutes(mux)
	if s.texts != nil {
		mux.HandleFunc("GET /texts", s.showTexts)
	}
	if s.sign != nil {
		mux.HandleFunc("POST /account", s.chooseAccount)
	}
	mux.HandleFunc("/", func(w http.ResponseWriter, r *http.Request) {
		lang := "uk"
		if strings.HasPrefix(r.URL.Path, "/en/") {
			lang = "en"
		}
		s.serve(w, r, http.StatusNotFound, "missing", lang)
	})
	// Another site must not choose who a visitor is.
	return s.strict(http.NewCrossOriginProtection().Handler(mux))
}

func (s *site) strict(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		h := w.Header()
		h.Set("Content-Security-Policy", s.policy)
		h.Set("X-Content-Type-Options", "nosniff")
		h.Set("Referrer-Policy", "same-origin")
		h.Set("Cross-Origin-Opener-Policy", "same-origin")
		h.Set("Permissions-Policy", "camera=(), geolocation=(), microphone=(self)")
		next.ServeHTTP(w, r)
	})
}

func (s *site) serve(w http.ResponseWriter, r *http.Request, status int, name, lang string) {
	d, err := s.data(r, name, lang)
	var out bytes.Buffer
	if err == nil {
		err = s.pages[name].ExecuteTemplate(&out, "layout.html", d)
	}
	if err != nil {
		http.Error(w, "The page could not be made", http.StatusInternalServerError)
		return
	}
	h := w.Header()
	h.Set("Content-Type", "text/html; charset=utf-8")
	h.Set("Content-Language", lang)
	h.Set("Cache-Control", "private, no-cache") // it may hold a token and live orders
	w.WriteHeader(status)
	_, _ = w.Write(out.Bytes()) // the reader has gone
}

// siteAssets are the files that may be asked for, besides the fonts.
var siteAssets = []string{"style.css", "icon.svg", "phone.css", "phone.js", "texts.js"}

// serveFile serves styles, fonts and the icon; never a template.
func (s *site) serveFile(w http.ResponseWriter, r *http.Request) {
	name := strings.TrimPrefix(r.URL.Path, "/shop/")
	if !slices.Contains(siteAssets, name) && !(strings.HasPrefix(name, "fonts/") && fs.ValidPath(name)) {
		s.serve(w, r, http.StatusNotFound, "missing", "uk")
		return
	}
	w.Header().Set("Cache-Control", "public, max-age=300")
	http.ServeFileFS(w, r, siteFiles, "site/"+name)
}

// The cookie holds the chosen customer's ID; "-" is nobody, chosen.
const (
	accountCookie = "shop_customer"
	nobody        = "-"
)

// chooseAccount makes the visitor a customer. There is no password, because
// there is nothing to protect: everyone here is made up.
func (s *site) chooseAccount(w http.ResponseWriter, r *http.Request) {
	r.Body = http.MaxBytesReader(w, r.Body, 4<<10)
	id, back := r.PostFormValue("customer"), r.PostFormValue("back")
	if _, ok := customerByID(id); !ok {
		id = nobody
	}
	http.SetCookie(w, &http.Cookie{
		Name: accountCookie, Value: id, Path: "/", MaxAge: 30 * 24 * 3600,
		HttpOnly: true, SameSite: http.SameSiteLaxMode, Secure: r.TLS != nil,
	})
	if !knownPath(back) {
		back = "/orders"
	}
	http.Redirect(w, r, back, http.StatusSeeOther)
}

// visitor is who the visitor is, or nil.
func (s *site) visitor(r *http.Request) *Customer {
	if s.sign == nil {
		return nil
	}
	id := s.fallback
	if c, err := r.Cookie(accountCookie); err == nil {
		id = c.Value
	}
	c, ok := customerByID(id)
	if !ok {
		return nil
	}
	return &c
}

func customerByID(id string) (Customer, bool) {
	for _, c := range Customers() {
		if c.ID == id {
			return c, true
		}
	}
	return Customer{}, false
}

func sitePages() map[string]*template.Template {
	art := func(name string) (template.HTML, error) {
		b, err := siteFiles.ReadFile("site/art/" + name + ".svg")
		if err != nil {
			return "", fmt.Errorf("drawing: %w", err)
		}
		return template.HTML(b), nil // our own file
	}
	pages := map[string]*template.Template{}
	for _, name := range []string{"home", "orders", "delivery", "mobile", "phone", "missing"} {
		pages[name] = template.Must(template.New(name).Funcs(template.FuncMap{"art": art, "status": statusIn}).
			ParseFS(siteFiles, "site/layout.html", "site/ask.html", "site/"+name+".html"))
	}
	return pages
}
