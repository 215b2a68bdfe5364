package search

import (
	"slices"
	"strings"
	"sync"

	"github.com/rozmova/rozmova/internal/knowledge"
)

// Index is what one workspace's articles say, ready to be asked: all languages and audiences in one. It is safe for
// concurrent use; a change takes no longer than one document's postings need.
type Index struct {
	mu sync.RWMutex
	vocabulary
	documents  map[key]int32
	shelf      []document // by number; those without passages are free
	free       []int32
	meanings   []small8      // of the passages, by slot: neighbours in memory, because every search reads them all
	slots      []slot        // passages by number; a document's are neighbours
	gaps       [][2]int32    // free runs of slots: from, count
	live       int           // passages
	fieldWords [fields]int64 // words of all passages, without small ones
}

// key is what a document replaces.
type key struct {
	article knowledge.ArticleID
	lang    string
}

// The fields of a passage. Words in the title and the headings say more.
const (
	inTitle = iota
	inHeadings
	inText
	fields
)

// posting is how often a passage has a stem, field by field.
type posting struct {
	slot  int32
	count [fields]uint8
}

// document is what belongs to all passages of a document.
type document struct {
	key     key
	first   int32   // slot
	count   int32   // 0: there is no such document
	title   []int32 // word numbers
	meaning small8  // of the title
	words   int32   // in all passages, without small ones
	version int
}

// slot is a passage.
type slot struct {
	passage  knowledge.Passage
	document int32 // -1: free
	headings []int32
	text     []int32
	size     [fields]int32 // words without small ones
	heading  small8        // of the innermost heading
}

// New makes an empty index.
func New() *Index {
	return &Index{vocabulary: newVocabulary(), documents: map[key]int32{}}
}

// Len is how many passages there are.
func (x *Index) Len() int {
	x.mu.RLock()
	defer x.mu.RUnlock()
	return x.live
}

// read is a document, analysed: what can be done before anybody has to wait.
type read struct {
	key      key
	version  int
	title    []token
	meaning  small8
	passages []readPassage
}

type readPassage struct {
	passage  knowledge.Passage
	headings []token
	text     []token
	meaning  small8
	heading  small8
}

func readDocument(d knowledge.Document) read {
	r := read{key: key{d.Article, d.Lang}, version: d.Version, title: analyse(d.Title, d.Lang)}
	r.meaning = textVector(r.title)
	for _, p := range knowledge.Passages(d) {
		rp := readPassage{passage: p}
		for i, h := range p.Headings {
			words := analyse(h, d.Lang)
			rp.headings = append(rp.headings, words...)
			if i == len(p.Headings)-1 {
				rp.heading = textVector(words)
			}
		}
		rp.text = analyse(strings.Join(append([]string{p.Text}, p.Asked...), "\n"), d.Lang)
		rp.meaning = textVector(slices.Concat(rp.headings, rp.text))
		r.passages = append(r.passages, rp)
	}
	return r
}

// Put adds a document or replaces its former version.
func (x *Index) Put(d knowledge.Document) {
	r := readDocument(d)
	x.mu.Lock()
	defer x.mu.Unlock()
	if old, ok := x.documents[r.key]; ok {
		x.drop(old)
	}
	x.add(r)
}

// Remove forgets a document; one that is not there is no mistake.
func (x *Index) Remove(id knowledge.ArticleID, lang string) {
	x.mu.Lock()
	defer x.mu.Unlock()
	if n, ok := x.documents[key{id, lang}]; ok {
		x.drop(n)
	}
}

func (x *Index) add(r read) {
	var n int32
	if last := len(x.free) - 1; last >= 0 {
		n, x.free = x.free[last], x.free[:last]
	} else {
		n = int32(len(x.shelf))
		x.shelf = append(x.shelf, document{})
	}
	d := document{key: r.key, version: r.version, title: x.numbers(r.title), meaning: r.meaning, count: int32(len(r.passages))}
	d.first = x.room(d.count)
	for i, rp := range r.passages {
		s := slot{
			passage: rp.passage, document: n, headings: x.numbers(rp.headings), text: x.numbers(rp.text),
			heading: rp.heading,
		}
		x.meanings[d.first+int32(i)] = rp.meaning
		s.size = [fields]int32{x.content(d.title), x.content(s.headings), x.content(s.text)}
		d.words += s.size[inText]
		x.slots[d.first+int32(i)] = s
	}
	x.shelf[n], x.documents[r.key] = d, n
	for i := range d.count {
		x.post(d.first+i, &d)
	}
	x.tally(&d, 1)
	x.live += int(d.count)
}

func (x *Index) drop(n int32) {
	d := x.shelf[n]
	for i := range d.count {
		x.unpost(d.first+i, &d)
	}
	x.tally(&d, -1)
	for i := range d.count {
		x.slots[d.first+i] = slot{document: -1}
	}
	x.gaps = append(x.gaps, [2]int32{d.first, d.count})
	x.live -= int(d.count)
	delete(x.documents, d.key)
	x.shelf[n] = document{}
	x.free = append(x.free, n)
}

// room finds neighbouring free slots: a gap that a document left, or new ones at the end.
func (x *Index) room(count int32) int32 {
	for i, g := range x.gaps {
		if g[1] < count {
			continue
		}
		x.gaps[i] = [2]int32{g[0] + count, g[1] - count}
		if g[1] == count {
			x.gaps = slices.Delete(x.gaps, i, i+1)
		}
		return g[0]
	}
	first := int32(len(x.slots))
	for range count {
		x.slots, x.meanings = append(x.slots, slot{document: -1}), append(x.meanings, small8{})
	}
	return first
}

func (x *Index) numbers(tokens []token) []int32 {
	out := make([]int32, len(tokens))
	for i, t := range tokens {
		out[i] = x.word(t)
	}
	return out
}

// content counts the words that are not small.
func (x *Index) content(words []int32) int32 {
	n := int32(0)
	for _, w := range words {
		if !x.words[w].small {
			n++
		}
	}
	return n
}

// tally counts a document's words and stems, or takes them off again.
func (x *Index) tally(d *document, by int32) {
	stems := map[int32]bool{}
	add := func(words []int32) {
		for _, n := range words {
			w := &x.words[n]
			w.count += by
			stems[w.stem] = true
		}
	}
	add(d.title)
	for i := range d.count {
		add(x.slots[d.first+i].headings)
		add(x.slots[d.first+i].text)
	}
	for stem := range stems {
		x.stems[stem].articles += by
	}
}
