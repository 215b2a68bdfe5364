package httpapi

import (
	"fmt"
	"strconv"
	"strings"

	"github.com/rozmova/rozmova/internal/conversation"
)

// details holds every text that this package says to people, Ukrainian first.
var details = map[Code][2]string{
	codeInvalidJSON:     {"Запит не є правильним JSON.", "The request is not valid JSON."},
	codeTooDeep:         {"Запит має забагато вкладених рівнів.", "The request is nested too deeply."},
	codeInvalidText:     {"Текст містить байти, які не є UTF-8.", "The text contains bytes that are not UTF-8."},
	codeEmptyMessage:    {"Повідомлення порожнє.", "The message is empty."},
	codeTooLong:         {"Текст задовгий: можна щонайбільше %d символів.", "The text is too long: at most %d characters."},
	codeTooLarge:        {"Запит завеликий: можна щонайбільше %d КБ.", "The request is too large: at most %d KB."},
	codeUnknownField:    {"Невідоме поле: %s.", "Unknown field: %s."},
	codeInvalid:         {"Перевірте поле %s.", "Check the field %s."},
	codeUnsupported:     {"Цього ще не можна надіслати: %s.", "This cannot be sent yet: %s."},
	codeMediaType:       {"Надсилайте дані як application/json.", "Send the data as application/json."},
	codeUnauthorized:    {"Потрібно ввійти.", "You need to sign in."},
	codeTokenExpired:    {"Сеанс завершився. Почніть новий.", "The session has ended. Start a new one."},
	codeCredentials:     {"Неправильна адреса або пароль.", "Wrong e-mail or password."},
	codeIdentity:        {"Не вдалося підтвердити, хто Ви: підпис сайту не підходить.", "Your identity could not be confirmed: the site's signature does not match."},
	codeIdentityExpired: {"Підтвердження особи застаріло. Оновіть сторінку.", "The identity token has expired. Reload the page."},
	codeForbidden:       {"На це у Вас немає прав.", "You do not have the right to do this."},
	codeCSRF:            {"Запит не підтверджено. Оновіть сторінку.", "The request could not be confirmed. Reload the page."},
	codeNotFound:        {"Такого тут немає.", "There is no such thing here."},
	codeMethod:          {"Тут так не можна: подивіться дозволені методи.", "This method does not work here; see Allow."},
	codeNotOwner:        {"Розмову зараз веде хтось інший.", "Somebody else has the conversation now."},
	codeConflict:        {"Розмову щойно взяв хтось інший.", "Somebody else has just taken the conversation."},
	codeClosed:          {"Розмову завершено.", "The conversation is resolved."},
	codeNotClosed:       {"Розмова й так відкрита.", "The conversation is open already."},
	codeUnknownButton:   {"Цю кнопку вже не можна натиснути.", "This button can no longer be pressed."},
	codeCursorAhead:     {"Курсор далі за кінець розмови.", "The cursor is beyond the end of the conversation."},
	codeRateLimited:     {"Забагато запитів. Спробуйте трохи згодом.", "Too many requests. Try again shortly."},
	codeTimeout:         {"Запит надходив надто довго.", "The request took too long to arrive."},
	codeUnavailable:     {"Сервіс тимчасово недоступний. Спробуйте ще раз.", "The service is unavailable at the moment. Try again."},
	codeFlows:           {"У сценаріях є помилки.", "The flows have mistakes."},
	codePersonal:        {"У прикладі не може бути номера телефону, електронної адреси чи номера картки.", "An example must not hold a telephone number, an e-mail address or a card number."},
	codeByHand:          {"Цей файл записано так, що сам він не змінюється. Додайте приклад у студії сценаріїв.", "This file is written in a way that is not edited by itself. Add the example in the flow studio."},
	codeNothing:         {"Немає змін, які можна опублікувати.", "There is nothing to publish."},
	codeOutdated:        {"Тим часом хтось опублікував іншу версію. Перегляньте її й спробуйте ще раз.", "Somebody else has published another version meanwhile. Look at it and try again."},
	codeDraftChanged:    {"Цю чернетку тим часом змінив хтось інший. Порівняйте обидва тексти й збережіть ще раз.", "Somebody else has changed this draft meanwhile. Compare the two texts and save again."},
	codeUnread:          {"Спершу цей текст має прочитати ще хтось, крім автора.", "Somebody other than its author has to read this text first."},
	codeArchived:        {"Стаття в архіві. Щоб змінити її, спершу поверніть її звідти.", "The article is archived. Restore it first."},
	codeImportRuns:      {"Уже триває інший імпорт. Дочекайтеся його кінця або скасуйте його.", "Another import is running. Wait for its end, or cancel it."},
	codeInternal:        {"Щось пішло не так. Ми вже про це знаємо.", "Something went wrong. We have been told."},
}

// detail is the text of a code in a language.
func detail(lang string, code Code, args []any) string {
	texts, ok := details[code]
	if !ok {
		texts = details[codeInternal]
	}
	text := texts[0]
	if lang == "en" {
		text = texts[1]
	}
	if strings.Contains(text, "%") {
		return fmt.Sprintf(text, args...)
	}
	return text
}

// language is uk or en, whichever Accept-Language prefers; uk when it says neither.
func language(accept string) string {
	best, weight := "uk", 0.0
	for i, part := range strings.Split(accept, ",") {
		if i == 16 {
			break // nobody speaks more
		}
		tag, param, _ := strings.Cut(strings.TrimSpace(part), ";")
		base, _, _ := strings.Cut(strings.ToLower(strings.TrimSpace(tag)), "-")
		if base != "uk" && base != "en" {
			continue
		}
		q := 1.0
		if v, ok := strings.CutPrefix(strings.TrimSpace(param), "q="); ok {
			if f, err := strconv.ParseFloat(v, 64); err == nil {
				q = f
			}
		}
		if q > weight {
			best, weight = base, q
		}
	}
	return best
}

// reasons says why the bot handed over, for the engine's own reasons; playbooks
// give the titles of theirs.
var reasons = map[string][2]string{
	"asked":               {"Просить покликати людину", "Asked for a person"},
	"not_understood":      {"Бот не зрозумів", "The bot did not understand"},
	"anger":               {"Клієнт роздратований", "The customer is upset"},
	"action_failed":       {"Дія двічі не вдалася", "An action failed twice"},
	"engine_fault":        {"Збій у сценарії", "The flow could not go on"},
	"verification_failed": {"Не вдалося підтвердити особу", "Identity could not be verified"},
	"low_confidence":      {"Бот не певен у відповіді", "The bot is not sure"},
	"money":               {"Спір щодо грошей", "Money in dispute"},
	"security":            {"Безпека облікового запису", "Account security"},
	"complaint":           {"Скарга", "A complaint"},
	"complaints":          {"Скарга", "A complaint"},
	"legal":               {"Юридичне питання", "A legal matter"},
	"health":              {"Здоров'я або безпека людей", "Health or safety"},
	"unsupported":         {"Система цього не вміє", "The system cannot do this"},
	"ticket_failed":       {"Не вдалося створити заявку", "No ticket could be opened"},
}

// reasonWords gives a handoff's reason in the words of one reader's language.
type reasonWords func(reason string) string

func (s *Server) reasonsFor(ws conversation.WorkspaceID, lang string) reasonWords {
	return func(reason string) string { return s.reasonTitle(ws, reason, lang) }
}

// reasonTitle is a handoff's reason in a language: the playbook's words for it,
// else ours. A reason without words is shown as it is named.
func (s *Server) reasonTitle(ws conversation.WorkspaceID, reason, lang string) string {
	if s.cfg.ReasonTitle != nil {
		if title := s.cfg.ReasonTitle(ws, reason, lang); title != "" {
			return title
		}
	}
	t, ok := reasons[reason]
	switch {
	case !ok:
		return strings.ReplaceAll(reason, "_", " ")
	case lang == "en":
		return t[1]
	}
	return t[0]
}
