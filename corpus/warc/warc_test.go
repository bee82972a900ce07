package warc_test

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"goalpost/corpus/warc"
)

var noon = time.Date(2026, 3, 1, 12, 0, 0, 0, time.UTC)

func page(n int) warc.Exchange {
	body := fmt.Appendf(nil, "<p>ตั้งเป้าร้อยละ %d</p>", n)
	h := http.Header{"Content-Type": {"text/html"}, "Content-Length": {fmt.Sprint(len(body))}}
	return warc.Exchange{
		URI: fmt.Sprintf("https://example.test/%d", n), Date: noon, IP: "192.0.2.1",
		Request: []byte("GET /1 HTTP/1.1\r\nHost: example.test"), Head: warc.HTTPHead("HTTP/1.1", 200, h), Body: body,
		Note: warc.Fields{{Name: "fetchTimeMs", Value: "12"}},
	}
}

func writer(t *testing.T, dir string, o warc.Options) *warc.Writer {
	t.Helper()
	w, err := warc.NewWriter(dir, o)
	if err != nil {
		t.Fatal(err)
	}
	return w
}

func write(t *testing.T, w *warc.Writer, pages ...warc.Exchange) (at []warc.Location) {
	t.Helper()
	for _, x := range pages {
		l, err := w.Exchange(x)
		if err != nil {
			t.Fatal(err)
		}
		at = append(at, l)
	}
	return at
}

func finish(t *testing.T, w *warc.Writer) {
	t.Helper()
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
}

// list reads all records of a file as "type target payload", and errors as "error at offset".
func list(t *testing.T, file string) (out []string) {
	t.Helper()
	for r, err := range warc.Records(file) {
		var broken *warc.RecordError
		if errors.As(err, &broken) {
			out = append(out, "error")
			continue
		}
		if err != nil {
			t.Fatal(err)
		}
		body, err := r.Payload(0)
		if r.Type == warc.Warcinfo || r.Type == warc.Revisit {
			body, err = nil, nil
		}
		if err != nil && !errors.Is(err, warc.ErrCut) {
			body = []byte(err.Error())
		}
		out = append(out, strings.TrimSpace(fmt.Sprintf("%s %s %s", r.Type, r.TargetURI(), body)))
	}
	return out
}

func TestWhatIsWrittenIsRead(t *testing.T) {
	dir := t.TempDir()
	w := writer(t, dir, warc.Options{})
	write(t, w, page(1))
	if _, err := w.Resource("file:///a.txt", "text/plain", strings.NewReader("ข้อความ")); err != nil {
		t.Fatal(err)
	}
	finish(t, w)
	want := []string{
		"warcinfo",
		"request https://example.test/1 GET /1 HTTP/1.1\r\nHost: example.test",
		"metadata https://example.test/1 fetchTimeMs: 12",
		"response https://example.test/1 <p>ตั้งเป้าร้อยละ 1</p>",
		"resource file:///a.txt ข้อความ",
	}
	if d := cmp.Diff(want, list(t, filepath.Join(dir, "goalpost-00001.warc.gz"))); d != "" {
		t.Error(d)
	}
}

func TestRecordsAreReadByPlace(t *testing.T) {
	dir := t.TempDir()
	w := writer(t, dir, warc.Options{})
	at := write(t, w, page(1), page(2), page(3))
	read := func(l warc.Location) string {
		r, err := warc.ReadAt(dir, l.File, l.Offset)
		if err != nil {
			t.Fatal(err)
		}
		defer r.Close()
		h, err := r.HTTP(0)
		if err != nil {
			t.Fatal(err)
		}
		if r.ID() != l.ID || r.Digest() != l.Digest || r.Offset != l.Offset {
			t.Errorf("record is %s %s, place says %+v", r.ID(), r.Digest(), l)
		}
		return fmt.Sprint(h.Status, h.Header.Get("Content-Type"), string(h.Body))
	}
	want := "200text/html<p>ตั้งเป้าร้อยละ 2</p>"
	if got := read(at[1]); got != want {
		t.Errorf("while open: %q", got)
	}
	finish(t, w)
	if got := read(at[1]); got != want {
		t.Errorf("when closed: %q", got)
	}
	if at[2].Offset <= at[1].Offset+at[1].Length {
		t.Errorf("places overlap: %+v", at)
	}
	if _, err := warc.ReadAt(dir, at[1].File, at[1].Offset+1); err == nil {
		t.Error("no record begins there, yet one is read")
	}
	if _, err := warc.ReadAt(dir, "nowhere.warc.gz", 0); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("missing file: %v", err)
	}
	if _, err := warc.ReadAt(dir, "../x.warc.gz", 0); !errors.Is(err, fs.ErrInvalid) {
		t.Errorf("a file outside: %v", err)
	}
}

func TestIDsComeFromContent(t *testing.T) {
	ids := func() (out []string) {
		dir := t.TempDir()
		w := writer(t, dir, warc.Options{})
		at := write(t, w, page(1), page(2))
		later := page(1)
		later.Date = noon.Add(time.Hour)
		at = append(at, write(t, w, later)...)
		l, err := w.Resource("file:///a.txt", "text/plain", strings.NewReader("a"))
		if err != nil {
			t.Fatal(err)
		}
		finish(t, w)
		for _, l := range append(at, l) {
			out = append(out, l.ID)
		}
		return out
	}
	first := ids()
	if d := cmp.Diff(first, ids()); d != "" {
		t.Error(d)
	}
	seen := map[string]bool{}
	for _, id := range first {
		if len(id) != len("urn:uuid:00000000-0000-8000-8000-000000000000") || seen[id] {
			t.Errorf("id %q", id)
		}
		seen[id] = true
	}
}

func TestPayloadDigest(t *testing.T) {
	x := page(1)
	want, err := warc.PayloadDigest(bytes.NewReader(x.Body))
	if err != nil {
		t.Fatal(err)
	}
	w := writer(t, t.TempDir(), warc.Options{})
	if got := write(t, w, x)[0].Digest; got != want {
		t.Errorf("the record says %q, want %q", got, want)
	}
	finish(t, w)
	empty, err := warc.PayloadDigest(strings.NewReader(""))
	if err != nil || empty != "sha1:3I42H3S6NNFQ2MSVX7XZKYAYSCX5QBYJ" {
		t.Errorf("of nothing: %q", empty)
	}
}

func TestRevisit(t *testing.T) {
	dir := t.TempDir()
	w := writer(t, dir, warc.Options{})
	first := write(t, w, page(1))[0]
	same, notModified := page(1), page(1)
	same.Date, same.Profile, same.RefersDigest = noon.Add(time.Hour), warc.SamePayload, first.Digest
	same.RefersURI, same.RefersDate = same.URI, noon
	notModified.Date, notModified.Profile = noon.Add(2*time.Hour), warc.NotModified
	notModified.Head = warc.HTTPHead("HTTP/1.1", 304, nil)
	at := write(t, w, same, notModified)
	finish(t, w)
	var got []string
	for _, l := range at {
		r, err := warc.ReadAt(dir, l.File, l.Offset)
		if err != nil {
			t.Fatal(err)
		}
		h, err := r.HTTP(0)
		if err != nil {
			t.Fatal(err)
		}
		got = append(got, fmt.Sprint(r.Type, " ", h.Status, len(h.Body), " ", r.Fields.Get("WARC-Payload-Digest") == first.Digest, " ",
			r.Fields.Get("WARC-Refers-To-Target-URI"), " ", r.Fields.Get("WARC-Refers-To-Date")))
		if err := r.Close(); err != nil {
			t.Error(err)
		}
	}
	want := []string{"revisit 200 0 true https://example.test/1 2026-03-01T12:00:00Z", "revisit 304 0 false  "}
	if d := cmp.Diff(want, got); d != "" {
		t.Error(d)
	}
}

func TestRotation(t *testing.T) {
	dir := t.TempDir()
	w := writer(t, dir, warc.Options{MaxSize: 1000})
	names := func() (out []string) {
		entries, err := os.ReadDir(dir)
		if err != nil {
			t.Fatal(err)
		}
		for _, e := range entries {
			out = append(out, e.Name())
		}
		return out
	}
	sync := func() {
		if err := w.Sync(); err != nil {
			t.Fatal(err)
		}
	}
	write(t, w, page(1), page(2))
	sync()
	if d := cmp.Diff([]string{"goalpost-00001.warc.gz.open", "goalpost-00002.warc.gz.open"}, names()); d != "" {
		t.Errorf("before rows are committed: %s", d)
	}
	sync()
	if d := cmp.Diff([]string{"goalpost-00001.warc.gz", "goalpost-00002.warc.gz.open"}, names()); d != "" {
		t.Errorf("after: %s", d)
	}
	finish(t, w)
	w = writer(t, dir, warc.Options{})
	write(t, w, page(3))
	finish(t, w)
	want := []string{"goalpost-00001.warc.gz", "goalpost-00002.warc.gz", "goalpost-00003.warc.gz"}
	if d := cmp.Diff(want, names()); d != "" {
		t.Error(d)
	}
}

// tear leaves a folder as a process leaves it that is killed while it writes
// page(3): the file open, the last record cut at n bytes from its end.
func tear(t *testing.T, n int64) (dir, file string, at []warc.Location) {
	t.Helper()
	dir = t.TempDir()
	w := writer(t, dir, warc.Options{})
	at = write(t, w, page(1), page(2), page(3))
	if err := w.Sync(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = w.Close() })
	file = filepath.Join(dir, at[0].File+".open")
	if err := os.Truncate(file, at[2].Offset+at[2].Length-n); err != nil {
		t.Fatal(err)
	}
	return dir, file, at
}

func TestTornTail(t *testing.T) {
	for cut, last := int64(1), int64(1); cut <= last; cut += 7 {
		dir, file, was := tear(t, cut)
		last = was[2].Length
		torn := list(t, file)
		if ends := torn[len(torn)-1]; (ends == "error") != (cut < last) {
			t.Fatalf("cut by %d: reading ends with %q", cut, ends)
		}
		w := writer(t, dir, warc.Options{})
		at := write(t, w, page(1), page(2), page(3), page(4))
		finish(t, w)
		if d := cmp.Diff(was, at[:3]); d != "" {
			t.Fatalf("cut by %d: records are elsewhere: %s", cut, d)
		}
		got := list(t, filepath.Join(dir, at[0].File))
		if len(got) != 13 || strings.Contains(strings.Join(got, " "), "error") {
			t.Fatalf("cut by %d: after taking over %q", cut, got)
		}
	}
}

func TestKnownRecordsAreNotAdopted(t *testing.T) {
	dir, _, at := tear(t, 0)
	w := writer(t, dir, warc.Options{Known: func(string) int64 { return at[1].Offset + at[1].Length }})
	again := write(t, w, page(3), page(1))
	if again[0].Offset != at[2].Offset {
		t.Errorf("page 3 was written twice: %+v", again[0])
	}
	if again[1].Offset == at[0].Offset {
		t.Errorf("page 1 is known to a row, yet adopted")
	}
	finish(t, w)
}

func TestRecordsOfAStoppedProcessAreAdopted(t *testing.T) {
	dir := t.TempDir()
	w := writer(t, dir, warc.Options{})
	at := write(t, w, page(1), page(2))
	finish(t, w) // stopped before the row of page 2 was committed
	w = writer(t, dir, warc.Options{Known: func(string) int64 { return at[0].Offset + at[0].Length }})
	again := write(t, w, page(2), page(1), page(3))
	finish(t, w)
	if d := cmp.Diff(at[1], again[0]); d != "" {
		t.Errorf("page 2: %s", d)
	}
	if again[1].File == at[0].File || again[1].File != again[2].File {
		t.Errorf("page 1 has a row, page 3 is new: %+v", again)
	}
}

func TestBrokenRecordIsPassedOver(t *testing.T) {
	dir := t.TempDir()
	w := writer(t, dir, warc.Options{})
	at := write(t, w, page(1), page(2), page(3))
	finish(t, w)
	file := filepath.Join(dir, at[0].File)
	data, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	for i := range int64(20) {
		data[at[1].Offset+at[1].Length/2+i] ^= 0x55
	}
	if err := os.WriteFile(file, data, 0o600); err != nil {
		t.Fatal(err)
	}
	var offsets []int64
	n := 0
	for r, err := range warc.Records(file) {
		var broken *warc.RecordError
		if errors.As(err, &broken) {
			offsets = append(offsets, broken.Offset)
			continue
		}
		if n++; r.Type == warc.Response && r.TargetURI() == "https://example.test/3" {
			offsets = append(offsets, r.Offset)
		}
	}
	if d := cmp.Diff([]int64{at[1].Offset, at[2].Offset}, offsets); d != "" {
		t.Error(d)
	}
}

func TestAppendRefuses(t *testing.T) {
	w := writer(t, t.TempDir(), warc.Options{})
	for name, e := range map[string]warc.Entry{
		"no_target":       {Type: warc.Resource, Date: noon},
		"target_of_lines": {Type: warc.Resource, Date: noon, TargetURI: "file:///a\r\nX: y"},
		"head_too_long":   {Type: warc.Response, Date: noon, TargetURI: "https://a.test/", HeadLen: 9, Block: strings.NewReader("short")},
	} {
		if _, err := w.Append(e); !errors.Is(err, warc.ErrEntry) {
			t.Errorf("%s: %v", name, err)
		}
	}
	finish(t, w)
}

// failing is a block that can be read once, for the digest, and then breaks off.
type failing struct {
	*strings.Reader
	reads int
}

func (f *failing) Read(p []byte) (int, error) {
	if f.reads++; f.reads > 2 {
		return 0, fs.ErrClosed
	}
	return f.Reader.Read(p)
}

func (f *failing) WriteTo(w io.Writer) (int64, error) { return io.Copy(w, struct{ io.Reader }{f}) }

func TestFailedAppendLeavesNothing(t *testing.T) {
	dir := t.TempDir()
	w := writer(t, dir, warc.Options{})
	write(t, w, page(1))
	if _, err := w.Resource("file:///a", "text/plain", &failing{Reader: strings.NewReader("text")}); !errors.Is(err, fs.ErrClosed) {
		t.Errorf("error: %v", err)
	}
	at := write(t, w, page(2))
	finish(t, w)
	if got := list(t, filepath.Join(dir, at[0].File)); len(got) != 7 {
		t.Errorf("records: %q", got)
	}
}

func TestFolderThatCannotBeWritten(t *testing.T) {
	file := filepath.Join(t.TempDir(), "file")
	if err := os.WriteFile(file, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := warc.NewWriter(filepath.Join(file, "captures"), warc.Options{}); err == nil || !strings.Contains(err.Error(), file) {
		t.Errorf("error: %v", err)
	}
}

func TestEmptyAndForeignFiles(t *testing.T) {
	for name, tc := range map[string]struct {
		data []byte
		want []string
	}{
		"empty":      {nil, nil},
		"text":       {[]byte("hello, this is no archive"), []string{"error"}},
		"zeros":      {make([]byte, 300), []string{"error"}},
		"line_ends":  {bytes.Repeat([]byte("\r\n"), 9), nil},
		"bad_length": {[]byte("WARC/1.0\r\nContent-Length: x\r\n\r\nWARC/1.0\r\nWARC-Type: resource\r\nContent-Length: 2\r\n\r\nab\r\n\r\n"), []string{"error", "resource  ab"}},
	} {
		file := filepath.Join(t.TempDir(), "x.warc.gz")
		if err := os.WriteFile(file, tc.data, 0o600); err != nil {
			t.Fatal(err)
		}
		if d := cmp.Diff(tc.want, list(t, file)); d != "" {
			t.Errorf("%s: %s", name, d)
		}
	}
}
