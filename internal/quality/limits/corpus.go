package main

import (
	"bufio"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"iter"
	"os"
	"path/filepath"
	"strings"
)

// corpus is what limits are found with.
type corpus struct {
	inside  []message // first messages that a flow is meant by
	outside []message // that none is
}

const testdata = "internal/quality/testdata"

// readCorpus takes the first messages of the packs' own tests that name the flow
// which they begin, our nonsense for development, and, of public training data,
// what is out of scope there and what belongs to other trades.
func readCorpus(data string, names []string, held bool) (corpus, error) {
	var c corpus
	if len(names) == 2 {
		err := c.rows(filepath.Join(testdata, "customers", "dev.jsonl"), func(r row) {
			m := message{text: r.Text, lang: r.Lang, flow: r.Intent, also: r.Also}
			switch r.Intent {
			case "person", "handoff", "social":
			case "oos":
				m.kind = "customers"
				c.outside = append(c.outside, m)
			default:
				c.inside = append(c.inside, m)
			}
		})
		if err != nil {
			return c, err
		}
	}
	file := "dev.jsonl"
	if held {
		file = "held.jsonl"
	}
	if err := c.rows(filepath.Join(testdata, "nonsense", file), func(r row) {
		c.outside = append(c.outside, message{text: r.Text, lang: r.Lang, kind: "nonsense-" + r.Lang})
	}); err != nil {
		return c, err
	}
	clinc := filepath.Join(data, "intents", "clinc150-oos_plus", "train.jsonl")
	n := map[string]int{}
	err := c.rows(clinc, func(r row) {
		switch n[r.Intent]++; {
		case r.Intent == "oos":
			c.outside = append(c.outside, message{text: r.Text, lang: "en", kind: "clinc-oos"})
		case otherTrades[r.Intent] && n[r.Intent] <= 5:
			c.outside = append(c.outside, message{text: r.Text, lang: "en", kind: "clinc-other"})
		}
	})
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return c, err
	}
	return c, nil
}

type row struct {
	Text, Lang, Intent, Kind string
	Also                     []string
}

func (c *corpus) rows(path string, take func(row)) error {
	f, err := os.Open(path)
	if err != nil {
		return fmt.Errorf("reading the corpus: %w", err)
	}
	defer f.Close()
	lines := bufio.NewScanner(f)
	for lines.Scan() {
		var r row
		if err := json.Unmarshal(lines.Bytes(), &r); err != nil {
			return fmt.Errorf("%s: %w", path, err)
		}
		take(r)
	}
	return lines.Err()
}

func keys[V any](m map[string]V) iter.Seq[string] {
	return func(yield func(string) bool) {
		for k := range m {
			if !yield(k) {
				return
			}
		}
	}
}

// otherTrades are intents that neither a shop nor an operator serves.
var otherTrades = func() map[string]bool {
	out := map[string]bool{}
	for w := range strings.FieldsSeq("accept_reservations alarm apr book_flight book_hotel calculator calendar calories cancel_reservation car_rental carry_on change_accent change_ai_name " +
		"confirm_reservation cook_time credit_score definition direct_deposit directions distance do_you_have_pets exchange_rate find_phone flight_status flip_coin food_last fun_fact gas " +
		"how_busy how_old_are_you improve_credit_score income ingredient_substitution ingredients_list insurance interest_rate international_visa jump_start last_maintenance lost_luggage make_call " +
		"meal_suggestion meaning_of_life measurement_conversion meeting_schedule mpg next_holiday next_song nutrition_info oil_change_how oil_change_when payday play_music pto_request recipe reminder restaurant_reservation " +
		"restaurant_reviews restaurant_suggestion rollover_401k roll_dice routing schedule_meeting share_location smart_home spelling taxes tell_joke text time timer timezone tire_change tire_pressure todo_list traffic translate " +
		"travel_suggestion uber update_playlist vaccines w2 weather what_are_your_hobbies what_is_your_name what_song where_are_you_from who_do_you_work_for who_made_you") {
		out[w] = true
	}
	return out
}()
