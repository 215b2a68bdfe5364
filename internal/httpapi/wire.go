package httpapi

import (
	"encoding/json"
	"maps"
	"reflect"
	"time"

	"github.com/danielgtaylor/huma/v2"

	"github.com/rozmova/rozmova/internal/conversation"
)

// Stamp is a time as clients get it: RFC 3339 in UTC with milliseconds.
type Stamp time.Time

const stampFormat = "2006-01-02T15:04:05.000Z"

// MarshalJSON writes the time.
func (s Stamp) MarshalJSON() ([]byte, error) {
	return time.Time(s).UTC().AppendFormat(make([]byte, 0, 26), `"`+stampFormat+`"`), nil
}

// UnmarshalJSON reads it back, for Go clients and tests.
func (s *Stamp) UnmarshalJSON(b []byte) error {
	var t time.Time
	if err := json.Unmarshal(b, &t); err != nil {
		return err
	}
	*s = Stamp(t)
	return nil
}

// Schema describes it.
func (Stamp) Schema(huma.Registry) *huma.Schema {
	return &huma.Schema{Type: huma.TypeString, Format: "date-time", Examples: []any{"2026-03-14T09:26:53.589Z"}}
}

func stamp(t *time.Time) *Stamp {
	if t == nil || t.IsZero() {
		return nil
	}
	s := Stamp(*t)
	return &s
}

// EventHead is what every event has.
type EventHead struct {
	Seq   int64                  `json:"seq" doc:"The event's number in its conversation: from 1, without gaps." minimum:"1" example:"7"`
	At    Stamp                  `json:"at" doc:"When it happened."`
	Actor conversation.ActorKind `json:"actor" enum:"customer,bot,agent,system" doc:"Who did it."`
	Name  string                 `json:"name,omitempty" doc:"An agent's display name." example:"Оксана"`
}

func head(e conversation.Event) EventHead {
	h := EventHead{Seq: e.Seq, At: Stamp(e.At), Actor: e.Actor.Kind}
	if e.Actor.Kind == conversation.Agent {
		h.Name = e.Actor.Name
	}
	return h
}

// ButtonView is a button without what it means: that stays on our side.
type ButtonView struct {
	ID    string `json:"id" doc:"Send it back as button to press it." example:"cancel_yes"`
	Title string `json:"title" example:"Так, скасувати"`
	Style string `json:"style,omitempty" enum:"primary,danger,plain"`
}

func buttons(bs []conversation.Button) []ButtonView {
	if len(bs) == 0 {
		return nil
	}
	out := make([]ButtonView, len(bs))
	for i, b := range bs {
		out[i] = ButtonView{b.ID, b.Title, b.Style}
	}
	return out
}

// CardView is a small table of facts beside a message.
type CardView struct {
	Kind     string          `json:"kind" enum:"order,product,info"`
	Title    string          `json:"title" example:"Замовлення №W2378156"`
	Subtitle string          `json:"subtitle,omitempty"`
	Image    string          `json:"image,omitempty"`
	Status   *CardStatusView `json:"status,omitempty"`
	Fields   []CardFieldView `json:"fields,omitempty"`
	Items    []CardItemView  `json:"items,omitempty"`
	Buttons  []ButtonView    `json:"buttons,omitempty"`
}

// CardStatusView: progress is 0 to 1.
type CardStatusView struct {
	Label    string   `json:"label" example:"У дорозі"`
	Tone     string   `json:"tone" enum:"info,success,warning,danger,neutral"`
	Progress *float64 `json:"progress,omitempty" minimum:"0" maximum:"1"`
}

// CardFieldView is a labelled fact.
type CardFieldView struct {
	Label string `json:"label"`
	Value string `json:"value"`
}

// CardItemView is a line of a list on a card.
type CardItemView struct {
	Title  string `json:"title"`
	Detail string `json:"detail,omitempty"`
	Value  string `json:"value,omitempty"`
}

func cards(cs []conversation.Card) []CardView {
	var out []CardView
	for _, c := range cs {
		v := CardView{Kind: c.Kind, Title: c.Title, Subtitle: c.Subtitle}
		if c.Status != nil {
			v.Status = &CardStatusView{c.Status.Label, c.Status.Tone, c.Status.Progress}
		}
		for _, f := range c.Fields {
			v.Fields = append(v.Fields, CardFieldView(f))
		}
		for _, i := range c.Items {
			v.Items = append(v.Items, CardItemView(i))
		}
		out = append(out, v)
	}
	return out
}

// CitationView is the source of an answer.
type CitationView struct {
	Title   string `json:"title"`
	URL     string `json:"url,omitempty"`
	Article string `json:"article_id,omitempty"`
}

func citations(cs []conversation.Citation) []CitationView {
	var out []CitationView
	for _, c := range cs {
		out = append(out, CitationView(c))
	}
	return out
}

// union describes a value that is one of several events, told apart by type,
// under a name of its own in the OpenAPI document.
func union(r huma.Registry, name, doc string, variants ...any) *huma.Schema {
	ref := &huma.Schema{Ref: "#/components/schemas/" + name}
	if r.Map()[name] != nil {
		return ref
	}
	s := &huma.Schema{Description: doc, Discriminator: &huma.Discriminator{PropertyName: "type", Mapping: map[string]string{}}}
	r.Map()[name] = s
	for _, v := range variants {
		variant := r.Schema(reflect.TypeOf(v), true, "")
		if inner := r.SchemaFromRef(variant.Ref); len(inner.OneOf) > 0 {
			// A union within a union: its variants are told apart by the same type.
			s.OneOf = append(s.OneOf, inner.OneOf...)
			maps.Copy(s.Discriminator.Mapping, inner.Discriminator.Mapping)
			continue
		}
		s.OneOf = append(s.OneOf, variant)
		kind := r.SchemaFromRef(variant.Ref).Properties["type"].Enum[0].(string)
		s.Discriminator.Mapping[kind] = variant.Ref
	}
	return ref
}
