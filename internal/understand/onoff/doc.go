// Package onoff reads from a message what is switched on and what is off:
// «режим польоту вимкнено», "Airplane Mode: ON", "no plane icon", a pasted
// status bar.
//
// Package understand calls it with the things that a playbook asks about. It
// never guesses: a question, a doubt, a wish («як увімкнути?») or a thing named
// without a word on how it stands says nothing.
package onoff
