package demo

// What the shop sells: sixteen products. Prices in hryvnias. A variant that is
// false is out of stock.
var productSeeds = []productSeed{
	{"4100271836", "Portable Power Station|Зарядна станція", []string{"capacity|ємність", "color|колір"}, []variantSeed{
		{"7318840251", 18999, true, []string{"512 Wh|512 Вт·год", "black|чорна"}},
		{"7318840268", 19499, true, []string{"512 Wh|512 Вт·год", "grey|сіра"}},
		{"7318840275", 32999, true, []string{"1024 Wh|1024 Вт·год", "black|чорна"}},
		{"7318840282", 33499, false, []string{"1024 Wh|1024 Вт·год", "grey|сіра"}},
		{"7318840299", 58999, true, []string{"2048 Wh|2048 Вт·год", "black|чорна"}},
	}},
	{"4100385190", "Power Bank|Павербанк", []string{"capacity|ємність", "color|колір"}, []variantSeed{
		{"6120457713", 1299, true, []string{"10,000 mAh|10 000 мА·год", "black|чорний"}},
		{"6120457720", 1299, true, []string{"10,000 mAh|10 000 мА·год", "white|білий"}},
		{"6120457737", 1899, true, []string{"20,000 mAh|20 000 мА·год", "black|чорний"}},
		{"6120457744", 1899, false, []string{"20,000 mAh|20 000 мА·год", "white|білий"}},
		{"6120457751", 2749, true, []string{"30,000 mAh|30 000 мА·год", "black|чорний"}},
	}},
	{"4100492027", "Wi-Fi Router|Wi-Fi-роутер", []string{"standard|стандарт", "coverage|покриття"}, []variantSeed{
		{"8830126604", 1799, true, []string{"Wi-Fi 5", "up to 60 m²|до 60 м²"}},
		{"8830126611", 2899, true, []string{"Wi-Fi 6", "up to 100 m²|до 100 м²"}},
		{"8830126628", 6499, true, []string{"Wi-Fi 7", "up to 150 m²|до 150 м²"}},
		{"8830126635", 7299, false, []string{"Wi-Fi 7", "up to 200 m²|до 200 м²"}},
	}},
	{"4100513368", "Smartphone|Смартфон", []string{"storage|пам'ять", "color|колір"}, []variantSeed{
		{"9204718335", 15999, true, []string{"128 GB|128 ГБ", "black|чорний"}},
		{"9204718342", 15999, true, []string{"128 GB|128 ГБ", "blue|синій"}},
		{"9204718359", 18499, true, []string{"256 GB|256 ГБ", "black|чорний"}},
		{"9204718366", 18499, false, []string{"256 GB|256 ГБ", "green|зелений"}},
		{"9204718373", 22999, true, []string{"512 GB|512 ГБ", "black|чорний"}},
	}},
	{"4100627745", "Laptop|Ноутбук", []string{"screen size|екран", "memory|оперативна пам'ять", "color|колір"}, []variantSeed{
		{"5561930047", 28999, true, []string{"14-inch|14 дюймів", "16 GB|16 ГБ", "silver|сріблястий"}},
		{"5561930054", 34999, true, []string{"14-inch|14 дюймів", "32 GB|32 ГБ", "silver|сріблястий"}},
		{"5561930061", 31499, true, []string{"16-inch|16 дюймів", "16 GB|16 ГБ", "black|чорний"}},
		{"5561930078", 37999, false, []string{"16-inch|16 дюймів", "32 GB|32 ГБ", "black|чорний"}},
	}},
	{"4100734402", "Wireless Headphones|Бездротові навушники", []string{"type|тип", "color|колір"}, []variantSeed{
		{"3047715586", 2199, true, []string{"in-ear|вкладиші", "white|білі"}},
		{"3047715593", 2199, true, []string{"in-ear|вкладиші", "black|чорні"}},
		{"3047715609", 4899, true, []string{"over-ear|повнорозмірні", "black|чорні"}},
		{"3047715616", 4899, true, []string{"over-ear|повнорозмірні", "blue|сині"}},
		{"3047715623", 5299, false, []string{"over-ear|повнорозмірні", "beige|бежеві"}},
	}},
	{"4100841159", "Bluetooth Speaker|Bluetooth-колонка", []string{"power|потужність", "color|колір"}, []variantSeed{
		{"2985504170", 1699, true, []string{"10 W|10 Вт", "black|чорна"}},
		{"2985504187", 1699, true, []string{"10 W|10 Вт", "red|червона"}},
		{"2985504194", 3499, true, []string{"30 W|30 Вт", "black|чорна"}},
		{"2985504200", 3499, false, []string{"30 W|30 Вт", "blue|синя"}},
	}},
	{"4100958813", "Smart Watch|Смартгодинник", []string{"strap|ремінець", "color|колір"}, []variantSeed{
		{"1776320948", 5999, true, []string{"silicone|силіконовий ремінець", "black|чорний"}},
		{"1776320955", 5999, true, []string{"silicone|силіконовий ремінець", "pink|рожевий"}},
		{"1776320962", 7499, true, []string{"leather|шкіряний ремінець", "brown|коричневий"}},
		{"1776320979", 7999, false, []string{"metal|металевий ремінець", "silver|сріблястий"}},
	}},
	{"4101062290", "Robot Vacuum|Робот-пилосос", []string{"cleaning|прибирання", "color|колір"}, []variantSeed{
		{"8402619753", 9499, true, []string{"dry|сухе прибирання", "white|білий"}},
		{"8402619760", 13999, true, []string{"dry and wet|сухе й вологе прибирання", "white|білий"}},
		{"8402619777", 13999, true, []string{"dry and wet|сухе й вологе прибирання", "black|чорний"}},
	}},
	{"4101174538", "Coffee Machine|Кавомашина", []string{"type|тип", "color|колір"}, []variantSeed{
		{"6690837412", 7999, true, []string{"capsule|капсульна", "red|червона"}},
		{"6690837429", 11499, true, []string{"espresso|ріжкова", "steel|сталева"}},
		{"6690837436", 21999, true, []string{"automatic|автоматична", "black|чорна"}},
		{"6690837443", 22999, false, []string{"automatic|автоматична", "white|біла"}},
	}},
	{"4101286071", "Electric Kettle|Електрочайник", []string{"capacity|об'єм", "material|матеріал"}, []variantSeed{
		{"5513087264", 1149, true, []string{"1.5 L|1,5 л", "plastic|пластиковий"}},
		{"5513087271", 1649, true, []string{"1.7 L|1,7 л", "glass|скляний"}},
		{"5513087288", 1999, true, []string{"1.7 L|1,7 л", "steel|сталевий"}},
		{"5513087295", 2299, false, []string{"1.7 L|1,7 л", "ceramic|керамічний"}},
	}},
	{"4101398824", "Desk Lamp|Настільна лампа", []string{"power source|живлення", "color|колір"}, []variantSeed{
		{"4429175830", 899, true, []string{"mains|від мережі", "white|біла"}},
		{"4429175847", 1399, true, []string{"battery|від акумулятора", "white|біла"}},
		{"4429175854", 1399, true, []string{"battery|від акумулятора", "black|чорна"}},
		{"4429175861", 1599, false, []string{"USB-C", "green|зелена"}},
	}},
	{"4101405567", "Smart Bulb|Розумна лампочка", []string{"socket|цоколь", "light|світло"}, []variantSeed{
		{"3318064427", 349, true, []string{"E27", "warm white|тепле біле світло"}},
		{"3318064434", 499, true, []string{"E27", "color|кольорове світло"}},
		{"3318064441", 349, true, []string{"E14", "warm white|тепле біле світло"}},
		{"3318064458", 499, false, []string{"E14", "color|кольорове світло"}},
	}},
	{"4101517390", "Smart Thermostat|Розумний термостат", []string{"mounting|монтаж", "color|колір"}, []variantSeed{
		{"2206948315", 4299, true, []string{"wall|на стіну", "white|білий"}},
		{"2206948322", 4299, true, []string{"wall|на стіну", "black|чорний"}},
		{"2206948339", 2399, true, []string{"radiator|на радіатор", "white|білий"}},
	}},
	{"4101629948", "Wool Blanket|Вовняний плед", []string{"size|розмір", "color|колір"}, []variantSeed{
		{"1185037246", 1799, true, []string{"130 × 200 cm|130 × 200 см", "grey|сірий"}},
		{"1185037253", 1799, true, []string{"130 × 200 cm|130 × 200 см", "mustard|гірчичний"}},
		{"1185037260", 2499, true, []string{"200 × 220 cm|200 × 220 см", "grey|сірий"}},
		{"1185037277", 2499, false, []string{"200 × 220 cm|200 × 220 см", "green|зелений"}},
	}},
	{"4101732283", "Backpack|Рюкзак", []string{"volume|об'єм", "color|колір"}, []variantSeed{
		{"7741920583", 1999, true, []string{"20 L|20 л", "black|чорний"}},
		{"7741920590", 1999, true, []string{"20 L|20 л", "olive|оливковий"}},
		{"7741920606", 2699, true, []string{"28 L|28 л", "black|чорний"}},
		{"7741920613", 2699, false, []string{"28 L|28 л", "blue|синій"}},
	}},
}
