// Package archtest holds the repository to its own map: what pure rooms may
// import, and that docs/ARCHITECTURE.md names the packages that exist. It has
// nothing but tests.
package archtest
