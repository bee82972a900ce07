package main

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"goalpost/corpus/store"
)

// goalpost runs the command and returns its exit status and what it said.
func goalpost(t *testing.T, args ...string) (status int, out string) {
	t.Helper()
	cmd := exec.Command("goalpost", args...)
	said, err := cmd.CombinedOutput()
	return exitStatus(t, err), string(said)
}

func exitStatus(t *testing.T, err error) int {
	t.Helper()
	var exit *exec.ExitError
	switch {
	case err == nil:
		return 0
	case errors.As(err, &exit):
		return exit.ExitCode()
	}
	t.Fatal(err)
	return -1
}

// waiting is an ingest that waits for its standard input, with the data folder open.
type waiting struct {
	*exec.Cmd
	stdin io.WriteCloser
	said  bytes.Buffer
}

func startWaiting(t *testing.T, data string, sources ...string) *waiting {
	t.Helper()
	w := &waiting{Cmd: exec.Command("goalpost", append([]string{"ingest", "--data", data}, append(sources, "-")...)...)}
	w.Stderr = &w.said
	var err error
	if w.stdin, err = w.StdinPipe(); err != nil {
		t.Fatal(err)
	}
	if err := w.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = w.Process.Kill() }) // it may have ended by itself
	return w
}

// untilArticles waits until the data folder holds articles.
func untilArticles(t *testing.T, data string) {
	t.Helper()
	for range 400 {
		if st, err := store.Open(t.Context(), data, store.Options{}); err == nil {
			counts, err := st.Counts(t.Context())
			st.Close()
			if err == nil && counts.Articles > 0 {
				return
			}
		}
		time.Sleep(25 * time.Millisecond)
	}
	t.Fatal("no article was stored in ten seconds")
}

func TestInterruptKeepsWhatWasRead(t *testing.T) {
	dir := t.TempDir()
	data, source := filepath.Join(dir, "data"), filepath.Join(dir, "articles")
	writeArticles(t, source, 1400) // more than a batch
	w := startWaiting(t, data, source)
	untilArticles(t, data)
	if err := w.Process.Signal(os.Interrupt); err != nil {
		t.Fatal(err)
	}
	if status := exitStatus(t, w.Wait()); status != statusInterrupted {
		t.Fatalf("exit status %d, want %d\n%s", status, statusInterrupted, w.said.String())
	}
	if !strings.Contains(w.said.String(), "goalpost: interrupted") {
		t.Errorf("it does not say that it was interrupted:\n%s", w.said.String())
	}
	if status, out := goalpost(t, "doctor", "--data", data); status != 0 {
		t.Errorf("doctor after the interrupt: %s", out)
	}
	status, out := goalpost(t, "ingest", "--data", data, source)
	if status != 0 || !strings.HasPrefix(out, "1,400 articles") && !strings.Contains(out, "\n1,400 articles") && !strings.Contains(out, "1400 articles") {
		t.Errorf("the same command afterwards: exit status %d\n%s", status, out)
	}
}

func TestOneWritesOthersRead(t *testing.T) {
	dir := t.TempDir()
	data, source := filepath.Join(dir, "data"), filepath.Join(dir, "articles")
	writeArticles(t, source, 20)
	if status, out := goalpost(t, "ingest", "--data", data, source); status != 0 {
		t.Fatal(out)
	}
	w := startWaiting(t, data)
	pid := fmt.Sprint(w.Process.Pid)
	for range 400 { // until it has the folder
		if holder, err := os.ReadFile(filepath.Join(data, "corpus.lock")); err == nil && bytes.Contains(holder, []byte(pid)) {
			break
		}
		time.Sleep(25 * time.Millisecond)
	}
	status, out := goalpost(t, "ingest", "--data", data, source)
	if status != statusLocked || !strings.Contains(out, "process "+pid+" (goalpost ingest)") {
		t.Errorf("a second writer: exit status %d, want %d and the first one named\n%s", status, statusLocked, out)
	}
	if status, out := goalpost(t, "reindex", "--data", data); status != statusLocked {
		t.Errorf("reindex: exit status %d\n%s", status, out)
	}
	if status, out := goalpost(t, "search", "--data", data, "kinh tế số"); status != 0 || !strings.Contains(out, "kinh tế số") {
		t.Errorf("search beside a writer: exit status %d\n%s", status, out)
	}
	if _, err := io.WriteString(w.stdin, "Một câu chuyện ngắn về mùa xuân ở làng bên sông, kể cho trẻ nhỏ.\n"); err != nil {
		t.Fatal(err)
	}
	if err := w.stdin.Close(); err != nil {
		t.Fatal(err)
	}
	if status := exitStatus(t, w.Wait()); status != 0 {
		t.Errorf("the first writer: exit status %d\n%s", status, w.said.String())
	}
}

func TestNewerSchemaIsRefused(t *testing.T) {
	dir := t.TempDir()
	data, source := filepath.Join(dir, "data"), filepath.Join(dir, "articles")
	writeArticles(t, source, 4)
	if status, out := goalpost(t, "ingest", "--data", data, source); status != 0 {
		t.Fatal(out)
	}
	f, err := os.OpenFile(filepath.Join(data, store.DBName), os.O_RDWR, 0)
	if err != nil {
		t.Fatal(err)
	}
	// The user version stands at byte 60 of the file (sqlite.org/fileformat, 1.3).
	if _, err := f.WriteAt([]byte{0, 0, 0, 99}, 60); err != nil {
		t.Fatal(err)
	}
	if err := f.Close(); err != nil {
		t.Fatal(err)
	}
	for _, args := range [][]string{{"ingest", source}, {"stats"}, {"export"}} {
		status, out := goalpost(t, append(args, "--data", data)...)
		if status != statusNothing || !strings.Contains(out, "schema 99") || !strings.Contains(out, "hint: a newer goalpost wrote it") {
			t.Errorf("%s: exit status %d\n%s", args[0], status, out)
		}
	}
}

func TestExtractDoesNotWaitForTheLastRecord(t *testing.T) {
	cmd := exec.Command("goalpost", "extract")
	in, err := cmd.StdinPipe()
	if err != nil {
		t.Fatal(err)
	}
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = cmd.Process.Kill() }) // it may have ended by itself
	records := bufio.NewReader(out)
	for i := range 3 {
		if _, err := fmt.Fprintf(in, "{\"id\": %d, \"text\": \"Kinh tế số đạt 30%% GDP.\"}\n", i); err != nil {
			t.Fatal(err)
		}
		line, err := records.ReadString('\n') // blocks for ever where it waits for the next
		if err != nil || !strings.Contains(line, fmt.Sprintf(`"id":"%d"`, i)) {
			t.Fatalf("record %d: %q, %v", i, line, err)
		}
	}
	if err := in.Close(); err != nil {
		t.Fatal(err)
	}
	if status := exitStatus(t, cmd.Wait()); status != 0 {
		t.Errorf("exit status %d", status)
	}
}
