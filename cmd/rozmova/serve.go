package main

import (
	"context"
	"errors"
	"fmt"
	"net"
	"net/netip"
	"os"
	"slices"
	"strings"
	"syscall"

	"github.com/rozmova/rozmova/internal/app"
	"github.com/rozmova/rozmova/internal/conversation"
	"github.com/rozmova/rozmova/internal/dialogue"
	"github.com/rozmova/rozmova/packs"
)

const defaultDatabase = "sqlite:data/rozmova.db"

// database is shared by the commands that open it.
type database struct {
	Database string `default:"sqlite:data/rozmova.db" env:"ROZMOVA_DATABASE" help:"sqlite:PATH or postgres://…"`
}

// installation is what an operator decides; serve runs it, doctor checks it.
type installation struct {
	database
	Workspace string   `default:"main" env:"ROZMOVA_WORKSPACE" help:"The workspace's name in addresses and tokens."`
	Packs     []string `name:"pack" default:"shop" env:"ROZMOVA_PACKS" help:"Service domains: built-in names or folders; later ones replace parts of earlier ones."`
	Currency  string   `env:"ROZMOVA_CURRENCY" placeholder:"CODE" help:"The currency of amounts (ISO 4217, such as USD), in place of the packs'."`
	Listen    string   `default:"127.0.0.1:8080" env:"ROZMOVA_LISTEN" help:"Address to serve on."`
	Name      string   `env:"ROZMOVA_NAME" help:"The company's name, for a new workspace."`
	Secure    bool     `env:"ROZMOVA_SECURE" help:"Served over HTTPS (by a proxy in front): cookies are marked so."`
	Imports   []string `name:"import-network" env:"ROZMOVA_IMPORT_NETWORKS" help:"Networks that are not public and may be imported from, such as 10.1.0.0/16."`
	Proxies   []string `name:"trusted-proxy" env:"ROZMOVA_TRUSTED_PROXIES" help:"Networks whose X-Forwarded-For is believed, such as 10.0.0.0/8."`
	Origins   []string `name:"desk-origin" env:"ROZMOVA_DESK_ORIGINS" help:"Other hosts that the desk may be opened from."`
	identity
	models
}

type serveCmd struct{ installation }

func (c *serveCmd) Run(g *globals) error {
	cfg, err := c.config(g)
	if err != nil {
		return err
	}
	// First of all: two servers by mistake should not both touch the database.
	l, err := listen(c.Listen)
	if err != nil {
		return err
	}
	a, err := app.New(g.ctx, cfg)
	if err != nil {
		l.Close()
		if g.ctx.Err() != nil {
			return nil // stopped while starting
		}
		return flowMistakes(err, c.Packs)
	}
	if err := c.welcome(g, a, l.Addr(), cfg.Actions); err != nil {
		return errors.Join(err, l.Close(), a.Close())
	}
	return a.Run(g.ctx, l)
}

// listen takes an address, or says in plain words why not.
func listen(address string) (net.Listener, error) {
	l, err := net.Listen("tcp", address)
	if errors.Is(err, syscall.EADDRINUSE) {
		return nil, fmt.Errorf("the address %s is in use: stop what runs there, or choose another one with --listen", address)
	}
	if err != nil {
		return nil, fmt.Errorf("--listen: %w", err)
	}
	return l, nil
}

func (c *installation) config(g *globals) (app.Config, error) {
	sources, err := app.Packs(c.Packs...)
	if err != nil {
		return app.Config{}, err
	}
	if sources, err = app.InCurrency(c.Currency, sources); err != nil {
		return app.Config{}, err
	}
	articles, err := app.Articles(c.Packs...)
	if err != nil {
		return app.Config{}, err
	}
	actions, err := g.file.endpoints(packNames(c.Packs))
	if err != nil {
		return app.Config{}, err
	}
	cfg := app.Config{
		Database: c.Database, SecretKey: os.Getenv(app.SecretKeyEnv), Workspace: conversation.WorkspaceID(c.Workspace), Name: c.Name,
		Packs: sources, Articles: articles, Actions: actions, Clock: g.clock, Log: g.log, Version: buildVersion(),
		Secure: c.Secure, Origins: c.Origins, Identity: c.settings(),
	}
	if cfg.Models, err = c.models.config(); err != nil {
		return app.Config{}, err
	}
	if cfg.Proxies, err = networks("--trusted-proxy", c.Proxies); err != nil {
		return app.Config{}, err
	}
	cfg.ImportNetworks, err = networks("--import-network", c.Imports)
	return cfg, err
}

func networks(flag string, given []string) (out []netip.Prefix, err error) {
	for _, p := range given {
		prefix, err := netip.ParsePrefix(p)
		if err != nil {
			return nil, fmt.Errorf("%s %q: need a network such as 10.0.0.0/8", flag, p)
		}
		out = append(out, prefix)
	}
	return out, nil
}

func packNames(given []string) []string {
	names := make([]string, len(given))
	for i, p := range given {
		names[i] = packs.Name(p)
	}
	return names
}

func actionsEnv(pack string) string { return "ROZMOVA_ACTIONS_" + envName(pack) }

// unbound are the packs with actions that no business system performs.
func unbound(pb *dialogue.Playbook, bound map[string]app.Endpoint) []string {
	var out []string
	for _, a := range pb.Actions {
		if _, ok := bound[a.Pack]; !ok && !slices.Contains(out, a.Pack) {
			out = append(out, a.Pack)
		}
	}
	slices.Sort(out)
	return out
}

func envName(pack string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case r >= 'a' && r <= 'z':
			return r - 'a' + 'A'
		case r >= 'A' && r <= 'Z', r >= '0' && r <= '9':
			return r
		}
		return '_'
	}, pack)
}

type demoCmd struct {
	Listen string `default:"127.0.0.1:8080" help:"Address to serve on."`
	Data   string `default:"data/demo" help:"Folder for the demo's data."`
	Faults string `hidden:"" help:"Faults of the company's back end, for tests: tool=fail:3,…"`
	Empty  bool   `help:"Start without the demo's conversations."`
	models
}

func (c *demoCmd) Run(g *globals) error {
	l, err := listen(c.Listen)
	if err != nil {
		return err
	}
	asked, err := c.models.config()
	if err != nil {
		return errors.Join(err, l.Close())
	}
	d := app.Demo{Models: asked, Dir: c.Data, Clock: g.clock, Log: g.log, Out: os.Stdout, Version: buildVersion(), Faults: c.Faults, Empty: c.Empty}
	err = d.Run(g.ctx, l)
	if g.ctx.Err() != nil && errors.Is(err, context.Canceled) {
		return nil // stopped while starting
	}
	return err
}
