package read

import (
	"regexp"
	"strings"

	"github.com/rozmova/rozmova/internal/understand/language"
)

// codes are the languages that a folder or a suffix may name (ISO 639-1). Words
// of English that name other folders more often (is, as, my, no, so, to, in, or,
// be, am, an, he, it, us) count only where a source has another language beside.
var codes = set(`af ar az bg bn bs ca cs cy da de el en eo es et eu fa fi fr ga gl gu hi hr hu hy id is it ja ka kk km kn ko ky
	lb lo lt lv mk ml mn mr ms mt my nb ne nl nn no pa pl ps pt ro ru si sk sl sq sr sv sw ta te tg th tk tl tr tt uk ur uz vi zh he`)

var ambiguous = set(`is my no it he id lo si`)

func set(words string) map[string]bool {
	m := map[string]bool{}
	for _, w := range strings.Fields(words) {
		m[w] = true
	}
	return m
}

var langForm = regexp.MustCompile(`^([A-Za-z]{2,3})(?:[-_]([A-Za-z]{4}))?(?:[-_]([A-Za-z]{2}|[0-9]{3}))?$`)

// Lang is a language's code as we write it (uk, pt-BR, zh-Hant), "" for what is
// no language. A region that says nothing of its own is left out: en-US is en.
func Lang(name string) string {
	m := langForm.FindStringSubmatch(strings.TrimSpace(name))
	if m == nil {
		return ""
	}
	base := strings.ToLower(m[1])
	if base == "ua" { // the country's code is what people write for the language
		base = "uk"
	}
	if len(base) == 2 && !codes[base] {
		return ""
	}
	if m[2] != "" {
		return base + "-" + strings.ToUpper(m[2][:1]) + strings.ToLower(m[2][1:])
	}
	if region := strings.ToUpper(m[3]); region != "" && (base == "pt" && region == "BR" || base == "zh" || base == "es" && region == "419") {
		return base + "-" + region
	}
	return base
}

// folderLang is the language that a folder's name says, "" when it says none.
func folderLang(name string) string {
	m := langForm.FindStringSubmatch(name)
	if m == nil || len(m[1]) != 2 || ambiguous[strings.ToLower(m[1])] && m[3] == "" {
		return ""
	}
	return Lang(name)
}

// recognise tells the language of a text: by what its source says, else by its
// words, else the one that was given for all.
func (o *Options) recognise(said, text string) string {
	if l := Lang(said); l != "" {
		return l
	}
	if l, sure := language.New(o.Languages).Detect(sample(text)); l != language.Unknown && sure >= 0.5 {
		return l
	}
	return o.Lang
}

// sample is the part of a Markdown text that people read: no code, no
// addresses. The recogniser reads only some words of it.
func sample(text string) string {
	var b strings.Builder
	code := false
	for line := range strings.SplitSeq(text, "\n") {
		if t := strings.TrimSpace(line); strings.HasPrefix(t, "```") || strings.HasPrefix(t, "~~~") {
			code = !code
			continue
		}
		if !code && !strings.HasPrefix(line, "    ") {
			b.WriteString(addresses.ReplaceAllString(line, " "))
			b.WriteByte('\n')
		}
		if b.Len() > 2000 {
			break
		}
	}
	return b.String()
}

var addresses = regexp.MustCompile("\\]\\([^)]*\\)|`[^`]*`|<[^>]*>|\\bhttps?://\\S+")
