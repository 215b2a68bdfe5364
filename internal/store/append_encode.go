package store

import (
	"context"
	"encoding/json"
	"fmt"
	"strings"

	"github.com/rozmova/rozmova/internal/conversation"
)

// encoded is an Append turned into what the statements take.
type encoded struct {
	a        *Append
	row      Row
	changing []any // the row's values, in the order of changingColumns
	events   []any
	effects  []any
	snapshot string // empty when this turn takes none
}

func encode(a *Append) (*encoded, error) {
	if err := check(a); err != nil {
		return nil, err
	}
	e := &encoded{a: a, row: RowOf(a.State)}
	r := &e.row
	e.changing = []any{
		clean(r.ContactName), r.Lang, r.Pin.Playbook, r.Pin.Version,
		string(r.Owner.Kind), string(r.Owner.Agent), clean(r.Owner.Name),
		r.Closed, string(r.Outcome), clean(r.Issue), clean(r.Reason), r.Rule, string(r.Priority), string(r.Mood),
		string(r.Last.Actor), clean(r.Last.Text), micros(r.Last.At), r.Last.Seq, r.LastSeq, int64(r.Messages),
		microsOrNull(r.WaitingSince), r.ReadByAgent, r.ReadByCust, micros(r.UpdatedAt), searchText(a.State, r),
	}
	e.events = make([]any, 0, len(a.Events)*eventsSQL.columns)
	for _, ev := range a.Events {
		data, err := conversation.EncodeData(ev.Data)
		if err != nil {
			return nil, err
		}
		e.events = append(e.events, string(a.Conversation), ev.Seq, string(a.Workspace), micros(ev.At),
			ev.Data.EventType(), string(ev.Actor.Kind), string(ev.Actor.ID), clean(ev.Actor.Name), ev.Cause, string(data))
	}
	at := micros(a.Events[len(a.Events)-1].At)
	for _, f := range a.Effects {
		data, err := conversation.EncodeEffect(f.Data)
		if err != nil {
			return nil, err
		}
		next := at
		if w, ok := f.Data.(conversation.WakeAt); ok {
			next = micros(w.At)
		}
		_, seq, _ := f.ID.Split()
		e.effects = append(e.effects, string(f.ID), string(a.Workspace), string(a.Conversation), seq,
			f.Data.EffectType(), string(data), string(EffectPending), int64(0), next, int64(0), "", at)
	}
	if a.State.Seq/snapshotEvery > a.After/snapshotEvery {
		b, err := json.Marshal(a.State)
		if err != nil {
			return nil, fmt.Errorf("encode snapshot: %w", err)
		}
		e.snapshot = string(b)
	}
	return e, nil
}

// check refuses what would leave a gap or a row that belies its log.
func check(a *Append) error {
	invalid := func(format string, args ...any) error {
		return fmt.Errorf("%w: %s", ErrInvalid, fmt.Sprintf(format, args...))
	}
	switch {
	case a.Workspace == "" || a.Conversation == "" || a.Key == "":
		return invalid("workspace, conversation and key are needed")
	case len(a.Events) == 0:
		return invalid("no events")
	case a.State == nil:
		return invalid("no state")
	case a.State.ID != a.Conversation || a.State.Workspace != a.Workspace:
		return invalid("the state is another conversation's")
	case a.State.Seq != a.After+int64(len(a.Events)):
		return invalid("state at %d, log at %d", a.State.Seq, a.After+int64(len(a.Events)))
	}
	for i, ev := range a.Events {
		if ev.Seq != a.After+1+int64(i) {
			return invalid("event %d where %d is next", ev.Seq, a.After+1+int64(i))
		}
		if ev.Data == nil {
			return invalid("event %d is empty", ev.Seq)
		}
		if !wholeMicros(ev.At) {
			return invalid("event %d: time is finer than a microsecond and would not be kept", ev.Seq)
		}
	}
	for _, f := range a.Effects {
		conv, seq, ok := f.ID.Split()
		if !ok || f.Data == nil || conv != a.Conversation || seq <= a.After || seq > a.State.Seq {
			return invalid("effect %q was not asked for by this turn", f.ID)
		}
	}
	return nil
}

// insertSQL makes statements that insert several rows at once. Texts are made
// once for each number of rows up to maxRows.
type insertSQL struct {
	columns int
	byRows  [maxRows + 1]string
}

// maxRows bounds one INSERT; 16 rows of 12 columns stay far below both
// databases' bound on arguments, and few texts stay prepared.
const maxRows = 16

var (
	eventsSQL = newInsert("events", "conversation", "seq", "workspace", "at", "type",
		"actor", "actor_id", "actor_name", "cause", "data")
	effectsSQL = newInsert("effects", "id", "workspace", "conversation", "seq", "kind",
		"data", "state", "attempts", "next_at", "lease_until", "last_error", "created_at")
)

func newInsert(table string, columns ...string) *insertSQL {
	s := &insertSQL{columns: len(columns)}
	head := "INSERT INTO " + table + " (" + strings.Join(columns, ", ") + ") VALUES "
	row := "(?" + strings.Repeat(", ?", len(columns)-1) + ")"
	for n := 1; n <= maxRows; n++ {
		s.byRows[n] = head + row + strings.Repeat(", "+row, n-1)
	}
	return s
}

func insertRows(ctx context.Context, tx *Tx, s *insertSQL, rows int, args []any) error {
	for rows > 0 {
		n := min(rows, maxRows)
		if _, err := tx.Exec(ctx, s.byRows[n], args[:n*s.columns]...); err != nil {
			return err
		}
		rows, args = rows-n, args[n*s.columns:]
	}
	return nil
}
