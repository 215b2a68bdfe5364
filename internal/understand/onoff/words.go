package onoff

import "strings"

// role is what a word says about how a thing stands.
type role uint8

const (
	none   role = iota
	isOn        // on, enabled, «увімкнено»
	isOff       // off, disabled, «вимкнено»
	shown       // there is, I see, «стоїть», «горить»: on, unless negated
	works       // «працює» tells that it is on; «не працює» tells of a fault
	not         // not, no, «немає»
	doubts      // if, whether, how, «не знаю»: the clause says nothing
	wishes      // turn on, «увімкнути»: what is to be done, not how it stands
	reader      // I, my phone: who sees it
	sees        // like shown, but «не бачу» alone may mean that it was not found
	joiner      // and, «та»
)

var roles = buildRoles()

func buildRoles() map[string]role {
	out := map[string]role{}
	for r, words := range map[role]string{
		isOn: "on enabled active activated connected lit glowing highlighted coloured colored green blue yes true 🟢 ✅ ✔ вкл так да ага активно активний активна активне активен активны активні підключено підключений подключен подключено " +
			"онлайн зелений зелена зелене зелені зеленим синій синя синє сині синім голубий підсвічений підсвічена підсвічене кольоровий кольорова зеленый синий ввімкнено увімкнено включено включений включена включене включены включон включоний включен",
		isOff: "off disabled inactive deactivated disconnected false gone disappeared vanished unlit grey gray greyed grayed dimmed 🔴 ❌ 🚫 викл выкл офф сірий сіра сіре сірі сірим тьмяний тьмяна серый серая серое згас згасла неактивно неактивний неактивна неактивен деактивовано відсутній відсутня відсутнє отсутствует " +
			"зник зникла зникло пропав пропала пропало пропал",
		sees:   "see sees find found бачу бачила бачив вижу знайшов знайшла",
		shown:  "there there's shows showing shown displayed displays have has got using use visible appears стоїть стоїт стоит стоє горить горит світиться светится є есть видно показує показано показывает висить висит користуюсь користуюся используется",
		works:  "work works working працює працюють робить работает",
		not:    "not no nope nah isn't aren't isnt arent don't dont doesn't doesnt didn't haven't hasn't without never none neither nothing any cannot не ні немає нема нємає нєма нету нєту нет без жодного жодної жодних ніякого ніякої ніяких ніякий ніде нигде никакого никакой ни",
		doubts: "if whether unsure maybe perhaps possibly how why where when should can't cant couldn't idea чи якщо мабуть можливо може як чому де коли если как почему где может возможно наверное навіщо сумніваюсь",
		wishes: "turn switch toggle enable disable activate deactivate connect disconnect вмикати вимикати ввімкнути увімкнути вимкнути включити виключити включить выключить отключить підключити відключити увімкніть ввімкніть вимкніть включіть",
		reader: "i we my у мене меня",
		joiner: "and & і й та и as well also plus",
	} {
		for _, w := range strings.Fields(words) {
			out[w] = r
		}
	}
	for _, w := range []string{"у", "мене", "меня", "as", "well"} {
		delete(out, w)
	}
	return out
}

// endings of verbs that say what is to be done; a form with another ending
// says what was done («вимкнула», «увімкнений»).
var infinitives = []string{"ути", "ити", "ать", "ить", "іть", "йте", "ите", "ай", "ється", "ится", "ється", "ати"}

var beginnings = []struct {
	prefix string
	role   role
}{
	{"ввімкн", isOn}, {"увімкн", isOn}, {"вімкн", isOn}, {"включ", isOn}, {"активов", isOn}, {"підключ", isOn}, {"подключ", isOn}, {"активир", isOn},
	{"вимкн", isOff}, {"вымкн", isOff}, {"виключ", isOff}, {"выключ", isOff}, {"відключ", isOff}, {"отключ", isOff}, {"одключ", isOff}, {"деактив", isOff}, {"вируб", isOff}, {"выруб", isOff},
}

// roleOf reads one word in lower case.
func roleOf(w string) role {
	if r, ok := roles[w]; ok {
		return r
	}
	for _, b := range beginnings {
		if !strings.HasPrefix(w, b.prefix) {
			continue
		}
		for _, e := range infinitives {
			if strings.HasSuffix(w, e) {
				return wishes
			}
		}
		return b.role
	}
	return none
}

// afterOn: "on my phone" tells a place, not a state.
var afterOn = set("my the a an this that your top screen phone it to which his her our both display these those i what")

var thinks = set("think guess believe suppose reckon assume")

// undecided are beginnings of clauses that know nothing, as words in a row.
var undecided = []string{"not sure", "don't know", "dont know", "no idea", "i forget", "i forgot", "can't tell", "cannot tell", "do you", "should i", "не знаю", "не впевнен", "не певен", "не певна", "не розумію", "не помню", "не уверен", "не можу", "не могу", "без понятия", "без поняття", "що таке", "what is", "what's"}

func set(words string) map[string]bool {
	out := map[string]bool{}
	for _, w := range strings.Fields(words) {
		out[w] = true
	}
	return out
}
