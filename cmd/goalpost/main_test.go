package main

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"github.com/rogpeppe/go-internal/testscript"
)

func TestMain(m *testing.M) {
	testscript.Main(m, map[string]func(){"goalpost": main})
}

// TestScripts runs testdata/script/*.txtar: what a user types, and what comes of it.
func TestScripts(t *testing.T) {
	world, err := filepath.Abs("../../testdata")
	if err != nil {
		t.Fatal(err)
	}
	testscript.Run(t, testscript.Params{
		Dir: "testdata/script",
		Cmds: map[string]func(*testscript.TestScript, bool, []string){
			"status":    status,
			"sparse":    sparse,
			"truncated": truncated,
		},
		Setup: func(env *testscript.Env) error {
			env.Setenv("WORLD", world)
			binary := []byte("\x00\x01\x02\x03\x04\x05\x06\x07\x08\x0e\x0f\x10 not a text \x00\x01\x02\x00\x00")
			if err := os.MkdirAll(filepath.Join(env.WorkDir, "bad"), 0o755); err != nil {
				return err
			}
			return errors.Join(
				os.WriteFile(filepath.Join(env.WorkDir, "latin.txt"), []byte("caf\xe9 and a na\xefve text, told in an old charset"), 0o644),
				os.WriteFile(filepath.Join(env.WorkDir, "bad", "binary.txt"), binary, 0o644),
			)
		},
	})
}

// status runs a command and wants this exit status: status 3 goalpost extract a.txt.
func status(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) < 2 {
		ts.Fatalf("usage: status N command [args...]")
	}
	want, err := strconv.Atoi(args[0])
	ts.Check(err)
	err = ts.Exec(args[1], args[2:]...)
	got := 0
	if err != nil {
		if _, scanErr := fmt.Sscanf(err.Error(), "exit status %d", &got); scanErr != nil {
			ts.Fatalf("%s: %v", strings.Join(args[1:], " "), err)
		}
	}
	if got != want {
		ts.Fatalf("%s: exit status %d, want %d", strings.Join(args[1:], " "), got, want)
	}
}

// sparse makes a file of so many bytes that takes no room: sparse big.txt 209715200.
func sparse(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 2 {
		ts.Fatalf("usage: sparse file bytes")
	}
	size, err := strconv.ParseInt(args[1], 10, 64)
	ts.Check(err)
	f, err := os.Create(ts.MkAbs(args[0]))
	ts.Check(err)
	ts.Check(f.Truncate(size))
	ts.Check(f.Close())
}

// truncated copies a file without its last 20 bytes: truncated whole.gz cut.gz.
func truncated(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 2 {
		ts.Fatalf("usage: truncated from to")
	}
	whole := ts.ReadFile(args[0])
	ts.Check(os.WriteFile(ts.MkAbs(args[1]), []byte(whole[:len(whole)-20]), 0o644))
}
