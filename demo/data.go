package demo

import (
	"encoding/json"
	"fmt"
	"io"
	"maps"
	"slices"

	"github.com/rozmova/rozmova/demo/ledger"
)

// Data is a shop's data set, read once and good for any number of back ends:
// each starts from a copy of its own.
type Data struct{ shop *shop }

// ReadData reads a data set: {"products": {…}, "users": {…}, "orders": {…}},
// each by id, in the shapes in which the tools answer. What the shop's rules
// lean on is checked here, so that they never meet a gift card without a
// balance or an order without an owner.
func ReadData(r io.Reader) (*Data, error) {
	var in struct {
		Products map[string]*Product `json:"products"`
		Users    map[string]*User    `json:"users"`
		Orders   map[string]*Order   `json:"orders"`
	}
	if err := json.NewDecoder(r).Decode(&in); err != nil {
		return nil, fmt.Errorf("read the shop's data: %w", err)
	}
	s := &shop{products: in.Products, shelf: map[string]shelved{}, users: in.Users, orders: in.Orders}
	for id, p := range s.products {
		if p == nil || p.ProductID != id {
			return nil, fmt.Errorf("product %s of the shop's data goes by another number", id)
		}
		for id, v := range p.Variants {
			if _, twice := s.shelf[id]; twice || v.ItemID != id {
				return nil, fmt.Errorf("item %s of the shop's data goes by another number, or twice by this one", id)
			}
			s.shelf[id] = shelved{p, v}
		}
	}
	for id, u := range s.users {
		if u == nil || u.UserID != id {
			return nil, fmt.Errorf("a customer of the shop's data goes by another id than %q", id)
		}
		for id, m := range u.PaymentMethods {
			if m.ID != id || (m.Source == GiftCard && m.Balance == nil) {
				return nil, fmt.Errorf("payment method %s of the shop's data has another id, or no balance", id)
			}
		}
		for _, id := range u.Orders {
			if o := s.orders[id]; o == nil || o.UserID != u.UserID {
				return nil, fmt.Errorf("order %s of the shop's data is not there, or somebody else's", id)
			}
		}
	}
	for id, o := range s.orders {
		if o == nil || o.OrderID != id || s.users[o.UserID] == nil || len(o.PaymentHistory) == 0 {
			return nil, fmt.Errorf("order %s of the shop's data has another number, no owner or no payment", id)
		}
	}
	return &Data{s}, nil
}

// WithData starts the back end from a data set in place of the demo's own
// seed. The ledger is replayed over it, so a data directory is opened with the
// same data again.
func WithData(d *Data) Option { return func(o *options) { o.data = d } }

// fresh is a shop that may be changed. Products never change, so they are
// shared; of users and orders everything is copied that a rule writes to.
func (d *Data) fresh() *shop {
	s := &shop{
		products: d.shop.products, shelf: d.shop.shelf,
		users: make(map[string]*User, len(d.shop.users)), orders: make(map[string]*Order, len(d.shop.orders)),
	}
	for id, u := range d.shop.users {
		c := *u
		c.PaymentMethods = maps.Clone(u.PaymentMethods)
		s.users[id] = &c
	}
	for id, o := range d.shop.orders {
		c := *o
		c.Items = slices.Clone(o.Items)
		c.PaymentHistory = slices.Clone(o.PaymentHistory)
		s.orders[id] = &c
	}
	return s
}

// State is all that customers can change: themselves and their orders, by id.
type State struct {
	Users  map[string]User  `json:"users"`
	Orders map[string]Order `json:"orders"`
}

// State is a copy of what stands in the books now, for comparing two of them.
func (b *Backend) State() (State, error) {
	var s struct {
		Users  map[string]*User  `json:"users"`
		Orders map[string]*Order `json:"orders"`
	}
	err := b.View(func(v ledger.Sight[*shop]) (err error) {
		s.Users, s.Orders = v.State.users, v.State.orders
		s, err = copied(s)
		return err
	})
	if err != nil {
		return State{}, err
	}
	out := State{make(map[string]User, len(s.Users)), make(map[string]Order, len(s.Orders))}
	for id, u := range s.Users {
		out.Users[id] = *u
	}
	for id, o := range s.Orders {
		out.Orders[id] = *o
	}
	return out, nil
}
