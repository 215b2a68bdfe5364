package semantic

import (
	_ "embed"
	"encoding/binary"
	"math"
	"sync"
)

//go:embed layer.bin
var layerFile string

// The layer reads the words of a sentence together: what a word means beside its neighbours. It was taught by the
// same encoders as the table, on whole sentences (scripts/distill).
const (
	heads     = 4
	headWidth = Width / heads
	reach     = 8 // how far apart two words are told by their distance
)

// matrix is a layer of weights in whole numbers: rows of width weights each, with a scale for each row.
type matrix struct {
	weights []int16
	width   int
	scale   []float32 // includes what the input was multiplied by
	bias    []float32
	by      float32 // the input is multiplied by it before it is rounded
}

func (m *matrix) rows() int { return len(m.scale) }

// layer is one round of looking around (attention) and thinking it over.
type layer struct {
	shift    [3][Width]float32 // how much of the word before, of the word itself, and of the word after is seen
	distance [heads][2*reach + 1]float32
	ask      matrix // three times Width rows: what a word asks, what it answers to, what it tells
	tell     matrix
	widen    matrix
	narrow   matrix
}

// reader is all layers, and how much each word weighs in the end.
type reader struct {
	scale  float32 // of the table's rows
	layers []layer
	weight [Width]float32
	bias   float32
	last   matrix // from the gathered words to what is written

	own  []uint16 // for each piece, which of rows is its own here, plus one
	rows []float32
}

var loadReader = sync.OnceValue(func() *reader {
	at := 4
	number := func() int {
		at += 4
		return int(binary.LittleEndian.Uint32([]byte(layerFile[at-4 : at])))
	}
	floats := func(out []float32) {
		for i := range out {
			out[i] = math.Float32frombits(uint32(number()))
		}
	}
	float := func() float32 { return math.Float32frombits(uint32(number())) }
	read := func() matrix {
		rows, width := number(), number()
		m := matrix{weights: make([]int16, rows*width), width: width, scale: make([]float32, rows), bias: make([]float32, rows), by: float()}
		floats(m.scale)
		floats(m.bias)
		for i := range m.weights {
			m.weights[i] = int16(int8(layerFile[at+i]))
		}
		at += len(m.weights)
		for i := range m.scale {
			m.scale[i] /= m.by
		}
		return m
	}
	r := &reader{layers: make([]layer, number()), scale: float()}
	for i := range r.layers {
		l := &r.layers[i]
		for k := range l.shift {
			floats(l.shift[k][:])
		}
		for k := range l.distance {
			floats(l.distance[k][:])
		}
		l.ask, l.tell, l.widen, l.narrow = read(), read(), read(), read()
	}
	floats(r.weight[:])
	r.bias = float()
	r.last = read()
	n := number()
	r.own, r.rows = make([]uint16, Count()), make([]float32, n*Width)
	for i := range n {
		r.own[number()] = uint16(i + 1)
	}
	scales := make([]float32, n)
	floats(scales)
	for i := range r.rows {
		r.rows[i] = scales[i/Width] * float32(int8(layerFile[at+i]))
	}
	return r
})

// LayerBytes is what the layer takes in the binary.
func LayerBytes() int { return len(layerFile) }
