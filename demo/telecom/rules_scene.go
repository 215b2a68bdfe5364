package telecom

import (
	"fmt"
	"time"

	"github.com/rozmova/rozmova/demo/ledger"
)

// What has to have happened before a story begins. No caller of the binding
// can reach these.

func (o *operator) setDataUsage(customerID, lineID string, gb float64) (any, error) {
	l, err := o.lineOf(customerID, lineID)
	if err != nil {
		return nil, err
	}
	l.DataUsedGB = gb
	return fmt.Sprintf("Data usage set to %s GB for line %s", decimal(gb), lineID), nil
}

// suspendForOverdueBill gives a customer an unpaid bill for last month and takes
// the line's service away for it; with ended, its contract is over, too.
func (o *operator) suspendForOverdueBill(customerID, lineID, billID string, ended bool, today time.Time) (any, error) {
	c, err := o.customer(customerID)
	if err != nil {
		return nil, err
	}
	l, err := o.lineOf(customerID, lineID)
	if err != nil {
		return nil, err
	}
	if l.Status != LineActive {
		return nil, ledger.Refuse("not_active", "Line must be active to suspend for unpaid bill")
	}
	if o.bills[billID] != nil {
		return nil, ledger.Refuse("exists", "Bill %s exists", billID)
	}
	for _, id := range c.BillIDs {
		if o.bills[id].Status == BillOverdue {
			return nil, ledger.Refuse("already_overdue", "Customer already has an overdue bill")
		}
	}
	p, err := o.plan(l.PlanID)
	if err != nil {
		return nil, err
	}
	first, last := firstOfMonth(today, -1), endOfMonth(today, -1)
	item := LineItem{Description: "Charge for line " + lineID, Amount: p.PricePerMonth, Date: date(today), ItemType: "Charge"}
	if p.NameUK != "" {
		item.DescriptionUK = fmt.Sprintf("Тариф «%s», номер %s", p.NameUK, l.PhoneNumber)
	}
	o.bills[billID] = &Bill{
		BillID: billID, CustomerID: customerID, PeriodStart: date(first), PeriodEnd: date(last),
		IssueDate: date(first), DueDate: date(first.AddDate(0, 0, 14)), Currency: o.currency,
		TotalDue: p.PricePerMonth, LineItems: []LineItem{item}, Status: BillOverdue,
	}
	c.BillIDs = append(c.BillIDs, billID)
	l.Status, l.SuspensionStartDate = LineSuspended, ptr(date(today))
	if ended {
		l.ContractEndDate = ptr(date(last))
	}
	return fmt.Sprintf("Line %s suspended for unpaid bill %s", lineID, billID), nil
}
