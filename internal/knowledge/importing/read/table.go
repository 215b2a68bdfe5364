package read

import (
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"path"
	"regexp"
	"strings"

	"github.com/rozmova/rozmova/internal/knowledge"
)

// columns are the names that the columns of a table go by.
var columns = map[string]string{}

func init() {
	for name, others := range map[string]string{
		"title":      "title|question|name|heading|subject|заголовок|назва|питання|запитання|тема",
		"body":       "body|answer|text|content|article|markdown|html|description|текст|відповідь|зміст|опис|стаття",
		"lang":       "lang|language|locale|мова",
		"collection": "collection|category|section|folder|колекція|категорія|розділ|рубрика",
		"slug":       "slug|url|permalink|адреса",
		"audience":   "audience|visibility|аудиторія|доступ",
		"key":        "key|id|article_id|external_id|ключ|код",
		"related":    "related|пов'язані|схожі",
		"draft":      "draft|чернетка",
	} {
		for o := range strings.SplitSeq(others, "|") {
			columns[o] = name
		}
	}
}

// Table reads a table of articles, one a row: the first row names the columns,
// of which title and body have to be there. The encoding and the separator are
// recognised.
func Table(data []byte, from string, o Options) Batch {
	b := Batch{}
	text, ok := decode(data, "")
	if !ok {
		b.refuse(from, Encoding, "")
		return b
	}
	r := csv.NewReader(strings.NewReader(text))
	r.Comma, r.FieldsPerRecord, r.LazyQuotes, r.ReuseRecord = separator(text), -1, true, true
	head, err := r.Read()
	if err != nil {
		b.refuse(from, Malformed, "")
		return b
	}
	at := map[string]int{}
	for i, name := range head {
		name = columns[strings.ToLower(strings.TrimSpace(name))]
		if _, taken := at[name]; name != "" && !taken {
			at[name] = i
		}
	}
	if _, ok := at["body"]; !ok {
		b.refuse(from, Malformed, "columns")
		return b
	}
	if _, ok := at["title"]; !ok {
		b.refuse(from, Malformed, "columns")
		return b
	}
	seen := map[string]bool{}
	for row := 2; ; row++ {
		record, err := r.Read()
		if errors.Is(err, io.EOF) {
			break
		}
		where := fmt.Sprintf("%s:%d", from, row)
		if err != nil {
			b.refuse(where, Malformed, "")
			continue
		}
		if len(b.Items) >= MaxItems {
			b.refuse(where, TooMany, fmt.Sprint(MaxItems))
			break
		}
		b.Files++
		b.row(record, at, from, where, seen, &o)
	}
	return b
}

func (b *Batch) row(record []string, at map[string]int, from, where string, seen map[string]bool, o *Options) {
	field := func(name string) string {
		if i, ok := at[name]; ok && i < len(record) {
			return strings.TrimSpace(record[i])
		}
		return ""
	}
	it := Item{Kind: "csv", From: where, Title: cut(field("title")), Audience: o.Audience, Shelves: o.Shelves}
	body := field("body")
	switch {
	case it.Title == "" && body == "":
		return // an empty row
	case it.Title == "":
		b.refuse(where, NoTitle, "")
		return
	case body == "":
		b.refuse(where, Empty, "")
		return
	case len(body) > maxText:
		b.refuse(where, TooLong, "")
		return
	}
	it.Body = body
	if looksHTML.MatchString(body) {
		md, err := fragment(body, &it)
		if err != nil {
			b.refuse(where, codeOf(err), "")
			return
		}
		it.Body = md
	}
	f := front{"collection": field("collection"), "audience": field("audience"), "slug": field("slug"), "draft": field("draft"), "related": field("related")}
	it.front(f, o)
	if it.Lang = o.recognise(field("lang"), it.Title+"\n"+it.Body); it.Lang == "" {
		b.refuse(where, Language, "")
		return
	}
	// The file's name keeps two tables apart that count their rows from one.
	switch key := field("key"); {
	case key != "":
		it.Key = path.Base(from) + "#" + key
	default:
		it.Key = path.Base(from) + "#" + knowledge.Slug(it.Title)
	}
	if id := it.Key + "\x00" + it.Lang; seen[id] {
		b.refuse(where, Duplicate, "")
		return
	} else {
		seen[id] = true
	}
	for i := range it.Related { // other rows, by their keys
		it.Related[i] = path.Base(from) + "#" + it.Related[i]
	}
	b.Items = append(b.Items, parts(it)...)
}

var looksHTML = regexp.MustCompile(`(?i)<(?:p|br|div|ul|ol|li|h[1-6]|table|strong|b|em|a|img|span)(?:\s[^>]*)?/?>`)

// separator is the one of the usual separators that the first line has most of,
// outside of quotes.
func separator(text string) rune {
	line, quoted := "", false
	for i, r := range text {
		if r == '"' {
			quoted = !quoted
		}
		if r == '\n' && !quoted {
			line = text[:i]
			break
		}
	}
	if line == "" {
		line = text[:min(len(text), 4096)]
	}
	best, most := ',', 0
	for _, s := range []rune{',', ';', '\t', '|'} {
		n, quoted := 0, false
		for _, r := range line {
			if r == '"' {
				quoted = !quoted
			} else if r == s && !quoted {
				n++
			}
		}
		if n > most {
			best, most = s, n
		}
	}
	return best
}
