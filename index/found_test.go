package index_test

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"
	"unicode"

	"goalpost/corpus"
	"goalpost/corpus/text"
	"goalpost/index"
)

// finds says whether the query finds the document with the id.
func finds(tb testing.TB, r *index.Reader, id, query string) bool {
	tb.Helper()
	return search(tb, r, index.Request{In: index.Articles, Query: query, IDs: []string{id}}).Total == 1
}

// TestThaiTermsAreFound cuts terms of six letters and more out of running text.
func TestThaiTermsAreFound(t *testing.T) {
	var docs []index.Doc
	for i, rec := range records(t, shared(t, "dev/news.th.jsonl")) {
		if len(text.ThaiClusters(rec.Text)) < 100 {
			continue
		}
		docs = append(docs, index.Doc{ID: fmt.Sprint(i), Kind: index.Articles, Lang: "th", Text: rec.Text})
	}
	r := open(t, index.Options{}, docs...)
	rnd := rand.New(rand.NewPCG(3, 4))
	const trials = 600
	found, letters := 0, 0
	for range trials {
		d := docs[rnd.IntN(len(docs))]
		clusters := text.ThaiClusters(d.Text)
		i := rnd.IntN(len(clusters) - 12)
		n := 6 + rnd.IntN(6)
		for clusters[i+n-1].End-clusters[i].Start != joined(clusters[i:i+n]) {
			i = rnd.IntN(len(clusters) - 12)
		}
		term := d.Text[clusters[i].Start:clusters[i+n-1].End]
		if finds(t, r, d.ID, term) {
			found++
		} else {
			t.Logf("not found: %q", term)
		}
		if rs := []rune(term); finds(t, r, d.ID, string(rs[1:len(rs)-1])) {
			letters++ // the cut may part a letter from its marks
		}
	}
	t.Logf("found %d of %d cut at clusters, %d cut anywhere", found, trials, letters)
	if min(found, letters)*100 < trials*99 {
		t.Errorf("found %d and %d of %d, want 99%%", found, letters, trials)
	}
}

// joined is how many bytes the spans hold.
func joined(spans []corpus.Span) (n corpus.Byte) {
	for _, s := range spans {
		n += s.End - s.Start
	}
	return n
}

// TestKoreanNounsAreFoundBehindParticles asks for words of running text with
// other particles than they stand with.
func TestKoreanNounsAreFoundBehindParticles(t *testing.T) {
	var docs []index.Doc
	for i, rec := range records(t, shared(t, "dev/news.ko.jsonl")) {
		docs = append(docs, index.Doc{ID: fmt.Sprint(i), Kind: index.Articles, Lang: "ko", Text: rec.Text})
	}
	r := open(t, index.Options{}, docs...)
	rnd := rand.New(rand.NewPCG(5, 6))
	closed, open := strings.Fields("은 이 을 과 으로 의 에 에서 도 만 까지 부터 으로부터"), strings.Fields("는 가 를 와 로 의 에 에서 도 만 까지 부터 로부터")
	found, trials := 0, 0
	for trials < 600 {
		d := docs[rnd.IntN(len(docs))]
		words := strings.FieldsFunc(d.Text, func(r rune) bool { return !unicode.Is(unicode.Hangul, r) })
		if len(words) == 0 {
			continue
		}
		rs := []rune(words[rnd.IntN(len(words))])
		if len(rs) < 3 {
			continue
		}
		// a noun is taken to be what stands before a particle that only nouns have
		last := string(rs[len(rs)-1])
		final := (rs[len(rs)-2] - 0xAC00) % 28
		if (last != "을" || final == 0) && (last != "를" || final != 0) {
			continue
		}
		noun, other := string(rs[:len(rs)-1]), open
		if final != 0 {
			other = closed
		}
		particle := other[rnd.IntN(len(other))]
		if particle == "으로" && final == 8 {
			particle = "로"
		}
		trials++
		if finds(t, r, d.ID, noun+particle) && finds(t, r, d.ID, noun) {
			found++
		} else {
			t.Logf("not found: %q as %q", noun, noun+particle)
		}
	}
	t.Logf("found %d of %d", found, trials)
	if found*100 < trials*97 {
		t.Errorf("found %d of %d, want 97%%", found, trials)
	}
}
