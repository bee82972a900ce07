package main

import (
	"errors"
	"fmt"
	"io"
)

// The exit statuses. The help topic exit-codes tells them to people.
const (
	statusDone        = 0
	statusNothing     = 1   // nothing found, a check failed, or the work failed
	statusUsage       = 2   // the call is wrong
	statusSkipped     = 3   // done, but some sources could not be read
	statusNoData      = 10  // no such data folder
	statusLocked      = 11  // another process writes to the data folder
	statusInterrupted = 130 // interrupted, as shells count it
)

// failure is an error that came out of a verb's work, with the exit status that
// it stands for. Any other error that cobra returns is a wrong call.
type failure struct {
	status int
	err    error  // nil where the status alone says it
	hint   string // what to do next, or ""
}

func (f *failure) Error() string {
	if f.err == nil {
		return fmt.Sprintf("exit status %d", f.status)
	}
	return f.err.Error()
}

func (f *failure) Unwrap() error { return f.err }

// quiet is a failure of which everything has been said already.
func quiet(status int) error { return &failure{status: status} }

// wrong is a call that cannot be obeyed, found while a verb worked.
func wrong(hint, format string, args ...any) error {
	return &failure{status: statusUsage, err: fmt.Errorf(format, args...), hint: hint}
}

// report prints an error and its hint for people and returns the exit status.
func report(stderr io.Writer, err error) int {
	if err == nil {
		return statusDone
	}
	var f *failure
	if !errors.As(err, &f) {
		f = &failure{status: statusUsage, err: err, hint: "goalpost help shows the commands, goalpost help COMMAND its flags"}
	}
	if f.err != nil {
		fmt.Fprintf(stderr, "goalpost: error: %s\n", oneLine(f.err.Error()))
	}
	if f.hint != "" {
		fmt.Fprintf(stderr, "goalpost: hint: %s\n", f.hint)
	}
	return f.status
}
