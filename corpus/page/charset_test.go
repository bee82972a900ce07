package page

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// sharedDir is the folder of the development data; tests that need it skip without it.
func sharedDir(tb testing.TB, parts ...string) string {
	tb.Helper()
	root := os.Getenv("GOALPOST_SHARED")
	if root == "" {
		root = filepath.Join("..", "..", "..", "shared")
	}
	dir := filepath.Join(append([]string{root}, parts...)...)
	if _, err := os.Stat(dir); err != nil {
		tb.Skip("SKIPPED: no development data: ", err)
	}
	return dir
}

// mask hides the declarations of a file, so that only its bytes speak.
func mask(body []byte) []byte {
	out := bytes.Clone(body)
	for _, sign := range []string{"charset=", "encoding="} {
		for i := 0; ; {
			at := bytes.Index(bytes.ToLower(out[i:]), []byte(sign))
			if at < 0 {
				break
			}
			out[i+at] = 'x'
			i += at + 1
		}
	}
	return out
}

// TestUndeclaredCharsets reads every file of the legacy encodings with its
// declaration hidden.
func TestUndeclaredCharsets(t *testing.T) {
	want := map[string]string{
		"cp949": "cp949", "euc-kr": "cp949", "iso-2022-kr": "iso-2022-kr", "iso-8859-11": "windows-874", "tis-620": "windows-874",
		"iso-8859-6": "iso-8859-6", "iso-8859-6-arabic": "iso-8859-6", "johab": "johab", "utf-16": "utf-16le", "utf-32": "utf-32be",
		"utf-8": "utf-8", "viscii": "viscii", "windows-1256": "windows-1256", "windows-1256-arabic": "windows-1256", "windows-1258": "windows-1258",
	}
	files, _ := filepath.Glob(filepath.Join(sharedDir(t, "dev", "charset"), "*", "*"))
	right := 0
	for _, file := range files {
		body, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		dir := filepath.Base(filepath.Dir(file))
		got := decode(mask(body), "", true)
		if got.charset == want[dir] && badness(got.text) <= badShare {
			right++
		} else {
			t.Errorf("%s/%s: read as %s, want %s (badness %.3f)", dir, filepath.Base(file), got.charset, want[dir], badness(got.text))
		}
	}
	t.Logf("%d of %d files", right, len(files))
}

// TestShortUndeclared reads single lines and short stretches of the same files.
func TestShortUndeclared(t *testing.T) {
	want := map[string]string{
		"euc-kr": "cp949", "tis-620": "windows-874", "windows-1256": "windows-1256", "iso-8859-6": "iso-8859-6", "viscii": "viscii", "windows-1258": "windows-1258",
	}
	root := sharedDir(t, "dev", "charset")
	right, all := 0, 0
	for dir, name := range want {
		files, _ := filepath.Glob(filepath.Join(root, dir, "*"))
		for _, file := range files {
			body, _ := os.ReadFile(file)
			for line := range bytes.SplitSeq(mask(body), []byte("\n")) {
				if foreign := foreignWords(line); len(foreign) < 24 {
					continue
				}
				all++
				if got := guessCharset(line); got.charset == name {
					right++
				} else {
					t.Logf("%s %s %q", dir, got.charset, transcode(line, name))
				}
			}
		}
	}
	t.Logf("%d of %d lines", right, all)
	if right*100 < all*93 {
		t.Errorf("%d of %d lines, want 93 %%", right, all)
	}
}

func TestDeclarations(t *testing.T) {
	korean := string([]byte{0xb5, 0xf0, 0xc1, 0xf6, 0xc5, 0xd0, ' ', 0xb0, 0xe6, 0xc1, 0xa6, 0xb4, 0xc2, ' ', 0xb8, 0xf1, 0xc7, 0xa5, 0xc0, 0xcc, 0xb4, 0xd9}) // 디지털 경제는 목표이다
	tests := map[string]struct {
		body, header, charset, from, holds string
	}{
		"header":                   {korean, "ks_c_5601-1987", "cp949", "header", "디지털 경제"},
		"alias":                    {korean, "uhc", "cp949", "header", "디지털 경제"},
		"meta_late_in_the_head":    {"<html><head>" + strings.Repeat("<!-- -->", 800) + `<meta http-equiv="Content-Type" content="text/html; charset=euc-kr">` + korean, "", "cp949", "meta", "디지털"},
		"xml_prolog":               {`<?xml version="1.0" encoding="cp949"?><html>` + korean, "", "cp949", "xml", "디지털"},
		"lying_header":             {korean, "utf-8", "cp949", "guess", "디지털"},
		"latin_told_of_everything": {korean, "iso-8859-1", "cp949", "guess", "디지털"},
		"utf8_told_as_korean":      {"디지털 경제는", "euc-kr", "utf-8", "guess", "디지털"},
		"one_bad_byte":             {"Kinh tế số chiếm 30% GDP, năm 2030 đạt mục tiêu\xe1 của tỉnh", "", "utf-8", "guess", "Kinh tế số"},
		"byte_order_mark":          {"\xef\xbb\xbfเศรษฐกิจ", "tis-620", "utf-8", "bom", "เศรษฐกิจ"},
		"unknown_label":            {"Kinh tế số", "x-unknown", "utf-8", "guess", "Kinh tế"},
		"thai_as_windows_874":      {"\xe0\xc8\xc3\xc9\xb0\xa1\xd4\xa8\xb4\xd4\xa8\xd4\xb7\xd1\xc5\xc3\xe9\xcd\xc2\xc5\xd0 30", "", "windows-874", "guess", "เศรษฐกิจดิจิทัลร้อยละ 30"},
		"western":                  {"L\x92\xe9conomie num\xe9rique \x96 r\xe9sum\xe9", "", "windows-1252", "guess", "L’économie numérique – résumé"},
		"nul_is_replaced":          {"a\x00b Kinh tế", "", "utf-8", "guess", "a\ufffdb"},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			got := decode([]byte(test.body), test.header, true)
			if got.charset != test.charset || got.from != test.from || !strings.Contains(got.text, test.holds) {
				t.Errorf("decode = %s from %s: %.80q; want %s from %s with %q", got.charset, got.from, got.text, test.charset, test.from, test.holds)
			}
		})
	}
}

// Text in windows-1258 writes tones as marks; it comes out composed.
func TestComposed(t *testing.T) {
	got := decode([]byte("kinh t\xea\xec s\xf4\xec \xf0a\xd2ng"), "windows-1258", false)
	if got.text != "kinh tế số đảng" {
		t.Errorf("decode = %q", got.text)
	}
}
