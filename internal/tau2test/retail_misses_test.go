package tau2test

// Why a customer is not served yet, by task; the table shows it. Those who are
// served leave this list, and the floor rises.
var retailMisses = map[string]map[string]string{
	"en": {
		"19":  "a return and an exchange in one message: the thing to return is taken for the exchange, what each would save is not compared",
		"41":  "«the other order» after one of two was served",
		"63":  "things of one word («speaker») drag others along; a refusal at the question for the reason is heard as the reason",
		"72":  "two things of one order, one of which is in other orders, too",
		"110": "which of two addresses is the new one",
	},
	"uk": {
		"30": "«точнісінько такий самий» when there is none, then a return instead",
		"84": "«дешевший» of two tablets takes others along",
	},
}
