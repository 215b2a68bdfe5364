package answer

import (
	"regexp"
	"strings"
)

// orders are what texts say that are meant for a machine and not for a reader.
var orders = regexp.MustCompile(`(?i)` + strings.Join([]string{
	`\b(ignore|disregard|forget|override)\b.{0,40}\b(instruction|rule|prompt|previous|above|polic|everything)`,
	`\b(system|developer|assistant|user)\s*(prompt|message)?\s*[:>\]]`,
	`\byou are (now|an? (ai|assistant|bot|model))\b`, `\bas an ai\b`, `\bact as\b`, `\bpretend to be\b`,
	`\b(tell|inform|say to|convince|instruct) (the )?(customer|user|client|them|everyone|everybody)\b`,
	`\b(assistant|chatbot|bot|model|ai),? (must|should|please|now|will)\b`, `\bnote to (the )?(assistant|bot|model|ai)\b`,
	`\b(jailbreak|prompt injection|begin instructions|end of instructions)\b`, `<\|`, `\[/?inst\]`,
	`(ігнору|зігнору|забудь|знехту|не зважай)\p{L}*.{0,40}(інструкці|правил|попередн|вказівк|наказ|усе|все)`,
	`(системне повідомлення|системний промпт|ти тепер|ви тепер (бот|асистент|модель)|уяви, що ти|удавай)`,
	`(скажи|скажіть|повідом|повідомте|переконай|переконайте) (цьому |кожному |всім |усім )?(клієнт|покупц|користувач|абонент)`,
	`(асистент|помічник|бот|модель)\p{L}*,? (має|мусить|повин|будь ласка|тепер)`,
	`(игнориру|забудь)\p{L}*.{0,40}(инструкци|правил|предыдущ)`,
}, "|"))

// instructs says whether a sentence is an order to a machine.
func instructs(sentence string) bool { return orders.MatchString(sentence) }
