package dialogue

import (
	"strings"

	"cel.dev/cel-go/cel"
	"cel.dev/cel-go/common/ast"

	"github.com/rozmova/rozmova/internal/conversation"
)

// literal is the value of an expression that is a constant, nil for others.
func literal(a *cel.Ast) conversation.Value {
	e := a.NativeRep().Expr()
	if e.Kind() != ast.LiteralKind {
		return nil
	}
	return value0(e.AsLiteral())
}

// missing says that an expression failed over something that is not there.
func missing(err error) bool {
	return strings.Contains(err.Error(), "no such key") || strings.Contains(err.Error(), "no such overload")
}
