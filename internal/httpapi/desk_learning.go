package httpapi

import (
	"context"
	"errors"
	"net/http"
	"slices"
	"time"

	"github.com/rozmova/rozmova/internal/conversation"
	"github.com/rozmova/rozmova/internal/dialogue"
	"github.com/rozmova/rozmova/internal/store"
	"github.com/rozmova/rozmova/internal/studio"
)

// learningRoutes are for teaching the bot what it did not understand: agents may
// look, administrators teach.
func (s *Server) learningRoutes(op deskOp, inside func(http.Handler) http.Handler) {
	operate(s, op("lessons", "GET", "/learning", "Messages that the bot did not understand by itself, the newest first", 200), inside, s.lessons)
	operate(s, op("teach", "POST", "/learning/examples", "Make a message an example of a flow, in a draft", 201, 404), inside, s.teach)
	operate(s, op("settleLesson", "POST", "/learning/settle", "Take a message off the list, or put it back", 200, 404), inside, s.settleLesson)
	effect := op("learningEffect", "GET", "/learning/effect", "What the drafts would change, before they are published", 200)
	effect.Description = "Judging takes seconds, on its own. With wait, the answer comes as soon as it is there; otherwise, or when " +
		"the time is up, state is `running`: ask again."
	operate(s, effect, inside, s.learningEffect)
}

type lessonsInput struct {
	State   string `query:"state" enum:"open,done,dismissed" default:"open"`
	Lang    string `query:"lang" maxLength:"8" doc:"Only messages in this language."`
	Outcome string `query:"outcome" enum:"miss,clarified,model,cancelled" doc:"Only messages that ended so."`
	Offset  int    `query:"offset" minimum:"0" maximum:"1000"`
	Limit   int    `query:"limit" minimum:"1" maximum:"100" default:"25"`
}

type lessonsOutput struct{ Body Lessons }

// Lessons is a page of what the bot may learn.
type Lessons struct {
	Lessons   []LessonView `json:"lessons"`
	Total     int          `json:"total" doc:"Of all pages."`
	Open      int          `json:"open" doc:"Messages that wait, whatever the filter."`
	Flows     []LessonFlow `json:"flows" doc:"What may be taught."`
	Languages []string     `json:"languages" doc:"Those of examples."`
	MayEdit   bool         `json:"may_edit"`
}

// LessonFlow is a flow that words can start.
type LessonFlow struct {
	Name     string            `json:"name" example:"cancel_order"`
	Title    map[string]string `json:"title" doc:"By language."`
	Pack     string            `json:"pack"`
	Examples map[string]int    `json:"examples" doc:"How many it has, by language."`
}

// LessonView is one of them: the newest of messages that say nearly the same.
type LessonView struct {
	Conversation conversation.ConversationID `json:"conversation"`
	Seq          int64                       `json:"seq" doc:"The message in the conversation."`
	At           Stamp                       `json:"at"`
	Lang         string                      `json:"lang"`
	Text         string                      `json:"text" doc:"With personal data hidden."`
	Example      string                      `json:"example" doc:"What of it may become an example: without names and numbers."`
	Count        int                         `json:"count" doc:"Messages that say nearly the same, this one among them."`
	Outcome      string                      `json:"outcome" enum:"miss,clarified,model,cancelled" doc:"Nothing was made of it; the customer was asked which flow is meant; only a language model read it; the customer at once called off the flow that it was taken for."`
	During       string                      `json:"during,omitempty" doc:"The flow that was in progress."`
	Options      []string                    `json:"options" doc:"The flows that were offered, or the one that was called off."`
	Chosen       string                      `json:"chosen,omitempty" doc:"What was meant, as the customer or the model said."`
	Guesses      []string                    `json:"guesses" doc:"Flows that it may mean, the likeliest first."`
	State        string                      `json:"state" enum:"open,done,dismissed"`
	Taught       string                      `json:"taught,omitempty" doc:"The flow, or oos for out of scope."`
}

func (s *Server) lessons(ctx context.Context, in *lessonsInput) (*lessonsOutput, error) {
	a := agentOf(ctx)
	all, err := s.cfg.Studio.Lessons(ctx, a.workspace(), store.MisunderstoodQuery{State: store.Lesson(in.State), Lang: in.Lang, Outcome: store.Misreading(in.Outcome)})
	if err != nil {
		return nil, err
	}
	counts, err := s.cfg.Store.MisunderstoodCounts(ctx, a.workspace())
	if err != nil {
		return nil, err
	}
	_, pb, _, err := s.cfg.Studio.Flows(ctx, a.workspace())
	if err != nil {
		return nil, err
	}
	out := Lessons{Lessons: []LessonView{}, Total: len(all), Open: counts[store.ToLearn], Flows: lessonFlows(pb), Languages: pb.Languages, MayEdit: a.place.Role.Administers()}
	for _, l := range pageOf(all, in.Offset, in.Limit) {
		out.Lessons = append(out.Lessons, lessonView(&l))
	}
	return &lessonsOutput{out}, nil
}

func lessonFlows(pb *dialogue.Playbook) []LessonFlow {
	out := []LessonFlow{}
	for _, name := range pb.Order {
		f := pb.Flows[name]
		if !studio.Teachable(f) {
			continue
		}
		v := LessonFlow{Name: name, Title: f.Title, Pack: f.Pack, Examples: map[string]int{}}
		for lang, texts := range f.Examples {
			v.Examples[lang] = len(texts)
		}
		out = append(out, v)
	}
	return out
}

func lessonView(l *studio.Lesson) LessonView {
	m := l.Newest()
	return LessonView{
		Conversation: m.Conversation, Seq: m.Seq, At: Stamp(m.At), Lang: m.Lang, Text: l.Text, Example: l.Example, Count: len(l.Messages),
		Outcome: string(m.Outcome), During: m.During, Options: listed(m.Options), Chosen: m.Chosen, Guesses: listed(l.Guesses),
		State: string(m.State), Taught: m.Taught,
	}
}

// pageOf is a part of a list that is all there.
func pageOf[T any](all []T, offset, limit int) []T {
	from := min(offset, len(all))
	return all[from:min(from+limit, len(all))]
}

// listed is a list that is never null.
func listed(list []string) []string { return append([]string{}, list...) }

// LessonMessage names a message.
type LessonMessage struct {
	Conversation conversation.ConversationID `json:"conversation" maxLength:"100"`
	Seq          int64                       `json:"seq" minimum:"1"`
}

func (m LessonMessage) id() store.MessageID { return store.MessageID(m) }

// TeachRequest makes a message an example.
type TeachRequest struct {
	LessonMessage
	Flow string `json:"flow" minLength:"1" maxLength:"100" doc:"A flow, or oos: out of scope."`
	Lang string `json:"lang" maxLength:"8" doc:"The language of the example, one of the packs'."`
	Text string `json:"text" minLength:"1" maxLength:"2000" doc:"The example, as it is to stand in the file."`
}

type taughtOutput struct{ Body TaughtView }

// TaughtView says where the example went.
type TaughtView struct {
	Pack     string `json:"pack"`
	Path     string `json:"path" doc:"The file whose draft holds it."`
	Messages int    `json:"messages" doc:"How many messages left the list with it."`
}

func (s *Server) teach(ctx context.Context, in *struct{ Body TeachRequest }) (*taughtOutput, error) {
	by, err := editor(ctx)
	if err != nil {
		return nil, err
	}
	b := in.Body
	t, err := s.cfg.Studio.Teach(ctx, by, studio.Example{Message: b.id(), Flow: b.Flow, Lang: b.Lang, Text: b.Text})
	if err != nil {
		return nil, lessonError(err)
	}
	return &taughtOutput{TaughtView(t)}, nil
}

// SettleRequest takes a message off the list, or puts it back.
type SettleRequest struct {
	LessonMessage
	State string `json:"state" enum:"open,dismissed"`
}

type settledOutput struct {
	Body struct {
		Messages int `json:"messages" doc:"How many say nearly the same and went with it."`
	}
}

func (s *Server) settleLesson(ctx context.Context, in *struct{ Body SettleRequest }) (*settledOutput, error) {
	by, err := editor(ctx)
	if err != nil {
		return nil, err
	}
	out := &settledOutput{}
	out.Body.Messages, err = s.cfg.Studio.Settle(ctx, by, in.Body.id(), store.Lesson(in.Body.State))
	return out, lessonError(err)
}

// lessonError makes the errors of lessons the API's.
func lessonError(err error) error {
	switch {
	case errors.Is(err, studio.ErrExample):
		return problem(codeInvalid, "body.text")
	case errors.Is(err, studio.ErrPersonal):
		return problem(codePersonal)
	case errors.Is(err, studio.ErrByHand):
		return problem(codeByHand)
	case errors.Is(err, studio.ErrNoFlow):
		return problem(codeInvalid, "body.flow")
	}
	return studioError(err)
}

type learningEffectInput struct {
	Wait int `query:"wait" minimum:"0" maximum:"20" doc:"Seconds to wait for the answer."`
}

type learningEffectOutput struct{ Body LearningEffect }

func (s *Server) learningEffect(ctx context.Context, in *learningEffectInput) (*learningEffectOutput, error) {
	e, err := s.cfg.Studio.Effect(ctx, agentOf(ctx).workspace(), time.Duration(in.Wait)*time.Second)
	if err != nil {
		return nil, err
	}
	return &learningEffectOutput{learningView(e)}, nil
}

// LearningEffect is what the drafts would change.
type LearningEffect struct {
	State    string            `json:"state" enum:"none,running,done,failed" doc:"none: there are no drafts."`
	Drafts   int               `json:"drafts"`
	Version  int               `json:"version" doc:"The published version in force, to publish after."`
	Problems []FlowProblemView `json:"problems" doc:"The drafts do not compile; nothing else is known then."`
	Before   *FlowScores       `json:"before,omitempty"`
	After    *FlowScores       `json:"after,omitempty"`
	Readings []ReadingView     `json:"readings" doc:"Customers' messages that would be read otherwise, and those taught lately that still would not be read so."`
	Worse    []ShiftView       `json:"worse" doc:"Examples that were read rightly and would not be any more."`
	Better   []ShiftView       `json:"better" doc:"Examples that were read wrongly and would be read rightly."`
	Tests    int               `json:"tests"`
	Failed   int               `json:"failed"`
	Failures []FlowProblemView `json:"failures"`
	Seconds  float64           `json:"seconds" doc:"How long it took."`
}

// FlowScores are the figures of examples, each read by a model that has not seen it.
type FlowScores struct {
	Examples   int      `json:"examples"`
	Accuracy   float64  `json:"accuracy" doc:"The share that is taken for its own flow."`
	TurnedAway float64  `json:"turned_away" doc:"The share that is taken for out of scope."`
	Outside    int      `json:"out_of_scope_examples"`
	Caught     *float64 `json:"out_of_scope_caught,omitempty" doc:"The share of those that is turned away."`
}

// ReadingView is one message as both would read it.
type ReadingView struct {
	LessonMessage
	Text   string      `json:"text"`
	Count  int         `json:"count"`
	Taught string      `json:"taught,omitempty"`
	Before MeaningView `json:"before"`
	After  MeaningView `json:"after"`
}

// MeaningView is what a message comes to.
type MeaningView struct {
	Kind string `json:"kind" example:"start" doc:"The command: start, clarify, handoff, none, …"`
	Flow string `json:"flow,omitempty"`
}

// ShiftView is an example that is read otherwise.
type ShiftView struct {
	Flow string `json:"flow" doc:"Whose example it is; oos for out of scope."`
	Lang string `json:"lang"`
	Text string `json:"text"`
	Was  string `json:"was"`
	As   string `json:"as"`
}

func learningView(e studio.Effect) LearningEffect {
	check := checkView(studio.Check{Problems: e.Problems, Tests: e.Tests, Failed: e.Failed, Failures: e.Failures})
	out := LearningEffect{
		State: string(e.State), Drafts: e.Drafts, Version: e.Version, Problems: check.Problems, Readings: []ReadingView{},
		Worse: shiftViews(e.Worse), Better: shiftViews(e.Better), Tests: e.Tests, Failed: e.Failed,
		Failures: slices.Clip(check.Failures[:min(len(check.Failures), maxFailures)]), Seconds: e.Took.Seconds(),
	}
	if e.State == studio.EffectDone && len(e.Problems) == 0 {
		out.Before = &FlowScores{e.Before.Examples, e.Before.Accuracy, e.Before.Away, e.Before.Outside, e.Before.Caught}
		out.After = &FlowScores{e.After.Examples, e.After.Accuracy, e.After.Away, e.After.Outside, e.After.Caught}
	}
	for _, r := range e.Readings {
		out.Readings = append(out.Readings, ReadingView{LessonMessage(r.Message), r.Text, r.Count, r.Taught,
			MeaningView{string(r.Before.Kind), r.Before.Flow}, MeaningView{string(r.After.Kind), r.After.Flow}})
	}
	return out
}

// maxFailures of flow tests that are shown.
const maxFailures = 50

func shiftViews(list []studio.Shift) []ShiftView {
	out := []ShiftView{}
	for _, x := range list {
		out = append(out, ShiftView{x.Flow, x.Lang, x.Text, x.Was, x.As})
	}
	return out
}
