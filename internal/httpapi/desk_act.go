package httpapi

import (
	"context"
	"errors"
	"strings"

	"github.com/rozmova/rozmova/internal/conversation"
	"github.com/rozmova/rozmova/internal/store"
	"github.com/rozmova/rozmova/internal/stream"
	"github.com/rozmova/rozmova/internal/turn"
)

// What agents do to a conversation. Each input's key is made of the agent, the
// deed and the client_id, so sending it again changes nothing.

type textInput struct {
	ConversationPath
	Body TextRequest
}

// TextRequest is a reply or a note.
type TextRequest struct {
	ClientID string `json:"client_id" minLength:"1" maxLength:"64" pattern:"^[!-~]+$" patternDescription:"printable ASCII without spaces" doc:"The client's own id of this input; sending it again changes nothing."`
	Text     string `json:"text" doc:"1 to 4,000 characters."`
}

func (s *Server) reply(ctx context.Context, in *textInput) (*acceptedOutput, error) {
	text, err := turn.Clean(in.Body.Text)
	if err != nil {
		return nil, err
	}
	return s.act(ctx, in.ID, "message", in.Body.ClientID, conversation.AgentWrote{ClientID: in.Body.ClientID, Text: text})
}

func (s *Server) note(ctx context.Context, in *textInput) (*acceptedOutput, error) {
	text, err := turn.Clean(in.Body.Text)
	if err != nil {
		return nil, err
	}
	return s.act(ctx, in.ID, "note", in.Body.ClientID, conversation.NoteAdded{ClientID: in.Body.ClientID, Text: text})
}

type takeInput struct {
	ConversationPath
	Body TakeRequest
}

// TakeRequest takes a conversation over.
type TakeRequest struct {
	ClientID string `json:"client_id" minLength:"1" maxLength:"64" pattern:"^[!-~]+$" patternDescription:"printable ASCII without spaces"`
	FromSeq  int64  `json:"from_seq" minimum:"0" doc:"The last event that the agent had seen when deciding."`
	Force    bool   `json:"force,omitempty" doc:"Also from another agent."`
}

func (s *Server) take(ctx context.Context, in *takeInput) (*acceptedOutput, error) {
	a := agentOf(ctx)
	if in.Body.Force {
		// Taking from a colleague is for those who have seen whose it is.
		if err := s.sawOwner(ctx, a, in.ID, in.Body.FromSeq); err != nil {
			return nil, err
		}
	}
	out, err := s.act(ctx, in.ID, "take", in.Body.ClientID, conversation.AgentTook{Force: in.Body.Force})
	if p := (*Problem)(nil); errors.As(err, &p) && p.Code == codeNotOwner {
		p.Code = codeConflict
	}
	return out, err
}

// sawOwner says whether the agent had seen the last change of owner.
func (s *Server) sawOwner(ctx context.Context, a agent, id conversation.ConversationID, from int64) error {
	for {
		events, last, err := s.cfg.Store.Events(ctx, a.workspace(), id, from, 0)
		if err != nil {
			return err
		}
		if from > last {
			return &stream.AheadError{Last: last}
		}
		for _, e := range events {
			from = e.Seq
			d, ok := e.Data.(conversation.OwnerChanged)
			if ok && d.Owner.Kind == conversation.OwnedByAgent && d.Owner.Agent != a.User.ID {
				p := problem(codeConflict)
				v := ownerView(d.Owner)
				p.Owner = &v
				return p
			}
		}
		if len(events) == 0 || from >= last {
			return nil
		}
	}
}

type returnInput struct {
	ConversationPath
	Body ReturnRequest
}

// ReturnRequest hands back to the bot.
type ReturnRequest struct {
	ClientID string `json:"client_id" minLength:"1" maxLength:"64" pattern:"^[!-~]+$" patternDescription:"printable ASCII without spaces"`
	Note     string `json:"note,omitempty" doc:"What was done; for agents and the bot, not for the customer."`
	Tell     string `json:"tell,omitempty" doc:"What the bot tells the customer."`
}

func (s *Server) giveBack(ctx context.Context, in *returnInput) (*acceptedOutput, error) {
	note, err := optionalText(in.Body.Note)
	if err != nil {
		return nil, err
	}
	tell, err := optionalText(in.Body.Tell)
	if err != nil {
		return nil, err
	}
	return s.act(ctx, in.ID, "return", in.Body.ClientID, conversation.AgentReturned{Note: note, Tell: tell})
}

type resolveInput struct {
	ConversationPath
	Body ResolveRequest
}

// ResolveRequest ends a conversation.
type ResolveRequest struct {
	ClientID string               `json:"client_id" minLength:"1" maxLength:"64" pattern:"^[!-~]+$" patternDescription:"printable ASCII without spaces"`
	Outcome  conversation.Outcome `json:"outcome" enum:"resolved,not_resolved,spam"`
	Summary  string               `json:"summary,omitempty" doc:"What it was about and what was done; made from the conversation when missing."`
}

func (s *Server) resolve(ctx context.Context, in *resolveInput) (*acceptedOutput, error) {
	summary, err := optionalText(in.Body.Summary)
	if err != nil {
		return nil, err
	}
	return s.act(ctx, in.ID, "resolve", in.Body.ClientID, conversation.Resolved{Outcome: in.Body.Outcome, Summary: summary})
}

type actInput struct {
	ConversationPath
	Body ActRequest
}

// ActRequest is an input that says no more than that it happened.
type ActRequest struct {
	ClientID string `json:"client_id" minLength:"1" maxLength:"64" pattern:"^[!-~]+$" patternDescription:"printable ASCII without spaces"`
}

func (s *Server) reopen(ctx context.Context, in *actInput) (*acceptedOutput, error) {
	return s.act(ctx, in.ID, "reopen", in.Body.ClientID, conversation.Reopened{})
}

// act hands an agent's input to the turn handler.
func (s *Server) act(ctx context.Context, id conversation.ConversationID, deed, clientID string, data conversation.Data) (*acceptedOutput, error) {
	a := agentOf(ctx)
	key := strings.Join([]string{"desk", deed, string(a.User.ID), clientID}, ":")
	receipt, err := s.cfg.Turns.Act(ctx, a.workspace(), id, s.input(key, a.actor(), data))
	if err != nil {
		return nil, s.problemOf(ctx, err)
	}
	s.metrics.input("agent", deed, receipt.Duplicate)
	return &acceptedOutput{Accepted{receipt.Seq}}, nil
}

func (s *Server) deskTyping(ctx context.Context, in *signalInput) (*struct{}, error) {
	a := agentOf(ctx)
	row, err := s.cfg.Store.Row(ctx, a.workspace(), in.ID)
	if err != nil {
		return nil, err
	}
	// Nobody else speaks to the customer, so nobody else is seen to begin.
	if row.Owner.Kind != conversation.OwnedByAgent || row.Owner.Agent != a.User.ID {
		return nil, nil
	}
	if ok, _ := s.limits.typing.Allow(string(a.User.ID)+":"+string(in.ID), s.now()); ok {
		s.cfg.Bus.Send(ctx, stream.Signal{
			Workspace: a.workspace(), Conversation: in.ID, Kind: stream.Typing,
			Actor: conversation.Agent, User: a.User.ID, Name: a.User.Name,
		})
	}
	return nil, nil
}

func (s *Server) deskRead(ctx context.Context, in *readInput) (*struct{}, error) {
	a := agentOf(ctx)
	row, err := s.cfg.Store.Row(ctx, a.workspace(), in.ID)
	if err != nil {
		return nil, err
	}
	if in.Body.Seq > row.LastSeq {
		return nil, &stream.AheadError{Last: row.LastSeq}
	}
	if in.Body.Seq <= row.ReadByAgent || !row.Unread() {
		return nil, nil
	}
	return nil, s.read(ctx, a.workspace(), in.ID, a.actor(), in.Body.Seq)
}

type effectsInput struct {
	State store.EffectState `query:"state" enum:"parked" default:"parked"`
}

type effectsOutput struct{ Body EffectList }

// EffectList is what waits for an operator.
type EffectList struct {
	Effects []EffectView `json:"effects" doc:"The newest first, at most 500."`
}

// parkedEffects is for those who look after the workspace.
func (s *Server) parkedEffects(ctx context.Context, _ *effectsInput) (*effectsOutput, error) {
	a := agentOf(ctx)
	if !a.place.Role.Administers() {
		return nil, problem(codeForbidden)
	}
	parked, err := s.cfg.Store.ParkedEffects(ctx, a.workspace())
	if err != nil {
		return nil, err
	}
	out := EffectList{Effects: []EffectView{}}
	for _, e := range parked {
		out.Effects = append(out.Effects, effectView(e))
	}
	return &effectsOutput{out}, nil
}

type retryInput struct {
	ConversationPath
	Effect conversation.EffectID `path:"effect" maxLength:"100"`
	Body   *EmptyBody            `required:"false"`
}

// retryEffect is for every agent who sees that something stopped half-way.
func (s *Server) retryEffect(ctx context.Context, in *retryInput) (*struct{}, error) {
	a := agentOf(ctx)
	if conv, _, ok := in.Effect.Split(); !ok || conv != in.ID {
		return nil, problem(codeNotFound)
	}
	if s.cfg.Retry == nil {
		return nil, problem(codeUnavailable)
	}
	if err := s.cfg.Retry(ctx, a.workspace(), in.Effect); err != nil {
		return nil, err
	}
	return nil, s.cfg.Store.Audit(ctx, store.AuditEntry{
		Workspace: a.workspace(), At: s.now(), User: a.User.ID, Action: "effect_retried", Object: string(in.Effect),
	})
}
