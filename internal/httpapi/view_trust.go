package httpapi

import "github.com/rozmova/rozmova/internal/conversation"

// How codes, guidelines and ratings are seen. The digits of a code are in no event; of
// its address only as much is shown as the customer was told.

// CodeSentEvent tells a customer that a one-time code is on its way.
type CodeSentEvent struct {
	EventHead
	Type   string `json:"type" enum:"code"`
	Status string `json:"status" enum:"sent"`
	Hint   string `json:"hint" doc:"The address as far as it may be shown." example:"•••02"`
}

// What agents see.
type (
	// CodeEvent is what became of a one-time code.
	CodeEvent struct {
		EventHead
		Type   string `json:"type" enum:"code"`
		Status string `json:"status" enum:"requested,sent,not_sent,right,wrong,expired,locked"`
		Via    string `json:"via,omitempty" enum:"sms,email"`
		Hint   string `json:"hint,omitempty" example:"•••02"`
		Error  string `json:"error,omitempty" doc:"Why none was sent." example:"too_many_codes"`
		Left   int    `json:"left,omitempty" doc:"How many tries a wrong one left."`
	}
	// GuidelineEvent: a rule of the playbook had its way.
	GuidelineEvent struct {
		EventHead
		Type      string                     `json:"type" enum:"guideline"`
		Guideline string                     `json:"guideline" doc:"The rule's name." example:"once_per_order"`
		Kind      conversation.GuidelineKind `json:"kind" enum:"forbid,require,handoff,remind"`
		Target    string                     `json:"target,omitempty" doc:"The action or the flow that it is about."`
	}
	// RatedEvent is what the customer thinks of the service.
	RatedEvent struct {
		EventHead
		Type    string `json:"type" enum:"rated"`
		Score   int    `json:"score" minimum:"1" maximum:"5"`
		Comment string `json:"comment,omitempty" doc:"In the customer's words."`
	}
	// PacketTicketView is a ticket of the conversation, in a packet.
	PacketTicketView struct {
		ID     conversation.TicketID     `json:"id"`
		Number string                    `json:"number"`
		Title  string                    `json:"title"`
		Status conversation.TicketStatus `json:"status" enum:"open,pending,solved,closed"`
	}
)

// trustView is what agents see of codes, guidelines and ratings, nil for other events.
func trustView(e conversation.Event, h EventHead) any {
	switch d := e.Data.(type) {
	case conversation.CodeRequested:
		return CodeEvent{EventHead: h, Type: "code", Status: "requested", Via: d.Via, Hint: d.Hint}
	case conversation.CodeSent:
		return CodeEvent{EventHead: h, Type: "code", Status: "sent", Hint: d.Hint}
	case conversation.CodeNotSent:
		return CodeEvent{EventHead: h, Type: "code", Status: "not_sent", Error: d.Code}
	case conversation.CodeChecked:
		return CodeEvent{EventHead: h, Type: "code", Status: string(d.Verdict), Left: d.Left}
	case conversation.GuidelineApplied:
		return GuidelineEvent{h, "guideline", d.Guideline, d.Kind, d.Target}
	case conversation.Rated:
		return RatedEvent{h, "rated", d.Score, d.Comment}
	}
	return nil
}

func packetTickets(tickets []conversation.TicketRecord) []PacketTicketView {
	out := make([]PacketTicketView, 0, len(tickets))
	for _, t := range tickets {
		if t.ID != "" {
			out = append(out, PacketTicketView{t.ID, t.Number, titled(t.Title, t.Type), t.Status})
		}
	}
	return out
}
