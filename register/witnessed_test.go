package register

import (
	"testing"
	"time"

	"github.com/surety-mechanism/surety/record"
)

// Of the attestations that cover an entry the first counts, whatever comes after.
func TestTimes(t *testing.T) {
	var times Times
	if _, ok := times.At(0); ok || times.Any() {
		t.Error("witnessed, and nothing was attested")
	}
	day := func(n int) time.Time { return time.Date(2026, 3, n, 0, 0, 0, 0, time.UTC) }
	attest := func(size int64, n int) {
		t.Helper()
		if err := times.Attest(&record.TimeAttested{Size: size, Witnessed: day(n).Format(time.RFC3339)}); err != nil {
			t.Fatal(err)
		}
	}
	attest(3, 1)
	attest(3, 2) // covers nothing new
	attest(10, 4)
	early := times
	attest(11, 3) // a clock that goes back: what it covers first is what it says
	for index, want := range map[int64]time.Time{0: day(1), 2: day(1), 3: day(4), 9: day(4), 10: day(3)} {
		if at, ok := times.At(index); !ok || !at.Equal(want) {
			t.Errorf("entry %d was witnessed by %v, %v, want %v", index, at, ok, want)
		}
	}
	if _, ok := times.At(11); ok {
		t.Error("entry 11 is witnessed, and no attestation covers it")
	}
	if at, ok := early.At(9); !ok || !at.Equal(day(4)) {
		t.Error("a later attestation revised what was known before")
	}
	if err := times.Attest(&record.TimeAttested{Size: 12, Witnessed: "yesterday"}); err == nil {
		t.Error("a time that is none was taken")
	}
}
