package demo

import "strings"

// The seed is written as short tables (seed_products.go, seed_customers.go,
// seed_orders.go) and unfolded here. It is the same at every start: the ledger
// is replayed over it.

// Customer is a seeded customer as a contact list needs them.
type Customer struct {
	ID        string
	Name      string
	FirstName string
	LastName  string
	Email     string
	Phone     string // E.164
	Locale    string // "uk" or "en"
}

// Customers are the seeded customers, in a fixed order; the first is Олена
// Коваль, on whom most examples rest.
func Customers() []Customer {
	out := make([]Customer, len(customerSeeds))
	for i, c := range customerSeeds {
		out[i] = Customer{
			ID: c.id, Name: c.first + " " + c.last, FirstName: c.first, LastName: c.last,
			Email: c.email, Phone: c.phone, Locale: c.locale,
		}
	}
	return out
}

func seed() *shop {
	s := &shop{
		products: map[string]*Product{}, shelf: map[string]shelved{},
		users: map[string]*User{}, orders: map[string]*Order{},
	}
	for _, p := range productSeeds {
		s.stock(p)
	}
	for _, c := range customerSeeds {
		s.users[c.id] = c.user()
	}
	for _, o := range orderSeeds {
		s.place(o)
	}
	return s
}

// productSeed is a product; texts are "English|Українська".
type productSeed struct {
	id       string
	name     string
	options  []string // the names of the options
	variants []variantSeed
}

// variantSeed is a variant: price in hryvnias, the values of the options.
type variantSeed struct {
	id        string
	price     int64
	available bool
	values    []string
}

func (s *shop) stock(ps productSeed) {
	p := &Product{ProductID: ps.id, Variants: map[string]Variant{}}
	p.Name, p.NameUK = bilingual(ps.name)
	for _, vs := range ps.variants {
		v := Variant{
			ItemID: vs.id, Available: vs.available, Price: Kopiykas(vs.price * 100),
			Options: map[string]string{}, OptionsUK: map[string]string{},
		}
		for i, option := range ps.options {
			name, nameUK := bilingual(option)
			v.Options[name], v.OptionsUK[nameUK] = bilingual(vs.values[i])
		}
		p.Variants[v.ItemID] = v
		s.shelf[v.ItemID] = shelved{p, v}
	}
	s.products[p.ProductID] = p
}

// bilingual splits "English|Українська"; one text alone serves for both.
func bilingual(text string) (en, uk string) {
	en, uk, ok := strings.Cut(text, "|")
	if !ok {
		return en, en
	}
	return en, uk
}

// customerSeed is a customer and how they pay.
type customerSeed struct {
	id, first, last, email, phone, locale string
	address                               Address
	pay                                   []PaymentMethod
}

func (c customerSeed) user() *User {
	u := &User{
		UserID: c.id, Name: Name{c.first, c.last}, Address: c.address, Email: c.email,
		Phone: c.phone, Locale: c.locale, PaymentMethods: map[string]PaymentMethod{}, Orders: []string{},
	}
	for _, m := range c.pay {
		u.PaymentMethods[m.ID] = m
	}
	return u
}

func card(id, brand, lastFour string) PaymentMethod {
	return PaymentMethod{Source: CreditCard, ID: "credit_card_" + id, Brand: brand, LastFour: lastFour}
}

func paypal(id string) PaymentMethod { return PaymentMethod{Source: PayPal, ID: "paypal_" + id} }

func gift(id string, hryvnias int64) PaymentMethod {
	k := Kopiykas(hryvnias * 100)
	return PaymentMethod{Source: GiftCard, ID: "gift_card_" + id, Balance: &k}
}

// orderSeed is an order; tracking is empty until it has left the shop.
type orderSeed struct {
	id       string
	user     string
	status   Status
	pay      string
	tracking string
	items    []string
}

func (s *shop) place(os orderSeed) {
	u := s.users[os.user]
	o := &Order{
		OrderID: os.id, UserID: u.UserID, Address: u.Address, Status: os.status,
		Fulfillments: []Fulfillment{},
	}
	for _, id := range os.items {
		o.Items = append(o.Items, lineOf(s.shelf[id]))
	}
	if os.tracking != "" {
		o.Fulfillments = append(o.Fulfillments, Fulfillment{[]string{os.tracking}, os.items})
	}
	o.PaymentHistory = []Payment{{"payment", o.Total(), os.pay}}
	if o.Status == Cancelled {
		reason := reasonNoLongerNeeded
		o.CancelReason = &reason
		o.PaymentHistory = append(o.PaymentHistory, Payment{"refund", o.Total(), os.pay})
	}
	s.orders[o.OrderID] = o
	u.Orders = append(u.Orders, o.OrderID)
}
