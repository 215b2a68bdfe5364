package search

import (
	"strings"

	"github.com/rozmova/rozmova/internal/understand/normal"
)

// everyday are words that people say for things which pages call otherwise: loan words by ear, names in short, and
// what is said at home beside what is written by a company. The words of a line, which may be two, mean the same; the
// table of meanings does not know it. Stems are compared, so one form of each will do.
const everyday = `
вайфай; вай фай; вифи; wi-fi; wifi; бездротова мережа; wlan
блютуз; блютус; bluetooth
впн; vpn
айпі; айпішник; ip; ip-адреса
гугл; google
фейсбук; facebook
інстаграм; інста; instagram
телеграм; телега; telegram
вайбер; viber
ютуб; youtube
віндовс; вінда; windows
мак; макос; mac os
андроїд; android
айфон; iphone
емейл; імейл; мейл; мило; email; e-mail; електронна пошта; електронний лист
смс; смска; есемеска; sms
юсб; usb; флешка; usb-накопичувач
пдф; pdf
онлайн; online; в інтернеті; через інтернет
інет; інтернет; internet
інтернет; мобільні дані
сім; сімка; симка; sim; sim-карта
есім; есімка; esim
роумінг; roaming; за кордоном; закордон
промокод; промо-код; promo code; код на знижку
купон; ваучер; подарунковий сертифікат
кешбек; cashback; повернення коштів
знижка; скидка; акція; розпродаж
повернення; рефанд; refund
кошти; гроші; бабки; сума
рахунок; баланс
рахунок; інвойс; invoice
посилка; пакунок; відправлення; посилочка
кур'єр; доставка додому
відділення; поштомат; пункт видачі; точка видачі
самовивіз; забрати самому; самовивезення
нова пошта; np; новапошта
укрпошта; ukrposhta
накладний платіж; післяплата; оплата при отриманні
передоплата; аванс
розстрочка; оплата частинами; розтермінування; кредит
картка; карта; картка банку
чек; квитанція; квиток про оплату
замовлення; заказ; ордер; покупка
скасувати; відмінити; анулювати; відмовитися
видалити; вилучити; стерти; прибрати; витерти
змінити; поміняти; замінити; редагувати; виправити
додати; вставити; долучити
увімкнути; включити; активувати; запустити; ввімкнути
вимкнути; виключити; відключити; деактивувати
налаштувати; настроїти; сконфігурувати; встановити; виставити
налаштування; параметри; опції; настройки
під'єднати; підключити; з'єднати; конектитися; приєднати
від'єднати; відключити; роз'єднати
зламався; не працює; поламався; несправний; глючить; помилка
зламаний; пошкоджений; битий; розбитий; брак; дефект
папка; тека; каталог; директорія
файл; документ
бекап; резервна копія; резервне копіювання; backup
завантажити; скачати; закачати; download
встановити; поставити; інсталювати; установити
оновити; апдейт; обновити; оновлення
комп; комп'ютер; пк; система
ноут; ноутбук; лептоп; портативний комп'ютер
телефон; смартфон; мобілка; мобільний
монітор; дисплей; екран
мишка; миша
клава; клавіатура
принтер; друкарка
роздрукувати; друкувати; друк; надрукувати; друкування
батарея; акумулятор; батарейка
зарядка; заряджання; зарядний пристрій
вухо; навушники; гарнітура
звук; гучність; голосніше; тихіше
динамік; колонка; гучномовець
картинка; зображення; фото; фотографія; світлина; знімок
аватар; аватарка; фотографія профілю; зображення профілю
скрін; скріншот; знімок екрана; screenshot
шпалери; заставка; фонове зображення; тло
робочий стіл; стільниця
шрифт; літери; розмір тексту
крупніший; більший; збільшити
дрібніший; менший; зменшити
пароль; код доступу
логін; ім'я користувача; юзернейм; login
увійти; залогінитися; авторизуватися; вхід; зайти
вийти; розлогінитися; вихід
обліковка; акаунт; аккаунт; обліковий запис; профіль; кабінет; особистий кабінет
реєстрація; зареєструватися; створити обліковий запис
користувач; юзер
адмін; адміністратор
фаєрвол; брандмауер; firewall; міжмережевий екран
антивірус; віруси; антивірусне програмне забезпечення
браузер; переглядач; оглядач
сайт; вебсайт; сторінка; веб-сайт
посилання; лінк; урл; url; адреса сторінки
програма; застосунок; додаток; аплікація; прога; апка
гарячі клавіші; клавіатурні скорочення; сполучення клавіш; комбінація клавіш; shortcut
сповіщення; пуш; нагадування; повідомлення; push
підписка; абонемент; передплата
тариф; тарифний план; пакет; план
хвилини; дзвінки; розмови
гіга; гігабайт; гб; мегабайти; трафік; інтернет
поповнити; закинути гроші; покласти гроші; поповнення
списати; зняти гроші; списання; стягнути
борг; заборгованість
штраф; пеня; неустойка
договір; контракт; угода
оператор; жива людина; підтримка; менеджер; консультант
техпідтримка; служба підтримки; саппорт
скарга; поскаржитися; претензія
гарантія; гарантійний ремонт; гарантійний талон
ремонт; полагодити; відремонтувати; лагодити; відновити
сервіс; сервісний центр; майстерня
розмір; розмірна сітка; таблиця розмірів
колір; кольоровий; барва; забарвлення
ліки; препарат; лікарський засіб; медикамент; таблетки
доза; дозування; скільки приймати
побічні дії; побічні реакції; побочки; небажані реакції
протипоказання; кому не можна; заборонено
вагітна; вагітність
строк; термін; тривалість; період; скільки часу
ціна; вартість; коштувати; плата; скільки коштує
безкоштовно; безоплатно; задарма; даром
адреса; місцезнаходження; місце перебування; де знаходитеся; розташування; геопозиція
графік роботи; години роботи; розклад; режим роботи
відпустка; канікули
працівник; співробітник; персонал
заява; заявка; звернення; запит
документи; папери; довідка
паспорт; посвідчення особи
кінець; завершення; закінчення
вчасно; своєчасно
затримка; запізнення; довго немає; спізнюється
загубити; втратити; втрачений; загублений
вкрасти; викрасти; крадіжка; викрадений
шахрай; аферист; обман; шахрайство
швидкий; терміновий; експрес
повільний; гальмує; тормозить; лагає
зависнути; завис; не відповідає
заблокувати; блокування; бан; заблокований
login; sign in; log in
logout; sign out; log out
sign up; register; create account
delete; remove; erase; get rid
cancel; call off; abort
refund; money back; reimbursement
change; edit; modify; update; alter
shipping; delivery; postage
parcel; package; shipment
voucher; coupon; promo code; discount code; gift card
invoice; bill; receipt
photo; picture; image
cell; mobile; phone; smartphone
laptop; notebook
app; application; program
folder; directory
shortcut; hotkey; keyboard shortcut
broken; damaged; faulty; defective
fix; repair; solve
agent; human; operator; representative
plan; tariff; subscription
top up; recharge; add money
settings; preferences; options
hide; conceal
show; display
find; search; locate
strikethrough; cross out
`

// spoken are the other ways to say a thing, by the stems of its words with spaces between.
var spoken = func() map[string][][]token {
	out := map[string][][]token{}
	for line := range strings.Lines(everyday) {
		var ways [][]token
		for _, way := range strings.Split(line, ";") {
			if tokens := analyse(way, normal.ScriptLanguage(way)); len(tokens) > 0 {
				ways = append(ways, tokens)
			}
		}
		for i, way := range ways {
			key := stemsKey(way)
			for k, other := range ways {
				if k != i {
					out[key] = append(out[key], other)
				}
			}
		}
	}
	return out
}()

// mostSpoken is how many words one way to say a thing has.
const mostSpoken = 3

func stemsKey(tokens []token) string {
	var key []string
	for _, t := range tokens {
		key = append(key, t.stem)
	}
	return strings.Join(key, " ")
}

// everydayWeight is what another way to say a thing counts beside the words themselves.
const everydayWeight = 0.7

// say gives each token the stems of the other ways to say it, alone or with its neighbours. A way of several words
// is shared out among them.
func (x *Index) say(tokens []token) [][]variant {
	out := make([][]variant, len(tokens))
	for i := range tokens {
		for n := 1; n <= mostSpoken && i+n <= len(tokens); n++ {
			for _, way := range spoken[stemsKey(tokens[i:i+n])] {
				whole := true
				for _, t := range way {
					if _, ok := x.known(t.stem); !ok && !t.small {
						whole = false
					}
				}
				if !whole {
					continue
				}
				for _, t := range way {
					if stem, ok := x.known(t.stem); ok && !t.small {
						for k := range n {
							out[i+k] = append(out[i+k], variant{stem, everydayWeight / float64(len(way)+n-1)})
						}
					}
				}
			}
		}
	}
	return out
}
