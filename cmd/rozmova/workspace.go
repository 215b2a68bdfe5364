package main

import (
	"errors"
	"fmt"
	"net/netip"
	"os"

	"github.com/rozmova/rozmova/internal/account"
	"github.com/rozmova/rozmova/internal/account/code"
	"github.com/rozmova/rozmova/internal/app"
	"github.com/rozmova/rozmova/internal/conversation"
	"github.com/rozmova/rozmova/internal/store"
)

type workspaceCmd struct {
	Secret workspaceSecretCmd `cmd:"" help:"Show the secret with which the company's site signs its visitors' identities."`
	Unlock workspaceUnlockCmd `cmd:"" help:"Let somebody try again who failed too often to prove who they are."`
}

type workspaceSecretCmd struct {
	database
	Workspace string `default:"main" env:"ROZMOVA_WORKSPACE" help:"The workspace."`
}

func (c *workspaceSecretCmd) Help() string {
	return "The site makes a JSON Web Token with it (HS256; sub and exp, and if known name, email, phone) and gives it to the chat as data-identity."
}

func (c *workspaceSecretCmd) Run(g *globals) error {
	db, ws, err := openWorkspace(g, c.database, c.Workspace)
	if err != nil {
		return err
	}
	defer db.Close()
	secret, err := account.New(db, g.clock).IdentitySecret(g.ctx, ws)
	if err != nil {
		return err
	}
	fmt.Println(string(secret))
	return nil
}

// openWorkspace opens the database of a workspace that is there.
func openWorkspace(g *globals, d database, name string) (*store.DB, conversation.WorkspaceID, error) {
	if err := d.exists(); err != nil {
		return nil, "", err
	}
	db, err := app.OpenStore(g.ctx, d.Database, os.Getenv(app.SecretKeyEnv))
	if err != nil {
		return nil, "", err
	}
	ws := conversation.WorkspaceID(name)
	if _, err = db.Workspace(g.ctx, ws); errors.Is(err, store.ErrNotFound) {
		err = noWorkspace(name)
	}
	if err != nil {
		return nil, "", errors.Join(err, db.Close())
	}
	return db, ws, nil
}

type workspaceUnlockCmd struct {
	database
	Workspace string `default:"main" env:"ROZMOVA_WORKSPACE" help:"The workspace."`
	Who       string `arg:"" optional:"" help:"A conversation's number in the desk (#1042), a customer's ID in your system, or a network address."`
	All       bool   `help:"Everybody in the workspace."`
}

func (c *workspaceUnlockCmd) Help() string {
	return "A lock ends by itself after half an hour. Unlocking also gives new one-time codes and new tries. It works beside a running server."
}

func (c *workspaceUnlockCmd) Run(g *globals) error {
	if (c.Who == "") == !c.All {
		return errors.New("say whom to unlock, or --all")
	}
	db, ws, err := openWorkspace(g, c.database, c.Workspace)
	if err != nil {
		return err
	}
	defer db.Close()
	codes := code.New(code.Config{Store: db, Clock: g.clock})
	if c.All {
		n, err := codes.UnlockAll(g.ctx, ws)
		if err != nil {
			return err
		}
		fmt.Printf("%d locked out until now; everybody may try again.\n", n)
		return nil
	}
	known, err := c.unlock(g, db, ws, codes)
	switch {
	case err != nil:
		return err
	case !known:
		fmt.Println("Nothing had failed there lately: there was nothing to unlock.")
	default:
		fmt.Println("May try again.")
	}
	return nil
}

func (c *workspaceUnlockCmd) unlock(g *globals, db *store.DB, ws conversation.WorkspaceID, codes *code.Service) (bool, error) {
	if _, err := netip.ParseAddr(c.Who); err == nil {
		network, ok := account.NetworkOf(c.Who)
		if !ok {
			return false, errors.New("private addresses are never locked")
		}
		return codes.UnlockNetwork(g.ctx, ws, network)
	}
	contact, err := db.ContactByExternal(g.ctx, ws, c.Who)
	if err == nil {
		return codes.UnlockContact(g.ctx, ws, contact.ID)
	}
	if !errors.Is(err, store.ErrNotFound) {
		return false, err
	}
	rows, err := (&replayCmd{Workspace: c.Workspace, Conversation: c.Who}).rows(g.ctx, db)
	if err != nil {
		return false, fmt.Errorf("%s is no customer's ID, and %w", plain(c.Who), err)
	}
	return codes.UnlockContact(g.ctx, ws, rows[0].Contact)
}
