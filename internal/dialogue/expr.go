package dialogue

import (
	"fmt"
	"strconv"
	"strings"

	"cel.dev/cel-go/cel"
	"cel.dev/cel-go/common/operators"
	"cel.dev/cel-go/common/types"
	"cel.dev/cel-go/common/types/ref"
	"cel.dev/cel-go/common/types/traits"

	"github.com/rozmova/rozmova/internal/conversation"
)

// Limits on expressions. A playbook is written by people who may run our
// server, yet a slip in it must not stall a conversation.
const (
	maxCost      = 50_000
	maxExprBytes = 2_000
	maxResult    = 2_000 // elements of a list or a map
)

// expr is a CEL expression: source at parse, program after linking. One whose
// value may be words has a program for each language, since t(), money() and
// date() speak it.
type expr struct {
	src    string
	pos    Pos
	prog   cel.Program
	ast    *cel.Ast // as checked, for what looks into it
	free   []string // a guideline's names that are slots or arguments
	byLang map[string]cel.Program
}

// vars are the values that an expression sees.
type vars map[string]any

// lang is the language of the conversation.
func (vs vars) lang() string {
	c, _ := vs["conversation"].(map[string]any)
	lang, _ := c["lang"].(string)
	return lang
}

// newEnv makes the environment of expressions in one language.
func newEnv(lang string, f *format) (*cel.Env, error) {
	str, dyn := cel.StringType, cel.DynType
	return cel.NewEnv(append(dataFunctions(),
		cel.CustomTypeAdapter(sorted{types.DefaultTypeAdapter}),
		cel.CrossTypeNumericComparisons(true),
		cel.ParserRecursionLimit(40),
		cel.ParserExpressionSizeLimit(maxExprBytes),
		cel.Variable("customer", cel.MapType(str, dyn)),
		cel.Variable("conversation", cel.MapType(str, dyn)),
		cel.Variable("event", cel.MapType(str, dyn)),
		cel.Variable("error", cel.MapType(str, dyn)),
		cel.Variable("today", str),
		cel.Variable("actions", cel.ListType(dyn)),
		cel.Variable("answers", cel.ListType(dyn)),
		function("t", []*cel.Type{str}, func(a []ref.Val) string { return f.lookup(lang, text0(a[0])) }),
		function("money", []*cel.Type{dyn}, func(a []ref.Val) string { return f.money(lang, value0(a[0])) }),
		function("date", []*cel.Type{dyn}, func(a []ref.Val) string { return f.date(lang, value0(a[0])) }),
		function("vocative", []*cel.Type{dyn}, func(a []ref.Val) string { return f.vocative(lang, value0(a[0])) }),
		function("join", []*cel.Type{dyn, str}, func(a []ref.Val) string {
			var parts []string
			if l, ok := value0(a[0]).([]any); ok {
				for _, v := range l {
					parts = append(parts, written(lang, v))
				}
			}
			return strings.Join(parts, text0(a[1]))
		}),
		// items[i] where i is a slot of type number
		cel.Function(operators.Index, cel.Overload("index_list_double", []*cel.Type{cel.ListType(cel.TypeParamType("A")), cel.DoubleType}, cel.TypeParamType("A"))),
		function("lower", []*cel.Type{str}, func(a []ref.Val) string { return strings.ToLower(text0(a[0])) }),
		cel.Function("plural",
			overload("plural2", []*cel.Type{dyn, str, str}, pluralOf),
			overload("plural3", []*cel.Type{dyn, str, str, str}, pluralOf)),
	)...)
}

func pluralOf(a []ref.Val) string {
	forms := make([]string, 0, 3)
	for _, v := range a[1:] {
		forms = append(forms, text0(v))
	}
	n, _ := value0(a[0]).(float64)
	return plural(n, forms)
}

func function(name string, args []*cel.Type, f func([]ref.Val) string) cel.EnvOption {
	return cel.Function(name, overload(name, args, f))
}

func overload(id string, args []*cel.Type, f func([]ref.Val) string) cel.FunctionOpt {
	return cel.Overload(id, args, cel.StringType, cel.FunctionBinding(func(a ...ref.Val) ref.Val {
		return types.String(f(a))
	}))
}

// flowEnv adds a flow's slots to an environment.
func flowEnv(base *cel.Env, slots map[string]*Slot, more ...string) (*cel.Env, error) {
	var opts []cel.EnvOption
	for _, name := range sortedKeys(slots) {
		opts = append(opts, cel.Variable(name, celType(slots[name])))
	}
	for _, name := range more {
		opts = append(opts, cel.Variable(name, cel.DynType))
	}
	return base.Extend(opts...)
}

// celType: a slot may be empty, so scalars are nullable.
func celType(s *Slot) *cel.Type {
	switch {
	case s.Many:
		return cel.DynType
	case s.Type == "object" || s.Type == "list" || s.Type == "money" || s.Type == "name" || s.Type == "address":
		return cel.DynType
	case s.Type == "number":
		return cel.NullableType(cel.DoubleType)
	case s.Type == "bool":
		return cel.NullableType(cel.BoolType)
	}
	return cel.NullableType(cel.StringType)
}

// link compiles the expression; want restricts its result when not nil.
func (e *expr) link(r *reader, env *cel.Env, want *cel.Type) {
	if e == nil {
		return
	}
	if strings.TrimSpace(e.src) == "" {
		r.fail(e.pos, "an expression is missing")
		return
	}
	ast, iss := env.Compile(e.src)
	if iss.Err() != nil {
		r.fail(e.pos, "in expression %q: %s", e.src, celText(iss))
		return
	}
	if want != nil && !want.IsAssignableType(ast.OutputType()) && ast.OutputType().Kind() != types.DynKind {
		r.fail(e.pos, "expression %q gives %s, expected %s", e.src, plainTypes.Replace(ast.OutputType().String()), plainTypes.Replace(want.String()))
		return
	}
	prog, err := env.Program(ast, cel.CostLimit(maxCost))
	if err != nil {
		r.fail(e.pos, "in expression %q: %v", e.src, err)
		return
	}
	e.prog, e.ast = prog, ast
}

// celText is the first issue, in one line, without CEL's drawing of the source.
func celText(iss *cel.Issues) string {
	errs := iss.Errors()
	if len(errs) == 0 {
		return iss.Err().Error()
	}
	m := errs[0].Message
	if name, ok := strings.CutPrefix(m, "undeclared reference to "); ok {
		name, _, _ = strings.Cut(name, " (in container")
		return "unknown name " + name + "; it is no slot of this flow"
	}
	return plainTypes.Replace(m)
}

// plainTypes writes CEL's names as a flow's author knows them.
var plainTypes = strings.NewReplacer(
	"wrapper(string)", "text", "wrapper(double)", "number", "wrapper(bool)", "bool", "string", "text", "'_", "'", "_'", "'",
	"list(dyn)", "list", "map(string, dyn)", "object",
)

// eval gives the expression's value over vs.
func (e *expr) eval(vs vars) (conversation.Value, error) {
	prog := e.prog
	if p := e.byLang[vs.lang()]; p != nil {
		prog = p
	}
	out, _, err := prog.Eval(map[string]any(vs))
	if err != nil {
		return nil, fmt.Errorf("%s: expression %q: %w", e.pos, e.src, err)
	}
	v, err := fromCEL(out)
	if err != nil {
		return nil, fmt.Errorf("%s: expression %q: %w", e.pos, e.src, err)
	}
	return v, nil
}

// holds is eval for a condition: a missing field or an empty value is false.
func (e *expr) holds(vs vars) (bool, error) {
	out, _, err := e.prog.Eval(map[string]any(vs))
	if err != nil {
		if missing(err) {
			return false, nil
		}
		return false, fmt.Errorf("%s: condition %q: %w", e.pos, e.src, err)
	}
	b, ok := out.Value().(bool)
	return ok && b, nil
}

func fromCEL(v ref.Val) (conversation.Value, error) {
	switch x := v.(type) {
	case types.Null:
		return nil, nil
	case types.Bool:
		return bool(x), nil
	case types.Int:
		return float64(x), nil
	case types.Uint:
		return float64(x), nil
	case types.Double:
		return float64(x), nil
	case types.String:
		return string(x), nil
	}
	switch x := v.(type) {
	case traits.Lister:
		out := []any{}
		for it := x.Iterator(); it.HasNext() == types.True; {
			e, err := fromCEL(it.Next())
			if err != nil {
				return nil, err
			}
			if out = append(out, e); len(out) > maxResult {
				return nil, fmt.Errorf("the list has more than %d elements", maxResult)
			}
		}
		return out, nil
	case traits.Mapper:
		out := map[string]any{}
		for it := x.Iterator(); it.HasNext() == types.True; {
			k := it.Next()
			e, err := fromCEL(x.Get(k))
			if err != nil {
				return nil, err
			}
			if out[text0(k)] = e; len(out) > maxResult {
				return nil, fmt.Errorf("the map has more than %d entries", maxResult)
			}
		}
		return out, nil
	}
	return nil, fmt.Errorf("a value of type %s cannot be kept", v.Type().TypeName())
}

func value0(v ref.Val) conversation.Value {
	out, err := fromCEL(v)
	if err != nil {
		return nil
	}
	return out
}

func text0(v ref.Val) string { return display(value0(v)) }

// displayAddress is an address on one line, as it is written on an envelope.
func displayAddress(x map[string]any) string {
	var parts []string
	for _, k := range []string{"address1", "address2", "city", "state", "zip", "country"} {
		if s, ok := x[k].(string); ok && s != "" {
			parts = append(parts, s)
		}
	}
	if len(parts) == 0 {
		return "…"
	}
	return strings.Join(parts, ", ")
}

// display is a value as a person reads it, without any language.
func display(v conversation.Value) string {
	switch x := v.(type) {
	case nil:
		return ""
	case string:
		return x
	case float64:
		return strconv.FormatFloat(x, 'f', -1, 64)
	case bool:
		return strconv.FormatBool(x)
	case []any:
		parts := make([]string, len(x))
		for i, e := range x {
			parts[i] = display(e)
		}
		return strings.Join(parts, ", ")
	case map[string]any:
		for _, k := range []string{"title", "full", "name", "id"} {
			if s, ok := x[k].(string); ok {
				return s
			}
		}
		return displayAddress(x)
	}
	return ""
}
