package httpapi

import (
	"github.com/rozmova/rozmova/internal/knowledge/importing"
	"github.com/rozmova/rozmova/internal/knowledge/importing/read"
)

// importReasons are the codes of an import's report in words, Ukrainian first.
var importReasons = map[read.Code][2]string{
	read.Empty:     {"Тут немає тексту.", "There are no words in it."},
	read.NoTitle:   {"Немає заголовка.", "There is no title."},
	read.TooLong:   {"Текст задовгий для статті.", "The text is too long for an article."},
	read.TooLarge:  {"Файл завеликий.", "The file is too large."},
	read.TooMany:   {"Забагато матеріалів: цей і наступні пропущено.", "There is too much: this and what follows was left out."},
	read.Encoding:  {"Невідоме кодування тексту.", "The text is in an unknown encoding."},
	read.Malformed: {"Файл пошкоджено або він має не той формат.", "The file is damaged, or not of this format."},
	read.Encrypted: {"Файл захищено паролем.", "The file is behind a password."},
	read.Scanned:   {"У файлі лише зображення сторінок, без тексту.", "The file holds pictures of pages and no text."},
	read.Type:      {"З такого файлу стаття не вийде.", "No article can be made of this kind of file."},
	read.Partial:   {"Судячи з назви, це фрагмент для інших сторінок.", "By its name it is a piece for other pages."},
	read.Duplicate: {"Повтор того, що вже прочитано.", "A duplicate of what was read before."},
	read.Language:  {"Не вдалося визначити мову.", "The language could not be recognised."},
	read.Missing:   {"Немає файлу, на який посилається стаття.", "A file that the article names is not there."},
	read.Robots:    {"Сайт просить програми не читати цю сторінку.", "The site asks programs not to read this page."},
	read.NoIndex:   {"Сторінка просить її не збирати.", "The page asks not to be collected."},
	read.Status:    {"Сайт відповів помилкою.", "The site answered with an error."},
	read.Address:   {"До цієї адреси звертатися не можна.", "This address may not be called."},
	read.Failed:    {"Не вдалося отримати сторінку.", "The page could not be fetched."},
	read.Timeout:   {"Це тривало надто довго.", "It took too long."},

	importing.Edited:    {"Текст змінила людина, тож його збережено. Нові слова з джерела лежать поруч як чернетка.", "A person has edited it, and it was left as it is. The source's new words lie beside it as a draft."},
	importing.Archived:  {"Статтю перенесли до архіву, а в джерелі вона змінилася. Її залишено в архіві.", "The article was archived, and has changed in the source. It was left in the archive."},
	importing.Gone:      {"У джерелі цього більше немає.", "It is no longer in the source."},
	importing.Pruned:    {"У джерелі цього більше немає, тож перенесено до архіву.", "It is no longer in the source, and was archived."},
	importing.Kept:      {"У джерелі цього більше немає, але джерело прочитано не повністю, тож статтю залишено.", "It is no longer in the source, but that could not be read whole, so the article was left."},
	importing.Invalid:   {"Стаття не може бути такою.", "An article cannot be like this."},
	importing.NotFile:   {"Цей файл не можна додати до статті.", "This file cannot be attached to an article."},
	importing.Different: {"На цьому місці вже є інша стаття; її не змінено.", "There is another article in its place; it was not changed."},
}

func importReason(lang string, code read.Code) string {
	if lang == "en" {
		return importReasons[code][1]
	}
	return importReasons[code][0]
}
