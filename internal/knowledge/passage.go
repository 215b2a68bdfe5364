package knowledge

// Passage is a part of a document that can answer by itself: a paragraph or
// two, a list of steps, a table, with the headings above it.
type Passage struct {
	Article    ArticleID
	Lang       string
	Version    int
	Number     int      // in its document, from 0
	Title      string   // of the document
	Headings   []string // above the passage, outermost first
	Anchor     string   // of the innermost heading on the page; "" at the top
	Text       string   // plain, as read aloud; list items on lines of their own
	Markdown   string   // the same part as written
	Steps      bool     // an ordered list: one step after the other
	Asked      []string // how customers ask for it, by the author's note; readers do not see it
	Audience   Audience
	Collection CollectionID
	Slug       string
}
