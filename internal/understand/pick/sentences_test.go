package pick

import (
	"bufio"
	"fmt"
	"os"
	"slices"
	"strconv"
	"strings"
	"testing"
)

func goods(t *testing.T) map[string][]Option {
	t.Helper()
	out := map[string][]Option{}
	name := ""
	for _, line := range lines(t, "testdata/goods.txt") {
		if n, ok := strings.CutPrefix(line, "= "); ok {
			name = n
			continue
		}
		left, right, _ := strings.Cut(line, " @ ")
		price, err := strconv.ParseFloat(right, 64)
		if err != nil {
			t.Fatal(line, err)
		}
		o := Option{Facets: map[string]string{}, Rank: &price, Names: []string{name}, ID: fmt.Sprint(7000000000 + len(out[name])*77 + len(name)*991)}
		for f := range strings.SplitSeq(left, "; ") {
			k, v, _ := strings.Cut(f, ": ")
			o.Facets[k] = v
		}
		out[name] = append(out[name], o)
	}
	return out
}

func lines(t *testing.T, file string) []string {
	t.Helper()
	f, err := os.Open(file)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	var out []string
	for sc := bufio.NewScanner(f); sc.Scan(); {
		if line := strings.TrimSpace(sc.Text()); line != "" && line[0] != '#' {
			out = append(out, line)
		}
	}
	return out
}

// expected reads the last column of sentences.txt.
func expected(options []Option, s string) []int {
	if s == "-" {
		return nil
	}
	var out []int
	if strings.HasPrefix(s, "#") {
		for f := range strings.FieldsSeq(s) {
			n, _ := strconv.Atoi(f[1:])
			out = append(out, n-1)
		}
		return out
	}
	for i, o := range options {
		ok := true
		for c := range strings.SplitSeq(s, ", ") {
			k, v, _ := strings.Cut(c, "=")
			ok = ok && slices.Contains(strings.Split(v, "|"), o.Facets[k])
		}
		if ok {
			out = append(out, i)
		}
	}
	return out
}

// score counts what became of the sentences. A wrong answer is an option that
// was not meant; no answer, or more options than were meant, costs a question.
type score struct{ right, wide, silent, wrong int }

func (s *score) add(want []int, a Answer, may bool) (verdict string) {
	got := a.Chosen
	if len(got) == 0 {
		got = a.Narrow
	}
	inside := true
	for _, w := range want {
		inside = inside && slices.Contains(got, w)
	}
	switch {
	case len(got) == 0 && (len(want) == 0 || may), slices.Equal(got, want):
		s.right++
		return ""
	case len(got) == 0:
		s.silent++
		return "silent"
	case len(a.Narrow) > 0 && inside && len(want) > 0:
		s.wide++
		return "wide"
	}
	s.wrong++
	return "WRONG"
}

func (s score) total() int { return s.right + s.wide + s.silent + s.wrong }

func (s score) String() string {
	n := float64(s.total()) / 100
	return fmt.Sprintf("%d sentences: right %.1f %%, more than meant %.1f %%, no answer %.1f %%, wrong %.2f %%", s.total(), float64(s.right)/n, float64(s.wide)/n, float64(s.silent)/n, float64(s.wrong)/n)
}

func TestSentences(t *testing.T) {
	s := ask(t, "testdata/sentences.txt")
	if s.wrong*100 > s.total() {
		t.Errorf("%d of %d sentences picked what was not meant", s.wrong, s.total())
	}
	if s.right*100 < s.total()*95 {
		t.Errorf("only %d of %d sentences read in full", s.right, s.total())
	}
}

// Sentences that were not there when the rules were written.
func TestUnseen(t *testing.T) {
	s := ask(t, "testdata/unseen.txt")
	if s.wrong*100 > s.total()*2 {
		t.Errorf("%d of %d sentences picked what was not meant", s.wrong, s.total())
	}
}

func ask(t *testing.T, file string) score {
	t.Helper()
	all := goods(t)
	var s score
	for _, line := range lines(t, file) {
		c := strings.Split(line, "|")
		if len(c) > 5 { // a | inside what is wanted
			c = append(c[:4], strings.Join(c[4:], "|"))
		}
		for i := range c {
			c[i] = strings.TrimSpace(c[i])
		}
		name, nth, _ := strings.Cut(c[0], " ")
		n, _ := strconv.Atoi(nth)
		options := all[name]
		if len(options) < n || n == 0 {
			t.Fatalf("no such goods: %s", line)
		}
		q := Question{Options: options, Like: options[n-1].Facets}
		if c[1] != "" {
			q.Near = []string{c[1]}
		}
		if c[2] != "" {
			q.Apart = []string{c[2]}
		}
		want, may := strings.CutPrefix(c[4], "~")
		a := Pick(c[3], q)
		if verdict := s.add(expected(options, want), a, may); verdict != "" {
			t.Logf("%-6s %s: %q: chosen %v narrow %v, want %s", verdict, c[0], c[3], plus(a.Chosen), plus(a.Narrow), c[4])
		}
	}
	t.Log(s)
	return s
}

func plus(list []int) []int {
	out := make([]int, len(list))
	for i, x := range list {
		out[i] = x + 1
	}
	return out
}
