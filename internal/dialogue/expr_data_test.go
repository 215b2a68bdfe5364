package dialogue

import (
	"reflect"
	"testing"

	"cel.dev/cel-go/cel"
)

// What flows may work out from the answers of business systems.
func TestDataFunctions(t *testing.T) {
	t.Parallel()
	env, err := newEnv("en", &format{})
	if err != nil {
		t.Fatal(err)
	}
	if env, err = env.Extend(cel.Variable("x", cel.DynType)); err != nil {
		t.Fatal(err)
	}
	x := map[string]any{
		"orders": []any{
			map[string]any{"id": "a", "items": []any{map[string]any{"name": "Lamp", "price": 0.1}, map[string]any{"name": "Bulb", "price": 0.2}}},
			map[string]any{"id": "b", "items": []any{map[string]any{"name": "Desk", "price": 100.0}}},
		},
		"options": map[string]any{"size": "M", "color": "red"},
	}
	for _, c := range []struct {
		src  string
		want any
	}{
		{"sum(x.orders.map(o, sum(o.items.map(i, i.price))))", 100.3},
		{"sum([])", 0.0},
		{"sum(null)", 0.0},
		{"cents(x.orders[0].items[0].price - 0.3)", -0.2},
		{"x.orders.map(o, o.items.map(i, o.id + i.name)).flatten()", []any{"aLamp", "aBulb", "bDesk"}},
		{"x.orders.transformList(n, o, o.id + string(n))", []any{"a0", "b1"}},
		{"merge(x.options, {'size': 'L'})", map[string]any{"size": "L", "color": "red"}},
		{"merge(x.options, null).map(k, k)", []any{"color", "size"}},
		{"json('{\"Lamp\": \"1\", \"Desk\": \"2\"}').map(k, k)", []any{"Desk", "Lamp"}},
		{"json('no JSON')", "no JSON"},
		{"[3, 1, 2].sortBy(n, -n)[0]", 3.0},
		{"actions.exists(a, a.name == 'cancel' && a.done)", true},
	} {
		e := &expr{src: c.src}
		e.link(&reader{}, env, nil)
		if e.prog == nil {
			t.Errorf("%s: does not compile", c.src)
			continue
		}
		got, err := e.eval(vars{"x": x, "actions": func() any { return []any{map[string]any{"name": "cancel", "done": true}} }})
		if err != nil || !reflect.DeepEqual(got, c.want) {
			t.Errorf("%s: %v, %v; want %v", c.src, got, err, c.want)
		}
	}
}
