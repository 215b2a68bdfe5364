package httpapi

import (
	"context"
	"maps"
	"slices"

	"github.com/rozmova/rozmova/internal/conversation"
	"github.com/rozmova/rozmova/internal/store"
	"github.com/rozmova/rozmova/internal/studio"
	"github.com/rozmova/rozmova/internal/turn"
)

type flowFilesOutput struct {
	Body struct {
		Files []FlowFileRow `json:"files"`
	}
}

// FlowFileRow is a file in the list.
type FlowFileRow struct {
	Pack      string `json:"pack" example:"shop"`
	Path      string `json:"path" example:"texts/uk.yaml"`
	Installed bool   `json:"installed" doc:"The pack brings it."`
	Changed   bool   `json:"changed" doc:"What is in force differs from what the pack brings."`
	Draft     bool   `json:"draft"`
}

func (s *Server) flowFiles(ctx context.Context, _ *struct{}) (*flowFilesOutput, error) {
	files, err := s.cfg.Studio.Files(ctx, agentOf(ctx).workspace())
	if err != nil {
		return nil, err
	}
	out := &flowFilesOutput{}
	out.Body.Files = []FlowFileRow{}
	for _, f := range files {
		out.Body.Files = append(out.Body.Files, FlowFileRow{f.Pack, f.Path, f.Installed, f.Changed, f.Draft != nil})
	}
	return out, nil
}

// FlowFilePath names a file.
type FlowFilePath struct {
	Pack string `path:"pack" maxLength:"100"`
	Path string `query:"path" required:"true" maxLength:"100" example:"flows/cancel_order.yaml"`
}

type flowFileOutput struct{ Body FlowFile }

// FlowFile is one file.
type FlowFile struct {
	Pack      string     `json:"pack"`
	Path      string     `json:"path"`
	Text      string     `json:"text" doc:"In force."`
	Installed bool       `json:"installed"`
	Changed   bool       `json:"changed"`
	Draft     *DraftView `json:"draft,omitempty"`
}

// DraftView is a file as it is being edited.
type DraftView struct {
	Text string `json:"text"`
	By   string `json:"by" doc:"Who saved it last."`
	At   Stamp  `json:"at"`
}

func (s *Server) flowFile(ctx context.Context, in *FlowFilePath) (*flowFileOutput, error) {
	f, err := s.cfg.Studio.File(ctx, agentOf(ctx).workspace(), in.Pack, in.Path)
	if err != nil {
		return nil, studioError(err)
	}
	out := FlowFile{Pack: f.Pack, Path: f.Path, Text: f.Text, Installed: f.Installed, Changed: f.Changed}
	if f.Draft != nil {
		out.Draft = &DraftView{f.Draft.Text, f.Draft.ByName, Stamp(f.Draft.At)}
	}
	return &flowFileOutput{out}, nil
}

type saveFlowFileInput struct {
	FlowFilePath
	Body SaveFlowFileRequest
}

// SaveFlowFileRequest keeps a draft. An empty text takes the file away once it is published.
type SaveFlowFileRequest struct {
	Text string `json:"text" maxLength:"49152"`
}

type flowCheckOutput struct{ Body FlowCheck }

// FlowCheck is what compiler and tests say of the drafts.
type FlowCheck struct {
	OK       bool              `json:"ok" doc:"They may be published."`
	Problems []FlowProblemView `json:"problems"`
	Tests    int               `json:"tests"`
	Failed   int               `json:"failed"`
	Failures []FlowProblemView `json:"failures"`
	Steps    int               `json:"steps" doc:"Of all flows."`
	Ran      int               `json:"ran" doc:"Of those, by tests."`
}

func checkView(c studio.Check) FlowCheck {
	out := FlowCheck{OK: c.OK(), Problems: problemViews(c.Problems), Tests: c.Tests, Failed: c.Failed, Failures: []FlowProblemView{}, Steps: c.Steps, Ran: c.Ran}
	for _, f := range c.Failures {
		out.Failures = append(out.Failures, placed(f.File, f.Line, f.Text))
	}
	return out
}

func (s *Server) saveFlowFile(ctx context.Context, in *saveFlowFileInput) (*flowCheckOutput, error) {
	by, err := editor(ctx)
	if err != nil {
		return nil, err
	}
	if err := s.cfg.Studio.Save(ctx, by, in.Pack, in.Path, in.Body.Text); err != nil {
		return nil, studioError(err)
	}
	c, err := s.cfg.Studio.Check(ctx, by.Workspace, false)
	if err != nil {
		return nil, err
	}
	return &flowCheckOutput{checkView(c)}, nil
}

func (s *Server) dropFlowDraft(ctx context.Context, in *FlowFilePath) (*struct{}, error) {
	by, err := editor(ctx)
	if err != nil {
		return nil, err
	}
	return nil, s.cfg.Studio.Drop(ctx, by, in.Pack, in.Path)
}

type checkFlowsInput struct {
	Body struct {
		Tests bool `json:"tests,omitempty" doc:"Play the flow tests, too."`
	}
}

func (s *Server) checkFlows(ctx context.Context, in *checkFlowsInput) (*flowCheckOutput, error) {
	by, err := editor(ctx)
	if err != nil {
		return nil, err
	}
	c, err := s.cfg.Studio.Check(ctx, by.Workspace, in.Body.Tests)
	if err != nil {
		return nil, err
	}
	return &flowCheckOutput{checkView(c)}, nil
}

type flowVersionsOutput struct {
	Body struct {
		Versions []FlowVersionView `json:"versions" doc:"The newest first; it is in force."`
	}
}

// FlowVersionView is what was published.
type FlowVersionView struct {
	Number  int                          `json:"number"`
	Version string                       `json:"version" doc:"The playbook's, as conversations name it."`
	Note    string                       `json:"note"`
	By      string                       `json:"by"`
	At      Stamp                        `json:"at"`
	Paths   []string                     `json:"paths" doc:"The files that differ from the installed packs, with the pack before each."`
	Files   map[string]map[string]string `json:"files,omitempty" doc:"Those files by pack and path; an empty text is a file that is gone."`
}

func versionView(v store.StudioVersion, files bool) FlowVersionView {
	out := FlowVersionView{Number: v.Number, Version: v.Version, Note: v.Note, By: v.ByName, At: Stamp(v.At), Paths: []string{}}
	for _, pack := range slices.Sorted(maps.Keys(v.Files)) {
		for _, path := range slices.Sorted(maps.Keys(v.Files[pack])) {
			out.Paths = append(out.Paths, pack+"/"+path)
		}
	}
	if files {
		out.Files = v.Files
	}
	return out
}

// maxVersions that are listed.
const maxVersions = 100

func (s *Server) flowVersions(ctx context.Context, _ *struct{}) (*flowVersionsOutput, error) {
	vs, err := s.cfg.Store.StudioVersions(ctx, agentOf(ctx).workspace(), maxVersions)
	if err != nil {
		return nil, err
	}
	out := &flowVersionsOutput{}
	out.Body.Versions = []FlowVersionView{}
	for _, v := range vs {
		out.Body.Versions = append(out.Body.Versions, versionView(v, false))
	}
	return out, nil
}

// FlowVersionPath names a version.
type FlowVersionPath struct {
	Number int `path:"number" minimum:"0"`
}

type flowVersionOutput struct{ Body FlowVersionView }

func (s *Server) flowVersion(ctx context.Context, in *FlowVersionPath) (*flowVersionOutput, error) {
	v, err := s.cfg.Store.StudioVersion(ctx, agentOf(ctx).workspace(), in.Number)
	if err != nil {
		return nil, err
	}
	return &flowVersionOutput{versionView(v, true)}, nil
}

// PublishRequest publishes. After is the version that the person saw in force.
type PublishRequest struct {
	After int    `json:"after" minimum:"0"`
	Note  string `json:"note,omitempty" maxLength:"500" doc:"What changed and why."`
}

func (s *Server) publishFlows(ctx context.Context, in *struct{ Body PublishRequest }) (*flowVersionOutput, error) {
	by, err := editor(ctx)
	if err != nil {
		return nil, err
	}
	v, err := s.cfg.Studio.Publish(ctx, by, in.Body.After, in.Body.Note)
	if err != nil {
		return nil, studioError(err)
	}
	return &flowVersionOutput{versionView(v, false)}, nil
}

type restoreInput struct {
	FlowVersionPath
	Body PublishRequest
}

func (s *Server) restoreFlows(ctx context.Context, in *restoreInput) (*flowVersionOutput, error) {
	by, err := editor(ctx)
	if err != nil {
		return nil, err
	}
	v, err := s.cfg.Studio.RollBack(ctx, by, in.Number, in.Body.After, in.Body.Note)
	if err != nil {
		return nil, studioError(err)
	}
	return &flowVersionOutput{versionView(v, false)}, nil
}

type trialOutput struct{ Body TrialState }

// TryRequest begins a test chat.
type TryRequest struct {
	Locale  string                        `json:"locale" enum:"uk,en"`
	Level   conversation.Level            `json:"level,omitempty" enum:"anonymous,identified,verified"`
	Profile map[string]conversation.Value `json:"profile,omitempty" doc:"What a token would say of the customer."`
	Live    bool                          `json:"live,omitempty" doc:"The flows in force instead of the drafts."`
}

func (s *Server) tryFlows(ctx context.Context, in *struct{ Body TryRequest }) (*trialOutput, error) {
	by, err := editor(ctx)
	if err != nil {
		return nil, err
	}
	b := in.Body
	t, err := s.cfg.Studio.Try(ctx, by, studio.Beginning{Locale: b.Locale, Level: b.Level, Profile: b.Profile, Live: b.Live})
	if err != nil {
		return nil, studioError(err)
	}
	return s.trialState(ctx, t, 0), nil
}

func (s *Server) trialState(ctx context.Context, t *studio.Trial, after int64) *trialOutput {
	events, calls, state := t.Look(after)
	out := TrialState{
		ID: t.ID, Version: t.Version, Events: []DeskEvent{}, LastSeq: state.Seq, Calls: []TrialCallView{}, Timers: slices.Sorted(maps.Keys(state.Timers)),
		Owner: string(state.Owner.Kind), Closed: state.Closed,
	}
	if out.Timers == nil {
		out.Timers = []string{}
	}
	if f := state.Active(); f != nil {
		out.Flow, out.Step = f.Flow, f.Step
	}
	a := agentOf(ctx)
	titled := s.reasonsFor(a.workspace(), a.User.Locale)
	for _, e := range events {
		out.Events = append(out.Events, deskView(e, titled))
	}
	for _, c := range calls {
		out.Calls = append(out.Calls, TrialCallView(c))
	}
	return &trialOutput{out}
}

// TrialPath names a test chat; After is the last event that was seen.
type TrialPath struct {
	ID    string `path:"id" maxLength:"100"`
	After int64  `query:"after" minimum:"0"`
}

// own finds a test chat of the person who asks.
func (s *Server) own(ctx context.Context, in TrialPath) (*studio.Trial, error) {
	by, err := editor(ctx)
	if err != nil {
		return nil, err
	}
	t, err := s.cfg.Studio.Trial(by, in.ID)
	return t, studioError(err)
}

func (s *Server) trial(ctx context.Context, in *TrialPath) (*trialOutput, error) {
	t, err := s.own(ctx, *in)
	if err != nil {
		return nil, err
	}
	return s.trialState(ctx, t, in.After), nil
}

type trialMessageInput struct {
	TrialPath
	Body struct {
		Text   string `json:"text,omitempty" maxLength:"4000"`
		Button string `json:"button,omitempty" maxLength:"200"`
	}
}

func (s *Server) trialMessage(ctx context.Context, in *trialMessageInput) (*trialOutput, error) {
	t, err := s.own(ctx, in.TrialPath)
	text := in.Body.Text
	if err == nil && in.Body.Button == "" {
		text, err = turn.Clean(text)
	}
	if err == nil {
		err = studioError(s.cfg.Studio.Write(t, text, in.Body.Button))
	}
	if err != nil {
		return nil, err
	}
	return s.trialState(ctx, t, in.After), nil
}

type trialAnswerInput struct {
	TrialPath
	Body struct {
		Effect conversation.EffectID `json:"effect" maxLength:"200"`
		Result conversation.Value    `json:"result,omitempty"`
		Error  string                `json:"error,omitempty" maxLength:"64" doc:"The code of a refusal, instead of a result."`
	}
}

func (s *Server) trialAnswer(ctx context.Context, in *trialAnswerInput) (*trialOutput, error) {
	t, err := s.own(ctx, in.TrialPath)
	if err == nil {
		err = studioError(s.cfg.Studio.Answer(t, in.Body.Effect, in.Body.Result, in.Body.Error))
	}
	if err != nil {
		return nil, err
	}
	return s.trialState(ctx, t, in.After), nil
}

type trialTimerInput struct {
	TrialPath
	Body struct {
		Timer string `json:"timer" maxLength:"100"`
	}
}

func (s *Server) trialTimer(ctx context.Context, in *trialTimerInput) (*trialOutput, error) {
	t, err := s.own(ctx, in.TrialPath)
	if err == nil {
		err = studioError(s.cfg.Studio.Wake(t, in.Body.Timer))
	}
	if err != nil {
		return nil, err
	}
	return s.trialState(ctx, t, in.After), nil
}
