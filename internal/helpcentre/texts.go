package helpcentre

import (
	"fmt"
	"html/template"
	"io/fs"
	"path"
	"strconv"
	"strings"
	"time"

	"go.yaml.in/yaml/v4"
	"golang.org/x/text/feature/plural"
	"golang.org/x/text/language"
)

// fallback is the language of a page whose own language has no words here.
const fallback = "en"

// texts are a language's words, one file each under texts/. A language is added
// by adding its file.
type texts struct {
	tag    language.Tag
	lang   string
	plain  map[string]string
	counts map[string]map[string]string // by CLDR's names of plural forms
	months []string
}

func (s *Site) loadTexts() error {
	s.texts = map[string]*texts{}
	names, err := fs.Glob(files, "texts/*.yaml")
	if err != nil {
		return fmt.Errorf("help centre's texts: %w", err)
	}
	for _, name := range names {
		t, err := readTexts(name)
		if err != nil {
			return fmt.Errorf("help centre's %s: %w", name, err)
		}
		s.texts[t.lang] = t
	}
	if s.texts[fallback] == nil {
		return fmt.Errorf("help centre has no texts in %s", fallback)
	}
	return nil
}

func readTexts(name string) (*texts, error) {
	b, err := files.ReadFile(name)
	if err != nil {
		return nil, err
	}
	var raw struct {
		Months []string                     `yaml:"months"`
		Texts  map[string]string            `yaml:"texts"`
		Counts map[string]map[string]string `yaml:"counts"`
	}
	if err := yaml.Unmarshal(b, &raw); err != nil {
		return nil, err
	}
	lang := strings.TrimSuffix(path.Base(name), ".yaml")
	tag, err := language.Parse(lang)
	if err != nil {
		return nil, err
	}
	if len(raw.Months) != 12 {
		return nil, fmt.Errorf("%d months", len(raw.Months))
	}
	return &texts{tag: tag, lang: lang, plain: raw.Texts, counts: raw.Counts, months: raw.Months}, nil
}

// speaks gives the words for a language, or for one that it is likely read in.
func (s *Site) speaks(lang string) *texts {
	if t := s.texts[lang]; t != nil {
		return t
	}
	if base, _, ok := strings.Cut(lang, "-"); ok && s.texts[base] != nil {
		return s.texts[base]
	}
	return s.texts[fallback]
}

// T is a text by its key, with {x} replaced by pairs of name and value.
func (t *texts) T(key string, pairs ...any) string {
	text, ok := t.plain[key]
	if !ok {
		return key
	}
	return fill(text, pairs)
}

// N is a text that counts, with {n} for the number.
func (t *texts) N(key string, n int) string {
	form := [...]string{plural.Other: "other", plural.Zero: "zero", plural.One: "one", plural.Two: "two", plural.Few: "few", plural.Many: "many"}
	text := t.counts[key][form[plural.Cardinal.MatchPlural(t.tag, n, 0, 0, 0, 0)]]
	if text == "" {
		text = t.counts[key]["other"]
	}
	return fill(text, []any{"n", strconv.Itoa(n)})
}

// Day is a date in words.
func (t *texts) Day(at time.Time) string {
	return fill(t.plain["day"], []any{"day", strconv.Itoa(at.Day()), "month", t.months[at.Month()-1], "year", strconv.Itoa(at.Year())})
}

func fill(text string, pairs []any) string {
	for i := 0; i+1 < len(pairs); i += 2 {
		text = strings.ReplaceAll(text, fmt.Sprintf("{%v}", pairs[i]), fmt.Sprint(pairs[i+1]))
	}
	return text
}

// functions that all pages may use, beside those of their view.
var functions = template.FuncMap{
	"stamp": func(at time.Time) string { return at.UTC().Format(time.RFC3339) },
	"odd":   func(i int) bool { return i%2 == 1 },
}
