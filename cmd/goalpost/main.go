// Command goalpost reads policy targets out of news in Vietnamese, Korean,
// Arabic and Thai: it keeps what it fetched, finds the targets, shows the proof
// of each, and searches them.
//
// This package wires the other packages together, one file for each verb. Data
// goes to standard output, talk to standard error; the exit statuses stand in
// status.go.
package main

import (
	"context"
	"fmt"
	"io"
	"os"
	"os/signal"
	"syscall"
)

func main() { os.Exit(Main()) }

// Main runs the command on this process's arguments and streams, and returns its
// exit status. It is apart from main so that tests can run it as a command.
func Main() int {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	context.AfterFunc(ctx, stop) // a second interrupt ends the process at once
	return run(ctx, os.Args[1:], environment{
		stdin: os.Stdin, stdout: os.Stdout, stderr: os.Stderr, getenv: os.Getenv,
	})
}

// environment is everything of the outside world that the command touches, so
// that a test can hand it another one.
type environment struct {
	stdin          io.Reader
	stdout, stderr io.Writer
	getenv         func(string) string
}

// run executes one command line and returns its exit status.
func run(ctx context.Context, args []string, env environment) int {
	root := newRoot(env)
	root.SetArgs(args)
	err := root.ExecuteContext(ctx)
	if ctx.Err() != nil && err != nil { // whatever the layers below made of it
		fmt.Fprintln(env.stderr, "goalpost: interrupted; the same command goes on where it was")
		return statusInterrupted
	}
	return report(env.stderr, err)
}
