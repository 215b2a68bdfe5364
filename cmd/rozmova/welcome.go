package main

import (
	"fmt"
	"net"
	"os"
	"strings"

	"github.com/rozmova/rozmova/internal/app"
	"github.com/rozmova/rozmova/internal/conversation"
	"github.com/rozmova/rozmova/internal/store"
)

// welcome says that the platform runs, and at a first start what to do next.
func (c *serveCmd) welcome(g *globals, a *app.App, at net.Addr, bound map[string]app.Endpoint) error {
	g.log.Info("serving", "address", at.String(), "workspace", c.Workspace)
	ws := conversation.WorkspaceID(c.Workspace)
	book, err := a.Turns.Playbooks.Current(ws)
	if err != nil {
		return err
	}
	for _, pack := range unbound(book.Playbook, bound) {
		g.log.Warn("no business system performs the actions of this pack; flows that need them will hand over to a person", "pack", pack, "set", actionsEnv(pack)+"_URL")
	}
	users, err := a.Store.UsersOf(g.ctx, ws)
	if err != nil || len(users) > 0 {
		return err
	}
	base := "http://" + app.Reachable(at)
	fmt.Printf(`
  Rozmova serves the workspace %s.

  Agents' desk: %s/desk/
  Nobody can sign in yet. Make the first user in another terminal:
    %s

  The chat on your site (with your own address once there is one):
    <script src="%s/widget/loader.js" data-workspace="%s" async></script>
`, c.Workspace, base, c.userAdd(), base, c.Workspace)
	if key, ok := c.keyFile(); ok {
		fmt.Printf(`
  %s seals the secrets in the database.
  Keep a copy of it, apart from the copies of the database.
`, key)
	}
	fmt.Print("\n  `rozmova doctor` checks the installation. Ctrl+C stops.\n\n")
	return nil
}

// userAdd is the command that makes the first user, ready to be pasted.
func (c *installation) userAdd() string {
	words := []string{"rozmova user add"}
	if c.Database != defaultDatabase {
		d := c.Database
		if dialect, _, _ := store.Locate(d); dialect == store.Postgres {
			d = "postgres://…" // it may hold a password
		}
		words = append(words, "--database", shellWord(d))
	}
	if c.Workspace != "main" {
		words = append(words, "--workspace", shellWord(c.Workspace))
	}
	return strings.Join(append(words, "--role owner --name 'Your Name' you@example.com"), " ")
}

// keyFile is the file of the secret key, when there is one.
func (c *installation) keyFile() (string, bool) {
	dialect, path, err := store.Locate(c.Database)
	if err != nil || dialect != store.SQLite || os.Getenv(app.SecretKeyEnv) != "" {
		return "", false
	}
	return app.KeyFile(path), true
}

// shellWord quotes a word for a shell when it needs that.
func shellWord(s string) string {
	if s != "" && strings.Trim(s, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-./:") == "" {
		return s
	}
	return "'" + strings.ReplaceAll(s, "'", `'\''`) + "'"
}
