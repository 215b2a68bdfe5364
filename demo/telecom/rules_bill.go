package telecom

import (
	"crypto/sha256"
	"encoding/binary"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/rozmova/rozmova/demo/ledger"
)

// requestPayment asks the customer to pay a bill. Whether the bill should be
// paid (overdue, not paid yet) is the caller's to check.
func (o *operator) requestPayment(customerID, billID string) (any, error) {
	c, err := o.customer(customerID)
	if err != nil {
		return nil, err
	}
	if len(o.awaiting(c)) > 0 {
		return nil, ledger.Refuse("already_awaiting", "A bill is already awaiting payment for this customer")
	}
	if !slices.Contains(c.BillIDs, billID) {
		return nil, notFound("Bill %s not found for customer %s", billID, customerID)
	}
	o.bills[billID].Status = BillAwaiting
	return "Payment request sent to the customer for bill " + billID, nil
}

// awaiting are the bills that the customer was asked to pay.
func (o *operator) awaiting(c *Customer) []*Bill {
	bills := []*Bill{}
	for _, id := range c.BillIDs {
		if b := o.bills[id]; b.Status == BillAwaiting {
			bills = append(bills, b)
		}
	}
	return bills
}

// PaymentRequest is a bill that a customer was asked to pay.
type PaymentRequest struct {
	BillID   string     `json:"bill_id"`
	Amount   float64    `json:"amount_due"`
	Currency string     `json:"currency"`
	Status   BillStatus `json:"status"`
}

func (o *operator) paymentRequests(customerID string) (any, error) {
	c, err := o.customer(customerID)
	if err != nil {
		return nil, err
	}
	out := []PaymentRequest{}
	for _, b := range o.awaiting(c) {
		out = append(out, PaymentRequest{b.BillID, b.TotalDue, o.currencyCode(), b.Status})
	}
	return out, nil
}

func (o *operator) currencyCode() string {
	if o.currency == "" {
		return "USD"
	}
	return o.currency
}

// pay settles a bill that the customer was asked to pay.
func (o *operator) pay(customerID, billID string) (any, error) {
	c, err := o.customer(customerID)
	if err != nil {
		return nil, err
	}
	for _, b := range o.awaiting(c) {
		if b.BillID == billID {
			b.Status = BillPaid
			return fmt.Sprintf("Bill %s set to paid", billID), nil
		}
	}
	return nil, ledger.Refuse("not_awaiting", "Bill %s is not awaiting payment", billID)
}

// charge puts an item on the customer's next bill, and opens that bill where
// there is none yet.
func (o *operator) charge(customerID string, item LineItem, c ledger.Call) error {
	who, err := o.customer(customerID)
	if err != nil {
		return err
	}
	var draft *Bill
	for _, id := range who.BillIDs {
		if b := o.bills[id]; b.Status == BillDraft {
			draft = b
			break
		}
	}
	if draft == nil {
		next := firstOfMonth(c.At, 1)
		draft = &Bill{
			BillID: o.newBillID(c.Key), CustomerID: customerID, LineItems: []LineItem{}, Status: BillDraft, Currency: o.currency,
			PeriodStart: date(next), PeriodEnd: date(endOfMonth(next, 0)), IssueDate: date(next), DueDate: date(next.AddDate(0, 0, 14)),
		}
		o.bills[draft.BillID] = draft
		who.BillIDs = append(who.BillIDs, draft.BillID)
	}
	draft.LineItems = append(draft.LineItems, item)
	draft.TotalDue = round(draft.TotalDue + item.Amount)
	return nil
}

// newBillID is made of the call's key, so that a replay makes the same one.
func (o *operator) newBillID(key string) string {
	for n := 0; ; n++ {
		sum := sha256.Sum256([]byte(key + strconv.Itoa(n)))
		if id := fmt.Sprintf("B%08d", binary.BigEndian.Uint32(sum[:])%1e8); o.bills[id] == nil {
			return id
		}
	}
}

// comma writes a number as Ukrainian does.
func comma(f float64) string {
	return strings.Replace(strconv.FormatFloat(f, 'f', -1, 64), ".", ",", 1)
}
