package semantic

import (
	"math"
	"sync"

	"github.com/rozmova/rozmova/internal/understand/classify/vec"
)

// SentenceWidth is the length of what Sentence writes.
const SentenceWidth = Width

// longestSentence is how many pieces are read together.
const longestSentence = 40

// Sentence writes to out, SentenceWidth long, what the pieces mean together.
func Sentence(out []float32, pieces []Piece) {
	clear(out[:SentenceWidth])
	pieces = pieces[:min(len(pieces), longestSentence)]
	if len(pieces) == 0 {
		return
	}
	r := loadReader()
	p := pages.Get().(*page)
	defer pages.Put(p)
	p.size = len(pieces)
	p.rows = (p.size + 3) &^ 3
	clear(p.words[:p.rows*Width])
	for i, piece := range pieces {
		r.write(p.word(i), piece)
	}
	for i := range r.layers {
		r.layers[i].read(p)
	}
	r.gather(out, p)
}

// write adds what a piece means by itself to out.
func (r *reader) write(out []float32, piece Piece) {
	if n := int(r.own[piece]); n > 0 {
		vec.Axpy(out, r.rows[(n-1)*Width:n*Width], 1)
		return
	}
	piece.AddTo(out, r.scale)
}

// page is the memory of one reading.
type page struct {
	size, rows int       // how many words; the same, rounded up to what vec.Products wants
	words      []float32 // each word's vector, which the layers add to
	level      []float32 // the words, each of length one
	seen       []float32
	asked      []float32 // three rows for each word
	wide       []float32
	whole      []int16
	sums       []int32
}

const widest = 3 * Width // columns of what a matrix gives

var pages = sync.Pool{New: func() any {
	const n = longestSentence
	return &page{
		words: make([]float32, n*Width), level: make([]float32, n*Width), seen: make([]float32, n*Width),
		asked: make([]float32, n*widest), wide: make([]float32, n*widest), whole: make([]int16, n*widest), sums: make([]int32, n*widest),
	}
}}

func (p *page) word(i int) []float32 { return p.words[i*Width : (i+1)*Width] }

// apply writes m times each row of x to out.
func (m *matrix) apply(out, x []float32, p *page) {
	n := p.rows * m.width
	vec.Round(p.whole[:n], x[:n], m.by)
	rows := m.rows()
	vec.Products(p.sums, m.weights, p.whole[:n], m.width)
	for i := range p.size {
		vec.Restore(out[i*rows:(i+1)*rows], p.sums[i*rows:(i+1)*rows], m.scale, m.bias)
	}
}

// flatten writes the words to level, each brought to the same length.
func (p *page) flatten() {
	for i := range p.size {
		w, out := p.word(i), p.level[i*Width:(i+1)*Width]
		by := 1 / float32(math.Sqrt(float64(vec.Dot(w, w)/Width+1e-6)))
		for k, x := range w {
			out[k] = x * by
		}
	}
	clear(p.level[p.size*Width : p.rows*Width])
}

func (l *layer) read(p *page) {
	p.flatten()
	l.look(p)
	l.ask.apply(p.asked, p.seen, p)
	l.attend(p)
	l.tell.apply(p.wide, p.seen, p)
	add(p.words, p.wide[:p.size*Width])
	p.flatten()
	l.widen.apply(p.wide, p.level, p)
	hidden := p.wide[:p.rows*l.widen.rows()]
	clear(hidden[p.size*l.widen.rows():])
	for i, x := range hidden {
		hidden[i] = max(x, 0)
	}
	l.narrow.apply(p.asked, hidden, p)
	add(p.words, p.asked[:p.size*Width])
}

func add(to, x []float32) { vec.Axpy(to, x, 1) }

// look writes to seen each word with some of its neighbours.
func (l *layer) look(p *page) {
	before, own, after := l.shift[0][:], l.shift[1][:], l.shift[2][:]
	for i := range p.size {
		out, x := p.seen[i*Width:(i+1)*Width], p.level[i*Width:(i+1)*Width]
		for k := range out {
			out[k] = float32(x[k] * own[k])
		}
		if i > 0 {
			x := p.level[(i-1)*Width : i*Width]
			for k := range out {
				out[k] += float32(x[k] * before[k])
			}
		}
		if i+1 < p.size {
			x := p.level[(i+1)*Width : (i+2)*Width]
			for k := range out {
				out[k] += float32(x[k] * after[k])
			}
		}
	}
	clear(p.seen[p.size*Width : p.rows*Width])
}

// attend writes to seen what each word is told by all.
func (l *layer) attend(p *page) {
	var share [longestSentence]float32
	by := 1 / float32(math.Sqrt(headWidth))
	clear(p.seen[:p.rows*Width])
	for h := range heads {
		part := func(i, which int) []float32 {
			at := i*widest + which*Width + h*headWidth
			return p.asked[at : at+headWidth]
		}
		for i := range p.size {
			question := part(i, 0)
			top := float32(math.Inf(-1))
			for j := range p.size {
				far := min(max(j-i, -reach), reach) + reach
				s := float32(vec.Dot(question, part(j, 1))*by) + l.distance[h][far]
				share[j] = s
				top = max(top, s)
			}
			var sum float32
			for j := range p.size {
				share[j] = vec.Exp(share[j] - top)
				sum += share[j]
			}
			out := p.seen[i*Width+h*headWidth : i*Width+(h+1)*headWidth]
			for j := range p.size {
				vec.Axpy(out, part(j, 2), share[j]/sum)
			}
		}
	}
}

// gather writes to out what all words mean together: from their mean, telling ones weighing more, and from the largest
// that any has in each direction.
func (r *reader) gather(out []float32, p *page) {
	all := p.wide[:2*Width]
	clear(all)
	mean, top := all[:Width], all[Width:]
	var sum float32
	for i := range p.size {
		w := p.word(i)
		weight := vec.Exp(min(max(vec.Dot(w, r.weight[:])+r.bias, -6), 6))
		sum += weight
		vec.Axpy(mean, w, weight)
		for k, x := range w {
			if i == 0 || x > top[k] {
				top[k] = x
			}
		}
	}
	for k := range mean {
		mean[k] /= sum
	}
	p.rows = 4
	four := p.wide[:4*2*Width]
	clear(four[2*Width:])
	p.size = 1
	r.last.apply(p.asked, four, p)
	copy(out, p.asked[:Width])
}
