package search

import (
	"slices"
	"strings"
	"sync"
)

// What a term's variants are.
const (
	mostVariants = 6
	leastNear    = 0.52 // likeness of letters below which words are different ones
	nearWeight   = 0.75 // a word that is only alike counts less than the word itself
	typoWeight   = 0.9  // but in place of a word that nobody wrote it is likely what was meant
	partWeight   = 0.6  // a half of a word that the index has in two
)

// variants are the stems of the index that a token may mean, the likeliest first: the stem itself, those that are
// written alike (a slip of a finger, a form that no stemmer joins: «під'єднати» and «під'єднання»), and the two
// halves of a compound.
func (x *Index) variants(t token) []variant {
	var out []variant
	own, known := x.known(t.stem)
	if known {
		out = append(out, variant{own, 1})
	}
	if t.small || t.exact {
		return out
	}
	alike := x.alike(t.stem, known)
	if known {
		return append(out, alike...)
	}
	if len(alike) == 0 || alike[0].near < 0.7 {
		if halves := x.halves(t.stem); len(halves) > 0 && (len(alike) == 0 || alike[0].near < partWeight) {
			return append(halves, alike...)
		}
	}
	return alike
}

// counter counts the grams that stems share with a word. Between uses all counts are zero.
type counter struct {
	counts  []int32 // by stem
	touched []int32
}

var counters = sync.Pool{New: func() any { return new(counter) }}

func (c *counter) of(stems int) []int32 {
	if len(c.counts) < stems {
		c.counts = make([]int32, stems+stems/4)
	}
	c.touched = c.touched[:0]
	return c.counts
}

// alike finds stems by their letters.
func (x *Index) alike(stem string, known bool) []variant {
	if len(stem) < 4 {
		return nil
	}
	grams := gramsOf(nil, stem)
	counts := counters.Get().(*counter)
	defer counters.Put(counts)
	shared := counts.of(len(x.stems))
	for _, g := range grams {
		for _, n := range x.grams[g] {
			if shared[n]++; shared[n] == 1 {
				counts.touched = append(counts.touched, n)
			}
		}
	}
	var out []variant
	for _, n := range counts.touched {
		both := shared[n]
		shared[n] = 0
		s := &x.stems[n]
		if len(s.postings) == 0 || s.text == stem {
			continue
		}
		dice := 2 * float64(both) / float64(int32(len(grams))+s.letters)
		if dice < 0.3 {
			continue
		}
		near := nearness(stem, s.text, dice)
		if near < leastNear {
			continue
		}
		if known {
			near *= nearWeight
		} else {
			near *= typoWeight
		}
		out = append(out, variant{n, near})
	}
	slices.SortFunc(out, func(a, b variant) int {
		switch {
		case a.near > b.near:
			return -1
		case a.near < b.near:
			return 1
		}
		if d := x.stems[b.stem].articles - x.stems[a.stem].articles; d != 0 {
			return int(d)
		}
		return strings.Compare(x.stems[a.stem].text, x.stems[b.stem].text)
	})
	return out[:min(len(out), mostVariants)]
}

// nearness says how alike two stems are, from 0 to 1: by a common beginning, by slips of the finger, by letters.
func nearness(a, b string, dice float64) float64 {
	ra, rb := []rune(a), []rune(b)
	longer := max(len(ra), len(rb))
	prefix := 0
	for prefix < min(len(ra), len(rb)) && ra[prefix] == rb[prefix] {
		prefix++
	}
	best := 0.0
	if prefix >= 4 {
		best = float64(2*prefix) / float64(len(ra)+len(rb)) * 0.95
	}
	if longer >= 4 {
		if slips := distance(ra, rb, 2); slips <= 1+longer/9 {
			best = max(best, 1-float64(slips)*1.6/float64(longer))
		}
	}
	return max(best, dice*0.8)
}

// distance counts letters too many, missing, wrong, or swapped with a neighbour; above most it is most+1.
func distance(a, b []rune, most int) int {
	if len(a)-len(b) > most || len(b)-len(a) > most {
		return most + 1
	}
	const longest = 40
	if len(a) > longest || len(b) > longest {
		return most + 1
	}
	var rows [3][longest + 1]int
	for j := range len(b) + 1 {
		rows[0][j] = j
	}
	for i := 1; i <= len(a); i++ {
		row, up, above := &rows[i%3], &rows[(i+2)%3], &rows[(i+1)%3]
		row[0] = i
		least := i
		for j := 1; j <= len(b); j++ {
			cost := 1
			if a[i-1] == b[j-1] {
				cost = 0
			}
			row[j] = min(up[j]+1, row[j-1]+1, up[j-1]+cost)
			if i > 1 && j > 1 && a[i-1] == b[j-2] && a[i-2] == b[j-1] {
				row[j] = min(row[j], above[j-2]+1)
			}
			least = min(least, row[j])
		}
		if least > most {
			return most + 1
		}
	}
	return rows[len(a)%3][len(b)]
}

// halves are the two known stems that a compound is put together of.
func (x *Index) halves(stem string) []variant {
	var best []variant
	shortest := 0
	for i := range stem {
		if i < 4 || len(stem)-i < 4 {
			continue
		}
		a, okA := x.known(stem[:i])
		b, okB := x.known(stem[i:])
		if least := min(i, len(stem)-i); okA && okB && least > shortest {
			shortest, best = least, []variant{{a, partWeight}, {b, partWeight}}
		}
	}
	return best
}
