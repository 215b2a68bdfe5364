// Package knowledge is what a company tells its customers and its agents:
// articles in several languages, their drafts, reviews and published versions,
// the passages that search and answers work with, and how Markdown is read.
//
// The packages below it do something with them: library writes and publishes,
// search indexes, answer answers, importing brings articles in and out. The store
// keeps them as these types. This package itself does nothing but compute: it
// never reads a database, a file or a network.
package knowledge
