package understand

import "testing"

// One sign may be several words as it is read; no place within it is a cut.
func TestCutsOfSignsThatAreSeveralWords(t *testing.T) {
	for text, want := range map[string]int{
		"Aᛮ¼?A?A":     0,
		"½ ½ ½ ½ ½ ½": 0,
		"скасуйте замовлення, ¼ поверніть, а чайник обміняйте": 2,
	} {
		if got := cutsOf(text, "uk"); len(got) != want {
			t.Errorf("%q is cut at %v, want %d cuts", text, got, want)
		}
	}
}
