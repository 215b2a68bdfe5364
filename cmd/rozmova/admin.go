package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"text/tabwriter"

	"github.com/rozmova/rozmova/internal/account"
	"github.com/rozmova/rozmova/internal/conversation"
	"github.com/rozmova/rozmova/internal/store"
)

// open opens the database and brings it up to date. It makes a missing SQLite
// file, so only migrate calls it directly.
func (d database) open(ctx context.Context) (*store.DB, error) {
	db, err := store.Open(ctx, d.Database, store.Options{})
	if err != nil {
		return nil, err
	}
	if err := db.Migrate(ctx); err != nil {
		return nil, errors.Join(fmt.Errorf("bring the database up to date: %w", err), db.Close())
	}
	return db, nil
}

// openExisting is open for a database that must be there: a mistyped path must
// not make an empty one.
func (d database) openExisting(ctx context.Context) (*store.DB, error) {
	if err := d.exists(); err != nil {
		return nil, err
	}
	return d.open(ctx)
}

func (d database) exists() error {
	dialect, path, err := store.Locate(d.Database)
	if err != nil {
		return err
	}
	if dialect != store.SQLite {
		return nil
	}
	if _, err := os.Stat(path); errors.Is(err, os.ErrNotExist) {
		return fmt.Errorf("there is no database at %s; `rozmova serve` makes it at its first start, --database names another one", path)
	}
	return nil
}

type migrateCmd struct{ database }

func (c *migrateCmd) Run(g *globals) error {
	db, err := c.open(g.ctx)
	if err != nil {
		return err
	}
	fmt.Println("the database is up to date")
	return db.Close()
}

type userCmd struct {
	Add      userAddCmd      `cmd:"" help:"Add a user; the password is asked for, or read from standard input."`
	List     userListCmd     `cmd:"" help:"List the users of a workspace."`
	Password userPasswordCmd `cmd:"" help:"Set a user's password and sign them out everywhere."`
	Disable  userDisableCmd  `cmd:"" help:"Keep a user out."`
	Enable   userEnableCmd   `cmd:"" help:"Let a disabled user in again."`
}

type userAddCmd struct {
	database
	Workspace string `default:"main" env:"ROZMOVA_WORKSPACE" help:"The workspace."`
	Email     string `arg:"" help:"E-mail address, the name to sign in with."`
	Name      string `required:"" help:"Name that customers see."`
	Role      string `enum:"owner,admin,agent" default:"agent" help:"owner, admin or agent."`
	Locale    string `enum:"uk,en" default:"uk" help:"Language of the desk."`
}

func (c *userAddCmd) Run(g *globals) error {
	db, err := c.openExisting(g.ctx)
	if err != nil {
		return err
	}
	defer db.Close()
	password, err := readPassword(g.ctx)
	if err != nil {
		return err
	}
	u, err := account.New(db, g.clock).CreateUser(g.ctx, account.NewUser{
		Email: c.Email, Name: c.Name, Password: password, Locale: c.Locale, Role: account.Role(c.Role),
		Workspace: conversation.WorkspaceID(c.Workspace),
	}, "")
	switch {
	case errors.Is(err, store.ErrExists):
		return fmt.Errorf("there is a user %s already; `rozmova user password` sets a new password", c.Email)
	case errors.Is(err, store.ErrNotFound):
		return noWorkspace(c.Workspace)
	case err != nil:
		return err
	}
	fmt.Printf("added %s (%s)\n", u.Email, c.Role)
	return nil
}

type userListCmd struct {
	database
	Workspace string `default:"main" env:"ROZMOVA_WORKSPACE" help:"The workspace."`
}

func (c *userListCmd) Run(g *globals) error {
	db, err := c.openExisting(g.ctx)
	if err != nil {
		return err
	}
	defer db.Close()
	if _, err := db.Workspace(g.ctx, conversation.WorkspaceID(c.Workspace)); errors.Is(err, store.ErrNotFound) {
		return noWorkspace(c.Workspace)
	}
	users, err := db.UsersOf(g.ctx, conversation.WorkspaceID(c.Workspace))
	if err != nil {
		return err
	}
	w := tabwriter.NewWriter(os.Stdout, 0, 4, 2, ' ', 0)
	for _, u := range users {
		state := "active"
		if u.Disabled {
			state = "disabled"
		}
		fmt.Fprintf(w, "%s\t%s\t%s\t%s\n", u.Email, u.Name, u.Role, state)
	}
	return w.Flush()
}

func noWorkspace(id string) error {
	return fmt.Errorf("there is no workspace %q; `rozmova serve` makes it at its first start", id)
}

type userPasswordCmd struct {
	database
	Email string `arg:"" help:"Whose password."`
}

func (c *userPasswordCmd) Run(g *globals) error {
	return withAccounts(g, c.database, c.Email, func(s *account.Service) error {
		password, err := readPassword(g.ctx)
		if err != nil {
			return err
		}
		return s.SetPassword(g.ctx, c.Email, password)
	})
}

type userDisableCmd struct {
	database
	Email string `arg:"" help:"Whom to keep out."`
}

func (c *userDisableCmd) Run(g *globals) error {
	return withAccounts(g, c.database, c.Email, func(s *account.Service) error { return s.SetDisabled(g.ctx, c.Email, true) })
}

type userEnableCmd struct {
	database
	Email string `arg:"" help:"Whom to let in."`
}

func (c *userEnableCmd) Run(g *globals) error {
	return withAccounts(g, c.database, c.Email, func(s *account.Service) error { return s.SetDisabled(g.ctx, c.Email, false) })
}

func withAccounts(g *globals, d database, email string, do func(*account.Service) error) error {
	db, err := d.openExisting(g.ctx)
	if err != nil {
		return err
	}
	defer db.Close()
	err = do(account.New(db, g.clock))
	if errors.Is(err, store.ErrNotFound) {
		return fmt.Errorf("there is no user %s", email)
	}
	if err == nil {
		fmt.Println("done")
	}
	return err
}
