package main

import (
	"errors"
	"fmt"
	"io/fs"
	"math"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// How the examples are made. Chosen on the development rows.
const (
	fromOwn    = 0.04 // share of examples that are from our own sentences
	bareShare  = 0.05 // share of Latin examples without accents, as people type in a hurry
	oneWord    = 0.15 // share of examples
	twoWords   = 0.6
	telling    = 5 // letters of a word that says something
	shortShare = 0.1
)

// voice makes up messages in a language.
type voice struct {
	code  string
	chain *chain
	list  *weighted // nil: there is none
	lists lists
	own   []string // our own sentences, word for word
	latin bool
	typed func(*rand.Rand) func(string) string // nil: as it is written
}

// lists says how the lists of words are used.
type lists struct {
	share float64 // of words that come from the list, where a language has one
	power float64 // of a word's frequency: below 1 the rare ones are heard more
}

// readVoice reads what sources.py made of one language, and our own sentences.
func readVoice(sources, own, code string, latin bool, use lists) (voice, error) {
	v := voice{code: code, latin: latin, lists: use}
	var err error
	if v.chain, err = readChain(filepath.Join(sources, code)); err != nil {
		return v, err
	}
	if v.list, err = readList(filepath.Join(sources, code, "words.txt"), use.power); err != nil {
		return v, err
	}
	text, err := os.ReadFile(filepath.Join(own, code+".txt"))
	if err != nil {
		return v, fmt.Errorf("read our own sentences: %w", err)
	}
	v.own = strings.FieldsFunc(strings.ToLower(string(text)), func(r rune) bool { return !unicode.IsLetter(r) })
	return v, nil
}

// readList reads lines of a word and its frequency.
func readList(name string, power float64) (*weighted, error) {
	data, err := os.ReadFile(name)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, fmt.Errorf("read words: %w", err)
	}
	w := &weighted{}
	for line := range strings.Lines(string(data)) {
		word, number, _ := strings.Cut(strings.TrimSpace(line), " ")
		frequency, err := strconv.ParseFloat(number, 64)
		if err != nil {
			return nil, fmt.Errorf("read words of %s: %w", name, err)
		}
		w.add(word, math.Pow(frequency, power))
	}
	return w, nil
}

// message makes one up, of up to six words.
func (v *voice) message(r *rand.Rand) []string {
	words := v.words(r)
	if v.typed != nil {
		as := v.typed(r)
		var out []string
		for _, w := range words {
			out = append(out, runs(as(w))...)
		}
		return out
	}
	if v.latin && r.Float64() < bareShare {
		for i, w := range words {
			words[i] = withoutAccents(w)
		}
	}
	return words
}

func (v *voice) words(r *rand.Rand) []string {
	if r.Float64() < fromOwn {
		at := r.IntN(len(v.own))
		return append([]string(nil), v.own[at:min(at+1+r.IntN(3), len(v.own))]...)
	}
	x := r.Float64()
	if x < oneWord {
		return []string{v.word(r)}
	}
	var words []string
	if x < oneWord+twoWords {
		for len(words) < 2 {
			if w := v.word(r); utf8.RuneCountInString(w) >= telling || r.Float64() < shortShare {
				words = append(words, w)
			}
		}
		return words
	}
	for range 2 + r.IntN(5) {
		words = append(words, v.word(r))
	}
	return words
}

func (v *voice) word(r *rand.Rand) string {
	if v.list != nil && r.Float64() < v.lists.share {
		return v.list.texts[v.list.draw(r)]
	}
	return v.chain.word(r)
}

var withoutStroke = strings.NewReplacer("ł", "l", "ı", "i", "ß", "ss")

func withoutAccents(s string) string {
	var b strings.Builder
	for _, r := range norm.NFD.String(s) {
		if !unicode.Is(unicode.Mn, r) {
			b.WriteRune(r)
		}
	}
	return withoutStroke.Replace(b.String())
}
