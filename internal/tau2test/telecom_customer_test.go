package tau2test

import (
	"fmt"
	"strings"
	"testing"
)

// reaction is what a customer does on hearing a text: looks at something in the
// phone or changes something, and then says what it shows; or just says.
type reaction struct {
	tool   string
	args   []map[string]any // one use of the tool each; none is one use without arguments
	change bool             // the tool changes something: «зробила» may be all that is said of it
	say    string           // a kind of remark, see remarks
}

func look(tool string) reaction { return reaction{tool: tool} }
func do(tool string, args ...map[string]any) reaction {
	return reaction{tool: tool, args: args, change: true}
}

var messaging = map[string]any{"app_name": "messaging"}

// reactions by the key of the text; the key of a text in other words (_again,
// _help) leads to the same.
var reactions = map[string]reaction{
	"clarify.which":                  {say: "plainly"},
	"telecom_verification.ask_phone": {say: "number"},
	"check_service.ask_bar":          look("check_status_bar"),
	"check_service.look_again":       look("check_status_bar"),
	"check_service.ask_airplane":     look("check_network_status"),
	"check_service.airplane_off":     do("toggle_airplane_mode"),
	"check_service.ask_sim":          look("check_sim_status"),
	"check_service.sim_again":        look("check_sim_status"),
	"check_service.reseat":           do("reseat_sim_card"),
	"check_service.apn":              do("reset_apn_settings"),
	"check_service.restart":          do("reboot_device"),
	"check_service.restart_resumed":  do("reboot_device"),
	"pay_one.confirm":                {say: "yes"},
	"pay_one.look":                   look("check_payment_request"),
	"pay_one.waiting":                look("check_payment_request"),
	"pay_one.where":                  look("check_payment_request"),
	"pay_one.pay":                    do("make_payment"),
	"pay_one.not_yet":                do("make_payment"),
	"test_speed.run":                 look("run_speed_test"),
	"test_speed.again":               look("run_speed_test"),
	"check_data.ask_abroad":          {say: "place"},
	"check_data.ask_roaming":         look("check_network_status"),
	"check_data.roaming_on":          do("toggle_roaming"),
	"check_data.ask_data":            look("check_network_status"),
	"check_data.data_on":             do("toggle_data"),
	"more_data.ask_way":              {say: "refuel"},
	"refuel_line.ask_amount":         {say: "two"},
	"refuel_line.confirm":            {say: "yes"},
	"check_data.ask_saver":           look("check_data_restriction_status"),
	"check_data.saver_off":           do("toggle_data_saver_mode"),
	"check_data.ask_net":             look("check_network_mode_preference"),
	"check_data.mode":                do("set_network_mode_preference", map[string]any{"mode": "4g_5g_preferred"}),
	"check_data.ask_vpn":             look("check_vpn_status"),
	"check_data.vpn_off":             do("disconnect_vpn"),
	"check_mms.ask_mms":              look("can_send_mms"),
	"check_mms.try_again":            look("can_send_mms"),
	"check_mms.ask_net":              look("check_status_bar"),
	"check_mms.mode":                 do("set_network_mode_preference", map[string]any{"mode": "4g_5g_preferred"}),
	"check_mms.ask_calling":          look("check_wifi_calling_status"),
	"check_mms.calling_off":          do("toggle_wifi_calling"),
	"check_mms.ask_allowed":          {tool: "check_app_permissions", args: []map[string]any{messaging}},
	"check_mms.allow": do("grant_app_permission",
		map[string]any{"app_name": "messaging", "permission": "storage"}, map[string]any{"app_name": "messaging", "permission": "sms"}),
	"check_mms.ask_mmsc": look("check_apn_settings"),
	"check_mms.apn":      do("reset_apn_settings"),
	"check_mms.restart":  do("reboot_device"),
}

// reactionTo finds what to do on hearing a text.
func reactionTo(key string) (reaction, bool) {
	key = strings.TrimSuffix(key, "_help")
	if r, ok := reactions[key]; ok {
		return r, true
	}
	r, ok := reactions[strings.TrimSuffix(key, "_again")]
	return r, ok
}

// temper is what sort of customer it is, besides how they tell things.
type temper struct {
	name, lang string
	style      style
	brief      bool // says «готово» and no more after doing something
	curious    bool // asks «а що це?» now and then
	hasty      bool // tells everything at once, and grumbles
	clumsy     bool // says it did not help before having done it
}

var tempers = []temper{
	{name: "pastes", lang: "en", style: pasted},
	{name: "brief", lang: "en", style: terse, brief: true},
	{name: "curious", lang: "en", style: chatty, curious: true},
	{name: "pastes", lang: "uk", style: pasted, brief: true, clumsy: true},
	{name: "short", lang: "uk", style: terse, clumsy: true},
	{name: "hasty", lang: "uk", style: chatty, hasty: true, curious: true},
	{name: "hasty", lang: "en", style: pasted, hasty: true, clumsy: true},
	{name: "brief", lang: "uk", style: chatty, brief: true},
}

// caller is one scripted customer in one conversation.
type caller struct {
	temper
	*scene
	t     testing.TB
	n     int // picks among ways of saying the same, and moves on
	asked map[string]bool
}

// patienceOf is how many messages a customer writes before giving up.
const mostMessages = 120

// talk is the conversation from the bot's greeting to its end.
func (c *caller) talk(k *talk, _ []said) {
	heard := k.say(c.opening())
	for k.owner == "bot" && !k.closed && k.sent < mostMessages {
		answer, ok := c.answer(heard)
		if !ok {
			return
		}
		heard = k.say(answer)
	}
}

// answer reacts to the last text that asks for something.
func (c *caller) answer(heard []said) (string, bool) {
	for i := len(heard) - 1; i >= 0; i-- {
		if strings.HasSuffix(heard[i].Key, ".solved") {
			return "", false
		}
		r, ok := reactionTo(heard[i].Key)
		if !ok {
			continue
		}
		c.n++
		first := !c.asked[heard[i].Key]
		c.asked[heard[i].Key] = true
		if r.tool == "" {
			return c.remark(r.say), true
		}
		if c.curious && first && c.n%3 == 0 && !strings.HasSuffix(heard[i].Key, "_help") {
			return c.remark("what"), true
		}
		if c.clumsy && first && r.change && c.n%2 == 0 {
			return c.remark("stuck"), true // nothing was done
		}
		return c.use(r), true
	}
	return "", false
}

// use does what was asked and says what came of it.
func (c *caller) use(r reaction) string {
	args := r.args
	if len(args) == 0 {
		args = []map[string]any{nil}
	}
	var outputs []string
	for _, a := range args {
		outputs = append(outputs, c.Do(c.t, r.tool, a))
	}
	if r.change && c.brief {
		return c.remark("done")
	}
	var told []string
	for _, out := range outputs {
		told = append(told, words(r.tool, out, c.lang, c.style, c.n))
	}
	text := strings.Join(told, "\n")
	if strings.Trim(text, " .,") == "" {
		return c.remark("done")
	}
	if c.hasty && c.n%4 == 0 {
		text = c.remark("grumble") + " " + text
	}
	return text
}

// opening is the first message.
func (c *caller) opening() string {
	text := pick(openings[c.lang][c.task.about()], c.n)
	if !c.hasty {
		return text
	}
	text += " " + c.remark("number") + " " + c.remark("place")
	return text + " " + words("check_status_bar", c.Do(c.t, "check_status_bar", nil), c.lang, c.style, c.n)
}

func (c *caller) remark(kind string) string {
	if kind == "plainly" {
		return pick(openings[c.lang][c.task.about()], c.n)
	}
	if kind == "place" {
		kind = map[bool]string{true: "abroad", false: "home"}[c.task.abroad()]
	}
	text := pick(remarks[c.lang][kind], c.n)
	return strings.NewReplacer("{number}", c.Number, "{name}", c.Name, "{digits}", strings.ReplaceAll(c.Number, "-", "")).Replace(text)
}

func pick(ways []string, n int) string {
	if len(ways) == 0 {
		return "…"
	}
	return ways[n%len(ways)]
}

// What customers open with, by language and matter.
var openings = map[string]map[string][]string{
	"en": {
		noService:  {"Hi, my phone says No Service, it's been like that for hours", "no signal on my phone since this morning, can't call anyone", "Hello. My phone has been showing 'No Service' for the past few hours and I don't know what to do."},
		mobileData: {"my mobile data isn't working properly, it stops or is very slow", "Hello, the internet on my phone is super slow or doesn't work at all. I need excellent speed please.", "mobile internet broken, fix it pls"},
		pictures:   {"I can't send picture messages from my phone", "Hello, I am unable to send MMS messages using my messaging app for the past few hours.", "mms not working, photos won't go"},
	},
	"uk": {
		noService:  {"добрий день, телефон пише що немає мережі, вже кілька годин", "пропав зв'язок на телефоні, нікому не можу подзвонити", "Вітаю. Мій телефон уже кілька годин показує «Немає мережі», не знаю, що робити."},
		mobileData: {"мобільний інтернет нормально не працює, то зникає, то дуже повільний", "Доброго дня, інтернет на телефоні ледве тягне або зовсім не працює. Хочу відмінну швидкість.", "не працює мобільний інтернет"},
		pictures:   {"не можу надіслати ммс з телефону", "Доброго дня, вже кілька годин не відправляються повідомлення з фото.", "ммс не працюють, фото не відправляється"},
	},
}

// What they say besides what the phone shows.
var remarks = map[string]map[string][]string{
	"en": {
		"number":  {"My number is {number}.", "{number}", "I'm {name}, {digits}", "it's {number}, name's {name}"},
		"yes":     {"yes", "Yes, please go ahead.", "ok do it", "sure"},
		"abroad":  {"I'm abroad in France.", "abroad, France", "I'm travelling, in France at the moment"},
		"home":    {"I'm at home in the United States.", "at home", "home, not travelling"},
		"refuel":  {"I don't want to change my plan, but I can refuel 2 GB", "add 2 GB please", "refuel 2.0 GB, keep my plan"},
		"two":     {"2 GB", "2", "two gigabytes please"},
		"done":    {"ok done", "done", "okay I did that", "Done. What next?"},
		"stuck":   {"I did it but nothing changed", "it doesn't work", "nothing happens"},
		"what":    {"what is that?", "sorry, I don't know what that is", "How do I do that?", "where do I find it?"},
		"grumble": {"This is getting a bit tiring.", "Hmm, still no luck.", "Ugh, I hoped that would do it."},
	},
	"uk": {
		"number":  {"Мій номер {number}.", "{number}", "Мене звати {name}, номер {digits}", "номер {number}"},
		"yes":     {"так", "Так, будь ласка.", "ок, давайте", "згода"},
		"abroad":  {"Я за кордоном, у Франції.", "за кордоном, Франція", "зараз подорожую Францією, за кордоном"},
		"home":    {"Я вдома, у Сполучених Штатах.", "вдома", "удома, нікуди не їздила"},
		"refuel":  {"тариф міняти не хочу, але 2 гб докупити можна", "додайте 2 гб", "докупити 2 ГБ, тариф лишити"},
		"two":     {"2 ГБ", "2", "два гігабайти"},
		"done":    {"готово", "зробила", "ок, зробив", "зробила, що далі?"},
		"stuck":   {"я зробила, але нічого не змінилось", "не виходить", "нічого не відбувається"},
		"what":    {"а що це?", "вибачте, не знаю, що це таке", "як це зробити?", "а де це шукати?"},
		"grumble": {"Щось це вже втомлює.", "Хм, знову не те.", "Ех, сподівалася, що допоможе."},
	},
}

func (m temper) String() string { return fmt.Sprintf("%s-%s-%s", m.lang, m.style, m.name) }
