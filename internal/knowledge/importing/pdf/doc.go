// Package pdf reads the text of PDF files, so that articles can be made of it:
// pages are joined, headings guessed by their size, hyphenation mended, running
// heads and page numbers left out.
//
// Package read calls it. It draws nothing and decrypts nothing. Files come from
// strangers: objects are found by looking through the file, not by its own
// tables, so that no cycle or false offset in them can lead it astray; memory,
// depth and time are bounded.
package pdf
