package extract

import (
	"os"
	"testing"

	"goalpost/corpus"
	"goalpost/corpus/text"
)

func BenchmarkYY(b *testing.B) {
	lang := corpus.Lang(os.Getenv("GP_LANG"))
	e := engines(b)[lang]
	txt := news(b, lang, 64<<10)
	f := text.Fold(txt)
	var starts []int
	for i := range f.Text {
		if f.Letters.At(i) && (i == 0 || !f.Letters.At(i-1)) {
			starts = append(starts, i)
		}
	}
	b.Run("ends", func(b *testing.B) {
		for b.Loop() {
			for _, i := range starts {
				f.Letters.End(i)
			}
		}
		b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/float64(len(starts)), "ns/word")
	})
	b.Run("bytes", func(b *testing.B) {
		n := 0
		for b.Loop() {
			for _, i := range starts {
				for range e.lx.trie.Words(f.Text, i) {
					n++
				}
			}
		}
		b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/float64(len(starts)), "ns/word")
		b.ReportMetric(float64(n)/float64(b.N)/float64(len(starts)), "hits/word")
	})
	if e.lx.heads != nil {
		n := 0
		b.Run("heads", func(b *testing.B) {
			for b.Loop() {
				for _, i := range starts {
					if e.lx.heads.Begins(f.Text, f.Letters, i) {
						n++
					}
				}
			}
			b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/float64(len(starts)), "ns/word")
			b.ReportMetric(float64(n)/float64(b.N)/float64(len(starts)), "hits/word")
		})
	}
	b.Run("scan", func(b *testing.B) {
		var toks []token
		for b.Loop() {
			toks = e.lx.scan(f, toks)
		}
		b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/float64(len(starts)), "ns/word")
	})
}
