package llm

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"strings"

	"github.com/google/jsonschema-go/jsonschema"
)

// Schema is the shape that a reply has to have. Servers that know how to are
// held to it while they write; all replies are checked against it afterwards.
type Schema struct {
	Name     string // letters, digits, _ and -
	raw      json.RawMessage
	object   map[string]any
	bounded  json.RawMessage // raw with an end to all that is written; not all servers know the word for it
	resolved *jsonschema.Resolved
}

// NewSchema compiles a JSON schema. Strict servers want every property in
// `required` and `additionalProperties: false`.
func NewSchema(name string, raw []byte) (*Schema, error) {
	s, err := asked(name, raw)
	if err != nil {
		return nil, err
	}
	var js jsonschema.Schema
	if err := json.Unmarshal(raw, &js); err != nil {
		return nil, fmt.Errorf("schema %s: %w", name, err)
	}
	if s.resolved, err = js.Resolve(nil); err != nil {
		return nil, fmt.Errorf("schema %s: %w", name, err)
	}
	return s, nil
}

// Narrowed asks servers to keep to a narrower shape. Replies are still checked
// against the first: what lies between is the caller's to sort out, piece by piece.
func (s *Schema) Narrowed(raw []byte) (*Schema, error) {
	n, err := asked(s.Name, raw)
	if err != nil {
		return nil, err
	}
	n.resolved = s.resolved
	return n, nil
}

func asked(name string, raw []byte) (*Schema, error) {
	s := &Schema{Name: name, raw: raw}
	if err := json.Unmarshal(raw, &s.object); err != nil {
		return nil, fmt.Errorf("schema %s: %w", name, err)
	}
	var whole any
	if err := json.Unmarshal(raw, &whole); err != nil {
		return nil, fmt.Errorf("schema %s: %w", name, err)
	}
	var err error
	s.bounded, err = json.Marshal(bound(whole))
	return s, err
}

// Ends for what a small model would write on and on.
const (
	maxString = 200
	maxItems  = 8
)

// bound gives every string and every list of a schema that has no end one.
func bound(v any) any {
	switch v := v.(type) {
	case map[string]any:
		for k, x := range v {
			v[k] = bound(x)
		}
		if v["type"] == "string" && v["enum"] == nil && v["maxLength"] == nil {
			v["maxLength"] = maxString
		}
		if v["type"] == "array" && v["maxItems"] == nil {
			v["maxItems"] = maxItems
		}
	case []any:
		for i, x := range v {
			v[i] = bound(x)
		}
	}
	return v
}

// Limits on replies.
const (
	maxReply = 64 << 10 // bytes
	maxDepth = 16
)

var (
	errNotJSON = errors.New("the reply is not JSON")
	errShape   = errors.New("the reply is not of the shape that was asked for")
)

// read finds the JSON of a reply and checks it. Servers that cannot be held to
// a schema put words or a fence around it. The error quotes nothing.
func (s *Schema) read(text string) (json.RawMessage, error) {
	b := []byte(strings.TrimSpace(text))
	if i := bytes.IndexByte(b, '{'); i > 0 {
		b = b[i:]
	}
	d := json.NewDecoder(bytes.NewReader(b))
	var raw json.RawMessage
	if err := d.Decode(&raw); err != nil || !shallow(raw) {
		return nil, errNotJSON
	}
	var v any
	if err := json.Unmarshal(raw, &v); err != nil {
		return nil, errNotJSON
	}
	if err := s.resolved.Validate(v); err != nil {
		return nil, errShape
	}
	return raw, nil
}

// shallow bounds the nesting of what is decoded into any.
func shallow(b []byte) bool {
	d := json.NewDecoder(bytes.NewReader(b))
	for depth := 0; ; {
		t, err := d.Token()
		if err != nil {
			return true // its end
		}
		switch t {
		case json.Delim('{'), json.Delim('['):
			if depth++; depth > maxDepth {
				return false
			}
		case json.Delim('}'), json.Delim(']'):
			depth--
		}
	}
}
