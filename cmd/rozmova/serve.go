package main

import (
	"fmt"
	"net"
	"net/netip"
	"os"
	"strings"

	"github.com/rozmova/rozmova/internal/app"
	"github.com/rozmova/rozmova/internal/conversation"
	"github.com/rozmova/rozmova/packs"
)

// database is shared by the commands that open it.
type database struct {
	Database string `default:"sqlite:data/rozmova.db" env:"ROZMOVA_DATABASE" help:"sqlite:PATH or postgres://…"`
}

type serveCmd struct {
	database
	Workspace string   `default:"main" env:"ROZMOVA_WORKSPACE" help:"The workspace's name in addresses and tokens."`
	Packs     []string `name:"pack" default:"shop" env:"ROZMOVA_PACKS" help:"Service domains: built-in names or folders; later ones replace parts of earlier ones."`
	Listen    string   `default:"127.0.0.1:8080" env:"ROZMOVA_LISTEN" help:"Address to serve on."`
	Name      string   `env:"ROZMOVA_NAME" help:"The company's name, for a new workspace."`
	Secure    bool     `env:"ROZMOVA_SECURE" help:"Served over HTTPS (by a proxy in front): cookies are marked so."`
	Proxies   []string `name:"trusted-proxy" env:"ROZMOVA_TRUSTED_PROXIES" help:"Networks whose X-Forwarded-For is believed, such as 10.0.0.0/8."`
	Origins   []string `name:"desk-origin" env:"ROZMOVA_DESK_ORIGINS" help:"Other hosts that the desk may be opened from."`
}

func (c *serveCmd) Run(g *globals) error {
	cfg, err := c.config(g)
	if err != nil {
		return err
	}
	a, err := app.New(g.ctx, cfg)
	if err != nil {
		return err
	}
	l, err := net.Listen("tcp", c.Listen)
	if err != nil {
		a.Close()
		return err
	}
	g.log.Info("serving", "address", l.Addr().String(), "workspace", c.Workspace)
	return a.Run(g.ctx, l)
}

func (c *serveCmd) config(g *globals) (app.Config, error) {
	sources, err := app.Packs(c.Packs...)
	if err != nil {
		return app.Config{}, err
	}
	cfg := app.Config{
		Database: c.Database, SecretKey: os.Getenv(app.SecretKeyEnv), Workspace: conversation.WorkspaceID(c.Workspace), Name: c.Name,
		Packs: sources, Actions: endpoints(c.Packs), Clock: g.clock, Log: g.log, Version: buildVersion(),
		Secure: c.Secure, Origins: c.Origins,
	}
	for _, p := range c.Proxies {
		prefix, err := netip.ParsePrefix(p)
		if err != nil {
			return cfg, fmt.Errorf("--trusted-proxy %q: need a network such as 10.0.0.0/8", p)
		}
		cfg.Proxies = append(cfg.Proxies, prefix)
	}
	return cfg, nil
}

// endpoints reads where each pack's business system is:
// ROZMOVA_ACTIONS_SHOP_URL and, if it wants one, ROZMOVA_ACTIONS_SHOP_TOKEN.
func endpoints(given []string) map[string]app.Endpoint {
	out := map[string]app.Endpoint{}
	for _, p := range given {
		name := packs.Name(p)
		key := "ROZMOVA_ACTIONS_" + envName(name)
		if url := os.Getenv(key + "_URL"); url != "" {
			out[name] = app.Endpoint{URL: url, Token: os.Getenv(key + "_TOKEN")}
		}
	}
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
}

func (c *demoCmd) Run(g *globals) error {
	l, err := net.Listen("tcp", c.Listen)
	if err != nil {
		return fmt.Errorf("%w; choose another address with --listen", err)
	}
	d := app.Demo{Dir: c.Data, Clock: g.clock, Log: g.log, Out: os.Stdout, Version: buildVersion(), Faults: c.Faults, Empty: c.Empty}
	return d.Run(g.ctx, l)
}
