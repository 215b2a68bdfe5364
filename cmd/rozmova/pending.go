package main

import "errors"

var errPending = errors.New("being built")

type chatCmd struct{}
type replayCmd struct{}
type doctorCmd struct{}

func (chatCmd) Run(*globals) error   { return errPending }
func (replayCmd) Run(*globals) error { return errPending }
func (doctorCmd) Run(*globals) error { return errPending }
