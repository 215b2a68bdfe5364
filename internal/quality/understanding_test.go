package quality_test

import (
	"context"
	"errors"
	"slices"
	"strings"
	"testing"

	"github.com/rozmova/rozmova/internal/dialogue"
	"github.com/rozmova/rozmova/internal/quality"
	"github.com/rozmova/rozmova/internal/understand/classify"
	"github.com/rozmova/rozmova/packs"
)

// bakery has two flows that are easy to tell apart and one that says nearly the
// same as another.
func bakery(t *testing.T, pack string, flows map[string]string) *dialogue.Playbook {
	t.Helper()
	base, err := packs.Source(packs.Base)
	if err != nil {
		t.Fatal(err)
	}
	files := map[string][]byte{"pack.yaml": []byte("pack: bakery\nlanguages: [uk, en]\n" + pack)}
	for name, examples := range flows {
		files["flows/"+name+".yaml"] = []byte("flow: " + name + "\ntitle: {uk: А, en: A}\nexamples:\n" + examples + "steps:\n  - end: resolved\n")
	}
	pb, err := dialogue.Compile("bakery", base, dialogue.Source{Name: "bakery", Files: files})
	if err != nil {
		t.Fatal(err)
	}
	return pb
}

func examples(lang string, texts ...string) string {
	return "  " + lang + ":\n    - " + strings.Join(texts, "\n    - ") + "\n"
}

var (
	cakes = examples("en", "order a cake", "I want a birthday cake", "order a chocolate cake", "a cake for ten people please", "I would like to order a cake",
		"bake me a cake", "a wedding cake order", "order cake for Sunday", "can I order a cake") + examples("uk", "замовити торт", "хочу торт на день народження")
	hours = examples("en", "when are you open", "what are your opening hours", "are you open on Sunday", "until when are you open", "are you open now",
		"opening hours please", "when do you open", "when do you close", "are you open today")
)

func TestUnderstanding(t *testing.T) {
	t.Parallel()
	apart, err := quality.Understanding(t.Context(), bakery(t, "out_of_scope: {en: [who won the football match]}\n", map[string]string{"cakes": cakes, "hours": hours}))
	if err != nil {
		t.Fatal(err)
	}
	if apart.Flows != 2 || apart.Examples != 20 || apart.Accuracy < .7 || apart.Outside != 1 || apart.Caught == nil || len(apart.Twins) != 0 {
		t.Errorf("%+v", apart)
	}
	if !slices.Contains(apart.Few, quality.FewExamples{Flow: "cakes", Lang: "uk", Examples: 2}) || slices.ContainsFunc(apart.Few, func(f quality.FewExamples) bool { return f.Lang == "en" }) {
		t.Errorf("few: %+v", apart.Few)
	}

	mixed, err := quality.Understanding(t.Context(), bakery(t, "", map[string]string{"cakes": cakes, "hours": hours,
		"shops": examples("en", "when are your shops open", "what are the opening hours of shops", "are you open on Sundays?", "until when is the shop open", "shop opening hours")}))
	if err != nil {
		t.Fatal(err)
	}
	if mixed.Accuracy >= apart.Accuracy {
		t.Errorf("flows that say the same are as well told apart: %v, before %v", mixed.Accuracy, apart.Accuracy)
	}
	twin := func(tw quality.Twins) bool {
		return tw.One.Text == "are you open on Sunday" && tw.Other.Text == "are you open on Sundays?"
	}
	if !slices.ContainsFunc(mixed.Twins, twin) {
		t.Errorf("twins: %+v", mixed.Twins)
	}
	wrong := func(h quality.Held) bool { return h.Flow == "shops" && h.As == "hours" }
	if !slices.ContainsFunc(mixed.Weak, wrong) || mixed.Confusions[0].Times < mixed.Confusions[len(mixed.Confusions)-1].Times {
		t.Errorf("weak: %+v, confusions: %+v", mixed.Weak, mixed.Confusions)
	}
	kinds := map[quality.SuggestionKind]bool{}
	for _, s := range mixed.Suggestions {
		kinds[s.Kind] = true
	}
	for _, k := range []quality.SuggestionKind{quality.TellApart, quality.SetApart, quality.AddExamples, quality.AddOutside} {
		if !kinds[k] {
			t.Errorf("no suggestion %s in %+v", k, mixed.Suggestions)
		}
	}
}

// An example and its like are never on both sides, or the figures would flatter.
func TestHoldOutKeepsTwinsTogether(t *testing.T) {
	t.Parallel()
	var all []classify.Example
	for _, w := range []string{"apple", "pear", "plum", "cherry", "grape", "melon", "lemon", "quince"} {
		all = append(all, classify.Example{Text: "xyzzy " + w, Label: w, Lang: "en"}, classify.Example{Text: strings.ToUpper(w) + " xyzzy!", Label: w, Lang: "en"})
	}
	held, err := quality.HoldOut(t.Context(), all)
	if err != nil {
		t.Fatal(err)
	}
	for _, h := range held {
		if h.Right() {
			t.Errorf("%q was known though it and its like were held out", h.Text)
		}
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := quality.HoldOut(ctx, all); !errors.Is(err, context.Canceled) {
		t.Errorf("goes on after it was called off: %v", err)
	}
}
