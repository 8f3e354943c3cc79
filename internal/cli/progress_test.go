package cli

import (
	"bytes"
	"testing"
	"time"
)

// TestSofar: short work is not spoken of; of long work a screen has one line that is
// written over, and a file a line now and then.
func TestSofar(t *testing.T) {
	for name, c := range map[string]struct {
		screen bool
		want   string
	}{
		"a screen": {true, "\rentries checked: 20 of 100\rentries checked: 30 of 100\rfiles opened: 40          \rfiles opened: 50\r                \r"},
		"a file":   {false, "entries checked: 20 of 100\nfiles opened: 120\n"},
	} {
		var out bytes.Buffer
		at := time.Unix(0, 0)
		p := &sofar{out: &out, screen: c.screen, now: func() time.Time { return at }}
		p.last = at.Add(silentFor - p.every())
		until := int64(50)
		if !c.screen {
			until = 150
		}
		for n := int64(10); n <= until; n += 10 {
			at = time.Unix(0, 0).Add(time.Duration(n) * 100 * time.Millisecond)
			if n <= 30 {
				p.tell("entries checked", n, 100)
			} else {
				p.tell("files opened", n, 0)
			}
		}
		p.done()
		if out.String() != c.want {
			t.Errorf("%s: %q, not %q", name, out.String(), c.want)
		}
	}
}
