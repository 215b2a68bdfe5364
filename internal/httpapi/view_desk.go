package httpapi

import (
	"encoding/json"

	"github.com/danielgtaylor/huma/v2"

	"github.com/rozmova/rozmova/internal/conversation"
)

// This file is the log as agents see it: everything, but for what a button
// means, which nobody needs to press it.

// DeskEvent is one event as agents see it.
type DeskEvent struct{ view any }

// MarshalJSON writes the event's own shape.
func (e DeskEvent) MarshalJSON() ([]byte, error) { return json.Marshal(e.view) }

// Schema describes the shapes.
func (DeskEvent) Schema(r huma.Registry) *huma.Schema {
	return union(r, "DeskEvent", "One event as agents see it; type says which.",
		MessageEvent{}, OwnerEvent{}, ResolvedDetailEvent{}, ReopenedEvent{}, ActionDetailEvent{}, ReadEvent{}, DeliveryEvent{},
		StartedEvent{}, NoteEvent{}, UnderstoodEvent{}, FlowStartedEvent{}, FlowEndedEvent{}, FlowReplayedEvent{}, StepEvent{},
		SlotSetEvent{}, SlotClearedEvent{}, QuestionEvent{}, HandoffEvent{}, LevelEvent{}, PinnedEvent{}, LanguageEvent{},
		MissEvent{}, ParkedEvent{}, TimerEvent{}, TookEvent{}, ReturnedEvent{}, FaultEvent{}, TicketEvent{},
		CodeEvent{}, GuidelineEvent{}, RatedEvent{}, OtherEvent{})
}

// The events that only agents see, or see more of.
type (
	// StartedEvent opens the log.
	StartedEvent struct {
		EventHead
		Type    string               `json:"type" enum:"started"`
		Channel conversation.Channel `json:"channel" example:"web"`
		Locale  string               `json:"locale" example:"uk"`
		Level   conversation.Level   `json:"level" enum:"anonymous,identified,verified"`
	}
	// NoteEvent is a private note.
	NoteEvent struct {
		EventHead
		Type     string `json:"type" enum:"note"`
		Text     string `json:"text"`
		ClientID string `json:"client_id,omitempty"`
	}
	// UnderstoodEvent is what was made of a message.
	UnderstoodEvent struct {
		EventHead
		Type     string        `json:"type" enum:"understood"`
		Message  int64         `json:"message" doc:"The message's seq."`
		Commands []CommandView `json:"commands" nullable:"false"`
		Dropped  []DroppedView `json:"dropped" nullable:"false"`
	}
	// FlowStartedEvent begins a flow.
	FlowStartedEvent struct {
		EventHead
		Type  string `json:"type" enum:"flow_started"`
		Flow  string `json:"flow"`
		Title string `json:"title"`
		Event string `json:"event,omitempty" doc:"The pattern that called for it."`
	}
	// FlowEndedEvent ends one.
	FlowEndedEvent struct {
		EventHead
		Type    string               `json:"type" enum:"flow_ended"`
		Flow    string               `json:"flow"`
		Title   string               `json:"title"`
		Outcome conversation.Outcome `json:"outcome"`
	}
	// FlowReplayedEvent: a correction sends the flow back to its first step.
	FlowReplayedEvent struct {
		EventHead
		Type  string `json:"type" enum:"flow_replayed"`
		Frame int    `json:"frame"`
	}
	// StepEvent: a flow came to a step.
	StepEvent struct {
		EventHead
		Type  string `json:"type" enum:"step"`
		Frame int    `json:"frame"`
		Step  string `json:"step"`
	}
	// SlotSetEvent fills a slot.
	SlotSetEvent struct {
		EventHead
		Type     string              `json:"type" enum:"slot_set"`
		Flow     string              `json:"flow"`
		Slot     string              `json:"slot"`
		Title    string              `json:"title,omitempty"`
		Value    any                 `json:"value"`
		Display  string              `json:"display"`
		Source   conversation.Source `json:"source"`
		Message  int64               `json:"message,omitempty" doc:"The message whose words gave it."`
		Verified bool                `json:"verified"`
	}
	// SlotClearedEvent empties one.
	SlotClearedEvent struct {
		EventHead
		Type string `json:"type" enum:"slot_cleared"`
		Slot string `json:"slot"`
	}
	// QuestionEvent: what the next message is expected to answer.
	QuestionEvent struct {
		EventHead
		Type    string                  `json:"type" enum:"question"`
		Kind    conversation.ExpectKind `json:"kind" enum:"slot,confirm,clarify,retry"`
		Flow    string                  `json:"flow,omitempty" doc:"Missing when the question is which flow is meant."`
		Slot    string                  `json:"slot,omitempty"`
		Attempt int                     `json:"attempt"`
	}
	// ActionDetailEvent is an action with its arguments and its end.
	ActionDetailEvent struct {
		EventHead
		Type   string                        `json:"type" enum:"action"`
		Action string                        `json:"action"`
		Title  string                        `json:"title,omitempty"`
		Status conversation.ActionStatus     `json:"status" enum:"running,succeeded,failed"`
		Effect conversation.EffectID         `json:"effect"`
		Args   map[string]conversation.Value `json:"args,omitempty"`
		Result conversation.Value            `json:"result,omitempty"`
		Error  string                        `json:"error,omitempty" doc:"Why it failed." example:"order_not_found"`
	}
	// ParkedEvent: an action failed for good, its tries are used up, and it waits
	// for somebody to try it again.
	ParkedEvent struct {
		EventHead
		Type   string                `json:"type" enum:"parked"`
		Effect conversation.EffectID `json:"effect"`
		Kind   string                `json:"kind" example:"call_action"`
		Action string                `json:"action" example:"cancel_pending_order"`
		Error  string                `json:"error" doc:"A code, never the other side's text." example:"timeout"`
	}
	// ResolvedDetailEvent closes the conversation, with the agent's summary.
	ResolvedDetailEvent struct {
		EventHead
		Type    string               `json:"type" enum:"resolved"`
		Outcome conversation.Outcome `json:"outcome"`
		Summary string               `json:"summary,omitempty"`
	}
	// HandoffEvent: a person is needed.
	HandoffEvent struct {
		EventHead
		Type   string     `json:"type" enum:"handoff"`
		Packet PacketView `json:"packet"`
	}
	// LevelEvent: the customer proved more of who they are.
	LevelEvent struct {
		EventHead
		Type   string             `json:"type" enum:"level"`
		Level  conversation.Level `json:"level" enum:"anonymous,identified,verified"`
		Method string             `json:"method"`
	}
	// PinnedEvent: the conversation runs on this version of the playbook.
	PinnedEvent struct {
		EventHead
		Type     string `json:"type" enum:"pinned"`
		Playbook string `json:"playbook"`
		Version  string `json:"version"`
	}
	// LanguageEvent: the conversation goes on in a language.
	LanguageEvent struct {
		EventHead
		Type string `json:"type" enum:"language"`
		Lang string `json:"lang"`
	}
	// MissEvent: the bot did not understand.
	MissEvent struct {
		EventHead
		Type   string `json:"type" enum:"miss"`
		Reason string `json:"reason"`
	}
	// TimerEvent is about a timer.
	TimerEvent struct {
		EventHead
		Type   string `json:"type" enum:"timer"`
		Timer  string `json:"timer"`
		Status string `json:"status" enum:"set,cancelled,fired"`
		Due    *Stamp `json:"due,omitempty"`
	}
	// TookEvent: an agent takes over.
	TookEvent struct {
		EventHead
		Type string `json:"type" enum:"took"`
	}
	// ReturnedEvent: an agent hands back to the bot.
	ReturnedEvent struct {
		EventHead
		Type string `json:"type" enum:"returned"`
		Note string `json:"note,omitempty"`
		Tell string `json:"tell,omitempty"`
	}
	// FaultEvent: the playbook could not go on.
	FaultEvent struct {
		EventHead
		Type  string `json:"type" enum:"fault"`
		Flow  string `json:"flow,omitempty"`
		Step  string `json:"step,omitempty"`
		Cause string `json:"cause"`
	}
	// TicketEvent is about a ticket: requested by a flow, opened, failed (none could
	// be opened) or changed.
	TicketEvent struct {
		EventHead
		Type     string                    `json:"type" enum:"ticket"`
		What     string                    `json:"what" enum:"requested,opened,failed,changed"`
		Ticket   conversation.TicketID     `json:"ticket,omitempty"`
		Number   string                    `json:"number,omitempty"`
		Title    string                    `json:"title,omitempty"`
		Priority string                    `json:"priority,omitempty"`
		Status   conversation.TicketStatus `json:"status,omitempty"`
		Note     string                    `json:"note,omitempty" doc:"Said to the customer."`
		Effect   conversation.EffectID     `json:"effect,omitempty"`
	}
	// OtherEvent is of a kind that this version has no words for.
	OtherEvent struct {
		EventHead
		Type string `json:"type" enum:"internal"`
		Kind string `json:"kind"`
	}
)

// CommandView is one proposal of understanding.
type CommandView struct {
	Kind       conversation.CommandKind `json:"kind" enum:"start,set,narrow,cancel,clarify,answer,social,handoff,repeat,restart,none"`
	Flow       string                   `json:"flow,omitempty"`
	Slot       string                   `json:"slot,omitempty"`
	Value      conversation.Value       `json:"value,omitempty"`
	Options    []string                 `json:"options,omitempty"`
	Query      string                   `json:"query,omitempty"`
	Reason     string                   `json:"reason,omitempty"`
	Confidence float64                  `json:"confidence"`
	Source     conversation.Source      `json:"source"`
	Text       string                   `json:"text,omitempty"`
}

// DroppedView is a refused proposal.
type DroppedView struct {
	Command CommandView `json:"command"`
	Why     string      `json:"why"`
}

// deskView shows an event to agents; titled gives a handoff's reason in words.
func deskView(e conversation.Event, titled reasonWords) DeskEvent {
	return DeskEvent{agentView(e, titled)}
}

func agentView(e conversation.Event, titled reasonWords) any {
	h := head(e)
	switch d := e.Data.(type) {
	case conversation.Resolved:
		return ResolvedDetailEvent{h, "resolved", d.Outcome, d.Summary}
	case conversation.Started:
		return StartedEvent{h, "started", d.Channel, d.Locale, d.Level}
	case conversation.NoteAdded:
		return NoteEvent{h, "note", d.Text, d.ClientID}
	case conversation.Understood:
		v := UnderstoodEvent{EventHead: h, Type: "understood", Message: d.Message, Commands: []CommandView{}, Dropped: []DroppedView{}}
		for _, c := range d.Commands {
			v.Commands = append(v.Commands, CommandView(c))
		}
		for _, x := range d.Dropped {
			v.Dropped = append(v.Dropped, DroppedView{CommandView(x.Command), x.Why})
		}
		return v
	case conversation.ActionRequested:
		return ActionDetailEvent{EventHead: h, Type: "action", Action: d.Action, Title: d.Title, Status: conversation.ActionRunning, Effect: d.Effect, Args: d.Args}
	case conversation.ActionSucceeded:
		return ActionDetailEvent{EventHead: h, Type: "action", Action: d.Action, Status: conversation.ActionDone, Effect: d.Effect, Result: d.Result}
	case conversation.ActionFailed:
		if d.Parked {
			return ParkedEvent{h, "parked", d.Effect, conversation.CallAction{}.EffectType(), d.Action, d.Code}
		}
		return ActionDetailEvent{EventHead: h, Type: "action", Action: d.Action, Status: conversation.ActionBroken, Effect: d.Effect, Error: d.Code}
	case conversation.HandoffRequested:
		return HandoffEvent{h, "handoff", packetView(d.Packet, titled)}
	case conversation.IdentityProved:
		return LevelEvent{h, "level", d.Level, d.Method}
	case conversation.LevelRaised:
		return LevelEvent{h, "level", d.Level, d.Method}
	case conversation.AgentTook:
		return TookEvent{h, "took"}
	case conversation.AgentReturned:
		return ReturnedEvent{h, "returned", d.Note, d.Tell}
	}
	if v := commonView(e); v != nil {
		return v
	}
	if v := trustView(e, h); v != nil {
		return v
	}
	return engineView(e, h)
}

// engineView shows the engine's own steps.
func engineView(e conversation.Event, h EventHead) any {
	switch d := e.Data.(type) {
	case conversation.FlowStarted:
		if d.Title == "" { // a pattern such as a greeting: its words are seen, its name says nothing
			return OtherEvent{h, "internal", d.EventType()}
		}
		return FlowStartedEvent{h, "flow_started", d.Flow, d.Title, d.Event}
	case conversation.FlowEnded:
		if d.Title == "" {
			return OtherEvent{h, "internal", d.EventType()}
		}
		return FlowEndedEvent{h, "flow_ended", d.Flow, d.Title, d.Outcome}
	case conversation.FlowReplayed:
		return FlowReplayedEvent{h, "flow_replayed", d.Frame}
	case conversation.StepReached:
		return StepEvent{h, "step", d.Frame, d.Step}
	case conversation.SlotSet:
		return SlotSetEvent{h, "slot_set", d.Flow, d.Slot, d.Title, d.Value, titled(d.Display, display(d.Value)), d.Source, d.Message, d.Verified}
	case conversation.SlotCleared:
		return SlotClearedEvent{h, "slot_cleared", d.Slot}
	case conversation.QuestionAsked:
		if d.Expect.Kind == conversation.ExpectNothing { // nothing is awaited any more
			return OtherEvent{h, "internal", d.EventType()}
		}
		slot := d.Expect.Slot
		if d.Expect.Type == "code" { // its slot is a hidden one
			slot = "code"
		}
		return QuestionEvent{h, "question", d.Expect.Kind, d.Expect.Flow, slot, d.Expect.Attempt}
	case conversation.PlaybookPinned:
		return PinnedEvent{h, "pinned", d.Pin.Playbook, d.Pin.Version}
	case conversation.LanguageChosen:
		return LanguageEvent{h, "language", d.Lang}
	case conversation.MissCounted:
		return MissEvent{h, "miss", d.Reason}
	case conversation.TimerSet:
		return TimerEvent{h, "timer", d.Timer, "set", stamp(&d.At)}
	case conversation.TimerCancelled:
		return TimerEvent{h, "timer", d.Timer, "cancelled", nil}
	case conversation.TimerFired:
		return TimerEvent{h, "timer", d.Timer, "fired", nil}
	case conversation.TicketRequested:
		return TicketEvent{EventHead: h, Type: "ticket", What: "requested", Title: d.Title, Priority: d.Priority, Effect: d.Effect}
	case conversation.TicketOpened:
		return TicketEvent{EventHead: h, Type: "ticket", What: "opened", Ticket: d.Ticket, Number: d.Number, Title: d.Title, Priority: d.Priority, Effect: d.Effect}
	case conversation.TicketNotOpened:
		return TicketEvent{EventHead: h, Type: "ticket", What: "failed", Effect: d.Effect}
	case conversation.TicketChanged:
		return TicketEvent{EventHead: h, Type: "ticket", What: "changed", Ticket: d.Ticket, Number: d.Number, Status: d.Status, Note: d.Note}
	case conversation.EngineFaulted:
		return FaultEvent{h, "fault", d.Flow, d.Step, d.Cause}
	case conversation.MessageRead:
		return ReadEvent{h, "read", e.Actor.Kind, d.Upto}
	}
	return OtherEvent{h, "internal", e.Data.EventType()}
}
