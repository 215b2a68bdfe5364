package telecom

import (
	"slices"
	"strings"
	"time"
	"unicode"
)

// customerByPhone finds a customer by the contact number or by the number of a
// line, whatever signs stand between the digits.
func (o *operator) customerByPhone(number string) (*Customer, error) {
	wanted := digits(number)
	if wanted != "" {
		for _, c := range o.customers {
			if digits(c.PhoneNumber) == wanted {
				return c, nil
			}
			for _, id := range c.LineIDs {
				if digits(o.lines[id].PhoneNumber) == wanted {
					return c, nil
				}
			}
		}
	}
	return nil, notFound("Customer with phone number %s not found", number)
}

// digits are a number's digits; a Ukrainian number has one form, with or
// without the country's code.
func digits(number string) string {
	d := strings.Map(func(r rune) rune {
		if r < '0' || r > '9' {
			return -1
		}
		return r
	}, number)
	if len(d) == 12 && strings.HasPrefix(d, "380") {
		return d[2:]
	}
	return d
}

func (o *operator) customer(id string) (*Customer, error) {
	for _, c := range o.customers {
		if c.CustomerID == id {
			return c, nil
		}
	}
	return nil, notFound("Customer with ID %s not found", id)
}

// customersByName are all with this name who were born on this day.
func (o *operator) customersByName(name, born string) []*Customer {
	found := []*Customer{}
	for _, c := range o.customers {
		if folded(c.FullName) == folded(name) && c.DateOfBirth == born {
			found = append(found, c)
		}
	}
	return found
}

// folded is a name for comparing: small letters, one kind of apostrophe, single
// spaces.
func folded(name string) string {
	name = strings.Map(func(r rune) rune {
		switch r {
		case '’', 'ʼ', '`', '´':
			return '\''
		}
		return unicode.ToLower(r)
	}, name)
	return strings.Join(strings.Fields(name), " ")
}

// details is whatever bears the ID: its first letter says what it is.
func (o *operator) details(id string) (any, error) {
	switch {
	case strings.HasPrefix(id, "L"):
		if l := o.lines[id]; l != nil {
			return l, nil
		}
		return nil, notFound("Line with ID %s not found", id)
	case strings.HasPrefix(id, "D"):
		if d := o.devices[id]; d != nil {
			return d, nil
		}
		return nil, notFound("Device with ID %s not found", id)
	case strings.HasPrefix(id, "B"):
		return o.bill(id)
	case strings.HasPrefix(id, "C"):
		return o.customer(id)
	case strings.HasPrefix(id, "P"):
		return o.plan(id)
	}
	return nil, refuseID(id)
}

func (o *operator) bill(id string) (*Bill, error) {
	if b := o.bills[id]; b != nil {
		return b, nil
	}
	return nil, notFound("Bill with ID %s not found", id)
}

func (o *operator) plan(id string) (*Plan, error) {
	for _, p := range o.plans {
		if p.PlanID == id {
			return p, nil
		}
	}
	return nil, notFound("Plan with ID %s not found", id)
}

// lineOf is a line of a customer; another's line is not found.
func (o *operator) lineOf(customerID, lineID string) (*Line, error) {
	c, err := o.customer(customerID)
	if err != nil {
		return nil, err
	}
	if !slices.Contains(c.LineIDs, lineID) {
		return nil, notFound("Line %s not found for customer %s", lineID, customerID)
	}
	return o.lines[lineID], nil
}

// billsOf are a customer's bills, newest first, at most so many.
func (o *operator) billsOf(customerID string, limit int) ([]*Bill, error) {
	c, err := o.customer(customerID)
	if err != nil {
		return nil, err
	}
	bills := make([]*Bill, len(c.BillIDs))
	for i, id := range c.BillIDs {
		bills[i] = o.bills[id]
	}
	slices.SortStableFunc(bills, func(a, b *Bill) int { return strings.Compare(b.IssueDate, a.IssueDate) })
	return bills[:min(max(limit, 0), len(bills))], nil
}

// usage is what a line has used in the current billing cycle, which is the
// month.
type usage struct {
	LineID          string  `json:"line_id"`
	DataUsedGB      float64 `json:"data_used_gb"`
	DataLimitGB     float64 `json:"data_limit_gb"`
	DataRefuelingGB float64 `json:"data_refueling_gb"`
	CycleEndDate    string  `json:"cycle_end_date"`
}

func (o *operator) usage(customerID, lineID string, today time.Time) (usage, error) {
	l, err := o.lineOf(customerID, lineID)
	if err != nil {
		return usage{}, err
	}
	p, err := o.plan(l.PlanID)
	if err != nil {
		return usage{}, err
	}
	return usage{l.LineID, l.DataUsedGB, p.DataLimitGB, l.DataRefuelingGB, date(endOfMonth(today, 0))}, nil
}
