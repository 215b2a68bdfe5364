package read

import (
	"bytes"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/unicode"
)

// charsets are those that texts in our languages come in, by the names that
// pages give them.
var charsets = map[string]encoding.Encoding{
	"windows-1251": charmap.Windows1251, "cp1251": charmap.Windows1251, "win-1251": charmap.Windows1251,
	"windows-1252": charmap.Windows1252, "iso-8859-1": charmap.Windows1252, "latin1": charmap.Windows1252, "us-ascii": charmap.Windows1252,
	"windows-1250": charmap.Windows1250, "iso-8859-2": charmap.ISO8859_2, "iso-8859-5": charmap.ISO8859_5,
	"iso-8859-15": charmap.ISO8859_15, "windows-1254": charmap.Windows1254, "windows-1257": charmap.Windows1257,
	"koi8-u": charmap.KOI8U, "koi8-r": charmap.KOI8R, "ibm866": charmap.CodePage866, "cp866": charmap.CodePage866,
	"x-mac-cyrillic": charmap.MacintoshCyrillic,
	"utf-16":         unicode.UTF16(unicode.LittleEndian, unicode.UseBOM),
	"utf-16le":       unicode.UTF16(unicode.LittleEndian, unicode.IgnoreBOM), "utf-16be": unicode.UTF16(unicode.BigEndian, unicode.IgnoreBOM),
}

// decode makes UTF-8 of a text. The charset is what its surroundings say, ""
// when they say nothing: then a mark at the beginning, UTF-8, UTF-16 without a
// mark and, for what is Cyrillic in it, windows-1251 are tried.
func decode(data []byte, charset string) (string, bool) {
	switch {
	case bytes.HasPrefix(data, []byte("\xEF\xBB\xBF")):
		data, charset = data[3:], "utf-8"
	case bytes.HasPrefix(data, []byte("\xFF\xFE")), bytes.HasPrefix(data, []byte("\xFE\xFF")):
		charset = "utf-16"
	}
	charset = strings.ToLower(strings.TrimSpace(charset))
	if utf8.Valid(data) && charset != "utf-16" && charset != "utf-16le" && charset != "utf-16be" {
		if wide := guessWide(data); wide == "" {
			return clean(string(data)), true
		}
	}
	e := charsets[charset]
	if e == nil {
		if e = guess(data); e == nil {
			return "", false
		}
	}
	out, err := e.NewDecoder().Bytes(data)
	if err != nil {
		return "", false
	}
	return clean(string(out)), true
}

// guess tells an encoding that nobody names.
func guess(data []byte) encoding.Encoding {
	if wide := guessWide(data); wide != "" {
		return charsets[wide]
	}
	if bytes.IndexByte(data, 0) >= 0 {
		return nil
	}
	// In windows-1251 nearly every letter beyond ASCII is one of the small
	// Cyrillic ones; in windows-1252 they are accents among Latin letters.
	high, small := 0, 0
	for _, c := range data {
		if c >= 0x80 {
			high++
			if c >= 0xE0 || c == 0xB3 || c == 0xBF || c == 0xBA {
				small++
			}
		}
	}
	if high*4 > len(data) && small*3 > high*2 {
		return charmap.Windows1251
	}
	if high*10 < len(data) {
		return charmap.Windows1252
	}
	return nil
}

// guessWide tells UTF-16 without a mark: every other byte says which alphabet.
func guessWide(data []byte) string {
	n := min(len(data), 4096) &^ 1
	if n < 8 {
		return ""
	}
	var even, odd int
	for i := 0; i < n; i += 2 {
		if data[i] == 0 || data[i] == 4 {
			even++
		}
		if data[i+1] == 0 || data[i+1] == 4 {
			odd++
		}
	}
	switch {
	case odd*10 > n*4 && even*10 < n:
		return "utf-16le"
	case even*10 > n*4 && odd*10 < n:
		return "utf-16be"
	}
	return ""
}

// clean leaves line feeds for ends of lines and no other control characters.
func clean(s string) string {
	if strings.IndexByte(s, '\r') >= 0 {
		s = strings.ReplaceAll(strings.ReplaceAll(s, "\r\n", "\n"), "\r", "\n")
	}
	return strings.Map(func(r rune) rune {
		if r < ' ' && r != '\n' && r != '\t' || r == 0x7F || r == '\uFEFF' || r >= 0xD800 && r <= 0xDFFF {
			return -1
		}
		return r
	}, s)
}
