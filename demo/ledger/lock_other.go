//go:build !unix

package ledger

import "os"

// lock does nothing where there is no flock: running one back end per
// directory is then up to the operator.
func lock(*os.File) error { return nil }

func unlock(*os.File) error { return nil }
