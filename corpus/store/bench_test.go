package store_test

import (
	"fmt"
	"io"
	"testing"

	"goalpost/corpus/store"
)

// claimsWritten is how many claims the benchmarks write and read.
const claimsWritten = 20_000

// fill writes articles with ten claims each, 200 articles a transaction.
func fill(tb testing.TB, s *store.Store) {
	tb.Helper()
	const perArticle, perUpdate = 10, 200
	for n := 0; n < claimsWritten/perArticle; n += perUpdate {
		err := s.Update(tb.Context(), func(tx *store.Tx) error {
			for i := range perUpdate {
				if err := putMany(tx, thai(n+i), perArticle); err != nil {
					return err
				}
			}
			return nil
		})
		if err != nil {
			tb.Fatal(err)
		}
	}
}

func putMany(tx *store.Tx, x sample, claims int) error {
	stored, err := putOne(tx, x)
	if err != nil {
		return err
	}
	x.rules = "th@many"
	e := x.extraction()
	one := e.Claims[0]
	e.Claims = nil
	for i := range claims {
		one.ID = fmt.Sprintf("c%s%d", stored.Version, i)
		e.Claims = append(e.Claims, one)
	}
	_, _, err = tx.PutExtraction(store.NewExtraction{Version: stored.Version, Engine: "e1", Extraction: e})
	return err
}

func BenchmarkWrite(b *testing.B) {
	for b.Loop() {
		s, err := store.Open(b.Context(), b.TempDir(), store.Options{Mode: store.Write, Create: true})
		if err != nil {
			b.Fatal(err)
		}
		fill(b, s)
		if err := s.Close(); err != nil {
			b.Fatal(err)
		}
	}
	b.ReportMetric(claimsWritten*float64(b.N)/b.Elapsed().Seconds(), "claims/s")
}

func BenchmarkRead(b *testing.B) {
	s, err := store.Open(b.Context(), b.TempDir(), store.Options{Mode: store.Write, Create: true})
	if err != nil {
		b.Fatal(err)
	}
	defer s.Close()
	fill(b, s)
	low := 1000.0
	for name, read := range map[string]func() (int, error){
		"claims":    func() (int, error) { return count(s.Claims(b.Context(), store.ClaimFilter{})) },
		"some":      func() (int, error) { return count(s.Claims(b.Context(), store.ClaimFilter{Min: &low, UnitCode: "%"})) },
		"since":     func() (int, error) { return count(s.Since(b.Context(), 0)) },
		"unchanged": func() (int, error) { return claimsWritten, again(b, s) },
		"dump":      func() (int, error) { return claimsWritten, s.Dump(b.Context(), io.Discard) },
	} {
		b.Run(name, func(b *testing.B) {
			rows := 0
			for b.Loop() {
				n, err := read()
				if err != nil {
					b.Fatal(err)
				}
				rows += n
			}
			b.ReportMetric(float64(rows)/b.Elapsed().Seconds(), "rows/s")
		})
	}
}

func count[T any](rows func(func(T, error) bool)) (n int, err error) {
	for _, err := range rows {
		if err != nil {
			return n, err
		}
		n++
	}
	return n, nil
}

// again writes what is there already.
func again(b *testing.B, s *store.Store) error {
	b.Helper()
	fill(b, s)
	return nil
}
