package httpapi

import (
	"context"
	"errors"
	"maps"
	"net/http"
	"slices"
	"time"

	"github.com/rozmova/rozmova/internal/conversation"
	"github.com/rozmova/rozmova/internal/dialogue"
	"github.com/rozmova/rozmova/internal/studio"
)

// studioRoutes are the flow studio's: agents may look, administrators change.
func (s *Server) studioRoutes(op deskOp, inside func(http.Handler) http.Handler) {
	inside = around(inside, func(next http.Handler) http.Handler {
		return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			if s.cfg.Studio == nil {
				writeProblem(w, r, problem(codeUnavailable))
				return
			}
			next.ServeHTTP(w, r)
		})
	})
	operate(s, op("flows", "GET", "/flows", "Flows, with what became of them in real conversations", 200), inside, s.flows)
	operate(s, op("flow", "GET", "/flows/{name}", "One flow: its graph, its file, where conversations went and left", 200, 404), inside, s.flow)
	operate(s, op("flowFiles", "GET", "/flow-files", "The files of all packs", 200), inside, s.flowFiles)
	operate(s, op("flowFile", "GET", "/flow-files/{pack}", "One file", 200, 404), inside, s.flowFile)
	operate(s, op("saveFlowFile", "PUT", "/flow-files/{pack}", "Keep a draft of a file; says what the compiler says of it", 200, 404), inside, s.saveFlowFile)
	operate(s, op("dropFlowDraft", "DELETE", "/flow-files/{pack}", "Forget a draft", 204), inside, s.dropFlowDraft)
	operate(s, op("checkFlows", "POST", "/flow-check", "Compile the drafts, and play the flow tests", 200), inside, s.checkFlows)
	operate(s, op("flowVersions", "GET", "/flow-versions", "What was published", 200), inside, s.flowVersions)
	operate(s, op("flowVersion", "GET", "/flow-versions/{number}", "One published version with its files", 200, 404), inside, s.flowVersion)
	operate(s, op("publishFlows", "POST", "/flow-versions", "Publish the drafts", 201, 409), inside, s.publishFlows)
	operate(s, op("restoreFlows", "POST", "/flow-versions/{number}/restore", "Roll back: publish an earlier version again; 0 is the packs as installed", 201, 404, 409), inside, s.restoreFlows)
	operate(s, op("tryFlows", "POST", "/flow-trials", "Begin a test chat", 201), inside, s.tryFlows)
	operate(s, op("trial", "GET", "/flow-trials/{id}", "A test chat after a cursor", 200, 404), inside, s.trial)
	operate(s, op("trialMessage", "POST", "/flow-trials/{id}/messages", "Write in a test chat, as the customer", 200, 404), inside, s.trialMessage)
	operate(s, op("trialAnswer", "POST", "/flow-trials/{id}/answers", "Answer in a test chat, as a business system", 200, 404), inside, s.trialAnswer)
	s.learningRoutes(op, inside)
	operate(s, op("trialTimer", "POST", "/flow-trials/{id}/timers", "Let a timer's time come in a test chat", 200, 404), inside, s.trialTimer)
}

// editor lets administrators through.
func editor(ctx context.Context) (studio.Person, error) {
	a := agentOf(ctx)
	if !a.place.Role.Administers() {
		return studio.Person{}, problem(codeForbidden)
	}
	return studio.Person{Workspace: a.workspace(), ID: a.User.ID, Name: a.User.Name}, nil
}

// waysDays is how far back a flow's figures look.
const waysDays = 30

type flowsOutput struct{ Body Flows }

// Flows is the studio's list.
type Flows struct {
	Flows    []FlowRow         `json:"flows"`
	Packs    []FlowPack        `json:"packs" doc:"Where they come from."`
	Drafts   int               `json:"drafts" doc:"Files that are edited and not published."`
	Version  int               `json:"version" doc:"The published version in force; 0 is the packs as installed."`
	Problems []FlowProblemView `json:"problems" doc:"What the compiler says of the drafts."`
	MayEdit  bool              `json:"may_edit"`
	Days     int               `json:"days" doc:"How far back the figures look."`
}

// FlowPack is a pack of flows, by the name that people know it by.
type FlowPack struct {
	Name  string            `json:"name" example:"shop"`
	Title map[string]string `json:"title" doc:"By language; empty when it has none."`
}

func flowPacks(pb *dialogue.Playbook) []FlowPack {
	out := []FlowPack{}
	for _, name := range slices.Sorted(maps.Keys(pb.Packs)) {
		p := FlowPack{Name: name, Title: pb.Packs[name].Title}
		if p.Title == nil {
			p.Title = map[string]string{}
		}
		out = append(out, p)
	}
	return out
}

// FlowRow is one flow in the list.
type FlowRow struct {
	Name     string            `json:"name" example:"cancel_order"`
	Title    map[string]string `json:"title" doc:"By language."`
	Pack     string            `json:"pack" example:"shop"`
	Path     string            `json:"path" example:"flows/cancel_order.yaml"`
	Event    string            `json:"event,omitempty" doc:"The event that a pattern answers."`
	Called   bool              `json:"called" doc:"Only other flows call it."`
	Menu     bool              `json:"menu" doc:"Offered when the bot lists what it can do."`
	Steps    int               `json:"steps"`
	Draft    bool              `json:"draft" doc:"Its file is being edited."`
	Started  int               `json:"started"`
	Outcomes map[string]int    `json:"outcomes"`
	Open     int               `json:"open"`
}

func (s *Server) flows(ctx context.Context, _ *struct{}) (*flowsOutput, error) {
	a := agentOf(ctx)
	list, pb, problems, err := s.cfg.Studio.Flows(ctx, a.workspace())
	if err != nil {
		return nil, err
	}
	ways, err := s.cfg.Studio.Ways(ctx, a.workspace(), s.now().Add(-waysDays*24*time.Hour))
	if err != nil {
		return nil, err
	}
	files, err := s.cfg.Studio.Files(ctx, a.workspace())
	if err != nil {
		return nil, err
	}
	vs, err := s.cfg.Store.StudioVersions(ctx, a.workspace(), 1)
	if err != nil {
		return nil, err
	}
	out := Flows{Flows: []FlowRow{}, Packs: flowPacks(pb), Problems: problemViews(problems), MayEdit: a.place.Role.Administers(), Days: waysDays}
	if len(vs) > 0 {
		out.Version = vs[0].Number
	}
	drafts := map[string]bool{}
	for _, f := range files {
		if f.Draft != nil {
			out.Drafts++
			drafts[f.Pack+"/"+f.Path] = true
		}
	}
	for _, f := range list {
		row := FlowRow{
			Name: f.Name, Title: f.Title, Pack: f.Pack, Path: pathIn(f.Pack, f.File), Event: f.Event, Called: f.Called, Menu: f.Menu,
			Steps: f.Steps, Draft: drafts[f.File], Outcomes: map[string]int{},
		}
		if row.Title == nil {
			row.Title = map[string]string{}
		}
		if w := ways[f.Name]; w != nil {
			row.Started, row.Open = w.Started, w.Open
			for o, n := range w.Outcomes {
				row.Outcomes[string(o)] = n
			}
		}
		out.Flows = append(out.Flows, row)
	}
	return &flowsOutput{out}, nil
}

// pathIn is a file's path inside its pack.
func pathIn(pack, file string) string {
	if len(file) > len(pack) && file[:len(pack)] == pack {
		return file[len(pack)+1:]
	}
	return file
}

type flowInput struct {
	Name string `path:"name" maxLength:"100"`
	Lang string `query:"lang" enum:"uk,en" default:"uk" doc:"The language of the words in the graph."`
}

type flowOutput struct{ Body FlowDetail }

// FlowDetail is one flow as it can be drawn.
type FlowDetail struct {
	Name  string         `json:"name"`
	Pack  string         `json:"pack"`
	Path  string         `json:"path"`
	Nodes []FlowNodeView `json:"nodes"`
	Edges []FlowEdgeView `json:"edges"`
	Days  int            `json:"days"`
}

// FlowNodeView is a step, and how real conversations passed it.
type FlowNodeView struct {
	ID      string `json:"id"`
	Kind    string `json:"kind" example:"ask"`
	Text    string `json:"text,omitempty" doc:"What is said, or what is done, in words."`
	Detail  string `json:"detail,omitempty" doc:"The slot, the action, the flow, the text key."`
	If      string `json:"if,omitempty"`
	Line    int    `json:"line"`
	Reached int    `json:"reached" doc:"Conversations that waited at this step."`
	Left    int    `json:"left" doc:"Of those, how many ended or stand there without being resolved."`
}

// FlowEdgeView goes from step to step; $end is the end.
type FlowEdgeView struct {
	From  string `json:"from"`
	To    string `json:"to"`
	Kind  string `json:"kind" enum:"next,branch,goto,error,else"`
	Label string `json:"label,omitempty"`
}

func (s *Server) flow(ctx context.Context, in *flowInput) (*flowOutput, error) {
	a := agentOf(ctx)
	_, pb, _, err := s.cfg.Studio.Flows(ctx, a.workspace())
	if err != nil {
		return nil, err
	}
	g := pb.Graph(in.Name, in.Lang)
	if g == nil {
		return nil, problem(codeNotFound)
	}
	ways, err := s.cfg.Studio.Ways(ctx, a.workspace(), s.now().Add(-waysDays*24*time.Hour))
	if err != nil {
		return nil, err
	}
	f := pb.Flows[in.Name]
	out := FlowDetail{Name: f.Name, Pack: f.Pack, Path: pathIn(f.Pack, g.Pos.File), Nodes: []FlowNodeView{}, Edges: []FlowEdgeView{}, Days: waysDays}
	for _, n := range g.Nodes {
		v := FlowNodeView{ID: n.ID, Kind: n.Kind, Text: n.Text, Detail: n.Detail, If: n.If, Line: n.Line}
		if w := ways[in.Name]; w != nil {
			v.Reached, v.Left = w.Steps[n.ID].Reached, w.Steps[n.ID].Left
		}
		out.Nodes = append(out.Nodes, v)
	}
	for _, e := range g.Edges {
		out.Edges = append(out.Edges, FlowEdgeView(e))
	}
	return &flowOutput{out}, nil
}

// FlowProblemView is a mistake with its place.
type FlowProblemView struct {
	Pack string `json:"pack,omitempty"`
	Path string `json:"path"`
	Line int    `json:"line"`
	Text string `json:"text"`
}

func problemViews(ps []dialogue.Problem) []FlowProblemView {
	out := []FlowProblemView{}
	for _, p := range ps {
		out = append(out, placed(p.Pos.File, p.Pos.Line, p.Text))
	}
	return out
}

func placed(file string, line int, text string) FlowProblemView {
	v := FlowProblemView{Path: file, Line: line, Text: text}
	for i := range file {
		if file[i] == '/' {
			v.Pack, v.Path = file[:i], file[i+1:]
			break
		}
	}
	return v
}

// studioError makes the studio's errors the API's.
func studioError(err error) error {
	var problems dialogue.Problems
	var refused *dialogue.Refused
	switch {
	case errors.As(err, &refused):
		return problem(codeUnknownButton)
	case errors.As(err, &problems):
		p := problem(codeFlows)
		for _, x := range problems {
			p.Errors = append(p.Errors, FieldError{x.Pos.String(), x.Text})
		}
		return p
	case errors.Is(err, studio.ErrNoFile), errors.Is(err, studio.ErrNoTrial), errors.Is(err, studio.ErrNoCall):
		return problem(codeNotFound)
	case errors.Is(err, studio.ErrPath):
		return problem(codeInvalid, "query.path")
	case errors.Is(err, studio.ErrText):
		return problem(codeInvalid, "body.text")
	case errors.Is(err, studio.ErrNothing):
		return problem(codeNothing)
	case errors.Is(err, studio.ErrConflict):
		return problem(codeOutdated)
	case errors.Is(err, studio.ErrMany):
		return rateLimited(time.Minute)
	}
	return err
}

// TrialState is what a test chat stands at.
type TrialState struct {
	ID      string          `json:"id"`
	Version string          `json:"version" doc:"The playbook's."`
	Events  []DeskEvent     `json:"events" doc:"After the cursor."`
	LastSeq int64           `json:"last_seq"`
	Calls   []TrialCallView `json:"calls" doc:"What the bot asks of business systems and waits for."`
	Timers  []string        `json:"timers"`
	Flow    string          `json:"flow,omitempty" doc:"In progress."`
	Step    string          `json:"step,omitempty"`
	Owner   string          `json:"owner" enum:"bot,queue,agent,none"`
	Closed  bool            `json:"closed"`
}

// TrialCallView is one of them.
type TrialCallView struct {
	Effect conversation.EffectID         `json:"effect"`
	Action string                        `json:"action"`
	Title  string                        `json:"title,omitempty"`
	Args   map[string]conversation.Value `json:"args"`
	Writes bool                          `json:"writes"`
}
