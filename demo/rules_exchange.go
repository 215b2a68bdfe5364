package demo

import (
	"sort"
	"strings"
)

// Swapping items for other variants of the same product: in a pending order
// at once, in a delivered one as a request.

// swap is one item of an order and what takes its place.
type swap struct {
	index int // in Order.Items
	to    shelved
}

func (s *shop) modifyItems(orderID string, itemIDs, newItemIDs []string, methodID string) (*Order, error) {
	o, err := s.order(orderID)
	if err != nil {
		return nil, err
	}
	if o.Status == ItemsModified {
		return nil, refuse("already_modified", "The items of this order were modified once already")
	}
	if o.Status != Pending {
		return nil, refuse("not_pending", "Non-pending order cannot be modified")
	}
	swaps, diff, u, m, err := s.plan(o, itemIDs, newItemIDs, methodID)
	if err != nil {
		return nil, err
	}
	if diff != 0 {
		p := Payment{"payment", diff, m.ID}
		if diff < 0 {
			p = Payment{"refund", -diff, m.ID}
		}
		o.PaymentHistory = append(o.PaymentHistory, p)
		u.credit(m.ID, -diff)
	}
	for _, w := range swaps {
		o.Items[w.index] = lineOf(w.to)
	}
	o.Status = ItemsModified
	return o, nil
}

func (s *shop) exchangeItems(orderID string, itemIDs, newItemIDs []string, methodID string) (*Order, error) {
	o, err := s.order(orderID)
	if err != nil {
		return nil, err
	}
	if o.Status != Delivered {
		return nil, refuse("not_delivered", "Non-delivered order cannot be exchanged")
	}
	_, diff, _, m, err := s.plan(o, itemIDs, newItemIDs, methodID)
	if err != nil {
		return nil, err
	}
	// The money moves when the parcel is back, not with the request.
	o.Status = ExchangeRequested
	o.ExchangeItems, o.ExchangeNewItems = sortedCopy(itemIDs), sortedCopy(newItemIDs)
	o.ExchangePaymentMethodID, o.ExchangePriceDifference = &m.ID, &diff
	return o, nil
}

// plan checks a swap as a whole and prices it; it changes nothing.
func (s *shop) plan(o *Order, itemIDs, newItemIDs []string, methodID string) ([]swap, Kopiykas, *User, PaymentMethod, error) {
	fail := func(err error) ([]swap, Kopiykas, *User, PaymentMethod, error) {
		return nil, 0, nil, PaymentMethod{}, err
	}
	if err := itemsInOrder(o, itemIDs); err != nil {
		return fail(err)
	}
	if len(itemIDs) != len(newItemIDs) {
		return fail(refuse("items_mismatch", "The number of items to be exchanged should match"))
	}
	var swaps []swap
	var diff Kopiykas
	taken := map[int]bool{}
	for n, id := range itemIDs {
		i := lineIndex(o, strings.TrimSpace(id), taken)
		taken[i] = true
		to, ok := s.shelf[strings.TrimSpace(newItemIDs[n])]
		switch {
		case !ok:
			return fail(refuse("not_found", "New item %s not found", newItemIDs[n]))
		case to.product.ProductID != o.Items[i].ProductID:
			return fail(refuse("wrong_product", "New item %s is not a variant of the same product", newItemIDs[n]))
		case to.variant.ItemID == o.Items[i].ItemID:
			return fail(refuse("same_item", "Item %s is to be exchanged for itself", id))
		case !to.variant.Available:
			return fail(refuse("item_unavailable", "New item %s is not available", newItemIDs[n]))
		}
		swaps = append(swaps, swap{i, to})
		diff += to.variant.Price - o.Items[i].Price
	}
	u, m, err := s.paymentMethod(o, methodID)
	if err != nil {
		return fail(err)
	}
	if m.Source == GiftCard && *m.Balance < diff {
		return fail(refuse("insufficient_balance", "Insufficient gift card balance to pay for the price difference"))
	}
	return swaps, diff, u, m, nil
}

// itemsInOrder refuses an empty list and any item the order does not hold as
// often as the list does.
func itemsInOrder(o *Order, itemIDs []string) error {
	if len(itemIDs) == 0 {
		return refuse("items_mismatch", "No items are named")
	}
	taken := map[int]bool{}
	for _, id := range itemIDs {
		i := lineIndex(o, strings.TrimSpace(id), taken)
		if i < 0 {
			return refuse("item_not_in_order", "Item %s is not in the order", id)
		}
		taken[i] = true
	}
	return nil
}

func lineIndex(o *Order, itemID string, taken map[int]bool) int {
	for i, it := range o.Items {
		if it.ItemID == itemID && !taken[i] {
			return i
		}
	}
	return -1
}

func lineOf(it shelved) Item {
	return Item{
		Name: it.product.Name, NameUK: it.product.NameUK, ProductID: it.product.ProductID,
		ItemID: it.variant.ItemID, Price: it.variant.Price,
		Options: it.variant.Options, OptionsUK: it.variant.OptionsUK,
	}
}

func sortPayments(ps []Payment) {
	sort.Slice(ps, func(i, j int) bool { return ps[i].PaymentMethodID < ps[j].PaymentMethodID })
}
