package telecom

import (
	"fmt"
	"strings"
	"time"
)

// The seed is written as short tables (seed_customers.go) and unfolded here
// around a day. The same day gives the same seed: the ledger is replayed over
// it.

// Person is a seeded customer as a site's list needs them.
type Person struct {
	ID     string
	ShopID string // the same person in the demo's shop
	Name   string
	Phone  string // of their first line, E.164
	Locale string // "uk" or "en"
	Story  string // what is the matter with them, "" where nothing is
}

// People are the seeded customers, in a fixed order.
func People() []Person {
	out := make([]Person, len(people))
	for i, p := range people {
		out[i] = Person{p.id(), p.shop, p.name, p.lines[0].number, p.locale, p.story}
	}
	return out
}

// Plans that the operator offers. Prices are in hryvnias.
var plans = []Plan{
	{PlanID: "P2001", Name: "Start", NameUK: "Старт", DataLimitGB: 5, PricePerMonth: 150, RefuelPricePerGB: 30,
		About: "500 minutes to other networks", AboutUK: "500 хвилин на інші мережі"},
	{PlanID: "P2002", Name: "Comfort", NameUK: "Комфорт", DataLimitGB: 15, PricePerMonth: 225, RefuelPricePerGB: 20,
		About: "1,000 minutes to other networks", AboutUK: "1000 хвилин на інші мережі"},
	{PlanID: "P2003", Name: "Unlimited Plus", NameUK: "Безліміт Плюс", DataLimitGB: 999, PricePerMonth: 350, RefuelPricePerGB: 1,
		About: "3,000 minutes to other networks", AboutUK: "3000 хвилин на інші мережі"},
	{PlanID: "P2004", Name: "Family", NameUK: "Родина", DataLimitGB: 40, PricePerMonth: 420, RefuelPricePerGB: 15,
		About: "calls within the family are free", AboutUK: "дзвінки в родині безкоштовні"},
	{PlanID: "P2005", Name: "Gadget", NameUK: "Ґаджет", DataLimitGB: 1, PricePerMonth: 75, RefuelPricePerGB: 50,
		About: "for watches, trackers and alarms", AboutUK: "для годинників, трекерів і сигналізацій"},
}

// Seed is the operator's data around a day.
func Seed(day time.Time) Data {
	s := seeding{day: day, data: Data{Currency: "UAH", HoldingFee: 25}}
	for _, p := range plans {
		p.Currency = s.data.Currency
		s.data.Plans = append(s.data.Plans, p)
	}
	for i, p := range people {
		s.settle(i, p)
	}
	return s.data
}

type seeding struct {
	day  time.Time
	data Data
}

func (s *seeding) days(n int) string { return date(s.day.AddDate(0, 0, n)) }

func (p person) id() string { return "C" + p.number }

// settle gives a person lines, devices, and the bills of the last months.
func (s *seeding) settle(nth int, p person) {
	c := Customer{
		CustomerID: p.id(), FullName: p.name, DateOfBirth: p.born, Email: p.email, PhoneNumber: p.lines[0].number,
		Address: p.address, AccountStatus: "Active", CreatedAt: s.days(-700-11*nth) + "T10:30:00",
		PaymentMethods: []PaymentMethod{{MethodType: "Credit Card", AccountNumberLast4: p.card, ExpirationDate: fmt.Sprintf("%02d/%d", 1+nth%12, s.day.Year()+2), Brand: p.brand}},
	}
	for i, l := range p.lines {
		c.LineIDs = append(c.LineIDs, s.connect(p, i, l))
	}
	s.bill(&c, p)
	s.data.Customers = append(s.data.Customers, c)
}

func (s *seeding) connect(p person, nth int, l lineSeed) string {
	suffix := fmt.Sprintf("%s%d", p.number, nth+1)
	imei, since := fmt.Sprintf("35%s0000000%d", p.number, nth), s.days(-300)+"T12:00:00"
	s.data.Devices = append(s.data.Devices, Device{
		DeviceID: "D" + suffix, DeviceType: l.kind(), Model: l.model, IMEI: &imei,
		IsESIMCapable: l.kind() == "phone", Activated: true, ActivationDate: &since,
	})
	line := Line{
		LineID: "L" + suffix, PhoneNumber: l.number, Status: LineActive, PlanID: l.plan, DeviceID: ptr("D" + suffix),
		DataUsedGB: l.used, RoamingEnabled: l.roaming, LastPlanChangeDate: ptr(s.days(-240)),
		ContractEndDate: ptr(s.days(400)),
	}
	if l.asleep != "" {
		line.Status, line.SuspensionStartDate = LineSuspended, ptr(s.days(-6))
	}
	if l.asleep == contractOver {
		line.ContractEndDate = ptr(s.days(-12))
	}
	s.data.Lines = append(s.data.Lines, line)
	return line.LineID
}

// bill writes three bills: one paid long ago, last month's, and the draft that
// charges of this month go to.
func (s *seeding) bill(c *Customer, p person) {
	month := firstOfMonth(s.day, 0)
	for i, b := range []struct {
		period time.Time
		issued int // days from today
		due    int
		status BillStatus
		extra  []extra
	}{
		{month.AddDate(0, -2, 0), -41, -20, BillPaid, nil},
		{month.AddDate(0, -1, 0), -10, 11, p.last, p.extras},
		{month, 20, 41, BillDraft, nil},
	} {
		bill := Bill{
			BillID: fmt.Sprintf("B%s%d", p.number, i+1), CustomerID: c.CustomerID, Status: b.status, Currency: s.data.Currency,
			PeriodStart: date(b.period), PeriodEnd: date(endOfMonth(b.period, 0)),
			IssueDate: s.days(b.issued), DueDate: s.days(b.due), LineItems: []LineItem{},
		}
		if b.status == BillOverdue {
			bill.IssueDate, bill.DueDate = s.days(-30), s.days(-9)
		}
		if b.status != BillDraft {
			s.items(&bill, p, b.extra)
		}
		for _, it := range bill.LineItems {
			bill.TotalDue = round(bill.TotalDue + it.Amount)
		}
		s.data.Bills = append(s.data.Bills, bill)
		c.BillIDs = append(c.BillIDs, bill.BillID)
	}
}

func (s *seeding) items(b *Bill, p person, extras []extra) {
	add := func(en, uk string, amount float64, kind string) {
		b.LineItems = append(b.LineItems, LineItem{Description: en, DescriptionUK: uk, Amount: amount, Date: b.IssueDate, ItemType: kind})
	}
	for _, l := range p.lines {
		plan := planByID(l.plan)
		add(plan.Name+" - Line "+l.number, fmt.Sprintf("Тариф «%s», номер %s", plan.NameUK, l.number), plan.PricePerMonth, "Plan Charge")
	}
	for _, x := range extras {
		en, uk, _ := strings.Cut(x.text, "|")
		add(en, uk, x.amount, x.kind)
	}
}

func planByID(id string) Plan {
	for _, p := range plans {
		if p.PlanID == id {
			return p
		}
	}
	return Plan{}
}

// ByShop is the seeded customer who is this one in the shop.
func ByShop(shopID string) (Person, bool) {
	for _, p := range People() {
		if p.ShopID == shopID {
			return p, true
		}
	}
	return Person{}, false
}
