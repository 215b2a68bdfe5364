//go:build !unix

package storetest

import (
	"errors"
	"syscall"
)

func giveAway(string) (*syscall.SysProcAttr, error) {
	return nil, errors.New("set " + Env + " to a PostgreSQL server: starting one is only done on Unix")
}
