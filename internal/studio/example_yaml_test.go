package studio

import (
	"errors"
	"testing"
)

func TestAddExample(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct{ file, key, lang, text, want string }{
		"block": {
			"flow: f # a flow\nexamples:\n  uk:\n    - один\n    - \"два: три\" # a remark\n    # the end\n  en:\n    - one\nsteps: []\n", "examples", "uk", "п'ять",
			"flow: f # a flow\nexamples:\n  uk:\n    - один\n    - \"два: три\" # a remark\n    - п'ять\n    # the end\n  en:\n    - one\nsteps: []\n",
		},
		"dashes at the margin":            {"examples:\n  uk:\n  - один\n", "examples", "uk", "два", "examples:\n  uk:\n  - один\n  - два\n"},
		"no newline at the end":           {"examples:\n  en:\n    - one", "examples", "en", "two", "examples:\n  en:\n    - one\n    - two\n"},
		"a long last item":                {"examples:\n  en:\n    - one\n    - a very\n      long one\nsteps: []\n", "examples", "en", "two", "examples:\n  en:\n    - one\n    - two\n    - a very\n      long one\nsteps: []\n"},
		"in brackets":                     {"examples: {uk: [що в п'ятницю, \"а, ]\"], en: [what's up, 'it''s, ]']} # x\nsteps: []\n", "examples", "en", "so, what?", "examples: {uk: [що в п'ятницю, \"а, ]\"], en: [what's up, 'it''s, ]', \"so, what?\"]} # x\nsteps: []\n"},
		"in brackets, the first language": {"examples: {uk: [баланс картки], en: [balance]}\n", "examples", "uk", "скільки грошей", "examples: {uk: [баланс картки, скільки грошей], en: [balance]}\n"},
		"over several lines":              {"examples:\n  en: [\n    one, # first\n    two\n  ]\n", "examples", "en", "three", "examples:\n  en: [\n    one, # first\n    two, three\n  ]\n"},
		"empty brackets":                  {"examples: {uk: [а], en: []}\n", "examples", "en", "one", "examples: {uk: [а], en: [one]}\n"},
		"a new language":                  {"examples:\n  uk:\n    - один\nsteps: []\n", "examples", "en", "one", "examples:\n  uk:\n    - один\n  en:\n    - one\nsteps: []\n"},
		"a new language in brackets":      {"examples: {uk: [один]}\nsteps: []\n", "examples", "en", "one", "examples: {uk: [один], en: [one]}\nsteps: []\n"},
		"the first of a flow":             {"flow: f\n# what it needs\nslots: {}\nsteps: []\n", "examples", "en", "one", "flow: f\n# what it needs\nexamples:\n  en:\n    - one\nslots: {}\nsteps: []\n"},
		"the first of a pack":             {"pack: p\nmenu: [f]\n", "out_of_scope", "uk", "газонокосарка", "pack: p\nmenu: [f]\nout_of_scope:\n  uk:\n    - газонокосарка\n"},
		"not plain":                       {"examples:\n  en:\n    - one\n", "examples", "en", "yes: \"no\" # \\", "examples:\n  en:\n    - one\n    - \"yes: \\\"no\\\" # \\\\\"\n"},
		"not a number":                    {"examples: {en: [one]}\n", "examples", "en", "42", "examples: {en: [one, \"42\"]}\n"},
		"a second time":                   {"examples: {en: [one, two]}\n", "examples", "en", "two", "examples: {en: [one, two, two]}\n"},
	} {
		got, err := addExample(c.file, c.key, c.lang, c.text)
		if err != nil || got != c.want {
			t.Errorf("%s: %v\n%s\nwant\n%s", name, err, got, c.want)
		}
	}
	for _, file := range []string{"", "- x\n", "examples: [\n", "{flow: f}\n", "examples: text\n", "examples: {en: text}\n"} {
		if got, err := addExample(file, "examples", "en", "one"); !errors.Is(err, ErrByHand) {
			t.Errorf("%q became %q, %v", file, got, err)
		}
	}
}

// Whatever a customer wrote becomes one example and nothing else.
func FuzzAddExample(f *testing.F) {
	const file = "flow: f\nexamples:\n  uk:\n    - один\n  en: [one]\nsteps:\n  - end: resolved\n"
	for _, s := range []string{"a", "- x", "x: y", "[", "{}", "'", `"`, "#", "&a", "*a", "!t", "|", ">", "~", "null", "п'ять", "a\\"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, text string) {
		text, err := tidyExample(text)
		if err != nil {
			return
		}
		for _, lang := range []string{"uk", "en"} {
			if _, err := addExample(file, "examples", lang, text); err != nil {
				t.Errorf("%q: %v", text, err)
			}
		}
	})
}
