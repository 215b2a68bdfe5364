package httpapi

import (
	"bytes"
	"encoding/json"
	"flag"
	"os"
	"strings"
	"testing"

	"github.com/danielgtaylor/huma/v2"
)

var update = flag.Bool("update", false, "rewrite the committed OpenAPI document")

const committed = "../../api/openapi.json"

// TestOpenAPIDocument fails when the committed document, from which the front
// end's types are made, is not the one that the server speaks.
func TestOpenAPIDocument(t *testing.T) {
	fresh := New(Config{}).OpenAPI()
	if *update {
		if err := os.WriteFile(committed, fresh, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	old, err := os.ReadFile(committed)
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(old, fresh) {
		t.Error("api/openapi.json is out of step: run go generate ./internal/httpapi")
	}
	var doc struct {
		OpenAPI string
		Paths   map[string]map[string]struct {
			OperationID string
			Summary     string
			Responses   map[string]any
		}
		Components struct{ Schemas map[string]any }
	}
	if err := json.Unmarshal(fresh, &doc); err != nil {
		t.Fatal(err)
	}
	if !strings.HasPrefix(doc.OpenAPI, "3.1") {
		t.Errorf("version %q, want 3.1", doc.OpenAPI)
	}
	for path, methods := range doc.Paths {
		for method, op := range methods {
			if op.OperationID == "" || op.Summary == "" || len(op.Responses) == 0 {
				t.Errorf("%s %s is not described", method, path)
			}
		}
	}
	for _, name := range []string{"Problem", "CustomerEvent", "DeskEvent", "MessageEvent", "Row", "PacketView", "Session"} {
		if doc.Components.Schemas[name] == nil {
			t.Errorf("no schema %s", name)
		}
	}
	if bytes.Contains(fresh, []byte(`#/components/schemas/"`)) || bytes.Contains(fresh, []byte(`"Head"`)) {
		t.Error("a schema has no name of its own")
	}
}

// TestBodiesSetNoDeadline: a deadline that huma sets on a connection outlives
// the reading of the body and cancels the request that it belongs to.
func TestBodiesSetNoDeadline(t *testing.T) {
	for path, item := range New(Config{}).api.OpenAPI().Paths {
		for _, op := range []*huma.Operation{item.Post, item.Patch} {
			if op != nil && op.BodyReadTimeout >= 0 {
				t.Errorf("%s %s reads its body with a deadline of %v", op.Method, path, op.BodyReadTimeout)
			}
		}
	}
}

func TestServedDocumentIsTheCommittedOne(t *testing.T) {
	s := newSite(t)
	old, err := os.ReadFile(committed)
	if err != nil {
		t.Fatal(err)
	}
	if a := s.ask("GET", "/openapi.json", nil).want(200); !bytes.Equal(a.body, old) {
		t.Error("served and committed documents differ")
	}
}
