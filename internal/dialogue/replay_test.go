package dialogue_test

import (
	"os"
	"strings"
	"testing"
	"time"

	c "github.com/rozmova/rozmova/internal/conversation"
	"github.com/rozmova/rozmova/internal/dialogue"
	"github.com/rozmova/rozmova/packs"
)

// told plays a short conversation on the library's playbook.
func told(t *testing.T) (*dialogue.Playbook, []c.Event) {
	pb := library(t)
	s := &script{t: t, pb: pb, s: &c.State{ID: "c"}, at: time.Date(2025, 3, 14, 8, 0, 0, 0, time.UTC)}
	for _, in := range []string{
		"start uk verified", `say продовжіть A1234 | start:renew, set:card="A1234"`,
		`ok [{"id": "b1", "title": "Кобзар", "fine": 0}]`, "press Кобзар", "say 3 | set:days=3", "press Так", `ok "renewed"`,
	} {
		s.play(in)
	}
	return pb, s.log
}

// changed is the library with one text or flow written otherwise.
func changed(t *testing.T, file, old, now string) *dialogue.Playbook {
	t.Helper()
	base, err := packs.Source(packs.Base)
	if err != nil {
		t.Fatal(err)
	}
	own, err := packs.Read("library", os.DirFS("testdata/playbook"))
	if err != nil {
		t.Fatal(err)
	}
	was := string(own.Files[file])
	if !strings.Contains(was, old) {
		t.Fatalf("%s does not hold %q", file, old)
	}
	own.Files[file] = []byte(strings.Replace(was, old, now, 1))
	pb, err := dialogue.Compile("library", base, own)
	if err != nil {
		t.Fatal(err)
	}
	return pb
}

func TestReplayUnderTheSamePlaybook(t *testing.T) {
	pb, log := told(t)
	if diffs, err := dialogue.Replay(pb, "c", log); err != nil || len(diffs) > 0 {
		t.Errorf("%v %v", diffs, err)
	}
	if diffs, err := dialogue.Replay(pb, "c", nil); err != nil || len(diffs) > 0 {
		t.Errorf("an empty log: %v %v", diffs, err)
	}
}

func TestReplayShowsWhatAChangeWouldDo(t *testing.T) {
	_, log := told(t)
	diffs, err := dialogue.Replay(changed(t, "texts/uk.yaml", `"Готово, {book}."`, `"Зроблено: {book}."`), "c", log)
	if err != nil || len(diffs) != 1 {
		t.Fatalf("%v %v", diffs, err)
	}
	d := diffs[0]
	if sent, ok := log[d.Seq-1].Data.(c.MessageSent); !ok || sent.Text != "Готово, b1." {
		t.Errorf("the difference stands at %d", d.Seq)
	}
	if !strings.Contains(string(d.Recorded), "Готово, b1.") || !strings.Contains(string(d.Now), "Зроблено: b1.") {
		t.Errorf("%s", d)
	}
	if _, err := dialogue.Replay(changed(t, "texts/en.yaml", "Done", "Ready"), "c", log); err != nil {
		t.Error(err)
	}
}

func TestReplayShowsWhatIsNoLongerPossible(t *testing.T) {
	_, log := told(t)
	gone := changed(t, "flows/renew.yaml", "  - ask: book\n", "")
	diffs, err := dialogue.Replay(gone, "c", log)
	if err != nil || len(diffs) == 0 {
		t.Fatalf("%v %v", diffs, err)
	}
	for i, e := range log {
		if e.Data.EventType() != "message_received" {
			continue
		}
		log[i].Data = c.MessageReceived{Text: "?", Button: "no-such-button"}
	}
	diffs, err = dialogue.Replay(gone, "c", log)
	if err != nil {
		t.Fatal(err)
	}
	refused := 0
	for _, d := range diffs {
		if d.Refused == "unknown_button" && strings.Contains(d.String(), "now refused: unknown_button") {
			refused++
		}
	}
	if refused == 0 {
		t.Errorf("no input is refused: %v", diffs)
	}
}

func TestReplayOfABrokenLog(t *testing.T) {
	pb, log := told(t)
	gap := append([]c.Event{}, log...)
	gap = append(gap[:3], gap[4:]...)
	if _, err := dialogue.Replay(pb, "c", gap); err == nil {
		t.Error("a gap replays")
	}
	if _, err := dialogue.Replay(pb, "c", log[1:]); err == nil {
		t.Error("a log without its beginning replays")
	}
	consequence := []c.Event{log[0]}
	consequence[0].Data = c.StepReached{Frame: 1, Step: "x"}
	if _, err := dialogue.Replay(pb, "c", consequence); err == nil {
		t.Error("a turn that begins with a consequence replays")
	}
}
