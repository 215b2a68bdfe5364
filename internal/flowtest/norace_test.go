//go:build !race

package flowtest_test

const underRace = false
