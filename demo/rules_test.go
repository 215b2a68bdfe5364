package demo

import (
	"encoding/json"
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestFinding(t *testing.T) {
	t.Parallel()
	c := open(t, t.TempDir())
	for _, x := range []struct{ tool, args, want, code string }{
		{"find_user_id_by_email", `{"email":"olena.koval@example.com"}`, `"olena_koval_1001"`, ""},
		{"find_user_id_by_email", `{"email":" Olena.Koval@Example.com "}`, `"olena_koval_1001"`, ""},
		{"find_user_id_by_email", `{"email":"nobody@example.com"}`, "", "not_found"},
		{"find_user_id_by_email", `{"email":""}`, "", "not_found"},
		{"find_user_id_by_name_zip", `{"first_name":"Олена","last_name":"Коваль","zip":"01033"}`, `"olena_koval_1001"`, ""},
		{"find_user_id_by_name_zip", `{"first_name":"ОЛЕНА","last_name":"коваль","zip":" 01033"}`, `"olena_koval_1001"`, ""},
		{"find_user_id_by_name_zip", `{"first_name":"Мар’яна","last_name":"Іванюк","zip":"58002"}`, `"mariana_ivaniuk_1011"`, ""},
		{"find_user_id_by_name_zip", `{"first_name":"emily","last_name":"carter","zip":"79008"}`, `"emily_carter_1013"`, ""},
		{"find_user_id_by_name_zip", `{"first_name":"Олена","last_name":"Коваль","zip":"79000"}`, "", "not_found"},
		{"get_order_details", `{"order_id":"#W0000000"}`, "", "not_found"},
		{"get_user_details", `{"user_id":"nobody"}`, "", "not_found"},
		{"get_product_details", `{"product_id":"1"}`, "", "not_found"},
		{"get_item_details", `{"item_id":"1"}`, "", "not_found"},
		{"get_item_details", `{"item_id":"8830126611"}`,
			`{"item_id":"8830126611","options":{"coverage":"up to 100 m²","standard":"Wi-Fi 6"},"options_uk":{"покриття":"до 100 м²","стандарт":"Wi-Fi 6"},"available":true,"price":2899.00}`, ""},
		{"transfer_to_human_agents", `{"summary":"The customer\nwants a person."}`, `"Transfer successful"`, ""},
	} {
		r := c.call(x.tool, x.args)
		if r.Status != 200 || r.code() != x.code || string(r.Result) != x.want {
			t.Errorf("%s %s: %d %s, want %s%s", x.tool, x.args, r.Status, r.Body, x.want, x.code)
		}
	}
	if n := len(c.entries()); n != 0 {
		t.Errorf("reads left %d entries in the ledger", n)
	}
}

func TestTwoPeopleOfOneNameAreNotGuessed(t *testing.T) {
	t.Parallel()
	s := seed()
	twin := *s.users["olena_koval_1001"]
	twin.UserID = "olena_koval_2001"
	s.users[twin.UserID] = &twin
	_, err := s.findUserByNameZip("Олена", "Коваль", "01033")
	if err == nil || !strings.HasPrefix(err.Error(), "ambiguous") {
		t.Errorf("got %v", err)
	}
}

func TestShapesAreTau2s(t *testing.T) {
	t.Parallel()
	c := open(t, t.TempDir())
	for _, x := range []struct{ tool, args, keys string }{
		{"get_order_details", `{"order_id":"#W1000001"}`, "address cancel_reason exchange_items exchange_new_items exchange_payment_method_id exchange_price_difference fulfillments items order_id payment_history return_items return_payment_method_id status user_id"},
		{"get_user_details", `{"user_id":"olena_koval_1001"}`, "address email name orders payment_methods user_id"},
		{"get_product_details", `{"product_id":"4100492027"}`, "name product_id variants"},
	} {
		var got map[string]any
		if err := json.Unmarshal(c.call(x.tool, x.args).Result, &got); err != nil {
			t.Fatal(err)
		}
		for _, k := range strings.Fields(x.keys) {
			if _, ok := got[k]; !ok {
				t.Errorf("%s has no %s", x.tool, k)
			}
		}
	}
	var list string
	var ids map[string]string
	if err := json.Unmarshal(c.call("list_all_product_types", `{}`).Result, &list); err != nil {
		t.Fatal(err)
	}
	if err := json.Unmarshal([]byte(list), &ids); err != nil || ids["Wi-Fi Router"] != "4100492027" || ids["Рюкзак"] != ids["Backpack"] || len(ids) != 2*len(productSeeds) {
		t.Errorf("product types: %v %s", err, list)
	}
}

// change is one write and what it must come to.
type change struct {
	name, tool, args string
	code             string
	check            func(t *testing.T, c *company, o Order)
}

func TestCancel(t *testing.T) {
	t.Parallel()
	cancelled := func(reason string) func(*testing.T, *company, Order) {
		return func(t *testing.T, c *company, o Order) {
			want := append([]Payment{}, o.PaymentHistory[0], Payment{"refund", o.Total(), o.PaymentHistory[0].PaymentMethodID})
			if o.Status != Cancelled || *o.CancelReason != reason || !cmp.Equal(o.PaymentHistory, want) {
				t.Errorf("got %+v", o)
			}
		}
	}
	runChanges(t, []change{
		{"pending", "cancel_pending_order", `{"order_id":"#W1000001","reason":"no longer needed"}`, "", cancelled("no longer needed")},
		{"mistake", "cancel_pending_order", `{"order_id":"#W1000001","reason":"ordered by mistake"}`, "", cancelled("ordered by mistake")},
		{"reason as an identifier", "cancel_pending_order", `{"order_id":"w1000001","reason":"no_longer_needed"}`, "", cancelled("no longer needed")},
		{"gift card is refunded at once", "cancel_pending_order", `{"order_id":"#W1000007","reason":"no longer needed"}`, "",
			func(t *testing.T, c *company, o Order) {
				if got := c.giftBalance("olena_koval_1001", "gift_card_1001002"); got != 250000+179900 {
					t.Errorf("balance %s", got.plain())
				}
			}},
		{"other reason", "cancel_pending_order", `{"order_id":"#W1000001","reason":"too expensive"}`, "invalid_reason", nil},
		{"processed", "cancel_pending_order", `{"order_id":"#W1000002","reason":"no longer needed"}`, "not_pending", nil},
		{"delivered", "cancel_pending_order", `{"order_id":"#W1000003","reason":"no longer needed"}`, "not_pending", nil},
		{"cancelled", "cancel_pending_order", `{"order_id":"#W1000004","reason":"no longer needed"}`, "not_pending", nil},
		{"unknown", "cancel_pending_order", `{"order_id":"#W9999999","reason":"no longer needed"}`, "not_found", nil},
	})
}

func TestModifyPendingOrder(t *testing.T) {
	t.Parallel()
	const address = `"address1":"вул. Руська, 1","address2":"","city":"Львів","state":"Львівська область","country":"Україна","zip":"79000"`
	runChanges(t, []change{
		{"address", "modify_pending_order_address", `{"order_id":"#W1000001",` + address + `}`, "",
			func(t *testing.T, _ *company, o Order) {
				if o.Address.City != "Львів" || o.Address.Address2 != "" || o.Status != Pending {
					t.Errorf("got %+v", o.Address)
				}
			}},
		{"address without optional parts", "modify_pending_order_address", `{"order_id":"#W1000001","address1":"вул. Руська, 1","city":"Львів","country":"Україна","zip":"79000"}`, "", nil},
		{"address of a delivered order", "modify_pending_order_address", `{"order_id":"#W1000003",` + address + `}`, "not_pending", nil},
		{"address without a street", "modify_pending_order_address", `{"order_id":"#W1000001","address1":"  ","city":"Львів","country":"Україна","zip":"79000"}`, "invalid_address", nil},
		{"address with a foreign zip", "modify_pending_order_address", `{"order_id":"#W1000001","address1":"а","city":"Львів","country":"Ukraine","zip":"SW1A 1AA"}`, "invalid_address", nil},
		{"address of nothing", "modify_pending_order_address", `{"order_id":"#W0000001",` + address + `}`, "not_found", nil},
		{"payment", "modify_pending_order_payment", `{"order_id":"#W2000001","payment_method_id":"credit_card_1013001"}`, "same_payment_method", nil},
		{"payment by too small a gift card", "modify_pending_order_payment", `{"order_id":"#W2000001","payment_method_id":"gift_card_1013002"}`, "insufficient_balance", nil},
		{"payment of another customer", "modify_pending_order_payment", `{"order_id":"#W2000001","payment_method_id":"credit_card_1001001"}`, "payment_method_not_found", nil},
		{"payment of a delivered order", "modify_pending_order_payment", `{"order_id":"#W1000003","payment_method_id":"gift_card_1001002"}`, "not_pending", nil},
		{"payment from gift card to card", "modify_pending_order_payment", `{"order_id":"#W1000007","payment_method_id":"credit_card_1001001"}`, "",
			func(t *testing.T, c *company, o Order) {
				want := []Payment{{"payment", 179900, "gift_card_1001002"}, {"payment", 179900, "credit_card_1001001"}, {"refund", 179900, "gift_card_1001002"}}
				if !cmp.Equal(o.PaymentHistory, want) {
					t.Error(cmp.Diff(want, o.PaymentHistory))
				}
				if got := c.giftBalance("olena_koval_1001", "gift_card_1001002"); got != 429900 {
					t.Errorf("balance %s", got.plain())
				}
				// And back: the card holds the money now, so the gift card may pay.
				c.call("modify_pending_order_payment", `{"order_id":"#W1000007","payment_method_id":"gift_card_1001002"}`)
				if got := c.giftBalance("olena_koval_1001", "gift_card_1001002"); got != 250000 {
					t.Errorf("balance after the way back %s", got.plain())
				}
			}},
		{"items, dearer", "modify_pending_order_items", `{"order_id":"#W1000001","item_ids":["5513087271"],"new_item_ids":["5513087288"],"payment_method_id":"gift_card_1001002"}`, "",
			func(t *testing.T, c *company, o Order) {
				if o.Status != ItemsModified || o.Items[1].ItemID != "5513087288" || o.Items[1].Price != 199900 {
					t.Errorf("got %+v", o)
				}
				if p := o.PaymentHistory[1]; p != (Payment{"payment", 35000, "gift_card_1001002"}) {
					t.Errorf("got %+v", p)
				}
				if got := c.giftBalance("olena_koval_1001", "gift_card_1001002"); got != 250000-35000 {
					t.Errorf("balance %s", got.plain())
				}
				for tool, code := range map[string]string{"modify_pending_order_items": "already_modified", "cancel_pending_order": "not_pending"} {
					args := `{"order_id":"#W1000001","reason":"no longer needed"}`
					if tool == "modify_pending_order_items" {
						args = `{"order_id":"#W1000001","item_ids":["5513087288"],"new_item_ids":["5513087271"],"payment_method_id":"gift_card_1001002"}`
					}
					if r := c.call(tool, args); r.code() != code {
						t.Errorf("%s after a modification: %s", tool, r.Body)
					}
				}
			}},
		{"items, cheaper", "modify_pending_order_items", `{"order_id":"#W1000001","item_ids":["5513087271"],"new_item_ids":["5513087264"],"payment_method_id":"credit_card_1001001"}`, "",
			func(t *testing.T, _ *company, o Order) {
				if p := o.PaymentHistory[1]; p != (Payment{"refund", 50000, "credit_card_1001001"}) {
					t.Errorf("got %+v", p)
				}
			}},
		{"items not in the order", "modify_pending_order_items", `{"order_id":"#W1000001","item_ids":["8830126611"],"new_item_ids":["8830126628"],"payment_method_id":"credit_card_1001001"}`, "item_not_in_order", nil},
		{"item named twice", "modify_pending_order_items", `{"order_id":"#W1000001","item_ids":["5513087271","5513087271"],"new_item_ids":["5513087288","5513087264"],"payment_method_id":"credit_card_1001001"}`, "item_not_in_order", nil},
		{"no items", "modify_pending_order_items", `{"order_id":"#W1000001","item_ids":[],"new_item_ids":[],"payment_method_id":"credit_card_1001001"}`, "items_mismatch", nil},
		{"more items than new ones", "modify_pending_order_items", `{"order_id":"#W1000001","item_ids":["5513087271"],"new_item_ids":[],"payment_method_id":"credit_card_1001001"}`, "items_mismatch", nil},
		{"item of another product", "modify_pending_order_items", `{"order_id":"#W1000001","item_ids":["5513087271"],"new_item_ids":["8830126611"],"payment_method_id":"credit_card_1001001"}`, "wrong_product", nil},
		{"item for itself", "modify_pending_order_items", `{"order_id":"#W1000001","item_ids":["5513087271"],"new_item_ids":["5513087271"],"payment_method_id":"credit_card_1001001"}`, "same_item", nil},
		{"item out of stock", "modify_pending_order_items", `{"order_id":"#W1000001","item_ids":["5513087271"],"new_item_ids":["5513087295"],"payment_method_id":"credit_card_1001001"}`, "item_unavailable", nil},
		{"item unknown", "modify_pending_order_items", `{"order_id":"#W1000001","item_ids":["5513087271"],"new_item_ids":["0000000000"],"payment_method_id":"credit_card_1001001"}`, "not_found", nil},
		{"gift card too small for the difference", "modify_pending_order_items", `{"order_id":"#W2000001","item_ids":["6690837412"],"new_item_ids":["6690837436"],"payment_method_id":"gift_card_1013002"}`, "insufficient_balance", nil},
		{"items of a processed order", "modify_pending_order_items", `{"order_id":"#W1000002","item_ids":["8830126611"],"new_item_ids":["8830126628"],"payment_method_id":"credit_card_1001001"}`, "not_pending", nil},
		{"user address", "modify_user_address", `{"user_id":"olena_koval_1001",` + address + `}`, "",
			func(t *testing.T, c *company, _ Order) {
				if r := c.call("find_user_id_by_name_zip", `{"first_name":"Олена","last_name":"Коваль","zip":"79000"}`); r.code() != "" {
					t.Errorf("not found by the new zip: %s", r.Body)
				}
				if o := c.order("#W1000001"); o.Address.City != "Київ" {
					t.Error("the address of an order changed with the user's")
				}
			}},
		{"user address of nobody", "modify_user_address", `{"user_id":"nobody",` + address + `}`, "not_found", nil},
		{"user address without a city", "modify_user_address", `{"user_id":"olena_koval_1001","address1":"а","city":"","country":"Україна","zip":"79000"}`, "invalid_address", nil},
	})
}

func TestReturnAndExchange(t *testing.T) {
	t.Parallel()
	runChanges(t, []change{
		{"return to the card", "return_delivered_order_items", `{"order_id":"#W1000003","item_ids":["4429175847","3318064434"],"payment_method_id":"credit_card_1001001"}`, "",
			func(t *testing.T, c *company, o Order) {
				if o.Status != ReturnRequested || !cmp.Equal(o.ReturnItems, []string{"3318064434", "4429175847"}) || *o.ReturnPaymentMethodID != "credit_card_1001001" {
					t.Errorf("got %+v", o)
				}
				if r := c.call("exchange_delivered_order_items", `{"order_id":"#W1000003","item_ids":["4429175847"],"new_item_ids":["4429175854"],"payment_method_id":"credit_card_1001001"}`); r.code() != "not_delivered" {
					t.Errorf("exchange after a return: %s", r.Body)
				}
			}},
		{"return of both like items to a gift card", "return_delivered_order_items", `{"order_id":"#W1000003","item_ids":["3318064434","3318064434"],"payment_method_id":"gift_card_1001002"}`, "", nil},
		{"return of more than there is", "return_delivered_order_items", `{"order_id":"#W1000003","item_ids":["3318064434","3318064434","3318064434"],"payment_method_id":"gift_card_1001002"}`, "item_not_in_order", nil},
		{"return of a processed order", "return_delivered_order_items", `{"order_id":"#W3505055","item_ids":["1776320962"],"payment_method_id":"paypal_1003001"}`, "not_delivered", nil},
		{"return to a method that did not pay", "return_delivered_order_items", `{"order_id":"` + returnable + `","item_ids":["3047715616"],"payment_method_id":"paypal_1009002"}`, "payment_method_not_allowed", nil},
		{"return of a pending order", "return_delivered_order_items", `{"order_id":"#W1000001","item_ids":["5513087271"],"payment_method_id":"credit_card_1001001"}`, "not_delivered", nil},
		{"return to a stranger's card", "return_delivered_order_items", `{"order_id":"#W1000003","item_ids":["4429175847"],"payment_method_id":"credit_card_1013001"}`, "payment_method_not_found", nil},
		{"exchange", "exchange_delivered_order_items", `{"order_id":"#W2000003","item_ids":["3047715586"],"new_item_ids":["3047715609"],"payment_method_id":"gift_card_1013002"}`, "",
			func(t *testing.T, c *company, o Order) {
				if o.Status != ExchangeRequested || *o.ExchangePriceDifference != 270000 || o.Items[0].ItemID != "3047715586" || len(o.PaymentHistory) != 1 {
					t.Errorf("got %+v", o)
				}
				if got := c.giftBalance("emily_carter_1013", "gift_card_1013002"); got != 300000 {
					t.Errorf("a request moved money: %s", got.plain())
				}
			}},
		{"exchange of each like item", "exchange_delivered_order_items", `{"order_id":"#W1000003","item_ids":["3318064434","3318064434"],"new_item_ids":["3318064427","3318064441"],"payment_method_id":"credit_card_1001001"}`, "", nil},
		{"exchange of a pending order", "exchange_delivered_order_items", `{"order_id":"#W1000001","item_ids":["5513087271"],"new_item_ids":["5513087288"],"payment_method_id":"credit_card_1001001"}`, "not_delivered", nil},
		{"exchange by too small a gift card", "exchange_delivered_order_items", `{"order_id":"#W1000006","item_ids":["7318840275"],"new_item_ids":["7318840299"],"payment_method_id":"gift_card_1002001"}`, "insufficient_balance", nil},
	})
}

// returnable is a delivered order of Соломія Гриценко, paid by card.
var returnable = func() string {
	for _, o := range orderSeeds {
		if o.user == "solomiia_hrytsenko_1009" && o.status == Delivered && o.pay == "credit_card_1009001" {
			return o.id
		}
	}
	return ""
}()

// runChanges makes each change on a fresh company. A refused change must
// leave no trace in state or ledger, a performed one exactly one entry.
func runChanges(t *testing.T, changes []change) {
	for _, x := range changes {
		t.Run(x.name, func(t *testing.T) {
			t.Parallel()
			c := open(t, t.TempDir())
			before := c.state()
			r := c.call(x.tool, x.args)
			if r.Status != 200 || r.code() != x.code {
				t.Fatalf("%d %s, want code %q", r.Status, r.Body, x.code)
			}
			if x.code != "" {
				if c.state() != before || len(c.entries()) != 0 {
					t.Error("a refused change left a trace")
				}
				return
			}
			if e := c.entries(); len(e) != 1 || e[0].N != 1 || e[0].Tool != x.tool || string(e[0].Answer) != r.Body || !e[0].At.Equal(fixedNow()) {
				t.Errorf("ledger: %+v", e)
			}
			var args struct {
				OrderID string `json:"order_id"`
			}
			if err := json.Unmarshal([]byte(x.args), &args); err != nil {
				t.Fatal(err)
			}
			var o Order
			if args.OrderID != "" {
				o = c.order(args.OrderID)
				var answered Order
				if err := json.Unmarshal(r.Result, &answered); err != nil || !cmp.Equal(answered, o) {
					t.Errorf("the answer is not the order: %v %s", err, cmp.Diff(answered, o))
				}
			}
			if x.check != nil {
				x.check(t, c, o)
			}
		})
	}
}

func TestCalculate(t *testing.T) {
	t.Parallel()
	for expression, want := range map[string]string{
		"3131.1 + 4777.75 + 367.38":         "8276.23",
		"155.33 - 147.05 + 268.77 - 235.13": "41.92",
		"2+2*2":                             "6.0",
		"(2+2)*2":                           "8.0",
		"-(3 - 5) / 4":                      "0.5",
		"10/3":                              "3.33",
		"0.1+0.2":                           "0.3",
		"-0.001":                            "0.0",
		" 7 ":                               "7.0",
		"1.":                                "1.0",
	} {
		if got, err := calculate(expression); err != nil || got != want {
			t.Errorf("%s = %s, %v; want %s", expression, got, err, want)
		}
	}
	for _, expression := range []string{"", "1/0", "1/(2-2)", "2**8", "1+", "(1", "1)", "1 2", "1.2.3", ".", "__import__('os')", "1e9", "٣+٣",
		strings.Repeat("(", 30) + "1" + strings.Repeat(")", 30), strings.Repeat("-", 100) + "1", strings.Repeat("1", 201)} {
		if got, err := calculate(expression); err == nil {
			t.Errorf("%q = %s, want an error", expression, got)
		}
	}
	c := open(t, t.TempDir())
	if r := c.call("calculate", `{"expression":"1/0"}`); r.Status != 200 || r.code() != "invalid_expression" {
		t.Errorf("got %d %s", r.Status, r.Body)
	}
}

func TestSeed(t *testing.T) {
	t.Parallel()
	s := seed()
	statuses, locales := map[Status]int{}, map[string]int{}
	for id, o := range s.orders {
		statuses[o.Status]++
		u := s.users[o.UserID]
		if o.PaymentHistory[0].Amount != o.Total() || u.PaymentMethods[o.PaymentHistory[0].PaymentMethodID].ID == "" {
			t.Errorf("%s: paid wrongly: %+v", id, o.PaymentHistory)
		}
		if shipped := o.Status == Processed || o.Status == Delivered; shipped != (len(o.Fulfillments) == 1) {
			t.Errorf("%s is %s with %d parcels", id, o.Status, len(o.Fulfillments))
		}
	}
	for _, c := range Customers() {
		locales[c.Locale]++
		if s.users[c.ID] == nil || len(s.users[c.ID].Orders) == 0 {
			t.Errorf("customer %s has no orders", c.ID)
		}
	}
	if len(s.orders) != len(orderSeeds) || len(s.orders) < 40 || len(s.users) != len(customerSeeds) || locales["uk"] < 10 || locales["en"] < 3 {
		t.Errorf("%d orders, customers %v: a number is used twice, or there are too few", len(s.orders), locales)
	}
	for _, want := range []Status{Pending, Processed, Delivered, Cancelled} {
		if statuses[want] < 5 {
			t.Errorf("only %d orders are %s", statuses[want], want)
		}
	}
	items := 0
	for _, p := range productSeeds {
		for _, v := range p.variants {
			items++
			if len(v.values) != len(p.options) {
				t.Errorf("item %s has %d values for %d options", v.id, len(v.values), len(p.options))
			}
		}
	}
	if len(s.shelf) != items {
		t.Error("an item id is used twice")
	}
	if a, b := fmt.Sprint(s.snapshot()), fmt.Sprint(seed().snapshot()); a != b {
		t.Error("two seeds differ")
	}
}

func TestMoney(t *testing.T) {
	t.Parallel()
	for k, want := range map[Kopiykas]string{0: "0 ₴", 99900: "999 ₴", 1899900: "18 999 ₴", 123456789: "1 234 567,89 ₴", -150050: "-1 500,50 ₴", -12300: "-123 ₴"} {
		if got := strings.ReplaceAll(k.Hryvnias(), "\u00a0", " "); got != want {
			t.Errorf("got %q, want %q", got, want)
		}
		b, err := json.Marshal(k)
		var back Kopiykas
		if err != nil || json.Unmarshal(b, &back) != nil || back != k {
			t.Errorf("%d goes through JSON as %s and comes back as %d", k, b, back)
		}
	}
}
