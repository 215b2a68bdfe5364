package pick

import (
	"slices"
	"testing"
)

func TestMany(t *testing.T) {
	rank := func(x float64) *float64 { return &x }
	q := Question{Many: true, Options: []Option{
		{ID: "7000000001", Names: []string{"Настільна лампа, 900 грн", "Desk Lamp", "Настільна лампа"}, Facets: map[string]string{"color": "black"}, Rank: rank(30)},
		{ID: "7000000002", Names: []string{"LED Light Bulb", "Світлодіодна лампочка"}, Facets: map[string]string{"color temperature": "warm white"}, Rank: rank(5)},
		{ID: "7000000003", Names: []string{"T-Shirt", "Футболка"}, Facets: map[string]string{"color": "black", "size": "M"}, Rank: rank(20)},
		{ID: "7000000004", Names: []string{"T-Shirt", "Футболка"}, Facets: map[string]string{"color": "red", "size": "M"}, Rank: rank(22)},
		{ID: "7000000005", Names: []string{"Mechanical Keyboard", "Механічна клавіатура"}, Facets: map[string]string{"backlight": "RGB"}, Rank: rank(100)},
		{ID: "7000000006", Names: []string{"Gaming Mouse", "Ігрова мишка"}, Facets: map[string]string{"connectivity": "wired"}, Rank: rank(50)},
		{ID: "7000000007", Names: []string{"Action Camera, SD card", "Action Camera", "Камера"}, Facets: map[string]string{"storage": "SD card"}, Rank: rank(20)},
	}}
	for _, at := range []struct {
		text   string
		chosen []int
		narrow []int
	}{
		{"the lamp and the keyboard", []int{0, 4}, nil},
		{"лампу і лампочку", []int{0, 1}, nil},
		{"клавіатуру та мишку, будь ласка", []int{4, 5}, nil},
		{"everything", []int{0, 1, 2, 3, 4, 5, 6}, nil},
		{"all of them", []int{0, 1, 2, 3, 4, 5, 6}, nil},
		{"усе", []int{0, 1, 2, 3, 4, 5, 6}, nil},
		{"everything except the keyboard and the mouse", []int{0, 1, 2, 3, 6}, nil},
		{"усе, крім клавіатури й мишки", []int{0, 1, 2, 3, 6}, nil},
		{"усе окрім лампи", []int{1, 2, 3, 4, 5, 6}, nil},
		{"both t-shirts", []int{2, 3}, nil},
		{"the t-shirts", []int{2, 3}, nil},
		{"two t-shirts and the lamp", []int{2, 3, 0}, nil},
		{"обидві футболки", []int{2, 3}, nil},
		{"the red t-shirt", []int{3}, nil},
		{"червону футболку", []int{3}, nil},
		{"the black t-shirt and the lamp", []int{2, 0}, nil},
		{"a t-shirt", nil, []int{2, 3}},
		{"футболку", nil, []int{2, 3}},
		{"the keyboard, not the mouse", []int{4}, nil},
		{"7000000002", []int{1}, nil},
		{"exchange the lamp for a less bright one, and the keyboard for one with white backlight", []int{0, 4}, nil},
		{"Хочу обміняти лампу на чорну, а мишку на бездротову", []int{0, 5}, nil},
		{"All right. That's more than $30. Return just the keyboard, please", []int{4}, nil},
		{"the lamp should be silver", []int{0}, nil},
		{"the black one and the wired one", nil, []int{0, 2, 5}},
		{"no, not the whole order", nil, nil},
		{"the fridge", nil, nil},
		{"the fridge except the lamp", nil, nil},
		{"холодильник", nil, nil},
		{"не знаю", nil, nil},
		{"the most expensive t-shirt", []int{3}, nil},
		{"the cheaper t-shirt", []int{2}, nil},
		{"поверніть краще дорожчу футболку", []int{3}, nil},
		{"я передумала, краще дешевшу футболку", []int{2}, nil},
		{"I'd rather return the cheaper t-shirt", []int{2}, nil},
		{"I have got two t-shirts and want to return the more expensive one", []int{3}, nil},
		{"the one with the SD card", []int{6}, nil},
		{"the lamp, and the money on my credit card", []int{0}, nil},
		{"I am returning the lamp. To the gift card", []int{0}, nil},
		{"no, not the whole order", nil, nil},
	} {
		a := Pick(at.text, q)
		if !slices.Equal(a.Chosen, at.chosen) || !slices.Equal(a.Narrow, at.narrow) {
			t.Errorf("%q: chosen %v narrow %v, want %v %v", at.text, a.Chosen, a.Narrow, at.chosen, at.narrow)
		}
	}
}

// A question about the things is about those that it names.
func TestAskedAbout(t *testing.T) {
	rank := func(x float64) *float64 { return &x }
	q := Question{Many: true, Asked: true, Options: []Option{
		{ID: "7000000001", Names: []string{"Desk Lamp", "лампа"}, Facets: map[string]string{"color": "black"}, Rank: rank(30)},
		{ID: "7000000002", Names: []string{"Action Camera", "камера"}, Facets: map[string]string{"color": "silver"}, Rank: rank(300)},
		{ID: "7000000003", Names: []string{"T-Shirt", "футболка"}, Facets: map[string]string{"color": "black"}, Rank: rank(20)},
	}}
	for text, want := range map[string][]int{
		"What's the most expensive item in it, and what does it cost?": {1},
		"which thing in that order was the cheapest one?":              {2},
		"Яка річ у цьому замовленні найдорожча?":                       {1},
		"what is the lamp made of?":                                    {0},
		"what can you tell me?":                                        nil,
	} {
		if a := Pick(text, q); !slices.Equal(a.Chosen, want) {
			t.Errorf("%q: %+v, want %v", text, a, want)
		}
	}
	q.Asked = false
	if a := Pick("what is the lamp made of?", q); !a.None() {
		t.Errorf("a question in passing: %+v", a)
	}
}

func TestTheOnlyOneIsNamed(t *testing.T) {
	q := Question{Many: true, Lang: "en", Options: []Option{{ID: "1", Names: []string{"Desk Lamp"}, Facets: map[string]string{"color": "black"}}}}
	if a := Pick("the desk lamp", q); !slices.Equal(a.Chosen, []int{0}) {
		t.Errorf("the lamp: %+v", a)
	}
	if a := Pick("the kettle", q); !a.None() {
		t.Errorf("the kettle: %+v", a)
	}
}

// An answer that is no thing at all has no price, and does not keep the others
// from being compared.
func TestExtremesBesideNoThing(t *testing.T) {
	rank := func(x float64) *float64 { return &x }
	q := Question{Lang: "en", Options: []Option{
		{ID: "1", Facets: map[string]string{"capacity": "500ml"}, Rank: rank(20)},
		{ID: "2", Facets: map[string]string{"capacity": "1000ml"}, Rank: rank(10)},
		{ID: "keep", Names: []string{"Leave it as it is"}},
	}}
	rest := q
	rest.Options = append([]Option{}, q.Options...)
	rest.Options[2].Rank = rank(5) // it has a price where it is the one at hand
	for text, want := range map[string]int{"the cheapest one": 2, "найдешевший": 2, "the most expensive one": 0, "the biggest one": 1, "under $15": 1} {
		if a := Pick(text, rest); !slices.Equal(a.Chosen, []int{want}) {
			t.Errorf("%q, the one at hand being the cheapest: %+v, want %d", text, a, want)
		}
	}
	for text, want := range map[string]int{"the cheapest one": 1, "the most expensive one": 0, "the biggest one": 1, "leave it as it is": 2} {
		if a := Pick(text, q); !slices.Equal(a.Chosen, []int{want}) {
			t.Errorf("%q: %+v, want %d", text, a, want)
		}
	}
}

// Of two backpacks one is the bigger, whatever sizes other things on the list have.
func TestAmong(t *testing.T) {
	rank := func(x float64) *float64 { return &x }
	boots := Option{ID: "boots", Names: []string{"Hiking Boots", "Черевики"}, Facets: map[string]string{"size": "12", "material": "synthetic"}, Rank: rank(241)}
	packs := []Option{
		{ID: "laptop", Names: []string{"Backpack", "Рюкзак"}, Facets: map[string]string{"size": "medium", "compartment": "laptop"}, Rank: rank(218)},
		{ID: "hydration", Names: []string{"Backpack", "Рюкзак"}, Facets: map[string]string{"size": "large", "compartment": "hydration"}, Rank: rank(212)},
	}
	narrowed := boots
	narrowed.Aside = true
	for _, at := range []struct {
		text    string
		options []Option
		want    []int
	}{
		{"the bigger one", append(packs, narrowed), []int{1}},
		{"більший", append(packs, narrowed), []int{1}},
		{"the cheaper one", append(packs, narrowed), []int{1}},
		{"the smaller backpack", append(packs, boots), []int{0}},
		{"більший рюкзак", append(packs, boots), []int{1}},
		{"the bigger one", append(packs, boots), nil}, // of what?
	} {
		if got := Pick(at.text, Question{Many: true, Options: at.options}).Chosen; !slices.Equal(got, at.want) {
			t.Errorf("%q: %v, want %v", at.text, got, at.want)
		}
	}
}
