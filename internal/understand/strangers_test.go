package understand_test

import (
	"bufio"
	"encoding/json"
	"os"
	"testing"
	"time"

	"github.com/rozmova/rozmova/internal/conversation"
	"github.com/rozmova/rozmova/internal/dialogue"
	"github.com/rozmova/rozmova/internal/understand"
	"github.com/rozmova/rozmova/packs"
)

// Messages that no flow is meant by, kept apart from those by which limits are
// chosen: few may start a flow or be offered one.
func TestNonsenseIsTurnedAway(t *testing.T) {
	var sources []dialogue.Source
	for _, name := range append([]string{packs.Base}, packs.Names()...) {
		src, err := packs.Source(name)
		if err != nil {
			t.Fatal(err)
		}
		sources = append(sources, src)
	}
	pb, err := dialogue.Compile("nonsense", sources...)
	if err != nil {
		t.Fatal(err)
	}
	rec, err := understand.New(pb)
	if err != nil {
		t.Fatal(err)
	}
	f, err := os.Open("../quality/testdata/nonsense/held.jsonl")
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	all, started, asked := 0, 0, 0
	for lines := bufio.NewScanner(f); lines.Scan(); {
		var m struct{ Text, Lang string }
		if err := json.Unmarshal(lines.Bytes(), &m); err != nil {
			t.Fatal(err)
		}
		all++
		s := &conversation.State{ID: "c", Lang: m.Lang, Mood: conversation.Calm}
		for _, c := range rec.Local(m.Text, s, time.Date(2025, 3, 14, 8, 0, 0, 0, time.UTC)).Commands {
			switch c.Kind {
			case conversation.CmdStart:
				started++
			case conversation.CmdClarify:
				asked++
			}
		}
	}
	t.Logf("of %d messages %d start a flow and %d are offered one", all, started, asked)
	if started+asked > all/12 {
		t.Errorf("of %d messages %d start a flow and %d are offered one", all, started, asked)
	}
	for _, text := range []string{"What is the meaning of life?", "у чому сенс життя?"} {
		for _, c := range rec.Local(text, &conversation.State{ID: "c"}, time.Date(2025, 3, 14, 8, 0, 0, 0, time.UTC)).Commands {
			if c.Kind == conversation.CmdStart || c.Kind == conversation.CmdClarify {
				t.Errorf("%s: %+v", text, c)
			}
		}
	}
}
