package dialogue

import (
	"fmt"
	"strings"
)

// Graph is a flow as it can be drawn.
type Graph struct {
	Flow  string
	Pos   Pos
	Nodes []GraphNode
	Edges []GraphEdge
}

// GraphNode is a step. Text is what is said or done, in a language; Detail is a
// slot, an action, another flow, by the name that the file has for it.
type GraphNode struct {
	ID     string
	Kind   string
	Text   string
	Detail string
	If     string
	Line   int
}

// GraphEdge goes from a step to the next, or to GraphEnd. Kind is next, branch,
// goto, error or else.
type GraphEdge struct {
	From, To string
	Kind     string
	Label    string
}

// GraphEnd is where a flow's last steps go.
const GraphEnd = "$end"

// Graph draws a flow, with its words in a language. It is nil for a flow that
// the playbook has not.
func (p *Playbook) Graph(flow, lang string) *Graph {
	f := p.Flows[flow]
	if f == nil {
		return nil
	}
	lang = p.lang(lang)
	g := &Graph{Flow: flow, Pos: f.pos}
	for i, s := range f.steps {
		n := GraphNode{ID: s.id, Kind: string(s.kind), Line: s.pos.Line}
		if s.cond != nil {
			n.If = s.cond.src
		}
		n.Text, n.Detail = p.drawn(s, lang)
		g.Nodes = append(g.Nodes, n)
		g.edges(f, i)
	}
	return g
}

// drawn is what a step's node says.
func (p *Playbook) drawn(s *step, lang string) (words, detail string) {
	if s.say != nil {
		if t := p.texts[s.say.key][lang]; t != nil {
			words = t.chat
		}
		detail = s.say.key
	}
	switch s.kind {
	case stepAsk:
		detail = s.slot
	case stepDo:
		detail = s.action
		if a := p.Actions[s.action]; a != nil {
			words = a.Title[lang]
		}
	case stepCall:
		detail = s.flow
		if f := p.Flows[s.flow]; f != nil {
			words = f.TitleIn(lang)
		}
	case stepSet:
		var sets []string
		for _, a := range s.sets {
			sets = append(sets, a.name+" = "+a.expr.src)
		}
		words = strings.Join(sets, "\n")
	case stepHandoff:
		detail = s.reason
	case stepVerify, stepGrant:
		detail = string(s.level)
	case stepEnd:
		detail = string(s.outcome)
	}
	return words, detail
}

func (g *Graph) edges(f *Flow, i int) {
	s := f.steps[i]
	at := func(j int) string {
		if j < 0 || j >= len(f.steps) {
			return GraphEnd
		}
		return f.steps[j].id
	}
	add := func(to, kind, label string) { g.Edges = append(g.Edges, GraphEdge{s.id, to, kind, label}) }
	through := true // the next step follows
	switch s.kind {
	case stepGoto:
		add(at(s.target), "goto", "")
		through = false
	case stepEnd, stepHandoff:
		add(GraphEnd, "next", "")
		through = false
	case stepBranch:
		for _, c := range s.cases {
			if c.when == nil {
				add(at(c.target), "else", "")
				through = false
				break
			}
			add(at(c.target), "branch", c.when.src)
		}
	default:
		if s.target >= 0 {
			add(at(s.target), "else", "")
		}
	}
	for _, code := range sortedKeys(s.onError) {
		if to := s.onError[code]; to >= 0 {
			add(at(to), "error", code)
		}
	}
	if through || s.cond != nil {
		add(at(i+1), "next", "")
	}
}

// FilePos is where a flow is written: the file with its pack before it.
func (f *Flow) FilePos() Pos { return f.pos }

// String is for messages.
func (e GraphEdge) String() string {
	return fmt.Sprintf("%s -%s %s-> %s", e.From, e.Kind, e.Label, e.To)
}
