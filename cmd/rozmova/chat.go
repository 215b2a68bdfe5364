package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"strconv"
	"strings"
	"time"

	"github.com/google/uuid"

	"github.com/rozmova/rozmova/internal/httpapi"
)

type chatCmd struct {
	Server    string `default:"http://localhost:8080" env:"ROZMOVA_SERVER" help:"Address of a running platform."`
	Workspace string `default:"main" env:"ROZMOVA_WORKSPACE" help:"The workspace (the demo's is demo)."`
	Locale    string `enum:"uk,en," default:"" help:"uk or en; from LC_ALL, LC_MESSAGES or LANG when not given."`
	Identity  string `name:"identity-token" env:"ROZMOVA_IDENTITY_TOKEN" placeholder:"TOKEN" help:"Who the customer is: a token that the company's site signed."`
}

func (c *chatCmd) Help() string {
	return "Type a message, or a number to press a button. /person calls a person, /new begins a new conversation, /quit leaves. " +
		"With standard input from a file or a pipe, each line is sent when the one before it has been answered."
}

// patience is how long a line from a pipe waits for an answer when nothing at
// all happens.
const patience = 30 * time.Second

func (c *chatCmd) Run(g *globals) error {
	locale := c.Locale
	if locale == "" {
		locale = systemLocale()
	}
	client, err := newChatClient(c.Server, httpapi.SessionRequest{
		Workspace: workspaceID(c.Workspace), Locale: locale, Identity: c.Identity,
	})
	if err != nil {
		return err
	}
	ctx, stop := context.WithCancel(g.ctx)
	defer stop()
	if err := client.start(ctx); err != nil {
		return err
	}
	screen, err := openScreen()
	if err != nil {
		return err
	}
	defer screen.close()
	t := &talk{client: client, screen: screen, say: chatTexts[locale], frames: make(chan frame, 64), running: map[string]bool{}}
	t.show = shower{screen: screen, say: t.say, style: screen.style}
	screen.print(screen.style.dim(fmt.Sprintf(t.say.welcome, plain(client.name()))))
	go client.follow(ctx, t.frames)
	if err := t.run(ctx); err != nil {
		return err
	}
	if t.refused > 0 && !screen.interactive {
		return errReported
	}
	return nil
}

// talk is one conversation at a terminal.
type talk struct {
	client  *chatClient
	screen  *screen
	show    shower
	say     chatText
	frames  chan frame
	cursor  int64
	buttons []httpapi.ButtonView // that can be pressed, by number
	running map[string]bool      // actions in progress
	refused int                  // messages that were not taken
}

func (t *talk) run(ctx context.Context) error {
	if !t.screen.interactive {
		t.settle(ctx)
	}
	lines := t.screen.lines()
	for {
		select {
		case <-ctx.Done():
			return nil
		case f := <-t.frames:
			if err := t.take(f); err != nil {
				return err
			}
		case line, ok := <-lines:
			if !ok {
				return nil
			}
			if done, err := t.line(ctx, strings.TrimSpace(line)); done || err != nil {
				return err
			}
		}
	}
}

// line does what a line from the customer asks.
func (t *talk) line(ctx context.Context, line string) (quit bool, err error) {
	if !t.screen.interactive && line != "" {
		t.screen.print("> " + plain(line))
	}
	m := httpapi.MessageRequest{ClientID: uuid.NewString(), Text: line}
	switch n, err := strconv.Atoi(line); {
	case line == "":
		return false, nil
	case line == "/quit" || line == "/q" || line == "/exit":
		return true, nil
	case line == "/new":
		if err := t.client.anew(ctx); err != nil {
			return false, err
		}
		t.reset()
		t.screen.print(t.screen.style.dim(t.say.fresh))
		t.settle(ctx)
		return false, nil
	case line == "/person":
		m.Text, m.Button = "", "person"
	case strings.HasPrefix(line, "/"):
		t.screen.print(t.screen.style.dim(fmt.Sprintf(t.say.unknown, plain(line))))
		return false, nil
	case err == nil && n >= 1 && n <= len(t.buttons):
		m.Text, m.Button = "", t.buttons[n-1].ID
		t.screen.print("→ " + plain(t.buttons[n-1].Title))
	}
	err = t.client.send(ctx, m, func() { t.screen.print(t.screen.style.dim(t.say.lost)) })
	var no *refusedError
	switch {
	case errors.As(err, &no):
		t.refused++
		t.screen.print(fmt.Sprintf(t.say.unsent, no.Error()))
		return false, nil
	case err != nil:
		return false, err
	}
	t.settle(ctx)
	return false, nil
}

// settle waits, when nobody sits at the keyboard, until the log has nothing
// more to come: all of it is shown and no action is in progress. A turn is
// stored as one, so the answer to a message that was accepted is in the log.
func (t *talk) settle(ctx context.Context) {
	if t.screen.interactive {
		return
	}
	idle := time.NewTimer(patience)
	defer idle.Stop()
	for {
		if len(t.running) == 0 {
			last, err := t.client.lastSeq(ctx, t.cursor)
			if err == nil && last <= t.cursor {
				return
			}
		}
		select {
		case <-ctx.Done():
			return
		case <-idle.C:
			t.screen.print(t.say.silence)
			return
		case f := <-t.frames:
			if err := t.take(f); err != nil {
				return
			}
			idle.Reset(patience)
		}
	}
}

// take shows a frame and remembers what it means for the next line.
func (t *talk) take(f frame) error {
	switch {
	case f.err != nil:
		return f.err
	case f.conversation != t.client.conversation():
		return nil // of the one before /new
	case f.state != "":
		if f.state == stateGone {
			t.reset()
		}
		t.screen.print(t.screen.style.dim(t.say.state(f.state)))
		return nil
	case f.typing != nil:
		t.show.typing(*f.typing)
		return nil
	case f.event == nil || f.event.Seq <= t.cursor:
		return nil
	}
	e := f.event
	t.cursor = e.Seq
	switch {
	case e.Type == "message" && e.Actor == "customer":
		t.buttons = nil
	case e.Type == "action" && e.Status == "running":
		t.running[e.Effect] = true
	case e.Type == "action":
		delete(t.running, e.Effect)
	}
	t.buttons = t.show.event(*e, t.buttons)
	return nil
}

func (t *talk) reset() {
	t.cursor, t.buttons = 0, nil
	clear(t.running)
	t.show.forget()
}

// systemLocale is the language of the person at the terminal, Ukrainian unless
// the system says English.
func systemLocale() string {
	for _, name := range []string{"LC_ALL", "LC_MESSAGES", "LANG"} {
		switch v := os.Getenv(name); {
		case strings.HasPrefix(v, "en"):
			return "en"
		case v != "":
			return "uk"
		}
	}
	return "uk"
}
