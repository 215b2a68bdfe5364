package dialogue

import (
	"strings"

	"cel.dev/cel-go/cel"
)

// template is a text with expressions in braces: «Замовлення {order_id}».
// A doubled brace stands for itself.
type template struct {
	lang  string // how its values are written: 8.7 or 8,7
	parts []part
}

type part struct {
	lit  string
	expr *expr
}

// linkTemplate compiles a text in a language for an environment.
func linkTemplate(r *reader, env *cel.Env, lang, src string, pos Pos) *template {
	t := &template{lang: lang}
	var lit strings.Builder
	for i := 0; i < len(src); {
		c := src[i]
		switch {
		case (c == '{' || c == '}') && i+1 < len(src) && src[i+1] == c:
			lit.WriteByte(c)
			i += 2
		case c == '}':
			r.fail(pos, "a } without its {; write }} for the sign itself")
			return t
		case c == '{':
			end := closing(src, i+1)
			if end < 0 {
				r.fail(pos, "a { without its }; write {{ for the sign itself")
				return t
			}
			if lit.Len() > 0 {
				t.parts = append(t.parts, part{lit: lit.String()})
				lit.Reset()
			}
			e := &expr{src: src[i+1 : end], pos: pos}
			e.link(r, env, nil)
			t.parts = append(t.parts, part{expr: e})
			i = end + 1
		default:
			lit.WriteByte(c)
			i++
		}
	}
	if lit.Len() > 0 {
		t.parts = append(t.parts, part{lit: lit.String()})
	}
	return t
}

// closing finds the brace that ends an expression, past quotes and inner braces.
func closing(s string, from int) int {
	depth, quote := 0, byte(0)
	for i := from; i < len(s); i++ {
		c := s[i]
		switch {
		case quote != 0:
			if c == '\\' {
				i++
			} else if c == quote {
				quote = 0
			}
		case c == '\'' || c == '"':
			quote = c
		case c == '{':
			depth++
		case c == '}':
			if depth == 0 {
				return i
			}
			depth--
		}
	}
	return -1
}

// render writes the text. A part that fails (a field that the business system
// left out) is left empty and reported, so that the customer still gets the
// rest.
func (t *template) render(vs vars) (string, error) {
	var b strings.Builder
	var first error
	for _, p := range t.parts {
		if p.expr == nil {
			b.WriteString(afterValue(b.String(), p.lit))
			continue
		}
		v, err := p.expr.eval(vs)
		if err != nil {
			if first == nil {
				first = err
			}
			continue
		}
		b.WriteString(harmless(written(t.lang, v)))
	}
	return strings.TrimSpace(b.String()), first
}

// afterValue is what goes on after a value: one that ends with a full stop
// («31 березня 2025 р.») ends the sentence too.
func afterValue(before, lit string) string {
	if strings.HasSuffix(before, ".") && strings.HasPrefix(lit, ".") && !strings.HasPrefix(lit, "..") {
		return lit[1:]
	}
	return lit
}

// harmless takes the power to form a link or markup out of a value: texts are
// written by the company, values come from anywhere.
func harmless(s string) string {
	if !strings.ContainsAny(s, "[]<>`") {
		return s
	}
	return strings.NewReplacer("[", "(", "]", ")", "<", "‹", ">", "›", "`", "'").Replace(s)
}
