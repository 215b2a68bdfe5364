package demo

import (
	"encoding/json"
	"fmt"
	"math"
	"net/http"
	"strconv"
	"strings"
	"time"

	"github.com/rozmova/rozmova/demo/phone"
	"github.com/rozmova/rozmova/demo/telecom"
)

// The page of the operator's customers: their lines, what they used, and their
// bills.

// MobileOperator is what the site asks the mobile operator for.
type MobileOperator interface {
	phone.Operator
	// Account is a customer with everything that is theirs.
	Account(customerID string) (telecom.Account, error)
	// Happen makes something have happened, for the phone that visitors try.
	Happen(tool string, args map[string]any) (json.RawMessage, error)
}

// WithMobile adds the pages of the company's mobile operator: the customer's
// own, and a telephone to try things on.
func WithMobile(o MobileOperator) SiteOption { return func(s *site) { s.mobile = o } }

// mobilePaths are the pages that WithMobile adds.
var mobilePaths = map[string]string{"mobile": "/mobile", "phone": "/phone"}

func (s *site) mobileRoutes(mux *http.ServeMux) {
	if s.mobile == nil {
		return
	}
	mux.HandleFunc("POST /mobile/pay", s.payBill)
	s.phones = &phones{operator: s.mobile, byID: map[string]*held{}}
	mux.HandleFunc("POST /phone/problem", s.chooseProblem)
	mux.HandleFunc("GET /phone/state", s.phoneState)
	mux.HandleFunc("POST /phone/do", s.usePhone)
}

// mobileData is what the operator's pages show.
type mobileData struct {
	Person   telecom.Person
	Account  telecom.Account
	People   []personChoice
	Problems []problem // of the phone
	Problem  string
}

type personChoice struct {
	telecom.Person
	Here bool
}

func (s *site) mobileData(r *http.Request, d *siteData) error {
	if s.mobile == nil {
		return nil
	}
	d.HasMobile = true
	if mobilePaths[d.Page] == "" {
		return nil
	}
	m := &mobileData{Problems: problems}
	for _, p := range telecom.People() {
		m.People = append(m.People, personChoice{p, d.Visitor != nil && p.ShopID == d.Visitor.ID})
	}
	m.Person = s.phoneOwner(d.Visitor, d.Lang)
	if h := s.phones.of(r); h != nil && h.person.ID == m.Person.ID {
		m.Problem = h.problem
	}
	var err error
	if m.Account, err = s.mobile.Account(m.Person.ID); err != nil {
		return fmt.Errorf("the operator's account: %w", err)
	}
	d.Mobile = m
	return nil
}

// phoneOwner is whose telephone the visitor holds: their own, or that of
// somebody who speaks the page's language.
func (s *site) phoneOwner(v *Customer, lang string) telecom.Person {
	if v != nil {
		if p, ok := telecom.ByShop(v.ID); ok {
			return p
		}
	}
	id := "dmytro_tkachenko_1006"
	if lang == "en" {
		id = "emily_carter_1013"
	}
	p, _ := telecom.ByShop(id)
	return p
}

// Mine says whether the visitor is a customer of the operator.
func (d siteData) Mine() bool {
	if d.Visitor == nil {
		return false
	}
	_, ok := telecom.ByShop(d.Visitor.ID)
	return ok
}

// Plan is a line's plan.
func (m mobileData) Plan(l telecom.Line) telecom.Plan { return m.Account.Plans[l.PlanID] }

// Limit is how much data a line has this month.
func (m mobileData) Limit(l telecom.Line) float64 {
	return m.Plan(l).DataLimitGB + l.DataRefuelingGB
}

// Endless says whether a plan's data cannot be used up in earnest.
func (m mobileData) Endless(l telecom.Line) bool { return m.Plan(l).DataLimitGB >= 500 }

// UsedUp says whether all of it is gone.
func (m mobileData) UsedUp(l telecom.Line) bool { return l.DataUsedGB >= m.Limit(l) }

// Story is why one would choose this customer.
func (d siteData) Story(p telecom.Person) string {
	switch p.Story {
	case telecom.StoryBill:
		return d.T("рахунок із несподіваними сумами", "a bill with surprises")
	case telecom.StoryOverdue:
		return d.T("борг, номер призупинено", "unpaid bill, line suspended")
	case telecom.StoryContract:
		return d.T("договір закінчився", "contract is over")
	case telecom.StoryData:
		return d.T("гігабайти закінчилися", "out of data")
	case telecom.StoryRoaming:
		return d.T("роумінг не підключено", "no roaming")
	case telecom.StoryLate:
		return d.T("прострочений рахунок", "overdue bill")
	}
	return d.T("усе гаразд", "all is well")
}

// Money is an amount of the operator's for a reader.
func (d siteData) Money(amount float64) string {
	return strings.Replace(Kopiykas(math.Round(amount*100)).Hryvnias(), "-", "−", 1)
}

// Tel is a number for a reader: +380 67 000 01 01.
func (d siteData) Tel(number string) string {
	if len(number) != 13 || !strings.HasPrefix(number, "+380") {
		return number
	}
	return strings.Join([]string{number[:4], number[4:6], number[6:9], number[9:11], number[11:]}, "\u00a0")
}

// GB is an amount of data for a reader.
func (d siteData) GB(gb float64) string {
	text := strconv.FormatFloat(math.Round(gb*10)/10, 'f', -1, 64)
	return d.T(strings.Replace(text, ".", ",", 1)+"\u00a0ГБ", text+"\u00a0GB")
}

var monthsUK = [...]string{
	"січня", "лютого", "березня", "квітня", "травня", "червня", "липня", "серпня", "вересня", "жовтня", "листопада", "грудня",
}

var monthNamesUK = [...]string{
	"Січень", "Лютий", "Березень", "Квітень", "Травень", "Червень", "Липень", "Серпень", "Вересень", "Жовтень", "Листопад", "Грудень",
}

// Day is a date for a reader.
func (d siteData) Day(date string) string {
	t, err := time.Parse("2006-01-02", date)
	if err != nil {
		return date
	}
	return d.T(fmt.Sprintf("%d\u00a0%s %d", t.Day(), monthsUK[t.Month()-1], t.Year()), fmt.Sprintf("%d\u00a0%s %d", t.Day(), t.Month(), t.Year()))
}

// Month is the month that a date lies in.
func (d siteData) Month(date string) string {
	t, err := time.Parse("2006-01-02", date)
	if err != nil {
		return date
	}
	return d.T(fmt.Sprintf("%s %d", monthNamesUK[t.Month()-1], t.Year()), t.Format("January 2006"))
}

// State is a line's or a bill's status in words.
func (d siteData) State(status any) string {
	words := map[string][2]string{
		string(telecom.LineActive): {"працює", "active"}, string(telecom.LineSuspended): {"призупинено", "suspended"},
		string(telecom.LinePending): {"очікує активації", "to be activated"}, string(telecom.LineClosed): {"закрито", "closed"},
		string(telecom.BillPaid): {"сплачено", "paid"}, string(telecom.BillIssued): {"до сплати", "to be paid"},
		string(telecom.BillOverdue): {"прострочено", "overdue"}, string(telecom.BillAwaiting): {"чекаємо оплати", "awaiting payment"},
		string(telecom.BillDraft): {"ще рахуємо", "in progress"}, string(telecom.BillDisputed): {"оскаржено", "disputed"},
	}
	text := fmt.Sprint(status)
	if w, ok := words[text]; ok {
		return d.T(w[0], w[1])
	}
	return text
}

// Tone is the colour of a status.
func (d siteData) Tone(status any) string {
	switch fmt.Sprint(status) {
	case string(telecom.LineActive), string(telecom.BillPaid):
		return "s-delivered"
	case string(telecom.LineSuspended), string(telecom.BillOverdue):
		return "s-cancelled"
	case string(telecom.BillIssued), string(telecom.BillAwaiting):
		return "s-pending"
	}
	return ""
}

// payBill is the customer paying what they were asked to pay.
func (s *site) payBill(w http.ResponseWriter, r *http.Request) {
	r.Body = http.MaxBytesReader(w, r.Body, 4<<10)
	bill, back := r.PostFormValue("bill"), r.PostFormValue("back")
	p, ok := telecom.Person{}, false
	if v := s.visitor(r); v != nil {
		p, ok = telecom.ByShop(v.ID)
	}
	if ok {
		// A bill paid meanwhile is refused, and the page shows it as paid.
		_ = s.mobile.Pay(p.ID, bill)
	}
	if !knownPath(back) {
		back = "/mobile"
	}
	http.Redirect(w, r, back, http.StatusSeeOther)
}
