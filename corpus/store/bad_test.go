package store_test

import (
	"bufio"
	"context"
	"database/sql"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"goalpost/corpus/store"
)

// TestMain lets the test binary be the other process: with the folder of a
// store in GOALPOST_TEST_WRITER it writes articles until it is killed.
func TestMain(m *testing.M) {
	if dir := os.Getenv("GOALPOST_TEST_WRITER"); dir != "" {
		if err := writeOn(dir, os.Stdout); err != nil {
			fmt.Println(err)
			os.Exit(1)
		}
		os.Exit(0)
	}
	os.Exit(m.Run())
}

// perBatch is how many articles the other process writes in a transaction.
const perBatch = 5

// writeOn writes the batches that are missing and tells each as it is done.
func writeOn(dir string, say io.Writer) error {
	ctx := context.Background()
	s, err := store.Open(ctx, dir, store.Options{Mode: store.Write, Create: true, Command: "goalpost ingest"})
	if err != nil {
		return err
	}
	fmt.Fprintln(say, "open")
	for n := 0; n < 40*perBatch; n += perBatch {
		err := s.Update(ctx, func(tx *store.Tx) error {
			for i := range perBatch {
				if _, err := putOne(tx, thai(10+n+i)); err != nil {
					return err
				}
			}
			return nil
		})
		if err != nil {
			return err
		}
		fmt.Fprintln(say, "batch", n)
	}
	return s.Close()
}

// other starts the other process and waits until it has said so many lines.
func other(t *testing.T, dir string, lines int) (*exec.Cmd, *bufio.Scanner) {
	t.Helper()
	cmd := exec.CommandContext(t.Context(), os.Args[0])
	cmd.Env = append(os.Environ(), "GOALPOST_TEST_WRITER="+dir)
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = cmd.Process.Kill(); _ = cmd.Wait() })
	said := bufio.NewScanner(out)
	for range lines {
		if !said.Scan() {
			break
		}
	}
	return cmd, said
}

func TestKilledWriterLeavesWholeTransactions(t *testing.T) {
	dir := t.TempDir()
	random := rand.New(rand.NewPCG(1, 2))
	for kill := range 8 {
		cmd, said := other(t, dir, 1+random.IntN(6))
		time.Sleep(time.Duration(random.IntN(4000)) * time.Microsecond)
		if err := cmd.Process.Kill(); err != nil {
			t.Fatal(err)
		}
		last := -1
		for said.Scan() {
			_, _ = fmt.Sscanf(said.Text(), "batch %d", &last)
		}
		_ = cmd.Wait()
		s := open(t, dir, store.Read)
		c, err := s.Counts(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		if c.Articles%perBatch != 0 || c.Claims != c.Articles || c.Captures != c.Articles || c.Mentions != 3*c.Articles || c.Unextracted != 0 {
			t.Errorf("kill %d: a part of a transaction: %+v", kill, c)
		}
		if c.Articles < last+perBatch && last >= 0 {
			t.Errorf("kill %d: batch %d was done, %d articles are there", kill, last, c.Articles)
		}
		if err := s.Close(); err != nil {
			t.Error(err)
		}
	}
	cmd, said := other(t, dir, 0)
	for said.Scan() {
		if !strings.HasPrefix(said.Text(), "batch") && said.Text() != "open" {
			t.Fatal(said.Text())
		}
	}
	if err := cmd.Wait(); err != nil {
		t.Fatal(err)
	}
	undisturbed := t.TempDir()
	if err := writeOn(undisturbed, io.Discard); err != nil {
		t.Fatal(err)
	}
	want, got := dump(t, open(t, undisturbed, store.Read)), dump(t, open(t, dir, store.Read))
	if want != got {
		t.Errorf("killed and started again the store differs:\n%s", cmp.Diff(strings.Split(want, "\n"), strings.Split(got, "\n")))
	}
}

func TestSecondWriterIsToldTheFirst(t *testing.T) {
	dir := t.TempDir()
	cmd, _ := other(t, dir, 1)
	before := time.Now()
	_, err := store.Open(t.Context(), dir, store.Options{Mode: store.Write})
	var locked *store.LockedError
	if !errors.As(err, &locked) {
		t.Fatalf("error: %v", err)
	}
	if locked.Holder.PID != cmd.Process.Pid || locked.Holder.Command != "goalpost ingest" || locked.Holder.Since.IsZero() {
		t.Errorf("holder: %+v", locked.Holder)
	}
	if waited := time.Since(before); waited > time.Second {
		t.Errorf("it took %v to say so", waited)
	}
	s := open(t, dir, store.Review)
	if _, err := s.Counts(t.Context()); err != nil {
		t.Errorf("reading beside a writer: %v", err)
	}
	err = s.Update(t.Context(), func(tx *store.Tx) error {
		_, err := tx.Decide(store.Decision{ChangeKey: "k", Verdict: "accept", Actor: "a", ActorKind: "human", At: noon})
		return err
	})
	if err != nil {
		t.Errorf("deciding beside a writer: %v", err)
	}
	if err := cmd.Process.Kill(); err != nil {
		t.Fatal(err)
	}
	_ = cmd.Wait()
	open(t, dir, store.Write)
}

func TestModes(t *testing.T) {
	dir := t.TempDir()
	open(t, dir, store.Write)
	x := thai(10)
	for mode, name := range map[store.Mode]string{store.Read: "read", store.Review: "review"} {
		err := open(t, dir, mode).Update(t.Context(), func(tx *store.Tx) error {
			_, err := putOne(tx, x)
			return err
		})
		if !errors.Is(err, store.ErrReadOnly) {
			t.Errorf("%s: writing an article: %v", name, err)
		}
	}
}

// withDB changes a catalogue behind the store's back.
func withDB(t *testing.T, dir, query string) {
	t.Helper()
	db, err := sql.Open("sqlite", filepath.Join(dir, store.DBName))
	if err != nil {
		t.Fatal(err)
	}
	if _, err := db.ExecContext(t.Context(), query); err != nil {
		t.Fatal(err)
	}
	if err := db.Close(); err != nil {
		t.Fatal(err)
	}
}

func TestFoldersThatAreNoStore(t *testing.T) {
	none, empty, foreign, damaged, newer := filepath.Join(t.TempDir(), "none"), t.TempDir(), t.TempDir(), t.TempDir(), t.TempDir()
	withDB(t, foreign, "CREATE TABLE recipes (name TEXT)")
	if err := os.WriteFile(filepath.Join(damaged, store.DBName), []byte(strings.Repeat("no database ", 99)), 0o600); err != nil {
		t.Fatal(err)
	}
	made := open(t, newer, store.Write)
	if err := made.Close(); err != nil {
		t.Fatal(err)
	}
	withDB(t, newer, "PRAGMA user_version = 99")
	for _, mode := range []store.Mode{store.Read, store.Review, store.Write} {
		for dir, want := range map[string]error{none: store.ErrNoStore, empty: store.ErrNoStore, foreign: store.ErrCorrupt, damaged: store.ErrCorrupt} {
			_, err := store.Open(t.Context(), dir, store.Options{Mode: mode})
			var typed *store.Error
			if !errors.Is(err, want) || !errors.As(err, &typed) || !strings.HasPrefix(typed.Path, dir) {
				t.Errorf("mode %d, %s: %v", mode, filepath.Base(dir), err)
			}
		}
		_, err := store.Open(t.Context(), newer, store.Options{Mode: mode})
		var schema *store.SchemaError
		if !errors.As(err, &schema) || schema.Have != 99 {
			t.Errorf("mode %d, newer: %v", mode, err)
		}
	}
}

func TestFolderWithoutPermission(t *testing.T) {
	if os.Geteuid() == 0 {
		t.Skip("SKIPPED: root may write everywhere")
	}
	dir := t.TempDir()
	if err := os.Chmod(dir, 0o500); err != nil {
		t.Fatal(err)
	}
	_, err := store.Open(t.Context(), filepath.Join(dir, "data"), store.Options{Mode: store.Write, Create: true})
	if !errors.Is(err, store.ErrPermission) || !errors.Is(err, fs.ErrPermission) {
		t.Errorf("error: %v", err)
	}
}

func TestFolderThatMayOnlyBeRead(t *testing.T) {
	if os.Geteuid() == 0 {
		t.Skip("SKIPPED: root may write everywhere")
	}
	dir := t.TempDir()
	s := open(t, dir, store.Write)
	put(t, s, thai(10))
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	if err := os.Chmod(dir, 0o500); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = os.Chmod(dir, 0o700) })
	if got := claims(t, open(t, dir, store.Read), store.ClaimFilter{}); len(got) != 1 {
		t.Errorf("%d claims", len(got))
	}
	if _, err := store.Open(t.Context(), dir, store.Options{Mode: store.Write}); !errors.Is(err, store.ErrPermission) {
		t.Errorf("writing: %v", err)
	}
}

func TestOlderCatalogueIsBroughtUp(t *testing.T) {
	dir := t.TempDir()
	withDB(t, dir, "PRAGMA journal_mode = WAL") // as left by a process killed before its first migration
	for _, mode := range []store.Mode{store.Read, store.Review, store.Write} {
		if c, err := open(t, dir, mode).Counts(t.Context()); err != nil || c.Schema == 0 {
			t.Errorf("mode %d: %+v %v", mode, c, err)
		}
	}
}

func TestFolderInPlaceOfAFile(t *testing.T) {
	dir := t.TempDir()
	if err := os.MkdirAll(filepath.Join(dir, store.DBName), 0o750); err != nil {
		t.Fatal(err)
	}
	if _, err := store.Open(t.Context(), dir, store.Options{}); !errors.Is(err, store.ErrCorrupt) {
		t.Errorf("error: %v", err)
	}
}

func TestDiskFull(t *testing.T) {
	dir := t.TempDir()
	s := open(t, dir, store.Write)
	put(t, s, thai(10))
	before := dump(t, s)
	if err := store.LimitPages(t.Context(), s, 120); err != nil {
		t.Fatal(err)
	}
	big := thai(20)
	big.text += strings.Repeat(" ยาวมาก", 1<<16)
	err := s.Update(t.Context(), func(tx *store.Tx) error {
		_, err := putOne(tx, big)
		return err
	})
	var typed *store.Error
	if !errors.Is(err, store.ErrDiskFull) || !errors.As(err, &typed) || typed.Path != filepath.Join(dir, store.DBName) {
		t.Errorf("error: %v", err)
	}
	if d := cmp.Diff(before, dump(t, s)); d != "" {
		t.Errorf("something of it was kept: %s", d)
	}
	if err := store.LimitPages(t.Context(), s, 1<<30); err != nil {
		t.Fatal(err)
	}
	put(t, s, big) // there is space again
}

func TestOddFolderNames(t *testing.T) {
	for _, name := range []string{"with space", "มีเป้า", "a?b#c%20d", "x&mode=memory"} {
		dir := filepath.Join(t.TempDir(), name)
		s := open(t, dir, store.Write)
		put(t, s, thai(10))
		if _, err := os.Stat(filepath.Join(dir, store.DBName)); err != nil {
			t.Errorf("%q: %v", name, err)
		}
	}
}

func TestOtherToolsOpenIt(t *testing.T) {
	sqlite, err := exec.LookPath("sqlite3")
	if err != nil {
		t.Skip("SKIPPED: sqlite3 is not installed")
	}
	dir := t.TempDir()
	put(t, open(t, dir, store.Write), thai(30), thai(40))
	const query = "SELECT value, unit_code, comparator, deadline_year, concept, title, lang FROM targets ORDER BY value; PRAGMA integrity_check; PRAGMA foreign_key_check"
	out, err := exec.CommandContext(t.Context(), sqlite, filepath.Join(dir, store.DBName), query).CombinedOutput()
	if err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	want := "30.0|%|>=|2030|digital-economy|เป้าหมาย|th\n40.0|%|>=|2030|digital-economy|เป้าหมาย|th\nok\n"
	if d := cmp.Diff(want, string(out)); d != "" {
		t.Error(d)
	}
}

func TestSkipsGoWhenTheInputReadsWell(t *testing.T) {
	s := open(t, t.TempDir(), store.Write)
	skips := func() (out []string) {
		for k, err := range s.Skips(t.Context()) {
			if err != nil {
				t.Fatal(err)
			}
			out = append(out, fmt.Sprint(k.Input, " ", k.Cause, " ", k.Count))
		}
		return out
	}
	err := s.Update(t.Context(), func(tx *store.Tx) error {
		var errs []error
		for _, input := range []string{"a.jsonl", "a.jsonl#3", "a.jsonl#9", "b.html", "a.jsonl2"} {
			errs = append(errs, tx.PutSkip(store.Skip{Input: input, Cause: "bad-json", At: noon}),
				tx.PutSkip(store.Skip{Input: input, Cause: "bad-json", Count: 2, At: noon}))
		}
		return errors.Join(errs...)
	})
	if err != nil {
		t.Fatal(err)
	}
	want := []string{"a.jsonl bad-json 2", "a.jsonl#3 bad-json 2", "a.jsonl#9 bad-json 2", "a.jsonl2 bad-json 2", "b.html bad-json 2"}
	if d := cmp.Diff(want, skips()); d != "" {
		t.Error(d)
	}
	if err := s.Update(t.Context(), func(tx *store.Tx) error { return tx.ClearSkips("a.jsonl") }); err != nil {
		t.Fatal(err)
	}
	if d := cmp.Diff(slices.Delete(want, 0, 3), skips()); d != "" {
		t.Error(d)
	}
}
