package lang

import (
	"slices"
	"strings"
	"testing"
)

// What people type finds what is written, across keyboards and marks.
func TestFold(t *testing.T) {
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
			if Fold(s) != Fold(same[0]) {
				t.Errorf("%q folds to %q, %q to %q", s, Fold(s), same[0], Fold(same[0]))
			}
		}
	}
}

// Folding twice is folding once, and two texts fold apart as they fold together.
func FuzzFold(f *testing.F) {
	f.Add("آتش‌بس", "Kābul ۲۰۲۶")
	f.Add("", " ")
	f.Fuzz(func(t *testing.T, a, b string) {
		if once := Fold(a); Fold(once) != once {
			t.Errorf("%q folds to %q and then to %q", a, once, Fold(once))
		}
		if got, want := Fold(a+" "+b), strings.TrimSpace(Fold(a)+" "+Fold(b)); got != want {
			t.Errorf("%q and %q fold to %q together and to %q apart", a, b, got, want)
		}
	})
}

// Words are what is found: no marks, each once, the Arabic article apart.
func TestWords(t *testing.T) {
	for text, want := range map[string][]string{
		"The post, the POST (near Tal-Bridge).": {"the", "post", "near", "tal", "bridge"},
		"وقف إطلاق النار والحدود":               {"وقف", "اطلاق", "النار", "نار", "والحدود", "حدود"},
		"آتش‌بس ۱۲":                             {"اتش", "بس", "12"},
		"… — !":                                 nil,
	} {
		if got := Words(text); !slices.Equal(got, want) {
			t.Errorf("%q has the words %q, want %q", text, got, want)
		}
	}
}
