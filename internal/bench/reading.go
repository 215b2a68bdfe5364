package main

import (
	"context"
	"time"

	"github.com/rozmova/rozmova/internal/conversation"
	"github.com/rozmova/rozmova/internal/dialogue"
	"github.com/rozmova/rozmova/internal/understand"
	"github.com/rozmova/rozmova/packs"
)

const readingRuns = 5

// reading is what it takes to understand one message, with every ready pack
// laid together: each example of each flow, in each language, as the first
// message of a conversation.
func (b *bench) reading(ctx context.Context) ([]Figure, error) {
	var sources []dialogue.Source
	for _, name := range append([]string{packs.Base}, packs.Names()...) {
		src, err := packs.Source(name)
		if err != nil {
			return nil, err
		}
		sources = append(sources, src)
	}
	pb, err := dialogue.Compile("bench", sources...)
	if err != nil {
		return nil, err
	}
	rec, err := understand.New(pb)
	if err != nil {
		return nil, err
	}
	type line struct{ text, lang string }
	var lines []line
	for _, name := range pb.Order {
		for lang, examples := range pb.Flows[name].Examples {
			for _, text := range examples {
				lines = append(lines, line{text, lang})
			}
		}
	}
	runs := readingRuns
	if b.quick {
		runs = 1
	}
	now := time.Date(2025, 3, 14, 8, 0, 0, 0, time.UTC)
	var half, slow []float64
	for range runs {
		var took []float64
		for _, l := range lines {
			if err := ctx.Err(); err != nil {
				return nil, err
			}
			s := &conversation.State{ID: "c", Lang: l.lang, Mood: conversation.Calm}
			began := time.Now()
			rec.Local(l.text, s, now)
			took = append(took, float64(time.Since(began).Nanoseconds())/1000)
		}
		half, slow = append(half, percentile(took, 50)), append(slow, percentile(took, 99))
	}
	f := atMost(150, "understanding one message, p50", "µs", half...)
	f.Note = "the examples of all flows of the ready packs, laid together; one core"
	return []Figure{f, figure("understanding one message, p99", "µs", slow...)}, nil
}
