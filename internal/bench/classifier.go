package main

import (
	"context"
	"fmt"
	"runtime"
	"strings"
	"time"

	"github.com/rozmova/rozmova/internal/understand/classify"
	"github.com/rozmova/rozmova/internal/understand/semantic"
)

const (
	intentCount   = 150
	examplesEach  = 100
	wordsEach     = 20 // of an intent's own
	linesMeasured = 3000
)

// classifier is what it takes to learn 150 intents with 100 examples each by words and meaning, and to tell one
// message's. The examples are words put together: only their number and length matter here.
func (b *bench) classifier(context.Context) ([]Figure, error) {
	each := examplesEach
	if b.quick {
		each = 10
	}
	var examples []classify.Example
	for i := range intentCount {
		for k := range each {
			examples = append(examples, classify.Example{Text: madeLine(i, k), Label: fmt.Sprint("intent", i), Lang: "en"})
		}
	}
	defer runtime.GOMAXPROCS(runtime.GOMAXPROCS(1))
	before := heap()
	began := time.Now()
	m := classify.Train(examples, classify.Options{Meaning: true})
	training := time.Since(began).Seconds()
	held := float64(heap()-before) / 1e6
	began = time.Now()
	for k := range linesMeasured {
		m.PredictIn(madeLine(k%intentCount, each+k), "en")
	}
	micros := float64(time.Since(began).Microseconds()) / linesMeasured
	runtime.KeepAlive(m)
	note := fmt.Sprintf("%d intents, %d examples, words and meaning, one core", intentCount, len(examples))
	out := []Figure{
		atMost(15, "training the classifier", "s", training),
		atMost(150, "the classifier's time for a message", "µs", micros),
		atMost(100, "memory of the trained classifier", "MB", held),
	}
	for i := range out {
		out[i].Note = note
	}
	table := figure("the binary's growth by the table of meanings and its layer", "MB", float64(semantic.Bytes()+semantic.LayerBytes())/1e6)
	return append(out, table), nil
}

// madeLine is eight words: four of the intent's own, four of everybody's.
func madeLine(intent, k int) string {
	var line []string
	x := uint64(intent*7919+k*104729) + 1
	next := func(n int) int {
		x = x*6364136223846793005 + 1442695040888963407
		return int(x>>33) % n
	}
	for len(line) < 8 {
		at := next(2000)
		if len(line)%2 == 0 {
			at = 2000 + intent*wordsEach + next(wordsEach)
		}
		if w, _ := semantic.Word(semantic.Piece(at)); w != "" {
			line = append(line, w)
		}
	}
	return strings.Join(line, " ")
}

func heap() uint64 {
	runtime.GC()
	var s runtime.MemStats
	runtime.ReadMemStats(&s)
	return s.HeapAlloc
}
