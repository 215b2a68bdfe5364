package demo

// The orders. Those with round numbers are for people to remember:
//
//	#W1000001  Олена Коваль   pending     headphones and a kettle
//	#W1000002  Олена Коваль   processed   a router, on its way
//	#W1000003  Олена Коваль   delivered   a lamp and two bulbs
//	#W1000004  Олена Коваль   cancelled   a watch
//	#W1000005  Тарас Шевчук   pending     a speaker, paid with a gift card
//	#W1000006  Тарас Шевчук   delivered   a power station and a power bank
//	#W1000007  Олена Коваль   pending     a blanket, paid with a gift card
//	#W2000001  Emily Carter   pending     a coffee machine
//	#W2000002  Emily Carter   processed   a smartphone, on its way
//	#W2000003  Emily Carter   delivered   headphones and a backpack
//	#W2000004  Emily Carter   cancelled   a power bank
var orderSeeds = []orderSeed{
	{"#W1000001", "olena_koval_1001", Pending, "credit_card_1001001", "", []string{"3047715609", "5513087271"}},
	{"#W1000002", "olena_koval_1001", Processed, "credit_card_1001001", "20458194821993", []string{"8830126611"}},
	{"#W1000003", "olena_koval_1001", Delivered, "credit_card_1001001", "20455181909378", []string{"4429175847", "3318064434", "3318064434"}},
	{"#W1000004", "olena_koval_1001", Cancelled, "credit_card_1001001", "", []string{"1776320948"}},
	{"#W1000005", "taras_shevchuk_1002", Pending, "gift_card_1002001", "", []string{"2985504194"}},
	{"#W1000006", "taras_shevchuk_1002", Delivered, "credit_card_1002002", "20456579754323", []string{"7318840275", "6120457737"}},
	{"#W1000007", "olena_koval_1001", Pending, "gift_card_1001002", "", []string{"1185037246"}},
	{"#W2000001", "emily_carter_1013", Pending, "credit_card_1013001", "", []string{"6690837412"}},
	{"#W2000002", "emily_carter_1013", Processed, "credit_card_1013001", "20451948757491", []string{"9204718335"}},
	{"#W2000003", "emily_carter_1013", Delivered, "credit_card_1013001", "20451862527601", []string{"3047715586", "7741920590"}},
	{"#W2000004", "emily_carter_1013", Cancelled, "gift_card_1013002", "", []string{"6120457720"}},
	{"#W5816506", "taras_shevchuk_1002", Processed, "credit_card_1002002", "20458955597971", []string{"9204718359"}},
	{"#W4365414", "taras_shevchuk_1002", Cancelled, "credit_card_1002002", "", []string{"5561930047"}},
	{"#W6412019", "iryna_bondarenko_1003", Pending, "paypal_1003001", "", []string{"8402619760", "5513087288"}},
	{"#W8560434", "iryna_bondarenko_1003", Delivered, "paypal_1003001", "20451471049746", []string{"6690837429"}},
	{"#W3505055", "iryna_bondarenko_1003", Processed, "paypal_1003001", "20455075291703", []string{"1776320962", "4429175854"}},
	{"#W3707639", "andrii_melnyk_1004", Pending, "credit_card_1004001", "", []string{"7318840251"}},
	{"#W7595304", "andrii_melnyk_1004", Delivered, "credit_card_1004001", "20454236671276", []string{"6120457751", "3318064427", "3318064441"}},
	{"#W3889620", "andrii_melnyk_1004", Delivered, "credit_card_1004001", "20458426846563", []string{"8830126604"}},
	{"#W6167620", "nataliia_kravchenko_1005", Pending, "credit_card_1005001", "", []string{"1185037260", "4429175830"}},
	{"#W7988780", "nataliia_kravchenko_1005", Pending, "paypal_1005002", "", []string{"3047715593"}},
	{"#W3586530", "nataliia_kravchenko_1005", Delivered, "credit_card_1005001", "20452122330792", []string{"8402619753"}},
	{"#W7356679", "nataliia_kravchenko_1005", Cancelled, "paypal_1005002", "", []string{"2206948315"}},
	{"#W4901018", "dmytro_tkachenko_1006", Processed, "paypal_1006001", "20454402685995", []string{"5561930061"}},
	{"#W3414536", "dmytro_tkachenko_1006", Delivered, "paypal_1006001", "20452890786666", []string{"7741920606", "6120457713"}},
	{"#W3820977", "yuliia_polishchuk_1007", Pending, "gift_card_1007001", "", []string{"6690837429", "5513087264"}},
	{"#W6737683", "yuliia_polishchuk_1007", Delivered, "credit_card_1007002", "20451760313721", []string{"1776320955"}},
	{"#W6607882", "yuliia_polishchuk_1007", Cancelled, "gift_card_1007001", "", []string{"2985504170"}},
	{"#W3685989", "maksym_lysenko_1008", Pending, "credit_card_1008001", "", []string{"9204718342", "7741920583"}},
	{"#W5118827", "maksym_lysenko_1008", Delivered, "credit_card_1008001", "20455901092815", []string{"2206948339", "2206948339"}},
	{"#W3860955", "maksym_lysenko_1008", Processed, "credit_card_1008001", "20459013962459", []string{"7318840268"}},
	{"#W7722519", "solomiia_hrytsenko_1009", Pending, "paypal_1009002", "", []string{"3318064427", "3318064427", "3318064434"}},
	{"#W6661125", "solomiia_hrytsenko_1009", Delivered, "credit_card_1009001", "20455711777741", []string{"3047715616"}},
	{"#W3595854", "solomiia_hrytsenko_1009", Delivered, "gift_card_1009003", "20452154728038", []string{"4429175847"}},
	{"#W7843369", "bohdan_savchuk_1010", Pending, "credit_card_1010001", "", []string{"7318840299"}},
	{"#W4138526", "bohdan_savchuk_1010", Delivered, "credit_card_1010001", "20455280841485", []string{"8830126628", "6120457737"}},
	{"#W4972664", "bohdan_savchuk_1010", Cancelled, "credit_card_1010001", "", []string{"6690837436"}},
	{"#W8390073", "mariana_ivaniuk_1011", Processed, "paypal_1011001", "20452538885393", []string{"1185037253"}},
	{"#W8363291", "mariana_ivaniuk_1011", Delivered, "credit_card_1011002", "20453633875004", []string{"5513087271", "1185037246"}},
	{"#W7990532", "mariana_ivaniuk_1011", Pending, "credit_card_1011002", "", []string{"2985504187"}},
	{"#W3618936", "oleksandr_petrenko_1012", Pending, "credit_card_1012002", "", []string{"2206948322", "3318064441"}},
	{"#W7941090", "oleksandr_petrenko_1012", Delivered, "credit_card_1012002", "20457439575513", []string{"5561930054"}},
	{"#W8011877", "emily_carter_1013", Delivered, "gift_card_1013002", "20451373537990", []string{"2985504170"}},
	{"#W6427597", "james_walker_1014", Pending, "paypal_1014001", "", []string{"9204718373"}},
	{"#W3515985", "james_walker_1014", Delivered, "paypal_1014001", "20457511637265", []string{"3047715609", "4429175854"}},
	{"#W4954568", "james_walker_1014", Processed, "paypal_1014001", "20451676122202", []string{"7318840275"}},
	{"#W3490763", "hannah_brooks_1015", Pending, "credit_card_1015001", "", []string{"5561930047", "7741920583"}},
	{"#W7769643", "hannah_brooks_1015", Delivered, "paypal_1015002", "20459729975288", []string{"1776320948"}},
	{"#W4217151", "hannah_brooks_1015", Cancelled, "credit_card_1015001", "", []string{"8402619777"}},
	{"#W5529418", "daniel_foster_1016", Pending, "gift_card_1016002", "", []string{"6120457713", "3318064427"}},
	{"#W6615993", "daniel_foster_1016", Delivered, "credit_card_1016001", "20452001826330", []string{"6690837412", "5513087264"}},
	{"#W4310099", "daniel_foster_1016", Processed, "credit_card_1016001", "20454348395486", []string{"8830126611", "2985504194"}},
}
