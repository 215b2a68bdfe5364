package main

import (
	"encoding/binary"
	"encoding/json"
	"math"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// TestChainFindsTheWords counts the sequences of a small text as the package's statistics have them, and gets the text's
// own words back, as often as they were there, although the statistics say nothing of where words begin and end.
func TestChainFindsTheWords(t *testing.T) {
	text := strings.Fields("а а а та та де замовлення замовлення замовлення доставка він")
	dir := t.TempDir()
	for n, size := range sizes {
		counts, total := map[string]int{}, map[string]int{}
		for _, w := range text {
			letters := []rune(w)
			for i := 0; i+n < len(letters); i++ {
				counts[string(letters[i:i+n+1])]++
				if n == 0 {
					total[""]++
				}
			}
			for i := 0; n > 0 && i+n <= len(letters); i++ {
				total[string(letters[i:i+n])]++
			}
		}
		grams := map[string]string{}
		for g, c := range counts {
			context := string([]rune(g)[:n])
			key := strconv.Itoa(c) + "/" + strconv.Itoa(total[context])
			grams[key] = strings.TrimSpace(grams[key] + " " + g)
		}
		data, err := json.Marshal(map[string]any{"language": "TEST", "ngrams": grams})
		if err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(filepath.Join(dir, size+".json"), data, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	c, err := readChain(dir)
	if err != nil {
		t.Fatal(err)
	}
	const drawn = 11000
	r := rand.New(rand.NewPCG(1, 2))
	got := map[string]int{}
	for range drawn {
		got[c.word(r)]++
	}
	want := map[string]int{}
	for _, w := range text {
		want[w]++
	}
	for w := range got {
		if want[w] == 0 {
			t.Errorf("%q was made up", w)
		}
	}
	for w, n := range want {
		if expected := drawn / len(text) * n; math.Abs(float64(got[w]-expected)) > 0.15*float64(expected) {
			t.Errorf("%q was drawn %d times, not about %d", w, got[w], expected)
		}
	}
}

func TestTypedOtherwise(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	for _, row := range []struct {
		how        func(*rand.Rand) func(string) string
		word, want string
	}{
		{onLatinKeys(false), "привіт", "ghbdsn"},
		{onLatinKeys(true), "это", "'nj"},
		{onCyrillicKeys, "hello", "руддщ"},
	} {
		if got := row.how(r)(row.word); got != row.want {
			t.Errorf("%s became %q, not %q", row.word, got, row.want)
		}
	}
	if got := runs("vj' k.,k."); !slices.Equal(got, []string{"vj", "k", "k"}) {
		t.Errorf("runs are %q", got)
	}
	ways := map[string]bool{}
	for range 200 {
		ways[inLatin(false)(r)("хочу")] = true
	}
	for _, want := range []string{"khochu", "hochu", "xochu"} {
		if !ways[want] {
			t.Errorf("nobody writes %s: %v", want, ways)
		}
	}
}

func TestLearnsAndEncodes(t *testing.T) {
	one := &weighted{}
	one.add("альфа", 1)
	two := &weighted{}
	two.add("омега", 1)
	none := &chain{}
	none.starts.add("ні", 1)
	none.firsts = []int32{ended}
	l := newLearner([]voice{{code: "aa", chain: none, list: one, own: []string{"альфа"}}, {code: "bb", chain: none, list: two, own: []string{"омега"}}}, 10)
	l.learn(500)
	data := encode([]string{"aa", "bb"}, 10, l.values())
	if len(data) != 6+4+2<<10 || data[0] != 2 || data[1] != 10 || string(data[6:10]) != "aabb" {
		t.Fatalf("the head is %q in %d bytes", data[:10], len(data))
	}
	if unit := math.Float32frombits(binary.LittleEndian.Uint32(data[2:])); unit <= 0 {
		t.Errorf("a unit is worth %v", unit)
	}
	sums := [2]int{}
	for i, w := range data[10:] {
		sums[i%2] += int(int8(w)) * int(int8(w))
	}
	if sums[0] == 0 || sums[1] == 0 {
		t.Errorf("nothing was learned: %v", sums)
	}
	again := newLearner(l.voices, 10)
	again.learn(500)
	if !slices.Equal(again.values(), l.values()) {
		t.Error("the same examples gave another model")
	}
}
