// Command languages makes the model by which internal/understand/language tells languages: scripts/languages/make.sh
// gets what it learns from and calls it. The same sources give the same model, byte for byte.
package main

import (
	"bytes"
	"flag"
	"fmt"
	"math/rand/v2"
	"os"
	"strings"

	"golang.org/x/sync/errgroup"
)

// tables are the alphabets that several languages share, in the order of the model's file.
var tables = []struct {
	languages string
	latin     bool
	bits      int // of the number of buckets
	lists     lists
	typed     []typed
}{
	{"be bg ru uk", false, 18, lists{0.8, 0.8}, []typed{{"KL", "en", onCyrillicKeys}}},
	{"cs de en es fr hu it pl ro sk tr", true, 17, lists{0.5, 0.9}, []typed{
		{"UL", "uk", inLatin(false)}, {"RL", "ru", inLatin(true)},
		{"UK", "uk", onLatinKeys(false)}, {"RK", "ru", onLatinKeys(true)},
	}},
}

// typed is a language as it comes out of the wrong keyboard or in another alphabet.
type typed struct {
	code, of string
	how      func(*rand.Rand) func(string) string
}

func main() {
	sources := flag.String("sources", "", "folder that sources.py wrote")
	own := flag.String("own", "scripts/languages/sentences", "folder of our own sentences")
	out := flag.String("out", "internal/understand/language/model.bin", "the model")
	examples := flag.Int("examples", 300_000, "to learn from, of each language")
	flag.Parse()
	if err := run(*sources, *own, *out, *examples); err != nil {
		fmt.Fprintln(os.Stderr, "languages:", err)
		os.Exit(1)
	}
}

func run(sources, own, out string, examples int) error {
	parts := make([][]byte, len(tables))
	var group errgroup.Group
	for i, t := range tables {
		group.Go(func() error {
			var voices []voice
			codes := strings.Fields(t.languages)
			for _, code := range codes {
				v, err := readVoice(sources, own, code, t.latin, t.lists)
				if err != nil {
					return err
				}
				voices = append(voices, v)
			}
			for _, x := range t.typed {
				v, err := readVoice(sources, own, x.of, false, t.lists)
				if err != nil {
					return err
				}
				v.code, v.typed = x.code, x.how
				voices, codes = append(voices, v), append(codes, x.code)
			}
			l := newLearner(voices, t.bits)
			l.learn(examples)
			parts[i] = encode(codes, t.bits, l.values())
			return nil
		})
	}
	if err := group.Wait(); err != nil {
		return err
	}
	if err := os.WriteFile(out, bytes.Join(parts, nil), 0o644); err != nil {
		return fmt.Errorf("write the model: %w", err)
	}
	return nil
}
