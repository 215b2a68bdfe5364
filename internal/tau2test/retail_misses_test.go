package tau2test

// Why a customer is not served yet, by task; the table shows it. Those who are
// served leave this list, and the floor rises.
var retailMisses = map[string]map[string]string{
	"en": {
		"19":  "what each of two ways would save is not compared",
		"41":  "«the other order» after one of two was served",
		"72":  "two things of one order, one of which is in other orders, too",
		"110": "which of two addresses is the new one",
	},
	"uk": {
		"29":  "«які є і скільки коштують?» beside the exchange is taken for a question about what was bought",
		"82":  "«все з того замовлення» with «так» before it: another order is returned as well",
		"112": "something is to be changed in an order, and nothing says what: the variant is changed first, and then the address cannot be",
	},
}
