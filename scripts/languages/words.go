package main

import (
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"sort"
	"strconv"
	"strings"
	"unicode/utf8"
)

// chain makes words as a language's corpus had them, from the share of every sequence of one to five letters in it.
// Those shares say nothing of where words begin and end, but it follows from them: what is missing from all the
// continuations of a sequence is how often a word ended there, and likewise in front of it.
type chain struct {
	starts weighted // whole words of up to three letters, and first fours of longer ones
	firsts []int32  // the state after each of starts, or ended
	states []state
}

// state is four letters, and what comes after them.
type state struct {
	upTo    []float32 // running sums
	letters []rune
	next    []int32 // state, or ended
}

const ended = -1

// weighted draws a text with a probability.
type weighted struct {
	texts []string
	upTo  []float64 // running sums
}

func (w *weighted) add(text string, weight float64) {
	if weight <= 0 {
		return
	}
	total := weight
	if n := len(w.upTo); n > 0 {
		total += w.upTo[n-1]
	}
	w.texts, w.upTo = append(w.texts, text), append(w.upTo, total)
}

// draw returns the index of a text.
func (w *weighted) draw(r *rand.Rand) int {
	n := len(w.upTo)
	return min(sort.SearchFloat64s(w.upTo, r.Float64()*w.upTo[n-1]), n-1)
}

// longest is how many letters a word may get: chains may go round in circles.
const longest = 30

// word draws one.
func (c *chain) word(r *rand.Rand) string {
	i := c.starts.draw(r)
	word, at := []byte(c.starts.texts[i]), c.firsts[i]
	for n := 4; at != ended && n < longest; n++ {
		s := &c.states[at]
		x := r.Float32() * s.upTo[len(s.upTo)-1]
		next := 0
		for next < len(s.upTo)-1 && s.upTo[next] < x {
			next++
		}
		if at = s.next[next]; s.letters[next] != 0 {
			word = utf8.AppendRune(word, s.letters[next])
		}
	}
	return string(word)
}

var sizes = []string{"unigrams", "bigrams", "trigrams", "quadrigrams", "fivegrams"}

// readChain reads one language's folder of the package's letter statistics, unpacked.
func readChain(dir string) (*chain, error) {
	after := make([]map[string]float64, len(sizes)+1) // of n letters: share of the last one after the others
	joint := make([]map[string]float64, len(sizes)+1) // of n letters: share among all of n letters
	joint[0] = map[string]float64{"": 1}
	for i, size := range sizes {
		p, err := readShares(filepath.Join(dir, size+".json"))
		if err != nil {
			return nil, err
		}
		after[i+1], joint[i+1] = p, make(map[string]float64, len(p))
		for gram, share := range p {
			joint[i+1][gram] = share * joint[i][butLast(gram)]
		}
	}
	return newChain(after, joint), nil
}

func newChain(after, joint []map[string]float64) *chain {
	before := make([]map[string]float64, len(joint)+1) // how often a sequence had a letter before it
	behind := make([]map[string]float64, len(joint)+1) // … and behind it
	for n := 2; n < len(joint); n++ {
		before[n-1], behind[n-1] = map[string]float64{}, map[string]float64{}
		for gram, share := range joint[n] {
			before[n-1][butFirst(gram)] += share
			behind[n-1][butLast(gram)] += share
		}
	}
	c := &chain{}
	for n := 1; n <= 3; n++ {
		inside := map[string]float64{} // with letters on both sides
		for gram, share := range joint[n+2] {
			inside[butFirst(butLast(gram))] += share
		}
		for _, gram := range sorted(joint[n]) {
			if alone := joint[n][gram] - before[n][gram] - behind[n][gram] + inside[gram]; alone > 1e-7 {
				c.starts.add(gram, alone)
				c.firsts = append(c.firsts, ended)
			}
		}
	}
	fours := sorted(joint[4])
	ids := make(map[string]int32, len(fours))
	for i, gram := range fours {
		ids[gram] = int32(i)
		if first := joint[4][gram] - before[4][gram]; first > 1e-8 {
			c.starts.add(gram, first)
			c.firsts = append(c.firsts, int32(i))
		}
	}
	c.states = make([]state, len(fours))
	for _, gram := range sorted(after[5]) {
		context := butLast(gram)
		letter, _ := utf8.DecodeRuneInString(gram[len(context):])
		to, ok := ids[butFirst(gram)]
		if !ok {
			to = ended
		}
		c.states[ids[context]].add(letter, to, after[5][gram])
	}
	for i := range c.states {
		c.states[i].end()
	}
	return c
}

func (s *state) add(letter rune, to int32, share float64) {
	total := float32(share)
	if n := len(s.upTo); n > 0 {
		total += s.upTo[n-1]
	}
	s.upTo, s.letters, s.next = append(s.upTo, total), append(s.letters, letter), append(s.next, to)
}

// end gives the end of the word what is left of the whole.
func (s *state) end() {
	rest := float64(1)
	if n := len(s.upTo); n > 0 {
		rest -= float64(s.upTo[n-1])
	}
	if rest > 1e-5 || len(s.upTo) == 0 {
		s.add(0, ended, max(rest, 1e-5))
	}
}

func readShares(name string) (map[string]float64, error) {
	data, err := os.ReadFile(name)
	if err != nil {
		return nil, fmt.Errorf("read letter statistics: %w", err)
	}
	var file struct {
		Ngrams map[string]string // fraction → sequences, divided by spaces
	}
	if err := json.Unmarshal(data, &file); err != nil {
		return nil, fmt.Errorf("read letter statistics %s: %w", name, err)
	}
	out := map[string]float64{}
	for fraction, grams := range file.Ngrams {
		a, b, _ := strings.Cut(fraction, "/")
		over, err1 := strconv.ParseFloat(a, 64)
		under, err2 := strconv.ParseFloat(b, 64)
		if err1 != nil || err2 != nil || under == 0 {
			return nil, fmt.Errorf("read letter statistics %s: %q is not a fraction", name, fraction)
		}
		for gram := range strings.FieldsSeq(grams) {
			out[gram] = over / under
		}
	}
	return out, nil
}

func butLast(s string) string {
	r := []rune(s)
	return string(r[:len(r)-1])
}

func butFirst(s string) string {
	r := []rune(s)
	return string(r[1:])
}

func sorted(m map[string]float64) []string {
	out := make([]string, 0, len(m))
	for k := range m {
		out = append(out, k)
	}
	sort.Strings(out)
	return out
}
