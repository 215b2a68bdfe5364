package main

import "errors"

var errPending = errors.New("being built")

type doctorCmd struct{}

func (doctorCmd) Run(*globals) error { return errPending }
