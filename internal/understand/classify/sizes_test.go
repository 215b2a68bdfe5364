package classify

import (
	"fmt"
	"testing"

	"github.com/rozmova/rozmova/internal/understand/semantic"
)

// invented makes intents of three words each that are said among other words, and messages to ask about.
func invented(intents, each int) (train, test []Example) {
	var rng chance = 11
	words := make([]string, 0, 4000)
	for len(words) < cap(words) {
		if w, ok := semantic.Word(semantic.Piece(rng.next(semantic.Count()))); ok && len(w) > 8 {
			words = append(words, w)
		}
	}
	around := []string{"please %s my %s for the %s", "i want %s and %s with %s", "%s the %s %s", "can you %s a %s to %s", "прошу %s мені %s на %s"}
	say := func(i int) Example {
		w := [3]string{}
		for k := range w {
			w[k] = words[(3*i+rng.next(3))%len(words)]
		}
		w[rng.next(3)] = words[1000+rng.next(3000)]
		return Example{Text: fmt.Sprintf(around[rng.next(len(around))], w[0], w[1], w[2]), Label: fmt.Sprintf("intent%03d", i)}
	}
	for i := range intents {
		for range each {
			train = append(train, say(i))
		}
		test = append(test, say(i))
	}
	return train, test
}

func TestEverySize(t *testing.T) {
	for _, size := range []struct{ intents, each int }{{3, 3}, {3, 500}, {20, 20}, {300, 3}} {
		t.Run(fmt.Sprintf("%dx%d", size.intents, size.each), func(t *testing.T) {
			if underRace && size.intents*size.each > 100 {
				t.Skip("training is measured without the race detector")
			}
			train, test := invented(size.intents, size.each)
			m := Train(train, Options{Meaning: true})
			right := 0
			for _, e := range test {
				for _, s := range m.Predict(e.Text) {
					if s.Label != OutOfScope {
						if s.Label == e.Label {
							right++
						}
						break
					}
				}
			}
			if float64(right) < 0.75*float64(len(test)) {
				t.Errorf("%d of %d are right", right, len(test))
			}
			taken := 0
			for _, text := range []string{
				"асдф йцук фіва", "what a lovely sunset", "мій кіт спить цілий день", "xyzzy plugh", "розкажи анекдот",
				"the moon is made of cheese", "хто виграв вибори", "lorem ipsum dolor", "??", "🙂🙂",
			} {
				if m.Predict(text)[0].Label != OutOfScope {
					taken++
				}
			}
			if taken > 1 {
				t.Errorf("%d of 10 strange messages got an intent", taken)
			}
		})
	}
}
