package knowledge

import (
	"time"

	"github.com/rozmova/rozmova/internal/conversation"
)

// ArticleID, CollectionID and AttachmentID are unique in a workspace.
type (
	ArticleID    string
	CollectionID string
	AttachmentID string
)

// Audience is who may read an article.
type Audience string

const (
	Public   Audience = "public"
	Internal Audience = "internal" // agents only: never shown, quoted or linked to a customer
)

// Stage is how far the words of an edition have come since they were last
// published. A published edition with a newer draft is in Draft or Review;
// what customers read is its Published version all the while.
type Stage string

const (
	Draft     Stage = "draft"
	Review    Stage = "review"    // somebody else is asked to read it
	Published Stage = "published" // no words wait
)

// Article is one piece of knowledge, in one or more languages.
type Article struct {
	ID         ArticleID
	Collection CollectionID // "" for none
	Audience   Audience
	Owner      conversation.UserID // "" for nobody
	ReviewAt   time.Time           // when the owner is to look at it again; zero for never
	Source     string              // the language that the others are translated from
	Origin     Origin
	Related    []ArticleID
	Archived   bool
	Editions   []Edition // one a language, in the order of the workspace's languages
	Files      []Attachment
	CreatedAt  time.Time
	UpdatedAt  time.Time
}

// Edition gives the edition in a language, nil when there is none.
func (a *Article) Edition(lang string) *Edition {
	for i := range a.Editions {
		if a.Editions[i].Lang == lang {
			return &a.Editions[i]
		}
	}
	return nil
}

// Compare says which translations are behind their source.
func (a *Article) Compare() {
	published := 0
	if source := a.Edition(a.Source); source != nil {
		published = source.Published
	}
	for i := range a.Editions {
		e := &a.Editions[i]
		e.Stale = e.Lang != a.Source && e.Translates < published
	}
}

// Origin is where an imported article comes from. The same Key of the same
// Kind is the same article at the next import.
type Origin struct {
	Kind string // markdown, html, sitemap, csv, zendesk, intercom, pdf, docx, pack; "" for written here
	Key  string // a path, an address or an identifier
	Sum  string // of what was imported: a second import of the same changes nothing
}

// Edition is an article in one language.
type Edition struct {
	Lang      string // BCP 47
	Slug      string // the draft's; unique in a workspace and language, in the address of its page
	Title     string // the draft's
	Body      string // the draft's, in Markdown
	Stage     Stage
	Rev       int // counts changes of the draft; a change names the Rev that it read
	Published int // the number of the version that readers see; 0 for none
	// Translates is the source edition's version that a translation was made
	// from, 0 for the source itself. Stale: the source was published since.
	Translates int
	Stale      bool
	UpdatedAt  time.Time
	UpdatedBy  Person // who wrote the draft; without an ID when it was no person
	// Approved is who found the draft of ApprovedRev good, in a review; Remark is
	// what was said with the last question or answer.
	Approved    Person
	ApprovedRev int
	Remark      string
}

// Person is who does something with articles. The ID is empty for a program,
// such as an import or a pack.
type Person struct {
	ID   conversation.UserID
	Name string
}

// Version is what was published once. It never changes.
type Version struct {
	Article ArticleID
	Lang    string
	Number  int // from 1, without gaps
	Slug    string
	Title   string
	Body    string
	Note    string // why, in the publisher's words; may be empty
	By      Person
	At      time.Time
	Of      int // the version that this one rolls back to; 0 for new words
}

// Collection is a shelf of articles. Collections are at most three deep.
type Collection struct {
	ID       CollectionID
	Parent   CollectionID
	Slug     string
	Position int
	Titles   map[string]string // by language
	Abouts   map[string]string // a sentence, by language
}

// Document is an edition as readers see it: what is indexed and shown.
type Document struct {
	Workspace  conversation.WorkspaceID
	Article    ArticleID
	Lang       string
	Version    int
	Slug       string
	Title      string
	Body       string // Markdown
	Audience   Audience
	Collection CollectionID
	At         time.Time // when this version was published
}

// Attachment is a file that belongs to an article. Markdown names it as
// attachment:ID.
type Attachment struct {
	ID      AttachmentID
	Article ArticleID
	Name    string
	Type    string // found from what is in it, not from its name
	Size    int
	By      Person
	At      time.Time
}

// Change is what readers see otherwise than before: a document, or that an
// edition is gone (Gone: then only Workspace, Article, Lang and Audience of the
// document are set). Seq orders a workspace's changes.
type Change struct {
	Document
	Gone bool
	Seq  int64
}
