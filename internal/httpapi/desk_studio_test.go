package httpapi

import (
	"strings"
	"testing"

	"github.com/rozmova/rozmova/internal/account"
	"github.com/rozmova/rozmova/internal/dialogue"
	"github.com/rozmova/rozmova/internal/studio"
	"github.com/rozmova/rozmova/internal/turn"
	"github.com/rozmova/rozmova/packs"
)

// withStudio gives a site the base and the shop to edit.
func withStudio(t *testing.T) *site {
	t.Helper()
	var sources []dialogue.Source
	for _, name := range []string{packs.Base, "shop"} {
		src, err := packs.Source(name)
		if err != nil {
			t.Fatal(err)
		}
		sources = append(sources, src)
	}
	s := newSite(t, func(c *Config) {
		books := turn.NewPlaybooks(c.Store)
		if _, err := books.Publish(t.Context(), "dim", "dim", c.Now(), sources...); err != nil {
			t.Fatal(err)
		}
		c.Studio = studio.New(studio.Config{Store: c.Store, Playbooks: books, Packs: sources, Clock: c.Now})
	})
	_, err := s.acc.CreateUser(t.Context(), account.NewUser{Email: "lead@dim.example", Name: "Ліда", Password: password, Locale: "uk", Role: account.Admin, Workspace: "dim"}, "")
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func TestStudio(t *testing.T) {
	s := withStudio(t)
	lead, agent := s.agent("lead@dim.example"), s.agent("oksana@dim.example")

	var list Flows
	lead.ask("GET", "/flows", nil).want(200).into(&list)
	row := FlowRow{}
	for _, f := range list.Flows {
		if f.Name == "cancel_order" {
			row = f
		}
	}
	if row.Pack != "shop" || row.Path == "" || row.Title["uk"] == "" || row.Steps == 0 || !list.MayEdit || len(list.Problems) > 0 {
		t.Fatalf("list: %+v", row)
	}
	var detail FlowDetail
	lead.ask("GET", "/flows/cancel_order?lang=en", nil).want(200).into(&detail)
	if len(detail.Nodes) != row.Steps || len(detail.Edges) < row.Steps || detail.Path != row.Path {
		t.Errorf("detail: %d nodes, %d edges", len(detail.Nodes), len(detail.Edges))
	}
	lead.ask("GET", "/flows/nothing", nil).want(404)

	// Agents look; they change nothing.
	var seen Flows
	agent.ask("GET", "/flows", nil).want(200).into(&seen)
	if len(seen.Packs) != 2 || seen.Packs[1].Name != "shop" || seen.Packs[1].Title["uk"] != "Інтернет-магазин" || seen.Packs[0].Title == nil {
		t.Errorf("packs: %+v", seen.Packs)
	}
	if seen.MayEdit {
		t.Error("an agent may edit flows")
	}
	file := "/flow-files/shop?path=" + row.Path
	agent.ask("GET", file, nil).want(200)
	for _, a := range []struct {
		method, path string
		body         map[string]any
	}{
		{"PUT", file, map[string]any{"text": "x"}}, {"DELETE", file, nil}, {"POST", "/flow-check", map[string]any{}},
		{"POST", "/flow-versions", map[string]any{"after": 0}}, {"POST", "/flow-versions/0/restore", map[string]any{"after": 0}},
		{"POST", "/flow-trials", map[string]any{"locale": "uk"}},
	} {
		if got := agent.ask(a.method, a.path, a.body); got.status != 403 {
			t.Errorf("an agent: %s %s: %d %s", a.method, a.path, got.status, got.body)
		}
	}

	// A draft with a mistake, then one without, published and taken back.
	var f FlowFile
	lead.ask("GET", file, nil).want(200).into(&f)
	var check FlowCheck
	lead.ask("PUT", file, map[string]string{"text": strings.Replace(f.Text, "steps:\n", "steps:\n  - say: no_such_text\n", 1)}).want(200).into(&check)
	if check.OK || check.Problems[0].Pack != "shop" || check.Problems[0].Path != row.Path || check.Problems[0].Line == 0 {
		t.Errorf("check: %+v", check)
	}
	if a := lead.ask("POST", "/flow-versions", map[string]any{"after": 0}); a.status != 422 || a.code() != codeFlows {
		t.Errorf("published a mistake: %d %s", a.status, a.body)
	}
	lead.ask("PUT", file, map[string]string{"text": "# edited in the studio\n" + f.Text}).want(200).into(&check)
	if !check.OK {
		t.Fatalf("check: %+v", check)
	}
	var v FlowVersionView
	lead.ask("POST", "/flow-versions", map[string]any{"after": 0, "note": "a comment"}).want(201).into(&v)
	if v.Number != 1 || v.By != "Ліда" || len(v.Paths) != 1 || v.Paths[0] != "shop/"+row.Path {
		t.Errorf("version: %+v", v)
	}
	if a := lead.ask("POST", "/flow-versions", map[string]any{"after": 1}); a.code() != codeNothing {
		t.Errorf("published nothing: %s", a.body)
	}
	if a := lead.ask("POST", "/flow-versions/0/restore", map[string]any{"after": 0}); a.status != 409 || a.code() != codeOutdated {
		t.Errorf("rolled back what one had not seen: %s", a.body)
	}
	lead.ask("POST", "/flow-versions/0/restore", map[string]any{"after": 1}).want(201)
	var versions struct{ Versions []FlowVersionView }
	lead.ask("GET", "/flow-versions", nil).want(200).into(&versions)
	if len(versions.Versions) != 2 || versions.Versions[0].Number != 2 || len(versions.Versions[0].Paths) != 0 {
		t.Errorf("versions: %+v", versions)
	}
	lead.ask("GET", "/flow-versions/1", nil).want(200).into(&v)
	if v.Files["shop"][row.Path] == "" {
		t.Errorf("version 1 comes without its files")
	}
	lead.ask("GET", "/flow-versions/9", nil).want(404)
	if a := lead.ask("PUT", "/flow-files/shop?path=../pack.yaml", map[string]string{"text": "x"}); a.status != 422 {
		t.Errorf("a path out of the pack: %d", a.status)
	}
}

func TestStudioTrial(t *testing.T) {
	s := withStudio(t)
	lead, other := s.agent("lead@dim.example"), s.agent("oksana@dim.example")
	var tr TrialState
	lead.ask("POST", "/flow-trials", map[string]any{"locale": "uk", "level": "identified", "profile": map[string]any{"external_id": "u1"}}).want(201).into(&tr)
	if tr.LastSeq == 0 || tr.Owner != "bot" {
		t.Fatalf("trial: %+v", tr)
	}
	path := "/flow-trials/" + tr.ID
	after := tr.LastSeq
	lead.ask("POST", path+"/messages?after=1", map[string]string{"text": "де моє замовлення W1000001?"}).want(200).into(&tr)
	if len(tr.Calls) == 0 || tr.LastSeq <= after {
		t.Fatalf("the bot asks nothing of the shop: %+v", tr)
	}
	lead.ask("POST", path+"/answers", map[string]any{"effect": tr.Calls[0].Effect, "error": "not_found"}).want(200).into(&tr)
	lead.ask("POST", path+"/answers", map[string]any{"effect": "x:1", "error": "not_found"}).want(404)
	if a := lead.ask("POST", path+"/messages", map[string]string{"button": "no such button"}); a.status != 422 || a.code() != codeUnknownButton {
		t.Errorf("a button that was not shown: %d %s", a.status, a.body)
	}
	lead.ask("POST", path+"/messages", map[string]string{"text": " "}).want(422)
	lead.ask("POST", path+"/timers", map[string]string{"timer": "none"}).want(404)
	lead.ask("GET", path, nil).want(200).into(&tr)
	if int64(len(tr.Events)) != tr.LastSeq {
		t.Errorf("%d events of %d", len(tr.Events), tr.LastSeq)
	}
	if a := other.ask("GET", path, nil); a.status != 403 {
		t.Errorf("an agent looks into a trial: %d", a.status)
	}
	lead.ask("GET", "/flow-trials/trial-x", nil).want(404)
}
