package dialogue

import (
	"encoding/json"
	"maps"
	"math"
	"strings"

	"cel.dev/cel-go/cel"
	"cel.dev/cel-go/common/types"
	"cel.dev/cel-go/common/types/ref"
	"cel.dev/cel-go/ext"

	"github.com/rozmova/rozmova/internal/conversation"
)

// dataFunctions work on what business systems answer: lists of orders, items
// and payments. Besides CEL's own list functions (flatten, distinct, sortBy,
// slice, lists.range, and comprehensions with an index) they are:
//
//	sum(list)     the sum of numbers, to the cent
//	merge(a, b)   an object with the fields of both; b's win
//	cents(x)      a number rounded to the cent: a difference of prices
//	digits(text)  the digits of a text alone: to compare telephone numbers
//	json(x)       what a text holds as JSON; anything else as it is
//
// All walk maps in the order of their keys, as the rest of the engine does.
func dataFunctions() []cel.EnvOption {
	dyn := cel.DynType
	return []cel.EnvOption{
		ext.Lists(ext.ListsMaxRangeSize(maxResult)),
		ext.TwoVarComprehensions(),
		cel.Function("sum", cel.Overload("sum_dyn", []*cel.Type{dyn}, cel.DoubleType, cel.UnaryBinding(func(v ref.Val) ref.Val {
			list, _ := value0(v).([]any)
			total := 0.0
			for _, x := range list {
				n, _ := x.(float64)
				total += n
			}
			return types.Double(cents(total))
		}))),
		cel.Function("cents", cel.Overload("cents_dyn", []*cel.Type{dyn}, cel.DoubleType, cel.UnaryBinding(func(v ref.Val) ref.Val {
			n, _ := value0(v).(float64)
			return types.Double(cents(n))
		}))),
		cel.Function("digits", cel.Overload("digits_dyn", []*cel.Type{dyn}, cel.StringType, cel.UnaryBinding(func(v ref.Val) ref.Val {
			return types.String(strings.Map(func(r rune) rune {
				if r < '0' || r > '9' {
					return -1
				}
				return r
			}, text0(v)))
		}))),
		cel.Function("json", cel.Overload("json_dyn", []*cel.Type{dyn}, dyn, cel.UnaryBinding(func(v ref.Val) ref.Val {
			text, ok := value0(v).(string)
			var out any
			if !ok || len(text) > maxJSON || json.Unmarshal([]byte(text), &out) != nil {
				return v
			}
			return sorted{types.DefaultTypeAdapter}.NativeToValue(out)
		}))),
		cel.Function("merge", cel.Overload("merge_dyn_dyn", []*cel.Type{dyn, dyn}, dyn, cel.BinaryBinding(func(a, b ref.Val) ref.Val {
			out := map[string]any{}
			for _, v := range []ref.Val{a, b} {
				if m, ok := value0(v).(map[string]any); ok {
					maps.Copy(out, m)
				}
			}
			return sorted{types.DefaultTypeAdapter}.NativeToValue(out)
		}))),
	}
}

// maxJSON bounds a text that is read as JSON.
const maxJSON = 64 << 10

// cents rounds to what a price can be.
func cents(x float64) float64 { return math.Round(x*100) / 100 }

// actions gives what was done in this conversation, oldest first, as
// expressions see it. It is worked out only when an expression asks for it.
func (m *machine) actions() func() any {
	list := m.s.Actions
	return func() any {
		out := make([]any, 0, len(list))
		for _, a := range list {
			args := map[string]any{}
			for k, v := range a.Args {
				args[k] = v
			}
			out = append(out, map[string]any{
				"name": a.Action, "args": args, "result": a.Result, "status": string(a.Status), "writes": a.Writes,
				"done": a.Status == conversation.ActionDone,
			})
		}
		return out
	}
}
