package telecom

import (
	"encoding/json"
	"fmt"
	"math"
	"strconv"
	"strings"
	"time"

	"github.com/rozmova/rozmova/demo/ledger"
)

// operator is the whole state of the company. Its methods are the business
// rules; they check everything before they change anything. It knows no locks:
// the ledger's book holds one.
type operator struct {
	currency   string
	holdingFee float64
	plans      []*Plan // in the order in which they are offered
	customers  []*Customer
	lines      map[string]*Line
	devices    map[string]*Device
	bills      map[string]*Bill
}

// newOperator takes a data set over. It is copied: the company changes it.
func newOperator(d Data) (*operator, error) {
	d, err := copied(d)
	if err != nil {
		return nil, err
	}
	o := &operator{
		currency: d.Currency, holdingFee: d.HoldingFee,
		lines: map[string]*Line{}, devices: map[string]*Device{}, bills: map[string]*Bill{},
	}
	if o.holdingFee == 0 {
		o.holdingFee = 5
	}
	for i := range d.Plans {
		o.plans = append(o.plans, &d.Plans[i])
	}
	for i := range d.Devices {
		o.devices[d.Devices[i].DeviceID] = &d.Devices[i]
	}
	for i := range d.Lines {
		o.lines[d.Lines[i].LineID] = &d.Lines[i]
	}
	for i := range d.Bills {
		b := &d.Bills[i]
		if b.LineItems == nil {
			b.LineItems = []LineItem{}
		}
		o.bills[b.BillID] = b
	}
	for i := range d.Customers {
		c := &d.Customers[i]
		if c.PaymentMethods == nil {
			c.PaymentMethods = []PaymentMethod{}
		}
		o.customers = append(o.customers, c)
	}
	return o, o.whole()
}

// whole says whether everything that is named in the data is there.
func (o *operator) whole() error {
	for _, c := range o.customers {
		for _, id := range c.LineIDs {
			l := o.lines[id]
			if l == nil {
				return fmt.Errorf("customer %s has line %s, which is not there", c.CustomerID, id)
			}
			if _, err := o.plan(l.PlanID); err != nil {
				return fmt.Errorf("line %s: %w", id, err)
			}
		}
		for _, id := range c.BillIDs {
			if o.bills[id] == nil {
				return fmt.Errorf("customer %s has bill %s, which is not there", c.CustomerID, id)
			}
		}
	}
	return nil
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

const codeNotFound = "not_found"

func notFound(format string, a ...any) error { return ledger.Refuse(codeNotFound, format, a...) }

// round keeps sums of money at hundredths.
func round(f float64) float64 { return math.Round(f*100) / 100 }

// money is an amount as the tools' messages write it.
func (o *operator) money(amount float64) string {
	if o.currency == "" || o.currency == "USD" {
		return "$" + strconv.FormatFloat(amount, 'f', 2, 64)
	}
	return strconv.FormatFloat(amount, 'f', 2, 64) + " " + o.currency
}

// plainMoney is an amount without needless zeros.
func (o *operator) plainMoney(amount float64) string {
	text := strconv.FormatFloat(amount, 'f', -1, 64)
	if o.currency == "" || o.currency == "USD" {
		return "$" + text
	}
	return text + " " + o.currency
}

// decimal writes a number with at least one digit after the point.
func decimal(f float64) string {
	text := strconv.FormatFloat(f, 'f', -1, 64)
	if !strings.Contains(text, ".") {
		text += ".0"
	}
	return text
}

const dateLayout = "2006-01-02"

func date(t time.Time) string { return t.Format(dateLayout) }

// firstOfMonth is the first day of the month, so many months later.
func firstOfMonth(t time.Time, later int) time.Time {
	return time.Date(t.Year(), t.Month()+time.Month(later), 1, 0, 0, 0, 0, time.UTC)
}

// endOfMonth is the last day of the month, so many months later.
func endOfMonth(t time.Time, later int) time.Time {
	return firstOfMonth(t, later+1).AddDate(0, 0, -1)
}
