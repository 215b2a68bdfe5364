package main

import (
	"errors"
	"fmt"
	"io"
	"os"
	"slices"
	"strings"

	"github.com/alecthomas/kong"
	"go.yaml.in/yaml/v4"

	"github.com/rozmova/rozmova/internal/app"
)

// configFile is what an operator may write down instead of flags and
// environment variables: any flag under its name, and the business systems of
// packs under `actions`. A flag wins over the environment, the environment
// over the file.
type configFile struct {
	path    string
	values  map[string]any
	actions map[string]binding
}

// binding is one entry of `actions`: one of url, mcp or mcp_command.
type binding struct {
	URL       string   `yaml:"url"`
	MCP       string   `yaml:"mcp"`
	Command   []string `yaml:"mcp_command"`
	Token     string   `yaml:"token"`
	TokenFile string   `yaml:"token_file"`
}

const (
	configEnv     = "ROZMOVA_CONFIG"
	maxConfigFile = 1 << 20
)

// configPath finds the file's name before the flags are parsed: it gives them values.
func configPath(args []string) string {
	for i, a := range args {
		if v, ok := strings.CutPrefix(a, "--config="); ok {
			return v
		}
		if a == "--config" && i+1 < len(args) {
			return args[i+1]
		}
		if a == "--" {
			break
		}
	}
	return os.Getenv(configEnv)
}

// readConfig reads the file; an empty path is a file with nothing in it.
func readConfig(path string) (*configFile, error) {
	c := &configFile{path: path}
	if path == "" {
		return c, nil
	}
	f, err := os.Open(path)
	if err != nil {
		return nil, fmt.Errorf("the configuration: %w", err)
	}
	defer f.Close()
	b, err := io.ReadAll(io.LimitReader(f, maxConfigFile+1))
	if err != nil {
		return nil, fmt.Errorf("the configuration %s: %w", path, err)
	}
	if len(b) > maxConfigFile {
		return nil, fmt.Errorf("the configuration %s is larger than %d bytes", path, maxConfigFile)
	}
	var top struct {
		Actions yaml.Node      `yaml:"actions"`
		Rest    map[string]any `yaml:",inline"`
	}
	if err := yaml.Unmarshal(b, &top); err != nil {
		return nil, fmt.Errorf("the configuration %s: %w", path, err)
	}
	c.values = top.Rest
	if top.Actions.Kind == 0 {
		return c, nil
	}
	// Decoded once more and strictly: a misspelt key would leave a pack without its system.
	again, err := yaml.Marshal(&top.Actions)
	if err == nil {
		d := yaml.NewDecoder(strings.NewReader(string(again)))
		d.KnownFields(true)
		err = d.Decode(&c.actions)
	}
	if err != nil {
		return nil, fmt.Errorf("the configuration %s, under actions: %w", path, err)
	}
	return c, nil
}

// Validate refuses what is no flag of any command.
func (c *configFile) Validate(k *kong.Application) error {
	known := map[string]bool{}
	var walk func(n *kong.Node)
	walk = func(n *kong.Node) {
		for _, f := range n.Flags {
			known[f.Name] = true
		}
		for _, child := range n.Children {
			walk(child)
		}
	}
	walk(k.Node)
	for name := range c.values {
		if !known[flagName(name)] || slices.Contains([]string{"help", "config"}, name) {
			return fmt.Errorf("the configuration %s: %q is no setting; settings have the names of flags, see rozmova serve --help", c.path, name)
		}
	}
	return nil
}

// Resolve gives a flag its value unless the environment does.
func (c *configFile) Resolve(_ *kong.Context, _ *kong.Path, flag *kong.Flag) (any, error) {
	for _, env := range flag.Envs {
		if _, ok := os.LookupEnv(env); ok {
			return nil, nil
		}
	}
	for name, v := range c.values {
		if flagName(name) == flag.Name {
			return v, nil
		}
	}
	return nil, nil
}

// flagName: trusted_proxy and trusted-proxy are one setting.
func flagName(key string) string { return strings.ReplaceAll(key, "_", "-") }

// endpoints are the business systems of the given packs. For the pack shop:
// ROZMOVA_ACTIONS_SHOP_URL (the plain binding) or ROZMOVA_ACTIONS_SHOP_MCP (an
// MCP server's address), and ROZMOVA_ACTIONS_SHOP_TOKEN if it wants one; else
// what the file says.
func (c *configFile) endpoints(given []string) (map[string]app.Endpoint, error) {
	out := map[string]app.Endpoint{}
	for _, name := range given {
		env := actionsEnv(name)
		url, mcp := os.Getenv(env+"_URL"), os.Getenv(env+"_MCP")
		switch {
		case url != "" && mcp != "":
			return nil, fmt.Errorf("%s_URL and %s_MCP are both set: a pack has one business system", env, env)
		case url != "" || mcp != "":
			out[name] = app.Endpoint{URL: url, MCP: mcp, Token: os.Getenv(env + "_TOKEN")}
		default:
			b, ok := c.actions[name]
			if !ok {
				continue
			}
			e, err := b.endpoint()
			if err != nil {
				return nil, fmt.Errorf("the configuration %s, actions of %s: %w", c.path, name, err)
			}
			if e.Token == "" {
				e.Token = os.Getenv(env + "_TOKEN")
			}
			out[name] = e
		}
	}
	for name := range c.actions {
		if !slices.Contains(given, name) {
			return nil, fmt.Errorf("the configuration %s has actions for %q, which is not among the packs (%s)", c.path, name, strings.Join(given, ", "))
		}
	}
	return out, nil
}

func (b binding) endpoint() (app.Endpoint, error) {
	ways := 0
	for _, given := range []bool{b.URL != "", b.MCP != "", len(b.Command) > 0} {
		if given {
			ways++
		}
	}
	if ways != 1 {
		return app.Endpoint{}, errors.New("give one of url, mcp and mcp_command")
	}
	e := app.Endpoint{URL: b.URL, MCP: b.MCP, Command: b.Command, Token: b.Token}
	if b.TokenFile != "" {
		t, err := os.ReadFile(b.TokenFile)
		if err != nil {
			return app.Endpoint{}, fmt.Errorf("token_file: %w", err)
		}
		e.Token = strings.TrimSpace(string(t))
	}
	return e, nil
}
