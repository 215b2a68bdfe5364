package telecom

import (
	"net/mail"
	"regexp"
	"strings"
	"time"

	"github.com/rozmova/rozmova/demo/ledger"
)

// The details of a customer that can be changed, and how.
var personal = []struct {
	name  string
	check func(string) bool
	set   func(*Customer, string)
}{
	{"full_name", spoken, func(c *Customer, v string) { c.FullName = v }},
	{"email", isEmail, func(c *Customer, v string) { c.Email = v }},
	{"phone_number", func(v string) bool { return len(digits(v)) >= 7 && len(digits(v)) <= 15 }, func(c *Customer, v string) { c.PhoneNumber = international(v, c.PhoneNumber) }},
	{"street", spoken, func(c *Customer, v string) { c.Address.Street = v }},
	{"city", spoken, func(c *Customer, v string) { c.Address.City = v }},
	{"state", func(string) bool { return true }, func(c *Customer, v string) { c.Address.State = v }},
	{"zip_code", regexp.MustCompile(`^[0-9A-Za-z][0-9A-Za-z -]{2,9}$`).MatchString, func(c *Customer, v string) { c.Address.ZipCode = v }},
}

// international is a number as the operator writes it: Ukrainian ones with the
// country's code, however they were given.
func international(number, before string) string {
	if d := digits(number); len(d) == 10 && d[0] == '0' && strings.HasPrefix(before, "+380") {
		return "+38" + d
	}
	return number
}

func spoken(v string) bool { return v != "" && len(v) <= 200 }

func isEmail(v string) bool {
	a, err := mail.ParseAddress(v)
	return err == nil && a.Address == v && len(v) <= 200
}

// update changes the personal details that were given.
func (o *operator) update(customerID string, call ledger.Call) (any, error) {
	c, err := o.customer(customerID)
	if err != nil {
		return nil, err
	}
	given := 0
	for _, p := range personal {
		if !call.Has(p.name) {
			continue
		}
		if given++; !p.check(strings.TrimSpace(call.Text(p.name))) {
			return nil, ledger.Refuse("invalid_"+p.name, "The %s is not valid", strings.ReplaceAll(p.name, "_", " "))
		}
	}
	if given == 0 {
		return nil, ledger.Refuse("nothing_to_change", "Nothing to change was given")
	}
	for _, p := range personal {
		if call.Has(p.name) {
			p.set(c, strings.TrimSpace(call.Text(p.name)))
		}
	}
	return c, nil
}

// resetLink is how long the link of a password reset can be used.
const resetLink = time.Hour

// sentLink is the answer to resetPassword: where the link went, masked.
type sentLink struct {
	Message   string `json:"message"`
	SentTo    string `json:"sent_to"`
	ExpiresAt string `json:"expires_at"`
}

// resetPassword sends the customer a link by which they choose a new password
// themselves. The demo's post goes nowhere; the ledger keeps that it was sent.
func (o *operator) resetPassword(customerID string, at time.Time) (any, error) {
	c, err := o.customer(customerID)
	if err != nil {
		return nil, err
	}
	if !isEmail(c.Email) {
		return nil, ledger.Refuse("no_email", "Customer %s has no e-mail address", customerID)
	}
	return sentLink{"A link to choose a new password was sent", masked(c.Email), at.Add(resetLink).UTC().Format(time.RFC3339)}, nil
}

// masked shows whose address it is to those who know it, and to nobody else.
func masked(email string) string {
	name, domain, _ := strings.Cut(email, "@")
	for i, r := range name {
		if i == 0 {
			return string(r) + "•••@" + domain
		}
	}
	return "•••@" + domain
}

// setPaymentMethod is the payment provider's word that a customer has put in a
// card: the first method from now on.
func (o *operator) setPaymentMethod(customerID string, m PaymentMethod) (any, error) {
	c, err := o.customer(customerID)
	if err != nil {
		return nil, err
	}
	if len(digits(m.AccountNumberLast4)) != 4 || m.Token == "" {
		return nil, ledger.Refuse("invalid_method", "The payment method is not whole")
	}
	keep := c.PaymentMethods
	if len(keep) > 4 {
		keep = keep[:4]
	}
	c.PaymentMethods = append([]PaymentMethod{m}, keep...)
	return "Payment method stored", nil
}
