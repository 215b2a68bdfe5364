package entity

import (
	"strings"
	"time"
)

var monthNames, englishMonths = buildMonths()

func buildMonths() (map[string]int, map[string]bool) {
	out, english := map[string]int{}, map[string]bool{}
	ukrainian := strings.Fields("січ лют берез квіт трав черв лип серп верес жовт листопад груд")
	for i, stem := range ukrainian {
		ends := []string{"ень", "ня", "ні", "нем"}
		switch stem {
		case "лют":
			ends = []string{"ий", "ого", "ому", "им"}
		case "листопад":
			ends = []string{"", "а", "і", "ом"}
		}
		for _, e := range ends {
			out[stem+e] = i + 1
		}
	}
	russian := strings.Fields("январ феврал март апрел ма июн июл август сентябр октябр ноябр декабр")
	for i, stem := range russian {
		ends := []string{"ь", "я", "е", "ем"}
		switch stem {
		case "март", "август":
			ends = []string{"", "а", "е", "ом"}
		case "ма":
			ends = []string{"й", "я", "е"}
		}
		for _, e := range ends {
			out[stem+e] = i + 1
		}
	}
	for i, names := range []string{
		"january jan", "february feb", "march mar", "april apr", "may", "june jun", "july jul", "august aug",
		"september sept sep", "october oct", "november nov", "december dec",
	} {
		for _, w := range strings.Fields(names) {
			out[w] = i + 1
			english[w] = true
		}
	}
	return out, english
}

// englishMonth tells the language that puts the month first.
func englishMonth(word string) bool { return englishMonths[word] }

var relativeDays = map[string]int{
	"сьогодні": 0, "today": 0, "сегодня": 0,
	"завтра": 1, "tomorrow": 1, "tmrw": 1,
	"післязавтра": 2, "послезавтра": 2,
	"вчора": -1, "учора": -1, "yesterday": -1, "вчера": -1,
	"позавчора": -2, "позавчера": -2,
}

var dayUnits = map[string]int{
	"день": 1, "дня": 1, "дні": 1, "днів": 1, "дней": 1, "day": 1, "days": 1, "доба": 1, "добу": 1, "доби": 1,
	"тиждень": 7, "тижні": 7, "тижня": 7, "тижнів": 7, "неделю": 7, "недели": 7, "недель": 7, "week": 7, "weeks": 7,
}

// sundays are the forms of Sunday that are weeks, too: «неделя» in the mouth of many who speak Ukrainian.
var sundays = set("неділю|неділі|неділь")

var weekWords = set("тиждень|тижня|тижню|тижні|week|неделя|неделю|недели|неделе")

var everyWords = set("кожен|кожного|кожну|кожної|кожний|щотижня|каждый|каждую|каждой|каждое|каждого|every|each")

var weekdays = buildWeekdays()

func buildWeekdays() map[string]time.Weekday {
	out := map[string]time.Weekday{}
	for i, words := range []string{
		"неділя неділю неділі воскресенье воскресенья sunday нд",
		"понеділок понеділка понеділку понедельник понедельника monday mon пн",
		"вівторок вівторка вівторку вторник вторника tuesday tue tues вт",
		"середа середу середи среда среду среды wednesday wed",
		"четвер четверга четвергу четверг четверга thursday thu thurs чт",
		"п'ятниця п'ятницю п'ятниці пятниця пятницю пятниці пятница пятницу пятницы friday fri пт",
		"субота суботу суботи суббота субботу субботы saturday сб",
	} {
		for _, w := range strings.Fields(words) {
			out[w] = time.Weekday(i)
		}
	}
	return out
}

// directions say of which week a weekday is: 1 next, 0 this, -1 last.
var directions = map[string]int{
	"наступний": 1, "наступного": 1, "наступну": 1, "наступної": 1, "наступна": 1, "наступному": 1,
	"следующий": 1, "следующую": 1, "следующего": 1, "следующей": 1, "next": 1,
	"цей": 0, "цього": 0, "цю": 0, "цієї": 0, "цьому": 0, "этот": 0, "эту": 0, "этого": 0, "этой": 0, "this": 0,
	"минулий": -1, "минулого": -1, "минулу": -1, "минулої": -1, "минула": -1, "прошлый": -1, "прошлую": -1,
	"прошлого": -1, "прошлой": -1, "last": -1,
}
