package demo

import (
	"encoding/json"
	"fmt"
	"math"
	"strconv"
	"strings"

	"github.com/rozmova/rozmova/demo/ledger"
)

// Kopiykas is an amount of money: hundredths of a hryvnia. In JSON it is a
// number of hryvnias with two decimals.
type Kopiykas int64

// MarshalJSON writes hryvnias.
func (k Kopiykas) MarshalJSON() ([]byte, error) { return []byte(k.plain()), nil }

// UnmarshalJSON reads hryvnias.
func (k *Kopiykas) UnmarshalJSON(b []byte) error {
	f, err := strconv.ParseFloat(string(b), 64)
	if err != nil || math.Abs(f) > 1e12 {
		return fmt.Errorf("amount of money is not a number: %q", b)
	}
	*k = Kopiykas(math.Round(f * 100))
	return nil
}

func (k Kopiykas) plain() string {
	sign := ""
	if k < 0 {
		sign, k = "-", -k
	}
	return fmt.Sprintf("%s%d.%02d", sign, k/100, k%100)
}

// Hryvnias is the amount for a reader, e.g. "18 999 ₴": thousands apart by a
// no-break space, kopiykas only where there are any.
func (k Kopiykas) Hryvnias() string {
	text, rest := strings.TrimSuffix(k.plain(), ".00"), ""
	if whole, cents, ok := strings.Cut(text, "."); ok {
		text, rest = whole, ","+cents
	}
	for i := len(text) - 3; i > 0 && text[i-1] != '-'; i -= 3 {
		text = text[:i] + "\u00a0" + text[i:]
	}
	return text + rest + "\u00a0₴"
}

// Status is where an order stands.
type Status string

// The statuses of an order. Processed means handed to the carrier.
const (
	Pending           Status = "pending"
	ItemsModified     Status = "pending (item modified)"
	Processed         Status = "processed"
	Delivered         Status = "delivered"
	Cancelled         Status = "cancelled"
	ReturnRequested   Status = "return requested"
	ExchangeRequested Status = "exchange requested"
)

// Address is where an order goes; State is the oblast.
type Address struct {
	Address1 string `json:"address1"`
	Address2 string `json:"address2"`
	City     string `json:"city"`
	Country  string `json:"country"`
	State    string `json:"state"`
	Zip      string `json:"zip"`
}

// Variant is one thing on the shelf: a product with its options chosen.
type Variant struct {
	ItemID    string            `json:"item_id"`
	Options   map[string]string `json:"options"`
	OptionsUK map[string]string `json:"options_uk,omitempty"`
	Available bool              `json:"available"`
	Price     Kopiykas          `json:"price"`
}

// Product is a type of product and its variants by item id.
type Product struct {
	Name      string             `json:"name"`
	NameUK    string             `json:"name_uk,omitempty"`
	ProductID string             `json:"product_id"`
	Variants  map[string]Variant `json:"variants"`
}

// Source says what kind of payment method it is.
type Source string

// The kinds of payment methods.
const (
	GiftCard   Source = "gift_card"
	PayPal     Source = "paypal"
	CreditCard Source = "credit_card"
)

// PaymentMethod is a way to pay; Balance only for gift cards, Brand and
// LastFour only for credit cards.
type PaymentMethod struct {
	Source   Source    `json:"source"`
	ID       string    `json:"id"`
	Balance  *Kopiykas `json:"balance,omitempty"`
	Brand    string    `json:"brand,omitempty"`
	LastFour string    `json:"last_four,omitempty"`
}

// Name is a person's name.
type Name struct {
	FirstName string `json:"first_name"`
	LastName  string `json:"last_name"`
}

// User is a customer of the shop as its back end knows them.
type User struct {
	UserID         string                   `json:"user_id"`
	Name           Name                     `json:"name"`
	Address        Address                  `json:"address"`
	Email          string                   `json:"email"`
	Phone          string                   `json:"phone,omitempty"`
	Locale         string                   `json:"locale,omitempty"`
	PaymentMethods map[string]PaymentMethod `json:"payment_methods"`
	Orders         []string                 `json:"orders"`
}

// Item is a line of an order.
type Item struct {
	Name      string            `json:"name"`
	NameUK    string            `json:"name_uk,omitempty"`
	ProductID string            `json:"product_id"`
	ItemID    string            `json:"item_id"`
	Price     Kopiykas          `json:"price"`
	Options   map[string]string `json:"options"`
	OptionsUK map[string]string `json:"options_uk,omitempty"`
}

// Fulfillment is a parcel: its tracking numbers and what is in it.
type Fulfillment struct {
	TrackingID []string `json:"tracking_id"`
	ItemIDs    []string `json:"item_ids"`
}

// Payment is a line of an order's money: "payment" or "refund".
type Payment struct {
	TransactionType string   `json:"transaction_type"`
	Amount          Kopiykas `json:"amount"`
	PaymentMethodID string   `json:"payment_method_id"`
}

// Order is an order. The optional fields say what was asked for afterwards.
type Order struct {
	OrderID                 string        `json:"order_id"`
	UserID                  string        `json:"user_id"`
	Address                 Address       `json:"address"`
	Items                   []Item        `json:"items"`
	Status                  Status        `json:"status"`
	Fulfillments            []Fulfillment `json:"fulfillments"`
	PaymentHistory          []Payment     `json:"payment_history"`
	CancelReason            *string       `json:"cancel_reason"`
	ExchangeItems           []string      `json:"exchange_items"`
	ExchangeNewItems        []string      `json:"exchange_new_items"`
	ExchangePaymentMethodID *string       `json:"exchange_payment_method_id"`
	ExchangePriceDifference *Kopiykas     `json:"exchange_price_difference"`
	ReturnItems             []string      `json:"return_items"`
	ReturnPaymentMethodID   *string       `json:"return_payment_method_id"`
}

// Total is what the things in the order cost.
func (o Order) Total() Kopiykas {
	var sum Kopiykas
	for _, it := range o.Items {
		sum += it.Price
	}
	return sum
}

// shop is the whole state of the company. Its methods are the business rules;
// they check everything before they change anything, so that a refusal leaves
// no trace. It knows no locks and no clock: Backend holds the one, and nothing
// needs the other.
type shop struct {
	products map[string]*Product
	shelf    map[string]shelved
	users    map[string]*User
	orders   map[string]*Order
}

// shelved is a variant with the product it belongs to.
type shelved struct {
	product *Product
	variant Variant
}

// snapshot is the state as canonical JSON, for comparing two shops.
func (s *shop) snapshot() ([]byte, error) {
	return json.Marshal(map[string]any{"products": s.products, "users": s.users, "orders": s.orders})
}

func refuse(code, format string, a ...any) error { return ledger.Refuse(code, format, a...) }
