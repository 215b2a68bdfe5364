package dialogue_test

import (
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	c "github.com/rozmova/rozmova/internal/conversation"
	"github.com/rozmova/rozmova/internal/dialogue"
	"github.com/rozmova/rozmova/packs"
)

var update = flag.Bool("update", false, "rewrite the transcripts under testdata")

// TestTranscripts plays testdata/transcripts/*.txt: lines that begin with > are
// inputs, the rest is what the engine decided. Run with -update to write it
// anew, then read the difference.
//
//	> start LANG LEVEL
//	> say TEXT | COMMAND, …       what the customer wrote and what was understood
//	> press ID-OR-TITLE
//	> ok JSON, > fail CODE        the oldest running action ends
//	> agent took|wrote TEXT|returned TELL|resolved OUTCOME
//	> timer NAME
//	> again COMMAND, …            what the next re-reading finds
//
// A command is kind:about; a set is set:[flow.]slot=JSON, with ~words where
// the value rests on other words than itself.
func TestTranscripts(t *testing.T) {
	pb := library(t)
	files, err := filepath.Glob("testdata/transcripts/*.txt")
	if err != nil || len(files) == 0 {
		t.Fatal("no transcripts", err)
	}
	for _, file := range files {
		t.Run(strings.TrimSuffix(filepath.Base(file), ".txt"), func(t *testing.T) {
			want, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			s := &script{t: t, pb: pb, s: &c.State{ID: "c"}, at: time.Date(2025, 3, 14, 8, 0, 0, 0, time.UTC)}
			for line := range strings.Lines(string(want)) {
				if in, ok := strings.CutPrefix(strings.TrimSpace(line), "> "); ok {
					fmt.Fprintf(&s.out, "> %s\n", in)
					s.play(in)
				}
			}
			diffs, err := dialogue.Replay(pb, "c", s.log)
			if err != nil || len(diffs) > 0 {
				t.Errorf("replay: %v %v", diffs, err)
			}
			if *update {
				if err := os.WriteFile(file, []byte(s.out.String()), 0o644); err != nil {
					t.Fatal(err)
				}
				return
			}
			if d := cmp.Diff(string(want), s.out.String()); d != "" {
				t.Errorf("(-recorded +now)\n%s", d)
			}
		})
	}
}

// library is a small playbook with every kind of step, over the base pack.
func library(t testing.TB) *dialogue.Playbook {
	t.Helper()
	base, err := packs.Source(packs.Base)
	if err != nil {
		t.Fatal(err)
	}
	own, err := packs.Read("library", os.DirFS("testdata/playbook"))
	if err != nil {
		t.Fatal(err)
	}
	pb, err := dialogue.Compile("library", base, own)
	if err != nil {
		t.Fatal(err)
	}
	return pb
}

type script struct {
	t       *testing.T
	pb      *dialogue.Playbook
	s       *c.State
	log     []c.Event
	at      time.Time
	n       int
	running []c.Effect
	again   []c.Command
	out     strings.Builder
}

func (s *script) play(line string) {
	verb, rest, _ := strings.Cut(line, " ")
	customer, system := c.Actor{Kind: c.Customer}, c.Actor{Kind: c.System}
	switch verb {
	case "start":
		lang, level, _ := strings.Cut(rest, " ")
		s.take(system, c.Started{Workspace: "w", Contact: "k", Channel: c.ChannelWeb, Locale: lang, Level: c.Level(level)})
	case "say":
		text, commands, _ := strings.Cut(rest, " | ")
		s.take(customer, c.MessageReceived{Text: text, Mood: c.Calm, Proposed: s.commands(text, commands)})
	case "press":
		id := rest
		for _, b := range s.s.Buttons {
			if b.Title == rest {
				id = b.ID
			}
		}
		s.take(customer, c.MessageReceived{Text: dialogue.ButtonTitle(s.s, id), Button: id})
	case "ok", "fail":
		if len(s.running) == 0 {
			s.t.Fatalf("%s: nothing is running", line)
		}
		e := s.running[0]
		s.running = s.running[1:]
		action := e.Data.(c.CallAction).Action
		if verb == "fail" {
			s.take(system, c.ActionFailed{Effect: e.ID, Action: action, Code: rest})
			return
		}
		s.take(system, c.ActionSucceeded{Effect: e.ID, Action: action, Result: s.json(rest)})
	case "again":
		s.again = s.commands("", rest)
	case "timer":
		s.take(system, c.TimerFired{Effect: s.s.Timers[rest], Timer: rest})
	case "agent":
		s.agent(rest)
	default:
		s.t.Fatalf("unknown input %q", line)
	}
}

// Again is what the script says that a re-reading finds, once.
func (s *script) Again(texts []c.Heard, state *c.State, _ time.Time) []c.Command {
	fmt.Fprintf(&s.out, "  reread for %s:", state.Expect.Slot)
	for _, h := range texts {
		fmt.Fprintf(&s.out, " %d %q", h.Seq, h.Text)
	}
	fmt.Fprintln(&s.out)
	found := s.again
	s.again = nil
	return found
}

func (s *script) agent(move string) {
	verb, rest, _ := strings.Cut(move, " ")
	var d c.Data
	switch verb {
	case "took":
		d = c.AgentTook{}
	case "wrote":
		d = c.AgentWrote{Text: rest}
	case "returned":
		d = c.AgentReturned{Tell: rest}
	case "resolved":
		d = c.Resolved{Outcome: c.Outcome(rest)}
	default:
		s.t.Fatalf("unknown move %q", move)
	}
	s.take(c.Actor{Kind: c.Agent, ID: "a1", Name: "Оксана"}, d)
}

func (s *script) json(text string) (v c.Value) {
	if err := json.Unmarshal([]byte(text), &v); err != nil {
		s.t.Fatalf("%s: %v", text, err)
	}
	return v
}

func (s *script) commands(text, list string) (out []c.Command) {
	for _, one := range strings.Split(list, ", ") {
		kind, about, _ := strings.Cut(one, ":")
		cmd := c.Command{Kind: c.CommandKind(kind), Confidence: 1, Source: c.FromEntity, Text: text}
		switch cmd.Kind {
		case c.CmdStart:
			cmd.Flow = about
		case c.CmdSet, c.CmdNarrow:
			name, value, _ := strings.Cut(about, "=")
			value, cmd.Text, _ = strings.Cut(value, "~")
			cmd.Value = s.json(value)
			if cmd.Text == "" {
				cmd.Text = strings.Trim(value, `"`)
			}
			cmd.Slot = name
			if flow, slot, ok := strings.Cut(name, "."); ok && !strings.HasPrefix(name, "$") {
				cmd.Flow, cmd.Slot = flow, slot
			}
		case c.CmdClarify:
			cmd.Options = strings.Split(about, "+")
		default:
			cmd.Reason = about
		}
		out = append(out, cmd)
	}
	return out
}

func (s *script) take(by c.Actor, d c.Data) {
	s.n++
	s.at = s.at.Add(time.Second)
	decision, err := dialogue.Advance(s.pb, s, s.s, c.Input{Key: fmt.Sprint(s.n), At: s.at, Actor: by, Data: d})
	var no *dialogue.Refused
	if errors.As(err, &no) {
		fmt.Fprintf(&s.out, "  refused: %s\n", no.Code)
		return
	} else if err != nil {
		s.t.Fatal(err)
	}
	for _, e := range decision.Events {
		if err := s.s.Apply(e); err != nil {
			s.t.Fatal(err)
		}
		s.show(e)
	}
	s.log = append(s.log, decision.Events...)
	for _, e := range decision.Effects {
		if _, ok := e.Data.(c.CallAction); ok {
			s.running = append(s.running, e)
		}
		fmt.Fprintf(&s.out, "  effect %s %s\n", e.ID, e.Data.EffectType())
	}
}

// show writes one event as a person reads it.
func (s *script) show(e c.Event) {
	w := &s.out
	fmt.Fprintf(w, "  %d %s", e.Seq, e.Data.EventType())
	switch d := e.Data.(type) {
	case c.Started, c.MessageReceived:
	case c.MessageSent:
		fmt.Fprintf(w, " %s: %s", d.Key, strings.ReplaceAll(d.Text, "\n", " "))
		for _, b := range d.Buttons {
			fmt.Fprintf(w, " [%s|%s]", b.Title, b.ID)
		}
		for _, card := range d.Cards {
			fmt.Fprintf(w, " %+v", card)
		}
	case c.Understood:
		for _, x := range d.Commands {
			fmt.Fprintf(w, " +%s:%s%s%s", x.Kind, x.Flow, x.Slot, x.Reason)
		}
		for _, x := range d.Dropped {
			fmt.Fprintf(w, " -%s:%s%s%s (%s)", x.Command.Kind, x.Command.Flow, x.Command.Slot, x.Command.Reason, x.Why)
		}
	case c.HandoffRequested:
		fmt.Fprintf(w, " %s by %s: %s\n    %s", d.Packet.Reason, d.Packet.Rule, d.Packet.Issue, strings.ReplaceAll(d.Packet.Summary, "\n", "\n    "))
	default:
		b, err := c.EncodeData(e.Data)
		if err != nil {
			s.t.Fatal(err)
		}
		fmt.Fprintf(w, " %s", b)
	}
	fmt.Fprintln(w)
}
