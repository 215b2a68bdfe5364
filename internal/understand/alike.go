package understand

import (
	"slices"
	"strings"
)

// Words are the stems of a text, each once, in order. Numbers and codes are left
// out: who asks for order 1 and who asks for order 2 ask for the same.
func Words(text, lang string) []string {
	words := slices.DeleteFunc(strings.Fields(Gist(text, lang)), func(w string) bool {
		return len(w) > 2 && strings.ContainsAny(w, "0123456789")
	})
	slices.Sort(words)
	return slices.Compact(words)
}

// mostlyAlike is the share of common words from which two texts say the same.
const mostlyAlike = 0.8

// Alike says whether two texts, as Words gives them, say nearly the same.
func Alike(a, b []string) bool {
	if len(a) == 0 || len(b) == 0 {
		return len(a) == len(b)
	}
	common, i, j := 0, 0, 0
	for i < len(a) && j < len(b) {
		switch strings.Compare(a[i], b[j]) {
		case 0:
			common, i, j = common+1, i+1, j+1
		case -1:
			i++
		default:
			j++
		}
	}
	return float64(common) >= mostlyAlike*float64(len(a)+len(b)-common)
}
