// Package importing brings articles into a workspace from elsewhere, again and
// again without doubling them, and takes everything out.
//
// The commands rozmova import and rozmova export and the desk's imports (Jobs)
// call it; package read makes the items, package library keeps them. It never
// overwrites what a person has written since the last import, and archives
// nothing unless it is asked to.
package importing
