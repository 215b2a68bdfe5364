// Command limits shows what customers would meet under other limits of the
// recogniser (understand.Limits): how many of the flows' own examples, read by a
// recogniser that has not seen them, start the right flow, and how many messages
// that no flow is about start or are offered one.
//
// People who look for better limits run it. It judges on nothing that is kept for
// judging: see corpus.go.
package main

import (
	"flag"
	"fmt"
	"os"
	"slices"
	"time"

	"github.com/rozmova/rozmova/internal/conversation"
	"github.com/rozmova/rozmova/internal/dialogue"
	"github.com/rozmova/rozmova/internal/quality"
	"github.com/rozmova/rozmova/internal/understand"
	"github.com/rozmova/rozmova/internal/understand/classify"
	"github.com/rozmova/rozmova/packs"
)

func main() {
	data := flag.String("data", "../shared/data", "the folder of public data; without it only our own messages are read")
	show := flag.Bool("show", false, "print what went wrong under the limits in force")
	held := flag.Bool("held", false, "judge on the nonsense that is kept for judging, under the limits in force")
	one := flag.Bool("one", false, "only the packs laid together")
	flag.Parse()
	if *one {
		playbooks = playbooks[:1]
	}
	if err := run(*data, *show, *held); err != nil {
		fmt.Fprintln(os.Stderr, "limits:", err)
		os.Exit(1)
	}
}

var playbooks = [][]string{{"shop", "telecom"}, {"shop"}, {"telecom"}}

func run(data string, show, held bool) error {
	for _, names := range playbooks {
		var sources []dialogue.Source
		for _, name := range append([]string{packs.Base}, names...) {
			src, err := packs.Source(name)
			if err != nil {
				return err
			}
			sources = append(sources, src)
		}
		c, err := readCorpus(data, names, held)
		if err != nil {
			return err
		}
		for _, meaning := range []bool{false, true} {
			j := judge{meaning: meaning, sources: sources, corpus: c}
			if err := j.train(); err != nil {
				return err
			}
			fmt.Printf("\n%v meaning=%v\n", names, meaning)
			if show || held {
				j.print(understand.Default().Limits, show)
				continue
			}
			for _, ours := range []float64{0.001, 0.2, 0.3, 0.4, 0.6} {
				for _, clarify := range []float64{0.2, 0.3} {
					for _, start := range []float64{0.5, 0.55} {
						l := understand.Default().Limits
						l.Ours, l.Clarify, l.Start = ours, clarify, start
						j.print(l, false)
					}
				}
			}
		}
	}
	return nil
}

// judge reads the corpus with recognisers that have not seen it.
type judge struct {
	meaning bool
	sources []dialogue.Source
	corpus  corpus
	folds   []*understand.Recogniser // each trained without a part of the examples
	full    *understand.Recogniser
	own     []message // the flows' examples, with the fold that has not seen them
}

type message struct {
	text, lang, flow, kind string
	fold                   uint32
	also                   []string
}

func (j *judge) train() error {
	o := understand.Default()
	o.Meaning = j.meaning
	pb, err := dialogue.Compile("limits", j.sources...)
	if err != nil {
		return err
	}
	if j.full, err = understand.NewWith(pb, o); err != nil {
		return err
	}
	for fold := range uint32(quality.Folds) {
		pb, err := dialogue.Compile("limits", j.sources...)
		if err != nil {
			return err
		}
		for name, f := range pb.Flows {
			for lang, texts := range f.Examples {
				kept := []string{}
				for _, text := range texts {
					e := classify.Example{Text: text, Label: name, Lang: lang}
					if quality.Part(e) != fold {
						kept = append(kept, text)
					} else if slices.Contains(pb.Languages, lang) {
						j.own = append(j.own, message{text: text, lang: lang, flow: name, fold: fold})
					}
				}
				f.Examples[lang] = kept
			}
		}
		r, err := understand.NewWith(pb, o)
		if err != nil {
			return err
		}
		j.folds = append(j.folds, r)
	}
	return nil
}

// counts are what became of messages.
type counts struct{ right, asked, wrong, astray, away, n int }

func (c *counts) add(want string, got reading, also ...string) {
	for _, a := range also {
		if got.starts(a) || slices.Contains(got.offered, a) {
			want = a
		}
	}
	c.n++
	switch {
	case got.starts(want):
		c.right++
	case got.started != nil:
		c.wrong++
	case slices.Contains(got.offered, want):
		c.asked++
	case got.offered != nil:
		c.astray++
	default:
		c.away++
	}
}

func (c counts) String() string {
	p := func(n int) float64 { return 100 * float64(n) / float64(max(1, c.n)) }
	return fmt.Sprintf("right %4.1f asked %4.1f wrong %4.1f astray %4.1f away %4.1f", p(c.right), p(c.asked), p(c.wrong), p(c.astray), p(c.away))
}

func (c counts) nonsense() string {
	p := func(n int) float64 { return 100 * float64(n) / float64(max(1, c.n)) }
	return fmt.Sprintf("started %4.1f asked %4.1f", p(c.wrong), p(c.asked+c.astray))
}

func (j *judge) print(l understand.Limits, show bool) {
	var own, tests counts
	by := map[string]*counts{}
	for _, m := range j.own {
		got := read(j.folds[m.fold].With(l), m)
		own.add(m.flow, got)
		if show && !got.starts(m.flow) {
			fmt.Printf("  own %-8s %-20s %v  %s\n", m.lang, m.flow, got, m.text)
		}
	}
	full := j.full.With(l)
	for _, m := range j.corpus.inside {
		got := read(full, m)
		tests.add(m.flow, got, m.also...)
		if show && !got.starts(m.flow) {
			fmt.Printf("  test %-8s %-20s %v  %s\n", m.lang, m.flow, got, m.text)
		}
	}
	for _, m := range j.corpus.outside {
		got := read(full, m)
		for _, k := range []string{m.kind} {
			if by[k] == nil {
				by[k] = &counts{}
			}
			by[k].add("", got)
		}
		if show && (got.started != nil || got.offered != nil) {
			fmt.Printf("  %-8s %v  %s\n", m.kind, got, m.text)
		}
	}
	fmt.Printf("ours %.2f clarify %.2f start %.2f | own(%d) %v | dev(%d) %v |", l.Ours, l.Clarify, l.Start, own.n, own, tests.n, tests)
	for _, k := range slices.Sorted(keys(by)) {
		fmt.Printf(" %s(%d) %s |", k, by[k].n, by[k].nonsense())
	}
	fmt.Println()
}

// reading is what a first message came to.
type reading struct {
	started []string
	offered []string
	sure    float64
}

func (r reading) starts(flow string) bool { return flow != "" && slices.Contains(r.started, flow) }

func read(rec *understand.Recogniser, m message) reading {
	s := &conversation.State{ID: "c", Lang: m.lang, Mood: conversation.Calm}
	var out reading
	for _, c := range rec.Local(m.text, s, time.Date(2025, 3, 14, 8, 0, 0, 0, time.UTC)).Commands {
		switch c.Kind {
		case conversation.CmdStart:
			out.started, out.sure = append(out.started, c.Flow), c.Confidence
		case conversation.CmdClarify:
			out.offered, out.sure = append(out.offered, c.Options...), c.Confidence
		}
	}
	return out
}
