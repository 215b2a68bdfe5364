// Package pick finds which of several options a customer means, where options
// have properties: «такий самий, але чорний», "one size smaller", "the cheapest
// in leather", "battery if there is one, otherwise USB".
//
// Package understand calls it with the open question's options and the words of
// the customer. What is not clearly said is not decided: where several options
// fit all that was said it returns them all, and where words stay that it cannot
// place it returns none. It keeps no state and does no I/O.
package pick

// Option is one of the answers.
type Option struct {
	Names  []string          // what it is called; options of one question may share a name
	Facets map[string]string // property → value
	Rank   *float64          // price, mostly
	ID     string            // said literally it decides
	Aside  bool              // not offered any more, but may still be named
	Group  string            // what came together with it has the same: the things of one order
}

// Question is what the words are read against.
type Question struct {
	Options []Option
	Like    map[string]string // the properties of what the customer has now
	Near    []string          // words for the thing; clauses about it count
	Apart   []string          // words for other things; clauses about those do not
	Many    bool              // several options may be meant
	Asked   bool              // the text asks about the options: "what is the dearest in it?"
	Lang    string
}

// Answer holds indexes of options. Chosen has one unless the question takes
// many; Narrow has those that fit all that was said when several do. Unmet says
// that something was asked for that no option has.
type Answer struct {
	Chosen     []int
	Narrow     []int
	Unmet      bool
	Compared   bool // the cheapest, the biggest: chosen for what the others are like
	Confidence float64
}

// None says that the words say nothing about the options.
func (a Answer) None() bool { return len(a.Chosen) == 0 && len(a.Narrow) == 0 }
