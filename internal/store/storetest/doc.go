// Package storetest gives tests real databases: a SQLite file and a PostgreSQL
// schema of their own for each test, migrated and thrown away afterwards.
//
// Tests of every room that needs a store call it. It never fakes a database and
// never skips PostgreSQL in silence: without a server the test fails and says
// what to do, unless it runs with -short.
package storetest
