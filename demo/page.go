package demo

import (
	"bytes"
	"embed"
	"html/template"
	"net/http"
	"slices"
	"strings"
	"time"

	"github.com/rozmova/rozmova/demo/ledger"
)

// The page for people who want to see what the company knows and what was
// done: customers, orders, and the end of the ledger.

//go:embed page/page.html page/page.css
var pageFiles embed.FS

var pageTemplate = template.Must(template.New("page.html").Funcs(template.FuncMap{
	"status": statusIn, "locally": func(t time.Time) string { return t.UTC().Format("2006-01-02 15:04:05") },
}).ParseFS(pageFiles, "page/page.html"))

// pageData is what the page shows.
type pageData struct {
	Lang    string
	Live    bool
	Users   []pageUser
	Entries []ledger.Entry // newest first
	Last    int
	Orders  int
}

type pageUser struct {
	User    User
	Methods []PaymentMethod
	Orders  []Order
}

// T picks the text of the page's language.
func (d pageData) T(uk, en string) string {
	if d.Lang == "en" {
		return en
	}
	return uk
}

// Title is an item's name and options in the page's language.
func (d pageData) Title(it Item) string { return itemTitle(it, d.Lang) }

func (b *Backend) servePage(w http.ResponseWriter, r *http.Request) {
	d, err := b.pageData()
	if err != nil {
		ledger.WriteError(w, err)
		return
	}
	q := r.URL.Query()
	d.Lang = preferredLanguage(q.Get("lang"), r.Header.Get("Accept-Language"))
	d.Live = q.Has("live")
	var out bytes.Buffer
	if err := pageTemplate.Execute(&out, d); err != nil {
		ledger.WriteError(w, err)
		return
	}
	h := w.Header()
	h.Set("Content-Type", "text/html; charset=utf-8")
	h.Set("Content-Language", d.Lang)
	h.Set("Content-Security-Policy", "default-src 'none'; style-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'")
	h.Set("Referrer-Policy", "no-referrer")
	if d.Live {
		h.Set("Refresh", "3")
	}
	_, _ = w.Write(out.Bytes()) // the reader has gone
}

func (b *Backend) pageData() (pageData, error) {
	var d pageData
	err := b.View(func(v ledger.Sight[*shop]) (err error) {
		d, err = v.State.page()
		slices.Reverse(v.Recent)
		d.Entries, d.Last = v.Recent, v.Last
		return err
	})
	return d, err
}

func (s *shop) page() (pageData, error) {
	var d pageData
	for _, c := range customerSeeds {
		u, err := copied(*s.users[c.id])
		if err != nil {
			return d, err
		}
		p := pageUser{User: u}
		for _, m := range c.pay { // in their seeded order
			p.Methods = append(p.Methods, u.PaymentMethods[m.ID])
		}
		if p.Orders, err = s.ordersOf(c.id); err != nil {
			return d, err
		}
		d.Orders += len(p.Orders)
		d.Users = append(d.Users, p)
	}
	return d, nil
}

func servePageStyle(w http.ResponseWriter, _ *http.Request) {
	css, err := pageFiles.ReadFile("page/page.css")
	if err != nil {
		ledger.WriteError(w, err)
		return
	}
	w.Header().Set("Content-Type", "text/css; charset=utf-8")
	_, _ = w.Write(css) // the reader has gone
}

// preferredLanguage is the one asked for, or English where the browser puts
// English before Ukrainian; Ukrainian otherwise.
func preferredLanguage(asked, accept string) string {
	if asked == "uk" || asked == "en" {
		return asked
	}
	for _, part := range strings.Split(accept, ",") {
		switch tag := strings.ToLower(strings.TrimSpace(part)); {
		case strings.HasPrefix(tag, "uk"):
			return "uk"
		case strings.HasPrefix(tag, "en"):
			return "en"
		}
	}
	return "uk"
}

// statusIn is a status in words a customer would use.
func statusIn(lang string, s Status) string {
	words := map[Status][2]string{
		Pending:           {"готуємо", "being prepared"},
		ItemsModified:     {"готуємо, склад змінено", "being prepared, items changed"},
		Processed:         {"у дорозі", "on its way"},
		Delivered:         {"доставлено", "delivered"},
		Cancelled:         {"скасовано", "cancelled"},
		ReturnRequested:   {"оформлено повернення", "return requested"},
		ExchangeRequested: {"оформлено обмін", "exchange requested"},
	}
	w, ok := words[s]
	switch {
	case !ok:
		return string(s)
	case lang == "en":
		return w[1]
	}
	return w[0]
}

// itemTitle is a name with its options: "Смартгодинник, шкіряний ремінець,
// коричневий".
func itemTitle(it Item, lang string) string {
	name, options := it.NameUK, it.OptionsUK
	if lang == "en" {
		name, options = it.Name, it.Options
	}
	title := name
	for _, p := range productSeeds {
		if p.id != it.ProductID {
			continue
		}
		for _, o := range p.options { // in the order of the shelf
			en, uk := bilingual(o)
			if lang == "en" {
				uk = en
			}
			title += ", " + options[uk]
		}
	}
	return title
}
