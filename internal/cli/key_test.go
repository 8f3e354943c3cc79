package cli

import "testing"

// A fingerprint is written in the numerals of who reads it.
func TestNumeralsOf(t *testing.T) {
	for locale, want := range map[string]string{"": "latin", "C": "latin", "C.UTF-8": "latin", "en_GB.UTF-8": "latin", "ur_PK.UTF-8": "persian",
		"ps_AF": "persian", "fa_AF.UTF-8": "persian", "ar_QA.UTF-8": "arabic", "ar": "arabic", "ur.UTF-8": "persian"} {
		if got := numeralsOf(locale); got != want {
			t.Errorf("%q: %s, want %s", locale, got, want)
		}
	}
}
