package demo

import (
	"encoding/json"
	"fmt"

	"github.com/rozmova/rozmova/demo/ledger"
)

// OrdersOf are the customer's orders as they stand, in the order in which
// they were placed; none for an unknown customer. The company's site shows
// them.
func (b *Backend) OrdersOf(customerID string) ([]Order, error) {
	var orders []Order
	err := b.View(func(v ledger.Sight[*shop]) (err error) {
		orders, err = v.State.ordersOf(customerID)
		return err
	})
	return orders, err
}

// ordersOf gives copies: the originals change under the reader.
func (s *shop) ordersOf(userID string) ([]Order, error) {
	u := s.users[userID]
	if u == nil {
		return nil, nil
	}
	out := make([]Order, len(u.Orders))
	for i, id := range u.Orders {
		var err error
		if out[i], err = copied(*s.orders[id]); err != nil {
			return nil, err
		}
	}
	return out, nil
}

// copied goes through JSON, which every answer does anyway.
func copied[T any](v T) (T, error) {
	var out T
	b, err := json.Marshal(v)
	if err == nil {
		err = json.Unmarshal(b, &out)
	}
	if err != nil {
		return out, fmt.Errorf("copy: %w", err)
	}
	return out, nil
}
