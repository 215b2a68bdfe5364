package classify

import "math"

// chance is a fixed pseudo-random sequence: the same examples must give the same model at every start.
type chance uint64

func (s *chance) next(n int) int {
	*s = *s*6364136223846793005 + 1442695040888963407
	return int((uint64(*s) >> 33) % uint64(n))
}

func (s *chance) shuffle(order []int) {
	for i := len(order) - 1; i > 0; i-- {
		j := s.next(i + 1)
		order[i], order[j] = order[j], order[i]
	}
}

// share is between 0 and 1.
func (s *chance) share() float64 { return float64(s.next(1<<24)) / (1 << 24) }

// normal is near enough to a normal distribution of variance one: the sum of six shares.
func (s *chance) normal() float64 {
	var sum float64
	for range 6 {
		sum += s.share()
	}
	return (sum - 3) * math.Sqrt2
}
