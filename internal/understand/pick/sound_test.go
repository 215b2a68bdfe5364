package pick

import (
	"slices"
	"testing"
)

// People say the head of a compound: «чайник» for «Електрочайник».
func TestHeadsOfCompounds(t *testing.T) {
	q := Question{Many: true, Lang: "uk", Options: []Option{
		{ID: "1", Names: []string{"Електрочайник"}, Facets: map[string]string{"матеріал": "пластик"}},
		{ID: "2", Names: []string{"Смартгодинник"}, Facets: map[string]string{"колір": "чорний"}},
		{ID: "3", Names: []string{"Навушники-вкладиші"}, Facets: map[string]string{"колір": "білий"}},
	}}
	for text, want := range map[string][]int{
		"поміняйте чайник на сталевий": {0}, "годинник": {1}, "чайника й годинника": {0, 1}, "поверніть мій годинник": {1}, "електрочайник": {0}, "вкладиші": {2},
	} {
		if a := Pick(text, q); !slices.Equal(a.Chosen, want) {
			t.Errorf("%q: %+v, want %v", text, a, want)
		}
	}
	q.Options = append(q.Options, Option{ID: "4", Names: []string{"Годинник"}, Facets: map[string]string{"колір": "білий"}})
	if a := Pick("годинник", q); !slices.Equal(a.Chosen, []int{3}) {
		t.Errorf("the clock that is called so: %+v", a)
	}
}
