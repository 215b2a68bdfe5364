package main

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"net"
	"os"
	"path/filepath"
	"strings"
	"time"

	"github.com/rozmova/rozmova/internal/app"
	"github.com/rozmova/rozmova/internal/dialogue"
	"github.com/rozmova/rozmova/internal/flowtest"
	"github.com/rozmova/rozmova/internal/store"
	"github.com/rozmova/rozmova/internal/store/seal"
	"github.com/rozmova/rozmova/packs"
	"github.com/rozmova/rozmova/web"
)

type doctorCmd struct {
	installation
	JSON bool `name:"json" help:"Print the findings as JSON."`
}

func (c *doctorCmd) Help() string {
	return "Takes the same options and environment as serve, and changes nothing. Exit code 0 when nothing fails, 1 otherwise."
}

// doctorPatience bounds the whole examination, which asks other machines.
const doctorPatience = 30 * time.Second

func (c *doctorCmd) Run(g *globals) error {
	ctx, cancel := context.WithTimeout(g.ctx, doctorPatience)
	defer cancel()
	d := &doctor{installation: &c.installation, ctx: ctx, clock: g.clock, file: g.file}
	d.configuration()
	d.flows()
	d.actions()
	d.identityKeys()
	d.channels()
	d.model()
	d.frontEnd()
	d.address()
	d.database()
	if c.JSON {
		err := printJSON(struct {
			OK     bool      `json:"ok"`
			Checks []finding `json:"checks"`
		}{!d.failed(), d.found})
		if err != nil {
			return err
		}
	} else {
		d.print()
	}
	if d.failed() {
		return errReported
	}
	return nil
}

// doctor examines an installation. Each check adds findings.
type doctor struct {
	*installation
	ctx   context.Context
	clock func() time.Time
	file  *configFile
	found []finding
	pb    *dialogue.Playbook // nil when the flows do not compile
}

// finding is one thing that was looked at.
type finding struct {
	Status string `json:"status"` // ok, warn or fail
	Check  string `json:"check"`
	Text   string `json:"text"`
	Todo   string `json:"todo,omitempty"`
}

func (d *doctor) ok(check, format string, args ...any) {
	d.found = append(d.found, finding{"ok", check, fmt.Sprintf(format, args...), ""})
}

func (d *doctor) warn(check, text, todo string) {
	d.found = append(d.found, finding{"warn", check, text, todo})
}

func (d *doctor) fail(check, text, todo string) {
	d.found = append(d.found, finding{"fail", check, text, todo})
}

func (d *doctor) count(status string) (n int) {
	for _, f := range d.found {
		if f.Status == status {
			n++
		}
	}
	return n
}

func (d *doctor) failed() bool { return d.count("fail") > 0 }

func (d *doctor) print() {
	for _, f := range d.found {
		fmt.Printf("%-4s  %-13s  %s\n", f.Status, f.Check, strings.ReplaceAll(f.Text, "\n", "\n"+strings.Repeat(" ", 21)))
		if f.Todo != "" {
			fmt.Printf("%21s→ %s\n", "", f.Todo)
		}
	}
	fmt.Printf("\n%d ok, %d to look at, %d failed\n", d.count("ok"), d.count("warn"), d.count("fail"))
}

func (d *doctor) configuration() {
	_, err := networks("--trusted-proxy", d.Proxies)
	if err == nil {
		_, err = networks("--import-network", d.Imports)
	}
	if err != nil {
		d.fail("configuration", err.Error(), "correct it; `rozmova serve --help` lists the options")
		return
	}
	host, _, err := net.SplitHostPort(d.Listen)
	switch ip := net.ParseIP(host); {
	case err != nil:
		d.fail("configuration", fmt.Sprintf("--listen %q: need an address such as 127.0.0.1:8080", d.Listen), "correct it")
	case !d.Secure && host != "localhost" && (ip == nil || !ip.IsLoopback()):
		d.warn("configuration", "other machines can reach "+d.Listen+", and --secure is not set",
			"put a proxy with HTTPS in front and say --secure, or listen on 127.0.0.1")
	default:
		d.ok("configuration", "workspace %s, packs %s", d.Workspace, strings.Join(d.Packs, ", "))
	}
}

// flows compiles the packs and looks for their tests.
func (d *doctor) flows() {
	pb, err := compile(d.Packs)
	if err != nil {
		d.fail("flows", err.Error(), "correct these places; `rozmova test "+strings.Join(d.Packs, " ")+"` shows them again")
		return
	}
	d.pb = pb
	d.currency(pb)
	d.ok("flows", "%d flows in %s", len(pb.Flows), strings.Join(pb.Languages, ", "))
	for _, p := range d.Packs {
		files, err := packs.Open(p)
		if err != nil {
			d.fail("flow tests", err.Error(), "correct --pack")
			continue
		}
		switch tests, err := flowtest.Load(p, files); {
		case err != nil:
			d.fail("flow tests", err.Error(), "correct these places")
		case len(tests) == 0:
			d.warn("flow tests", "pack "+p+" has none", "write some into its folder tests: they keep a change from breaking a dialogue unseen")
		default:
			d.ok("flow tests", "%d in pack %s; `rozmova test %s` runs them", len(tests), p, p)
		}
	}
}

// currency says what amounts are in when a business system names none.
func (d *doctor) currency(pb *dialogue.Playbook) {
	if d.Currency == "" {
		d.ok("currency", "%s, as the packs say", pb.Currency)
		return
	}
	sources, err := app.Packs(d.Packs...)
	if err == nil {
		sources, err = app.InCurrency(d.Currency, sources)
	}
	if err == nil {
		pb, err = dialogue.Compile(d.Workspace, sources...)
	}
	if err != nil {
		d.fail("currency", err.Error(), "correct --currency or ROZMOVA_CURRENCY")
		return
	}
	d.ok("currency", "%s, as --currency says", pb.Currency)
}

func (d *doctor) frontEnd() {
	for _, file := range []string{"desk/index.html", "widget/loader.js"} {
		if _, err := fs.Stat(web.Dist(), file); err != nil {
			d.warn("front end", file+" is not in this program: there is no desk or no widget", "build it with `make build`")
			return
		}
	}
	d.ok("front end", "desk and widget are in this program")
}

// files looks at who else on this machine can read what SQLite keeps.
func (d *doctor) files(database string) {
	var open []string
	for _, f := range []string{database, database + "-wal", database + "-shm"} {
		if info, err := os.Stat(f); err == nil && info.Mode().Perm()&0o077 != 0 {
			open = append(open, f)
		}
	}
	dir := filepath.Dir(database)
	info, err := os.Stat(dir)
	switch {
	case err != nil:
		d.fail("files", err.Error(), "see that this user may enter the folder")
	case len(open) > 0:
		d.warn("files", "other users of this machine can open "+strings.Join(open, ", "), "chmod 600 "+strings.Join(open, " "))
	case info.Mode().Perm()&0o022 != 0:
		d.warn("files", "other users of this machine can write into "+dir, "chmod 750 "+dir)
	default:
		d.ok("files", "only this user can open the database")
	}
	free, err := freeSpace(dir)
	const gib = 1 << 30
	switch text := fmt.Sprintf("%.1f GiB free in %s", float64(free)/gib, dir); {
	case errors.Is(err, errors.ErrUnsupported):
	case err != nil:
		d.warn("disk space", err.Error(), "look at the disk by hand")
	case free < gib/10:
		d.fail("disk space", text, "make room: a database that cannot grow takes no messages")
	case free < gib:
		d.warn("disk space", text, "make room soon")
	default:
		d.ok("disk space", "%s", text)
	}
}

// key looks for the secret key.
func (d *doctor) key() (box *seal.Box, ok bool) {
	b, file, err := app.FindKey(d.Database, os.Getenv(app.SecretKeyEnv))
	switch {
	case errors.Is(err, fs.ErrNotExist):
		d.warn("secret key", "there is no "+file+" yet", "`rozmova serve` makes it; if this database had one, put it back")
		return nil, true
	case err != nil:
		d.fail("secret key", err.Error(), "")
		return nil, false
	case file == "":
		d.ok("secret key", "from %s", app.SecretKeyEnv)
		return b, true
	}
	if info, err := os.Stat(file); err == nil && info.Mode().Perm()&0o077 != 0 {
		d.fail("secret key", "other users of this machine can read "+file, "chmod 600 "+file)
		return b, true
	}
	d.ok("secret key", "from %s; keep a copy apart from the database's", file)
	return b, true
}

// location is where the database is; for SQLite the file.
func (d *doctor) location() (store.Dialect, string, bool) {
	dialect, path, err := store.Locate(d.Database)
	if err != nil {
		d.fail("database", err.Error(), "correct --database")
	}
	return dialect, path, err == nil
}
