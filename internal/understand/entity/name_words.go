package entity

import "strings"

// introducers are the words before a name.
var introducers = buildIntroducers()

func buildIntroducers() map[string]introduction {
	out := map[string]introduction{}
	for how, list := range map[introduction]string{
		strongly: "my name is|my name's|my full name is|the name is|the name's|name's|full name|full name is|name is|name|my name|this is my name|i am called|i'm called|the account name is|account holder|" +
			"under the name|in the name of|under the name of|customer name|the name on the account is|name on the account is|мене звати|мене звуть|звати мене|моє ім'я|моє імя|ім'я та прізвище|ім'я і прізвище|прізвище та ім'я|прізвище і ім'я|прізвище ім'я|" +
			"ім'я|піб|пib|на ім'я|моє прізвище та ім'я|мене звати це|меня зовут|мое имя|моё имя|имя|имя и фамилия|фамилия имя|фио|оформлено на|замовлення на ім'я",
		weakly: "i'm|i am|im|this is|it's|its|it is|that's|here is|here's|це|я|я -|це я|это|это я|you're speaking with|you are speaking with|it's me|speaking is",
	} {
		for p := range strings.SplitSeq(list, "|") {
			out[p] = how
		}
	}
	return out
}

// particles stand inside foreign surnames.
var particles = set("de|la|del|da|dos|van|von|der|den|bin|ibn|al|el|ter|di|le|фон|ван|де|ла")

// places and the words before them: «з Нью-Йорка» names no person.
var placeWords = set("in|from|at|near|of|to|з|із|зі|у|в|до|біля|из|в|на")

var places = set("new york|los angeles|san diego|san francisco|san antonio|san jose|fort worth|las vegas|el paso|united states|united kingdom|great britain|" +
	"north carolina|south carolina|north dakota|south dakota|new jersey|new mexico|new hampshire|west virginia|rhode island|washington dc|new orleans|" +
	"кривий ріг|біла церква|івано франківськ|нова пошта|кам'янець подільський|big apple")

// notNames are words that begin no name however they are written.
var notNames = set("i|i'm|it's|that's|here's|i'd|i'll|i've|a|an|the|my|your|his|her|our|their|is|are|am|was|be|been|not|no|yes|ok|okay|yeah|yep|nope|sure|hi|hello|hey|dear|please|thanks|thank|and|or|but|so|from|in|on|at|with|for|of|to|by|as|if|" +
	"that|this|these|those|it|its|he|she|we|they|you|me|him|us|them|what|who|where|when|why|how|which|can|could|would|will've|do|does|did|don't|dont|have|has|had|" +
	"name|surname|zip|zipcode|code|postcode|postal|email|mail|phone|number|order|user|id|account|street|address|city|mr|mrs|ms|miss|sir|madam|customer|calling|speaking|here|" +
	"very|really|just|still|also|too|sorry|wait|hold|stop|idk|dunno|lol|omg|wtf|btw|pls|plz|bot|human|agent|living|live|born|looking|trying|unable|" +
	"я|ти|ви|він|вона|ми|вони|мене|мені|мій|моя|моє|мої|вас|вам|ваш|ваша|наш|і|й|та|а|але|або|чи|бо|що|щоб|як|не|ні|так|ось|от|ну|це|цей|ця|той|та|те|з|із|зі|у|в|на|до|від|за|для|про|по|" +
	"де|коли|чому|хто|який|яка|яке|скільки|привіт|вітаю|добрий|доброго|дякую|прошу|будь|ласка|пан|пані|індекс|поштовий|пошта|телефон|номер|замовлення|адреса|місто|вулиця|ім'я|прізвище|звати|звуть|" +
	"мой|моё|меня|мне|ты|вы|он|она|мы|они|и|но|или|что|как|нет|да|вот|это|этот|с|из|к|от|для|где|когда|почему|кто|привет|здравствуйте|спасибо|имя|фамилия|индекс|почта|зовут|" +
	"хочу|треба|потрібно|можу|можна|буду|маю|був|була|є|нужно|надо|могу|можно|есть|want|need|like|know|think|guess|mean|tell|give|get|got|go|going|make|see|let")
