package main

import (
	"archive/zip"
	"bytes"
	"fmt"
	"net/http"
	"net/http/httptest"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"goalpost/corpus/store"
)

// docx is a document of one paragraph.
func docx(t *testing.T, text string) []byte {
	t.Helper()
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	for name, content := range map[string]string{
		"[Content_Types].xml": `<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>`,
		"word/document.xml": `<?xml version="1.0"?><w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body><w:p><w:r><w:t>` +
			text + `</w:t></w:r></w:p></w:body></w:document>`,
	} {
		w, err := z.Create(name)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := w.Write([]byte(content)); err != nil {
			t.Fatal(err)
		}
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// TestWhatBelongsToAnArticle: the text of a press release stands in the file that
// its page links to, and a translation names its original. Both become articles
// that are linked to it.
func TestWhatBelongsToAnArticle(t *testing.T) {
	file := docx(t, "정부는 2030년까지 디지털 경제의 비중을 30%로 높이는 것을 목표로 하는 계획을 오늘 발표하고 관계 부처에 추진을 지시했다.")
	const page = `<!doctype html><html lang="%s"><head><title>%s</title></head><body><article><h1>%s</h1><p>%s</p><p>%s</p>%s</article></body></html>`
	s := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Type", "text/html; charset=utf-8")
		switch r.URL.Path {
		case "/ko/release":
			fmt.Fprintf(w, page, "ko", "디지털 경제 계획", "디지털 경제 계획", "정부는 오늘 디지털 경제 계획을 발표했다. 자세한 내용은 붙임 파일에 있으며 관계 부처가 함께 마련했다.",
				"관계 부처는 연말까지 세부 과제를 정하고 내년부터 추진 상황을 분기마다 점검할 예정이라고 밝혔다.",
				`<p>출처: http://`+r.Host+`/vi/original</p><a href="/files/plan.docx">붙임</a>`)
		case "/vi/original":
			fmt.Fprintf(w, page, "vi", "Kế hoạch kinh tế số", "Kế hoạch kinh tế số", "Chính phủ đặt mục tiêu kinh tế số đạt 30% GDP vào năm 2030, theo kế hoạch vừa được công bố tại Hà Nội.",
				"Các bộ và địa phương được giao xây dựng chương trình riêng, và báo cáo kết quả trước khi năm học mới bắt đầu.", "")
		case "/files/plan.docx":
			w.Header().Set("Content-Type", "application/octet-stream")
			_, _ = w.Write(file)
		default:
			http.NotFound(w, r)
		}
	}))
	t.Cleanup(s.Close)
	data := filepath.Join(t.TempDir(), "data")
	status, out := goalpost(t, "ingest", "--data", data, "--allow-private", "--delay", "1ms", "--follow-source", s.URL+"/ko/release")
	if status != 0 || !strings.Contains(out, "3 articles (ko 2, vi 1): 3 new") {
		t.Errorf("exit status %d\n%s", status, out)
	}
	st, err := store.Open(t.Context(), data, store.Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer st.Close()
	id := func(path string) string { return store.ArticleKey{CanonicalURL: s.URL + path}.ID() }
	want := []store.Link{
		{Article: id("/ko/release"), Other: id("/files/plan.docx"), Kind: "attachment", Evidence: "link", Score: 1},
		{Article: id("/ko/release"), Other: id("/vi/original"), Kind: "source", Evidence: "source line", Score: 1},
	}
	var got []store.Link
	for l, err := range st.Links(t.Context(), "") {
		if err != nil {
			t.Fatal(err)
		}
		got = append(got, l)
	}
	if !slices.Equal(got, want) {
		t.Errorf("links %+v, want %+v", got, want)
	}
}
