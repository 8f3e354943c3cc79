package cli

import (
	"bytes"
	"os"
	"strconv"
	"testing"

	"golang.org/x/sys/unix"
	"golang.org/x/text/transform"
)

// What a document says cannot steer the screen of who reads it.
func TestSteerless(t *testing.T) {
	for _, c := range []struct {
		says    string
		returns bool
		shown   string
	}{
		{"21 \u202esoldiers\x1b[2K were \x9b31mkilled\x07", false, "21 \ufffdsoldiers\ufffd[2K were \ufffd31mkilled\ufffd"},
		{"a line\n\tand another\n", false, "a line\n\tand another\n"},
		{"kept\rhidden", false, "kept\ufffdhidden"},
		{"\rentries: 5", true, "\rentries: 5"},
		{"«هدریل» بسته است", false, "«هدریل» بسته است"},
	} {
		if got, _, err := transform.String(steerless(c.returns), c.says); err != nil || got != c.shown {
			t.Errorf("%q is shown as %q, not %q (%v)", c.says, got, c.shown, err)
		}
	}
}

// On a real terminal it is so; elsewhere every byte arrives.
func TestOnScreen(t *testing.T) {
	const steers = "21\x1b[2J dead"
	var file bytes.Buffer
	must(t, second(onScreen(&file, false).Write([]byte(steers))))
	if file.String() != steers {
		t.Errorf("a file gets %q", &file)
	}
	near, err := os.OpenFile("/dev/ptmx", os.O_RDWR, 0)
	if err != nil {
		t.Skipf("this machine gives no terminal: %v", err)
	}
	defer near.Close()
	must(t, unix.IoctlSetPointerInt(int(near.Fd()), unix.TIOCSPTLCK, 0))
	n, err := unix.IoctlGetInt(int(near.Fd()), unix.TIOCGPTN)
	must(t, err)
	far, err := os.OpenFile("/dev/pts/"+strconv.Itoa(n), os.O_RDWR|unix.O_NOCTTY, 0)
	must(t, err)
	defer far.Close()
	must(t, second(onScreen(far, false).Write([]byte(steers+"\n"))))
	shown := make([]byte, 100)
	n, err = near.Read(shown)
	must(t, err)
	if got, want := string(shown[:n]), "21\ufffd[2J dead\r\n"; got != want {
		t.Errorf("the terminal gets %q, not %q", got, want)
	}
}

func second(_ int, err error) error { return err }

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}
