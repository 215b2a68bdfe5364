package entity

import (
	"strings"

	"github.com/rozmova/rozmova/internal/understand/normal"
)

// leastReply is the confidence below which words are no reply: «хочу повернути товар» does not say yes.
const leastReply = 0.45

// findYesNo reads an answer to a question that wants yes or no. Only the beginning of a message is an answer
// («так, скасовуйте»), and what follows may take it back («так, але …», "no, the other one"): then the
// confidence is low enough for a caller to ask again before it acts.
func findYesNo(found []Entity, d *doc) []Entity {
	if len(d.tokens) == 0 {
		if strings.TrimSpace(d.plain.Text) == "+" { // how chats here say yes
			at := strings.IndexByte(d.raw, '+')
			if at >= 0 {
				found = append(found, d.entity(KindAffirm, at, at+1, true, 0.9))
			}
		}
		return found
	}
	first := skipFillers(d, 0)
	if first == len(d.tokens) {
		return found
	}
	if isUndecided(d, first) {
		return found
	}
	answer, to := replyAt(d, first)
	if answer == noReply {
		return found
	}
	// Several replies in a row: «так, звісно», «ні-ні», «та ні», "yes no".
	from, confidence, twice := first, 0.97, false
	for next := skipFillers(d, to+1); next < len(d.tokens); next = skipFillers(d, to+1) {
		more, end := replyAt(d, next)
		if more == noReply {
			break
		}
		if more != answer {
			if !contradicts(d, first, next) {
				return found // both said: no answer
			}
			answer, confidence = more, 0.7
		} else {
			twice = true
		}
		to = end
	}
	if confidence *= afterReply(d, to, answer); twice && answer == denies {
		confidence = max(confidence, 0.8) // «ні, не треба міняти»
	}
	if confidence < leastReply {
		return found
	}
	kind := KindAffirm
	if answer == denies {
		kind = KindDeny
	}
	return append(found, d.span(kind, from, to, true, confidence))
}

type reply uint8

const (
	noReply reply = iota
	affirms
	denies
)

// replyAt matches the longest phrase at token i.
func replyAt(d *doc, i int) (reply, int) {
	key := make([]byte, 0, 64)
	best, to := noReply, i
	if w := d.word(i); (w == "не" || w == "don't") && i+1 < len(d.tokens) && !forbids(d, i+1) {
		return noReply, i // «не приходить код» tells, «не надсилайте» refuses
	}
	for j := i; j < len(d.tokens) && j < i+maxPhrase; j++ {
		if j > i {
			key = append(key, ' ')
		}
		key = append(key, d.tokens[j].Text...)
		if r, ok := phrases[string(key)]; ok {
			best, to = r, j
		}
	}
	return best, to
}

// forbids says that the words after a negation make a refusal: a set phrase or an imperative.
func forbids(d *doc, i int) bool {
	if _, ok := phrases[d.word(i-1)+" "+d.word(i)]; ok {
		return true
	}
	if d.word(i-1) == "don't" {
		return true
	}
	for _, end := range []string{"йте", "іть", "іте", "ьте", "йти", "ти", "ай", "уй", "ите"} {
		if strings.HasSuffix(d.word(i), end) {
			return true
		}
	}
	return false
}

func skipFillers(d *doc, i int) int {
	for i < len(d.tokens) && (fillers[d.word(i)] || d.tokens[i].Kind == normal.Emoji && phrases[d.word(i)] == noReply) {
		i++
	}
	return i
}

// contradicts says that the second reply replaces the first as a set phrase («та ні», «так ні», "yeah no").
func contradicts(d *doc, first, next int) bool {
	return next == first+1 && d.word(next) == "ні" && (d.word(first) == "та" || d.word(first) == "так") && !strings.Contains(d.gap(first), ",")
}

// isUndecided knows the phrases that begin like an answer and are none: «не знаю», "not sure", «так і не прийшло».
func isUndecided(d *doc, i int) bool {
	key := make([]byte, 0, 64)
	for j := i; j < len(d.tokens) && j < i+maxPhrase; j++ {
		if j > i {
			key = append(key, ' ')
		}
		key = append(key, d.tokens[j].Text...)
		if undecided[string(key)] {
			return true
		}
	}
	return false
}

// afterReply weighs what follows the reply at token to: nothing, a comma and a clause, or a clause at once.
func afterReply(d *doc, to int, answer reply) float64 {
	rest := len(d.tokens) - to - 1
	if rest <= 0 {
		if strings.Contains(d.raw[d.tokens[to].End:], "?") {
			return 0.5 // «так?» asks
		}
		return 1
	}
	next := d.word(to + 1)
	switch {
	case reservations[next]:
		return 0.5
	case courtesies[next]:
		return 0.98
	case next == "the" || next == "інше" || next == "інша" || next == "інший" || next == "другое" || next == "лише" || next == "only":
		return 0.6 // "no, the other one" names something else
	}
	paused := strings.ContainsAny(d.gap(to), ",.!;:—–\n)")
	if answer == denies {
		// «ні, скасуйте» or "no, send it to …" goes on with another wish.
		if paused {
			return 0.75
		}
		return 0.6
	}
	if negated(d, to+1) || !paused && askers[next] {
		return 0.4 // «так, не треба»
	}
	if paused {
		return 0.95
	}
	if sameClause[d.tokens[to].Text] {
		return 0.4 // «так довго», "right now": not a reply at all
	}
	return 0.8
}

func negated(d *doc, i int) bool {
	switch d.word(i) {
	case "не", "ні", "not", "don't", "dont", "нет":
		return true
	}
	return false
}
