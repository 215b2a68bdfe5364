package quality

import (
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"slices"
	"time"

	"github.com/rozmova/rozmova/internal/understand/language"
)

// LanguageRow is a text in a language. Its kind, such as "sentences", may be empty.
type LanguageRow struct{ Text, Lang, Kind string }

// ReadLanguages reads rows `{"text","lang"}`, one a line, with a `"kind"` or without. Every mistake names its line.
func ReadLanguages(path string) ([]LanguageRow, error) {
	var out []LanguageRow
	err := readRows(path, func(line []byte) error {
		var r struct {
			Text, Lang *string
			Kind       string
		}
		if err := json.Unmarshal(line, &r); err != nil {
			return err
		}
		if r.Text == nil || r.Lang == nil || *r.Lang == "" {
			return errors.New(`a row needs "text" and "lang"`)
		}
		out = append(out, LanguageRow{*r.Text, *r.Lang, r.Kind})
		return nil
	})
	return out, err
}

// LanguageReport is what `rozmova eval language` prints. Shares are from 0 to 1; a mean is that of the languages'
// shares, so that a language with more rows says no more.
type LanguageReport struct {
	MacroAccuracy    float64                       `json:"macro_accuracy"`
	ByLanguage       map[string]float64            `json:"by_language"`
	ByKind           map[string]LanguageShares     `json:"by_kind,omitempty"`
	Mistaken         map[string]map[string]float64 `json:"-"` // language → taken for → share of its rows
	Rows             int                           `json:"rows"`
	MicrosPerMessage float64                       `json:"micros_per_message"`
}

// LanguageShares are the shares of one kind of rows.
type LanguageShares struct {
	MacroAccuracy float64            `json:"macro_accuracy"`
	ByLanguage    map[string]float64 `json:"by_language"`
}

// Languages tells every row's language among all that are known, without a hint.
func Languages(rows []LanguageRow) (LanguageReport, error) {
	if len(rows) == 0 {
		return LanguageReport{}, errors.New("nothing to measure: no rows")
	}
	answers := make([]string, len(rows))
	language.Detect(rows[0].Text) // the model is unpacked once
	start := time.Now()
	for i, row := range rows {
		answers[i], _ = language.Detect(row.Text)
	}
	r := LanguageReport{Rows: len(rows), MicrosPerMessage: float64(time.Since(start).Microseconds()) / float64(len(rows))}
	var all confusion
	kinds := map[string]*confusion{}
	for i, row := range rows {
		all.count(row.Lang, answers[i])
		if row.Kind != "" {
			if kinds[row.Kind] == nil {
				kinds[row.Kind] = &confusion{}
			}
			kinds[row.Kind].count(row.Lang, answers[i])
		}
	}
	whole := all.shares()
	r.MacroAccuracy, r.ByLanguage, r.Mistaken = whole.MacroAccuracy, whole.ByLanguage, all.mistaken()
	for kind, t := range kinds {
		if r.ByKind == nil {
			r.ByKind = map[string]LanguageShares{}
		}
		r.ByKind[kind] = t.shares()
	}
	return r, nil
}

// confusion counts answers: language → answer → rows.
type confusion map[string]map[string]int

func (t *confusion) count(lang, answer string) {
	if *t == nil {
		*t = confusion{}
	}
	if (*t)[lang] == nil {
		(*t)[lang] = map[string]int{}
	}
	(*t)[lang][answer]++
}

func (t confusion) shares() LanguageShares {
	s := LanguageShares{ByLanguage: map[string]float64{}}
	for _, lang := range slices.Sorted(maps.Keys(t)) {
		share := float64(t[lang][lang]) / float64(t.rows(lang))
		s.ByLanguage[lang] = share
		s.MacroAccuracy += share / float64(len(t))
	}
	return s
}

func (t confusion) mistaken() map[string]map[string]float64 {
	out := map[string]map[string]float64{}
	for lang, answers := range t {
		out[lang] = map[string]float64{}
		for answer, n := range answers {
			if answer != lang {
				out[lang][answer] = float64(n) / float64(t.rows(lang))
			}
		}
	}
	return out
}

func (t confusion) rows(lang string) int {
	n := 0
	for _, x := range t[lang] {
		n += x
	}
	return n
}

// MistakenFor names the languages that a language was taken for, the most frequent first.
func (r LanguageReport) MistakenFor(lang string) []string {
	by := r.Mistaken[lang]
	names := slices.Sorted(maps.Keys(by))
	slices.SortStableFunc(names, func(a, b string) int {
		switch {
		case by[a] > by[b]:
			return -1
		case by[a] < by[b]:
			return 1
		}
		return 0
	})
	for i, n := range names {
		names[i] = fmt.Sprintf("%s %.1f %%", n, 100*by[n])
	}
	return names
}
