// Package semantic knows which words mean alike: a vector for every piece of a word, in Ukrainian, English and
// their neighbours, in one space.
//
// The classifier and the search index call it. The table was distilled from open sentence encoders
// (scripts/distill) and lies inside the binary; nothing is ever fetched, and no text leaves the process. It does
// no I/O, and everything it returns is the same on every machine.
package semantic

import (
	_ "embed"
	"encoding/binary"
	"math"
	"sync"
)

//go:embed table.bin
var file string

// Width is the length of a vector.
const Width = 128

// Piece is a word or a part of one that has a vector.
type Piece int32

// table is the file, divided. The strings share its memory, which the system loads as it is read.
type table struct {
	starts  []uint32 // of the text of each piece, and the end
	texts   string
	scores  string // log probability of each piece, in sixteenths below zero
	scales  []float32
	rows    string   // int8
	slots   []uint32 // hash table of pieces, by number plus one
	longest int      // bytes of the longest piece
}

var load = sync.OnceValue(func() *table {
	n := int(binary.LittleEndian.Uint32([]byte(file[4:8])))
	rest := file[12:]
	take := func(size int) string {
		s := rest[:size]
		rest = rest[size:]
		return s
	}
	lengths := take(n)
	t := &table{starts: make([]uint32, n+1), scales: make([]float32, n)}
	for i := range n {
		t.starts[i+1] = t.starts[i] + uint32(lengths[i])
		t.longest = max(t.longest, int(lengths[i]))
	}
	t.texts = take(int(t.starts[n]))
	t.scores = take(n)
	for i, scale := 0, take(2*n); i < n; i++ {
		t.scales[i] = half(uint16(scale[2*i])|uint16(scale[2*i+1])<<8) / 1000
	}
	t.rows = take(n * Width)
	size := 1
	for size < 3*n {
		size *= 2
	}
	t.slots = make([]uint32, size)
	for i := range n {
		at := hash(start, t.texts[t.starts[i]:t.starts[i+1]]) & uint32(size-1)
		for t.slots[at] != 0 {
			at = (at + 1) & uint32(size-1)
		}
		t.slots[at] = uint32(i + 1)
	}
	return t
})

const start uint32 = 2166136261 // FNV-1a

func hash(h uint32, s string) uint32 {
	for i := 0; i < len(s); i++ {
		h = (h ^ uint32(s[i])) * 16777619
	}
	return h
}

// find looks up a text whose hash is h.
func (t *table) find(h uint32, text string) (Piece, bool) {
	mask := uint32(len(t.slots) - 1)
	for at := h & mask; t.slots[at] != 0; at = (at + 1) & mask {
		i := t.slots[at] - 1
		if t.texts[t.starts[i]:t.starts[i+1]] == text {
			return Piece(i), true
		}
	}
	return 0, false
}

// half reads a half-precision number; the table holds no infinities and nothing near zero.
func half(b uint16) float32 {
	sign, exponent, fraction := uint32(b>>15), uint32(b>>10&31), uint32(b&1023)
	if exponent == 0 {
		return 0
	}
	return math.Float32frombits(sign<<31 | (exponent+112)<<23 | fraction<<13)
}

// AddTo adds a piece's vector, weighted, to out, which is Width long.
func (p Piece) AddTo(out []float32, weight float32) {
	t := load()
	weight *= t.scales[p]
	row := t.rows[int(p)*Width : (int(p)+1)*Width]
	out = out[:len(row)]
	for i := range out {
		out[i] += weight * float32(int8(row[i]))
	}
}

// Rarity is how rare a piece is in running text: the negative natural logarithm of its probability.
func (p Piece) Rarity() float32 { return float32(load().scores[p]) / 16 }

// Count is how many pieces there are.
func Count() int { return len(load().scales) }

// Bytes is what the table takes in the binary.
func Bytes() int { return len(file) }
