package telecom

import (
	"slices"

	"github.com/rozmova/rozmova/demo/ledger"
)

type tool = ledger.Tool[*operator]

var ofLine = ledger.Texts("customer_id", "line_id")

func more(params []ledger.Param, extra ...ledger.Param) []ledger.Param {
	return append(append([]ledger.Param{}, params...), extra...)
}

// tools are what the back end can do for everybody who may call it.
func tools() []tool {
	return []tool{
		{Name: "get_customer_by_phone", Params: ledger.Texts("phone_number"), Run: func(o *operator, c ledger.Call) (any, error) {
			return o.customerByPhone(c.Text("phone_number"))
		}},
		{Name: "get_customer_by_id", Params: ledger.Texts("customer_id"), Run: func(o *operator, c ledger.Call) (any, error) {
			return o.customer(c.Text("customer_id"))
		}},
		{Name: "get_customer_by_name", Params: ledger.Texts("full_name", "dob"), Run: func(o *operator, c ledger.Call) (any, error) {
			return o.customersByName(c.Text("full_name"), c.Text("dob")), nil
		}},
		{Name: "get_details_by_id", Params: ledger.Texts("id"), Run: func(o *operator, c ledger.Call) (any, error) {
			return o.details(c.Text("id"))
		}},
		{Name: "get_bills_for_customer", Params: more(ledger.Texts("customer_id"), ledger.Param{Name: "limit", Kind: ledger.Number, Optional: true}),
			Run: func(o *operator, c ledger.Call) (any, error) {
				limit := 12
				if c.Has("limit") {
					limit = int(c.Number("limit"))
				}
				return o.billsOf(c.Text("customer_id"), limit)
			}},
		{Name: "get_data_usage", Params: ofLine, Run: func(o *operator, c ledger.Call) (any, error) {
			return o.usage(c.Text("customer_id"), c.Text("line_id"), c.At)
		}},
		{Name: "get_payment_requests", Params: ledger.Texts("customer_id"), Run: func(o *operator, c ledger.Call) (any, error) {
			return o.paymentRequests(c.Text("customer_id"))
		}},
		{Name: "list_plans", Params: ledger.Optionals("customer_id", "line_id"), Run: func(o *operator, _ ledger.Call) (any, error) {
			return o.offered(), nil
		}},
		{Name: "transfer_to_human_agents", Params: ledger.Texts("summary"), Run: func(*operator, ledger.Call) (any, error) {
			return "Transfer successful", nil
		}},
		{Name: "suspend_line", Writes: true, Params: more(ofLine, ledger.Texts("reason")...), Run: func(o *operator, c ledger.Call) (any, error) {
			return o.suspend(c.Text("customer_id"), c.Text("line_id"), c.At)
		}},
		{Name: "resume_line", Writes: true, Params: ofLine, Run: func(o *operator, c ledger.Call) (any, error) {
			return o.resume(c.Text("customer_id"), c.Text("line_id"))
		}},
		{Name: "enable_roaming", Writes: true, Params: ofLine, Run: func(o *operator, c ledger.Call) (any, error) {
			return o.roam(c.Text("customer_id"), c.Text("line_id"), true)
		}},
		{Name: "disable_roaming", Writes: true, Params: ofLine, Run: func(o *operator, c ledger.Call) (any, error) {
			return o.roam(c.Text("customer_id"), c.Text("line_id"), false)
		}},
		{Name: "refuel_data", Writes: true, Params: more(ofLine, ledger.Param{Name: "gb_amount", Kind: ledger.Number}), Run: func(o *operator, c ledger.Call) (any, error) {
			return o.refuel(c.Text("customer_id"), c.Text("line_id"), c.Number("gb_amount"), c)
		}},
		{Name: "send_payment_request", Writes: true, Params: ledger.Texts("customer_id", "bill_id"), Run: func(o *operator, c ledger.Call) (any, error) {
			return o.requestPayment(c.Text("customer_id"), c.Text("bill_id"))
		}},
		{Name: "change_plan", Writes: true, Params: more(ofLine, ledger.Texts("plan_id")...), Run: func(o *operator, c ledger.Call) (any, error) {
			return o.changePlan(c.Text("customer_id"), c.Text("line_id"), c.Text("plan_id"), c.At)
		}},
		{Name: "reset_password", Writes: true, Params: ledger.Texts("customer_id"), Run: func(o *operator, c ledger.Call) (any, error) {
			return o.resetPassword(c.Text("customer_id"), c.At)
		}},
		{Name: "update_customer", Writes: true, Params: more(ledger.Texts("customer_id"), ledger.Optionals("full_name", "email", "phone_number", "street", "city", "state", "zip_code")...),
			Run: func(o *operator, c ledger.Call) (any, error) {
				return o.update(c.Text("customer_id"), c)
			}},
	}
}

// insideTools are what happens in the company without anybody calling a tool:
// a customer pays, a provider stores a card, and what a test needs to have
// happened before it begins.
func insideTools() []tool {
	return []tool{
		{Name: "pay_bill", Writes: true, Inside: true, Params: ledger.Texts("customer_id", "bill_id"), Run: func(o *operator, c ledger.Call) (any, error) {
			return o.pay(c.Text("customer_id"), c.Text("bill_id"))
		}},
		{Name: "set_payment_method", Writes: true, Inside: true, Params: ledger.Texts("customer_id", "brand", "last4", "expiry", "token"), Run: func(o *operator, c ledger.Call) (any, error) {
			return o.setPaymentMethod(c.Text("customer_id"), PaymentMethod{
				MethodType: "Credit Card", Brand: c.Text("brand"), AccountNumberLast4: c.Text("last4"),
				ExpirationDate: c.Text("expiry"), Token: c.Text("token"),
			})
		}},
		{Name: "set_data_usage", Writes: true, Inside: true, Params: more(ofLine, ledger.Param{Name: "data_used_gb", Kind: ledger.Number}), Run: func(o *operator, c ledger.Call) (any, error) {
			return o.setDataUsage(c.Text("customer_id"), c.Text("line_id"), c.Number("data_used_gb"))
		}},
		{Name: "suspend_line_for_overdue_bill", Writes: true, Inside: true,
			Params: more(ofLine, ledger.Param{Name: "new_bill_id", Kind: ledger.Text}, ledger.Param{Name: "contract_ended", Kind: ledger.Switch}),
			Run: func(o *operator, c ledger.Call) (any, error) {
				return o.suspendForOverdueBill(c.Text("customer_id"), c.Text("line_id"), c.Text("new_bill_id"), c.Switch("contract_ended"), c.At)
			}},
	}
}

// Has says whether the operator has a tool of this name.
func Has(name string) bool {
	return name == pageTool || slices.ContainsFunc(tools(), func(t tool) bool { return t.Name == name })
}
