package read

import (
	"strconv"

	"github.com/rozmova/rozmova/internal/knowledge"
)

// Item is one article of a source in one language. Items with the same Kind and
// Key are the same article.
type Item struct {
	Kind  string // as in knowledge.Origin
	Key   string // the same at every reading of the source
	From  string // where it stands, for the report: a path, a row, an address
	Lang  string
	Title string
	Slug  string // what the source wants, may be empty
	// Body is Markdown. In it import:file:N stands for Files[N] and import:link:N
	// for the article Links[N].
	Body     string
	Shelves  []Shelf            // from the outermost; at most knowledge.MaxDepth
	Audience knowledge.Audience // "" where the source does not say
	Related  []string           // keys
	Draft    bool               // the source itself has not published it
	Links    []Link
	Files    []File
}

// Shelf is a collection as the source names it.
type Shelf struct {
	Key   string // one among its neighbours
	Title string // in the item's language
}

// Link leads to another article of the source.
type Link struct {
	Key      string
	Fragment string // behind #, may be empty
}

// File is a picture or a document that an article shows.
type File struct {
	Ref  string // where it stands in the source
	Name string
	Open func() ([]byte, error) // bounded by knowledge.MaxFile
}

// Refusal is what was not read, and why.
type Refusal struct {
	From   string `json:"from"`
	Code   Code   `json:"code"`
	Detail string `json:"detail,omitempty"` // of our own words: a number, a name
}

// Code is a reason in a word. The desk has a sentence for each, in its language.
type Code string

// What can be wrong with a piece of a source.
const (
	Empty     Code = "empty"     // no words in it
	NoTitle   Code = "no_title"  // and none could be found
	TooLong   Code = "too_long"  // as an article
	TooLarge  Code = "too_large" // as a file
	TooMany   Code = "too_many"  // pieces: this and what follows was left out
	Encoding  Code = "encoding"  // neither UTF-8 nor another that we know
	Malformed Code = "malformed"
	Encrypted Code = "encrypted" // behind a password
	Scanned   Code = "scanned"   // pictures of pages, no text
	Type      Code = "type"      // of a file that no article can be made of
	Partial   Code = "partial"   // a piece for other pages, by its name
	Duplicate Code = "duplicate" // of what was read before
	Language  Code = "language"  // not known, or not a language
	Missing   Code = "missing"   // a file that an article names
	Robots    Code = "robots"    // the site asks programs to stay away
	NoIndex   Code = "noindex"   // the page asks not to be collected
	Status    Code = "status"    // the site answered with an error
	Address   Code = "address"   // not one that may be called
	Failed    Code = "failed"    // the site could not be reached
	Timeout   Code = "timeout"
)

// Batch is what was read.
type Batch struct {
	Items   []Item
	Refused []Refusal
	Files   int // looked at
}

func (b *Batch) refuse(from string, code Code, detail string) {
	if len(b.Refused) < maxRefused {
		b.Refused = append(b.Refused, Refusal{from, code, detail})
	}
}

// Options say what a source does not say itself.
type Options struct {
	Lang      string   // of what cannot be recognised; "" refuses it
	Languages []string // that are likely, the workspace's
	Audience  knowledge.Audience
	Shelves   []Shelf // put above those of the source
	// Progress is told how many pieces were looked at; may be nil.
	Progress func(done, total int)
}

// Limits on one source.
const (
	MaxItems    = 20_000
	maxRefused  = 2_000
	maxText     = 4 << 20   // of a file with text
	maxDocument = 64 << 20  // of a PDF, a DOCX or an export
	maxAll      = 512 << 20 // of all texts together
	maxPieces   = 100_000   // files in a folder or an archive
	maxLinks    = 2_000     // of an item
)

// FileRef and LinkRef are what stands in a Body.
func FileRef(n int) string { return "import:file:" + strconv.Itoa(n) }

// LinkRef stands for Links[n].
func LinkRef(n int) string { return "import:link:" + strconv.Itoa(n) }

// file adds a file to an item once and returns what stands for it.
func (it *Item) file(f File) string {
	for i := range it.Files {
		if it.Files[i].Ref == f.Ref {
			return FileRef(i)
		}
	}
	if len(it.Files) >= knowledge.MaxFiles {
		return ""
	}
	it.Files = append(it.Files, f)
	return FileRef(len(it.Files) - 1)
}

// link is the same for a link.
func (it *Item) link(l Link) string {
	for i := range it.Links {
		if it.Links[i] == l {
			return LinkRef(i)
		}
	}
	if len(it.Links) >= maxLinks {
		return ""
	}
	it.Links = append(it.Links, l)
	return LinkRef(len(it.Links) - 1)
}
