package main

import (
	"errors"
	"fmt"
	"os"

	"github.com/rozmova/rozmova/internal/account"
	"github.com/rozmova/rozmova/internal/app"
	"github.com/rozmova/rozmova/internal/conversation"
	"github.com/rozmova/rozmova/internal/store"
)

type workspaceCmd struct {
	Secret workspaceSecretCmd `cmd:"" help:"Show the secret with which the company's site signs its visitors' identities."`
}

type workspaceSecretCmd struct {
	database
	Workspace string `default:"main" env:"ROZMOVA_WORKSPACE" help:"The workspace."`
}

func (c *workspaceSecretCmd) Help() string {
	return "The site makes a JSON Web Token with it (HS256; sub and exp, and if known name, email, phone) and gives it to the chat as data-identity."
}

func (c *workspaceSecretCmd) Run(g *globals) error {
	if err := c.exists(); err != nil {
		return err
	}
	db, err := app.OpenStore(g.ctx, c.Database, os.Getenv(app.SecretKeyEnv))
	if err != nil {
		return err
	}
	defer db.Close()
	ws := conversation.WorkspaceID(c.Workspace)
	switch _, err := db.Workspace(g.ctx, ws); {
	case errors.Is(err, store.ErrNotFound):
		return noWorkspace(c.Workspace)
	case err != nil:
		return err
	}
	secret, err := account.New(db, g.clock).IdentitySecret(g.ctx, ws)
	if err != nil {
		return err
	}
	fmt.Println(string(secret))
	return nil
}
