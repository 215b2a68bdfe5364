package entity

import (
	"strings"
	"testing"
)

// TestNameCases: first and last name as they are kept. A "?" before the text means that a name was asked for.
func TestNameCases(t *testing.T) {
	rows := cases{
		// Ukrainian
		"мене звати Олена Коваль":                    "Олена Коваль",
		"Мене звуть Коваль Олена":                    "Олена Коваль",
		"мене звати олена коваль, пошта не пам'ятаю": "Олена Коваль",
		"моє ім'я Тарас Шевчук":                      "Тарас Шевчук",
		"прізвище Коваль, ім'я Олена":                "Олена Коваль",
		"ім'я: Олена, прізвище: Коваль":              "Олена Коваль",
		"я Іван Петренко":                            "Іван Петренко",
		"це Марія Бондаренко":                        "Марія Бондаренко",
		"замовлення на ім'я Андрій Мельник":          "Андрій Мельник",
		"?Олена Коваль":                              "Олена Коваль",
		"?олена коваль":                              "Олена Коваль",
		"?КОВАЛЬ ОЛЕНА":                              "Олена Коваль",
		"?Коваль Олена Петрівна":                     "Олена Коваль",
		"?Наталія Квітка-Цісик":                      "Наталія Квітка-Цісик",
		"?В'ячеслав Дем'яненко":                      "В'ячеслав Дем'яненко",
		"?мене звати Юрій Ґонта":                     "Юрій Ґонта",
		"?так, Софія Лисенко":                        "Софія Лисенко",
		"?не скажу":                                  "",
		"?навіщо вам":                                "",
		"?скасуйте замовлення":                       "",
		"я дуже сумую":                               "",
		"я не отримала":                              "",
		"живу у Кривий Ріг":                          "",
		"Нова Пошта":                                 "",
		"доброго дня":                                "",
		// English
		"my name is Mei Davis":                     "Mei Davis",
		"my name is mei davis":                     "Mei Davis",
		"I'm Ethan Garcia.":                        "Ethan Garcia",
		"This is Sarah Connor":                     "Sarah Connor",
		"name: Anna Nowak":                         "Anna Nowak",
		"first name Mei, last name Davis":          "Mei Davis",
		"the name on the account is Liam O'Connor": "Liam O'Connor",
		"?Juan de la Cruz":                         "Juan de la Cruz",
		"?YUSUF ROSSI":                             "Yusuf Rossi",
		"?sure, mei davis":                         "Mei Davis",
		"?Noah Patel from Boston":                  "Noah Patel",
		"?why do you need it":                      "",
		"?cancel my order":                         "",
		"I'm very upset":                           "",
		"This is not right":                        "",
		"New York":                                 "",
		// Russian
		"меня зовут Игорь Петренко":   "Игорь Петренко",
		"меня зовут игорь петренко":   "Игорь Петренко",
		"моё имя Анна Смирнова":       "Анна Смирнова",
		"?Анна Смирнова":              "Анна Смирнова",
		"?смирнова анна":              "Анна Смирнова",
		"?меня зовут Алексей Сидоров": "Алексей Сидоров",
		"я очень расстроен":           "",
	}
	if len(rows) < 40 {
		t.Errorf("%d cases are too few", len(rows))
	}
	r := finder(t)
	for text, want := range rows {
		said, asked := strings.CutPrefix(text, "?")
		ctx := Context{}
		if asked {
			ctx.Asked = KindName
		}
		var got []string
		for _, e := range only(r.Find(said, ctx), KindName) {
			v := e.Value.(map[string]any)
			got = append(got, strings.TrimSpace(v["first"].(string)+" "+v["last"].(string)))
		}
		if s := strings.Join(got, "; "); s != want {
			t.Errorf("%q: %q, want %q", text, s, want)
		}
	}
}

// TestAddressCases: street, flat, city, region and postcode as they are kept. A "?" before the text means that an address
// was asked for.
func TestAddressCases(t *testing.T) {
	rows := cases{
		// Ukrainian
		"вул. Шевченка 12, кв. 5, Львів, 79000":            "вул. Шевченка 12 / кв. 5 / Львів / 79000",
		"Львів, вул. Шевченка 12, кв. 5":                   "вул. Шевченка 12 / кв. 5 / Львів",
		"м. Київ, вул. Хрещатик, 22":                       "вул. Хрещатик, 22 / Київ",
		"01001, м. Київ, просп. Перемоги, 10, кв. 3":       "просп. Перемоги, 10 / кв. 3 / Київ / 01001",
		"Київ, вул. Івана Франка, буд. 7, кв. 12":          "вул. Івана Франка, буд. 7 / кв. 12 / Київ",
		"Львівська обл., м. Стрий, вулиця Зелена 4а":       "вулиця Зелена 4а / Стрий / Львівська обл.",
		"?Одеса, вулиця Дерибасівська 3/5":                 "вулиця Дерибасівська 3/5 / Одеса",
		"?харків, вул. сумська 10, кв 4":                   "вул. сумська 10 / кв 4 / Харків",
		"?Дніпро, проспект Яворницького 50":                "проспект Яворницького 50 / Дніпро",
		"?бульвар Шевченка 8, Тернопіль":                   "бульвар Шевченка 8 / Тернопіль",
		"?пров. Тихий 3, Полтава, 36000":                   "пров. Тихий 3 / Полтава / 36000",
		"?Вінниця, площа Соборна, 1":                       "площа Соборна, 1 / Вінниця",
		"доставте за адресою: Рівне, вул. Київська 15":     "вул. Київська 15 / Рівне",
		"змініть адресу на Луцьк, проспект Волі 20, кв. 7": "проспект Волі 20 / кв. 7 / Луцьк",
		"?Івано-Франківськ, вул. Незалежності 5":           "вул. Незалежності 5 / Івано-Франківськ",
		"вулиця Шевченка 12":                               "",
		"вул. Шевченка":                                    "",
		"?навіщо вам моя адреса?":                          "",
		"відправили 12 березня, Київ":                      "",
		"відділення 5":                                     "",
		"замовлення 12345, 3 товари":                       "",
		// English
		"101 Highway, New York, NY 10001":                         "101 Highway / New York / NY / 10001",
		"476 Maple Drive, Suite 432, New York, NY, USA 10093":     "476 Maple Drive / Suite 432 / New York / NY / 10093",
		"12 Oak St. Apt 5, Salt Lake City, Utah 84101":            "12 Oak St / Apt 5 / Salt Lake City / UT / 84101",
		"760 Elm Avenue Suite 392 Houston TX 77034":               "760 Elm Avenue / Suite 392 / Houston / TX / 77034",
		"?101 highway, new york, ny 10001":                        "101 Highway / New York / NY / 10001",
		"ship it to 55 Lake Road, Denver, CO 80280":               "55 Lake Road / Denver / CO / 80280",
		"my new address is 9 Pine Lane, Unit 3, Austin, TX 78701": "9 Pine Lane / Unit 3 / Austin / TX / 78701",
		"?45 Rue des Fleurs, Lyon, 69001, France":                 "45 Rue des Fleurs / Lyon / 69001",
		"?Hauptstrasse 5, Berlin 10115":                           "Hauptstrasse 5 / Berlin / 10115",
		"change it to 200 Main Street, Chicago, IL 60601 please":  "200 Main Street / Chicago / IL / 60601",
		"350 5th Ave, New York, NY 10118":                         "350 5th Ave / New York / NY / 10118",
		"?12 Baker Street":                                        "",
		"I want 5 way speakers, two of them":                      "",
		"order 12345, 3 items":                                    "",
		"it was sent on 12 March, Kyiv":                           "",
		"my zip is 80217":                                         "",
		// Russian
		"?Киев, улица Крещатик 22, кв. 5":                "улица Крещатик 22 / кв. 5 / Киев",
		"?ул. Пушкинская 10, Харьков":                    "ул. Пушкинская 10 / Харьков",
		"г. Одесса, ул. Дерибасовская, д. 3, кв. 8":      "ул. Дерибасовская, д. 3 / кв. 8 / Одесса",
		"доставьте на проспект Науки 14, Харьков, 61000": "проспект Науки 14 / Харьков / 61000",
		"?зачем вам мой адрес":                           "",
		"улица Пушкина":                                  "",
	}
	if len(rows) < 40 {
		t.Errorf("%d cases are too few", len(rows))
	}
	r := finder(t)
	for text, want := range rows {
		said, asked := strings.CutPrefix(text, "?")
		ctx := Context{}
		if asked {
			ctx.Asked = KindAddress
		}
		var got []string
		for _, e := range only(r.Find(said, ctx), KindAddress) {
			v := e.Value.(map[string]any)
			var parts []string
			for _, key := range []string{"address1", "address2", "city", "state", "zip"} {
				if s := v[key].(string); s != "" {
					parts = append(parts, s)
				}
			}
			got = append(got, strings.Join(parts, " / "))
		}
		if s := strings.Join(got, "; "); s != want {
			t.Errorf("%q: %q, want %q", text, s, want)
		}
	}
}
