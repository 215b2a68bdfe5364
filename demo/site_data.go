package demo

import (
	"fmt"
	"maps"
	"net/http"
	"slices"
	"strings"
)

// sitePaths are the pages by name, as in Ukrainian.
var sitePaths = map[string]string{"home": "/", "orders": "/orders", "delivery": "/delivery"}

// href is the address of a page in a language.
func href(lang, path string) string {
	if lang == "en" {
		return "/en" + path
	}
	return path
}

// knownPath tells the site's own addresses from any other place that a form
// might want a visitor sent to.
func knownPath(path string) bool {
	for _, p := range slices.Concat(slices.Collect(maps.Values(sitePaths)), slices.Collect(maps.Values(mobilePaths))) {
		if path == p || path == href("en", p) {
			return true
		}
	}
	return false
}

// siteData is what a page shows.
type siteData struct {
	Lang, Page string
	Token      string
	Visitor    *Customer
	CanSignIn  bool
	Customers  []Customer
	Orders     []Order   // the visitor's, newest first
	Examples   []Example // orders to try
	Goods      []good
	HasMobile  bool
	HasTexts   bool
	Mobile     *mobileData // on the operator's pages
}

// Example is an order whose number is worth knowing, and whose it is.
type Example struct {
	Customer Customer
	Order    Order
}

func (s *site) data(r *http.Request, page, lang string) (siteData, error) {
	d := siteData{Lang: lang, Page: page, CanSignIn: s.sign != nil, HasTexts: s.texts != nil, Visitor: s.visitor(r), Goods: goods(lang)}
	if d.CanSignIn {
		d.Customers = Customers()
	}
	var err error
	if d.Visitor != nil {
		if d.Token, err = s.sign(*d.Visitor); err != nil {
			return d, fmt.Errorf("sign identity: %w", err)
		}
		orders, err := s.ordersOf(d.Visitor.ID)
		if err != nil {
			return d, err
		}
		for i := len(orders) - 1; i >= 0; i-- {
			d.Orders = append(d.Orders, orders[i])
		}
	}
	if d.Examples, err = s.examples(lang); err != nil {
		return d, err
	}
	return d, s.mobileData(r, &d)
}

// examples are the memorable orders of the customer the page's language is
// about: Олена Коваль, or Emily Carter.
func (s *site) examples(lang string) ([]Example, error) {
	id, prefix := "olena_koval_1001", "#W1"
	if lang == "en" {
		id, prefix = "emily_carter_1013", "#W2"
	}
	c, _ := customerByID(id)
	orders, err := s.ordersOf(id)
	if err != nil {
		return nil, err
	}
	var out []Example
	for _, o := range orders {
		if strings.HasPrefix(o.OrderID, prefix+"0000") {
			out = append(out, Example{c, o})
		}
	}
	return out, nil
}

// T picks the text of the page's language.
func (d siteData) T(uk, en string) string {
	if d.Lang == "en" {
		return en
	}
	return uk
}

// Href is the address of a page in the page's language.
func (d siteData) Href(path string) string { return href(d.Lang, path) }

// Path is the page's own address in a language, for the link to its twin.
func (d siteData) Path(lang string) string {
	for _, paths := range []map[string]string{sitePaths, mobilePaths} {
		if p, ok := paths[d.Page]; ok {
			return href(lang, p)
		}
	}
	return href(lang, "/")
}

// Here marks the page's own entry in the menu.
func (d siteData) Here(page string) bool { return d.Page == page }

// Title is an item's name and options.
func (d siteData) Title(it Item) string { return itemTitle(it, d.Lang) }

// Contents is all that is in an order, each thing named once.
func (d siteData) Contents(o Order) string {
	var names []string
	count := map[string]int{}
	for _, it := range o.Items {
		name := d.T(it.NameUK, it.Name)
		if count[name]++; count[name] == 1 {
			names = append(names, name)
		}
	}
	for i, name := range names {
		if n := count[name]; n > 1 {
			names[i] = fmt.Sprintf("%s × %d", name, n)
		}
	}
	return strings.Join(names, " · ")
}

// stepsOf are the way of an order to its owner.
var stepsOf = []Status{Pending, Processed, Delivered}

// Step is one stretch of that way.
type Step struct {
	Status  Status
	Done    bool
	Current bool
}

// Steps are the stretches of an order's way; none for one that has left it.
func (d siteData) Steps(o Order) []Step {
	at := o.Status
	if at == ItemsModified {
		at = Pending
	}
	reached := -1
	for i, s := range stepsOf {
		if s == at {
			reached = i
		}
	}
	if reached < 0 {
		return nil
	}
	out := make([]Step, len(stepsOf))
	for i, s := range stepsOf {
		out[i] = Step{s, i <= reached, i == reached}
	}
	return out
}

// good is a product in the shop window.
type good struct {
	Art, Name, Choice, Price string
}

// goods are the products in the window, in its order.
func goods(lang string) []good {
	var out []good
	s := seed()
	for _, w := range []struct{ art, id string }{
		{"station", "4100271836"}, {"router", "4100492027"}, {"lamp", "4101398824"}, {"headphones", "4100734402"},
		{"kettle", "4101286071"}, {"coffee", "4101174538"}, {"vacuum", "4101062290"}, {"thermostat", "4101517390"},
	} {
		p := s.products[w.id]
		g := good{Art: w.art, Name: p.NameUK}
		n, least := 0, Kopiykas(0)
		for _, v := range p.Variants {
			if !v.Available {
				continue
			}
			if n++; least == 0 || v.Price < least {
				least = v.Price
			}
		}
		g.Choice = fmt.Sprintf("%d %s у наявності", n, pluralUK(n, "варіант", "варіанти", "варіантів"))
		g.Price = "від " + least.Hryvnias()
		if lang == "en" {
			g.Name, g.Price = p.Name, "from "+least.Hryvnias()
			if g.Choice = fmt.Sprintf("%d variants in stock", n); n == 1 {
				g.Choice = "1 variant in stock"
			}
		}
		out = append(out, g)
	}
	return out
}

// pluralUK picks the Ukrainian form for a count: 1 варіант, 2 варіанти,
// 5 варіантів, 11 варіантів, 21 варіант.
func pluralUK(n int, one, few, many string) string {
	switch tens, ones := n%100/10, n%10; {
	case tens == 1 || ones == 0 || ones > 4:
		return many
	case ones == 1:
		return one
	}
	return few
}
