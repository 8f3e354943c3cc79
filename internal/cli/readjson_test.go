package cli

import (
	"bytes"
	"encoding/json"
	"errors"
	"strings"
	"testing"

	"github.com/surety-mechanism/surety/reading"
)

type broken struct{}

func (broken) Write([]byte) (int, error) { return 0, errors.New("disk full") }

// TestPrintJSON: record by record comes to the same bytes as at once.
func TestPrintJSON(t *testing.T) {
	for file, in := range map[string]string{
		"a.txt":  "Gate <shut> & bolted\n\nThe ministry said on Tuesday that “nobody” would pass. At least 12 soldiers were killed on 3 May 2021, officials said.",
		"a.xml":  "<rss><channel><item><title>Gate</title><description>The ministry said that the gate was shut.</description></item></channel></rss>",
		"b.txt":  "Tidak ada yang mengatakan bahwa perbatasan itu akan dibuka untuk hari ini dan besok.",
		"a.eml":  "From: a@b.example\nSubject: The gate\nDate: Mon, 3 May 2021 10:00:00 +0000\nMessage-ID: <c@d>\n\nThe ministry said on Tuesday that nobody would pass.\n",
		"a.html": "<html><body><h1>Gate</h1><p>The ministry said on&nbsp;Tuesday that nobody would pass the gate at all.</p></body></html>",
	} {
		all, err := reading.Read(file, []byte(in), reading.Options{})
		if err != nil || len(all) != 1 {
			t.Fatal(file, len(all), err)
		}
		var want, got bytes.Buffer
		e := json.NewEncoder(&want)
		e.SetEscapeHTML(false)
		if err := e.Encode(all[0]); err != nil {
			t.Fatal(err)
		}
		if err := printJSON(&got, &all[0]); err != nil {
			t.Fatal(err)
		}
		if got.String() != want.String() {
			t.Errorf("%s:\n%s\nwant\n%s", file, got.String(), want.String())
		}
	}
	all, _ := reading.Read("a.txt", []byte("He said no."), reading.Options{})
	if err := printJSON(broken{}, &all[0]); err == nil || !strings.Contains(err.Error(), "disk full") {
		t.Errorf("a failing writer gives %v", err)
	}
}
