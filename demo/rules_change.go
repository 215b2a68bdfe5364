package demo

import (
	"regexp"
	"strings"
)

// The rules that change orders and users. Each one checks everything first
// and changes afterwards.

// The reasons the shop accepts for a cancellation.
const (
	reasonNoLongerNeeded   = "no longer needed"
	reasonOrderedByMistake = "ordered by mistake"
)

func (s *shop) cancel(orderID, reason string) (*Order, error) {
	o, err := s.order(orderID)
	if err != nil {
		return nil, err
	}
	// Callers whose choices are identifiers say no_longer_needed.
	reason = strings.ReplaceAll(strings.TrimSpace(reason), "_", " ")
	if reason != reasonNoLongerNeeded && reason != reasonOrderedByMistake {
		return nil, refuse("invalid_reason", "Reason must be %q or %q", reasonNoLongerNeeded, reasonOrderedByMistake)
	}
	if o.Status != Pending {
		return nil, refuse("not_pending", "Non-pending order cannot be cancelled")
	}
	u, err := s.user(o.UserID)
	if err != nil {
		return nil, err
	}
	refunds := make([]Payment, 0, len(o.PaymentHistory))
	for id, amount := range paidBy(o) {
		if amount > 0 {
			refunds = append(refunds, Payment{"refund", amount, id})
		}
	}
	sortPayments(refunds)
	for _, r := range refunds {
		u.credit(r.PaymentMethodID, r.Amount)
	}
	o.PaymentHistory = append(o.PaymentHistory, refunds...)
	o.Status, o.CancelReason = Cancelled, &reason
	return o, nil
}

func (s *shop) modifyPayment(orderID, methodID string) (*Order, error) {
	o, err := s.order(orderID)
	if err != nil {
		return nil, err
	}
	if o.Status != Pending {
		return nil, refuse("not_pending", "Non-pending order cannot be modified")
	}
	u, m, err := s.paymentMethod(o, methodID)
	if err != nil {
		return nil, err
	}
	var current string
	var amount Kopiykas
	for id, paid := range paidBy(o) {
		if paid == 0 {
			continue
		}
		if current != "" {
			return nil, refuse("several_payments", "There should be exactly one payment for a pending order")
		}
		current, amount = id, paid
	}
	if current == "" {
		return nil, refuse("several_payments", "There should be exactly one payment for a pending order")
	}
	if m.ID == current {
		return nil, refuse("same_payment_method", "The new payment method should be different from the current one")
	}
	if m.Source == GiftCard && *m.Balance < amount {
		return nil, refuse("insufficient_balance", "Insufficient gift card balance to pay for the order")
	}
	u.credit(m.ID, -amount)
	u.credit(current, amount)
	o.PaymentHistory = append(o.PaymentHistory, Payment{"payment", amount, m.ID}, Payment{"refund", amount, current})
	return o, nil
}

func (s *shop) modifyOrderAddress(orderID string, a Address) (*Order, error) {
	o, err := s.order(orderID)
	if err != nil {
		return nil, err
	}
	if o.Status != Pending && o.Status != ItemsModified {
		return nil, refuse("not_pending", "Non-pending order cannot be modified")
	}
	if a, err = checkedAddress(a); err != nil {
		return nil, err
	}
	o.Address = a
	return o, nil
}

func (s *shop) modifyUserAddress(userID string, a Address) (*User, error) {
	u, err := s.user(userID)
	if err != nil {
		return nil, err
	}
	if a, err = checkedAddress(a); err != nil {
		return nil, err
	}
	u.Address = a
	return u, nil
}

func (s *shop) returnItems(orderID string, itemIDs []string, methodID string) (*Order, error) {
	o, err := s.order(orderID)
	if err != nil {
		return nil, err
	}
	if o.Status != Delivered {
		return nil, refuse("not_delivered", "Non-delivered order cannot be returned")
	}
	if err := itemsInOrder(o, itemIDs); err != nil {
		return nil, err
	}
	_, m, err := s.paymentMethod(o, methodID)
	if err != nil {
		return nil, err
	}
	if m.Source != GiftCard && (len(o.PaymentHistory) == 0 || m.ID != o.PaymentHistory[0].PaymentMethodID) {
		return nil, refuse("payment_method_not_allowed", "The refund goes to the original payment method or to a gift card")
	}
	o.Status = ReturnRequested
	o.ReturnItems, o.ReturnPaymentMethodID = sortedCopy(itemIDs), &m.ID
	return o, nil
}

// checkedAddress is the address trimmed, or a refusal that names what is
// missing.
func checkedAddress(a Address) (Address, error) {
	for _, f := range []struct {
		name     string
		value    *string
		required bool
	}{
		{"address1", &a.Address1, true}, {"address2", &a.Address2, false}, {"city", &a.City, true},
		{"state", &a.State, false}, {"country", &a.Country, true}, {"zip", &a.Zip, true},
	} {
		*f.value = strings.TrimSpace(*f.value)
		if f.required && *f.value == "" {
			return a, refuse("invalid_address", "The address has no %s", f.name)
		}
	}
	if inUkraine(a.Country) && !fiveDigits.MatchString(a.Zip) {
		return a, refuse("invalid_address", "A Ukrainian zip has five digits")
	}
	return a, nil
}

var fiveDigits = regexp.MustCompile(`^[0-9]{5}$`)

func inUkraine(country string) bool {
	switch folded(country) {
	case "україна", "ukraine", "ua":
		return true
	}
	return false
}

// paidBy sums what the order holds of each payment method: payments less
// refunds.
func paidBy(o *Order) map[string]Kopiykas {
	held := map[string]Kopiykas{}
	for _, p := range o.PaymentHistory {
		if p.TransactionType == "refund" {
			held[p.PaymentMethodID] -= p.Amount
		} else {
			held[p.PaymentMethodID] += p.Amount
		}
	}
	return held
}

// credit moves money onto a gift card (off it when negative). Money on cards
// and PayPal moves at the bank, outside this system.
func (u *User) credit(methodID string, amount Kopiykas) {
	m, ok := u.PaymentMethods[methodID]
	if !ok || m.Source != GiftCard {
		return
	}
	balance := *m.Balance + amount
	m.Balance = &balance
	u.PaymentMethods[methodID] = m
}
