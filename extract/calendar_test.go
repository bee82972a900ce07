package extract

import "testing"

func TestHijriYears(t *testing.T) {
	for h, want := range map[int][2]int{1445: {2023, 2024}, 1446: {2024, 2025}, 1429: {2008, 2008}, 1451: {2029, 2030}, 1: {622, 623}} {
		if a, b := hijriYears(h); a != want[0] || b != want[1] {
			t.Errorf("%d AH spans %d and %d, want %v", h, a, b, want)
		}
	}
}
