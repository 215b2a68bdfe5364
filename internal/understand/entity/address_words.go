package entity

import (
	"strconv"
	"strings"
)

var streetWords = set("street|st|avenue|ave|road|rd|drive|dr|lane|ln|boulevard|blvd|way|court|ct|place|pl|highway|hwy|square|sq|terrace|parkway|pkwy|circle|cir|trail|broadway|crescent|close|alley|plaza|loop")

// directions2 may end a street: "12 5th Ave NW".
var directions2 = set("n|s|e|w|ne|nw|se|sw")

// streetMarkers stand before a street's name; the value is the language whose country is meant.
var streetMarkers = map[string]string{
	"вул": "uk", "вулиця": "uk", "вулиці": "uk", "вулицю": "uk", "просп": "uk", "проспект": "uk", "проспекті": "uk", "бульвар": "uk", "бульв": "uk", "бул": "uk", "пров": "uk",
	"провулок": "uk", "провулку": "uk", "площа": "uk", "пл": "uk", "набережна": "uk", "наб": "uk", "шосе": "uk", "узвіз": "uk", "майдан": "uk", "мікрорайон": "uk",
	"ул": "ru", "улица": "ru", "улице": "ru", "улицу": "ru", "улицы": "ru", "пер": "ru", "шоссе": "ru", "набережная": "ru", "переулок": "ru", "площадь": "ru",
}

var houseWords = set("буд|будинок|дім|дом|д|б")

var unitWords = set("suite|ste|apt|apartment|unit|floor|room|flat|кв|квартира|квартиру|квартирі|оф|офіс|офис|корпус|корп|під'їзд|поверх|кімната")

// notCity are words that end an address.
var notCity = set("and|or|but|please|thanks|thank|is|it|to|for|with|my|the|i|we|on|at|zip|code|postcode|phone|email|instead|also|not|address|street|highway|apartment|suite|україна|і|та|а|але|будь|дякую|прошу|телефон|пошта|індекс|не|це|мій|моя|як|для|на|до|з|в|у|и|но|спасибо|пожалуйста")

// abbreviation: a full stop after it ends no sentence.
func abbreviation(w string) bool {
	return len([]rune(w)) <= 5 && (streetMarkers[w] != "" || streetWords[w] || unitWords[w] || houseWords[w] || w == "м" || w == "г" || w == "обл" || w == "р" || w == "смт" || w == "с" || directions2[w])
}

var countries = buildCountries()

func buildCountries() map[string]string {
	out := map[string]string{}
	for name, words := range map[string]string{
		"USA": "usa|us|u s a|u s|united states|united states of america|сша", "Україна": "україна|україну|украина", "Ukraine": "ukraine", "Poland": "poland", "Польща": "польща", "Polska": "polska",
		"Germany": "germany", "Німеччина": "німеччина", "United Kingdom": "united kingdom|uk|great britain|england", "France": "france", "Spain": "spain", "Italy": "italy",
		"Canada": "canada", "Czechia": "czechia|czech republic", "Чехія": "чехія", "Slovakia": "slovakia", "Romania": "romania", "Moldova": "moldova", "Austria": "austria",
		"Ireland": "ireland", "Netherlands": "netherlands", "Portugal": "portugal", "Lithuania": "lithuania", "Latvia": "latvia", "Estonia": "estonia", "Mexico": "mexico", "Australia": "australia",
	} {
		for w := range strings.SplitSeq(words, "|") {
			out[w] = name
		}
	}
	return out
}

// states of the USA, by code and name. The numbers are the first three digits of their ZIP codes.
const stateList = "AL alabama 350-369|AK alaska 995-999|AZ arizona 850-865|AR arkansas 716-729|CA california 900-961|CO colorado 800-816|CT connecticut 060-069|DE delaware 197-199|" +
	"DC district of columbia 200-205|FL florida 320-349|GA georgia 300-319|HI hawaii 967-968|ID idaho 832-838|IL illinois 600-629|IN indiana 460-479|IA iowa 500-528|KS kansas 660-679|" +
	"KY kentucky 400-427|LA louisiana 700-714|ME maine 039-049|MD maryland 206-219|MA massachusetts 010-027|MI michigan 480-499|MN minnesota 550-567|MS mississippi 386-397|MO missouri 630-658|" +
	"MT montana 590-599|NE nebraska 680-693|NV nevada 889-898|NH new hampshire 030-038|NJ new jersey 070-089|NM new mexico 870-884|NY new york 100-149|NC north carolina 270-289|ND north dakota 580-588|" +
	"OH ohio 430-459|OK oklahoma 730-749|OR oregon 970-979|PA pennsylvania 150-196|RI rhode island 028-029|SC south carolina 290-299|SD south dakota 570-577|TN tennessee 370-385|TX texas 750-799|" +
	"UT utah 840-847|VT vermont 050-059|VA virginia 220-246|WA washington 980-994|WV west virginia 247-268|WI wisconsin 530-549|WY wyoming 820-831"

var states, zips = buildStates()

func buildStates() (byWord map[string]string, ranges map[string][2]int) {
	byWord, ranges = map[string]string{}, map[string][2]int{}
	for line := range strings.SplitSeq(stateList, "|") {
		f := strings.Fields(line)
		code, name, span := f[0], strings.Join(f[1:len(f)-1], " "), f[len(f)-1]
		byWord[strings.ToLower(code)], byWord[name] = code, code
		low, high, _ := strings.Cut(span, "-")
		a, _ := strconv.Atoi(low)
		b, _ := strconv.Atoi(high)
		ranges[code] = [2]int{a, b}
	}
	byWord["d c"] = "DC"
	return byWord, ranges
}

// alsoCities are states whose name is a city's, too: the first mention is the city.
var alsoCities = set("new york|washington")

// bigCities tell the state together with the ZIP code: "New York, 10001" leaves no doubt.
var bigCities = map[string]string{
	"new york": "NY", "nyc": "NY", "new york city": "NY", "los angeles": "CA", "chicago": "IL", "houston": "TX", "phoenix": "AZ", "philadelphia": "PA", "san antonio": "TX", "san diego": "CA",
	"dallas": "TX", "san jose": "CA", "austin": "TX", "jacksonville": "FL", "fort worth": "TX", "columbus": "OH", "charlotte": "NC", "indianapolis": "IN", "san francisco": "CA",
	"seattle": "WA", "denver": "CO", "washington": "DC", "nashville": "TN", "oklahoma city": "OK", "boston": "MA", "el paso": "TX", "portland": "OR", "las vegas": "NV", "detroit": "MI",
	"memphis": "TN", "louisville": "KY", "baltimore": "MD", "milwaukee": "WI", "albuquerque": "NM", "tucson": "AZ", "fresno": "CA", "sacramento": "CA", "atlanta": "GA", "miami": "FL",
}

// zipOf says whether a ZIP code lies in a state.
func zipOf(state, zip string) bool {
	if len(zip) < 5 {
		return false
	}
	n, err := strconv.Atoi(zip[:3])
	r := zips[state]
	return err == nil && n >= r[0] && n <= r[1]
}
