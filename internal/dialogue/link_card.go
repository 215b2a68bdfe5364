package dialogue

import (
	"cel.dev/cel-go/cel"

	"github.com/rozmova/rozmova/internal/conversation"
)

// cardTemplate is a card compiled for one flow in one language.
type cardTemplate struct {
	kind            string
	title, subtitle *template
	status          *template
	tone, progress  *expr
	fields          []fieldTemplate
	list            *expr
	itemTitle       *template
	itemDetail      *template
	itemValue       *template
}

type fieldTemplate struct {
	label, value *template
	cond         *expr
}

// card compiles a card; its expressions are copied, since each flow and
// language has its own environment.
func (l *flowLinker) card(c *card, env *cel.Env, lang string) *cardTemplate {
	tpl := func(env *cel.Env, src string) *template {
		if src == "" {
			return nil
		}
		return linkTemplate(l.reader, env, lang, src, c.pos)
	}
	ex := func(e *expr, want *cel.Type) *expr {
		if e == nil {
			return nil
		}
		own := &expr{src: e.src, pos: e.pos}
		own.link(l.reader, env, want)
		return own
	}
	out := &cardTemplate{
		kind: c.kind, title: tpl(env, c.title), subtitle: tpl(env, c.subtitle), status: tpl(env, c.status),
		tone: ex(c.tone, cel.StringType), progress: ex(c.progress, nil), list: ex(c.list, nil),
	}
	for _, f := range c.fields {
		out.fields = append(out.fields, fieldTemplate{tpl(env, f.label), tpl(env, f.value), ex(f.cond, cel.BoolType)})
	}
	if c.list != nil {
		itemEnv, err := flowEnv(env, nil, "it")
		if err != nil {
			l.fail(c.pos, "card %q: %v", c.name, err)
			return out
		}
		out.itemTitle, out.itemDetail, out.itemValue = tpl(itemEnv, c.item.title), tpl(itemEnv, c.item.detail), tpl(itemEnv, c.item.value)
	}
	return out
}

// maxItems bounds the rows of a card.
const maxItems = 30

func (c *cardTemplate) render(vs vars) (conversation.Card, error) {
	var first error
	text := func(t *template, vs vars) string {
		if t == nil {
			return ""
		}
		s, err := t.render(vs)
		if err != nil && first == nil {
			first = err
		}
		return s
	}
	out := conversation.Card{Kind: c.kind, Title: text(c.title, vs), Subtitle: text(c.subtitle, vs)}
	if s := text(c.status, vs); s != "" {
		st := &conversation.CardStatus{Label: s, Tone: "neutral"}
		if c.tone != nil {
			if v, err := c.tone.eval(vs); err == nil {
				st.Tone = display(v)
			}
		}
		if c.progress != nil {
			if v, err := c.progress.eval(vs); err == nil {
				if f, ok := v.(float64); ok && f >= 0 && f <= 1 {
					st.Progress = &f
				}
			}
		}
		out.Status = st
	}
	for _, f := range c.fields {
		if f.cond != nil {
			if ok, err := f.cond.holds(vs); err != nil || !ok {
				continue
			}
		}
		if v := text(f.value, vs); v != "" {
			out.Fields = append(out.Fields, conversation.CardField{Label: text(f.label, vs), Value: v})
		}
	}
	if c.list != nil {
		v, err := c.list.eval(vs)
		if err != nil {
			return out, err
		}
		rows, _ := v.([]any)
		for i, it := range rows {
			if i == maxItems {
				break
			}
			row := vs.with("it", it)
			out.Items = append(out.Items, conversation.CardItem{
				Title: text(c.itemTitle, row), Detail: text(c.itemDetail, row), Value: text(c.itemValue, row),
			})
		}
	}
	return out, first
}

// with is vs and one more name.
func (vs vars) with(name string, v any) vars {
	out := make(vars, len(vs)+1)
	for k, x := range vs {
		out[k] = x
	}
	out[name] = v
	return out
}
