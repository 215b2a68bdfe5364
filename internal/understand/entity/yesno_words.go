package entity

import "strings"

// maxPhrase is the most words in a phrase below.
const maxPhrase = 4

// phrases are the replies as customers write them; longer ones win.
var phrases = buildPhrases()

func buildPhrases() map[string]reply {
	out := map[string]reply{}
	add := func(r reply, lists ...string) {
		for _, list := range lists {
			for p := range strings.SplitSeq(list, "|") {
				out[p] = r
			}
		}
	}
	add(affirms,
		"так|саме так|звісно|звичайно|авжеж|аякже|ага|угу|еге|еге ж|атож|добре|гаразд|згоден|згодна|погоджуюсь|погоджуюся|підтверджую|"+
			"правильно|вірно|все вірно|все правильно|усе вірно|усе правильно|точно|ок|окей|оке|давайте|давай|можна|хочу|потрібно|треба|"+
			"чому б і ні|чом би й ні|без проблем|із задоволенням|безумовно|обов'язково|ще б пак|підходить|влаштовує|це так|все так|усе так|це правда|правда|так і є|думаю так|роби|робіть|"+
			"не заперечую|не проти|я не проти|я за|слушно|та так|ну так|звісно так",
		"да|конечно|разумеется|верно|все верно|правильно|точно|хорошо|ладно|согласен|согласна|подтверждаю|давайте|давай|можно|нужно|надо|"+
			"ну да|так точно|именно|без проблем|не против|я не против|почему бы и нет|подходит",
		"yes|yes please|yep|yup|yeah|yea|ya|y|ye|sure|sure thing|of course|ok|okay|k|kk|okey|alright|all right|right|correct|that's right|thats right|"+
			"that's correct|thats correct|exactly|indeed|absolutely|definitely|certainly|go ahead|please do|do it|go for it|sounds good|"+
			"fine|that's fine|good|great|perfect|confirm|confirmed|i confirm|i agree|agreed|agree|by all means|why not|no problem|aye|affirmative|uh huh|works for me|i do|it is|true|very true|"+
			"that is right|that is correct|that is true|that's true|thats true|that would be great|that would be fine|that is fine|that works|"+
			"the answer is yes|that's a yes|it's a yes|i say yes|i'd say yes|positive|i think so|i believe so|i guess so|it's true|it is true|it's fine",
		"👍|✅|👌|✔|☑|🆗|💯|🤝",
	)
	add(denies,
		"ні|нє|нєа|ніт|не|та ні|ой ні|ні ні|не треба|не потрібно|не хочу|не варто|не згоден|не згодна|не погоджуюсь|не погоджуюся|не підходить|"+
			"не підтверджую|це неправда|неправда|думаю ні|не думаю|неправильно|не правильно|невірно|не вірно|не так|це не так|зовсім ні|аж ніяк|нізащо|ніколи|відмовляюсь|відмовляюся|"+
			"не скасовуйте|не робіть|не роби|не надо|поки ні|поки що ні|мабуть ні|ще ні|краще ні|не зараз|в жодному разі|у жодному разі|передумав|передумала",
		"нет|неа|не нужно|не хочу|не стоит|не согласен|не согласна|неверно|не верно|ни в коем случае|никогда|ни за что|пока нет|лучше не надо|лучше нет|не сейчас|передумал",
		"no|nope|nah|nay|n|no thanks|no thank you|not really|not now|not yet|don't|dont|do not|please don't|don't do it|never|never mind|nevermind|"+
			"absolutely not|of course not|definitely not|certainly not|no way|i don't|i do not|i don't want|i do not want|wrong|incorrect|that's wrong|that's not right|"+
			"not correct|not right|i'd rather not|rather not|negative|uh uh|it isn't|it is not|changed my mind|i changed my mind|"+
			"not true|that's not true|thats not true|that is not true|that is not right|that's not correct|that is not correct|that is wrong|"+
			"false|that's false|that is false|not at all|i think not|i don't think so|i do not think|naw|the answer is no|that's a no|it's a no|i say no|i'd say no|please no|it's not",
		"👎|❌|🚫|⛔|✖",
	)
	return out
}

var undecided = set(
	"не знаю|не впевнений|не впевнена|не певен|не певна|не пам'ятаю|не розумію|не зрозумів|не зрозуміла|не можу|не працює|не прийшло|не прийшов|" +
		"не отримав|не отримала|не бачу|не бачить|не той|не та|не те|не ті|не раніше|не пізніше|не тільки|не лише|так і не|так само|так собі|так довго|так швидко|так що|так як|" +
		"хочу щоб|хочу знати|можна дізнатися|можна щоб|треба щоб|треба дізнатися|ніколи не|давайте спочатку|" +
		"не уверен|не уверена|не помню|не понимаю|не понял|не поняла|не могу|не работает|не получил|не получила|так и не|да нет наверное|никогда не|" +
		"i don't know|i do not know|don't know|dont know|idk|not sure|no idea|no clue|i don't remember|i don't understand|i don't have|don't have|i do not have|i don't see|" +
		"right now|right away|good morning|good afternoon|good evening|good day|good night|never received|never got|never arrived|no one|no longer|no internet|no signal|no service|no connection|" +
		"not working|not received|i do have|do it yourself|okay what|wrong size|wrong item|wrong address|wrong number|wrong order|wrong color|wrong colour|not only|no network|no mobile data|" +
		"fine print|great britain|правильно ли|верно ли|чи правильно",
)

// sameClause are replies that are also ordinary words of a sentence.
var sameClause = set("так|треба|потрібно|можна|хочу|точно|правильно|вірно|добре|не|нужно|надо|можно|хорошо|точно|right|good|great|fine|perfect|correct|sure|давай|давайте|y|n|k|confirm|it is|i do|do it|роби|робіть|можна")

// askers begin a question: "exactly what does it cost" confirms nothing.
var askers = set("what|where|when|why|who|how|which|що|де|коли|чому|хто|як|який|яка|скільки|что|где|когда|почему|кто|как|какой|сколько")

var reservations = set("але|проте|однак|but|however|только|лише|лиш|тільки|хіба|except|unless|якщо|если|if|or|або|чи|или")

var courtesies = set("дякую|дякую!|спасибо|спасибі|thanks|thank|please|будь|будьласка|пожалуйста|прошу|sir|madam|ma'am|буду|👍|🙏")

var fillers = set("ну|ой|а|о|oh|well|um|uh|hmm|гм|хм|ем|та|so|ahh|ah|ох|actually|взагалі|really|ж")

func set(list string) map[string]bool {
	out := map[string]bool{}
	for p := range strings.SplitSeq(list, "|") {
		out[p] = true
	}
	return out
}
