//go:build unix

package ledger

import (
	"os"
	"syscall"
)

// lock keeps a second process off the file; the system lifts it when the
// process ends, however it ends.
func lock(f *os.File) error {
	return syscall.Flock(int(f.Fd()), syscall.LOCK_EX|syscall.LOCK_NB)
}

// unlock lifts the lock at once. Closing alone would leave it to a program that
// this process is just starting, for the moment in which that one still holds
// a copy of every open file.
func unlock(f *os.File) error { return syscall.Flock(int(f.Fd()), syscall.LOCK_UN) }
