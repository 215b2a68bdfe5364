package understand

import "testing"

func TestOneSlip(t *testing.T) {
	for _, c := range []struct {
		a, b string
		want bool
	}{
		{"ordr", "order", true},
		{"oorder", "order", true},
		{"orfer", "order", true},
		{"ordre", "order", true},
		{"замовлння", "замовлення", true},
		{"order", "order", false},
		{"odrre", "order", false},
		{"ordering", "order", false},
		{"a", "", true},
	} {
		if got := oneSlip([]rune(c.a), []rune(c.b)); got != c.want {
			t.Errorf("oneSlip(%q, %q) = %v", c.a, c.b, got)
		}
		if got := oneSlip([]rune(c.b), []rune(c.a)); got != c.want {
			t.Errorf("oneSlip(%q, %q) = %v", c.b, c.a, got)
		}
	}
}
