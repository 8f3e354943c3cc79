package intake_test

import (
	"bytes"
	"encoding/json"
	"runtime"
	"strings"
	"testing"

	"github.com/surety-mechanism/surety/internal/testkit"
	"github.com/surety-mechanism/surety/reading"
)

// TestHostileFiles: what is handed in to do harm is refused, or read as the words
// that stand in it: nothing is unpacked, expanded, fetched or run, and it costs no
// more than its own size allows.
func TestHostileFiles(t *testing.T) {
	for name, raw := range testkit.HostileFiles() {
		t.Run(name, func(t *testing.T) {
			var before, after runtime.MemStats
			runtime.ReadMemStats(&before)
			all, err := reading.Read(name, raw, reading.Options{})
			runtime.ReadMemStats(&after)
			if spent := after.TotalAlloc - before.TotalAlloc; spent > 512<<20 {
				t.Errorf("%d bytes of file cost %d of memory", len(raw), spent)
			}
			if err != nil {
				if strings.Contains(err.Error(), "\n") {
					t.Errorf("it is refused with more than a sentence: %v", err)
				}
				return
			}
			text, err := json.Marshal(all)
			if err != nil {
				t.Fatal(err)
			}
			for _, bad := range []string{"hahahahahahahaha", "root:x:0", "alert("} {
				if bytes.Contains(text, []byte(bad)) {
					t.Errorf("what was read holds %q", bad)
				}
			}
		})
	}
}
