// Package web carries the built front end (the widget, the desk) inside the
// binary. httpapi serves what Dist returns; app reads nothing else from here.
// It never builds anything: `npm run build` fills dist before `go build`, and
// without that step the package still compiles and serves an empty folder.
package web

import (
	"embed"
	"io/fs"
)

// "all:" so that the committed placeholder (.gitkeep) is enough to compile.
//
//go:embed all:dist
var dist embed.FS

// Tokens are the design tokens, CSS: for pages that are made on the server.
//
//go:embed shared/tokens.css
var Tokens string

// Dist is the built front end, rooted at dist/: widget/loader.js, desk/index.html.
func Dist() fs.FS {
	sub, err := fs.Sub(dist, "dist")
	if err != nil {
		// Only an invalid path can fail here, and the path is a constant.
		panic(err)
	}
	return sub
}
