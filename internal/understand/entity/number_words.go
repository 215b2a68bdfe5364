package entity

import "strings"

type wordKind uint8

const (
	smallWord wordKind = iota + 1 // up to 900, added
	scaleWord                     // hundred, thousand, million: multiplied
)

type numberWord struct {
	value float64
	kind  wordKind
}

// numberWords has every form, because the cases of Ukrainian and Russian numerals follow no one rule.
var numberWords = buildNumberWords()

func buildNumberWords() map[string]numberWord {
	out := map[string]numberWord{}
	small := func(value float64, words string) {
		for _, w := range strings.Fields(words) {
			out[w] = numberWord{value, smallWord}
			out[strings.ReplaceAll(w, "'", "")] = numberWord{value, smallWord} // пять for п'ять, as typed in haste
		}
	}
	scale := func(value float64, words string) {
		for _, w := range strings.Fields(words) {
			out[w] = numberWord{value, scaleWord}
		}
	}
	small(0, "нуль нуля zero ноль ноля")
	small(1, "один одна одне одну одного однієї одній одним one одно одной одну")
	small(2, "два дві двох двом двома two две двух двум двумя двоє двое")
	small(3, "три трьох трьом трьома three трех трём трем тремя троє трое")
	small(4, "чотири чотирьох чотирьом чотирма four четыре четырех четырем четверо")
	small(5, "п'ять п'яти п'ятьох п'ятьом п'ятьма five пять пяти пятью п'ятеро")
	small(6, "шість шести шістьох шістьом six шесть шестью")
	small(7, "сім семи сімох сімом seven семь семью")
	small(8, "вісім восьми вісьмох eight восемь восьмью")
	small(9, "дев'ять дев'яти дев'ятьох nine девять девяти")
	small(10, "десять десяти десятьох ten десятью")
	small(11, "одинадцять одинадцяти eleven одиннадцать одиннадцати")
	small(12, "дванадцять дванадцяти twelve двенадцать двенадцати")
	small(13, "тринадцять тринадцяти thirteen тринадцать тринадцати")
	small(14, "чотирнадцять чотирнадцяти fourteen четырнадцать четырнадцати")
	small(15, "п'ятнадцять п'ятнадцяти fifteen пятнадцать пятнадцати")
	small(16, "шістнадцять шістнадцяти sixteen шестнадцать шестнадцати")
	small(17, "сімнадцять сімнадцяти seventeen семнадцать семнадцати")
	small(18, "вісімнадцять вісімнадцяти eighteen восемнадцать восемнадцати")
	small(19, "дев'ятнадцять дев'ятнадцяти nineteen девятнадцать девятнадцати")
	small(20, "двадцять двадцяти twenty двадцать двадцати")
	small(30, "тридцять тридцяти thirty тридцать тридцати")
	small(40, "сорок сорока forty fourty")
	small(50, "п'ятдесят п'ятдесяти fifty пятьдесят пятидесяти")
	small(60, "шістдесят шістдесяти sixty шестьдесят шестидесяти")
	small(70, "сімдесят сімдесяти seventy семьдесят семидесяти")
	small(80, "вісімдесят вісімдесяти eighty восемьдесят восьмидесяти")
	small(90, "дев'яносто дев'яноста ninety девяносто девяноста")
	small(100, "сто ста")
	small(200, "двісті двохсот двести двухсот")
	small(300, "триста трьохсот трехсот")
	small(400, "чотириста чотирьохсот четыреста четырехсот")
	small(500, "п'ятсот п'ятисот пятьсот пятисот")
	small(600, "шістсот шестисот шестьсот")
	small(700, "сімсот семисот семьсот")
	small(800, "вісімсот восьмисот восемьсот")
	small(900, "дев'ятсот дев'ятисот девятьсот девятисот")
	small(6, "полдюжины півдюжини")
	small(0.5, "пів half")
	small(1.5, "півтора півтори полтора полторы")
	scale(10, "десяток десятка десятки десятків десятков")
	scale(12, "дюжина дюжину дюжини дюжин дюжины dozen dozens")
	scale(100, "hundred hundreds сотня сотню сотні сотень сотни сотен")
	scale(1000, "тисяча тисячі тисячу тисяч тисячами тисячею тис thousand thousands тысяча тысячи тысячу тысяч тыс")
	scale(1e6, "мільйон мільйона мільйони мільйонів млн million millions миллион миллиона миллионов")
	return out
}

// vague are scales that count nothing without a number before them: «сотні разів», "dozens of times".
var vague = set("десятки|десятків|десятков|дюжини|дюжин|дюжины|dozens|сотні|сотень|сотни|сотен|hundreds|тисячі|тисяч|тысячи|тысяч|тис|тыс|" +
	"thousands|мільйони|мільйонів|млн|миллионы|миллионов|millions")

// ordinalWords maps every form of the ordinals up to the thirty-first; -1 is the last.
var ordinalWords = buildOrdinalWords()

func buildOrdinalWords() map[string]int {
	out := map[string]int{}
	hard := strings.Fields("ий а е у ого ої ому ій им ою і их ими")
	russian := strings.Fields("ый ой ая ое ую ого ому ым ом ые ых ыми")
	add := func(n int, stems string, ends []string) {
		for _, s := range strings.Fields(stems) {
			for _, e := range ends {
				out[s+e] = n
				out[strings.ReplaceAll(s, "'", "")+e] = n
			}
		}
	}
	for n, s := range map[int]string{
		1: "перш", 2: "друг", 4: "четверт", 5: "п'ят", 6: "шост", 7: "сьом", 8: "восьм", 9: "дев'ят", 10: "десят",
		11: "одинадцят", 12: "дванадцят", 13: "тринадцят", 14: "чотирнадцят", 15: "п'ятнадцят", 16: "шістнадцят",
		17: "сімнадцят", 18: "вісімнадцят", 19: "дев'ятнадцят", 20: "двадцят", 30: "тридцят",
	} {
		add(n, s, hard)
	}
	for n, s := range map[int]string{
		1: "перв", 2: "втор", 4: "четверт", 5: "пят", 6: "шест", 7: "седьм", 8: "восьм", 9: "девят", 10: "десят",
		11: "одиннадцат", 12: "двенадцат", 13: "тринадцат", 14: "четырнадцат", 15: "пятнадцат", 16: "шестнадцат",
		17: "семнадцат", 18: "восемнадцат", 19: "девятнадцат", 20: "двадцат", 30: "тридцат",
	} {
		add(n, s, russian)
	}
	for _, w := range []string{"друг", "пята", "пяти", "шести", "десяти"} {
		delete(out, w)
	}
	for _, w := range strings.Fields("третій третя третє третю третього третьої третьому третьою третім треті третьих третий третья третье третью третьего третьей") {
		out[w] = 3
	}
	for _, w := range strings.Fields("останній остання останнє останню останнього останньої останньому останні останнім последний последняя последнее последнюю последнего последней last") {
		out[w] = -1
	}
	for i, w := range strings.Fields("first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth twentieth") {
		out[w] = i + 1
	}
	out["thirtieth"] = 30
	return out
}
