package httpapi

import (
	"bytes"
	"encoding/json"
	"flag"
	"os"
	"strings"
	"testing"
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
