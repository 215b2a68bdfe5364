package quality_test

import (
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/rozmova/rozmova/internal/dialogue"
	"github.com/rozmova/rozmova/internal/quality"
	"github.com/rozmova/rozmova/internal/understand"
	"github.com/rozmova/rozmova/internal/understand/classify"
	"github.com/rozmova/rozmova/packs"
)

func TestMessages(t *testing.T) {
	t.Parallel()
	pb := bakery(t, "out_of_scope: {en: [who won the football match]}\n", map[string]string{"cakes": cakes, "hours": hours})
	in := func(text, intent string, also ...string) quality.Message {
		return quality.Message{Text: text, Intent: intent, Also: also, Lang: "en", Kind: "plain", Noisy: also != nil}
	}
	messages := []quality.Message{
		in("I want to order a cake for a birthday", "cakes"), in("when are you open on Sunday?", "cakes"), in("when do you open", "cakes", "hours"),
		in("please get me a human agent", "person"), in("hello", "social"), in("zzkq wpfr", "hours"),
		in("zzkq wpfr", classify.OutOfScope), in("order a cake please", classify.OutOfScope), in("I want a human", classify.OutOfScope), in("thank you", classify.OutOfScope),
	}
	r, err := quality.Messages(t.Context(), pb, messages, true)
	if err != nil {
		t.Fatal(err)
	}
	got := map[string]quality.MessageOutcome{}
	for _, m := range r.Missed {
		got[m.Intent+": "+m.Text] = m.Outcome
	}
	want := map[string]quality.MessageOutcome{"cakes: when are you open on Sunday?": quality.Wrong, "hours: zzkq wpfr": quality.TurnedAway,
		"oos: order a cake please": quality.Started, "oos: I want a human": quality.Started}
	if !maps.Equal(got, want) {
		t.Errorf("got %v, want %v", got, want)
	}
	if a := r.All; a.InScope != 6 || a.Right != 4 || a.Wrong != 1 || a.TurnedAway != 1 || *a.Accuracy != .6667 || a.Outside != 4 || a.OutsideAway != 2 || a.Started != 2 || *a.Recall != .5 {
		t.Errorf("%+v", a)
	}
	if noisy := r.ByNoise["noisy"]; noisy.Right != 1 || noisy.Recall != nil || r.ByLanguage["en"].InScope != 6 {
		t.Errorf("%+v", r)
	}
	if !slices.Contains(r.Confusions, quality.Confusion{Flow: "cakes", As: "hours", Times: 1, Of: 3}) {
		t.Errorf("%+v", r.Confusions)
	}

	quiet, err := quality.Messages(t.Context(), pb, messages, false)
	if err != nil || quiet.Missed != nil || quiet.Confusions != nil || quiet.All.Right != 4 {
		t.Errorf("without words: %+v, %v", quiet, err)
	}
	for _, wrong := range [][]quality.Message{nil, {in("a", "cakes"), in("b", "bread")}, {in("a", "cakes", "bread")}} {
		if _, err := quality.Messages(t.Context(), pb, wrong, true); err == nil {
			t.Errorf("%v was taken", wrong)
		}
	}
}

func TestReadMessages(t *testing.T) {
	t.Parallel()
	path := filepath.Join(t.TempDir(), "rows")
	write := func(rows string) {
		if err := os.WriteFile(path, []byte(rows), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	write(`{"text":"a","intent":"b","also":["c"],"lang":"uk","noisy":true,"kind":"typo"}` + "\n\n" + `{"text":"d","intent":"oos"}` + "\n")
	ms, err := quality.ReadMessages(path)
	if err != nil || len(ms) != 2 || ms[0].Also[0] != "c" || !ms[0].Noisy || ms[1].Kind != "plain" {
		t.Errorf("%+v, %v", ms, err)
	}
	write(`{"text":"a","intent":"b"}` + "\n" + `{"text":"a"}` + "\n")
	if _, err := quality.ReadMessages(path); err == nil || !strings.Contains(err.Error(), "rows:2: ") {
		t.Errorf("%v", err)
	}
}

// customers reads one half of what customers write.
func customers(t *testing.T, half string) []quality.Message {
	t.Helper()
	ms, err := quality.ReadMessages("testdata/customers/" + half + ".jsonl")
	if err != nil {
		t.Fatal(err)
	}
	return ms
}

func bothPacks(t *testing.T) *dialogue.Playbook {
	t.Helper()
	var sources []dialogue.Source
	for _, name := range []string{packs.Base, "shop", "telecom"} {
		s, err := packs.Source(name)
		if err != nil {
			t.Fatal(err)
		}
		sources = append(sources, s)
	}
	pb, err := dialogue.Compile("telecom", sources...)
	if err != nil {
		t.Fatal(err)
	}
	return pb
}

// What is learned from cannot be what is measured by, and the halves may not know of each other.
func TestCustomersAreNoExamples(t *testing.T) {
	t.Parallel()
	learned := map[string]string{}
	for _, e := range understand.Examples(bothPacks(t)) {
		learned[understand.Gist(e.Text, e.Lang)] = e.Text
	}
	seen := map[string]bool{}
	for _, half := range []string{"dev", "held"} {
		for _, m := range customers(t, half) {
			if e, met := learned[understand.Gist(m.Text, m.Lang)]; met && understand.Gist(m.Text, m.Lang) != "" {
				t.Errorf("%s: %q (%s) stands among the examples: %q", half, m.Text, m.Intent, e)
			}
			if text := strings.ToLower(m.Text); seen[text] {
				t.Errorf("%s: %q stands twice", half, m.Text)
			} else {
				seen[text] = true
			}
		}
	}
}

// The set is what it says it is.
func TestCustomersAreVaried(t *testing.T) {
	t.Parallel()
	var all, noisy, outside float64
	flows := map[string]int{}
	for _, m := range slices.Concat(customers(t, "dev"), customers(t, "held")) {
		if m.Lang != "uk" {
			continue
		}
		all++
		if m.Noisy {
			noisy++
		}
		if m.Intent == classify.OutOfScope {
			outside++
		}
		flows[m.Intent]++
	}
	if all < 600 || noisy < all/3 || outside < all/4 {
		t.Errorf("%.0f messages, %.0f noisy, %.0f out of scope", all, noisy, outside)
	}
	pb := bothPacks(t)
	for name, f := range pb.Flows {
		if len(f.Examples) > 0 && flows[name] < 10 {
			t.Errorf("%s: only %d messages", name, flows[name])
		}
	}
}
