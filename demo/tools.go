package demo

import "github.com/rozmova/rozmova/demo/ledger"

type tool = ledger.Tool[*shop]

type rule = func(*shop, ledger.Call) (any, error)

func reads(name string, params []ledger.Param, run rule) tool {
	return tool{Name: name, Params: params, Run: run}
}

func writes(name string, params []ledger.Param, run rule) tool {
	return tool{Name: name, Writes: true, Params: params, Run: run}
}

func addressed(first string) []ledger.Param {
	return append(ledger.Texts(first, "address1", "city", "country", "zip"), ledger.Optionals("address2", "state")...)
}

func address(c ledger.Call) Address {
	return Address{
		Address1: c.Text("address1"), Address2: c.Text("address2"), City: c.Text("city"),
		Country: c.Text("country"), State: c.Text("state"), Zip: c.Text("zip"),
	}
}

// tools are all that the back end can do, by name.
var tools = []tool{
	reads("find_user_id_by_email", ledger.Texts("email"), func(s *shop, c ledger.Call) (any, error) {
		return s.findUserByEmail(c.Text("email"))
	}),
	reads("find_user_id_by_name_zip", ledger.Texts("first_name", "last_name", "zip"), func(s *shop, c ledger.Call) (any, error) {
		return s.findUserByNameZip(c.Text("first_name"), c.Text("last_name"), c.Text("zip"))
	}),
	reads("get_user_details", ledger.Texts("user_id"), func(s *shop, c ledger.Call) (any, error) {
		return s.user(c.Text("user_id"))
	}),
	reads("get_order_details", ledger.Texts("order_id"), func(s *shop, c ledger.Call) (any, error) {
		return s.order(c.Text("order_id"))
	}),
	reads("get_product_details", ledger.Texts("product_id"), func(s *shop, c ledger.Call) (any, error) {
		return s.product(c.Text("product_id"))
	}),
	reads("get_item_details", ledger.Texts("item_id"), func(s *shop, c ledger.Call) (any, error) {
		return s.item(c.Text("item_id"))
	}),
	reads("list_all_product_types", nil, func(s *shop, _ ledger.Call) (any, error) {
		return s.productTypes()
	}),
	reads("calculate", ledger.Texts("expression"), func(_ *shop, c ledger.Call) (any, error) {
		return calculate(c.Text("expression"))
	}),
	reads("transfer_to_human_agents", ledger.Texts("summary"), func(*shop, ledger.Call) (any, error) {
		return "Transfer successful", nil
	}),
	writes("cancel_pending_order", ledger.Texts("order_id", "reason"), func(s *shop, c ledger.Call) (any, error) {
		return s.cancel(c.Text("order_id"), c.Text("reason"))
	}),
	writes("modify_pending_order_address", addressed("order_id"), func(s *shop, c ledger.Call) (any, error) {
		return s.modifyOrderAddress(c.Text("order_id"), address(c))
	}),
	writes("modify_pending_order_items", swapping, func(s *shop, c ledger.Call) (any, error) {
		return s.modifyItems(c.Text("order_id"), c.List("item_ids"), c.List("new_item_ids"), c.Text("payment_method_id"))
	}),
	writes("modify_pending_order_payment", ledger.Texts("order_id", "payment_method_id"), func(s *shop, c ledger.Call) (any, error) {
		return s.modifyPayment(c.Text("order_id"), c.Text("payment_method_id"))
	}),
	writes("modify_user_address", addressed("user_id"), func(s *shop, c ledger.Call) (any, error) {
		return s.modifyUserAddress(c.Text("user_id"), address(c))
	}),
	writes("return_delivered_order_items", append(ledger.Texts("order_id", "payment_method_id"), ledger.Param{Name: "item_ids", Kind: ledger.List}),
		func(s *shop, c ledger.Call) (any, error) {
			return s.returnItems(c.Text("order_id"), c.List("item_ids"), c.Text("payment_method_id"))
		}),
	writes("exchange_delivered_order_items", swapping, func(s *shop, c ledger.Call) (any, error) {
		return s.exchangeItems(c.Text("order_id"), c.List("item_ids"), c.List("new_item_ids"), c.Text("payment_method_id"))
	}),
}

var swapping = append(ledger.Texts("order_id", "payment_method_id"),
	ledger.Param{Name: "item_ids", Kind: ledger.List}, ledger.Param{Name: "new_item_ids", Kind: ledger.List})
