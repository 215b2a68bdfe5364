package entity

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

func finder(t *testing.T) *Recogniser {
	t.Helper()
	r, err := New(Options{Ordinary: set("why|do|you|need|it|cancel|my|order|tell|hello|there|skip|later|mark|rose|where|is|sure|delivery|upset|скасуйте|замовлення|навіщо|вам|не|скажу|потім|люблю|каву|дуже|сумно")})
	if err != nil {
		t.Fatal(err)
	}
	return r
}

func only(found []Entity, kind string) []Entity {
	var out []Entity
	for _, e := range found {
		if e.Kind == kind {
			out = append(out, e)
		}
	}
	return out
}

func TestNames(t *testing.T) {
	r := finder(t)
	for _, at := range []struct{ asked, text, first, last string }{
		{"", "my name is Mei Davis and my zip is 80217", "Mei", "Davis"},
		{"", "Hi, I'm Ethan Garcia.", "Ethan", "Garcia"},
		{"", "my name is yara ito", "Yara", "Ito"},
		{"", "Yusuf Rossi, 19122", "Yusuf", "Rossi"},
		{"", "Yusuf Rossi zip 19122", "Yusuf", "Rossi"},
		{"", "Hello! Anna Nowak here", "", ""},
		{"", "Мене звати Олена Коваль", "Олена", "Коваль"},
		{"", "мене звуть коваль олена", "Олена", "Коваль"},
		{"", "прізвище: Коваль, ім'я: Олена", "Олена", "Коваль"},
		{"", "first name is Mei, last name is Davis", "Mei", "Davis"},
		{"", "My name is Juan de la Cruz", "Juan", "de la Cruz"},
		{"", "My name is Siobhan O'Brien", "Siobhan", "O'Brien"},
		{"", "меня зовут Игорь Петренко", "Игорь", "Петренко"},
		{"", "hi i am lucas brandt zip 78763", "Lucas", "Brandt"},
		{"", "lucas brandt 78763", "Lucas", "Brandt"},
		{"", "John Carter 555-123-2002", "John", "Carter"},
		{"", "John Carter, June 15 1985", "John", "Carter"},
		{"", "lucas brandt", "Lucas", "Brandt"},
		{"", "mark it", "", ""},
		{"", "garden hose 78763", "", ""},
		{"", "i am done waiting", "", ""},
		{"", "I'm very upset", "", ""},
		{"", "I'm Very Upset", "", ""},
		{"", "This is not right", "", ""},
		{"", "it's on the way", "", ""},
		{"", "I live in New York, 10001", "", ""},
		{"", "New York, 10001", "", ""},
		{"", "Cancel Order, 10001", "", ""},
		{"", "мене звати Марія", "", ""},
		{"name", "mei davis", "Mei", "Davis"},
		{"name", "MEI DAVIS", "Mei", "Davis"},
		{"name", "sure, mei davis, 80217", "Mei", "Davis"},
		{"name", "it's mark rose", "Mark", "Rose"},
		{"name", "олена коваль", "Олена", "Коваль"},
		{"name", "Коваль Олена Петрівна", "Олена", "Коваль"},
		{"name", "Олена Петрівна Коваль", "Олена", "Коваль"},
		{"name", "Квітка-Цісик Оксана", "Оксана", "Квітка-Цісик"},
		{"name", "Noah Patel from New York", "Noah", "Patel"},
		{"name", "why do you need it", "", ""},
		{"name", "cancel my order", "", ""},
		{"name", "не скажу", "", ""},
		{"name", "навіщо вам", "", ""},
		{"name", "Hello there", "", ""},
		{"name", "Mei", "", ""},
	} {
		found := only(r.Find(at.text, Context{Asked: at.asked}), KindName)
		first, last := "", ""
		if len(found) > 0 {
			v := found[0].Value.(map[string]any)
			first, last = v["first"].(string), v["last"].(string)
		}
		if first != at.first || last != at.last {
			t.Errorf("%q (asked %q): %q %q, want %q %q", at.text, at.asked, first, last, at.first, at.last)
		}
	}
}

func TestPostcodes(t *testing.T) {
	r := finder(t)
	for _, at := range []struct {
		text, want string
		sure       bool
	}{
		{"zip code 80217", "80217", true},
		{"my zip is 80217-1234", "80217", true},
		{"Yusuf Rossi, 19122", "19122", true},
		{"I'm Ethan Garcia, and I live in Denver, 80280.", "80280", true},
		{"індекс 01001", "01001", true},
		{"19122", "19122", false},
		{"postcode sw1a 1aa", "SW1A 1AA", true},
		{"kod 00-950 postal 00-950", "00-950", true},
		{"12345 items", "12345", false},
		{"send it to 101 Highway, New York, NY 10001", "10001", false},
		{"555-123-2002", "", false},
	} {
		found := only(r.Find(at.text, Context{}), KindPostcode)
		got, sure := "", false
		for _, e := range found {
			if got == "" || e.Confidence > 0.6 {
				got, sure = e.Value.(string), e.Confidence > 0.6
			}
		}
		if got != at.want || sure != at.sure {
			t.Errorf("%q: %q %v, want %q %v", at.text, got, sure, at.want, at.sure)
		}
	}
}

func TestAddresses(t *testing.T) {
	r := finder(t)
	addr := func(a1, a2, city, state, zip, country string) map[string]any {
		return map[string]any{"address1": a1, "address2": a2, "city": city, "state": state, "zip": zip, "country": country}
	}
	for _, at := range []struct {
		asked, text string
		want        any
	}{
		{"", "change it to 101 Highway, New York, NY 10001 please", addr("101 Highway", "", "New York", "NY", "10001", "USA")},
		{"", "101 Highway, New York, 10001", addr("101 Highway", "", "New York", "NY", "10001", "USA")},
		{"", "476 Maple Drive, Suite 432, New York, NY, USA 10093", addr("476 Maple Drive", "Suite 432", "New York", "NY", "10093", "USA")},
		{"", "My new address is 12 Oak St. Apt 5, Salt Lake City, Utah 84101", addr("12 Oak St", "Apt 5", "Salt Lake City", "UT", "84101", "USA")},
		{"", "760 Elm Avenue Suite 392 Houston TX 77034", addr("760 Elm Avenue", "Suite 392", "Houston", "TX", "77034", "USA")},
		{"address", "101 highway, new york, ny 10001", addr("101 Highway", "", "New York", "NY", "10001", "USA")},
		{"", "вул. Шевченка 12, кв. 5, Львів, 79000", addr("вул. Шевченка 12", "кв. 5", "Львів", "", "79000", "Україна")},
		{"", "доставте на: 01001, м. Київ, просп. Перемоги, 10, кв. 3", addr("просп. Перемоги, 10", "кв. 3", "Київ", "", "01001", "Україна")},
		{"", "Львівська обл., м. Стрий, вулиця Зелена 4а", addr("вулиця Зелена 4а", "", "Стрий", "Львівська обл.", "", "Україна")},
		{"", "Київ, вул. Івана Франка, буд. 7, кв. 12", addr("вул. Івана Франка, буд. 7", "кв. 12", "Київ", "", "", "Україна")},
		{"address", "Одеса, вулиця Дерибасівська 3/5", addr("вулиця Дерибасівська 3/5", "", "Одеса", "", "", "Україна")},
		{"address", "45 Rue des Fleurs, Lyon, 69001, France", addr("45 Rue des Fleurs", "", "Lyon", "", "69001", "France")},
		{"address", "my address is Hauptstrasse 5, Berlin 10115", addr("Hauptstrasse 5", "", "Berlin", "", "10115", "")},
		{"address", "12 Baker Street", nil},
		{"address", "навіщо вам моя адреса?", nil},
		{"", "I want 5 way speakers, two of them", nil},
		{"", "order 12345, 3 items", nil},
		{"", "it was sent on 12 March, Kyiv", nil},
		{"", "вулиця Шевченка 12", nil},
	} {
		var got any
		if found := only(r.Find(at.text, Context{Asked: at.asked}), KindAddress); len(found) > 0 {
			got = found[0].Value
		}
		if d := cmp.Diff(at.want, got); d != "" {
			t.Errorf("%q (-want +got)\n%s", at.text, d)
		}
	}
}

func TestBirthdays(t *testing.T) {
	r := finder(t)
	now := time.Date(2025, 3, 14, 8, 0, 0, 0, time.UTC)
	for _, at := range []struct {
		lang, text, want string
		unclear          bool
	}{
		{"uk", "15 червня 1985", "1985-06-15", false},
		{"en", "June 15 1985", "1985-06-15", false},
		{"en", "June 15th, 1985", "1985-06-15", false},
		{"en", "06/15/1985", "1985-06-15", false},
		{"en", "06/07/1985", "1985-07-06", true},
		{"uk", "06/07/1985", "1985-07-06", false},
		{"en", "1985-06-15", "1985-06-15", false},
		{"uk", "15.06.85", "1985-06-15", false},
		{"uk", "15.06.1985 р.", "1985-06-15", false},
	} {
		found := only(r.Find(at.text, Context{Lang: at.lang, Now: now}), KindDate)
		if len(found) == 0 || found[0].Value != at.want || found[0].Unclear() != at.unclear {
			t.Errorf("%q: %v, want %s %v", at.text, found, at.want, at.unclear)
		}
	}
}

func TestAmericanPhonesAndUnits(t *testing.T) {
	r := finder(t)
	for text, want := range map[string]string{
		"my number is 555-123-2002": "555-123-2002", "(555) 123 2002": "555-123-2002", "5551232002": "555-123-2002", "1-555-123-2002": "555-123-2002",
		"067 123 4567": "+380671234567",
	} {
		if found := only(r.Find(text, Context{}), KindPhone); len(found) != 1 || found[0].Value != want {
			t.Errorf("%q: %v, want %s", text, found, want)
		}
	}
	for text, want := range map[string]float64{"2 GB": 2, "2GB please": 2, "два гіга": 2, "2.0": 2, "1.5gb": 1.5, "півтора гіга": 1.5, "5гб": 5} {
		if found := only(r.Find(text, Context{}), KindNumber); len(found) != 1 || found[0].Value != want {
			t.Errorf("%q: %v, want %v", text, found, want)
		}
	}
}
