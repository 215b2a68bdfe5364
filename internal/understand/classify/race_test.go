//go:build race

package classify

// underRace: training on fifteen thousand examples takes minutes with the race detector, and there is nothing in
// it for the detector to see that TestConcurrentUse does not show.
const underRace = true
