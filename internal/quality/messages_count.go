package quality

import (
	"cmp"
	"slices"

	"github.com/rozmova/rozmova/internal/understand/classify"
)

func (r *MessagesReport) count(m MessageRead) {
	noise := "clean"
	if m.Noisy {
		noise = "noisy"
	}
	r.All.add(m)
	for _, group := range []struct {
		in   map[string]MessageTally
		name string
	}{{r.ByLanguage, m.Lang}, {r.ByNoise, noise}, {r.ByKind, m.Kind}, {r.ByIntent, m.Intent}} {
		t := group.in[group.name]
		t.add(m)
		group.in[group.name] = t
	}
}

func (t *MessageTally) add(m MessageRead) {
	if m.Intent == classify.OutOfScope {
		t.Outside++
		switch m.Outcome {
		case TurnedAway, Right, AskedAmong: // the last two where something else is right as well
			t.OutsideAway++
		case AskedBack:
			t.AskedBack++
		case Started:
			t.Started++
		}
		return
	}
	t.InScope++
	switch m.Outcome {
	case Right:
		t.Right++
	case AskedAmong:
		t.AskedAmong++
	case Wrong:
		t.Wrong++
	case TurnedAway:
		t.TurnedAway++
	}
}

func (r *MessagesReport) finish() {
	r.All.finish()
	for _, in := range []map[string]MessageTally{r.ByLanguage, r.ByNoise, r.ByKind, r.ByIntent} {
		for name, t := range in {
			t.finish()
			in[name] = t
		}
	}
}

func (t *MessageTally) finish() {
	of := func(part, whole int) *float64 {
		if whole == 0 {
			return nil
		}
		return pointer(round(float64(part)/float64(whole), 1e4))
	}
	t.Accuracy, t.WithAsked = of(t.Right, t.InScope), of(t.Right+t.AskedAmong, t.InScope)
	t.Recall = of(t.OutsideAway, t.Outside)
}

// ordered lists confusions, the most frequent first.
func ordered(times map[[2]string]int, of map[string]int) []Confusion {
	out := []Confusion{}
	for k, n := range times {
		out = append(out, Confusion{k[0], k[1], n, of[k[0]]})
	}
	slices.SortFunc(out, func(a, b Confusion) int {
		return cmp.Or(cmp.Compare(b.Times, a.Times), cmp.Compare(a.Flow, b.Flow), cmp.Compare(a.As, b.As))
	})
	return out
}
