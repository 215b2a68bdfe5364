package understand

import (
	"strings"
	"testing"
	"time"

	"github.com/rozmova/rozmova/internal/conversation"
	"github.com/rozmova/rozmova/internal/dialogue"
	"github.com/rozmova/rozmova/packs"
)

// signals are what customers say beside what they ask for, a third of it noisy or indirect, with false alarms. A signal
// is person, a topic, thanks, goodbye, hello, upset or urgent; "" is none of them.
var signals = map[string]string{
	"person": `покличте людину|дайте оператора|з'єднайте з менеджером|є там хтось живий?|мені б поговорити з кимось із вас|не хочу говорити з роботом|
хочу почути живу людину|переключіть на консультанта|передзвоніть мені, будь ласка|дайте когось нормального|можна когось живого?|позвіть оператора|
зєднайте мене з кимось|дайте чєловєка|соєдініть з оператором|позовите оператора|ПОКЛИЧТЕ МЕНЕДЖЕРА|покличте опреатора|дайте меенджера|
нехай мене набере ваш спеціаліст|з'єднайте з відповідальним працівником|I want a human|get me an agent|can I talk to someone|let me speak to a real person|
put me through to somebody|I need your supervisor|not a bot please|oprator|representitive please|give me a call|transfer me|i wanna talk to a manager`,
	"complaint": `хочу подати скаргу|буду скаржитися на вас|поскаржусь вашому керівництву|ваш кур'єр нахамив мені|працівниця накричала на мене|жалобу напишу на вас|
буду жалуватись|де книга скарг|скагра на магазин|I want to complain|this is unacceptable|your driver was rude to me|I'd like to file a complaint|he yelled at me`,
	"legal": `я подам на вас до суду|мій адвокат з вами зв'яжеться|зустрінемося в суді, чекайте позов|напишу в Держпродспоживслужбу|піду в поліцію|звернуся в захист прав споживачів|
I'll sue you|you will hear from my lawyer|taking you to small claims|see you in court`,
	"security": `мене обдурили шахраї|мій акаунт зламали|хтось зайшов у мій кабінет|вломали мій акаунт|я цього не замовляла, це не я|шахраї виманили код|
my account was hacked|this is fraud|somebody else is using my account|someone broke into my account`,
	"dispute": `з мене списали двічі|двічі зняли гроші|ви зняли зайві гроші|зняли за те, чого я не купувала|I was charged twice|you billed me twice, I was overcharged|I want to dispute a charge`,
	"health":  `чайник загорівся|зарядка вибухнула|дитину вдарило струмом|обпеклася через ваш чайник|прилад іскрить і димить|the charger caught fire|the kettle burned me|it exploded in my hand|I got a shock from it`,
	"thanks":  `дякую|щиро дякую|спасибі велике|спасіба|дуже дякую Вам|дякую ❤️|дай боже здоров'я|diakuiu|ДЯКУЮ!!|спасибо|thanks|thank you so much|thx|cheers`,
	"goodbye": `до побачення|бувайте|на все добре|гарного дня|щасливо|до зустрічі|усього доброго|bye|have a nice day|see you|take care|до свидания`,
	"hello":   `привіт|добрий день|добридень|вітаю|здоровенькі були|прівєт|hello|good morning|hi there`,
	"upset":   `ви знущаєтесь|це якийсь жах|мене це вже бісить|капець, що за сервіс|терпець увірвався|задовбали|сил уже немає з вами|this is ridiculous|I've had enough|how many times do I have to say it|you are driving me crazy|безобразие`,
	"urgent":  `терміново потрібна допомога|зробіть це негайно|мені якнайшвидше|срочно|не можу чекати|дуже прошу прямо зараз|кров з носа треба|треба ТЕРМІНОВО|I need this asap|it is urgent|please do it immediately|we cannot wait|as soon as possible please`,
	"": `я людина старша, не поспішайте|нас у сім'ї чотири людини|ти робот чи людина?|не переключайте на оператора|мій оператор телефону інший|скаржитись не буду|
скарг не маю, без скарг|це не терміново|нікуди не поспішаю|термін дії картки закінчився|термінал не працює|who is the contact person|person of contact|human error|
my password manager forgot it|I can't complain|no complaints here|it is not urgent|emergency calls only|у листі згадано контактна людина|ти людина?|перехід від іншого оператора|
лише екстрені виклики|I switched from another operator|суддя на футболі|жаба|жахи на ніч, який фільм`,
}

func TestSignals(t *testing.T) {
	t.Parallel()
	var sources []dialogue.Source
	for _, name := range []string{packs.Base, "shop", "telecom"} {
		s, err := packs.Source(name)
		if err != nil {
			t.Fatal(err)
		}
		sources = append(sources, s)
	}
	pb, err := dialogue.Compile("both", sources...)
	if err != nil {
		t.Fatal(err)
	}
	r, err := New(pb)
	if err != nil {
		t.Fatal(err)
	}
	asked := 0
	for want, texts := range signals {
		for text := range strings.SplitSeq(texts, "|") {
			text = strings.TrimSpace(text)
			asked++
			u := r.Local(text, &conversation.State{}, time.Date(2026, 11, 23, 12, 0, 0, 0, time.UTC))
			if got := signalsOf(u); want == "" && got != "" || want != "" && !strings.Contains(got+" ", want+" ") {
				t.Errorf("%q: %q, want %q (%v)", text, got, want, u.Commands)
			}
		}
	}
	if asked < 150 {
		t.Errorf("only %d phrases", asked)
	}
}

// signalsOf are the signals of a message, one after another.
func signalsOf(u Understanding) string {
	var out []string
	for _, c := range u.Commands {
		switch {
		case c.Kind == conversation.CmdHandoff && c.Reason == "asked":
			out = append(out, "person")
		case c.Kind == conversation.CmdHandoff, c.Kind == conversation.CmdSocial:
			out = append(out, c.Reason)
		}
	}
	if u.Mood != conversation.Calm {
		out = append(out, "upset")
	}
	if u.Urgent {
		out = append(out, "urgent")
	}
	return strings.Join(out, " ")
}
