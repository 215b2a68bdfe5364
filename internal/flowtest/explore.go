package flowtest

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"

	"github.com/rozmova/rozmova/internal/conversation"
	"github.com/rozmova/rozmova/internal/dialogue"
)

// Exploring is how far to explore.
type Exploring struct {
	Seed      uint64 // the same seed, the same dialogues
	Dialogues int    // of each flow
	Turns     int    // of each dialogue, at most
}

// Exploration is what random customers found.
type Exploration struct {
	Dialogues int
	Finds     []Find
	Coverage  Coverage
}

// Find is something wrong, with the dialogue that shows it. Seed and Dialogue
// play it again.
type Find struct {
	Kind     string // dead_end, silent, loop, fault, replay
	Flow     string
	Text     string
	Dialogue int
	Script   []string // what was said by whom, and what happened
}

// maxFinds of one kind in one flow: more of the same tell nothing new.
const maxFinds = 3

// Explore walks every flow that can be asked for with random customers: ones
// that answer, ones that answer wrongly, ask for something else, change their
// mind, fall silent or call a person, while actions fail now and then. The
// tests give the worlds in which flows make sense: who the customer is, what
// the business systems answer, and what customers say.
//
// It looks for what no customer may meet: a bot that says nothing (silent), a
// flow that waits for nothing (dead_end), a willing customer who never gets to
// an end (loop), a flow that breaks (fault), a log that replays otherwise.
func Explore(pb *dialogue.Playbook, rec Recogniser, tests []Test, backends Backends, x Exploring) (Exploration, error) {
	out := Exploration{Coverage: newCoverage(pb)}
	worlds := settings(tests)
	if len(worlds) == 0 {
		return out, fmt.Errorf("explore: there are no tests to take customers and business systems from")
	}
	said := sayings(pb, tests)
	counts := map[string]int{}
	for fi, name := range pb.Order {
		flow := pb.Flows[name]
		if flow.On != "" || len(examples(flow)) == 0 {
			continue
		}
		for d := range x.Dialogues {
			rng := rand.New(rand.NewPCG(x.Seed, uint64(fi)<<32|uint64(d)))
			near := worldsOf(worlds, name)
			w := near[rng.IntN(len(near))]
			e := &explorer{
				player: &player{
					pb: pb, rec: rec, test: Test{File: "explore", Name: name, setting: w.setting}, at: w.clock,
					report: &Report{Coverage: out.Coverage}, state: &conversation.State{ID: "test"},
				},
				rng: rng, flow: flow, said: said, turns: x.Turns, willing: rng.IntN(2) == 0,
			}
			finds, err := e.explore(backends)
			if err != nil {
				return out, err
			}
			out.Dialogues++
			for _, f := range finds {
				f.Flow, f.Dialogue, f.Script = name, d, e.script
				if key := f.Kind + " " + name; counts[key] < maxFinds {
					counts[key]++
					out.Finds = append(out.Finds, f)
				}
			}
		}
	}
	return out, nil
}

// world is the setting of a test, and the flows that the test speaks of.
type world struct {
	setting
	words string
}

func settings(tests []Test) []world {
	var out []world
	for _, t := range tests {
		if t.backend == "" && len(t.actions) == 0 {
			continue
		}
		w := world{setting: t.setting, words: t.File}
		out = append(out, w)
	}
	if len(out) == 0 {
		for _, t := range tests {
			out = append(out, world{setting: t.setting, words: t.File})
		}
	}
	return out
}

// worldsOf are the worlds in which a flow makes sense: those of tests in a file
// named after it, and of these the ones with a whole business system. Answers
// written for another flow's test, or for one path, would say nothing of this one.
func worldsOf(all []world, flow string) []world {
	near := slices.DeleteFunc(slices.Clone(all), func(w world) bool { return !strings.Contains(w.words, flow) })
	if len(near) == 0 {
		near = all
	}
	if whole := slices.DeleteFunc(slices.Clone(near), func(w world) bool { return w.backend == "" || len(w.actions) > 0 }); len(whole) > 0 {
		return whole
	}
	return near
}

// sayings are what customers say: in tests, and to ask for flows.
func sayings(pb *dialogue.Playbook, tests []Test) []string {
	var out []string
	for _, t := range tests {
		for _, turn := range t.turns {
			if turn.kind == "customer" {
				out = append(out, turn.text)
			}
		}
	}
	for _, name := range pb.Order {
		out = append(out, examples(pb.Flows[name])...)
	}
	slices.Sort(out)
	return slices.Compact(out)
}

func examples(f *dialogue.Flow) []string {
	var out []string
	for _, lang := range sortedKeys(f.Examples) {
		out = append(out, f.Examples[lang]...)
	}
	return out
}

// explorer plays one random dialogue.
type explorer struct {
	*player
	rng     *rand.Rand
	flow    *dialogue.Flow
	said    []string
	turns   int
	willing bool // answers what is asked; only then an endless dialogue is the flow's fault
	script  []string
	finds   []Find
}

func (e *explorer) explore(backends Backends) ([]Find, error) {
	e.stubs = stubs{e.test.actions, map[string]map[int]bool{}}
	e.intercept = e.trouble
	if name := e.test.backend; name != "" {
		open := backends[name]
		if open == nil {
			return nil, fmt.Errorf("explore: there is no back end %q here", name)
		}
		b, done, err := open()
		if err != nil {
			return nil, fmt.Errorf("explore: back end %s: %w", name, err)
		}
		defer done()
		e.backend = b
	}
	e.input(conversation.Actor{Kind: conversation.System}, conversation.Started{
		Workspace: "test", Contact: "customer", Channel: conversation.ChannelWeb,
		Locale: e.test.lang, Level: e.test.level, Profile: e.test.profile,
	})
	e.note("bot", e.player.log)
	ex := examples(e.flow)
	e.write(ex[e.rng.IntN(len(ex))])
	ended := false
	for n := 1; n < e.turns && len(e.finds) == 0; n++ {
		if e.state.Closed || (e.willing && len(e.state.Stack) == 0) || (e.state.Owner.Kind != conversation.OwnedByBot && e.rng.IntN(3) == 0) {
			ended = true
			break
		}
		e.act()
	}
	if !ended && e.willing && len(e.finds) == 0 && e.state.Owner.Kind == conversation.OwnedByBot {
		e.find("loop", "a willing customer got to no end in %d turns; stood at %s", e.turns, where(e.state))
	}
	if diffs, err := dialogue.Replay(e.pb, e.state.ID, e.log); err != nil || len(diffs) > 0 {
		e.find("replay", "the log replays otherwise: %v %v", err, diffs)
	}
	return e.finds, nil
}

func (e *explorer) find(kind, format string, args ...any) {
	e.finds = append(e.finds, Find{Kind: kind, Text: fmt.Sprintf(format, args...)})
}

// after looks at what a turn came to.
func (e *explorer) after(what string, spoke bool) {
	e.note(what, e.came.events)
	for _, f := range e.report.Failures {
		e.find("fault", "%s", f.Text)
	}
	e.report.Failures = nil
	e.circling()
	if len(e.finds) > 0 || e.state.Closed || e.state.Owner.Kind != conversation.OwnedByBot || len(e.late) > 0 {
		return
	}
	answered := false
	for _, ev := range e.came.events {
		switch d := ev.Data.(type) {
		case conversation.OwnerChanged:
			answered = true
		case conversation.MessageSent:
			answered = true
			if strings.TrimSpace(d.Text) == "" && len(d.Cards) == 0 {
				e.find("silent", "text %s comes to nothing; stood at %s", d.Key, where(e.state))
			}
		}
	}
	switch f := e.state.Active(); {
	case spoke && !answered:
		e.find("silent", "the bot says nothing; stood at %s", where(e.state))
	case f != nil && f.Waiting == "" && e.state.Expect.Kind == conversation.ExpectNothing:
		e.find("dead_end", "flow %s waits for nothing at step %s", f.Flow, f.Step)
	}
}

// circling: the engine had to call a person because one question came again
// and again, though the customer answered it and was told nothing else.
func (e *explorer) circling() {
	if !e.willing || !slices.ContainsFunc(e.came.events, func(ev conversation.Event) bool {
		d, ok := ev.Data.(conversation.HandoffRequested)
		return ok && d.Packet.Rule == "same_question"
	}) {
		return
	}
	said, same := "", 0
	for _, ev := range slices.Backward(e.log[:len(e.log)-len(e.came.events)]) {
		d, ok := ev.Data.(conversation.MessageSent)
		if !ok {
			continue
		}
		if said != "" && d.Key != said {
			return
		}
		if said, same = d.Key, same+1; same == 3 {
			e.find("loop", "%s again and again, though it was answered; stood at %s", said, where(e.state))
			return
		}
	}
}

func where(s *conversation.State) string {
	if f := s.Active(); f != nil {
		return f.Flow + "." + f.Step
	}
	return "no flow"
}

// note writes a turn into the script.
func (e *explorer) note(what string, events []conversation.Event) {
	e.script = append(e.script, what)
	for _, ev := range events {
		switch d := ev.Data.(type) {
		case conversation.MessageSent:
			e.script = append(e.script, "  bot: "+oneLine(d.Text))
		case conversation.ActionRequested:
			e.script = append(e.script, "  calls "+d.Action+" "+short(d.Args))
		case conversation.ActionFailed:
			e.script = append(e.script, "  "+d.Action+" fails: "+d.Code)
		case conversation.HandoffRequested:
			e.script = append(e.script, "  to a person: "+d.Packet.Reason)
		}
	}
}

func oneLine(s string) string { return strings.Join(strings.Fields(s), " ") }
