package main

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"goalpost/corpus/store"
	"goalpost/extract/review"
)

// printed runs a command line, gives what it prints, and fails the test where it fails.
func printed(t *testing.T, args ...string) string {
	t.Helper()
	var out, talk bytes.Buffer
	env := environment{strings.NewReader(""), &out, &talk, func(string) string { return "" }}
	if status := run(t.Context(), args, env); status != 0 {
		t.Fatalf("goalpost %s: status %d\n%s", strings.Join(args, " "), status, talk.String())
	}
	return out.String()
}

func TestThePromptDecides(t *testing.T) {
	dir := t.TempDir()
	file, data := filepath.Join(dir, "a.jsonl"), filepath.Join(dir, "data")
	article := `{"id":"a","lang":"vi","published":"2024-03-01","text":"Tỉnh đặt mục tiêu kinh tế số đạt 30% vào năm 2030.\nTỉnh đặt mục tiêu 60% hộ dân có nước sạch vào năm 2028.\nTỉnh đặt mục tiêu 70% trường học có mạng vào năm 2027.\nTỉnh đặt mục tiêu 80% xã có trạm y tế vào năm 2026."}`
	if err := os.WriteFile(file, []byte(article), 0o600); err != nil {
		t.Fatal(err)
	}
	printed(t, "ingest", "--data", data, file)
	var out, talk bytes.Buffer
	a := &app{environment: environment{strings.NewReader(""), &out, &talk, func(string) string { return "" }}, data: data}
	d, err := a.openDesk(t.Context(), store.Review, "review")
	if err != nil {
		t.Fatal(err)
	}
	keys := strings.Join([]string{
		"?", "i", "e", "j", "k", "g 9", "g 1", "d", "x", // look about
		"n seen on paper", "a", "u", // accept, take back
		"a",      // accept
		"r", "1", // reject with the first reason
		"c value=71", // correct
		"s", "q",     // put off, quit
	}, "\n") + "\n"
	if err := d.prompt(strings.NewReader(keys), "ann"); err != nil {
		t.Fatal(err)
	}
	if err := d.st.Close(); err != nil {
		t.Fatal(err)
	}
	verdicts := map[review.Verdict]int{}
	for _, one := range d.ledger.Live() {
		verdicts[one.Verdict]++
		if one.Actor != "ann" || one.ActorKind != "human" {
			t.Errorf("decided by %s, %s", one.Actor, one.ActorKind)
		}
	}
	for _, v := range []review.Verdict{review.Accept, review.Reject, review.Correct, review.Defer} {
		if verdicts[v] != 1 {
			t.Errorf("%s: %d times; %v\n%s", v, verdicts[v], verdicts, talk.String())
		}
	}
	if shown := out.String(); !strings.Contains(shown, "A  accept all left") || !strings.Contains(shown, "1 of 4") || !strings.Contains(shown, "is read as target") {
		t.Errorf("shown:\n%s", shown)
	}
	if left := printed(t, "review", "list", "--data", data); !strings.Contains(left, "1 change in ") || !strings.Contains(left, "(deferred)") {
		t.Errorf("left:\n%s", left)
	}
}
