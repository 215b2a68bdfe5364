// Command rozmova is the conversational support platform in one binary.
//
// It parses the command line and runs package app; it decides nothing.
package main

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"os"
	"os/signal"
	"runtime/debug"
	"syscall"
	"time"
	_ "time/tzdata" // opening hours know their time zone on a bare machine, too

	"github.com/alecthomas/kong"
)

type cli struct {
	Serve     serveCmd     `cmd:"" help:"Run the platform."`
	Demo      demoCmd      `cmd:"" help:"Run everything with a fictional company, to look around."`
	Chat      chatCmd      `cmd:"" help:"Talk to a running platform in the terminal."`
	Test      testCmd      `cmd:"" help:"Run the flow tests of packs."`
	Import    importCmd    `cmd:"" help:"Bring in what lies elsewhere."`
	Export    exportCmd    `cmd:"" help:"Take everything out."`
	Replay    replayCmd    `cmd:"" help:"Replay a stored conversation against today's flows."`
	Eval      evalCmd      `cmd:"" help:"Measure how well messages are understood, on a data set."`
	Migrate   migrateCmd   `cmd:"" help:"Bring the database up to date."`
	User      userCmd      `cmd:"" help:"Manage the people who use the desk."`
	Workspace workspaceCmd `cmd:"" help:"Look after workspaces."`
	Doctor    doctorCmd    `cmd:"" help:"Check the configuration and what it depends on."`
	Version   versionCmd   `cmd:"" help:"Print the version."`

	Config    string `env:"ROZMOVA_CONFIG" type:"path" placeholder:"FILE" help:"Settings from a YAML file: flags by their names, and actions."`
	LogFormat string `enum:"text,json" default:"text" env:"ROZMOVA_LOG_FORMAT" help:"text or json."`
	LogLevel  string `enum:"debug,info,warn,error" default:"info" env:"ROZMOVA_LOG_LEVEL" help:"debug, info, warn or error."`
	Clock     string `env:"ROZMOVA_CLOCK" placeholder:"TIME" help:"Pretend that it is this time (RFC 3339) at the start; for tests and demonstrations."`
}

// globals are what every command gets.
type globals struct {
	ctx   context.Context
	log   *slog.Logger
	clock func() time.Time
	file  *configFile
}

func main() {
	var c cli
	file, err := readConfig(configPath(os.Args[1:]))
	if err != nil {
		fmt.Fprintln(os.Stderr, "rozmova:", err)
		os.Exit(1)
	}
	k := kong.Parse(&c, kong.Name("rozmova"),
		kong.Description("Conversational support: bots and people resolve customers' issues together."),
		kong.UsageOnError(), kong.Resolvers(file), kong.ConfigureHelp(kong.HelpOptions{Compact: true}))
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	context.AfterFunc(ctx, stop) // a second Ctrl+C ends at once
	g, err := c.globals(ctx, file)
	k.FatalIfErrorf(err)
	switch err := k.Run(g); {
	case err == nil:
	case errors.Is(err, errInterrupted):
		os.Exit(130) // as shells say it
	case errors.Is(err, errReported):
		os.Exit(1)
	default:
		fmt.Fprintln(os.Stderr, "rozmova:", err)
		os.Exit(1)
	}
}

var (
	// errReported: the command has said what is wrong; only the exit code is left.
	errReported = errors.New("reported")
	// errInterrupted: the person at the terminal stopped a question.
	errInterrupted = errors.New("interrupted")
)

func (c *cli) globals(ctx context.Context, file *configFile) (*globals, error) {
	var level slog.Level
	if err := level.UnmarshalText([]byte(c.LogLevel)); err != nil {
		return nil, err
	}
	opts := &slog.HandlerOptions{Level: level}
	var h slog.Handler = slog.NewTextHandler(os.Stderr, opts)
	if c.LogFormat == "json" {
		h = slog.NewJSONHandler(os.Stderr, opts)
	}
	clock, err := clockFrom(c.Clock)
	if err != nil {
		return nil, err
	}
	return &globals{ctx, slog.New(h), clock, file}, nil
}

// clockFrom gives a clock that starts at a time and then goes on as the real
// one does; the empty text means the real one.
func clockFrom(at string) (func() time.Time, error) {
	if at == "" {
		return time.Now, nil
	}
	start, err := time.Parse(time.RFC3339, at)
	if err != nil {
		return nil, fmt.Errorf("--clock %q: need a time such as 2025-02-25T12:08:00-05:00", at)
	}
	since := time.Now()
	return func() time.Time { return start.Add(time.Since(since)) }, nil
}

// version is set by the build; otherwise it is the commit that was built.
var version = ""

func buildVersion() string {
	if version != "" {
		return version
	}
	if info, ok := debug.ReadBuildInfo(); ok {
		for _, s := range info.Settings {
			if s.Key == "vcs.revision" && len(s.Value) >= 12 {
				return s.Value[:12]
			}
		}
	}
	return "dev"
}

type versionCmd struct{}

func (versionCmd) Run(*globals) error {
	fmt.Println("rozmova", buildVersion())
	return nil
}
