package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"slices"
	"strconv"
	"strings"

	"github.com/rozmova/rozmova/internal/conversation"
	"github.com/rozmova/rozmova/internal/dialogue"
	"github.com/rozmova/rozmova/internal/store"
	"github.com/rozmova/rozmova/internal/turn"
)

type replayCmd struct {
	database
	Conversation string   `arg:"" optional:"" help:"A conversation's ID or its number in the inbox."`
	Workspace    string   `default:"main" env:"ROZMOVA_WORKSPACE" help:"The workspace."`
	Packs        []string `name:"pack" default:"shop" env:"ROZMOVA_PACKS" help:"Today's flows: built-in names or folders."`
	Pinned       bool     `help:"Use the flows that the conversation ran on: then any difference is a fault of the engine."`
	All          bool     `help:"Replay the newest conversations and sum up."`
	Limit        int      `default:"100" help:"How many with --all, up to 200."`
}

func (c *replayCmd) Help() string {
	return "What was understood is taken from the log, so examples that were changed since show no difference; what the bot decides does. " +
		"Exit code 0: the same; 1: differences."
}

func (c *replayCmd) Run(g *globals) error {
	if (c.Conversation == "") == !c.All {
		return errors.New("name one conversation, or say --all")
	}
	db, err := c.openExisting(g.ctx)
	if err != nil {
		return err
	}
	defer db.Close()
	r := replayer{db: db, ws: conversation.WorkspaceID(c.Workspace), pinned: c.Pinned, kept: map[conversation.Pin]*dialogue.Playbook{}}
	if !c.Pinned {
		if r.today, err = compile(c.Packs); err != nil {
			return err
		}
	}
	rows, err := c.rows(g.ctx, db)
	if err != nil {
		return err
	}
	if c.All {
		return r.all(g.ctx, rows)
	}
	turns, err := r.replay(g.ctx, rows[0].ID)
	if err != nil {
		return err
	}
	differ := showTurns(os.Stdout, turns)
	if differ > 0 {
		fmt.Printf("\n%s: %d of %d turns differ\n", nameOf(rows[0]), differ, len(turns))
		return errReported
	}
	fmt.Printf("%s: all %d turns are the same\n", nameOf(rows[0]), len(turns))
	return nil
}

// rows are the conversations that were asked for.
func (c *replayCmd) rows(ctx context.Context, db *store.DB) ([]store.Row, error) {
	ws := conversation.WorkspaceID(c.Workspace)
	if _, err := db.Workspace(ctx, ws); errors.Is(err, store.ErrNotFound) {
		return nil, noWorkspace(c.Workspace)
	}
	if c.All {
		return newest(ctx, db, ws, "", c.Limit)
	}
	if number, err := strconv.ParseInt(strings.TrimPrefix(c.Conversation, "#"), 10, 64); err == nil {
		rows, err := newest(ctx, db, ws, "#"+strconv.FormatInt(number, 10), store.MaxInbox)
		rows = slices.DeleteFunc(rows, func(r store.Row) bool { return r.Number != number })
		if err != nil || len(rows) > 0 {
			return rows, err
		}
		return nil, fmt.Errorf("there is no conversation number %d in workspace %s", number, ws)
	}
	row, err := db.Row(ctx, ws, conversation.ConversationID(c.Conversation))
	if errors.Is(err, store.ErrNotFound) {
		return nil, fmt.Errorf("there is no conversation %s in workspace %s", plain(c.Conversation), ws)
	}
	return []store.Row{row}, err
}

// newest are the latest conversations, open or not.
func newest(ctx context.Context, db *store.DB, ws conversation.WorkspaceID, text string, limit int) ([]store.Row, error) {
	var rows []store.Row
	for _, view := range []store.View{store.ViewAll, store.ViewResolved} {
		more, _, err := db.Inbox(ctx, ws, store.InboxQuery{View: view, Text: text, Limit: limit})
		if err != nil {
			return nil, err
		}
		rows = append(rows, more...)
	}
	slices.SortFunc(rows, func(a, b store.Row) int { return b.Last.At.Compare(a.Last.At) })
	return rows[:min(limit, len(rows))], nil
}

func nameOf(r store.Row) string { return fmt.Sprintf("#%d (%s)", r.Number, r.ID) }

// replayer replays conversations of one workspace.
type replayer struct {
	db     *store.DB
	ws     conversation.WorkspaceID
	today  *dialogue.Playbook
	pinned bool
	kept   map[conversation.Pin]*dialogue.Playbook
}

// all replays conversations and prints a line for each that differs.
func (r *replayer) all(ctx context.Context, rows []store.Row) error {
	differ, broken := 0, 0
	for _, row := range rows {
		turns, err := r.replay(ctx, row.ID)
		switch n := countDiffering(turns); {
		case ctx.Err() != nil:
			return errInterrupted
		case err != nil:
			broken++
			fmt.Printf("%s: %v\n", nameOf(row), err)
		case n > 0:
			differ++
			fmt.Printf("%s: %d of %d turns differ, first %s\n", nameOf(row), n, len(turns), firstDifference(turns))
		}
	}
	fmt.Printf("%d conversations: %d the same, %d differ", len(rows), len(rows)-differ-broken, differ)
	if broken > 0 {
		fmt.Printf(", %d cannot be replayed", broken)
	}
	fmt.Println()
	if differ+broken > 0 {
		return errReported
	}
	return nil
}

// replayedTurn is one turn as it was recorded and as it would be now.
type replayedTurn struct {
	recorded []conversation.Event
	now      []conversation.Event
	refused  string // why the input would not be taken now
	differs  bool
}

// replay plays one conversation again.
func (r *replayer) replay(ctx context.Context, id conversation.ConversationID) ([]replayedTurn, error) {
	var events []conversation.Event
	for {
		more, last, err := r.db.Events(ctx, r.ws, id, int64(len(events)), store.MaxEvents)
		if err != nil {
			return nil, err
		}
		events = append(events, more...)
		if len(more) == 0 || int64(len(events)) >= last {
			break
		}
	}
	turns, pins := split(events)
	if !r.pinned {
		return turns, r.compare(r.today, id, events, turns, nil)
	}
	// A conversation moves to newer flows between two requests, so each turn is
	// held against the version that decided it.
	for _, pin := range slices.Compact(slices.Clone(pins)) {
		pb, err := r.version(ctx, pin)
		if err != nil {
			return nil, err
		}
		if err := r.compare(pb, id, events, turns, func(i int) bool { return pins[i] == pin }); err != nil {
			return nil, err
		}
	}
	return turns, nil
}

// split cuts a log into turns and says which playbook decided each.
func split(events []conversation.Event) (turns []replayedTurn, pins []conversation.Pin) {
	var pin conversation.Pin
	for i, e := range events {
		if i == 0 || e.Cause != events[i-1].Cause {
			turns, pins = append(turns, replayedTurn{}), append(pins, pin)
		}
		t := &turns[len(turns)-1]
		t.recorded = append(t.recorded, e)
		switch d := e.Data.(type) {
		case conversation.Started:
			pin = d.Pin
		case conversation.PlaybookPinned:
			pin = d.Pin
		}
		pins[len(pins)-1] = pin
	}
	return turns, pins
}

// compare fills in what a playbook would decide now, in the turns that only
// picks.
func (r *replayer) compare(pb *dialogue.Playbook, id conversation.ConversationID, events []conversation.Event, turns []replayedTurn, only func(int) bool) error {
	diffs, err := dialogue.Replay(pb, id, events)
	if err != nil {
		return err
	}
	// All events of a turn have its input's key as their cause; a seq alone would
	// not tell an event too many from the next turn's.
	byCause := map[string][]dialogue.Difference{}
	for _, d := range diffs {
		e, err := oneOf(d.Recorded, d.Now)
		if err != nil {
			return fmt.Errorf("replay %s: %w", id, err)
		}
		byCause[e.Cause] = append(byCause[e.Cause], d)
	}
	for i := range turns {
		if only != nil && !only(i) {
			continue
		}
		t := &turns[i]
		t.now = slices.Clone(t.recorded)
		for _, d := range byCause[t.recorded[0].Cause] {
			t.differs = true
			n := int(d.Seq - t.recorded[0].Seq)
			switch {
			case d.Refused != "":
				t.refused, t.now = d.Refused, nil
			case d.Now == nil:
				t.now = t.now[:min(n, len(t.now))]
			default:
				e, err := oneOf(d.Now)
				if err != nil {
					return fmt.Errorf("replay %s: %w", id, err)
				}
				t.now = append(t.now[:min(n, len(t.now))], append([]conversation.Event{e}, t.now[min(n+1, len(t.now)):]...)...)
			}
		}
	}
	return nil
}

// oneOf reads the first event that is there.
func oneOf(raw ...json.RawMessage) (e conversation.Event, err error) {
	for _, b := range raw {
		if b != nil {
			return e, e.UnmarshalJSON(b)
		}
	}
	return e, errors.New("a difference without an event")
}

// version is a playbook as it was kept when conversations ran on it.
func (r *replayer) version(ctx context.Context, pin conversation.Pin) (*dialogue.Playbook, error) {
	if pb := r.kept[pin]; pb != nil {
		return pb, nil
	}
	kept, err := r.db.Playbook(ctx, r.ws, pin)
	if err != nil {
		return nil, fmt.Errorf("flows %s %s: %w", pin.Playbook, pin.Version, err)
	}
	pb, err := dialogue.Compile(pin.Playbook, turn.Sources(kept)...)
	if err != nil {
		return nil, fmt.Errorf("flows %s %s no longer compile:\n%w", pin.Playbook, pin.Version, err)
	}
	r.kept[pin] = pb
	return pb, nil
}
