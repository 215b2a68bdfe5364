package telecom

import "github.com/rozmova/rozmova/demo/ledger"

// Service is what the network gives a telephone number, and what its owner was
// asked to pay. A phone asks for it.
type Service struct {
	CustomerID string
	LineID     string
	Active     bool // the line is active
	Roaming    bool // it may be used abroad
	DataUsedUp bool // more data was used than the plan and refuelling gave
	Request    *PaymentRequest
}

// Service is what the network gives the number now.
func (b *Backend) Service(number string) (Service, error) {
	var s Service
	err := b.View(func(v ledger.Sight[*operator]) error {
		o := v.State
		c, err := o.customerByPhone(number)
		if err != nil {
			return err
		}
		for _, id := range c.LineIDs {
			l := o.lines[id]
			if digits(l.PhoneNumber) != digits(number) {
				continue
			}
			p, err := o.plan(l.PlanID)
			if err != nil {
				return err
			}
			s = Service{
				CustomerID: c.CustomerID, LineID: id, Active: l.Status == LineActive, Roaming: l.RoamingEnabled,
				DataUsedUp: l.DataUsedGB >= p.DataLimitGB+l.DataRefuelingGB,
			}
			if asked := o.awaiting(c); len(asked) > 0 {
				s.Request = &PaymentRequest{asked[0].BillID, asked[0].TotalDue, o.currencyCode(), asked[0].Status}
			}
			return nil
		}
		return notFound("Line with phone number %s not found", number)
	})
	return s, err
}

// Pay settles a bill that the customer was asked to pay, as their bank would.
func (b *Backend) Pay(customerID, billID string) error {
	_, err := b.Call("pay_bill", newKey(), map[string]any{"customer_id": customerID, "bill_id": billID})
	return err
}

// Account is a customer with everything that is theirs, for pages and for
// checks after a test.
type Account struct {
	Customer Customer
	Lines    []Line
	Plans    map[string]Plan // of the lines, by ID
	Bills    []Bill          // newest first
	CycleEnd string          // last day of the billing cycle
}

// Account gives copies.
func (b *Backend) Account(customerID string) (Account, error) {
	a := Account{Plans: map[string]Plan{}}
	err := b.View(func(v ledger.Sight[*operator]) error {
		o := v.State
		c, err := o.customer(customerID)
		if err != nil {
			return err
		}
		if a.Customer, err = copied(*c); err != nil {
			return err
		}
		for _, id := range c.LineIDs {
			l, err := copied(*o.lines[id])
			if err != nil {
				return err
			}
			p, err := o.plan(l.PlanID)
			if err != nil {
				return err
			}
			a.Lines, a.Plans[p.PlanID] = append(a.Lines, l), *p
		}
		bills, err := o.billsOf(customerID, len(c.BillIDs))
		if err != nil {
			return err
		}
		a.CycleEnd = date(endOfMonth(v.At, 0))
		a.Bills, err = copiedAll(bills)
		return err
	})
	return a, err
}

func copiedAll(bills []*Bill) ([]Bill, error) {
	out := make([]Bill, len(bills))
	for i, b := range bills {
		var err error
		if out[i], err = copied(*b); err != nil {
			return nil, err
		}
	}
	return out, nil
}
