// Package dialogue decides what a conversation does next.
//
// Compile turns the files of a playbook (flows, texts, cards, actions, types)
// into a checked Playbook, with file:line for every mistake. Step takes a
// playbook, a state and one input, and gives the events and effects that
// follow. It is called by package turn for live conversations, by the flow
// tests and by replay; the three get the same answer.
//
// It never reads a clock, draws a random number, or touches a file, a network
// or a database: time and identifiers arrive with the input.
package dialogue
