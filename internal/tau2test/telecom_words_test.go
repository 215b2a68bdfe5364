package tau2test

import (
	"regexp"
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"
)

// style is how somebody tells what their phone shows.
type style string

// Styles of telling.
const (
	pasted style = "pasted" // copied from the screen
	terse  style = "terse"  // as few words as will do
	chatty style = "chatty" // whole sentences, and more than was asked
)

var styles = []style{pasted, terse, chatty}

// fact is one thing that a phone shows: what, how it is, and a detail (a
// figure, a name).
type fact struct{ What, Is, More string }

// words are what a customer writes after doing something with the phone and
// seeing its output. n picks among ways of saying the same.
func words(tool, output, lang string, s style, n int) string {
	if s == pasted {
		return paste(output, lang, n)
	}
	return tell(facts(tool, output), lang, s, n)
}

// paste is what was copied from the screen. A Ukrainian phone mostly shows
// Ukrainian; some people use it in English.
func paste(output, lang string, n int) string {
	if lang == "uk" && n%2 == 0 {
		output = screenUK.Replace(output)
	}
	return output
}

// tell says facts in everyday words.
func tell(fs []fact, lang string, s style, n int) string {
	var parts []string
	for i, f := range fs {
		if p := phrase(f, lang, s, n+i); p != "" {
			parts = append(parts, p)
		}
	}
	if s == terse {
		return strings.Join(parts, ", ")
	}
	for i, p := range parts {
		parts[i] = capital(p)
	}
	open := openers[lang]
	return strings.TrimSpace(open[n%len(open)] + " " + strings.Join(parts, ". ") + ".")
}

func phrase(f fact, lang string, s style, n int) string {
	said := phrases[lang][f.What+" "+f.Is]
	if len(said) == 0 {
		return ""
	}
	ways := strings.Split(said[0], "|")
	if s == chatty && len(said) > 1 {
		ways = strings.Split(said[1], "|")
	}
	return strings.ReplaceAll(ways[n%len(ways)], "{}", f.More)
}

func capital(s string) string {
	r, n := utf8.DecodeRuneInString(s)
	return string(unicode.ToUpper(r)) + s[n:]
}

// facts are what an output says, in its order.
func facts(tool, output string) []fact {
	said, bar, _ := strings.Cut(output, "Status Bar: ")
	said = strings.TrimSpace(said)
	var out []fact
	for _, line := range strings.Split(said, "\n") {
		for _, r := range readers {
			if r.tool != "" && r.tool != tool {
				continue
			}
			if m := r.line.FindStringSubmatch(line); m != nil {
				out = append(out, r.read(m)...)
				break
			}
		}
	}
	if bar == "" {
		return out
	}
	return append(out, barFacts(bar)...)
}

func barFacts(bar string) []fact {
	var out []fact
	for _, icon := range strings.Split(bar, " | ") {
		_, name, _ := strings.Cut(icon, " ")
		switch {
		case strings.Contains(name, "Airplane"):
			out = append(out, fact{"icon", "airplane", ""})
		case name == "No Signal":
			out = append(out, fact{"bars", "none", ""})
		case strings.HasPrefix(icon, "📶"):
			out = append(out, fact{"bars", strings.ToLower(name), ""})
		case name == "Data Enabled":
			out = append(out, fact{"icon", "data", ""})
		case name == "Data Disabled":
			out = append(out, fact{"icon", "no data", ""})
		case name == "Data Saver":
			out = append(out, fact{"icon", "saver", ""})
		case name == "VPN Connected":
			out = append(out, fact{"icon", "vpn", ""})
		case strings.HasPrefix(icon, "🔋"):
			out = append(out, fact{"battery", "", strings.TrimSuffix(name, "%")})
		case name == "": // 5G and the like have no picture
			out = append(out, fact{"tech", "", icon})
		}
	}
	return out
}

// reader finds a fact in a line of an output; tool is empty where the line says
// enough by itself.
type reader struct {
	tool string
	line *regexp.Regexp
	read func(m []string) []fact
}

func one(what string, is map[string]string) func([]string) []fact {
	return func(m []string) []fact {
		v := strings.ToLower(m[1])
		if named, ok := is[v]; ok {
			v = named
		}
		more := ""
		if len(m) > 2 {
			more = m[2]
		}
		return []fact{{what, v, more}}
	}
}

func says(what, is string) func([]string) []fact {
	return func(m []string) []fact {
		more := ""
		if len(m) > 1 {
			more = m[1]
		}
		return []fact{{what, is, more}}
	}
}

var switches = map[string]string{"yes": "on", "no": "off"}

var readers = []reader{
	{"", regexp.MustCompile(`^Airplane Mode: (ON|OFF)`), one("airplane", nil)},
	{"", regexp.MustCompile(`^Airplane Mode is now (ON|OFF)`), one("airplane now", nil)},
	{"", regexp.MustCompile(`^SIM Card Status: (\w+)`), one("sim", nil)},
	{"", regexp.MustCompile(`^Cellular Connection: (\w+)`), one("connection", nil)},
	{"", regexp.MustCompile(`^Cellular Signal: (\w+)`), one("signal", nil)},
	{"", regexp.MustCompile(`^Cellular Network Type: (none)`), func([]string) []fact { return nil }},
	{"", regexp.MustCompile(`^Cellular Network Type: (\w+)`), says("tech", "")},
	{"", regexp.MustCompile(`^Mobile Data Enabled: (\w+)`), one("data", switches)},
	{"", regexp.MustCompile(`^Mobile Data is now (\w+)`), one("data now", nil)},
	{"", regexp.MustCompile(`^Data Roaming Enabled: (\w+)`), one("roaming", switches)},
	{"", regexp.MustCompile(`^Data Roaming is now (\w+)`), one("roaming now", nil)},
	{"", regexp.MustCompile(`^Wi-Fi Radio: (\w+)`), one("wifi", nil)},
	{"", regexp.MustCompile(`^Wi-Fi is (?:turned )?(ON|OFF)`), one("wifi", nil)},
	{"", regexp.MustCompile(`^Wi-Fi is now (ON|OFF)`), one("wifi", nil)},
	{"", regexp.MustCompile(`^Network Mode Preference: (\w+)`), one("mode", nil)},
	{"", regexp.MustCompile(`^Preferred Network Mode set to: (\w+)`), one("mode now", nil)},
	{"", regexp.MustCompile(`^Speed Test Result: [\d.]+ Mbps \(([\w ]+)\)`), nil}, // read below: the figure comes first
	{"", regexp.MustCompile(`^Speed test failed`), says("speed", "no connection")},
	{"", regexp.MustCompile(`^Your SIM card is active`), says("sim", "active")},
	{"", regexp.MustCompile(`^No SIM card detected`), says("sim", "missing")},
	{"", regexp.MustCompile(`locked with a PIN`), says("sim", "locked_pin")},
	{"", regexp.MustCompile(`locked with a PUK`), says("sim", "locked_puk")},
	{"", regexp.MustCompile(`^SIM card re-seated`), says("sim", "reseated")},
	{"", regexp.MustCompile(`^Data Saver mode is (ON|OFF)`), one("saver", nil)},
	{"", regexp.MustCompile(`^Data Saver Mode is now (ON|OFF)`), one("saver now", nil)},
	{"", regexp.MustCompile(`^Current APN Name: (.+)`), says("apn", "")},
	{"", regexp.MustCompile(`^MMSC URL .*: Not Set`), says("mmsc", "unset")},
	{"", regexp.MustCompile(`^MMSC URL [^:]*: (.+)`), says("mmsc", "set")},
	{"", regexp.MustCompile(`^APN settings will reset`), says("apn", "to be reset")},
	{"", regexp.MustCompile(`^Resetting APN`), says("apn", "was reset")},
	{"", regexp.MustCompile(`^Wi-Fi Calling is currently turned (ON|OFF)`), one("wifi calling", nil)},
	{"", regexp.MustCompile(`^Wi-Fi Calling is now (ON|OFF)`), one("wifi calling now", nil)},
	{"", regexp.MustCompile(`^VPN is ON and connected.*'poor'`), says("vpn", "poor")},
	{"", regexp.MustCompile(`^VPN is ON and connected`), says("vpn", "on")},
	{"", regexp.MustCompile(`^VPN is turned OFF`), says("vpn", "off")},
	{"", regexp.MustCompile(`^VPN disconnected`), says("vpn", "disconnected")},
	{"", regexp.MustCompile(`^No active VPN`), says("vpn", "off")},
	{"", regexp.MustCompile(`^The following apps are installed on the phone: (.+)`), says("apps", "")},
	{"", regexp.MustCompile(`^App '\w+' has permission for: (.+)\.`), says("permissions", "")},
	{"check_app_status", regexp.MustCompile(`^   - (\w+)`), says("permission", "")},
	{"", regexp.MustCompile(`^Success. Permission '(\w+)'`), says("granted", "")},
	{"", regexp.MustCompile(`app can send MMS`), says("mms", "goes")},
	{"", regexp.MustCompile(`app cannot send MMS`), says("mms", "does not go")},
	{"", regexp.MustCompile(`^Restarting network`), says("restarted", "")},
	{"", regexp.MustCompile(`^No payment request`), says("request", "none")},
	{"", regexp.MustCompile(`^You have a payment request for bill \w+ of ([\d.]+ \w+)`), says("request", "there")},
	{"", regexp.MustCompile(`^Payment of ([\d.]+ \w+) has been made`), says("paid", "")},
}

var speedLine = regexp.MustCompile(`^Speed Test Result: ([\d.]+) Mbps \(([\w ]+)\)`)

func init() {
	for i := range readers {
		if readers[i].read == nil {
			readers[i].line, readers[i].read = speedLine, func(m []string) []fact { return []fact{{"speed", strings.ToLower(m[2]), m[1]}} }
		}
	}
}

// Everything that a phone can show has its words in each style and language,
// and what differs on the screen differs in the words.
func TestTelecomWords(t *testing.T) {
	t.Parallel()
	outputs := map[string]string{} // output → tool
	for _, k := range telecomTasks(t) {
		s := k.stage(t)
		look := func() {
			for _, tool := range []string{"check_status_bar", "check_network_status", "check_network_mode_preference", "run_speed_test", "check_sim_status",
				"check_data_restriction_status", "check_apn_settings", "check_wifi_calling_status", "check_wifi_status", "check_vpn_status", "can_send_mms", "check_payment_request", "check_installed_apps"} {
				outputs[s.Do(t, tool, nil)] = tool
			}
			outputs[s.Do(t, "check_app_permissions", map[string]any{"app_name": "messaging"})] = "check_app_permissions"
			outputs[s.Do(t, "check_app_status", map[string]any{"app_name": "messaging"})] = "check_app_status"
		}
		look()
		for _, a := range k.Criteria.Actions {
			if a.Requestor == "user" && a.Name != "make_payment" {
				outputs[s.Do(t, a.Name, a.Arguments)] = a.Name
			}
		}
		look()
	}
	for _, lang := range []string{"uk", "en"} {
		for _, s := range styles {
			said := map[string]string{}
			for out, tool := range outputs {
				for n := range 3 {
					w := words(tool, out, lang, s, n)
					if strings.Trim(w, " .,") == "" || strings.Contains(w, "{}") || !utf8.ValidString(w) {
						t.Errorf("%s %s: no words for %q: %q", lang, s, out, w)
					}
					if n == 0 {
						if before, ok := said[tool+w]; ok && before != out {
							t.Errorf("%s %s %s: %q and %q are told alike: %q", lang, s, tool, before, out, w)
						}
						said[tool+w] = out
					}
				}
				if s != pasted && len(facts(tool, out)) == 0 {
					t.Errorf("nothing is read in %q", out)
				}
			}
		}
	}
	t.Logf("%d different outputs have their words", len(outputs))
}
