// Package flowtest plays dialogues written in a pack's tests/*.yaml against a
// compiled playbook: the real recogniser and the real engine, with the clock
// fixed and the business systems played by stubs or by a back end at hand. It
// is what `rozmova test` runs, and what our own packs are tested with.
//
// It never touches a database, a network or the wall clock, so a test that
// passed once passes always.
package flowtest
