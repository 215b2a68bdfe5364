package main

import (
	"fmt"
	"slices"
	"strings"

	"github.com/rozmova/rozmova/internal/dialogue"
	"github.com/rozmova/rozmova/internal/flowtest"
	"github.com/rozmova/rozmova/internal/understand"
	"github.com/rozmova/rozmova/packs"
)

// explore walks the flows with random customers and prints what they met. What
// neither they nor the tests reach is taken for unreachable.
func (c *testCmd) explore(pb *dialogue.Playbook, rec *understand.Recogniser, tests []flowtest.Test, backends flowtest.Backends, tested flowtest.Report) error {
	x, err := flowtest.Explore(pb, rec, tests, backends, flowtest.Exploring{Seed: c.Seed, Dialogues: c.Dialogues, Turns: c.Turns})
	if err != nil {
		return err
	}
	var unreached []string
	untested := tested.Coverage.Missed()
	for _, step := range x.Coverage.Missed() {
		flow, _, _ := strings.Cut(step, ".")
		others := pb.Flows[flow].On != "" && !slices.Contains(c.Packs, packs.Base) // the base's tests, which do not run here, cover those
		if slices.Contains(untested, step) && !others {
			unreached = append(unreached, step)
		}
	}
	if c.JSON {
		out := exploreResult{Dialogues: x.Dialogues, Finds: []exploreFind{}, Unreached: unreached}
		for _, f := range x.Finds {
			out.Finds = append(out.Finds, exploreFind(f))
		}
		err = printJSON(out)
	} else {
		c.printFinds(x, unreached)
	}
	if err == nil && len(x.Finds)+len(unreached) > 0 {
		err = errReported
	}
	return err
}

func (c *testCmd) printFinds(x flowtest.Exploration, unreached []string) {
	for _, f := range x.Finds {
		fmt.Printf("%s in %s (dialogue %d): %s\n", f.Kind, f.Flow, f.Dialogue, f.Text)
		if c.Verbose {
			for _, line := range f.Script {
				fmt.Println("    " + line)
			}
		}
	}
	for _, step := range unreached {
		fmt.Printf("unreached: %s: no test and no random customer gets there\n", step)
	}
	fmt.Printf("%d dialogues, %d finds, %d steps unreached (seed %d)", x.Dialogues, len(x.Finds), len(unreached), c.Seed)
	if len(x.Finds) > 0 && !c.Verbose {
		fmt.Print("; --verbose shows the dialogues")
	}
	fmt.Println()
}

type exploreResult struct {
	Dialogues int           `json:"dialogues"`
	Finds     []exploreFind `json:"finds"`
	Unreached []string      `json:"unreached"`
}

type exploreFind struct {
	Kind     string   `json:"kind"`
	Flow     string   `json:"flow"`
	Text     string   `json:"text"`
	Dialogue int      `json:"dialogue"`
	Script   []string `json:"script"`
}
