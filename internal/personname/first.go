package personname

import "strings"

// ukrainian are first names as they are written in Ukrainian, in lower case.
var ukrainian = build(
	"олександр олександра олексій анатолій андрій антон арсен артем артур богдан борис вадим валентин валентина валерій валерія василь " +
		"василина вероніка віктор вікторія віталій віталіна владислав владислава володимир всеволод в'ячеслав ганна галина геннадій георгій " +
		"гліб григорій данило дар'я дарина денис дмитро діана дарія едуард ельвіра емілія євген євгенія єва єгор єлизавета жанна захар зінаїда зоя зоряна " +
		"іван іванна ігор ілля інна інга ірина каміла карина катерина кирило кіра клим костянтин ксенія лариса леонід леся лілія лідія " +
		"любов людмила любомир любомира лев мар'ян мар'яна максим маргарита марина марія маркіян марко марта матвій микита микола " +
		"мирослав мирослава михайло назар наталія наталя надія нестор ніна оксана олег олена олеся оля ольга орест орися остап павло петро " +
		"платон поліна прохор ростислав роман руслан руслана сава світлана святослав семен сергій славко соломія софія софійка станіслав степан " +
		"тамара тарас тетяна таня тимофій тимур устим уляна федір филип христина юліан юлія юрій юстина яна ян ярема ярина яромир ярослав ярослава яків " +
		"аліна алла аліса анастасія ангеліна антоніна аня анна богдана віра влад влада віталіна галя геннадій діма женя іра катя коля костя лєра люба люда макс маша міша " +
		"настя наташа оленка паша петрик саша сашко сергійко соня стас толик юля юра " +
		"августина агата аглая ада альбіна альона амалія антоніна аріна арсеній архип аркадій амвросій вадимко варвара варка василько велимир віта віталій віолетта всеслав в'ячко гаврило гліб гордій григорій " +
		"гриць дана даніїл давид дем'ян добромир домініка домна євдокія євстахій єгор єремія ждан златослава зіновій зіна зоряна іларія ілько йосип йосипа казимир климентій корній кузьма лада лаврентій левко лесь лідія ліза ліна лука лук'ян людвіг " +
		"маргарита марічка марта мар'я макар мая мелетій меланія мечислав милана мілана мирон мирослава мотря мстислав наум никифор никодим одарка олександрія олекса олесь оленочка омелян онисія онуфрій орина палажка панас пантелеймон параска пилип потап раїса рая " +
		"рената рімма самійло сава севастян сергійко сидір софрон стефан стефанія стефа стася стася сусанна таїсія тадей терентій теодор тереза тимко тиміш тихон федора феодосій філіп харитон хома христя юліана юзеф юрко юхим юстим яким якім ярко ясь алевтина " +
		"адам антін назарій євгеній пантелій северин славомир феофан яремій зоя марія-магдалина вероніка-марія оляна рома люся люба мілена емма ева еріка олівія злата дорота даша ксюша ніка тоня оля рита віка жанна слава ілона каріна кароліна лоліта роксолана юнона",
)

// firstNames are common first names in lower case, in both alphabets. They
// only ever settle which of two words is which, so a missing one costs nothing.
var firstNames = join(ukrainian, build(
	// Russian and Belarusian forms
	"александр александра алексей андрей дмитрий евгений евгения елена екатерина игорь ирина кирилл константин мария михаил надежда наталья николай "+
		"павел пётр петр сергей татьяна фёдор юрий юлия анастасия владимир виктор виктория василий виталий людмила любовь ольга олеся оксана светлана",
	// English and others in Latin letters
	"aarav abigail adam ahmed aisha alex alexander alexandra alice amelia amy ana andrew andrii andriy angela anna anthony anya aria ava barbara "+
		"ben benjamin bohdan brandon brian carlos carol carolyn catherine charles charlotte chen chloe christina christine christopher claire daiki daniel "+
		"david deborah dmytro donald donna dorothy edward elena elizabeth ella emily emma eric ethan eva evelyn fatima frank gabriel gary george grace "+
		"hannah harper harry heather helen henry ian igor ihor irina iryna isabella ivan jack jacob james jane jason jennifer jessica john jonathan jose "+
		"joseph joshua juan julia julie karen kateryna katherine kathleen kenneth kevin kim kyle larry laura lauren lei leo liam linda lisa logan lucas lucy "+
		"maria marie mark mary mason matthew megan mei mia michael michelle mila mohamed mykola nancy natalia nathan nicholas nicole noah olena oleksandr "+
		"oleh olha olivia oscar pamela patricia patrick paul peter petro philip rachel raj rebecca richard robert roman ruth ryan samantha samuel sandra sara "+
		"sarah scott sergey serhii sharon sofia sophia sophie stephen steven susan svitlana taras tetiana thomas tim timothy tom tyler victoria viktor volodymyr "+
		"walter william yara yulia yurii yusuf zoe",
))

func join(sets ...map[string]bool) map[string]bool {
	out := map[string]bool{}
	for _, s := range sets {
		for w := range s {
			out[w] = true
		}
	}
	return out
}

func build(lists ...string) map[string]bool {
	out := map[string]bool{}
	for _, l := range lists {
		for _, w := range strings.Fields(l) {
			out[w] = true
		}
	}
	return out
}

// IsFirst says that a word in lower case is a common first name.
func IsFirst(word string) bool { return firstNames[strings.ReplaceAll(word, "’", "'")] }

// surnameEnds are endings that surnames here have and first names do not.
var surnameEnds = []string{
	"енко", "єнко", "чук", "щук", "юк", "ський", "ська", "цький", "цька", "зький", "зька", "ець", "шин", "шина", "ишин", "ко", "ло", "ук", "як", "яка",
	"ов", "ова", "єв", "єва", "ев", "ева", "ін", "іна", "ий", "их", "аль", "ба", "ик",
}

// LooksLikeSurname says that a Cyrillic word in lower case has a surname's ending.
func LooksLikeSurname(word string) bool {
	if firstNames[word] {
		return false
	}
	for _, e := range surnameEnds {
		if strings.HasSuffix(word, e) && len(word) > len(e)+3 {
			return true
		}
	}
	return false
}

// IsPatronymic says that a word in lower case is a patronymic: «Петрівна», «Іванович».
func IsPatronymic(word string) bool {
	for _, e := range []string{"івна", "ївна", "ович", "йович", "овна", "евна", "евич"} {
		if strings.HasSuffix(word, e) && len(word) > len(e)+4 {
			return true
		}
	}
	return word == "ілліч" || word == "кузьмич" || word == "лукич" || word == "хомич" || word == "якович"
}
