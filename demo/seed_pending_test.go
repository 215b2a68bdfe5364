package demo

import (
	"strings"
	"testing"
)

func TestPendingOrders(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	c := open(t, dir, WithPendingOrders(40))
	orders := PendingOrders(40)
	for _, o := range orders {
		if seed().orders[o.ID] != nil {
			t.Errorf("%s is in the seed already", o.ID)
		}
	}
	last := orders[39]
	r := c.call("get_order_details", `{"order_id":"`+last.ID+`"}`)
	if !strings.Contains(r.Body, last.Customer.ID) || !strings.Contains(r.Body, `"pending"`) {
		t.Errorf("%s: %s", last.ID, r.Body)
	}
	cancel := `{"order_id":"` + last.ID + `","reason":"no longer needed"}`
	if r := c.keyed("cancel_pending_order", "k", cancel); r.code() != "" {
		t.Fatal(r.Body)
	}
	c.close()
	c = open(t, dir, WithPendingOrders(50))
	if r := c.keyed("cancel_pending_order", "other", cancel); r.code() != "not_pending" {
		t.Errorf("after a restart: %s", r.Body)
	}
}
