package language

import (
	"embed"
	"math"
	"path"
	"slices"
	"sort"
	"strings"
	"sync"

	"github.com/rozmova/rozmova/internal/understand/normal"
)

//go:embed corpus/*.txt
var corpus embed.FS

const (
	maxLanguages = 16
	maxOrder     = 5 // letters in the longest sequence counted
)

// counts of one letter sequence, or of one word, in each language.
type counts [maxLanguages]uint16

// model predicts each letter from up to four before it, backing off from longer contexts to shorter ones
// (Witten–Bell), so that every language gives every word some probability. Sequences are kept by hash: the
// tables stay in memory for the life of the process, and strings would triple them.
type model struct {
	languages []string
	scripts   []script

	seen  table // sequence, or whole word → occurrences
	kinds table // context → different letters after it
	words [maxLanguages]float64
}

// table is a map of counts without a pointer for each.
type table struct {
	at     map[uint64]int32
	counts []counts
}

func (t *table) of(key uint64) *counts {
	if i, ok := t.at[key]; ok {
		return &t.counts[i]
	}
	return nil
}

func (t *table) add(key uint64, lang int) uint16 {
	i, ok := t.at[key]
	if !ok {
		i = int32(len(t.counts))
		t.at[key] = i
		t.counts = append(t.counts, counts{})
	}
	c := &t.counts[i]
	if c[lang] < math.MaxUint16 {
		c[lang]++
	}
	return c[lang]
}

// wordShare is the part of the mixture given to whole frequent words.
const wordShare = 0.3

var loadModel = sync.OnceValue(newModel)

func newModel() *model {
	m := &model{seen: table{at: map[uint64]int32{}}, kinds: table{at: map[uint64]int32{}}}
	files, err := corpus.ReadDir("corpus")
	if err != nil {
		panic("language: the embedded corpus is unreadable: " + err.Error())
	}
	sort.Slice(files, func(i, j int) bool { return files[i].Name() < files[j].Name() })
	for i, f := range files {
		data, err := corpus.ReadFile(path.Join("corpus", f.Name()))
		if err != nil {
			panic("language: the embedded corpus is unreadable: " + err.Error())
		}
		m.languages = append(m.languages, strings.TrimSuffix(f.Name(), ".txt"))
		m.scripts = append(m.scripts, m.learn(i, string(data)))
	}
	m.seen.counts = slices.Clone(m.seen.counts)
	m.kinds.counts = slices.Clone(m.kinds.counts)
	return m
}

func (m *model) learn(lang int, text string) script {
	var s script
	for line := range strings.Lines(text) {
		for _, t := range normal.TokensIn(line, "none") {
			if t.Kind != normal.Word {
				continue
			}
			for _, r := range t.Text {
				s = scriptOf(r)
				break
			}
			m.words[lang]++
			m.seen.add(wordKey(t.Text), lang)
			m.seen.add(noContext, lang)
			m.seen.add(extend(noContext, begin), lang)
			eachGram(t.Text, func(context, gram uint64) {
				if m.seen.add(gram, lang) == 1 {
					m.kinds.add(context, lang)
				}
				if context == noContext {
					m.seen.add(noContext, lang)
				}
			})
		}
	}
	return s
}

// A word is read with marks on both sides, so that beginnings and endings count.
const (
	begin = "^"
	end   = "$"
)

// eachGram calls see for every letter of word with each of its contexts, the shortest (none) first. A context is
// itself a sequence counted before, so its own count is how often anything followed it.
func eachGram(word string, see func(context, gram uint64)) {
	var starts [maxWordBytes + 1]int
	padded := begin + word + end
	if len(padded) > maxWordBytes {
		padded = padded[:maxWordBytes]
	}
	n := 0
	for i := range padded {
		starts[n] = i
		n++
	}
	starts[n] = len(padded)
	for i := 1; i < n; i++ {
		for order := 0; order < maxOrder && order <= i; order++ {
			context := extend(noContext, padded[starts[i-order]:starts[i]])
			see(context, extend(context, padded[starts[i]:starts[i+1]]))
		}
	}
}

const (
	noContext  uint64 = 14695981039346656037 // FNV-1a
	hashFactor uint64 = 1099511628211
)

func extend(hash uint64, s string) uint64 {
	for i := 0; i < len(s); i++ {
		hash = (hash ^ uint64(s[i])) * hashFactor
	}
	return hash
}

func wordKey(word string) uint64 { return extend(extend(noContext, "="), word) }

const maxWordBytes = 80

// add adds the log probability of word under each language of the alphabet.
func (m *model) add(score *[maxLanguages]float64, word string, s script) {
	var logs, p [maxLanguages]float64
	eachGram(word, func(context, gram uint64) {
		if context == noContext { // a new letter begins; finish the one before
			for i := range m.languages {
				if p[i] > 0 {
					logs[i] += math.Log(p[i])
				}
				p[i] = 1.0 / 120
			}
		}
		kinds := m.kinds.of(context)
		if kinds == nil {
			return
		}
		follow, grams := m.seen.of(context), m.seen.of(gram)
		for i := range m.languages {
			if m.scripts[i] != s || kinds[i] == 0 {
				continue
			}
			t := float64(kinds[i])
			c := 0.0
			if grams != nil {
				c = float64(grams[i])
			}
			p[i] = (c + t*p[i]) / (float64(follow[i]) + t)
		}
	})
	known := m.seen.of(wordKey(word))
	for i := range m.languages {
		if m.scripts[i] != s {
			continue
		}
		spelled := logs[i]
		if p[i] > 0 {
			spelled += math.Log(p[i])
		}
		whole := 0.0
		if known != nil {
			whole = float64(known[i]) / m.words[i]
		}
		score[i] += math.Log(wordShare*whole + (1-wordShare)*math.Exp(spelled))
	}
}
