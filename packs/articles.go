package packs

import (
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"path"
	"strings"

	"go.yaml.in/yaml/v4"
)

// Article is a help article that a pack brings along, in one language. The same
// Key in another language is the same article.
type Article struct {
	Key        string   `yaml:"-"` // PACK/NAME
	Lang       string   `yaml:"-"`
	Title      string   `yaml:"title"`
	Slug       string   `yaml:"slug"`
	Collection string   `yaml:"collection"`
	Audience   string   `yaml:"audience"` // public or internal
	Related    []string `yaml:"related"`  // names in the same pack
	Body       string   `yaml:"-"`        // Markdown
}

// largestArticle is what one file may hold.
const largestArticle = 200 << 10

// Articles reads the articles of a pack, articles/LANG/NAME.md, in the order of
// their paths. A pack without any has none.
func Articles(name string, fsys fs.FS) ([]Article, error) {
	files, err := fs.Glob(fsys, "articles/*/*.md")
	if err != nil {
		return nil, fmt.Errorf("articles of pack %s: %w", name, err)
	}
	out := make([]Article, 0, len(files))
	for _, file := range files {
		b, err := fs.ReadFile(fsys, file)
		if err == nil && len(b) > largestArticle {
			err = fmt.Errorf("larger than %d KB", largestArticle>>10)
		}
		var a Article
		if err == nil {
			a, err = readArticle(b)
		}
		if err != nil {
			return nil, fmt.Errorf("pack %s: %s: %w", name, file, err)
		}
		a.Key, a.Lang = name+"/"+strings.TrimSuffix(path.Base(file), ".md"), path.Base(path.Dir(file))
		for i, r := range a.Related {
			a.Related[i] = name + "/" + r
		}
		out = append(out, a)
	}
	return out, nil
}

// readArticle parts what stands above the text from the text.
func readArticle(b []byte) (Article, error) {
	var a Article
	head, body, ok := bytes.Cut(bytes.TrimPrefix(b, []byte("---\n")), []byte("\n---\n"))
	if !ok || !bytes.HasPrefix(b, []byte("---\n")) {
		return a, errors.New("begins with no --- title: … ---")
	}
	if err := yaml.Unmarshal(head, &a); err != nil {
		return a, fmt.Errorf("above the text: %w", err)
	}
	a.Body = strings.TrimSpace(string(body)) + "\n"
	switch {
	case a.Title == "":
		return a, errors.New("has no title")
	case a.Slug == "":
		return a, errors.New("has no slug")
	case a.Audience != "public" && a.Audience != "internal":
		return a, fmt.Errorf("audience is %q; possible: public, internal", a.Audience)
	case strings.TrimSpace(a.Body) == "":
		return a, errors.New("has no text")
	}
	return a, nil
}

// collections are the shelves that the packs' articles stand on.
var collections = map[string]map[string]string{
	"delivery": {"uk": "Доставка", "en": "Delivery"}, "orders": {"uk": "Замовлення", "en": "Orders"}, "money": {"uk": "Оплата й гроші", "en": "Payment and money"},
	"returns": {"uk": "Повернення й обмін", "en": "Returns and exchange"}, "account": {"uk": "Обліковий запис", "en": "Account"},
	"warranty": {"uk": "Гарантія", "en": "Warranty"}, "business": {"uk": "Для бізнесу", "en": "For business"}, "products": {"uk": "Товари", "en": "Products"},
	"plans": {"uk": "Тарифи", "en": "Plans"}, "data": {"uk": "Інтернет", "en": "Mobile data"}, "roaming": {"uk": "Роумінг", "en": "Roaming"},
	"lines": {"uk": "Номери", "en": "Numbers"}, "sim": {"uk": "SIM та eSIM", "en": "SIM and eSIM"}, "bills": {"uk": "Рахунки", "en": "Bills"},
	"trouble": {"uk": "Якщо щось не працює", "en": "When something does not work"}, "network": {"uk": "Мережа", "en": "Network"},
	"services": {"uk": "Послуги", "en": "Services"}, "security": {"uk": "Безпека", "en": "Security"},
}

// CollectionTitle is what a shelf of packs' articles is called, in a language.
func CollectionTitle(name, lang string) string {
	if t := collections[name][lang]; t != "" {
		return t
	}
	return name
}
