package pick

import (
	"strings"
	"unicode/utf8"

	"github.com/rozmova/rozmova/internal/understand/normal"
)

// lexicon joins words of several languages that mean one property: what a
// catalogue calls "black" a customer calls «чорна». A form with * is a
// beginning. Several words after the colon stand for one.
const lexicon = `
black: чорн* черн*
white: білий біла біле білі білу білого білої білим білою білому білих белый белая белое белую белого белые
blue: син синій синя синє сині синю синього синьої синім синьою блакитн* голуб*
red: червон* красн*
green: зелен*
grey: gray сір сірий сіра сіре сірі сіру сірого сірої сірим сірою серый серая серое серую серого
silver: срібл* срібн* серебр*
gold: золот*
yellow: жовт* желт*
pink: рожев* розов*
purple: фіолет* пурпур* бузков*
brown: коричн*
beige: бежев*
orange: помаранч* оранж*
navy: темносин*
leather: шкір* кожан*
cotton: бавовн* бавовна хлопк* хлопок
polyester: поліестер* полиэстер*
plastic: пластик* пластмас*
glass: скляний скляна скляне скляну скляного скло скла склом стекл*
metal: метал*
wood: дерев* wooden
stainless steel: нержавій* нержавіюч* нержавейк* нерж* stainless
rubber: гумов* гума резин*
ceramic: керам*
silicone: силік* силик*
mesh: сітк* сітчаст*
nylon: нейлон*
fabric: ткан*
synthetic: синтет*
bamboo: бамбук*
maple: клен*
fleece: фліс*
iron: чавун* залізн*
paper: паперов*
wireless: бездрот* беспровод* cordless
wired: дротов* провідн* проводн*
water resist: waterproof водонепрон* водостій* вологостій* водозах* непромок* водонепрониц* водотривк*
rechargeable: акумулят* аккумулят* перезаряджа*
battery: батаре* batteries
adjustable: регульов* регулир*
automatic: автомат*
manual: ручн* механічн*
electric: електр* электр*
gas: газов*
induction: індукц*
high: висок* high
low: низьк* low
medium: середн* средн* медіум mid
large: велик* больш big
small: маленьк* малий мала мале малу малого невелик*
beginner: початк* новачк* легк*
expert: експерт* складн*
polarized: поляриз*
digital: цифров* электронн* електронн*
analog: аналогов* стрілк*
full: повн* полн*
half: половин*
men: чоловіч* мужск* male man's
women: жіноч* женск* female
drip: крапельн*
timer: таймер*
road: шосейн* шоссейн*
mountain: гірськ* горн*
soft: м'як* мягк*
hard: тверд* жорстк*
backlight: підсвіт* подсвет* backlit lighting backlighting
clicky: клацаюч* клікаюч* клікі
linear: лінійн*
tactile: тактил*
laser: лазер*
optical: оптичн*
animal: тварин*
landscape: пейзаж* краєвид*
art: мистецтв* арт
fantasy: фентез* фантаст* fancy
round: кругл*
thick: товст*
color: колір кольор* colour цвет*
size: розмір* размер*
material: матеріал* материал*
capacity: об'єм* місткіст* ємніст* объем* volume
storage: накопич* сховищ* пам'ят* памят* memory disk drive
screen: екран* діагонал* экран* display дисплей*
processor: процесор* cpu проц
brightness: яскравіст* яркост* bright яскрав* ярк*
resolution: роздільн* роздільк* разрешен*
length: довжин* длин* long довг*
height: висот* tall
thickness: товщин*
weight: ваг*
pressure: тиск*
price: цін* цен* варт*
difficulty: складніст* рівень
theme: тем* сюжет*
style: стил* фасон*
sleeve: рукав*
frame: оправ* рам*
lens: лінз* скелець
strap: ремін* ремеш* band
dial: циферблат*
connectivity: підключен* з'єднан*
compatible: сумісн* compat*
zipper: блискавк* zip
zoom: зум*
type: тип* вид
6: шост*
7: сьом*
8: восьм*
9: дев'ят* девят*
10: десят*
11: одинадцят*
12: дванадцят*
inch: inches дюйм* "
ft: foot feet фут*
l: liter liters litre litres літр* л
ml: milliliter milliliters millilitre мл
gb: гб гіг* gig gigs gigabyte gigabytes гиг*
tb: тб терабайт* terabyte
lbs: pounds pound lb
hour: hours hrs годин* год часов часа
mah: мач маг
mm: мм millimeter millimeters мілім*
degree: degrees градус*
piece: pieces pcs pc шт штук* детал* елемент* элемент* предмет*
cup: cups чашк* чашок
mp: мп мегапікс* мегапикс* megapixel megapixels
watt: w watts вт ват*
bar: бар бари
percent: відсот* процент*
`

// entry is what a word stands for.
type entry []string

var exact, begins = buildLexicon()

func buildLexicon() (map[string]entry, map[string]entry) {
	words, starts := map[string]entry{}, map[string]entry{}
	for line := range strings.Lines(lexicon) {
		meaning, forms, ok := strings.Cut(strings.TrimSpace(line), ":")
		if !ok {
			continue
		}
		var e entry
		for _, w := range strings.Fields(meaning) {
			e = append(e, normal.Stem(w, "en"))
		}
		if len(e) == 1 {
			words[meaning] = e
		}
		for _, f := range strings.Fields(forms) {
			if head, is := strings.CutSuffix(f, "*"); is {
				starts[head] = e
			} else {
				words[f] = e
			}
		}
	}
	for n, list := range numerals {
		for _, w := range strings.Fields(list) {
			words[w] = entry{n}
		}
	}
	return words, starts
}

var numerals = map[string]string{
	"2": "two два дві двох", "3": "three три трьох", "4": "four чотири", "5": "five п'ять пять", "6": "six шість шесть", "7": "seven сім семь", "8": "eight вісім восемь",
	"9": "nine дев'ять девять", "10": "ten десять", "11": "eleven", "12": "twelve", "100": "hundred сто сотня сотні сот", "13": "thirteen", "15": "fifteen", "1000": "thousand тисяча тисячу тисячі тисяч", "500": "п'ятсот пятсот",
}

// meaning of a word in lower case with its stem.
func meaning(text, stem string) entry {
	if e, ok := exact[text]; ok {
		return e
	}
	if text[0] >= 0x80 || strings.Contains(text, "'") {
		for end := len(text); end > 4; {
			_, size := utf8.DecodeLastRuneInString(text[:end])
			if e, ok := begins[text[:end]]; ok {
				return e
			}
			end -= size
		}
	}
	if e, ok := exact[stem]; ok {
		return e
	}
	return entry{stem}
}
