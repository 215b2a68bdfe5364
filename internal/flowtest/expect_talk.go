package flowtest

import (
	"fmt"
	"reflect"
	"slices"
	"strings"

	"github.com/rozmova/rozmova/internal/conversation"
)

// narrowed: {slot: [values]}: the options that are left after what was said.
func expectNarrowed(n node) func(*outcome) string {
	want := n.object()
	return func(o *outcome) string {
		for _, slot := range sortedKeys(want) {
			var got conversation.Value
			if f := o.state.Active(); f != nil && o.state.Expect.Slot == slot {
				var open []any
				for _, x := range o.state.Expect.Options {
					if !x.Aside {
						open = append(open, x.Value)
					}
				}
				got = open
			}
			if !reflect.DeepEqual(got, want[slot]) {
				return differs("narrowed "+slot, short(want[slot]), short(got))
			}
		}
		return ""
	}
}

// reread: slots that were filled or narrowed from what had been said before.
func expectReread(n node) func(*outcome) string {
	want := n.strs()
	return func(o *outcome) string {
		got := each(o, func(d conversation.MessageReread) string { return d.Slot })
		if !slices.Equal(got, want) {
			return differs("reread", list(want), list(got))
		}
		return ""
	}
}

// queued: flows that wait for one of the same to end, at the end of the turn.
func expectQueued(n node) func(*outcome) string {
	want := n.strs()
	return func(o *outcome) string {
		got := []string{}
		for _, q := range o.state.Queue {
			got = append(got, q.Flow)
		}
		if !slices.Equal(got, want) {
			return differs("queued", list(want), list(got))
		}
		return ""
	}
}

// rated: the score that the customer gave, or {score: …, comment: …}.
func expectRated(n node) func(*outcome) string {
	score, comment := "", ""
	if n.scalar() {
		score = n.str()
	} else {
		for _, f := range n.fields("score", "comment") {
			if f.key == "score" {
				score = f.value.str()
			} else {
				comment = f.value.str()
			}
		}
	}
	return func(o *outcome) string {
		r := o.state.Rating
		if r == nil {
			return differs("rated", score, "none")
		}
		if got := fmt.Sprint(r.Score); got != score || comment != "" && r.Comment != comment {
			return differs("rated", strings.TrimSpace(score+" "+comment), strings.TrimSpace(got+" "+r.Comment))
		}
		return ""
	}
}

// noted: a note for the agents that holds these words.
func expectNoted(n node) func(*outcome) string {
	want := n.strs()
	return func(o *outcome) string {
		got := typed(strings.Join(each(o, func(d conversation.NoteAdded) string { return d.Text }), " ¶ "))
		for _, w := range want {
			if !strings.Contains(got, w) {
				return differs("noted", "“"+w+"”", "“"+got+"”")
			}
		}
		return ""
	}
}
