package store

import (
	"context"
	"encoding/base64"
	"errors"
	"fmt"
	"strconv"
	"strings"

	"github.com/rozmova/rozmova/internal/conversation"
)

// View is one of the inbox's lists.
type View string

const (
	ViewMine       View = "mine"       // owned by User, open
	ViewUnassigned View = "unassigned" // waiting for a person, open
	ViewAll        View = "all"        // open
	ViewBot        View = "bot"        // with the bot, open
	ViewResolved   View = "resolved"
)

// MaxInbox is the most rows of one page; CountLimit is where counting stops: a
// count of CountLimit means "as many or more".
const (
	MaxInbox     = 200
	CountLimit   = 1000
	maxInboxText = 100 // runes of a search
)

// ErrCursor: a Before that Inbox did not give out.
var ErrCursor = errors.New("unreadable inbox cursor")

// InboxQuery says which rows. Limit 0 means 50. Before is what an earlier page
// called next.
type InboxQuery struct {
	View   View
	User   conversation.UserID
	Text   string
	Limit  int
	Before string
}

// Inbox gives a page of conversations in which the customer has said something,
// the latest message first, and the cursor of the next page, empty on the last.
func (db *DB) Inbox(ctx context.Context, ws conversation.WorkspaceID, q InboxQuery) ([]Row, string, error) {
	where, args, err := viewSQL(ws, q.View, q.User)
	if err != nil {
		return nil, "", fmt.Errorf("inbox: %w", err)
	}
	if text := searchFor(q.Text); text != "" {
		number, nerr := strconv.ParseInt(strings.TrimPrefix(text, "#"), 10, 64)
		if nerr != nil {
			number = -1
		}
		where += ` AND (search LIKE ? ESCAPE '!' OR number = ?)`
		args = append(args, "%"+escapeLike(text)+"%", number)
	}
	list := listing[Row]{
		what: "inbox", query: `SELECT ` + rowColumns + ` FROM conversations WHERE ` + where, args: args, at: "last_at", id: "id",
		scan: scanRow, key: func(r *Row) (int64, string) { return micros(r.Last.At), string(r.ID) },
	}
	return list.page(ctx, db, q.Before, q.Limit)
}

// InboxCounts are the sizes of the views, each up to CountLimit.
type InboxCounts struct {
	Mine, Unassigned, All, Bot, Resolved int
}

// Counts gives the sizes of a user's views.
func (db *DB) Counts(ctx context.Context, ws conversation.WorkspaceID, user conversation.UserID) (InboxCounts, error) {
	var c InboxCounts
	var parts []string
	var args []any
	for _, v := range []View{ViewMine, ViewUnassigned, ViewAll, ViewBot, ViewResolved} {
		where, a, err := viewSQL(ws, v, user)
		if err != nil {
			return c, fmt.Errorf("inbox counts: %w", err)
		}
		parts = append(parts, `(SELECT COUNT(*) FROM (SELECT 1 FROM conversations WHERE `+where+` LIMIT ?) AS t)`)
		args = append(append(args, a...), CountLimit)
	}
	err := db.get(ctx, func(tx *Tx) error {
		return tx.QueryRow(ctx, `SELECT `+strings.Join(parts, ", "), args...).
			Scan(&c.Mine, &c.Unassigned, &c.All, &c.Bot, &c.Resolved)
	})
	if err != nil {
		return InboxCounts{}, fmt.Errorf("inbox counts: %w", err)
	}
	return c, nil
}

// Row gives one conversation's row.
func (db *DB) Row(ctx context.Context, ws conversation.WorkspaceID, conv conversation.ConversationID) (Row, error) {
	var r Row
	err := db.get(ctx, func(tx *Tx) (err error) {
		r, err = scanRow(tx.QueryRow(ctx, `SELECT `+rowColumns+` FROM conversations WHERE id = ? AND workspace = ?`,
			string(conv), string(ws)).Scan)
		return err
	})
	if err != nil {
		return Row{}, fmt.Errorf("row of %s: %w", conv, err)
	}
	return r, nil
}

// ConversationsOf gives a contact's conversations, the newest first.
func (db *DB) ConversationsOf(ctx context.Context, ws conversation.WorkspaceID, contact conversation.ContactID, limit int) ([]Row, error) {
	if limit <= 0 || limit > MaxInbox {
		limit = MaxInbox
	}
	var rows []Row
	err := db.get(ctx, func(tx *Tx) error {
		rs, err := tx.Query(ctx, `SELECT `+rowColumns+` FROM conversations
			WHERE workspace = ? AND contact_id = ? ORDER BY started_at DESC, id DESC LIMIT ?`,
			string(ws), string(contact), limit)
		if err != nil {
			return err
		}
		defer rs.Close()
		for rs.Next() {
			r, err := scanRow(rs.Scan)
			if err != nil {
				return err
			}
			rows = append(rows, r)
		}
		return rs.Err()
	})
	if err != nil {
		return nil, fmt.Errorf("conversations of contact: %w", err)
	}
	return rows, nil
}

// viewSQL is a view as a condition. messages > 0 is what the indexes are made
// for, and keeps out conversations that were opened and never used. Every view
// names owner_id where it names owner_kind, so that the index also orders.
func viewSQL(ws conversation.WorkspaceID, v View, user conversation.UserID) (string, []any, error) {
	owned := func(kind conversation.OwnerKind, id conversation.UserID) (string, []any, error) {
		return `workspace = ? AND closed = FALSE AND owner_kind = ? AND owner_id = ? AND messages > 0`,
			[]any{string(ws), string(kind), string(id)}, nil
	}
	switch v {
	case ViewMine:
		return owned(conversation.OwnedByAgent, user)
	case ViewUnassigned:
		return owned(conversation.OwnedByQueue, "")
	case ViewBot:
		return owned(conversation.OwnedByBot, "")
	case ViewAll:
		return `workspace = ? AND closed = FALSE AND messages > 0`, []any{string(ws)}, nil
	case ViewResolved:
		return `workspace = ? AND closed = TRUE AND messages > 0`, []any{string(ws)}, nil
	}
	return "", nil, fmt.Errorf("no view called %q", v)
}

func searchFor(text string) string {
	text = strings.TrimSpace(strings.ToLower(clean(text)))
	if r := []rune(text); len(r) > maxInboxText {
		text = string(r[:maxInboxText])
	}
	return text
}

func escapeLike(s string) string {
	return strings.NewReplacer("!", "!!", "%", "!%", "_", "!_").Replace(s)
}

func writeCursor(at int64, id string) string {
	return base64.RawURLEncoding.EncodeToString([]byte(strconv.FormatInt(at, 10) + ":" + id))
}

func readCursor(s string) (at int64, id string, err error) {
	b, err := base64.RawURLEncoding.DecodeString(s)
	if err != nil {
		return 0, "", ErrCursor
	}
	n, id, ok := strings.Cut(clean(string(b)), ":")
	if at, err = strconv.ParseInt(n, 10, 64); err != nil || !ok {
		return 0, "", ErrCursor
	}
	return at, id, nil
}
