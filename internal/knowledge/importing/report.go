package importing

import (
	"github.com/rozmova/rozmova/internal/knowledge/importing/read"
)

// Report is what an import did. It counts editions: an article in two languages
// is two.
type Report struct {
	Looked    int `json:"looked"` // pieces of the source: files, pages, rows
	New       int `json:"new"`
	Updated   int `json:"updated"`
	Unchanged int `json:"unchanged"`
	Published int `json:"published"`
	Waiting   int `json:"waiting"` // for somebody to read them before they are published
	Files     int `json:"files"`   // attached
	Pruned    int `json:"pruned"`

	Conflicts []Line `json:"conflicts"` // a person has changed what has changed in the source
	Vanished  []Line `json:"vanished"`  // in the workspace, and no longer in the source
	Refused   []Line `json:"refused"`

	// What is beyond the lists' limits.
	MoreConflicts int `json:"more_conflicts"`
	MoreVanished  int `json:"more_vanished"`
	MoreRefused   int `json:"more_refused"`

	Millis int64 `json:"millis"`
	Memory int64 `json:"memory"` // bytes that were in use at most, as far as was looked
}

// Line names one thing of a report.
type Line struct {
	From    string    `json:"from"` // where it stands in the source
	Lang    string    `json:"lang,omitempty"`
	Code    read.Code `json:"code"`
	Detail  string    `json:"detail,omitempty"`
	Article string    `json:"article,omitempty"` // to be looked at
}

// Codes of lines beside those of package read.
const (
	Edited    read.Code = "edited"    // by a person; the source's words lie beside, as a draft
	Archived  read.Code = "archived"  // by a person; left so
	Gone      read.Code = "gone"      // from the source
	Pruned    read.Code = "pruned"    // gone, and archived as was asked
	Kept      read.Code = "kept"      // gone, not archived: the source was not read whole
	Invalid   read.Code = "invalid"   // not what an article may be; the detail says what
	NotFile   read.Code = "not_file"  // a picture or document that cannot be attached
	Different read.Code = "different" // of an export: there is another article in its place
)

const maxLines = 1000

func (r *Report) conflict(l Line) { add(&r.Conflicts, &r.MoreConflicts, l) }
func (r *Report) vanish(l Line)   { add(&r.Vanished, &r.MoreVanished, l) }
func (r *Report) refuse(l Line)   { add(&r.Refused, &r.MoreRefused, l) }

func add(list *[]Line, more *int, l Line) {
	if len(*list) >= maxLines {
		*more++
		return
	}
	*list = append(*list, l)
}

// Changed says whether the import did anything.
func (r *Report) Changed() bool {
	return r.New+r.Updated+r.Published+r.Files+r.Pruned > 0
}
