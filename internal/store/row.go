package store

import (
	"database/sql"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/rozmova/rozmova/internal/conversation"
)

// Priority orders what waits for a person.
type Priority string

const (
	Normal Priority = "normal"
	High   Priority = "high"
	Urgent Priority = "urgent"
)

// RuleSensitive is the handoff rule for sensitive topics (conversation.Packet.Rule).
const RuleSensitive = "sensitive"

// Row is one conversation as the inbox shows it: a projection of its State,
// written by the same transaction as the events.
type Row struct {
	Workspace    conversation.WorkspaceID
	ID           conversation.ConversationID
	Number       int64 // shown to people; counts up per workspace, may leave gaps
	Contact      conversation.ContactID
	ContactName  string
	Channel      conversation.Channel
	Lang         string
	Pin          conversation.Pin
	Owner        conversation.Owner
	Closed       bool
	Outcome      conversation.Outcome
	Issue        string
	Reason       string
	Rule         string
	Priority     Priority
	Mood         conversation.Mood
	Last         conversation.LastMessage
	LastSeq      int64
	Messages     int
	WaitingSince *time.Time
	ReadByAgent  int64
	ReadByCust   int64
	StartedAt    time.Time
	UpdatedAt    time.Time
}

// Unread says that the thread ends with words of the customer's that no agent
// has seen.
func (r *Row) Unread() bool {
	return r.Last.Actor == conversation.Customer && r.Last.Seq > r.ReadByAgent
}

// RowOf is the inbox row of a state. Number is not part of a state: it is 0
// here, and Append fills it in.
func RowOf(s *conversation.State) Row {
	r := Row{
		Workspace: s.Workspace, ID: s.ID,
		Contact: s.Contact, ContactName: profile(s, "name"),
		Channel: s.Channel, Lang: s.Lang, Pin: s.Pin,
		Owner: s.Owner, Closed: s.Closed, Outcome: s.Outcome,
		Issue: s.Issue, Priority: Normal, Mood: s.Mood,
		Last: s.Last, LastSeq: s.Seq, Messages: s.Messages,
		WaitingSince: s.WaitingSince, ReadByAgent: s.ReadByAgent, ReadByCust: s.ReadByCust,
		StartedAt: s.StartedAt, UpdatedAt: s.UpdatedAt,
	}
	if h := s.Handoff; h != nil {
		r.Reason, r.Rule = h.Reason, h.Rule
		if h.Issue != "" {
			r.Issue = h.Issue
		}
		if h.Rule == RuleSensitive {
			r.Priority = High
		}
	}
	if s.Urgent && !s.Closed {
		r.Priority = High
	}
	if s.Mood == conversation.Angry {
		r.Priority = Urgent
	}
	return r
}

func profile(s *conversation.State, key string) string {
	v, _ := s.Profile[key].(string)
	return v
}

// maxSearch bounds what a search looks through in one row, in bytes.
const maxSearch = 600

// searchText is what Inbox looks through, in lower case because SQLite can only
// lower ASCII.
func searchText(s *conversation.State, r *Row) string {
	parts := []string{r.ContactName, profile(s, "email"), profile(s, "phone"), profile(s, "external_id"), r.Issue, r.Last.Text}
	return clip(clean(strings.ToLower(strings.Join(parts, "\n"))), maxSearch)
}

// clean makes a text one that PostgreSQL takes: no NUL, valid UTF-8.
func clean(s string) string {
	if strings.IndexByte(s, 0) >= 0 {
		s = strings.ReplaceAll(s, "\x00", "")
	}
	return strings.ToValidUTF8(s, "\uFFFD")
}

// clip cuts a text to at most max bytes at a rune's edge.
func clip(s string, max int) string {
	if len(s) <= max {
		return s
	}
	for max > 0 && !utf8.RuneStart(s[max]) {
		max--
	}
	return s[:max]
}

// rowColumns is the order in which scanRow reads.
const rowColumns = `workspace, id, number, contact_id, contact_name, channel, lang, pin_playbook, pin_version,
	owner_kind, owner_id, owner_name, closed, outcome, issue, reason, rule, priority, mood,
	last_actor, last_text, last_at, last_message, last_seq, messages, waiting_since,
	read_by_agent, read_by_customer, started_at, updated_at`

func scanRow(scan func(...any) error) (Row, error) {
	var r Row
	var lastAt, started, updated int64
	var waiting sql.NullInt64
	err := scan(&r.Workspace, &r.ID, &r.Number, &r.Contact, &r.ContactName, &r.Channel, &r.Lang,
		&r.Pin.Playbook, &r.Pin.Version, &r.Owner.Kind, &r.Owner.Agent, &r.Owner.Name,
		&r.Closed, &r.Outcome, &r.Issue, &r.Reason, &r.Rule, &r.Priority, &r.Mood,
		&r.Last.Actor, &r.Last.Text, &lastAt, &r.Last.Seq, &r.LastSeq, &r.Messages, &waiting,
		&r.ReadByAgent, &r.ReadByCust, &started, &updated)
	if err != nil {
		return Row{}, noRows(err)
	}
	r.Last.At, r.StartedAt, r.UpdatedAt = instant(lastAt), instant(started), instant(updated)
	r.WaitingSince = instantOrNil(waiting)
	return r, nil
}
