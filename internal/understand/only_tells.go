package understand

import (
	"strings"

	"github.com/rozmova/rozmova/internal/conversation"
	"github.com/rozmova/rozmova/internal/understand/classify"
	"github.com/rozmova/rozmova/internal/understand/entity"
	"github.com/rozmova/rozmova/internal/understand/normal"
)

// onlyTells says whether a text only tells who is writing: "my number is
// 555-123-2002", «Олена Коваль, 04050». It asks for nothing, whatever a classifier
// makes of its words.
func (m *message) onlyTells(text string) bool {
	at := strings.Index(m.text, text)
	if at < 0 {
		return false
	}
	var told []entity.Entity
	for _, x := range m.entities {
		if !x.Unclear() && x.Start >= at && x.End <= at+len(text) && (personal[x.Kind] || m.r.pb.Types[x.Kind] != nil) {
			told = append(told, x)
		}
	}
	if len(told) == 0 {
		return false
	}
	for i, w := range m.words {
		if m.filler[i] || w.Start < at || w.End > at+len(text) || w.Kind == normal.Emoji || classify.Small(w.Text) || introductions[w.Text] {
			continue
		}
		if !covered(told, w) {
			return false
		}
	}
	return true
}

func covered(by []entity.Entity, w normal.Token) bool {
	for _, x := range by {
		if w.Start < x.End && w.End > x.Start {
			return true
		}
	}
	return false
}

// personal are the kinds of values that tell who somebody is.
var personal = map[string]bool{
	entity.KindName: true, entity.KindEmail: true, entity.KindPhone: true, entity.KindPostcode: true, entity.KindDate: true,
}

// introductions are the words around them.
var introductions = wordSet("name names name's named full number num no phone cell mobile line email e-mail mail address zip zipcode zip-code code postcode postal " +
	"born birth birthday birthdate dob date id customer account user registered under speaking this here again sorry oops correct actually use try " +
	"ім'я імʼя ім прізвище звати звуть мене номер номера телефон телефону тел мобільний лінії пошта пошту імейл емейл мейл мило скринька адреса індекс поштовий " +
	"народився народилася народилась народження дата рік року клієнт клієнта акаунт аккаунт профіль ось мій моя це пишіть тримайте ой вибачте точніше правильно " +
	"имя фамилия зовут почта почту имейл индекс родился родилась рождения номером вот")

// identifies says whether a verification asks for values of a kind.
func (r *Recogniser) identifies(kind string) bool {
	for _, flow := range r.pb.Flows {
		if flow.On != verification {
			continue
		}
		for _, slot := range flow.Slots {
			if slot.Type == kind {
				return true
			}
		}
	}
	return false
}

// tellsWho: «мене звати …» to a bot that asks for a number tells who it is, too.
func (m *message) tellsWho() bool {
	flow, f := m.active(), m.s.Active()
	if flow == nil || f.Event != verification {
		return false
	}
	for _, x := range m.entities {
		for _, slot := range flow.Slots {
			if slot.Type == x.Kind && m.telling(x) && slot.Writable(conversation.FromEntity) {
				return true
			}
		}
	}
	return false
}
