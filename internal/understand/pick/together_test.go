package pick

import (
	"slices"
	"testing"
)

func TestTogether(t *testing.T) {
	thing := func(id, group, name, uk, color string) Option {
		return Option{ID: id, Group: group, Names: []string{name + ", " + color, name, uk}, Facets: map[string]string{"color": color}}
	}
	q := Question{Many: true, Options: []Option{
		thing("7000000001", "#1", "Desk Lamp", "лампа", "silver"),
		thing("7000000002", "#1", "Backpack", "рюкзак", "navy"),
		thing("7000000003", "#2", "Backpack", "рюкзак", "green"),
		thing("7000000004", "#2", "Bookshelf", "полиця", "black"),
		thing("7000000005", "#2", "Jigsaw Puzzle", "пазл", "art"),
		thing("7000000006", "#3", "Bookshelf", "полиця", "white"),
		thing("7000000007", "#3", "Vacuum Cleaner", "пилосос", "grey"),
		thing("7000000008", "#3", "Backpack", "рюкзак", "brown"),
	}}
	for _, at := range []struct {
		text   string
		chosen []int
		narrow []int
	}{
		{"the lamp and the backpack", []int{0, 1}, nil},
		{"рюкзак і лампу", []int{1, 0}, nil},
		{"the bookshelf and the puzzle, they came in the same order", []int{3, 4}, nil},
		{"I want to send back the bookshelf", nil, []int{3, 5}},
		{"полицю та рюкзак", nil, []int{3, 5, 1, 2, 7}},
		{"the backpack that came with the vacuum cleaner", []int{7}, nil},
		{"I'd like to return the backpack from the order with the lamp", []int{1}, nil},
		{"рюкзак із замовлення, де пилосос", []int{7}, nil},
		{"рюкзак, який прийшов разом із лампою", []int{1}, nil},
		{"полицю з того самого замовлення, що й пазл", []int{3}, nil},
		{"everything from the order with the puzzle", []int{2, 3, 4}, nil},
		{"усе із замовлення з лампою", []int{0, 1}, nil},
		{"both bookshelves and the lamp", []int{3, 5, 0}, nil},
		{"the lamp and the backpack, they are from different orders", nil, []int{0, 1, 2, 7}},
		{"the order with the vacuum cleaner", []int{6}, nil},
		{"the white bookshelf and the backpack", []int{5, 7}, nil},
	} {
		a := Pick(at.text, q)
		if at.narrow != nil {
			slices.Sort(a.Narrow)
			slices.Sort(at.narrow)
		}
		if !slices.Equal(a.Chosen, at.chosen) || !slices.Equal(a.Narrow, at.narrow) {
			t.Errorf("%q: chosen %v narrow %v, want %v %v", at.text, a.Chosen, a.Narrow, at.chosen, at.narrow)
		}
	}
}

// Of what is left to choose from, one order has two.
func TestBothOfOneGroup(t *testing.T) {
	q := Question{Many: true, Options: []Option{
		{ID: "7000000001", Group: "#1", Names: []string{"Bicycle", "велосипед"}},
		{ID: "7000000002", Group: "#1", Names: []string{"Jigsaw Puzzle", "пазл"}},
		{ID: "7000000003", Group: "#2", Names: []string{"Jigsaw Puzzle", "пазл"}},
		{ID: "7000000004", Group: "#2", Names: []string{"Desk Lamp", "лампа"}, Aside: true},
	}}
	for _, text := range []string{"both from the same order", "Both from the same order, the one with the bicycle", "обидва з одного замовлення", "the bicycle and the puzzle"} {
		if a := Pick(text, q); !slices.Equal(a.Chosen, []int{0, 1}) {
			t.Errorf("%q: %+v", text, a)
		}
	}
	if a := Pick("пазл із замовлення з лампою", q); !slices.Equal(a.Chosen, []int{2}) {
		t.Errorf("the puzzle that came with the lamp: %+v", a)
	}
}
