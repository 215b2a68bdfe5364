package demo

import (
	"bufio"
	"encoding/json"
	"errors"
	"io/fs"
	"math"
	"os"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// published is where a public data set of the same shape may lie beside the
// project. It is not ours to give away, so tests that need it are skipped
// where it is not.
const published = "../../shared/data/tau2/retail/"

func publishedFile(t *testing.T, name string) *os.File {
	t.Helper()
	f, err := os.Open(published + name)
	if errors.Is(err, fs.ErrNotExist) {
		t.Skipf("%s is not here: nothing to compare with", published+name)
	}
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { f.Close() })
	return f
}

// Over the published data every tool answers what the published answers say,
// but for the noise in the last binary digits of sums.
func TestPublishedAnswers(t *testing.T) {
	t.Parallel()
	data, err := ReadData(publishedFile(t, "db.json"))
	if err != nil {
		t.Fatal(err)
	}
	lines := bufio.NewScanner(publishedFile(t, "tool_samples.jsonl"))
	lines.Buffer(nil, 1<<20)
	checked := map[string]int{}
	for n := 1; lines.Scan(); n++ {
		var sample struct {
			Tool   string
			Args   json.RawMessage
			Answer struct {
				Result any
				Error  *struct{ Message string }
			}
		}
		if err := json.Unmarshal(lines.Bytes(), &sample); err != nil {
			t.Fatalf("line %d: %v", n, err)
		}
		c := open(t, t.TempDir(), WithData(data)) // each sample is of its own
		r := c.call(sample.Tool, string(sample.Args))
		checked[sample.Tool]++
		if want := sample.Answer.Error; want != nil {
			if r.Error == nil || r.Error.Message != want.Message {
				t.Errorf("line %d, %s: got %s, want the error %q", n, sample.Tool, r.Body, want.Message)
			}
			continue
		}
		var got any
		if err := json.Unmarshal(r.Result, &got); err != nil {
			t.Errorf("line %d, %s: %v: %s", n, sample.Tool, err, r.Body)
			continue
		}
		if diff := cmp.Diff(cents(sample.Answer.Result), cents(got)); diff != "" {
			t.Errorf("line %d, %s: (-want +got)\n%s", n, sample.Tool, diff)
		}
	}
	if err := lines.Err(); err != nil {
		t.Fatal(err)
	}
	if len(checked) < len(tools) {
		t.Logf("%d of %d tools have samples: %v", len(checked), len(tools), checked)
	}
	if len(checked) == 0 {
		t.Error("there are no samples")
	}
}

// cents rounds every number in a JSON value to cents.
func cents(v any) any {
	switch v := v.(type) {
	case float64:
		return math.Round(v * 100)
	case map[string]any:
		for k := range v {
			v[k] = cents(v[k])
		}
	case []any:
		for i := range v {
			v[i] = cents(v[i])
		}
	}
	return v
}

const tinyData = `{
	"products": {"p1": {"name": "Lamp", "product_id": "p1", "variants": {
		"i1": {"item_id": "i1", "options": {"color": "red"}, "available": true, "price": 10},
		"i2": {"item_id": "i2", "options": {"color": "black"}, "available": true, "price": 12.5}}}},
	"users": {"ann": {"user_id": "ann", "name": {"first_name": "Ann", "last_name": "Bee"}, "email": "ann@example.com",
		"address": {"address1": "1 Road", "address2": "", "city": "Rome", "country": "USA", "state": "NY", "zip": "13440"},
		"payment_methods": {"g1": {"source": "gift_card", "id": "g1", "balance": 20}}, "orders": ["#W1"]}},
	"orders": {"#W1": {"order_id": "#W1", "user_id": "ann", "status": "pending", "fulfillments": [],
		"address": {"address1": "1 Road", "address2": "", "city": "Rome", "country": "USA", "state": "NY", "zip": "13440"},
		"items": [{"name": "Lamp", "product_id": "p1", "item_id": "i1", "price": 10, "options": {"color": "red"}}],
		"payment_history": [{"transaction_type": "payment", "amount": 10, "payment_method_id": "g1"}]}}
}`

// Back ends over one data set do not feel each other's writes, and a ledger is
// replayed over the data again.
func TestWithData(t *testing.T) {
	t.Parallel()
	data, err := ReadData(strings.NewReader(tinyData))
	if err != nil {
		t.Fatal(err)
	}
	dir := t.TempDir()
	c := open(t, dir, WithData(data))
	before := stateOf(t, c.backend)
	for _, x := range [][2]string{
		{"modify_pending_order_address", `{"order_id":"#W1","address1":"2 Road","address2":"","city":"Rome","state":"NY","country":"USA","zip":"13440"}`},
		{"modify_pending_order_items", `{"order_id":"#W1","item_ids":["i1"],"new_item_ids":["i2"],"payment_method_id":"g1"}`},
		{"modify_user_address", `{"user_id":"ann","address1":"2 Road","address2":"","city":"Rome","state":"NY","country":"USA","zip":"13440"}`},
	} {
		if r := c.call(x[0], x[1]); r.Error != nil {
			t.Fatalf("%s: %s", x[0], r.Body)
		}
	}
	after := stateOf(t, c.backend)
	o := after.Orders["#W1"]
	if o.Status != ItemsModified || o.Items[0].ItemID != "i2" || o.Address.Address1 != "2 Road" ||
		*after.Users["ann"].PaymentMethods["g1"].Balance != 1750 || after.Users["ann"].Address.Address1 != "2 Road" {
		t.Errorf("after the changes: %+v", after)
	}
	if other := open(t, t.TempDir(), WithData(data)); !cmp.Equal(before, stateOf(t, other.backend)) {
		t.Errorf("another back end feels them: %s", cmp.Diff(before, stateOf(t, other.backend)))
	}
	if err := c.backend.Close(); err != nil {
		t.Fatal(err)
	}
	if again := open(t, dir, WithData(data)); !cmp.Equal(after, stateOf(t, again.backend)) {
		t.Errorf("after a restart: %s", cmp.Diff(after, stateOf(t, again.backend)))
	}
}

func TestDataThatDoesNotHold(t *testing.T) {
	t.Parallel()
	for name, change := range map[string][2]string{
		"not JSON":                    {`{`, ``},
		"no balance":                  {`, "balance": 20`, ``},
		"another's order":             {`"user_id": "ann", "status"`, `"user_id": "bob", "status"`},
		"an order that is not there":  {`"orders": ["#W1"]`, `"orders": ["#W2"]`},
		"a product by another number": {`"product_id": "p1", "variants"`, `"product_id": "p2", "variants"`},
		"an item by another number":   {`"i2": {"item_id": "i2"`, `"i2": {"item_id": "i3"`},
		"an unpaid order":             {`{"transaction_type": "payment", "amount": 10, "payment_method_id": "g1"}`, ``},
		"nobody":                      {`"ann": {`, `"ann": null, "bob": {`},
	} {
		broken := strings.Replace(tinyData, change[0], change[1], 1)
		if _, err := ReadData(strings.NewReader(broken)); err == nil || broken == tinyData {
			t.Errorf("%s: taken", name)
		}
	}
}

func stateOf(t *testing.T, b *Backend) State {
	t.Helper()
	s, err := b.State()
	if err != nil {
		t.Fatal(err)
	}
	return s
}
