package tau2test

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/rozmova/rozmova/internal/conversation"
)

// transcript is the conversation from the inside, for whoever has to find out
// why it went wrong: what was said, how it was understood, which step said no.
func (k *talk) transcript() string {
	events, _, err := k.c.app.Store.Events(k.t.Context(), workspace, k.id, 0, 5000)
	if err != nil {
		return fmt.Sprintf("no transcript: %v", err)
	}
	var b strings.Builder
	for _, e := range events {
		if line := narrate(e.Data); line != "" {
			fmt.Fprintf(&b, "%4d %s\n", e.Seq, line)
		}
	}
	return b.String()
}

func narrate(data conversation.Data) string {
	switch d := data.(type) {
	case conversation.MessageReceived:
		if d.Button != "" {
			return fmt.Sprintf("CUSTOMER presses [%s] %s", d.Text, d.Button)
		}
		return "CUSTOMER " + d.Text
	case conversation.MessageSent:
		return "BOT      " + strings.ReplaceAll(spoken(d), "\n", "\n              ")
	case conversation.Understood:
		return "    understood " + short(d.Commands) + dropped(d.Dropped)
	case conversation.FlowStarted:
		return "    flow " + d.Flow + " starts " + d.Event
	case conversation.FlowReplayed:
		return fmt.Sprintf("    flow %d begins again", d.Frame)
	case conversation.FlowEnded:
		return fmt.Sprintf("    flow %s ends %s", d.Flow, d.Outcome)
	case conversation.SlotSet:
		return fmt.Sprintf("    %s.%s = %s (%s)", d.Flow, d.Slot, short(d.Value), d.Source)
	case conversation.QuestionAsked:
		return fmt.Sprintf("    asks %s of %s", d.Expect.Slot, d.Expect.Type)
	case conversation.ActionRequested:
		return fmt.Sprintf("    DOES %s %s", d.Action, short(d.Args))
	case conversation.ActionSucceeded:
		return fmt.Sprintf("    -> %s", short(d.Result))
	case conversation.ActionFailed:
		return fmt.Sprintf("    -> %s FAILED: %s %s", d.Action, d.Code, d.Message)
	case conversation.MissCounted:
		return "    miss: " + d.Reason
	case conversation.HandoffRequested:
		return fmt.Sprintf("    HANDOFF %s (%s)", d.Packet.Reason, d.Packet.Rule)
	case conversation.EngineFaulted:
		return fmt.Sprintf("    FAULT in %s/%s: %s", d.Flow, d.Step, d.Cause)
	case conversation.StepReached, conversation.OwnerChanged, conversation.TimerSet, conversation.TimerCancelled,
		conversation.PlaybookPinned, conversation.SlotCleared, conversation.MessageRead:
		return ""
	}
	return fmt.Sprintf("    %T %s", data, short(data))
}

func dropped(ds []conversation.Dropped) string {
	if len(ds) == 0 {
		return ""
	}
	return " DROPPED " + short(ds)
}

// spoken is a message with its cards and buttons, as plain text.
func spoken(d conversation.MessageSent) string {
	out := fmt.Sprintf("%s  {%s}", d.Text, d.Key)
	for _, c := range d.Cards {
		out += fmt.Sprintf("\n<%s", c.Title)
		for _, f := range c.Fields {
			out += fmt.Sprintf(" | %s: %s", f.Label, f.Value)
		}
		for _, i := range c.Items {
			out += fmt.Sprintf(" | %s %s %s", i.Title, i.Detail, i.Value)
		}
		out += ">"
	}
	for _, b := range d.Buttons {
		out += "\n[" + b.Title + "]"
	}
	return out
}

// short is a value as JSON, cut where it stops being readable.
func short(v any) string {
	b, err := json.Marshal(v)
	if err != nil {
		return fmt.Sprintf("%+v", v)
	}
	if r := []rune(string(b)); len(r) > 700 {
		return string(r[:700]) + "…"
	}
	return string(b)
}

// keep writes a transcript where a person can read it and says where: into the
// folder ROZMOVA_TRANSCRIPTS names, or else into the log of a verbose test.
func keep(t testing.TB, name, text string) {
	t.Helper()
	dir := os.Getenv("ROZMOVA_TRANSCRIPTS")
	if dir == "" {
		if testing.Verbose() {
			t.Log("\n" + text)
		}
		return
	}
	path := filepath.Join(dir, strings.ReplaceAll(name, "/", "-")+".txt")
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		t.Error(err)
	}
}
