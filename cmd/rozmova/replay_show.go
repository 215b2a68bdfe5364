package main

import (
	"encoding/json"
	"fmt"
	"io"
	"slices"
	"sort"
	"strings"

	"github.com/rozmova/rozmova/internal/conversation"
)

func countDiffering(turns []replayedTurn) (n int) {
	for _, t := range turns {
		if t.differs {
			n++
		}
	}
	return n
}

// firstDifference names the first turn that differs.
func firstDifference(turns []replayedTurn) string {
	for i, t := range turns {
		if t.differs {
			return fmt.Sprintf("turn %d: %s", i+1, inputLine(t.recorded[0]))
		}
	}
	return ""
}

// showTurns prints the turns that differ: - was recorded, + would be now. It
// says how many there are.
func showTurns(w io.Writer, turns []replayedTurn) int {
	shown := 0
	for i, t := range turns {
		if !t.differs {
			continue
		}
		if shown > 0 {
			fmt.Fprintln(w)
		}
		shown++
		in := t.recorded[0]
		fmt.Fprintf(w, "turn %d, event %d, %s  %s\n", i+1, in.Seq, in.At.Local().Format("2006-01-02 15:04:05"), inputLine(in))
		if t.refused != "" {
			fmt.Fprintf(w, "  + would be refused: %s\n", t.refused)
		}
		recorded, now := eventLines(t.recorded), eventLines(t.now)
		if t.refused == "" && recorded[0] == now[0] { // the input, told above
			recorded, now = recorded[1:], now[1:]
		}
		for _, l := range lineDiff(recorded, now) {
			fmt.Fprintln(w, " ", l)
		}
	}
	return shown
}

// inputLine says what a turn began with.
func inputLine(e conversation.Event) string {
	who := string(e.Actor.Kind)
	if e.Actor.Name != "" {
		who = plain(e.Actor.Name)
	}
	switch d := e.Data.(type) {
	case conversation.MessageReceived:
		if d.Button != "" {
			return fmt.Sprintf("%s pressed [%s] (%s)", who, oneLine(d.Text), d.Button)
		}
		return fmt.Sprintf("%s: %s", who, quoted(d.Text))
	case conversation.AgentWrote:
		return fmt.Sprintf("%s: %s", who, quoted(d.Text))
	case conversation.ActionSucceeded:
		return "action " + d.Action + " succeeded"
	case conversation.ActionFailed:
		return "action " + d.Action + " failed: " + d.Code
	case conversation.TimerFired:
		return "timer " + d.Timer
	}
	return who + ": " + strings.ReplaceAll(e.Data.EventType(), "_", " ")
}

// eventLines are a turn's consequences, one line each, without what only
// numbers them: an event more near the top would make all below it differ.
func eventLines(events []conversation.Event) []string {
	var out []string
	for _, e := range events {
		out = append(out, eventLine(e))
	}
	return out
}

func eventLine(e conversation.Event) string {
	head := e.Data.EventType()
	if m, ok := e.Data.(conversation.MessageSent); ok {
		return head + " " + messageLine(m)
	}
	b, err := conversation.EncodeData(e.Data)
	if err != nil {
		return head + " (" + err.Error() + ")"
	}
	var fields map[string]json.RawMessage
	if err := json.Unmarshal(b, &fields); err != nil {
		return head + " " + string(b)
	}
	for _, number := range []string{"effect", "key", "message", "frame"} {
		delete(fields, number)
	}
	names := make([]string, 0, len(fields))
	for name := range fields {
		names = append(names, name)
	}
	sort.Strings(names)
	for _, name := range names {
		head += " " + name + "=" + shorten(plain(strings.Trim(string(fields[name]), `"`)), 160)
	}
	return head
}

func messageLine(m conversation.MessageSent) string {
	line := m.Key + " " + quoted(m.Text)
	for _, c := range m.Cards {
		line += " card " + quoted(c.Title)
	}
	for _, b := range m.Buttons {
		line += " [" + oneLine(b.Title) + "]"
	}
	return line
}

func quoted(s string) string { return "«" + shorten(oneLine(s), 200) + "»" }

// lineDiff is the shortest way from a to b: lines with "- ", "+ " or two spaces
// before them.
func lineDiff(a, b []string) []string {
	// common[i][j] is the length of what a[i:] and b[j:] have in common.
	common := make([][]int, len(a)+1)
	for i := range common {
		common[i] = make([]int, len(b)+1)
	}
	for i := len(a) - 1; i >= 0; i-- {
		for j := len(b) - 1; j >= 0; j-- {
			if a[i] == b[j] {
				common[i][j] = common[i+1][j+1] + 1
			} else {
				common[i][j] = max(common[i+1][j], common[i][j+1])
			}
		}
	}
	var out []string
	i, j := 0, 0
	for i < len(a) || j < len(b) {
		switch {
		case i < len(a) && j < len(b) && a[i] == b[j]:
			out = append(out, "  "+a[i])
			i, j = i+1, j+1
		case j == len(b) || i < len(a) && common[i+1][j] >= common[i][j+1]:
			out = append(out, "- "+a[i])
			i++
		default:
			out = append(out, "+ "+b[j])
			j++
		}
	}
	if !slices.ContainsFunc(out, func(l string) bool { return l[0] != ' ' }) {
		out = append(out, "(the same events with other numbers)")
	}
	return out
}
