package dialogue

import (
	"strconv"

	"github.com/rozmova/rozmova/internal/conversation"
)

// options draws the answers to a question from data: one for each element of
// list, which value, title, names, facets, rank and group see as `it`. like, near and
// apart are about the question as a whole. All but list, value and title may
// be nil.
type options struct {
	list, value, title *expr
	names              *expr // more words for it: a text or a list
	facets             *expr // its properties: a map
	rank               *expr // a number, for «найдешевший»
	like               *expr // the properties of what the customer has now
	near, apart        *expr // words for what it is about, and for what it is not
	aside              *expr // true for an answer that may be named and is not offered
	group              *expr // what it came with: the number of its order
}

// parseOptions reads `options:` of a slot.
func parseOptions(n node) *options {
	o := &options{}
	all := []struct {
		key  string
		dst  **expr
		must bool
	}{
		{"list", &o.list, true}, {"value", &o.value, true}, {"title", &o.title, true}, {"names", &o.names, false},
		{"facets", &o.facets, false}, {"rank", &o.rank, false}, {"like", &o.like, false}, {"near", &o.near, false}, {"apart", &o.apart, false},
		{"aside", &o.aside, false}, {"group", &o.group, false},
	}
	keys := make([]string, len(all))
	for i, k := range all {
		keys[i] = k.key
	}
	given := n.only(keys...)
	for _, k := range all {
		if e, ok := given[k.key]; ok {
			*k.dst = e.expr()
		} else if k.must {
			n.fail("options need list, value and title; %s is missing", k.key)
		}
	}
	return o
}

func (l *flowLinker) options(o *options) {
	if o == nil || o.list == nil || o.value == nil || o.title == nil {
		return
	}
	o.list.link(l.reader, l.any, nil)
	for _, e := range []*expr{o.value, o.title, o.names, o.facets, o.rank, o.aside, o.group} {
		l.value(e, "it")
	}
	for _, e := range []*expr{o.like, o.near, o.apart} {
		l.value(e)
	}
}

// option is the answer that one row stands for.
func (o *options) option(row vars) (conversation.Option, bool) {
	value, err1 := o.value.eval(row)
	title, err2 := o.title.eval(row)
	if err1 != nil || err2 != nil || value == nil {
		return conversation.Option{}, false
	}
	out := conversation.Option{Value: value, Title: display(title), Names: words(o.maybe(o.names, row)), Facets: textMap(o.maybe(o.facets, row))}
	out.Aside = o.maybe(o.aside, row) == true
	out.Group, _ = o.maybe(o.group, row).(string)
	switch x := o.maybe(o.rank, row).(type) {
	case float64:
		out.Rank = &x
	case string:
		if n, err := strconv.ParseFloat(x, 64); err == nil {
			out.Rank = &n
		}
	}
	return out, true
}

// about adds what a question says of itself.
func (o *options) about(e *conversation.Expectation, vs vars) {
	e.Like = textMap(o.maybe(o.like, vs))
	e.Near, e.Apart = words(o.maybe(o.near, vs)), words(o.maybe(o.apart, vs))
}

// maybe is the value of an expression that may be left out; data that lacks a
// field gives nil.
func (o *options) maybe(e *expr, vs vars) conversation.Value {
	if e == nil {
		return nil
	}
	v, err := e.eval(vs)
	if err != nil {
		return nil
	}
	return v
}

// maxFacets of one option.
const maxFacets = 12

// textMap is a map of short values as texts.
func textMap(v conversation.Value) map[string]string {
	m, _ := v.(map[string]any)
	if len(m) == 0 {
		return nil
	}
	out := make(map[string]string, len(m))
	for _, k := range sortedKeys(m) {
		if x := display(m[k]); x != "" && len(out) < maxFacets {
			out[k] = x
		}
	}
	return out
}
