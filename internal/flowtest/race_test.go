//go:build race

package flowtest_test

// underRace: hundreds of conversations take many minutes with the race detector. What it could find in them is looked
// for by smaller tests of the same code.
const underRace = true
