package telecom

import (
	"bufio"
	"bytes"
	"encoding/json"
	"errors"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"reflect"
	"testing"
	"time"

	"github.com/BurntSushi/toml"
)

// The data set of another implementation of these tools, where it lies.
const dataSet = "../../../shared/data/tau2/telecom"

func elsewhere(t *testing.T) Data {
	t.Helper()
	var d Data
	_, err := toml.DecodeFile(filepath.Join(dataSet, "db.toml"), &d)
	if errors.Is(err, os.ErrNotExist) {
		t.Skip("the telecom data set is not here")
	}
	if err != nil {
		t.Fatal(err)
	}
	return d
}

func epoch() time.Time { return time.Date(2025, 2, 25, 12, 8, 0, 0, time.FixedZone("EST", -5*3600)) }

func open(t *testing.T, dir string, opts ...Option) *Backend {
	t.Helper()
	b, err := New(dir, epoch, opts...)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = b.Close() })
	return b
}

// post calls a tool over HTTP as the platform does.
func post(t *testing.T, b *Backend, key, tool string, args any) (status int, answer map[string]any) {
	t.Helper()
	body, err := json.Marshal(args)
	if err != nil {
		t.Fatal(err)
	}
	r := httptest.NewRequest(http.MethodPost, "/tools/"+tool, bytes.NewReader(body))
	r.Header.Set("Content-Type", "application/json")
	r.Header.Set("Idempotency-Key", key)
	w := httptest.NewRecorder()
	b.ServeHTTP(w, r)
	if err := json.Unmarshal(w.Body.Bytes(), &answer); err != nil {
		t.Fatalf("%s: %v: %s", tool, err, w.Body)
	}
	return w.Code, answer
}

// sample is a call of the other implementation and its answer.
type sample struct {
	Tool   string
	Args   map[string]any
	Answer map[string]any
}

func samples(t *testing.T, file string) []sample {
	t.Helper()
	f, err := os.Open(filepath.Join(dataSet, file))
	if errors.Is(err, os.ErrNotExist) {
		t.Skip("the telecom data set is not here")
	}
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	var out []sample
	for d := json.NewDecoder(bufio.NewReader(f)); d.More(); {
		var s sample
		if err := d.Decode(&s); err != nil {
			t.Fatal(err)
		}
		out = append(out, s)
	}
	return out
}

// before is what had happened where a sample was taken, as far as its answer
// tells.
var before = map[string]func(*testing.T, *Backend){
	"enable_roaming": func(t *testing.T, b *Backend) {
		happen(t, b, "disable_roaming", map[string]any{"customer_id": "C1001", "line_id": "L1002"})
	},
	"send_payment_request": overdue,
	"resume_line":          overdue,
}

func overdue(t *testing.T, b *Backend) {
	happen(t, b, "suspend_line_for_overdue_bill", map[string]any{"customer_id": "C1001", "line_id": "L1002", "new_bill_id": "B1234321", "contract_ended": false})
}

func happen(t *testing.T, b *Backend, tool string, args map[string]any) {
	t.Helper()
	if _, err := b.Happen(tool, args); err != nil {
		t.Fatal(err)
	}
}

// Every recorded call gets the recorded answer.
func TestAnswersAreThoseOfTheSamples(t *testing.T) {
	data := elsewhere(t)
	for i, s := range samples(t, "tool_samples.jsonl") {
		b := open(t, t.TempDir(), WithData(data))
		if prepare := before[s.Tool]; prepare != nil {
			prepare(t, b)
		}
		_, got := post(t, b, "k", s.Tool, s.Args)
		if refused, ok := got["error"].(map[string]any); ok {
			if refused["code"] == "" {
				t.Errorf("sample %d %s: a refusal without a code", i, s.Tool)
			}
			delete(refused, "code") // theirs have none
		}
		if !reflect.DeepEqual(bare(got), bare(s.Answer)) {
			g, _ := json.Marshal(got)
			w, _ := json.Marshal(s.Answer)
			t.Errorf("sample %d %s:\n got %s\nwant %s", i, s.Tool, g, w)
		}
		_ = b.Close()
	}
}

// bare leaves out what is null: some of theirs say so and some leave it out.
func bare(v any) any {
	switch v := v.(type) {
	case map[string]any:
		out := map[string]any{}
		for k, x := range v {
			if x != nil {
				out[k] = bare(x)
			}
		}
		return out
	case []any:
		out := make([]any, len(v))
		for i, x := range v {
			out[i] = bare(x)
		}
		return out
	}
	return v
}
