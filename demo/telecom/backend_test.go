package telecom

import (
	"context"
	"encoding/json"
	"net/http"
	"reflect"
	"strings"
	"testing"
	"time"

	"github.com/rozmova/rozmova/demo/ledger"
)

type step struct {
	tool string
	args map[string]any
	code string // "" for a result
}

func args(kv ...any) map[string]any {
	m := map[string]any{}
	for i := 0; i < len(kv); i += 2 {
		m[kv[i].(string)] = kv[i+1]
	}
	return m
}

// Rules that the samples do not show, one story each.
func TestRules(t *testing.T) {
	mine := func(line string, kv ...any) map[string]any {
		return args(append([]any{"customer_id", "C2002", "line_id", line}, kv...)...)
	}
	for name, steps := range map[string][]step{
		"one payment request at a time": {
			{"send_payment_request", args("customer_id", "C2002", "bill_id", "B20022"), ""},
			{"send_payment_request", args("customer_id", "C2002", "bill_id", "B20021"), "already_awaiting"},
			{"pay_bill", args("customer_id", "C2002", "bill_id", "B20022"), ""},
			{"pay_bill", args("customer_id", "C2002", "bill_id", "B20022"), "not_awaiting"},
			{"send_payment_request", args("customer_id", "C2002", "bill_id", "B20021"), ""},
		},
		"another's bill": {{"send_payment_request", args("customer_id", "C2002", "bill_id", "B20012"), "not_found"}},
		"another's line": {{"resume_line", mine("L20011"), "not_found"}},
		"resumed once": {
			{"resume_line", mine("L20021"), ""}, {"resume_line", mine("L20021"), "not_suspended"},
			{"suspend_line", mine("L20021", "reason", "lost"), ""}, {"suspend_line", mine("L20021", "reason", "lost"), "not_active"},
		},
		"no data for nothing": {{"refuel_data", mine("L20021", "gb_amount", 0), "invalid_amount"}, {"refuel_data", mine("L20021", "gb_amount", -1), "invalid_amount"}},
		"a plan": {
			{"change_plan", mine("L20021", "plan_id", "P2002"), "same_plan"},
			{"change_plan", mine("L20021", "plan_id", "P9"), "not_found"},
			{"change_plan", mine("L20021", "plan_id", "P2003"), ""},
		},
		"personal data": {
			{"update_customer", args("customer_id", "C2002"), "nothing_to_change"},
			{"update_customer", args("customer_id", "C2002", "email", "not an address"), "invalid_email"},
			{"update_customer", args("customer_id", "C2002", "email", "t@example.com", "zip_code", "01001"), ""},
		},
		"a password": {{"reset_password", args("customer_id", "C2002"), ""}, {"reset_password", args("customer_id", "C0"), "not_found"}},
	} {
		t.Run(name, func(t *testing.T) {
			b := open(t, t.TempDir())
			for i, s := range steps {
				_, err := b.Happen(s.tool, s.args)
				code := ""
				if no, ok := err.(*ledger.Refusal); ok {
					code = no.Code
				} else if err != nil {
					t.Fatal(err)
				}
				if code != s.code {
					t.Fatalf("step %d %s: code %q, want %q", i, s.tool, code, s.code)
				}
			}
		})
	}
}

// What a restart finds is what was there, and a key repeated over it gets its
// first answer.
func TestRestart(t *testing.T) {
	dir := t.TempDir()
	b := open(t, dir)
	refuel := args("customer_id", "C2004", "line_id", "L20041", "gb_amount", 1.5)
	_, first := post(t, b, "k1", "refuel_data", refuel)
	_, _ = post(t, b, "k2", "change_plan", args("customer_id", "C2004", "line_id", "L20041", "plan_id", "P2003"))
	_, no := post(t, b, "k3", "resume_line", args("customer_id", "C2004", "line_id", "L20041"))
	if err := b.SetPaymentMethod("msg_1", "C2004", "visa", "4242", "01/2030", "tok_1"); err != nil {
		t.Fatal(err)
	}
	was, err := b.Account("C2004")
	if err != nil {
		t.Fatal(err)
	}
	if err := b.Close(); err != nil {
		t.Fatal(err)
	}
	b = open(t, dir)
	is, err := b.Account("C2004")
	if err != nil || !reflect.DeepEqual(was, is) {
		t.Errorf("%v\n was %+v\n  is %+v", err, was, is)
	}
	if is.Customer.PaymentMethods[0].AccountNumberLast4 != "4242" || is.Lines[0].PlanID != "P2003" {
		t.Errorf("lost: %+v", is)
	}
	if _, again := post(t, b, "k1", "refuel_data", refuel); !reflect.DeepEqual(again, first) {
		t.Errorf("k1 got %v, first %v", again, first)
	}
	if _, again := post(t, b, "k3", "resume_line", args("customer_id", "C2004", "line_id", "L20041")); !reflect.DeepEqual(again, no) {
		t.Errorf("k3 got %v, first %v", again, no)
	}
	if _, found := post(t, b, "", "get_customer_by_phone", args("phone_number", "067-000-0104")); found["result"] == nil {
		t.Errorf("a number without the country's code is not found: %v", found)
	}
	happen(t, b, "update_customer", args("customer_id", "C2004", "phone_number", "050-111-2233"))
	if is, err = b.Account("C2004"); err != nil || is.Customer.PhoneNumber != "+380501112233" {
		t.Errorf("%v: the number is %s", err, is.Customer.PhoneNumber)
	}
	if is.Lines[0].DataRefuelingGB != 1.5 {
		t.Errorf("%v GB", is.Lines[0].DataRefuelingGB)
	}
}

// What happens inside the company cannot be called from outside, and wrong
// calls change nothing.
func TestCallsFromOutside(t *testing.T) {
	b := open(t, t.TempDir())
	for _, c := range []struct {
		tool string
		args map[string]any
		want int
	}{
		{"set_data_usage", args("customer_id", "C2001", "line_id", "L20011", "data_used_gb", 0), http.StatusNotFound},
		{"pay_bill", args("customer_id", "C2001", "bill_id", "B20012"), http.StatusNotFound},
		{"set_payment_method", args(), http.StatusNotFound},
		{"create_payment_page", args("customer_id", "C2001"), http.StatusNotFound},
		{"refuel_data", args("customer_id", "C2001", "line_id", "L20011", "gb_amount", "2"), http.StatusUnprocessableEntity},
		{"refuel_data", args("customer_id", "C2001", "line_id", "L20011", "gb_amount", 2, "free", true), http.StatusUnprocessableEntity},
		{"resume_line", args("customer_id", "C2001"), http.StatusUnprocessableEntity},
	} {
		if got, answer := post(t, b, "k-"+c.tool, c.tool, c.args); got != c.want || answer["error"] == nil {
			t.Errorf("%s: %d %v, want %d", c.tool, got, answer, c.want)
		}
	}
}

type pages struct{ asked string }

func (p *pages) Page(_ context.Context, customer string) (string, time.Time, error) {
	p.asked = customer
	return "https://pay.example.com/once", epoch().Add(15 * time.Minute), nil
}

func TestPaymentPage(t *testing.T) {
	p := &pages{}
	b := open(t, t.TempDir(), WithPaymentPages(p))
	_, got := post(t, b, "k", "create_payment_page", args("customer_id", "C2001"))
	want := map[string]any{"result": map[string]any{"url": "https://pay.example.com/once", "expires_at": "2025-02-25T17:23:00Z"}}
	if !reflect.DeepEqual(got, want) || p.asked != "C2001" {
		t.Errorf("got %v for %s", got, p.asked)
	}
	if _, got := post(t, b, "k", "create_payment_page", args("customer_id", "C0")); got["error"] == nil {
		t.Errorf("a page for nobody: %v", got)
	}
}

// The card's token stays with the operator.
func TestTokenIsNotGivenAway(t *testing.T) {
	b := open(t, t.TempDir())
	if err := b.SetPaymentMethod("msg_1", "C2001", "visa", "4242", "01/2030", "tok_secret"); err != nil {
		t.Fatal(err)
	}
	_, answer := post(t, b, "k", "get_customer_by_id", args("customer_id", "C2001"))
	body, _ := json.Marshal(answer)
	if strings.Contains(string(body), "tok_secret") || !strings.Contains(string(body), "4242") {
		t.Errorf("answer: %s", body)
	}
}

// The stories of the seed are told by the data around any day.
func TestSeedTellsItsStories(t *testing.T) {
	for _, day := range []string{"2024-02-29", "2025-01-01", "2026-12-31", "2025-03-14"} {
		at, _ := time.Parse(dateLayout, day)
		b, err := New(t.TempDir(), func() time.Time { return at })
		if err != nil {
			t.Fatal(day, err)
		}
		for _, p := range People() {
			a, err := b.Account(p.ID)
			if err != nil {
				t.Fatal(day, err)
			}
			s, err := b.Service(p.Phone)
			if err != nil || s.CustomerID != p.ID {
				t.Fatalf("%s %s: %v %+v", day, p.ID, err, s)
			}
			var owed int
			for _, bill := range a.Bills {
				if bill.Status == BillOverdue {
					owed++
				}
				if bill.Status == BillOverdue && bill.DueDate >= day || bill.Status == BillIssued && bill.DueDate <= day {
					t.Errorf("%s: bill %s is %s and due %s", day, bill.BillID, bill.Status, bill.DueDate)
				}
			}
			ended := *a.Lines[0].ContractEndDate < day
			told := map[string]bool{
				StoryBill: len(a.Bills[1].LineItems) > 3, StoryOverdue: !s.Active && owed == 1 && !ended,
				StoryContract: !s.Active && ended, StoryData: s.DataUsedUp && s.Active, StoryRoaming: !s.Roaming && s.Active,
				StoryLate: s.Active && owed == 1, "": s.Active && owed == 0,
			}
			if !told[p.Story] {
				t.Errorf("%s: %s does not tell %q: %+v", day, p.ID, p.Story, s)
			}
		}
		_ = b.Close()
	}
}
