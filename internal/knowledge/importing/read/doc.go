// Package read makes articles of what companies have: folders of Markdown, HTML
// pages, sites, tables, the exports of other help centres, PDF and DOCX files.
//
// Package importing calls it and brings the items into a workspace. It writes
// nothing, keeps nothing between calls, and trusts nothing that it reads: sizes,
// numbers, depth and time are bounded, and what it refuses it names with a code.
package read
