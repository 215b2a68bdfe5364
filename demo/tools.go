package demo

// tool is one entry of the binding: its parameters and the rule behind it.
type tool struct {
	name   string
	writes bool // performed writes go to the ledger and need an Idempotency-Key
	params []param
	run    func(*shop, args) (any, error)
}

// param is a parameter; all are required except the optional ones.
type param struct {
	name     string
	list     bool // a list of strings instead of a string
	optional bool
}

// args are arguments already checked against the tool's parameters.
type args struct {
	text map[string]string
	list map[string][]string
}

func text(names ...string) []param {
	out := make([]param, len(names))
	for i, n := range names {
		out[i] = param{name: n}
	}
	return out
}

func addressed(first string) []param {
	return append(text(first, "address1", "city", "country", "zip"),
		param{name: "address2", optional: true}, param{name: "state", optional: true})
}

func (a args) address() Address {
	return Address{
		Address1: a.text["address1"], Address2: a.text["address2"], City: a.text["city"],
		Country: a.text["country"], State: a.text["state"], Zip: a.text["zip"],
	}
}

// tools are all that the back end can do, by name.
var tools = byName(
	tool{"find_user_id_by_email", false, text("email"), func(s *shop, a args) (any, error) {
		return s.findUserByEmail(a.text["email"])
	}},
	tool{"find_user_id_by_name_zip", false, text("first_name", "last_name", "zip"), func(s *shop, a args) (any, error) {
		return s.findUserByNameZip(a.text["first_name"], a.text["last_name"], a.text["zip"])
	}},
	tool{"get_user_details", false, text("user_id"), func(s *shop, a args) (any, error) {
		return s.user(a.text["user_id"])
	}},
	tool{"get_order_details", false, text("order_id"), func(s *shop, a args) (any, error) {
		return s.order(a.text["order_id"])
	}},
	tool{"get_product_details", false, text("product_id"), func(s *shop, a args) (any, error) {
		return s.product(a.text["product_id"])
	}},
	tool{"get_item_details", false, text("item_id"), func(s *shop, a args) (any, error) {
		return s.item(a.text["item_id"])
	}},
	tool{"list_all_product_types", false, nil, func(s *shop, _ args) (any, error) {
		return s.productTypes()
	}},
	tool{"calculate", false, text("expression"), func(_ *shop, a args) (any, error) {
		return calculate(a.text["expression"])
	}},
	tool{"transfer_to_human_agents", false, text("summary"), func(*shop, args) (any, error) {
		return "Transfer successful", nil
	}},
	tool{"cancel_pending_order", true, text("order_id", "reason"), func(s *shop, a args) (any, error) {
		return s.cancel(a.text["order_id"], a.text["reason"])
	}},
	tool{"modify_pending_order_address", true, addressed("order_id"), func(s *shop, a args) (any, error) {
		return s.modifyOrderAddress(a.text["order_id"], a.address())
	}},
	tool{"modify_pending_order_items", true, swapping, func(s *shop, a args) (any, error) {
		return s.modifyItems(a.text["order_id"], a.list["item_ids"], a.list["new_item_ids"], a.text["payment_method_id"])
	}},
	tool{"modify_pending_order_payment", true, text("order_id", "payment_method_id"), func(s *shop, a args) (any, error) {
		return s.modifyPayment(a.text["order_id"], a.text["payment_method_id"])
	}},
	tool{"modify_user_address", true, addressed("user_id"), func(s *shop, a args) (any, error) {
		return s.modifyUserAddress(a.text["user_id"], a.address())
	}},
	tool{"return_delivered_order_items", true, append(text("order_id", "payment_method_id"), param{name: "item_ids", list: true}),
		func(s *shop, a args) (any, error) {
			return s.returnItems(a.text["order_id"], a.list["item_ids"], a.text["payment_method_id"])
		}},
	tool{"exchange_delivered_order_items", true, swapping, func(s *shop, a args) (any, error) {
		return s.exchangeItems(a.text["order_id"], a.list["item_ids"], a.list["new_item_ids"], a.text["payment_method_id"])
	}},
)

var swapping = append(text("order_id", "payment_method_id"),
	param{name: "item_ids", list: true}, param{name: "new_item_ids", list: true})

func byName(ts ...tool) map[string]*tool {
	m := make(map[string]*tool, len(ts))
	for i := range ts {
		m[ts[i].name] = &ts[i]
	}
	return m
}
