package language

import (
	_ "embed"
	"encoding/binary"
	"fmt"
	"math"
	"sync"
)

// learned is what scripts/languages writes: for each alphabet that several languages share, a table of weights.
//
//go:embed model.bin
var learned []byte

const maxLanguages = 16

// table has a weight for every language in each of its buckets of letter sequences.
type table struct {
	languages []string
	typings   []Typing // after the languages in every bucket
	shift     uint     // of a hash, to its bucket
	unit      float64
	weights   []byte // int8: bucket × language
}

// tables are read when a text first needs one.
var tables = sync.OnceValue(func() map[script]*table { return readModel(learned) })

func readModel(data []byte) map[script]*table {
	out := map[script]*table{}
	for _, alphabet := range []script{cyrillic, latin} { // as the file has them
		t, rest, err := readTable(data)
		if err != nil {
			panic("language: the embedded model is damaged: " + err.Error())
		}
		out[alphabet], data = t, rest
	}
	if len(data) > 0 {
		panic(fmt.Sprintf("language: the embedded model has %d bytes too many", len(data)))
	}
	return out
}

// A table in the file: the number of languages and of bits of a bucket, a byte each; the worth of one unit of
// weight, a float32; the languages' codes; the weights.
const headBytes = 6

func readTable(data []byte) (*table, []byte, error) {
	if len(data) < headBytes {
		return nil, nil, fmt.Errorf("a table begins with %d bytes", len(data))
	}
	n, bits := int(data[0]), uint(data[1])
	if n == 0 || n > maxLanguages || bits > 24 {
		return nil, nil, fmt.Errorf("a table of %d languages, %d bits", n, bits)
	}
	t := &table{shift: 32 - bits, unit: float64(math.Float32frombits(binary.LittleEndian.Uint32(data[2:])))}
	data = data[headBytes:]
	size := n << bits
	if len(data) < 2*n+size {
		return nil, nil, fmt.Errorf("a table has %d of %d bytes", len(data), 2*n+size)
	}
	for i := range n {
		code := string(data[2*i : 2*i+2])
		if typing, ok := typings[code]; ok {
			t.typings = append(t.typings, typing)
		} else if len(t.typings) == 0 {
			t.languages = append(t.languages, code)
		} else {
			return nil, nil, fmt.Errorf("language %q stands behind what is typed", code)
		}
	}
	data = data[2*n:]
	t.weights = data[:size]
	return t, data[size:], nil
}

// add adds the languages' scores, as logarithms of odds.
func (t *table) add(scores *[maxLanguages]float64, grams []uint32) {
	var sum [maxLanguages]int32
	n := len(t.languages) + len(t.typings)
	for _, g := range grams {
		at := int(g>>t.shift) * n
		for i, w := range t.weights[at : at+n] {
			sum[i] += int32(int8(w))
		}
	}
	by := t.unit * Scale(len(grams))
	for i := range n {
		scores[i] += float64(sum[i]) * by
	}
}
