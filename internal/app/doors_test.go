package app

import (
	"archive/zip"
	"bytes"
	"compress/flate"
	"compress/gzip"
	"compress/zlib"
	"encoding/base64"
	"encoding/binary"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"io"
	"io/fs"
	"log/slog"
	"net/http"
	"net/url"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"
	"unicode/utf16"

	"filippo.io/age"

	"github.com/surety-mechanism/surety/internal/api"
	"github.com/surety-mechanism/surety/internal/web"
	"github.com/surety-mechanism/surety/internal/webhook"
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
	for _, form := range []string{"%%%02x", "%%%02X", "=%02X", `\u%04x`, `\u%04X`, `\x%02x`, "&#%d;", "&#x%x;", "&#x%X;"} {
		var escaped strings.Builder
		for i := range len(ascii) {
			fmt.Fprintf(&escaped, form, ascii[i])
		}
		add([]byte(escaped.String())...)
	}
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
	if deflated(b, secret) || encoded(b, secret) {
		return true
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

// base64Run is how long what is looked at as base64 has to be: more than a few words.
const base64Run = 88

// encoded looks into what is written as base64, as a data: address or a field of
// JSON has it: a string that is deflated within is not found by its own letters.
func encoded(b []byte, secret string) bool {
	for len(b) > 0 {
		n := slices.IndexFunc(b, func(c byte) bool { return !base64Letter[c] })
		if n < 0 {
			n = len(b)
		}
		if n >= base64Run {
			text := strings.NewReplacer("-", "+", "_", "/").Replace(string(b[:n]))
			plain, err := base64.RawStdEncoding.DecodeString(text[:n/4*4])
			if err == nil && (bytes.Contains(plain, []byte(secret)) || deflated(plain, secret)) {
				return true
			}
		}
		b = b[min(n+1, len(b)):]
	}
	return false
}

// base64Letter has the letters of both alphabets of base64.
var base64Letter = func() (all [256]bool) {
	for _, c := range "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/_-" {
		all[c] = true
	}
	return all
}()

// deflated looks into streams of zlib, as PDF and PNG have them, and of bare
// deflate, as a ZIP file has them.
func deflated(b []byte, secret string) bool {
	look := func(r io.Reader) bool {
		plain, _ := io.ReadAll(io.LimitReader(r, 16<<20))
		return len(plain) > len(secret) && holds(plain, secret)
	}
	for i := range len(b) - 2 {
		switch {
		case b[i] == 0x78 && (b[i+1] == 0x01 || b[i+1] == 0x5e || b[i+1] == 0x9c || b[i+1] == 0xda):
			if z, err := zlib.NewReader(bytes.NewReader(b[i:])); err == nil && look(z) {
				return true
			}
		case bytes.HasPrefix(b[i:], []byte("PK\x03\x04")) && len(b) > i+30:
			from := i + 30 + int(binary.LittleEndian.Uint16(b[i+26:])) + int(binary.LittleEndian.Uint16(b[i+28:]))
			if from < len(b) && look(flate.NewReader(bytes.NewReader(b[from:]))) {
				return true
			}
		}
	}
	return false
}

func escapedAs(form, secret string) (out string) {
	for _, r := range secret {
		out += fmt.Sprintf(form, r)
	}
	return out
}

// The searcher finds what it is there to find.
func TestTheSearcherSearches(t *testing.T) {
	secret := canary("P3")
	var z bytes.Buffer
	w := gzip.NewWriter(&z)
	w.Write([]byte("a page with " + secret))
	w.Close()
	var zl, archive bytes.Buffer
	packed := zlib.NewWriter(&zl)
	fmt.Fprintf(packed, "a stream with %s and more of it", secret)
	packed.Close()
	files := zip.NewWriter(&archive)
	if one, err := files.Create("a.txt"); err == nil {
		fmt.Fprintf(one, "a file with %s and more of it", secret)
	}
	files.Close()
	for name, b := range map[string][]byte{"a PDF and a PNG": carriers(secret), "a PNG's deflated words": carriers(secret)[bytes.Index(carriers(secret), []byte("zTXt")):],
		"a PDF's stream":  carriers(secret)[:bytes.Index(carriers(secret), []byte("endstream"))],
		"a file in a URL": []byte("data:application/pdf;base64," + base64.StdEncoding.EncodeToString(append([]byte("%PDF-1.7 x"), zl.Bytes()...)) + `"`),
		"zlib":            append([]byte("%PDF-1.7 x"), zl.Bytes()...), "zip": append([]byte("head"), archive.Bytes()...),
		"entities": []byte(escapedAs("&#x%x;", secret)), "JavaScript": []byte(escapedAs(`\u%04x`, secret)), "mail": []byte(escapedAs("=%02X", secret)), "plain": []byte("x" + secret), "gzip": append([]byte("head"), z.Bytes()...),
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
		return []string{path, path + "?lang=ur", path + "?q=" + url.QueryEscape("canaryƁ"), path + "?before=9999"}
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
					if strings.Contains(path, "/release/") { // what others would read of it
						all = append(all, strings.Replace(path, "{id}", string(id), 1)+"?level=P0")
					}
					put("{id}", string(id), "{index}", fmt.Sprint(p.places[id]), "{other}", string(ids[0]), "{role}", "about", "{kind}", "information_requested")
				}
			}
			_ = level
		}
		put("{id}", strings.Repeat("f", 32), "{index}", "99999", "{other}", strings.Repeat("e", 32), "{role}", "about")
	case strings.Contains(path, "/record/"):
		for _, kind := range record.Kinds() {
			put("{kind}", string(kind))
		}
	default:
		put("{file}", "style.css", "{token}", "nothing", "{kind}", "allegation_made")
	}
	return all
}

// askedWith are values for what an operation of the API has to be asked with.
var askedWith = map[string]string{"recorder": "monitors", "kind": "allegation_made", "series": "incidents", "from": "2020-01-01", "at": "2024-01-01", "until": "2030-01-01", "to": "2030-01-01"}

// operation is one of the API, as its description has it.
type operation struct {
	id, method, path string
	parameters       []parameter
}

type parameter struct {
	Name, In string
	Required bool
}

// operations gives every operation of the API from its own description, so that one
// that is added is tried too.
func (p *planted) operations() (all []operation) {
	_, b := p.ask("secretariat", "GET", api.Prefix+"/openapi.json")
	var doc struct {
		Paths map[string]map[string]struct {
			OperationID string `json:"operationId"`
			Parameters  []parameter
		}
	}
	if err := json.Unmarshal(b[bytes.IndexByte(b, '{'):], &doc); err != nil {
		p.t.Fatal(err)
	}
	for path, methods := range doc.Paths {
		for method, op := range methods {
			all = append(all, operation{op.OperationID, strings.ToUpper(method), path, op.Parameters})
		}
	}
	return all
}

// apiReads are the readings of the API: one that needs to be asked with what is not
// known here fails.
func (p *planted) apiReads() (all []string) {
	for _, op := range p.operations() {
		if op.method != "GET" {
			continue
		}
		ask := url.Values{}
		if op.id == "total" { // one claim at a time: what may not be read is not to be told by a sum either
			for _, ids := range p.objects {
				for _, id := range ids {
					if p.kinds[id] == record.KindClaimRecorded {
						all = append(all, op.path+"?claims="+string(id))
					}
				}
			}
			continue
		}
		for _, a := range op.parameters {
			switch value := askedWith[a.Name]; {
			case a.In != "query":
			case a.Name == "limit":
				ask.Set("limit", "1000")
			case a.Required && value == "":
				p.t.Errorf("%s has to be asked with %s: say in this test with what", op.path, a.Name)
			case value != "":
				ask.Set(a.Name, value)
			}
		}
		for _, one := range p.paths("GET " + op.path) {
			one, _, _ = strings.Cut(one, "?")
			all = append(all, one, one+"?"+ask.Encode())
		}
	}
	if len(all) < 30 {
		p.t.Fatalf("only %d addresses of the API are known: %v", len(all), all)
	}
	for _, kind := range record.Kinds() {
		all = append(all, "/api/v1/objects?limit=1000&kind="+string(kind))
	}
	return append(all, "/api/v1/objects?kind=allegation_made&q="+url.QueryEscape("canaryƁ"), "/api/v1/openapi.json")
}

// elsewhere looks for what is planted where nobody asks for it: in what subscribers
// are sent, in what the program logs of itself, in a backup, which only its recipients
// open, and in the answers to forms that are filled in wrongly.
func (p *planted) elsewhere(check func(seat record.Seat, door string, b []byte), logged []byte) {
	p.t.Helper()
	for _, seat := range everySeat {
		batch, err := following{p.m}.Follow(p.t.Context(), webhook.Subscription{ID: "s", Seat: seat}, 0, 1000)
		if err != nil {
			p.t.Fatal(err)
		}
		b, err := json.Marshal(batch)
		if err != nil {
			p.t.Fatal(err)
		}
		check(seat, "webhook", b)
		for _, pattern := range web.Routes() {
			method, path, _ := strings.Cut(pattern, " ")
			if method != "POST" || !p.sampled() {
				continue
			}
			for _, one := range p.paths("GET " + path) {
				one, _, _ = strings.Cut(one, "?")
				_, b := p.ask(seat, "POST", one)
				check(seat, pattern, b)
			}
		}
	}
	to, err := age.GenerateX25519Identity()
	if err != nil {
		p.t.Fatal(err)
	}
	dest := filepath.Join(p.t.TempDir(), "backups")
	if _, err := p.m.Backup(p.t.Context(), dest, []age.Recipient{to.Recipient()}, false, time.Now()); err != nil {
		p.t.Fatal(err)
	}
	files := 0
	if err := filepath.WalkDir(dest, func(file string, f fs.DirEntry, err error) error {
		if err != nil || f.IsDir() {
			return err
		}
		b, err := os.ReadFile(file)
		files++
		p.nobodys("the backup's "+f.Name(), append(b, file...))
		return err
	}); err != nil || files < 2 {
		p.t.Errorf("%d files of a backup were searched: %v", files, err)
	}
	if len(logged) == 0 {
		p.t.Error("nothing was logged: this test looks at nothing")
	}
	p.nobodys("the program's own log", logged)
}

// nobodys says what of any level stands where nothing of any level may.
func (p *planted) nobodys(door string, b []byte) {
	p.t.Helper()
	for level := range readers {
		if holds(b, canary(level)) {
			p.t.Errorf("%s tells what is %s", door, level)
		}
	}
}

// TestNothingLeaks: every byte that leaves by any door, for every role, is
// searched for what is planted at every level. What a role may read has to be
// found somewhere, so that the test cannot pass on empty pages.
func TestNothingLeaks(t *testing.T) {
	var logged bytes.Buffer
	before := slog.Default()
	slog.SetDefault(slog.New(slog.NewTextHandler(&logged, &slog.HandlerOptions{Level: slog.LevelDebug})))
	t.Cleanup(func() { slog.SetDefault(before) })
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
		if holds(out.Bytes(), handle) {
			t.Errorf("the export for %s has the handle of a source", seat)
		}
		if _, b := p.ask(seat, "GET", "/search?q="+handle); bytes.Contains(b, []byte("/log/")) || bytes.Count(b, []byte(handle)) > bytes.Count(b, []byte(`value="`+handle))+bytes.Count(b, []byte("q="+handle))+4 {
			t.Errorf("a search for the handle of a source finds something for %s", seat)
		}
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
		if seat != record.Public {
			p.copied(check, seat)
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
	slog.Info("searched")
	p.elsewhere(check, logged.Bytes())
	for _, seat := range everySeat {
		for level := range readers {
			if sees(seat, level) && !found[string(seat)+" "+level] {
				t.Errorf("%s never meets what is %s, which it may read: this test looks at nothing", seat, level)
			}
		}
	}
	t.Logf("%d requests", asks)
}
