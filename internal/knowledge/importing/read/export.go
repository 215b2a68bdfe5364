package read

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"strings"
)

// exports reads the JSON files of a source together: an export of articles
// comes in several.
func (t *tree) exports() {
	b := Exports(t.json, t.o)
	t.Items, t.Refused = append(t.Items, b.Items...), append(t.Refused, b.Refused...)
}

// JSON reads one file of an export.
func JSON(data []byte, from string, o Options) Batch {
	return Exports([]document{{from, data}}, o)
}

// Exports reads what the programming interfaces of Zendesk's help centre and of
// Intercom's articles answer, page by page or put together, in one file or in
// several.
func Exports(docs []document, o Options) Batch {
	b := Batch{}
	z, c := zendesk{}, intercom{}
	for _, d := range docs {
		b.Files++
		text, ok := decode(d.data, "")
		if !ok {
			b.refuse(d.name, Encoding, "")
			continue
		}
		known, err := false, error(nil)
		err = eachJSON(text, func(raw json.RawMessage) error {
			isZ, err := z.take(raw, d.name)
			isC := false
			if err == nil && !isZ {
				isC, err = c.take(raw, d.name)
			}
			known = known || isZ || isC
			return err
		})
		switch {
		case err != nil:
			b.refuse(d.name, Malformed, "")
		case !known:
			b.refuse(d.name, Type, ".json")
		}
	}
	z.items(&b, &o)
	c.items(&b, &o)
	return b
}

// eachJSON gives each value of a file: one, several one after the other, or the
// members of an array of pages.
func eachJSON(text string, f func(json.RawMessage) error) error {
	d := json.NewDecoder(strings.NewReader(text))
	for {
		var raw json.RawMessage
		err := d.Decode(&raw)
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return fmt.Errorf("read JSON: %w", err)
		}
		if raw = bytes.TrimSpace(raw); len(raw) > 0 && raw[0] == '[' {
			var all []json.RawMessage
			if err := json.Unmarshal(raw, &all); err != nil {
				return fmt.Errorf("read JSON: %w", err)
			}
			for _, one := range all {
				if err := f(one); err != nil {
					return err
				}
			}
			continue
		}
		if err := f(raw); err != nil {
			return err
		}
	}
}

// id is an identifier that comes as a number or as a text.
type id string

func (i *id) UnmarshalJSON(b []byte) error {
	var s string
	if json.Unmarshal(b, &s) == nil {
		*i = id(s)
		return nil
	}
	var n json.Number
	if err := json.Unmarshal(b, &n); err != nil {
		return fmt.Errorf("an identifier is neither a number nor a text")
	}
	*i = id(n)
	return nil
}

// finish makes an item's Markdown of HTML, adds what is said for all, and keeps
// it.
func (b *Batch) finish(it Item, body, lang string, o *Options) {
	if len(b.Items) >= MaxItems {
		b.refuse(it.From, TooMany, fmt.Sprint(MaxItems))
		return
	}
	md, err := fragment(body, &it)
	it.Title = cut(it.Title)
	switch {
	case err != nil:
		b.refuse(it.From, codeOf(err), "")
		return
	case md == "":
		b.refuse(it.From, Empty, "")
		return
	case it.Title == "":
		b.refuse(it.From, NoTitle, "")
		return
	}
	it.Body = md
	if it.Lang = o.recognise(lang, it.Title+"\n"+md); it.Lang == "" {
		b.refuse(it.From, Language, "")
		return
	}
	it.Shelves = fit(append(o.Shelves[:len(o.Shelves):len(o.Shelves)], it.Shelves...))
	if it.Audience == "" {
		it.Audience = o.Audience
	}
	b.Items = append(b.Items, parts(it)...)
}

// leadTo makes links among the items of those addresses whose path holds an
// article's number behind a mark: /articles/123-how-to.
func (b *Batch) leadTo(kind, mark string) {
	keys := map[string]bool{}
	for _, it := range b.Items {
		if it.Kind == kind {
			keys[it.Key] = true
		}
	}
	for i := range b.Items {
		it := &b.Items[i]
		if it.Kind != kind {
			continue
		}
		it.Body = replaceTargets(it.Body, func(address string) string {
			_, rest, ok := strings.Cut(address, mark)
			if !ok {
				return ""
			}
			number := rest[:len(rest)-len(strings.TrimLeft(rest, "0123456789"))]
			_, fragment, _ := strings.Cut(rest, "#")
			if number == "" || !keys[number] || number == it.Key {
				return ""
			}
			return it.link(Link{number, fragment})
		})
	}
}
