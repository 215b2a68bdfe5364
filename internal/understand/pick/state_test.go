package pick

import (
	"slices"
	"testing"
)

// Two pairs of boots, one on the shelf at home, one not sent yet: how their
// orders stand tells them apart, whatever the words.
func TestHowOrdersStand(t *testing.T) {
	for lang, status := range map[string][3]string{"uk": {"готується", "отримано", "у дорозі"}, "en": {"pending", "received", "on its way"}} {
		q := Question{Many: true, Lang: lang, Options: []Option{
			{ID: "o0-1", Names: []string{"Hiking Boots", "черевики"}, Facets: map[string]string{"size": "10", "status": status[0]}},
			{ID: "o1-2", Names: []string{"Hiking Boots", "черевики"}, Facets: map[string]string{"size": "9", "status": status[1]}},
			{ID: "o2-3", Names: []string{"Hiking Boots", "черевики"}, Facets: map[string]string{"size": "8", "status": status[2]}},
			{ID: "o1-4", Names: []string{"Grill", "гриль"}, Facets: map[string]string{"size": "medium", "status": status[1]}},
		}}
		for text, want := range map[string][]int{
			"черевики, яких ви ще не відправили":                                              {0},
			"черевики із замовлення, яке досі не відправлене":                                 {0},
			"ті черевики, що я щойно замовив":                                                 {0},
			"черевики, які щойно замовила, на розмір 8":                                       {0},
			"невідправлені черевики":                                                          {0},
			"черевики з нового замовлення":                                                    {0},
			"черевики, що вже приїхали":                                                       {1},
			"черевики, які я отримала":                                                        {1},
			"черевики, що вже маю вдома":                                                      {1},
			"черевики, які вже в дорозі":                                                      {2},
			"поміняйте черевики, які не надіслали, на більші":                                 {0},
			"the boots that haven't been shipped yet":                                         {0},
			"the boots I just ordered":                                                        {0},
			"the boots from the new order":                                                    {0},
			"the hiking boots in my pending order":                                            {0},
			"the boots I already have":                                                        {1},
			"the boots that arrived":                                                          {1},
			"the boots that were delivered":                                                   {1},
			"the boots on the way":                                                            {2},
			"change the boots I just ordered to the same kind as the ones I already received": {0},
			"змініть черевики, які щойно замовив, на такі самі, як мені привезли": {0},
			"усе, що вже привезли":       {1, 3},
			"everything I have received": {1, 3},
		} {
			if a := Pick(text, q); !slices.Equal(a.Chosen, want) {
				t.Errorf("%s %q: %+v, want %v", lang, text, a, want)
			}
		}
	}
}

// The properties of a thing in another order are a wish.
func TestTheSameAsElsewhere(t *testing.T) {
	q := Question{Like: map[string]string{"type": "gas", "size": "portable"}, Options: []Option{
		{ID: "1", Facets: map[string]string{"type": "electric", "size": "portable"}},
		{ID: "2", Names: []string{"такий, як я вже отримав", "такий, як в іншому замовленні"}, Facets: map[string]string{"type": "charcoal", "size": "medium"}},
		{ID: "3", Facets: map[string]string{"type": "charcoal", "size": "portable"}},
		{ID: "keep", Names: []string{"Залишити як є", "Leave it as it is"}},
	}}
	for _, text := range []string{
		"такий самий, як той, що вже маю", "такий, як мені вже привезли", "як той, що в іншому замовленні", "той самий, що я отримав минулого разу",
		"the same as the grill I already have from the other order", "the same kind as the one I've already received", "just like the one in my other order",
	} {
		if a := Pick(text, q); !slices.Equal(a.Chosen, []int{1}) {
			t.Errorf("%q: %+v", text, a)
		}
	}
	for _, text := range []string{"залишити як є", "leave it as it is"} {
		if a := Pick(text, q); !slices.Equal(a.Chosen, []int{3}) {
			t.Errorf("%q: %+v", text, a)
		}
	}
	q.Options[1].Names = nil
	for _, text := range []string{"такий самий, як той, що вже маю", "the same as the one in my other order"} {
		if a := Pick(text, q); len(a.Chosen) > 0 {
			t.Errorf("%q though there is none: %+v", text, a)
		}
	}
}

// Places with Latin names, said in Ukrainian.
func TestPlacesInUkrainian(t *testing.T) {
	q := Question{Many: true, Lang: "uk", Options: []Option{
		{ID: "#W1000001", Names: []string{"New York", "NY", "Desk Lamp"}},
		{ID: "#W1000002", Names: []string{"Los Angeles", "CA", "Tea Kettle"}},
		{ID: "#W1000003", Names: []string{"Chicago", "IL", "Water Bottle"}},
		{ID: "#W1000004", Names: []string{"San Diego", "CA", "Backpack"}},
	}}
	for text, want := range map[string][]int{
		"те, що їде до Лос-Анджелеса":          {1},
		"нью-йоркське":                         {0},
		"чиказьке й сан-дієгівське":            {2, 3},
		"те що поїхало в Чикаго":               {2},
		"замовлення на лос-анджелеську адресу": {1},
		"усі, крім нью-йоркського":             {1, 2, 3},
	} {
		if a := Pick(text, q); !slices.Equal(a.Chosen, want) {
			t.Errorf("%q: %+v, want %v", text, a, want)
		}
	}
}
