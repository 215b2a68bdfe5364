package onoff

import (
	"bufio"
	"encoding/json"
	"os"
	"slices"
	"strings"
	"testing"
)

func phone() *Reader {
	thing := func(key string, en, uk []string) Thing {
		return Thing{Key: key, Names: map[string][]string{"en": en, "uk": uk}}
	}
	return New([]Thing{
		thing("airplane", []string{"airplane mode", "flight mode", "airplane", "plane", "plane icon", "✈"}, []string{"режим польоту", "авіарежим", "літачок", "режим літака", "режим полета", "самолет"}),
		thing("data", []string{"mobile data", "cellular data", "data"}, []string{"мобільні дані", "мобільний інтернет", "передача даних"}),
		thing("saver", []string{"data saver", "data saver mode"}, []string{"економія трафіку", "заощадження трафіку", "економія даних"}),
		thing("roaming", []string{"data roaming", "roaming"}, []string{"роумінг", "роуминг"}),
		thing("vpn", []string{"vpn"}, []string{"впн", "vpn"}),
		thing("wificalling", []string{"wi-fi calling", "wifi calling"}, []string{"дзвінки через wi-fi", "вайфай дзвінки"}),
		thing("wifi", []string{"wi-fi"}, []string{"вайфай", "wi-fi"}),
	})
}

func said(r *Reader, text string) string {
	var out []string
	for _, f := range r.Read(text, "") {
		v := "off"
		if f.On {
			v = "on"
		}
		out = append(out, f.Key+"="+v)
	}
	slices.Sort(out)
	return strings.Join(out, " ")
}

func TestRead(t *testing.T) {
	r := phone()
	for text, want := range map[string]string{
		"Airplane Mode: ON":                                        "airplane=on",
		"airplane mode is off":                                     "airplane=off",
		"Airplane mode: off, mobile data: on, vpn: off":            "airplane=off data=on vpn=off",
		"Data Saver mode is OFF.":                                  "saver=off",
		"Data Saver mode is ON (limits data usage).":               "saver=on",
		"Status Bar: ✈️ Airplane Mode | 🔋 55%":                     "airplane=on",
		"📶² Fair | 3G | 📵 Data Disabled | 🔒 VPN Connected | 🔋 41%": "data=off vpn=on",
		"📶² Fair | 4G | 📱 Data Enabled | 🔽 Data Saver | 🔋 41%":     "data=on saver=on",
		"Wi-Fi Calling is currently turned OFF.":                   "wificalling=off",
		"VPN is ON and connected":                                  "vpn=on",
		"VPN is turned off":                                        "vpn=off",
		"VPN disconnected successfully.":                           "vpn=off",
		"Mobile Data Enabled: No":                                  "data=off",
		"Mobile Data Enabled: Yes\nData Roaming Enabled: No":       "data=on roaming=off",
		"Data Roaming Enabled: No\nWi-Fi Radio: OFF":               "roaming=off wifi=off",
		"wifi calling is on":                                       "wificalling=on",
		"there's a little plane at the top":                        "airplane=on",
		"no plane icon":                                            "airplane=off",
		"I don't see any VPN":                                      "vpn=off",
		"I don't see a plane anywhere":                             "airplane=off",
		"the vpn isn't on":                                         "vpn=off",
		"vpn is not off":                                           "vpn=on",
		"no, roaming is off":                                       "roaming=off",
		"no roaming is off":                                        "roaming=off",
		"roaming and data saver are off":                           "roaming=off saver=off",
		"I turned off mobile data":                                 "data=off",
		"I turned on roaming":                                      "roaming=on",
		"airplane mode was on, I turned it off":                    "airplane=off",
		"airplane mode on my phone is off":                         "airplane=off",
		"airplan mode off":                                         "airplane=off",
		"is airplane mode on?":                                     "",
		"how do I turn on roaming":                                 "",
		"should roaming be on?":                                    "",
		"I can't turn off airplane mode":                           "",
		"not sure if vpn is on":                                    "",
		"my mobile data is not working":                            "",
		"airplane mode":                                            "",
		"turn on mobile data":                                      "",
		"режим польоту вимкнено":                                   "airplane=off",
		"Режим польоту увімкнений":                                 "airplane=on",
		"стоїть літачок":                                           "airplane=on",
		"літачка немає":                                            "airplane=off",
		"літачок не горить":                                        "airplane=off",
		"немає ніякого впн":                                        "vpn=off",
		"впн нема":                                                 "vpn=off",
		"впн не включений":                                         "vpn=off",
		"роумінг вимкнений, мобільні дані ввімкнено":     "data=on roaming=off",
		"роумінг включений а економія трафіку виключена": "roaming=on saver=off",
		"увімкнула роумінг":                              "roaming=on",
		"вимкнув впн":                                    "vpn=off",
		"як увімкнути роумінг?":                          "",
		"як вимкнути авіарежим":                          "",
		"не знаю чи ввімкнений роумінг":                  "",
		"мобільний інтернет не працює":                   "",
		"роуминг выключен":                               "roaming=off",
		"режим полета выключен, впн нет":                 "airplane=off vpn=off",
		"вайфай і роумінг вимкнені":                      "roaming=off wifi=off",
		"я не бачу літачка":                              "airplane=off",
		"режим польоту виключений, роумінг стоїть":       "airplane=off roaming=on",
		"роумінг не вимкнений":                           "roaming=on",
	} {
		if got := said(r, text); got != want {
			t.Errorf("%q: %q, want %q", text, got, want)
		}
	}
}

func TestBare(t *testing.T) {
	r := phone()
	for text, want := range map[string]string{
		"nope, it's off": "off", "it's on": "on", "OFF": "off", "it isn't": "off", "ввімкнено": "on", "вимкнений": "off", "стоїть": "on", "нема": "off",
		"вимкнуто": "off", "виключено": "off", "включено": "on", "it's enabled": "on", "I turned it off": "off", "не ввімкнено": "off", "it is not on": "off",
		"how do I check?": "", "не знаю": "", "de": "", "is it on?": "", "vpn is off": "", "not sure": "", "hello": "", "I don't see it": "", "не бачу": "", "не горить": "off",
	} {
		got := ""
		if on, ok := r.Bare(text, ""); ok {
			got = map[bool]string{true: "on", false: "off"}[on]
		}
		if got != want {
			t.Errorf("%q: %q, want %q", text, got, want)
		}
	}
}

// What a phone shows, from the data set of the telecom domain: nothing but
// what the lines say must be read.
func TestDeviceOutputs(t *testing.T) {
	f, err := os.Open("../../../../shared/data/tau2/telecom/device_outputs.jsonl")
	if err != nil {
		t.Skip("the telecom data set is not beside the repository")
	}
	defer f.Close()
	r, lines := phone(), 0
	says := func(out, line string) bool { return strings.Contains(out, line) }
	for sc := bufio.NewScanner(f); sc.Scan(); {
		var row struct{ Output string }
		if err := json.Unmarshal(sc.Bytes(), &row); err != nil {
			t.Fatal(err)
		}
		lines++
		got := " " + said(r, row.Output) + " "
		for _, c := range []struct{ key, on, off string }{
			{"airplane", "Airplane Mode: ON|Airplane Mode |Airplane Mode is now ON", "Airplane Mode: OFF|Airplane Mode is now OFF"},
			{"data", "Mobile Data Enabled: Yes|Data Enabled |Mobile Data is now ON", "Mobile Data Enabled: No|Data Disabled"},
			{"roaming", "Data Roaming Enabled: Yes|Data Roaming is now ON", "Data Roaming Enabled: No|Data Roaming is now OFF"},
			{"saver", "Data Saver |Data Saver mode is ON", "Data Saver mode is OFF|Data Saver Mode is now OFF"},
			{"vpn", "VPN Connected|VPN is ON", "VPN is turned OFF|VPN disconnected"},
			{"wificalling", "Wi-Fi Calling is currently turned ON|Wi-Fi Calling is now ON", "Wi-Fi Calling is currently turned OFF|Wi-Fi Calling is now OFF"},
		} {
			want := ""
			for s := range strings.SplitSeq(c.on, "|") {
				if says(row.Output, s) && !(s == "Data Saver " && !says(row.Output, "Data Saver |")) && !(s == "Airplane Mode " && !says(row.Output, "Airplane Mode |")) {
					want = c.key + "=on"
				}
			}
			for s := range strings.SplitSeq(c.off, "|") {
				if says(row.Output, s) {
					want = c.key + "=off"
				}
			}
			if want == "" && strings.Contains(got, " "+c.key+"=") || want != "" && !strings.Contains(got, " "+want+" ") {
				t.Errorf("%q: read %q of %s, want %q", row.Output, got, c.key, want)
			}
		}
	}
	if lines == 0 {
		t.Error("no lines read")
	}
}
