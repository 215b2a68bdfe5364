package classify

import "strings"

// functionWords hold sentences together and say nothing of what is wanted. With five examples an intent, chance
// decides which of them stand in which intent, so they get a small fixed part of the vector and do not count as
// known words: "who is the president" knows two words of "what is the status", and neither means anything.
// Question words are a group of their own: «де» and «коли» are half of what an order status is,
// but any stranger asks them too.
var (
	functionWords = buildFunctionWords()
	questionWords = buildQuestionWords()
)

func buildFunctionWords() map[string]bool {
	out := map[string]bool{}
	for _, list := range []string{
		"і й та а але або чи бо що щоб як якщо б би ж же то це цей ця ці цього цієї цьому той та те ті того тієї в у на з із зі зо до від за " +
			"для про по при над під між через після без щодо я ти він вона воно ми ви вони мене мені мною тебе тобі його йому її їй нас нам " +
			"вас вам їх їм мій моя моє мої мого моєї моєму мою моїм моїх наш наша наше наші ваш ваша ваше ваші вашій вашого вашої вашу ваших свій своя своє свої " +
			"свого свою є був була було були буде будуть бути так ні не ну от ось ще вже тут там дуже лише тільки також теж " +
			"будь ласка дякую привіт вітаю добрий доброго день дня вечір вечора ранку підкажіть скажіть шо шось щось вобще вообще взагалі кароче коротше типу тіпа просто хочу хоче хотів хотіла хотілося потрібно треба можна можу може можете",
		"и а но или ли что чтобы как если бы же то это этот эта эти этого той тот те в во на с со из к ко до от за для о об по при над под " +
			"между через после без я ты он она оно мы вы они меня мне мной тебя тебе его ему её ей нас нам вас вам их им мой моя моё мое мои " +
			"моего моей моему мою наш ваш ваша ваше ваши вашей свой есть был была было были будет будут быть да нет не ну вот ещё еще уже " +
			"тут там очень только также тоже пожалуйста спасибо привет здравствуйте добрый день подскажите скажите хочу хочет хотел хотела нужно надо можно могу может можете",
		"a an the and or but if so than then that this these those of in on at by for with about to from up into as i you he she it we they " +
			"me him her us them my your his its our their am is are was were be been being do does did have has had will would shall should " +
			"can could may might must i'm i'd i'll i've it's that's you're don't not no yes please thanks thank hello hi hey just also too " +
			"there here some any very really tell let us know ok okay want wants need needs like get",
	} {
		for _, w := range strings.Fields(list) {
			out[w] = true
		}
	}
	return out
}

func buildQuestionWords() map[string]bool {
	out := map[string]bool{}
	for _, w := range strings.Fields("хто де куди звідки коли чому чого чо навіщо нащо када скока скіки скільки який яка яке які якого якої яку яким чи чий " +
		"кто где куда откуда когда почему зачем сколько какой какая какое какие какого какую ли " +
		"who what where when why how which whose much many long") {
		out[w] = true
	}
	return out
}

// Small says that a word in normal form only holds sentences together or asks:
// it says nothing of what is wanted.
func Small(word string) bool { return functionWords[word] || questionWords[word] }
