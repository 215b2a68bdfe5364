// Package entity finds values in a customer's words: order numbers, phones, e-mails, card and account numbers, money,
// numbers, ordinals, dates, times of day, post codes, yes and no, and the choice among options that were offered.
//
// Understanding calls it for every message; the dialogue validates what it proposes. Every value points at the
// bytes of the message that it rests on. Where words can be read in two ways the confidence says so, and where
// no reading is safe nothing is returned: a missing date costs one question, a wrong one a delivery. It does no
// I/O, reads no clock (the caller says what day it is) and keeps no state between calls.
package entity

import (
	"fmt"
	"sort"
	"strings"
	"time"

	"github.com/rozmova/rozmova/internal/understand/normal"
)

// The kinds found without configuration. Patterns given by the caller are kinds of their own names.
const (
	KindOrderID  = "order_id" // string in the pattern's canonical form
	KindPhone    = "phone"    // string, E.164
	KindEmail    = "email"    // string
	KindCard     = "card"     // string, masked; the number itself is in no field
	KindIBAN     = "iban"     // string, without spaces
	KindMoney    = "money"    // {"amount": "12.50", "currency": "UAH"}
	KindNumber   = "number"   // float64
	KindOrdinal  = "ordinal"  // float64: 1 is the first, -1 the last
	KindDate     = "date"     // string, 2025-03-15
	KindTime     = "time"     // string, 17:30
	KindPostcode = "postcode" // string
	KindAffirm   = "affirm"   // true
	KindDeny     = "deny"     // true
)

// Entity is a value found in a text.
type Entity struct {
	Kind       string
	Text       string // the words it rests on; masked for a card
	Start, End int    // byte offsets of the words in the text as it was sent
	Value      any    // string, float64, bool, or map[string]any of those
	Confidence float64
}

// Pattern recognises identifiers of one kind.
type Pattern struct {
	// Match is a regular expression (RE2), tried regardless of case, on the text in NFKC with «№» read as "#".
	// A match that begins or ends inside a word or number is not taken, so \b is not needed.
	Match string
	// Canonical is the form to store, with $1 or ${name} for groups; empty means the match as written.
	Canonical string
	// Upper turns the canonical form to upper case.
	Upper bool
}

// Options configure a Recogniser.
type Options struct {
	// Patterns by kind. Without "order_id" a tolerant default is used (see defaultOrderPatterns).
	Patterns map[string][]Pattern
	// Region is the country of phone numbers written without a country code, as in ISO 3166: "UA".
	Region string
	// Currency is meant where a sign is shared or missing; "UAH" by default.
	Currency string
	// Ordinary are words in lower case that are no names unless a capital or an introduction says so.
	Ordinary map[string]bool
}

// Context is what is known about the message.
type Context struct {
	Now  time.Time // the customer's today; zero means that relative dates are not understood
	Lang string    // "uk", "en", "ru"; "" lets the letters decide
	// Asked is the kind that was asked for, if any: «мей девіс» is a name when a name was asked for.
	Asked string
}

// Recogniser finds entities. It is safe for concurrent use.
type Recogniser struct {
	patterns []compiledPattern
	region   string
	currency string
	ordinary map[string]bool
}

// New compiles the patterns. The error names the kind whose expression is wrong.
func New(o Options) (*Recogniser, error) {
	r := &Recogniser{region: o.Region, currency: o.Currency, ordinary: o.Ordinary}
	if r.region == "" {
		r.region = "UA"
	}
	if r.currency == "" {
		r.currency = "UAH"
	}
	kinds := make([]string, 0, len(o.Patterns)+1)
	for kind := range o.Patterns {
		kinds = append(kinds, kind)
	}
	if _, ok := o.Patterns[KindOrderID]; !ok {
		kinds = append(kinds, KindOrderID)
	}
	sort.Strings(kinds)
	for _, kind := range kinds {
		patterns := o.Patterns[kind]
		if kind == KindOrderID && len(patterns) == 0 {
			patterns = defaultOrderPatterns
		}
		for _, p := range patterns {
			c, err := compile(kind, p)
			if err != nil {
				return nil, fmt.Errorf("entity: pattern of %s: %w", kind, err)
			}
			r.patterns = append(r.patterns, c)
		}
	}
	return r, nil
}

// Find returns what it recognises in text, in the order of the text. Only the first normal.MaxBytes are read.
// Spans may overlap where the same words can be two things; a value that is clearly part of a longer one (the
// digits of a phone number) is left out.
func (r *Recogniser) Find(text string, ctx Context) []Entity {
	d := read(text, ctx)
	if len(d.tokens) == 0 && !strings.ContainsRune(d.plain.Text, '+') {
		return nil
	}
	var found []Entity
	for _, find := range []func([]Entity, *doc) []Entity{
		r.findPatterns, findIBANs, findEmails, findSpelledEmails, findCards, r.findPhones, findDates, findTimes, r.findMoney, findNumbers, findOrdinals,
		findPostcodes, findYesNo, r.findNames, r.findAddresses,
	} {
		before := len(found)
		found = find(found, d)
		found = found[:min(len(found), before+maxFound)]
	}
	besideName(found, d)
	return settle(found)
}

// maxFound bounds what one recogniser may find in one message. Nobody means the thirty-first number of a pasted
// table, and the readings are compared with each other.
const maxFound = 30

// doc is one message read once for all recognisers.
type doc struct {
	raw    string
	plain  normal.Mapped
	tokens []normal.Token
	ctx    Context
	digits bool // there is a digit: most recognisers need one
}

func read(text string, ctx Context) *doc {
	text = normal.Limit(text)
	d := &doc{raw: text, plain: normal.Plain(text), tokens: normal.TokensIn(text, ctx.Lang), ctx: ctx}
	for _, t := range d.tokens {
		if t.Kind == normal.Number || t.Kind == normal.Code {
			d.digits = true
			break
		}
	}
	return d
}

func (d *doc) entity(kind string, start, end int, value any, confidence float64) Entity {
	return Entity{Kind: kind, Text: d.raw[start:end], Start: start, End: end, Value: value, Confidence: confidence}
}

// span is entity for tokens from to (inclusive).
func (d *doc) span(kind string, from, to int, value any, confidence float64) Entity {
	return d.entity(kind, d.tokens[from].Start, d.tokens[to].End, value, confidence)
}

// word returns the text of token i, or "" beyond either end.
func (d *doc) word(i int) string {
	if i < 0 || i >= len(d.tokens) {
		return ""
	}
	return d.tokens[i].Text
}

// gap returns what is written between token i and the next.
func (d *doc) gap(i int) string {
	if i < 0 || i+1 >= len(d.tokens) || d.tokens[i].End > d.tokens[i+1].Start {
		return ""
	}
	return d.raw[d.tokens[i].End:d.tokens[i+1].Start]
}

// joined says that nothing but spaces (or a hyphen) stands between token i and the next.
func (d *doc) joined(i int) bool {
	for _, r := range d.gap(i) {
		if r != ' ' && r != '\u00a0' && r != '-' && r != '\t' && r != '\u202f' {
			return false
		}
	}
	return i >= 0 && i+1 < len(d.tokens)
}

// settle drops parts of longer values and the weaker of two equal readings of one kind, and puts the rest in the
// order of the text.
func settle(found []Entity) []Entity {
	sort.SliceStable(found, func(i, j int) bool {
		a, b := found[i], found[j]
		if a.Start != b.Start {
			return a.Start < b.Start
		}
		if a.End != b.End {
			return a.End > b.End
		}
		return a.Confidence > b.Confidence
	})
	kept := found[:0:0]
	for i, e := range found {
		drop := false
		for j, o := range found {
			if i != j && covers(o, e, j < i) {
				drop = true
				break
			}
		}
		if !drop {
			kept = append(kept, e)
		}
	}
	return kept
}

// covers says that o makes e needless. earlier breaks the tie between twins.
func covers(o, e Entity, earlier bool) bool {
	if o.Start > e.Start || o.End < e.End {
		return false
	}
	same := o.Start == e.Start && o.End == e.End
	switch {
	case o.Kind == KindTime && same && e.Kind == KindTime && o.Unclear() && e.Unclear():
		return o.Value == e.Value && earlier // two times of day, one of which was meant
	case o.Kind == e.Kind:
		return !same || o.Confidence > e.Confidence || o.Confidence == e.Confidence && earlier
	case e.Kind == KindAffirm || e.Kind == KindDeny || o.Kind == KindName:
		return false
	case o.Kind == KindAddress:
		return e.Kind != KindPostcode
	case o.Kind == KindCard || o.Kind == KindEmail || o.Kind == KindIBAN:
		return true
	case o.Kind == KindPhone:
		return e.Kind != KindOrderID && !isCustom(e.Kind) || o.Confidence > e.Confidence && !same
	case e.Kind == KindNumber && (o.Kind == KindDate || o.Kind == KindTime || o.Kind == KindMoney || o.Kind == KindOrdinal):
		return o.Confidence >= 0.6
	case e.Kind == KindNumber, e.Kind == KindPostcode, e.Kind == KindOrdinal:
		return !same && o.Kind != KindAffirm && o.Kind != KindDeny
	case o.Kind == KindMoney && e.Kind == KindDate:
		return true // 12.05 грн
	}
	return false
}

func isCustom(kind string) bool {
	switch kind {
	case KindPhone, KindEmail, KindCard, KindIBAN, KindMoney, KindNumber, KindOrdinal, KindDate, KindTime, KindPostcode, KindAffirm, KindDeny, KindName, KindAddress:
		return false
	}
	return true
}
