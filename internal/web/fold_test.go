package web

import (
	"strings"
	"testing"
)

// What people type finds what is written, across keyboards and marks.
func TestFoldText(t *testing.T) {
	for _, same := range [][]string{
		{"Hadrel  Gate", "hadrel gate", "HADREL\tGATE"},
		{"Kābul", "Kabul"},
		{"يقين دهاني", "یقین دھانی", "یقین دہانی"},
		{"آتش‌بس", "آتش بس", "اتش بس"},
		{"۲۰۲۶", "٢٠٢٦", "2026"},
		{"کرزئی", "کرزیی", "كرزي" + "ي"},
		{"مُحَمَّد", "محمد"},
	} {
		for _, s := range same[1:] {
			if foldText(s) != foldText(same[0]) {
				t.Errorf("%q folds to %q, %q to %q", s, foldText(s), same[0], foldText(same[0]))
			}
		}
	}
}

// Folding twice is folding once, and two texts fold apart as they fold together.
func FuzzFoldText(f *testing.F) {
	f.Add("آتش‌بس", "Kābul ۲۰۲۶")
	f.Add("", " ")
	f.Fuzz(func(t *testing.T, a, b string) {
		if once := foldText(a); foldText(once) != once {
			t.Errorf("%q folds to %q and then to %q", a, once, foldText(once))
		}
		if got, want := foldText(a+" "+b), strings.TrimSpace(foldText(a)+" "+foldText(b)); got != want {
			t.Errorf("%q and %q fold to %q together and to %q apart", a, b, got, want)
		}
	})
}
