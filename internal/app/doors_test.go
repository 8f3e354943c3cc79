package app

import (
	"bytes"
	"compress/gzip"
	"encoding/base64"
	"encoding/hex"
	"fmt"
	"io"
	"io/fs"
	"net/http"
	"net/url"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"unicode/utf16"

	"github.com/surety-mechanism/surety/internal/web"
	"github.com/surety-mechanism/surety/publish"
	"github.com/surety-mechanism/surety/record"
	"github.com/surety-mechanism/surety/register"
)

// leaks are the forms in which a planted string is looked for.
func leaks(secret string) [][]byte {
	var all [][]byte
	add := func(b ...byte) { all = append(all, b) }
	add([]byte(secret)...)
	ascii := secret[strings.Index(secret, "Ɓ")+len("Ɓ"):]
	add([]byte(ascii)...) // whatever became of the other letter: \u0181, %C6%81, &#385;
	for pad := range 3 {  // base64 at every alignment, without the letters that the neighbours share
		enc := base64.StdEncoding.EncodeToString([]byte(strings.Repeat("x", pad) + ascii))
		from, to := (pad*8+5)/6, len(enc)-4
		add([]byte(enc[from:to])...)
		add([]byte(strings.NewReplacer("+", "-", "/", "_").Replace(enc[from:to]))...)
	}
	add([]byte(hex.EncodeToString([]byte(ascii)))...)
	add([]byte(strings.ToUpper(hex.EncodeToString([]byte(ascii))))...)
	var percent strings.Builder
	for i := range len(ascii) {
		fmt.Fprintf(&percent, "%%%02x", ascii[i])
	}
	add([]byte(percent.String())...)
	for _, order := range []int{0, 1} {
		var wide []byte
		for _, u := range utf16.Encode([]rune(ascii)) {
			pair := [2]byte{byte(u), byte(u >> 8)}
			wide = append(wide, pair[order], pair[1-order])
		}
		add(wide...)
	}
	return all
}

// holds reports whether bytes hold a string in any form, also inside what they
// hold compressed.
func holds(b []byte, secret string) bool {
	for _, form := range leaks(secret) {
		if bytes.Contains(b, form) {
			return true
		}
	}
	for i := 0; ; {
		j := bytes.Index(b[i:], []byte{0x1f, 0x8b, 8})
		if j < 0 {
			return false
		}
		if z, err := gzip.NewReader(bytes.NewReader(b[i+j:])); err == nil {
			plain, _ := io.ReadAll(io.LimitReader(z, 16<<20))
			if len(plain) > 0 && holds(plain, secret) {
				return true
			}
		}
		i += j + 3
	}
}

// The searcher finds what it is there to find.
func TestTheSearcherSearches(t *testing.T) {
	secret := canary("P3")
	var z bytes.Buffer
	w := gzip.NewWriter(&z)
	w.Write([]byte("a page with " + secret))
	w.Close()
	for name, b := range map[string][]byte{"plain": []byte("x" + secret), "gzip": append([]byte("head"), z.Bytes()...),
		"percent": []byte(url.QueryEscape(secret)), "hex": []byte(hex.EncodeToString([]byte("q" + secret))),
		"base64":   []byte(base64.StdEncoding.EncodeToString([]byte("1" + secret + "2"))),
		"base64/2": []byte(base64.URLEncoding.EncodeToString([]byte("12" + secret + "2"))),
		"base64/3": []byte(base64.RawStdEncoding.EncodeToString([]byte("123" + secret + "234"))),
		"json":     []byte(strings.ReplaceAll(secret, "Ɓ", `\u0181`)),
		"UTF-16": func() (out []byte) {
			for _, u := range utf16.Encode([]rune(secret)) {
				out = append(out, byte(u), byte(u>>8))
			}
			return out
		}()} {
		if !holds(b, secret) {
			t.Errorf("it does not find what is written as %s", name)
		}
		if holds(b, canary("P1")) {
			t.Errorf("as %s it finds what is not there", name)
		}
	}
}

var blank = regexp.MustCompile(`\{(id|index|document|draft|file|token|other|kind|role)\}`)

// paths gives the addresses of a pattern, for objects of every level.
func (p *planted) paths(pattern string) []string {
	method, path, _ := strings.Cut(pattern, " ")
	if path == "" {
		method, path = "GET", method
	}
	path = strings.TrimSuffix(path, "{$}")
	if method != "GET" {
		return nil
	}
	if !blank.MatchString(path) {
		return []string{path, path + "?q=" + url.QueryEscape("canaryƁ"), path + "?before=9999"}
	}
	var all []string
	put := func(values ...string) {
		all = append(all, strings.NewReplacer(values...).Replace(path))
	}
	switch {
	case strings.Contains(path, "{document}"):
		docs := []string{p.waiting, "00000001", "ffffffff"}
		for _, d := range docs {
			put("{document}", d, "{draft}", "s1")
			put("{document}", d, "{draft}", d+"-s1")
		}
	case strings.Contains(path, "{id}") || strings.Contains(path, "{index}"):
		for level, ids := range p.objects {
			seen := map[record.Kind]bool{}
			for _, id := range ids {
				if !seen[p.kinds[id]] { // one of each kind at each level
					seen[p.kinds[id]] = true
					put("{id}", string(id), "{index}", fmt.Sprint(p.places[id]), "{other}", string(ids[0]), "{role}", "about")
				}
			}
			_ = level
		}
		put("{id}", strings.Repeat("f", 32), "{index}", "99999", "{other}", strings.Repeat("e", 32), "{role}", "about")
	default:
		put("{file}", "style.css", "{token}", "nothing", "{kind}", "allegation_made")
	}
	return all
}

// apiReads are the readings of the API, from its own description.
func (p *planted) apiReads() (all []string) {
	for _, path := range []string{"/mechanism", "/schemas/{kind}", "/entries?limit=1000", "/objects/{id}", "/objects/{id}/linked/{role}",
		"/objects/{id}/difference/{other}", "/outcomes", "/lateness", "/crossings"} {
		for _, one := range p.paths("GET /api/v1" + path) {
			one, _, _ = strings.Cut(one, "?q=")
			all = append(all, one)
		}
	}
	for _, kind := range record.Kinds() {
		all = append(all, "/api/v1/objects?limit=1000&kind="+string(kind))
	}
	return append(all, "/api/v1/objects?kind=allegation_made&q="+url.QueryEscape("canaryƁ"), "/api/v1/openapi.json")
}

// TestNothingLeaks: every byte that leaves by any door, for every role, is
// searched for what is planted at every level. What a role may read has to be
// found somewhere, so that the test cannot pass on empty pages.
func TestNothingLeaks(t *testing.T) {
	p := plant(t)
	var addresses []string
	for _, pattern := range web.Routes() {
		addresses = append(addresses, p.paths(pattern)...)
	}
	addresses = append(addresses, p.apiReads()...)
	addresses = append(addresses, "/tlog/checkpoint", "/tlog/trust", "/tlog/view", "/tlog/tile/0/000.p/1", "/tlog/tile/entries/000.p/1", "/tlog/disclosed/000", "/tlog/nothing")
	found := map[string]bool{}
	check := func(seat record.Seat, door string, b []byte) {
		for level := range readers {
			if !holds(b, canary(level)) {
				continue
			}
			if !sees(seat, level) && !(strings.HasPrefix(door, "/desk") && seat == "secretariat") {
				t.Errorf("%s, for %s, tells what is %s", door, seat, level)
			}
			found[string(seat)+" "+level] = true
		}
	}
	asks := 0
	for _, seat := range everySeat {
		for _, path := range addresses {
			if !p.sampled() {
				continue
			}
			_, b := p.ask(seat, "GET", path)
			check(seat, path, b)
			asks++
		}
		_, b := p.ask(seat, "GET", "/log", func(r *http.Request) { r.Header.Set("Accept-Encoding", "gzip") })
		check(seat, "/log, compressed", b)
		v := register.Viewer{Seats: []record.Seat{seat}}
		if seat == record.Public {
			v = register.Viewer{}
		}
		e, err := p.m.Export(t.Context(), v)
		if err != nil {
			t.Fatal(err)
		}
		var out bytes.Buffer
		if err := publish.JSON(&out, e); err != nil {
			t.Fatal(err)
		}
		if err := publish.CSV(&out, e); err != nil {
			t.Fatal(err)
		}
		check(seat, "export", out.Bytes())
		folder := filepath.Join(t.TempDir(), "log")
		if _, err := p.m.ExportLog(t.Context(), v, folder); err != nil {
			t.Fatal(err)
		}
		if err := filepath.WalkDir(folder, func(file string, f fs.DirEntry, err error) error {
			if err != nil || f.IsDir() {
				return err
			}
			b, err := os.ReadFile(file)
			check(seat, "export --log: "+f.Name(), append(b, file...))
			return err
		}); err != nil {
			t.Fatal(err)
		}
		for level, ids := range p.objects {
			for _, id := range ids {
				if !p.sampled() {
					continue
				}
				_, b, err := p.m.Receipt(t.Context(), v, string(id))
				if (err == nil) != sees(seat, level) {
					t.Errorf("a receipt of %s, %s, for %s: %v", p.kinds[id], level, seat, err)
				}
				check(seat, "receipt", append(b, fmt.Sprint(err)...))
			}
		}
	}
	for _, seat := range everySeat {
		for level := range readers {
			if sees(seat, level) && !found[string(seat)+" "+level] {
				t.Errorf("%s never meets what is %s, which it may read: this test looks at nothing", seat, level)
			}
		}
	}
	t.Logf("%d requests", asks)
}
