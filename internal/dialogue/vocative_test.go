package dialogue

import "testing"

func TestVocativeIsUkrainian(t *testing.T) {
	f := &format{}
	for _, at := range []struct {
		lang string
		name any
		want string
	}{{"uk", "Олена", "Олено"}, {"uk", "Ethan", "Ethan"}, {"en", "Олена", "Олена"}, {"uk", nil, ""}, {"uk", 5.0, ""}} {
		if got := f.vocative(at.lang, at.name); got != at.want {
			t.Errorf("%s %v: %q, want %q", at.lang, at.name, got, at.want)
		}
	}
}
