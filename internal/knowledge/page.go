package knowledge

import "time"

// Entry is a published article in a list for readers.
type Entry struct {
	Article    ArticleID
	Collection CollectionID
	Slug       string
	Title      string
	At         time.Time // when it was published last
}

// Page is what readers see at an address.
type Page struct {
	Document
	Addresses map[string]string // the slugs of all its languages
	Related   []Entry
}
