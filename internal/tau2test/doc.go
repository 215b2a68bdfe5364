// Package tau2test holds the ready packs to published tasks: what a customer
// wants, and what must be true in the company's systems afterwards. The real
// app runs over SQLite and HTTP, the demo company's back ends start from each
// task's data, and scripted customers write to the bot through the customer
// API, as people would who know nothing of its flows.
//
// There is nothing here but tests. They read the published data beside the
// project and are skipped where it is not: it is not part of the project, and
// nothing of it is copied.
package tau2test
