package main

import (
	"context"
	"encoding/json"
	"errors"
	"io"
	"net"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"syscall"
	"time"

	"github.com/rozmova/rozmova/internal/action"
	"github.com/rozmova/rozmova/internal/app"
)

// actions sees whether the business systems answer. It performs nothing: an
// answer of any kind to a plain GET of the base address means that somebody is
// there.
func (d *doctor) actions() {
	if d.pb == nil {
		return
	}
	bound, err := d.file.endpoints(packNames(d.Packs))
	if err != nil {
		d.fail("actions", err.Error(), "correct the configuration")
		return
	}
	for _, pack := range unbound(d.pb, bound) {
		d.warn("actions", "no business system performs the actions of pack "+pack+": flows that need them hand over to a person",
			"set "+actionsEnv(pack)+"_URL, and "+actionsEnv(pack)+"_TOKEN if it wants a token")
	}
	for pack, e := range bound {
		if e.URL == "" {
			d.tools(pack, e)
			continue
		}
		if _, err := action.NewHTTP(e.URL, ""); err != nil {
			d.fail("actions", "pack "+pack+": "+err.Error(), "correct "+actionsEnv(pack)+"_URL")
			continue
		}
		status, err := get(d.ctx, e.URL, nil)
		var u *url.Error
		if errors.As(err, &u) {
			err = u.Err // without the address, which may hold a password
		}
		if err != nil {
			d.fail("actions", "the business system of pack "+pack+" cannot be reached: "+err.Error(), "start it, or correct "+actionsEnv(pack)+"_URL")
			continue
		}
		d.ok("actions", "the business system of pack %s answers (%s)", pack, status)
	}
}

// tools sees whether an MCP server offers what a pack's flows ask for.
func (d *doctor) tools(pack string, e app.Endpoint) {
	client, err := e.Client()
	if err != nil {
		d.fail("actions", "pack "+pack+": "+err.Error(), "correct "+actionsEnv(pack)+"_MCP, or the configuration")
		return
	}
	m, ok := client.(*action.MCP)
	if !ok {
		return
	}
	defer m.Close()
	names, err := m.Tools(d.ctx)
	if err != nil {
		d.fail("actions", "the MCP server of pack "+pack+" cannot be reached: "+err.Error(), "start it, or correct "+actionsEnv(pack)+"_MCP")
		return
	}
	var missing []string
	for _, a := range d.pb.Actions {
		if a.Pack == pack && !slices.Contains(names, a.Name) {
			missing = append(missing, a.Name)
		}
	}
	if len(missing) > 0 {
		slices.Sort(missing)
		d.warn("actions", "the MCP server of pack "+pack+" has no tool for: "+strings.Join(missing, ", "), "offer them, or flows that need them hand over to a person")
		return
	}
	d.ok("actions", "the MCP server of pack %s offers all tools that its flows use", pack)
}

// address sees whether serve could listen, or whether it already does.
func (d *doctor) address() {
	l, err := net.Listen("tcp", d.Listen)
	if err == nil {
		l.Close()
		d.ok("address", "%s is free", d.Listen)
		return
	}
	if errors.Is(err, syscall.EADDRINUSE) {
		var doc struct{ Info struct{ Title string } }
		if _, err := get(d.ctx, "http://"+d.Listen+"/openapi.json", &doc); err == nil && strings.Contains(doc.Info.Title, "Rozmova") {
			d.ok("address", "Rozmova runs on %s", d.Listen)
			return
		}
		d.fail("address", d.Listen+" is in use by another program", "stop that program, or choose another address with --listen")
		return
	}
	d.fail("address", err.Error(), "choose another address with --listen")
}

// get asks an address once, without following it elsewhere.
func get(ctx context.Context, address string, into any) (status string, err error) {
	ctx, cancel := context.WithTimeout(ctx, 5*time.Second)
	defer cancel()
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, address, nil)
	if err != nil {
		return "", err
	}
	client := http.Client{CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}
	res, err := client.Do(req)
	if err != nil {
		return "", err
	}
	defer res.Body.Close()
	if into != nil {
		err = json.NewDecoder(io.LimitReader(res.Body, 4<<20)).Decode(into)
	}
	return res.Status, err
}
