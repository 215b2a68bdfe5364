// Package phone is a telephone that is not there: its settings, its SIM card, its
// apps, and what the mobile operator's network gives it. Its owner does with it
// what a support agent asks (Do) and reads what it shows; a story begins by
// breaking it (Happen) and ends by looking whether it works (Check).
//
// The demo's site shows one to visitors; tests give one to scripted customers.
// It knows the operator only by what a telephone can notice of it, and nothing
// of the platform.
package phone
