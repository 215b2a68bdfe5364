package httpapi

import (
	"encoding/json"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/rozmova/rozmova/internal/conversation"
	"github.com/rozmova/rozmova/internal/store"
)

// Row is one conversation as the inbox shows it.
type Row struct {
	ID           conversation.ConversationID `json:"id"`
	Number       int64                       `json:"number" example:"4821"`
	Contact      ContactRef                  `json:"contact"`
	Channel      conversation.Channel        `json:"channel" example:"web"`
	Status       string                      `json:"status" enum:"open,resolved"`
	Owner        OwnerView                   `json:"owner"`
	Lang         string                      `json:"lang" example:"uk"`
	Issue        string                      `json:"issue" doc:"What it is about, in one line."`
	Reason       string                      `json:"reason,omitempty" doc:"Why the bot handed over."`
	ReasonTitles map[string]string           `json:"reason_titles,omitempty" doc:"The reason in words, by language."`
	Rule         string                      `json:"rule,omitempty" doc:"The rule that said so."`
	Priority     store.Priority              `json:"priority" enum:"normal,high,urgent"`
	Last         LastMessageView             `json:"last_message"`
	WaitingSince *Stamp                      `json:"waiting_since,omitempty" doc:"Since when the customer waits for an answer."`
	Unread       bool                        `json:"unread"`
	LastSeq      int64                       `json:"last_seq"`
	UpdatedAt    Stamp                       `json:"updated_at"`
}

// ContactRef names a contact.
type ContactRef struct {
	ID   conversation.ContactID `json:"id"`
	Name string                 `json:"name"`
}

// OwnerView says who answers a conversation.
type OwnerView struct {
	Kind conversation.OwnerKind `json:"kind" enum:"bot,queue,agent,nobody"`
	ID   conversation.UserID    `json:"id,omitempty"`
	Name string                 `json:"name,omitempty"`
}

// LastMessageView is the end of the thread.
type LastMessageView struct {
	Actor conversation.ActorKind `json:"actor" enum:"customer,bot,agent,system"`
	Text  string                 `json:"text"`
	At    Stamp                  `json:"at"`
	Seq   int64                  `json:"seq"`
}

func (s *Server) rowView(ws conversation.WorkspaceID, r *store.Row) Row {
	v := Row{
		ID: r.ID, Number: r.Number, Contact: ContactRef{r.Contact, r.ContactName}, Channel: r.Channel, Status: "open",
		Owner: ownerView(r.Owner), Lang: r.Lang, Issue: r.Issue, Reason: r.Reason, Rule: r.Rule, Priority: r.Priority,
		Last:         LastMessageView{r.Last.Actor, r.Last.Text, Stamp(r.Last.At), r.Last.Seq},
		WaitingSince: stamp(r.WaitingSince), Unread: r.Unread(), LastSeq: r.LastSeq, UpdatedAt: Stamp(r.UpdatedAt),
	}
	if r.Closed {
		v.Status = "resolved"
	}
	if r.Reason != "" {
		v.ReasonTitles = map[string]string{}
		for _, lang := range []string{"uk", "en"} { // the desk's languages
			v.ReasonTitles[lang] = s.reasonTitle(ws, r.Reason, lang)
		}
	}
	return v
}

func ownerView(o conversation.Owner) OwnerView { return OwnerView{o.Kind, o.Agent, o.Name} }

// Counts are the sizes of the inbox's views, each up to 1,000.
type Counts struct {
	Mine       int `json:"mine"`
	Unassigned int `json:"unassigned"`
	All        int `json:"all"`
	Bot        int `json:"bot"`
	Resolved   int `json:"resolved"`
}

// PacketView is what an agent gets at a handoff.
type PacketView struct {
	Reason      string             `json:"reason" example:"asked"`
	ReasonTitle string             `json:"reason_title" doc:"The reason in the agent's language."`
	Rule        string             `json:"rule"`
	Issue       string             `json:"issue"`
	Summary     string             `json:"summary"`
	Flow        *FlowView          `json:"flow,omitempty"`
	Slots       []SlotView         `json:"slots"`
	Actions     []ActionView       `json:"actions"`
	Tickets     []PacketTicketView `json:"tickets" nullable:"false"`
	Articles    []CitationView     `json:"articles"`
	Misses      int                `json:"misses"`
	Lang        string             `json:"lang"`
	Mood        conversation.Mood  `json:"mood" enum:"calm,upset,angry"`
	Suggestion  string             `json:"suggested_reply,omitempty"`
	At          Stamp              `json:"at"`
}

// FlowView is where a flow stands.
type FlowView struct {
	Name  string `json:"name"`
	Title string `json:"title"`
	Step  string `json:"step"`
}

// SlotView is a slot's value, and where it came from.
type SlotView struct {
	Flow     string              `json:"flow,omitempty"`
	Name     string              `json:"name"`
	Title    string              `json:"title"`
	Value    conversation.Value  `json:"value"`
	Display  string              `json:"display" doc:"The value as one line."`
	Source   conversation.Source `json:"source"`
	Verified bool                `json:"verified"`
}

// ActionView is something done in the company's systems.
type ActionView struct {
	Effect conversation.EffectID         `json:"effect"`
	Action string                        `json:"action"`
	Title  string                        `json:"title"`
	Status conversation.ActionStatus     `json:"status" enum:"running,succeeded,failed"`
	Args   map[string]conversation.Value `json:"args"`
	Result conversation.Value            `json:"result,omitempty"`
	Error  string                        `json:"error,omitempty"`
	At     Stamp                         `json:"at"`
}

func packetView(p conversation.Packet, reason reasonWords) PacketView {
	v := PacketView{
		Reason: p.Reason, ReasonTitle: reason(p.Reason), Rule: p.Rule, Issue: p.Issue, Summary: p.Summary,
		Slots: []SlotView{}, Actions: []ActionView{}, Tickets: packetTickets(p.Tickets), Articles: []CitationView{}, Misses: p.Misses,
		Lang: p.Lang, Mood: p.Mood, Suggestion: p.Suggestion, At: Stamp(p.At),
	}
	if p.Flow != nil {
		v.Flow = &FlowView{p.Flow.Name, p.Flow.Title, p.Flow.Step}
	}
	for _, s := range p.Slots {
		v.Slots = append(v.Slots, SlotView{s.Flow, s.Name, titled(s.Title, s.Name), s.Value, titled(s.Display, display(s.Value)), s.Source, s.Verified})
	}
	for _, a := range p.Actions {
		v.Actions = append(v.Actions, ActionView{a.Effect, a.Action, titled(a.Title, a.Action), a.Status, args(a.Args), a.Result, a.Error, Stamp(a.At)})
	}
	v.Articles = append(v.Articles, citations(p.Articles)...)
	return v
}

func titled(title, name string) string {
	if title == "" {
		return name
	}
	return title
}

func args(a map[string]conversation.Value) map[string]conversation.Value {
	if a == nil {
		return map[string]conversation.Value{}
	}
	return a
}

// maxDisplay bounds a value's one line, in characters.
const maxDisplay = 200

// display is a value as one line for people.
func display(v conversation.Value) string {
	switch v := v.(type) {
	case nil:
		return "–"
	case string:
		return oneLine(v)
	case float64:
		return strconv.FormatFloat(v, 'f', -1, 64)
	case bool:
		if v {
			return "✓"
		}
		return "✗"
	}
	b, err := json.Marshal(v)
	if err != nil {
		return "?"
	}
	return oneLine(string(b))
}

func oneLine(s string) string {
	s = strings.Join(strings.Fields(s), " ")
	if utf8.RuneCountInString(s) <= maxDisplay {
		return s
	}
	return string([]rune(s)[:maxDisplay-1]) + "…"
}

// EffectView is a piece of work that stands outside the conversation.
type EffectView struct {
	ID           conversation.EffectID       `json:"id"`
	Conversation conversation.ConversationID `json:"conversation"`
	Kind         string                      `json:"kind" example:"call_action"`
	Action       string                      `json:"action,omitempty" example:"cancel_pending_order"`
	State        store.EffectState           `json:"state" enum:"pending,running,done,parked"`
	Attempts     int                         `json:"attempts"`
	LastError    string                      `json:"last_error" doc:"A code, never the other side's text."`
	NextAt       *Stamp                      `json:"next_at,omitempty"`
	CreatedAt    Stamp                       `json:"created_at"`
}

func effectView(e store.EffectRow) EffectView {
	v := EffectView{
		ID: e.ID, Conversation: e.Conversation, Kind: e.Kind, State: e.State, Attempts: e.Attempts,
		LastError: e.LastError, CreatedAt: Stamp(e.CreatedAt),
	}
	if a, ok := e.Data.(conversation.CallAction); ok {
		v.Action = a.Action
	}
	if e.State == store.EffectPending || e.State == store.EffectRunning {
		next := later(e.NextAt, e.LeaseUntil)
		v.NextAt = stamp(&next)
	}
	return v
}

func later(a, b time.Time) time.Time {
	if a.After(b) {
		return a
	}
	return b
}
