package demo

import (
	"fmt"
	"maps"
	"slices"
	"sort"
	"strings"
	"unicode"

	"golang.org/x/text/cases"
	"golang.org/x/text/unicode/norm"

	"github.com/rozmova/rozmova/demo/ledger"
)

// Who and what: the rules that only look.

func (s *shop) findUserByEmail(email string) (string, error) {
	want := folded(email)
	return s.theOne(func(u *User) bool { return folded(u.Email) == want })
}

func (s *shop) findUserByNameZip(first, last, zip string) (string, error) {
	f, l, z := folded(first), folded(last), strings.TrimSpace(zip)
	return s.theOne(func(u *User) bool {
		return folded(u.Name.FirstName) == f && folded(u.Name.LastName) == l && u.Address.Zip == z
	})
}

// theOne refuses to guess between two people who match: the caller would act
// in the name of the wrong one.
func (s *shop) theOne(match func(*User) bool) (string, error) {
	found := ""
	for id, u := range s.users {
		if !match(u) {
			continue
		}
		if found != "" {
			return "", refuse("ambiguous", "More than one user matches")
		}
		found = id
	}
	if found == "" {
		return "", refuse("not_found", "User not found")
	}
	return found, nil
}

func (s *shop) user(id string) (*User, error) {
	if u := s.users[strings.TrimSpace(id)]; u != nil {
		return u, nil
	}
	return nil, refuse("not_found", "User not found")
}

// order finds an order by its number as people write it: with or without the
// hash sign, in either case.
func (s *shop) order(id string) (*Order, error) {
	id = "#" + strings.TrimPrefix(strings.ToUpper(strings.TrimSpace(id)), "#")
	if o := s.orders[id]; o != nil {
		return o, nil
	}
	return nil, refuse("not_found", "Order not found")
}

func (s *shop) product(id string) (*Product, error) {
	if p := s.products[strings.TrimSpace(id)]; p != nil {
		return p, nil
	}
	return nil, refuse("not_found", "Product not found")
}

func (s *shop) item(id string) (Variant, error) {
	if it, ok := s.shelf[strings.TrimSpace(id)]; ok {
		return it.variant, nil
	}
	return Variant{}, refuse("not_found", "Item not found")
}

// productTypes is a JSON object, as a string, of product ids by English name,
// spaced for people to read.
func (s *shop) productTypes() (string, error) {
	ids := make(map[string]string, len(s.products))
	for id, p := range s.products {
		ids[p.Name] = id
		if p.NameUK != "" {
			ids[p.NameUK] = id
		}
	}
	entries := make([]string, 0, len(ids))
	for _, name := range slices.Sorted(maps.Keys(ids)) {
		key, err := ledger.Encode(name)
		if err != nil {
			return "", fmt.Errorf("list product types: %w", err)
		}
		id, err := ledger.Encode(ids[name])
		if err != nil {
			return "", fmt.Errorf("list product types: %w", err)
		}
		entries = append(entries, string(key)+": "+string(id))
	}
	return "{" + strings.Join(entries, ", ") + "}", nil
}

// paymentMethod finds a method of the order's owner.
func (s *shop) paymentMethod(o *Order, id string) (*User, PaymentMethod, error) {
	u, err := s.user(o.UserID)
	if err != nil {
		return nil, PaymentMethod{}, err
	}
	m, ok := u.PaymentMethods[strings.TrimSpace(id)]
	if !ok {
		return nil, PaymentMethod{}, refuse("payment_method_not_found", "Payment method not found")
	}
	return u, m, nil
}

// folded is text as two spellings of one name agree in: case, composed or
// decomposed letters, outer spaces and the several apostrophes of Ukrainian.
func folded(s string) string {
	s = cases.Fold().String(norm.NFC.String(s))
	s = strings.Map(func(r rune) rune {
		switch r {
		case '’', 'ʼ', '`', '′', '‘':
			return '\''
		}
		if unicode.Is(unicode.Cf, r) {
			return -1
		}
		return r
	}, s)
	return strings.Join(strings.Fields(s), " ")
}

func sortedCopy(ids []string) []string {
	out := append([]string{}, ids...)
	sort.Strings(out)
	return out
}
