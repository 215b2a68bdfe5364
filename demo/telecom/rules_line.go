package telecom

import (
	"fmt"
	"time"

	"github.com/rozmova/rozmova/demo/ledger"
)

func refuseID(id string) error {
	return ledger.Refuse("invalid_id", "Unknown ID format or type: %s", id)
}

// changedLine is the answer of a tool that changed a line.
type changedLine struct {
	Message string `json:"message"`
	Line    *Line  `json:"line"`
}

// suspend puts a line to rest at its owner's wish.
func (o *operator) suspend(customerID, lineID string, today time.Time) (any, error) {
	l, err := o.lineOf(customerID, lineID)
	if err != nil {
		return nil, err
	}
	if l.Status != LineActive {
		return nil, ledger.Refuse("not_active", "Line must be active to suspend")
	}
	l.Status, l.SuspensionStartDate = LineSuspended, ptr(date(today))
	return changedLine{fmt.Sprintf("Line suspended successfully. %s/month holding fee will apply.", o.plainMoney(o.holdingFee)), l}, nil
}

// resume wakes a line. Whether it may be woken (bills, contract) is the
// caller's policy.
func (o *operator) resume(customerID, lineID string) (any, error) {
	l, err := o.lineOf(customerID, lineID)
	if err != nil {
		return nil, err
	}
	if l.Status != LineSuspended && l.Status != LinePending {
		return nil, ledger.Refuse("not_suspended", "Line must be suspended to resume")
	}
	l.Status, l.SuspensionStartDate = LineActive, nil
	return changedLine{"Line resumed successfully", l}, nil
}

// roam switches international roaming of a line.
func (o *operator) roam(customerID, lineID string, on bool) (any, error) {
	l, err := o.lineOf(customerID, lineID)
	if err != nil {
		return nil, err
	}
	word := map[bool]string{true: "enabled", false: "disabled"}[on]
	if l.RoamingEnabled == on {
		return "Roaming was already " + word, nil
	}
	l.RoamingEnabled = on
	return "Roaming " + word + " successfully", nil
}

// refueled is the answer to refuel.
type refueled struct {
	Message         string  `json:"message"`
	DataRefuelingGB float64 `json:"new_data_refueling_gb"`
	Charge          float64 `json:"charge"`
}

// refuel adds data to a line and its price to the customer's next bill. How
// much may be added is the caller's policy.
func (o *operator) refuel(customerID, lineID string, gb float64, c ledger.Call) (any, error) {
	l, err := o.lineOf(customerID, lineID)
	if err != nil {
		return nil, err
	}
	if gb <= 0 {
		return nil, ledger.Refuse("invalid_amount", "Refuel amount must be positive")
	}
	p, err := o.plan(l.PlanID)
	if err != nil {
		return nil, err
	}
	charge := round(gb * p.RefuelPricePerGB)
	price := decimal(p.RefuelPricePerGB)
	if o.currency == "" || o.currency == "USD" {
		price = "$" + price
	} else {
		price += " " + o.currency
	}
	item := LineItem{
		Description: fmt.Sprintf("Data refueling: %s GB at %s/GB", decimal(gb), price),
		Amount:      charge, Date: date(c.At), ItemType: "Charge",
	}
	if p.NameUK != "" {
		item.DescriptionUK = fmt.Sprintf("Додатковий інтернет: %s ГБ, номер %s", comma(gb), l.PhoneNumber)
	}
	if err := o.charge(customerID, item, c); err != nil {
		return nil, err
	}
	l.DataRefuelingGB += gb
	return refueled{
		fmt.Sprintf("Successfully added %s GB of data for line %s for %s", decimal(gb), lineID, o.money(charge)),
		l.DataRefuelingGB, charge,
	}, nil
}

// offered are the plans that a line can be put on: the same for every line.
func (o *operator) offered() []*Plan {
	out := []*Plan{}
	for _, p := range o.plans {
		if !p.ClosedToNewcomers {
			out = append(out, p)
		}
	}
	return out
}

// changedPlan is the answer to changePlan.
type changedPlan struct {
	Message       string  `json:"message"`
	Line          *Line   `json:"line"`
	Plan          *Plan   `json:"plan"`
	PricePerMonth float64 `json:"price_per_month"`
	PriceFrom     string  `json:"price_from"` // the first day on which it is paid for
}

// changePlan puts a line on another plan. Its data allowance counts at once; the
// new price is on the bill of the next billing cycle.
func (o *operator) changePlan(customerID, lineID, planID string, today time.Time) (any, error) {
	l, err := o.lineOf(customerID, lineID)
	if err != nil {
		return nil, err
	}
	p, err := o.plan(planID)
	if err != nil {
		return nil, err
	}
	switch {
	case l.Status == LineClosed:
		return nil, ledger.Refuse("line_closed", "Line %s is closed", lineID)
	case l.PlanID == planID:
		return nil, ledger.Refuse("same_plan", "Line %s is already on plan %s", lineID, planID)
	case p.ClosedToNewcomers:
		return nil, ledger.Refuse("plan_closed", "Plan %s is not offered any more", planID)
	}
	l.PlanID, l.LastPlanChangeDate = planID, ptr(date(today))
	from := date(firstOfMonth(today, 1))
	return changedPlan{
		fmt.Sprintf("Line %s is on plan %s; %s per month from %s", lineID, p.Name, o.money(p.PricePerMonth), from),
		l, p, p.PricePerMonth, from,
	}, nil
}

func ptr[T any](v T) *T { return &v }
