package semantic

import (
	"math"
	"strings"
	"testing"
	"unicode/utf8"
)

func vector(word string) []float64 {
	sum := make([]float32, Width)
	for _, p := range Pieces(nil, word) {
		p.AddTo(sum, 1)
	}
	out := make([]float64, Width)
	for i, x := range sum {
		out[i] = float64(x)
	}
	return out
}

func cosine(a, b string) float64 {
	x, y := vector(a), vector(b)
	var xy, xx, yy float64
	for i := range x {
		xy += x[i] * y[i]
		xx += x[i] * x[i]
		yy += y[i] * y[i]
	}
	return xy / math.Sqrt(xx*yy)
}

// Words that mean alike are nearer than words that do not, within a language and across.
func TestAlike(t *testing.T) {
	for _, c := range [][3]string{
		{"purchase", "buy", "weather"}, {"refund", "reimbursement", "music"}, {"parcel", "package", "doctor"},
		{"доставка", "посилка", "погода"}, {"гроші", "кошти", "музика"}, {"телефон", "смартфон", "молоко"},
		{"доставка", "delivery", "weather"}, {"гроші", "money", "music"}, {"доставка", "доставки", "погода"},
		{"деньги", "гроші", "погода"}, {"заказ", "замовлення", "музика"},
	} {
		if near, far := cosine(c[0], c[1]), cosine(c[0], c[2]); near <= far {
			t.Errorf("%s: %s %.2f, %s %.2f", c[0], c[1], near, c[2], far)
		}
	}
}

func TestEveryWordHasPieces(t *testing.T) {
	for _, word := range []string{"a", "замовлення", "переадресувати", "zamovlennia", "grundstücksverkehr", "12", "м'яч", strings.Repeat("слово", 100)} {
		if len(Pieces(nil, word)) == 0 {
			t.Errorf("%q has no pieces", word)
		}
	}
	if got := len(Pieces(nil, "order")); got != 1 {
		t.Errorf("a usual word is %d pieces", got)
	}
	for _, word := range []string{"", "漢字", "👍", "\xff\xfe"} {
		for _, p := range Pieces(nil, word) {
			if text, _ := Word(p); text != "" {
				t.Errorf("%q has the piece %q", word, text)
			}
		}
	}
}

func TestTableIsWhole(t *testing.T) {
	if Count() < 50_000 {
		t.Fatalf("%d pieces", Count())
	}
	if len(file) > 15<<20 {
		t.Errorf("the table takes %d bytes, 15 MB are allowed", len(file))
	}
	row := make([]float32, Width)
	for i := range Count() {
		clear(row)
		p := Piece(i)
		p.AddTo(row, 1)
		var length float64
		for _, x := range row {
			length += float64(x) * float64(x)
		}
		if !(length > 0) || math.IsInf(length, 0) || p.Rarity() < 0 {
			t.Fatalf("piece %d has length %v, rarity %v", i, length, p.Rarity())
		}
	}
}

func FuzzPieces(f *testing.F) {
	for _, s := range []string{"замовлення", "don't", "\xff", "▁"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		if n := len(Pieces(nil, s)); n > utf8.RuneCountInString(s)+1 {
			t.Fatalf("%q has %d pieces", s, n)
		}
	})
}

func BenchmarkPieces(b *testing.B) {
	var buf [32]Piece
	for b.Loop() {
		Pieces(buf[:0], "замовлення")
		Pieces(buf[:0], "переадресувальниками")
	}
}
