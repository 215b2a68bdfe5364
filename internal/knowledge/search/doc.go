// Package search finds the passages of a workspace's articles that answer a question.
//
// The desk, the help centre and package answer ask it; Shelf fills it from the library's published documents and
// keeps it fresh. One Index holds all languages and audiences of a workspace in memory: words by their stems,
// meanings as vectors, and the ranking that weighs them together. It writes nothing and calls no network.
package search
