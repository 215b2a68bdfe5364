package semantic

import (
	"math"
	"strings"
	"testing"
)

func meant(text string) []float32 {
	var pieces []Piece
	for w := range strings.FieldsSeq(text) {
		pieces = Pieces(pieces, w)
	}
	out := make([]float32, SentenceWidth)
	Sentence(out, pieces)
	return out
}

func alike(a, b []float32) float64 {
	var ab, aa, bb float64
	for i := range a {
		ab += float64(a[i]) * float64(b[i])
		aa += float64(a[i]) * float64(a[i])
		bb += float64(b[i]) * float64(b[i])
	}
	return ab / math.Sqrt(aa*bb)
}

// What a sentence means lies in its words together: others may say the same, the same ones something else.
func TestSentencesAlike(t *testing.T) {
	for _, c := range [][3]string{
		{"what is the weather like tomorrow", "will it rain in the morning", "what is the meaning of life"},
		{"my card was stolen", "someone took my wallet with my debit card in it", "my card has arrived"},
		{"please cancel my reservation", "call off the booking that i made", "are reservations needed at this place"},
		{"how do i change my pin", "i want to set a new code for my card", "how do i change a tire"},
	} {
		near, far := alike(meant(c[0]), meant(c[1])), alike(meant(c[0]), meant(c[2]))
		if near <= far {
			t.Errorf("%q: %.2f like %q, %.2f like %q", c[0], near, c[1], far, c[2])
		}
	}
}

// The order of words counts.
func TestOrderOfWords(t *testing.T) {
	a, b := meant("transfer money from savings to checking"), meant("transfer money from checking to savings")
	if got := alike(a, b); got > 0.9999 || got < 0.5 {
		t.Errorf("two directions are %.4f alike", got)
	}
}

func TestSentenceOfAnyLength(t *testing.T) {
	for i, x := range meant("") {
		if x != 0 {
			t.Fatalf("nothing means %v at %d", x, i)
		}
	}
	long := strings.Repeat("where is my order ", 50)
	for n := range 60 {
		words := strings.Fields(long)[:n]
		var sum float64
		for _, x := range meant(strings.Join(words, " ")) {
			sum += float64(x) * float64(x)
		}
		if math.IsNaN(sum) || math.IsInf(sum, 0) || (sum == 0) != (n == 0) {
			t.Fatalf("%d words have the square %v", n, sum)
		}
	}
	// What is read of a long one does not depend on what is not.
	if alike(meant(long), meant(long+" and my parcel")) < 0.999999 {
		t.Error("words beyond the limit are read")
	}
}

// Two at once do not disturb each other, and the one before leaves nothing behind.
func TestSentenceAlwaysTheSame(t *testing.T) {
	want := meant("де моє замовлення")
	meant(strings.Repeat("a much longer sentence was read before ", 9))
	done := make(chan bool)
	for range 4 {
		go func() {
			same := true
			for range 50 {
				for i, x := range meant("де моє замовлення") {
					same = same && x == want[i]
				}
			}
			done <- same
		}()
	}
	for range 4 {
		if !<-done {
			t.Error("the same sentence was read otherwise")
		}
	}
}

// Table and layer together keep to the limit of the binary's growth.
func TestBytes(t *testing.T) {
	if got := Bytes() + LayerBytes(); got > 15_000_000 {
		t.Errorf("%d bytes", got)
	}
}

func BenchmarkSentence(b *testing.B) {
	var pieces []Piece
	for w := range strings.FieldsSeq("i would like to know where my order is please") {
		pieces = Pieces(pieces, w)
	}
	out := make([]float32, SentenceWidth)
	for b.Loop() {
		Sentence(out, pieces)
	}
}
