package httpapi

import (
	"encoding/json"

	"github.com/danielgtaylor/huma/v2"

	"github.com/rozmova/rozmova/internal/conversation"
)

// This file is all that a customer ever sees of a log. Every seq appears, so
// that a client can tell a gap from a secret; what is not the customer's
// business appears as "internal" and nothing more.

// CustomerEvent is one event as the customer may see it.
type CustomerEvent struct{ view any }

// MarshalJSON writes the event's own shape.
func (e CustomerEvent) MarshalJSON() ([]byte, error) { return json.Marshal(e.view) }

// Schema describes the shapes.
func (CustomerEvent) Schema(r huma.Registry) *huma.Schema {
	return union(r, "CustomerEvent", "One event as the customer may see it; type says which.",
		MessageEvent{}, OwnerEvent{}, ResolvedEvent{}, ReopenedEvent{}, ActionEvent{}, ReadEvent{}, DeliveryEvent{},
		CodeSentEvent{}, InternalEvent{})
}

// The events that customers see.
type (
	// MessageEvent is something said by the customer, the bot or an agent.
	MessageEvent struct {
		EventHead
		Type      string         `json:"type" enum:"message"`
		Text      string         `json:"text" doc:"Markdown-lite, never HTML." example:"Ваше замовлення вже в дорозі."`
		Lang      string         `json:"lang,omitempty" example:"uk"`
		TextKey   string         `json:"text_key,omitempty" doc:"Which of the playbook's texts it is."`
		ClientID  string         `json:"client_id,omitempty" doc:"The sender's own id of the message."`
		Button    string         `json:"button,omitempty" doc:"The customer pressed this button; text is its title."`
		Buttons   []ButtonView   `json:"buttons,omitempty" doc:"Offered answers, active until the customer's next message."`
		Cards     []CardView     `json:"cards,omitempty"`
		Citations []CitationView `json:"citations,omitempty"`
	}
	// OwnerEvent says who answers from now on.
	OwnerEvent struct {
		EventHead
		Type        string                 `json:"type" enum:"owner"`
		Owner       conversation.OwnerKind `json:"owner" enum:"bot,queue,agent,nobody"`
		WaitSeconds *int                   `json:"wait_seconds,omitempty" doc:"In the queue: how long people waited for an agent lately, from this event on; left out while that is not known."`
	}
	// ResolvedEvent closes the conversation.
	ResolvedEvent struct {
		EventHead
		Type    string               `json:"type" enum:"resolved"`
		Outcome conversation.Outcome `json:"outcome" example:"resolved"`
	}
	// ReopenedEvent opens it again.
	ReopenedEvent struct {
		EventHead
		Type string `json:"type" enum:"reopened"`
	}
	// ActionEvent is progress of something done in the company's systems. A later
	// event with the same effect replaces an earlier one.
	ActionEvent struct {
		EventHead
		Type   string                    `json:"type" enum:"action"`
		Action string                    `json:"action" example:"get_order_details"`
		Title  string                    `json:"title,omitempty"`
		Status conversation.ActionStatus `json:"status" enum:"running,succeeded,failed"`
		Effect conversation.EffectID     `json:"effect"`
	}
	// ReadEvent: the reader has seen everything up to a seq.
	ReadEvent struct {
		EventHead
		Type   string                 `json:"type" enum:"read"`
		Reader conversation.ActorKind `json:"reader" enum:"agent,customer"`
		Upto   int64                  `json:"upto"`
	}
	// DeliveryEvent comes from channels that report delivery; the web chat, where
	// the log itself is what is shown, has none.
	DeliveryEvent struct {
		EventHead
		Type    string `json:"type" enum:"delivery"`
		Message int64  `json:"message" doc:"The message's seq."`
		Status  string `json:"status" enum:"accepted,delivered,read,failed"`
	}
	// InternalEvent holds the place of something that is not the customer's business.
	InternalEvent struct {
		EventHead
		Type string `json:"type" enum:"internal"`
	}
)

// customerView shows an event to its customer.
func customerView(e conversation.Event) CustomerEvent {
	if v := commonView(e); v != nil {
		return CustomerEvent{v}
	}
	switch d := e.Data.(type) { // what nobody waits for is none of the customer's business
	case conversation.CodeSent:
		return CustomerEvent{CodeSentEvent{head(e), "code", "sent", d.Hint}}
	case conversation.AnswerSought: // the bot is looking; nothing is said of what it looks for
		return CustomerEvent{ActionEvent{head(e), "action", actionLooking, "", conversation.ActionRunning, d.Effect}}
	case conversation.AnswerFound:
		return CustomerEvent{ActionEvent{head(e), "action", actionLooking, "", conversation.ActionDone, d.Effect}}
	case conversation.ActionRequested:
		if !d.Quiet {
			return CustomerEvent{ActionEvent{head(e), "action", d.Action, d.Title, conversation.ActionRunning, d.Effect}}
		}
	case conversation.ActionSucceeded:
		if !d.Quiet {
			return CustomerEvent{ActionEvent{head(e), "action", d.Action, "", conversation.ActionDone, d.Effect}}
		}
	case conversation.ActionFailed:
		if !d.Quiet {
			return CustomerEvent{ActionEvent{head(e), "action", d.Action, "", conversation.ActionBroken, d.Effect}}
		}
	}
	return CustomerEvent{InternalEvent{EventHead{Seq: e.Seq, At: Stamp(e.At), Actor: conversation.System}, "internal"}}
}

// actionLooking is the progress of a look into the articles.
const actionLooking = "find_answer"

// commonView is the view of events that customers and agents see alike, nil
// for the others.
func commonView(e conversation.Event) any {
	switch d := e.Data.(type) {
	case conversation.MessageReceived:
		return MessageEvent{EventHead: head(e), Type: "message", Text: d.Text, Lang: d.Lang, ClientID: d.ClientID, Button: d.Button}
	case conversation.MessageSent:
		return MessageEvent{
			EventHead: head(e), Type: "message", Text: d.Text, Lang: d.Lang, TextKey: d.Key,
			Buttons: buttons(d.Buttons), Cards: cards(d.Cards), Citations: citations(d.Citations),
		}
	case conversation.AgentWrote:
		return MessageEvent{EventHead: head(e), Type: "message", Text: d.Text, ClientID: d.ClientID}
	case conversation.OwnerChanged:
		h := head(e)
		h.Name = d.Owner.Name
		v := OwnerEvent{EventHead: h, Type: "owner", Owner: d.Owner.Kind}
		if d.Wait > 0 {
			v.WaitSeconds = &d.Wait
		}
		return v
	case conversation.Resolved:
		return ResolvedEvent{head(e), "resolved", d.Outcome}
	case conversation.Reopened:
		return ReopenedEvent{head(e), "reopened"}
	case conversation.MessageRead:
		if e.Actor.Kind == conversation.Agent {
			return ReadEvent{head(e), "read", conversation.Agent, d.Upto}
		}
	}
	return nil
}
