package normal

import "testing"

func TestSoundsLike(t *testing.T) {
	for latin, words := range map[string][]string{
		"washington":   {"вашингтон", "вашингтонська", "вашингтонську", "вашингтоні"},
		"york":         {"йорк", "йоркську", "йорку"},
		"chicago":      {"чикаго", "чиказька", "чиказьку"},
		"houston":      {"х'юстон", "хьюстонська", "гюстон"},
		"angeles":      {"анджелес", "анджелеську", "анджелесі"},
		"phoenix":      {"фінікс", "фінікська", "феніксі"},
		"seattle":      {"сієтл", "сіетлська"},
		"dallas":       {"даллас", "далласька", "даласі"},
		"denver":       {"денвер", "денверську", "денвері"},
		"diego":        {"дієго"},
		"worth":        {"верт"},
		"philadelphia": {"філадельфія", "філадельфійська"},
		"jacksonville": {"джексонвілл", "джексонвіллі"},
		"indianapolis": {"індіанаполіс", "індіанаполіська"},
		"charlotte":    {"шарлотт", "шарлоттська"},
		"miami":        {"маямі", "маямська"},
		"austin":       {"остін", "остінську"},
		"new":          {"нью"},
		"san":          {"сан"},
		"los":          {"лос"},
		"prague":       {"празька"},
	} {
		for _, w := range words {
			if !SoundsLike(w, latin) {
				t.Errorf("%q is not heard as %q: %s, %s, %v", w, latin, soundOfCyrillic(w), soundOfLatin(latin), beforeSk(w))
			}
		}
	}
	for _, at := range [][2]string{
		{"на", "new"}, {"стара", "austin"}, {"домашня", "denver"}, {"адресу", "dallas"}, {"замовлення", "columbus"}, {"нову", "new"}, {"чорна", "charlotte"},
		{"денверська", "dallas"}, {"мою", "miami"}, {"вашу", "washington"}, {"houston", "houston"}, {"остання", "austin"}, {"останні", "austin"}, {"останню", "austin"},
	} {
		if SoundsLike(at[0], at[1]) {
			t.Errorf("%q is heard as %q", at[0], at[1])
		}
	}
}
