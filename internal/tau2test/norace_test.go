//go:build !race

package tau2test

const underRace = false
