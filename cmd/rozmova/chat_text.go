package main

// chatText is what the chat itself says, apart from the conversation.
type chatText struct {
	welcome, fresh, unknown, unsent, silence   string
	bot, typing, queue, agent, botBack, nobody string
	resolved, reopened, lost, back, gone, wait string
}

var chatTexts = map[string]chatText{
	"uk": {
		welcome:  "%s\nПишіть повідомлення; число натискає кнопку. /person кличе людину, /new починає нову розмову, /quit завершує.",
		fresh:    "Нова розмова.",
		unknown:  "Команди %s немає. Є /person, /new і /quit.",
		unsent:   "Не надіслано: %s",
		silence:  "Відповіді поки немає.",
		bot:      "Бот",
		typing:   "%s пише…",
		queue:    "Шукаємо вільного фахівця.",
		agent:    "Тепер Вам відповідає %s.",
		botBack:  "Бот знову з Вами.",
		nobody:   "Зараз Вам ніхто не відповідає.",
		resolved: "Розмову завершено.",
		reopened: "Розмову відновлено.",
		lost:     "Зв'язок перервався, відновлюю…",
		back:     "Зв'язок відновлено.",
		gone:     "Попередню розмову не вдалося продовжити, почалася нова.",
		wait:     "Орієнтовне очікування: %d хв.",
	},
	"en": {
		welcome:  "%s\nType a message; a number presses a button. /person calls a person, /new begins a new conversation, /quit leaves.",
		fresh:    "A new conversation.",
		unknown:  "There is no command %s. There are /person, /new and /quit.",
		unsent:   "Not sent: %s",
		silence:  "No answer so far.",
		bot:      "Bot",
		typing:   "%s is typing…",
		queue:    "We are looking for someone who is free.",
		agent:    "%s is answering you now.",
		botBack:  "The bot is with you again.",
		nobody:   "Nobody is answering you at the moment.",
		resolved: "The conversation is over.",
		reopened: "The conversation goes on.",
		lost:     "The connection broke, trying again…",
		back:     "The connection is back.",
		gone:     "The earlier conversation could not be continued; this is a new one.",
		wait:     "Expected wait: %d min.",
	},
}

// states of the connection.
const (
	stateLost = "lost"
	stateBack = "back"
	stateGone = "gone"
)

func (t chatText) state(s string) string {
	return map[string]string{stateLost: t.lost, stateBack: t.back, stateGone: t.gone}[s]
}
