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

func TestTwoSlips(t *testing.T) {
	for _, c := range []struct {
		a, b string
		want bool
	}{
		{"замволеня", "замовлення", true},
		{"замвленя", "замовлення", true},
		{"інтренетт", "інтернет", true},
		{"повернення", "звернення", false}, // another beginning
		{"оператору", "операція", false},
		{"номрр", "номер", false}, // too short for two
	} {
		if got := twoSlips([]rune(c.a), []rune(c.b)); got != c.want {
			t.Errorf("twoSlips(%q, %q) = %v", c.a, c.b, got)
		}
	}
}

// Fingers slip at the beginning of a short word so seldom that it is another word.
func TestStartsAlike(t *testing.T) {
	for _, c := range []struct {
		a, b string
		want bool
	}{
		{"hell", "sell", false},
		{"oredr", "order", true},
		{"roder", "order", true},
		{"амовлення", "замовлення", true},
	} {
		if got := startsAlike([]rune(c.a), []rune(c.b)); got != c.want {
			t.Errorf("startsAlike(%q, %q) = %v", c.a, c.b, got)
		}
	}
}
