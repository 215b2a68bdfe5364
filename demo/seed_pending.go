package demo

import "fmt"

// PendingOrder is an order that WithPendingOrders adds.
type PendingOrder struct {
	ID       string
	Customer Customer
}

// firstPending is the number of the first one; the seed's own stay below it.
const firstPending = 9_000_001

// PendingOrders are the first n orders that WithPendingOrders adds, dealt out
// to the customers in turn.
func PendingOrders(n int) []PendingOrder {
	customers := Customers()
	out := make([]PendingOrder, n)
	for i := range out {
		out[i] = PendingOrder{fmt.Sprintf("#W%d", firstPending+i), customers[i%len(customers)]}
	}
	return out
}

// WithPendingOrders adds n orders that can be cancelled, for tests that need
// many. The ledger is replayed over them, so a data directory is opened with
// the same number again, or a greater one.
func WithPendingOrders(n int) Option { return func(o *options) { o.pending = n } }

func (s *shop) placePending(n int) {
	for i, p := range PendingOrders(n) {
		s.place(orderSeed{
			id: p.ID, user: p.Customer.ID, status: Pending,
			pay: customerSeeds[i%len(customerSeeds)].pay[0].ID, items: []string{"3318064427"},
		})
	}
}
