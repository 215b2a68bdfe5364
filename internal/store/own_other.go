//go:build !unix

package store

import "os"

// lockFile does nothing where there is no flock: running one server per file is
// then up to the operator.
func lockFile(*os.File) error { return nil }

func unlockFile(*os.File) error { return nil }
