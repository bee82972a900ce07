package index_test

import (
	"fmt"
	"math/rand/v2"
	"slices"
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

// textsOf are the texts of a language: news of the shared texts, and the articles
// of the small world.
func textsOf(tb testing.TB, lang corpus.Lang, path string) (docs []index.Doc) {
	tb.Helper()
	for i, r := range records(tb, path) {
		docs = append(docs, index.Doc{ID: fmt.Sprint(i), Kind: index.Articles, Lang: lang, Text: r.Text})
	}
	return docs
}

// TestThaiTermsAreFound cuts terms of six letters and more out of running text.
func TestThaiTermsAreFound(t *testing.T) {
	t.Run("world", func(t *testing.T) { thaiTerms(t, textsOf(t, "th", "../testdata/gold/th.jsonl"), 500) })
	t.Run("news", func(t *testing.T) { thaiTerms(t, textsOf(t, "th", shared(t, "dev/news.th.jsonl")), 2500) })
}

func thaiTerms(t *testing.T, docs []index.Doc, trials int) {
	t.Helper()
	docs = slices.DeleteFunc(docs, func(d index.Doc) bool { return len(text.ThaiClusters(d.Text)) < 100 })
	r := open(t, index.Options{}, docs...)
	rnd := rand.New(rand.NewPCG(3, 4))
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
// every particle that they could stand with, and without.
func TestKoreanNounsAreFoundBehindParticles(t *testing.T) {
	t.Run("world", func(t *testing.T) { koreanNouns(t, textsOf(t, "ko", "../testdata/gold/ko.jsonl"), 20) })
	t.Run("news", func(t *testing.T) { koreanNouns(t, textsOf(t, "ko", shared(t, "dev/news.ko.jsonl")), 200) })
}

// particles are those behind a final consonant and behind a vowel.
var particles = [2][]string{
	strings.Fields("은 이 을 과 으로 의 에 에서 에게 도 만 까지 부터 으로부터 보다 처럼"),
	strings.Fields("는 가 를 와 로 의 에 에서 에게 도 만 까지 부터 로부터 보다 처럼"),
}

func koreanNouns(t *testing.T, docs []index.Doc, nouns int) {
	t.Helper()
	r := open(t, index.Options{}, docs...)
	rnd := rand.New(rand.NewPCG(5, 6))
	found, trials := 0, 0
	for range nouns {
		d, noun, final := koreanNoun(rnd, docs)
		behind := particles[1]
		if final != 0 {
			behind = particles[0]
		}
		for _, particle := range append([]string{""}, behind...) {
			if rest, ok := strings.CutPrefix(particle, "으로"); ok && final == 8 { // ㄹ
				particle = "로" + rest
			}
			trials++
			if finds(t, r, d.ID, noun+particle) {
				found++
			} else {
				t.Logf("not found: %q as %q", noun, noun+particle)
			}
		}
	}
	t.Logf("found %d of %d", found, trials)
	if found*100 < trials*97 {
		t.Errorf("found %d of %d, want 97%%", found, trials)
	}
}

// koreanNoun picks a noun of the texts, which is taken to be what stands before a
// particle that only nouns have, and tells its last consonant.
func koreanNoun(rnd *rand.Rand, docs []index.Doc) (d index.Doc, noun string, final rune) {
	for {
		d = docs[rnd.IntN(len(docs))]
		words := strings.FieldsFunc(d.Text, func(r rune) bool { return !unicode.Is(unicode.Hangul, r) })
		if len(words) == 0 {
			continue
		}
		rs := []rune(words[rnd.IntN(len(words))])
		if len(rs) < 3 {
			continue
		}
		last := string(rs[len(rs)-1])
		final = (rs[len(rs)-2] - 0xAC00) % 28
		if last == "을" && final != 0 || last == "를" && final == 0 {
			return d, string(rs[:len(rs)-1]), final
		}
	}
}
