package dialogue

// card is a card as cards.yaml says it; each part is a template over the
// variables of the flow that shows it.
type card struct {
	name     string
	kind     string
	title    string
	subtitle string
	status   string
	tone     *expr
	progress *expr
	fields   []cardField
	list     *expr
	item     cardItem
	pos      Pos
}

type cardField struct {
	label, value string
	cond         *expr
	pos          Pos
}

type cardItem struct{ title, detail, value string }

func parseCard(name string, n node) *card {
	c := &card{name: name, pos: n.pos(), kind: "info"}
	for key, v := range n.only("kind", "title", "subtitle", "status", "tone", "progress", "fields", "items") {
		switch key {
		case "kind":
			c.kind = v.str()
		case "title":
			c.title = v.str()
		case "subtitle":
			c.subtitle = v.str()
		case "status":
			c.status = v.str()
		case "tone":
			c.tone = v.expr()
		case "progress":
			c.progress = v.expr()
		case "fields":
			for _, f := range v.items() {
				m := f.only("label", "value", "if")
				cf := cardField{pos: f.pos()}
				if l, ok := m["label"]; ok {
					cf.label = l.str()
				}
				if x, ok := m["value"]; ok {
					cf.value = x.str()
				}
				if x, ok := m["if"]; ok {
					cf.cond = x.expr()
				}
				c.fields = append(c.fields, cf)
			}
		case "items":
			m := v.only("list", "title", "detail", "value")
			if l, ok := m["list"]; ok {
				c.list = l.expr()
			} else {
				v.fail("items need a list")
			}
			if x, ok := m["title"]; ok {
				c.item.title = x.str()
			}
			if x, ok := m["detail"]; ok {
				c.item.detail = x.str()
			}
			if x, ok := m["value"]; ok {
				c.item.value = x.str()
			}
		}
	}
	if c.title == "" {
		n.fail("card %q needs a title", name)
	}
	return c
}
