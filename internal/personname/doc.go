// Package personname knows how people are called: common first names, the look
// of Ukrainian surnames, and the form of address («Олено», «Андрію»).
//
// Understanding asks it which of two words is the first name; texts ask it for
// the vocative. It is pure, and it never guesses: a name that it does not know
// stays as it was written.
package personname
