package warc_test

import (
	"archive/zip"
	"bytes"
	"compress/zlib"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/andybalholm/brotli"
	"github.com/google/go-cmp/cmp"
	"github.com/klauspost/compress/gzip"
	"github.com/klauspost/compress/zstd"

	"goalpost/corpus/warc"
)

func zipped(b []byte) []byte {
	var out bytes.Buffer
	z := gzip.NewWriter(&out)
	_, _ = z.Write(b)
	_ = z.Close()
	return out.Bytes()
}

func framed(b []byte, o ...zstd.EOption) []byte {
	z, err := zstd.NewWriter(nil, o...)
	if err != nil {
		panic(err)
	}
	return z.EncodeAll(b, nil)
}

// old is a WARC 1.0 record as other tools write it.
func old(n int) []byte {
	body := fmt.Sprintf("HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\npage %d", n)
	return fmt.Appendf(nil, "WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: <http://a.test/%d>\r\nX-Long: one\r\n  two\r\n"+
		"content-length: %d\r\n\r\n%s\r\n\r\n", n, len(body), body)
}

func save(t *testing.T, name string, data []byte) string {
	t.Helper()
	file := filepath.Join(t.TempDir(), name)
	if err := os.WriteFile(file, data, 0o600); err != nil {
		t.Fatal(err)
	}
	return file
}

func TestForms(t *testing.T) {
	one, two := old(1), old(2)
	both := append(append([]byte{}, one...), two...)
	dictFrame := append([]byte{0x5d, 0x2a, 0x4d, 0x18, 3, 0, 0, 0}, "abc"...)
	dictFrame[0] = 0x53 // a skippable frame that holds no dictionary
	var wacz bytes.Buffer
	z := zip.NewWriter(&wacz)
	for name, data := range map[string][]byte{"pages/pages.jsonl": []byte("{}"), "archive/data.warc.gz": append(zipped(one), zipped(two)...)} {
		f, err := z.Create(name)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := f.Write(data); err != nil {
			t.Fatal(err)
		}
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	want := []string{"response http://a.test/1 page 1", "response http://a.test/2 page 2"}
	for name, data := range map[string][]byte{
		"plain":             both,
		"gzip":              append(zipped(one), zipped(two)...),
		"gzip_in_one":       zipped(both),
		"zstd":              append(framed(one), framed(two)...),
		"zstd_no_checksum":  append(framed(one, zstd.WithEncoderCRC(false)), framed(two, zstd.WithSingleSegment(true))...),
		"zstd_in_one":       framed(both),
		"zstd_skippable":    append(append(dictFrame, framed(one)...), framed(two)...),
		"wacz":              wacz.Bytes(),
		"without_line_ends": append(zipped(bytes.TrimRight(one, "\r\n")), zipped(two)...),
	} {
		if d := cmp.Diff(want, list(t, save(t, name, data))); d != "" {
			t.Errorf("%s: %s", name, d)
		}
	}
}

func TestZstdDictionary(t *testing.T) {
	var samples [][]byte
	for i := range 200 {
		samples = append(samples, old(i))
	}
	dict, err := zstd.BuildDict(zstd.BuildDictOptions{ID: 7, Contents: samples, History: bytes.Join(samples[:20], nil), Offsets: [3]int{1, 4, 8}})
	if err != nil {
		t.Fatal(err)
	}
	for name, held := range map[string][]byte{"as_it_is": dict, "compressed": framed(dict)} {
		n := len(held)
		data := append([]byte{0x5d, 0x2a, 0x4d, 0x18, byte(n), byte(n >> 8), byte(n >> 16), 0}, held...)
		data = append(data, framed(old(1), zstd.WithEncoderDict(dict))...)
		data = append(data, framed(old(2), zstd.WithEncoderDict(dict))...)
		want := []string{"response http://a.test/1 page 1", "response http://a.test/2 page 2"}
		if d := cmp.Diff(want, list(t, save(t, name, data))); d != "" {
			t.Errorf("%s: %s", name, d)
		}
	}
}

func TestZstdRecordsHavePlaces(t *testing.T) {
	one, two := framed(old(1)), framed(old(2))
	file := save(t, "x.warc.zst", append(append([]byte{}, one...), two...))
	r, err := warc.ReadAt(filepath.Dir(file), "x.warc.zst", int64(len(one)))
	if err != nil {
		t.Fatal(err)
	}
	defer r.Close()
	if r.TargetURI() != "http://a.test/2" || r.Version != "1.0" || r.Fields.Get("x-long") != "one two" {
		t.Errorf("%+v", r.Record)
	}
}

func response(head string, body []byte) *warc.Record {
	block := append([]byte(head+"\r\n\r\n"), body...)
	return &warc.Record{Type: warc.Response, Block: bytes.NewReader(block), Size: int64(len(block))}
}

func TestBodiesAreDecoded(t *testing.T) {
	const text = "<p>mục tiêu 30%</p>"
	var br, zl bytes.Buffer
	for _, w := range []io.WriteCloser{brotli.NewWriter(&br), zlib.NewWriter(&zl)} {
		_, _ = io.WriteString(w, text)
		_ = w.Close()
	}
	chunks := fmt.Sprintf("5\r\n%s\r\n%x\r\n%s\r\n0\r\n\r\n", text[:5], len(text)-5, text[5:])
	for name, tc := range map[string]struct {
		headers string
		body    []byte
	}{
		"plain":            {"X: y", []byte(text)},
		"gzip":             {"Content-Encoding: gzip", zipped([]byte(text))},
		"gzip_unpacked":    {"Content-Encoding: gzip", []byte(text)},
		"brotli":           {"content-encoding: br", br.Bytes()},
		"brotli_unpacked":  {"content-encoding: br", []byte(text)},
		"zstd":             {"Content-Encoding: zstd", framed([]byte(text))},
		"deflate":          {"Content-Encoding: deflate", zl.Bytes()},
		"twice":            {"Content-Encoding: deflate, gzip", zipped(zl.Bytes())},
		"chunked":          {"Transfer-Encoding: chunked", []byte(chunks)},
		"chunked_joined":   {"Transfer-Encoding: chunked", []byte(text)},
		"bad_header_lines": {"no colon\r\n: none\r\n folded", []byte(text)},
	} {
		h, err := response("HTTP/1.1 200 OK\r\n"+tc.headers, tc.body).HTTP(0)
		if err != nil || string(h.Body) != text || h.Truncated {
			t.Errorf("%s: %+v %v", name, h, err)
		}
	}
}

func TestBodiesAreBounded(t *testing.T) {
	bomb := zipped(bytes.Repeat([]byte("0"), 50<<20))
	h, err := response("HTTP/1.1 200 OK\r\nContent-Encoding: gzip", bomb).HTTP(1000)
	if err != nil || len(h.Body) != 1000 || !h.Truncated {
		t.Errorf("bomb: %v", err)
	}
	half := zipped([]byte(strings.Repeat("a text that does not pack well enough ", 99)))
	h, err = response("HTTP/2 200\r\nContent-Encoding: gzip", half[:len(half)-9]).HTTP(0)
	if err != nil || len(h.Body) == 0 || !h.Truncated || h.Status != 200 {
		t.Errorf("cut off: %v", err)
	}
	for name, head := range map[string]string{"no_status": "HTTP/1.1", "html": "<html>", "encoding": "HTTP/1.1 200 OK\r\nContent-Encoding: rot13"} {
		if _, err := response(head, nil).HTTP(0); err == nil {
			t.Errorf("%s: no error", name)
		}
	}
	if _, err := (&warc.Record{Type: warc.Resource}).HTTP(0); !errors.Is(err, warc.ErrNotHTTP) {
		t.Errorf("resource: %v", err)
	}
}

// TestOtherToolsReadOurs lets warcio (pip install warcio) check the digests and
// the form of what is written.
func TestOtherToolsReadOurs(t *testing.T) {
	warcio, err := exec.LookPath("warcio")
	if err != nil {
		t.Skip("SKIPPED: warcio is not installed (pip install warcio)")
	}
	dir := t.TempDir()
	w := writer(t, dir, warc.Options{})
	first := write(t, w, page(1), page(2))[0]
	same, notModified := page(1), page(1)
	same.Profile, same.RefersURI, same.RefersDate, same.RefersDigest = warc.SamePayload, same.URI, noon, first.Digest
	notModified.Profile, notModified.Head = warc.NotModified, warc.HTTPHead("HTTP/1.1", 304, nil)
	same.Date, notModified.Date = noon.AddDate(0, 0, 1), noon.AddDate(0, 0, 2)
	write(t, w, same, notModified)
	if _, err := w.Resource("file:///%E0%B8%81.txt", "text/plain", strings.NewReader("ข้อความ")); err != nil {
		t.Fatal(err)
	}
	finish(t, w)
	file := filepath.Join(dir, first.File)
	out, err := exec.CommandContext(t.Context(), warcio, "check", "-v", file).CombinedOutput()
	if err != nil || strings.Contains(string(out), "failed") {
		t.Errorf("warcio check: %v\n%s", err, out)
	}
	t.Logf("%s", out)
	out, err = exec.CommandContext(t.Context(), warcio, "index", "-f", "offset,warc-type,warc-target-uri", file).CombinedOutput()
	if err != nil || strings.Count(string(out), "\n") != 14 {
		t.Errorf("warcio index: %v\n%s", err, out)
	}
}

// theirs writes a WARC with warcio: a chunked and packed response in WARC 1.0 and 1.1.
const theirs = `
import sys, io, gzip
from warcio.warcwriter import WARCWriter
from warcio.statusandheaders import StatusAndHeaders
body = gzip.compress("<p>mục tiêu 30%</p>".encode())
chunked = b"%x\r\n" % len(body) + body + b"\r\n0\r\n\r\n"
for version in ("1.0", "1.1"):
    w = WARCWriter(sys.stdout.buffer, gzip=True, warc_version=version)
    w.write_record(w.create_warcinfo_record("x.warc.gz", {"software": "warcio"}))
    h = StatusAndHeaders("200 OK", [("Transfer-Encoding", "chunked"), ("Content-Encoding", "gzip")], protocol="HTTP/1.1")
    w.write_record(w.create_warc_record("http://a.test/" + version, "response", payload=io.BytesIO(chunked), http_headers=h))
`

func TestWeReadTheirs(t *testing.T) {
	python, err := exec.LookPath("python3")
	if err != nil || exec.CommandContext(t.Context(), python, "-c", "import warcio").Run() != nil {
		t.Skip("SKIPPED: warcio is not installed (pip install warcio)")
	}
	out, err := exec.CommandContext(t.Context(), python, "-c", theirs).Output()
	if err != nil {
		t.Fatal(err)
	}
	want := []string{"warcinfo", "response http://a.test/1.0 <p>mục tiêu 30%</p>", "warcinfo", "response http://a.test/1.1 <p>mục tiêu 30%</p>"}
	if d := cmp.Diff(want, list(t, save(t, "x.warc.gz", out))); d != "" {
		t.Error(d)
	}
}

func FuzzReader(f *testing.F) {
	f.Add(old(1))
	f.Add(zipped(old(1)))
	f.Add(append(zipped(old(1)), zipped(old(2))[:40]...))
	f.Add(framed(old(1)))
	f.Add([]byte{0x5d, 0x2a, 0x4d, 0x18, 3, 0, 0, 0, 'a', 'b', 'c', 0x28, 0xb5, 0x2f, 0xfd})
	f.Fuzz(func(t *testing.T, data []byte) {
		for _, from := range []io.Reader{bytes.NewReader(data), struct{ io.Reader }{bytes.NewReader(data)}} {
			r := warc.NewReader(from)
			for last := int64(-1); ; {
				rec, err := r.Next()
				if errors.Is(err, io.EOF) {
					break
				}
				var broken *warc.RecordError
				switch {
				case errors.As(err, &broken):
					if broken.Offset < last {
						t.Fatalf("error at %d behind %d", broken.Offset, last)
					}
					last = broken.Offset
				case err != nil:
					t.Fatal(err)
				default:
					if rec.Offset < last {
						t.Fatalf("record at %d behind %d", rec.Offset, last)
					}
					last = rec.Offset
					_, _ = rec.Payload(1 << 20)
				}
			}
		}
	})
}

func FuzzWriteRead(f *testing.F) {
	f.Add("https://a.test/", []byte("<p>text</p>"), "text/html")
	f.Add("urn:x", []byte("WARC/1.1\r\n\r\n"), "")
	f.Fuzz(func(t *testing.T, uri string, body []byte, mediaType string) {
		dir := t.TempDir()
		w := writer(t, dir, warc.Options{})
		at, err := w.Resource(uri, mediaType, bytes.NewReader(body))
		if errors.Is(err, warc.ErrEntry) {
			return
		}
		if err != nil {
			t.Fatal(err)
		}
		finish(t, w)
		r, err := warc.ReadAt(dir, at.File, at.Offset)
		if err != nil {
			t.Fatal(err)
		}
		defer r.Close()
		got, err := io.ReadAll(r.Block)
		if err != nil || !bytes.Equal(got, body) {
			t.Fatalf("%q was read as %q: %v", body, got, err)
		}
	})
}
