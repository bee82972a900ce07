package main

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
)

// TestFullDisk ingests into a file system of 4 MB, which it fills, and goes on
// when there is room.
func TestFullDisk(t *testing.T) {
	dir := t.TempDir()
	disk, source := filepath.Join(dir, "disk"), filepath.Join(dir, "articles")
	if err := os.Mkdir(disk, 0o755); err != nil {
		t.Fatal(err)
	}
	if err := syscall.Mount("tmpfs", disk, "tmpfs", 0, "size=4m"); err != nil {
		t.Skipf("SKIPPED: a small file system cannot be mounted here: %v", err)
	}
	t.Cleanup(func() {
		if err := syscall.Unmount(disk, syscall.MNT_DETACH); err != nil {
			t.Error(err)
		}
	})
	writeArticles(t, source, 2000)
	data := filepath.Join(disk, "data")
	status, out := goalpost(t, "ingest", "--data", data, source)
	if status != statusNothing || !strings.Contains(out, "no space left") || !strings.Contains(out, "hint: make room") {
		t.Fatalf("on a full disk: exit status %d\n%s", status, out)
	}
	if err := syscall.Mount("tmpfs", disk, "tmpfs", syscall.MS_REMOUNT, "size=200m"); err != nil {
		t.Fatal(err)
	}
	if status, out := goalpost(t, "ingest", "--data", data, source); status != 0 {
		t.Fatalf("with room: exit status %d\n%s", status, out)
	}
	if status, out := goalpost(t, "doctor", "--data", data); status != 0 {
		t.Errorf("doctor: %s", out)
	}
}

// TestFullOutput writes to a device that is always full.
func TestFullOutput(t *testing.T) {
	full, err := os.OpenFile("/dev/full", os.O_WRONLY, 0)
	if err != nil {
		t.Skipf("SKIPPED: %v", err)
	}
	defer full.Close()
	cmd := exec.Command("goalpost", "extract", "--input", "txt")
	cmd.Stdin, cmd.Stdout = strings.NewReader("Kinh tế số đạt 30% GDP."), full
	var said strings.Builder
	cmd.Stderr = &said
	if status := exitStatus(t, cmd.Run()); status != statusNothing || !strings.Contains(said.String(), "no space left") {
		t.Errorf("exit status %d: %s", status, said.String())
	}
}

// TestNoPermission reads a folder with a file that may not be read. Root may
// read everything, so the command then runs as nobody.
func TestNoPermission(t *testing.T) {
	bin, err := exec.LookPath("goalpost")
	if err != nil {
		t.Fatal(err)
	}
	dir := t.TempDir()
	source := filepath.Join(dir, "articles")
	writeArticles(t, source, 6)
	secret, closed := filepath.Join(source, "secret.txt"), filepath.Join(source, "closed")
	for path, create := range map[string]func(string) error{
		secret: func(p string) error { return os.WriteFile(p, []byte("Không ai được đọc."), 0) },
		closed: func(p string) error { return os.Mkdir(p, 0) },
	} {
		if err := create(path); err != nil {
			t.Fatal(err)
		}
	}
	cmd := exec.Command(bin, "ingest", "--data", filepath.Join(dir, "data"), source)
	if os.Getuid() == 0 {
		const nobody = 65534
		cmd.SysProcAttr = &syscall.SysProcAttr{Credential: &syscall.Credential{Uid: nobody, Gid: nobody}}
		if err := openTo(bin, dir); err != nil {
			t.Skipf("SKIPPED: %v", err)
		}
	}
	out, err := cmd.CombinedOutput()
	if status := exitStatus(t, err); status != statusSkipped {
		t.Errorf("exit status %d, want %d", status, statusSkipped)
	}
	for _, want := range []string{secret + ": unreadable: ", closed + ": unreadable: ", "permission denied", "6 new", "unreadable 2"} {
		if !strings.Contains(string(out), want) {
			t.Errorf("it does not say %q:\n%s", want, out)
		}
	}
}

// openTo lets everybody run the binary, and write in the folder.
func openTo(bin, dir string) error {
	if err := os.Chmod(dir, 0o777); err != nil {
		return err
	}
	target, err := filepath.EvalSymlinks(bin)
	if err != nil {
		return err
	}
	for _, path := range []string{bin, target, filepath.Join(dir, "any")} {
		for folder := filepath.Dir(path); len(folder) > 1; folder = filepath.Dir(folder) {
			info, err := os.Stat(folder)
			if err != nil {
				return err
			}
			if info.Mode()&0o005 == 0o005 {
				continue
			}
			if !strings.HasPrefix(folder, os.TempDir()+"/") {
				return fmt.Errorf("%s is closed to others", folder)
			}
			if err := os.Chmod(folder, info.Mode()|0o055); err != nil {
				return err
			}
		}
	}
	return nil
}
