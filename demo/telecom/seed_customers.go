package telecom

import "strings"

// person is a customer with lines and whatever is the matter with them.
type person struct {
	number  string // of all their IDs
	shop    string // the same person in the shop
	name    string
	born    string
	email   string
	locale  string
	address Address
	brand   string
	card    string // last four digits
	lines   []lineSeed
	last    BillStatus // of last month's bill
	extras  []extra    // on last month's bill, besides the plans
	story   string
}

// lineSeed is a line and the device in which its card is.
type lineSeed struct {
	number  string
	plan    string
	model   string
	used    float64 // GB this month
	roaming bool
	asleep  string // why it is suspended
}

// Why a line is suspended.
const (
	unpaid       = "unpaid"
	contractOver = "contract over"
)

func (l lineSeed) kind() string {
	switch {
	case strings.Contains(l.model, "Tab"):
		return "tablet"
	case strings.Contains(l.model, "Watch"):
		return "watch"
	}
	return "phone"
}

// extra is a charge or a credit; the text is "English|Українська".
type extra struct {
	text   string
	amount float64
	kind   string
}

// The stories, by which the site says whom to choose for what.
const (
	StoryBill     = "bill"     // a bill with roaming, overage, a late fee and a credit
	StoryOverdue  = "overdue"  // suspended for an unpaid bill
	StoryContract = "contract" // suspended, the contract is over
	StoryData     = "data"     // has used up this month's data
	StoryRoaming  = "roaming"  // roaming is switched off at the operator
	StoryLate     = "late"     // an unpaid bill, the line still works
)

// The customers are those of the shop. People and numbers are made up.
var people = []person{
	{"2001", "olena_koval_1001", "Олена Коваль", "1989-04-12", "olena.koval@example.com", "uk",
		Address{"вул. Саксаганського, 41, кв. 17", "Київ", "м. Київ", "01033"}, "Visa", "4821",
		[]lineSeed{
			{"+380670000101", "P2002", "Pixel 8", 9.4, true, ""},
			{"+380670000201", "P2001", "Galaxy A35", 2.1, false, ""},
		}, BillIssued, []extra{
			{"Roaming in Poland, 12–14, 1.2 GB - Line +380670000101|Роумінг у Польщі, 12–14 число, 1,2 ГБ, номер +380670000101", 96, "Roaming"},
			{"Data Overage 0.6 GB - Line +380670000201|Понад пакет 0,6 ГБ, номер +380670000201", 24, "Overage"},
			{"Late payment fee|Пеня за прострочення попереднього рахунку", 18.5, "Fee"},
			{"Goodwill credit: no service for two days|Перерахунок за два дні без зв'язку", -30, "Credit"},
		}, StoryBill},
	{"2002", "taras_shevchuk_1002", "Тарас Шевчук", "1982-09-03", "taras.shevchuk@example.com", "uk",
		Address{"вул. Дорошенка, 24, кв. 8", "Львів", "Львівська область", "79000"}, "Mastercard", "7730",
		[]lineSeed{{"+380670000102", "P2002", "Galaxy S23", 0, false, unpaid}}, BillOverdue, nil, StoryOverdue},
	{"2003", "iryna_bondarenko_1003", "Ірина Бондаренко", "1994-01-27", "iryna.bondarenko@example.com", "uk",
		Address{"вул. Дерибасівська, 12, кв. 31", "Одеса", "Одеська область", "65026"}, "Visa", "6611",
		[]lineSeed{{"+380670000103", "P2001", "iPhone 13", 0, false, contractOver}}, BillOverdue, nil, StoryContract},
	{"2004", "andrii_melnyk_1004", "Андрій Мельник", "1991-07-19", "andrii.melnyk@example.com", "uk",
		Address{"вул. Сумська, 77, кв. 54", "Харків", "Харківська область", "61022"}, "Visa", "9016",
		[]lineSeed{{"+380670000104", "P2002", "Redmi Note 13", 15.2, false, ""}}, BillPaid, nil, StoryData},
	{"2005", "nataliia_kravchenko_1005", "Наталія Кравченко", "1978-11-30", "nataliia.kravchenko@example.com", "uk",
		Address{"просп. Дмитра Яворницького, 60, кв. 112", "Дніпро", "Дніпропетровська область", "49000"}, "Mastercard", "3358",
		[]lineSeed{{"+380670000105", "P2003", "iPhone 15", 31.7, false, ""}}, BillPaid, nil, StoryRoaming},
	{"2006", "dmytro_tkachenko_1006", "Дмитро Ткаченко", "1986-02-08", "dmytro.tkachenko@example.com", "uk",
		Address{"просп. Соборний, 158, кв. 40", "Запоріжжя", "Запорізька область", "69005"}, "Visa", "5120",
		[]lineSeed{{"+380670000106", "P2002", "Moto G84", 6.3, true, ""}}, BillPaid, nil, ""},
	{"2007", "yuliia_polishchuk_1007", "Юлія Поліщук", "1997-06-21", "yuliia.polishchuk@example.com", "uk",
		Address{"вул. Соборна, 33, кв. 5", "Вінниця", "Вінницька область", "21050"}, "Visa", "6642",
		[]lineSeed{
			{"+380670000107", "P2004", "iPhone 14", 18.9, true, ""},
			{"+380670000207", "P2005", "Watch SE", 0.3, false, ""},
		}, BillIssued, nil, ""},
	{"2008", "maksym_lysenko_1008", "Максим Лисенко", "1975-12-05", "maksym.lysenko@example.com", "uk",
		Address{"вул. Небесної Сотні, 9, кв. 22", "Полтава", "Полтавська область", "36000"}, "Mastercard", "1207",
		[]lineSeed{{"+380670000108", "P2001", "Nokia G42", 3.8, false, ""}}, BillOverdue, nil, StoryLate},
	{"2013", "emily_carter_1013", "Emily Carter", "1990-03-15", "emily.carter@example.com", "en",
		Address{"12 Rynok Square, Apt 4", "Lviv", "Lviv Oblast", "79008"}, "Visa", "7105",
		[]lineSeed{
			{"+380670000113", "P2002", "Pixel 7", 10.8, true, ""},
			{"+380670000213", "P2005", "Galaxy Tab S9", 0.4, false, ""},
		}, BillIssued, []extra{
			{"Roaming in Austria, 3 days, 0.8 GB - Line +380670000113|Роумінг в Австрії, 3 дні, 0,8 ГБ, номер +380670000113", 64, "Roaming"},
			{"Late payment fee|Пеня за прострочення попереднього рахунку", 18.5, "Fee"},
			{"Goodwill credit|Бонусне нарахування", -20, "Credit"},
		}, StoryBill},
	{"2014", "james_walker_1014", "James Walker", "1983-08-22", "james.walker@example.com", "en",
		Address{"5 Yaroslaviv Val Street, Apt 27", "Kyiv", "Kyiv City", "01054"}, "Mastercard", "4480",
		[]lineSeed{{"+380670000114", "P2002", "Galaxy S22", 0, false, unpaid}}, BillOverdue, nil, StoryOverdue},
	{"2015", "hannah_brooks_1015", "Hannah Brooks", "1996-05-09", "hannah.brooks@example.com", "en",
		Address{"7 Katerynynska Street, Apt 15", "Odesa", "Odesa Oblast", "65026"}, "Mastercard", "9951",
		[]lineSeed{{"+380670000115", "P2001", "iPhone 12", 5.3, false, ""}}, BillPaid, nil, StoryData},
	{"2016", "daniel_foster_1016", "Daniel Foster", "1988-10-01", "daniel.foster@example.com", "en",
		Address{"3 Koriatovych Square", "Uzhhorod", "Zakarpattia Oblast", "88000"}, "Visa", "3027",
		[]lineSeed{{"+380670000116", "P2003", "Pixel 8a", 22.4, false, ""}}, BillPaid, nil, StoryRoaming},
}
