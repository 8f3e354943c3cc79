package web_test

import (
	"bytes"
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
	"image"
	"image/png"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/surety-mechanism/surety/charters"
	"github.com/surety-mechanism/surety/internal/app"
	"github.com/surety-mechanism/surety/internal/testkit/browser"
)

// eventually waits for a script to say true.
func eventually(t *testing.T, b *browser.Tab, what, script string) {
	t.Helper()
	for range 1200 { // half a minute: what is accepted by key is sent after five seconds
		if ok, err := browser.Eval[bool](b, script); err == nil && ok {
			return
		}
		time.Sleep(25 * time.Millisecond)
	}
	t.Errorf("it does not come to this: %s", what)
}

// The map moves where script runs, draws as many places as its table has, each
// ring as wide as the table says, and stays a picture without script and in print.
func TestBrowserMap(t *testing.T) {
	b := tab(t)
	w := newWorld(t)
	w.acceptAll()
	must(t, b.See(browser.Look{Width: 1280, Height: 900}))
	must(t, b.Go(w.url+"/map"))
	if built, _ := browser.Eval[bool](b, `!!document.querySelector("script[src*=leaflet]")`); !built {
		t.Skip("Leaflet is not installed (scripts/need assets)")
	}
	eventually(t, b, "the map moves", `document.querySelectorAll(".moving .gate-mark, .moving path.event").length === document.querySelectorAll("tr[data-lat]").length`)
	eventually(t, b, "rings are drawn for what is not exact", `document.querySelectorAll(".moving path.ring").length === [...document.querySelectorAll("tr[data-lat]")].filter((r) => +r.dataset.km > 0).length`)
	must(t, b.Press(".moving .gate-mark"))
	if s, _ := b.Text(".leaflet-popup-content"); !strings.Contains(s, "Crossing") {
		t.Errorf("a crossing's mark says %q", s)
	}
	must(t, b.See(browser.Look{Width: 800, Height: 1100, Print: true}))
	eventually(t, b, "print has the sketch", `getComputedStyle(document.querySelector(".moving")).display === "none" && getComputedStyle(document.querySelector("svg.sketch")).display !== "none"`)
	must(t, b.See(browser.Look{Width: 360, Height: 740, NoScript: true}))
	must(t, b.Go(w.url+"/map?lang=ur"))
	eventually(t, b, "without script there is the sketch", `getComputedStyle(document.querySelector("svg.sketch")).display !== "none" && !document.querySelector(".moving")`)
	quiet(t, b, w.url)
}

// A deployer's own base map lies under the places; nothing else is loaded.
func TestBrowserBaseMap(t *testing.T) {
	b := tab(t)
	w := newWorld(t)
	must(t, os.WriteFile(filepath.Join(w.m.Dir, app.BaseMapFile), tiles(t), 0o600))
	server := httptest.NewServer(w.m.Pages())
	t.Cleanup(server.Close)
	must(t, b.See(browser.Look{Width: 1280, Height: 900}))
	must(t, b.Go(server.URL+"/map"))
	if built, _ := browser.Eval[bool](b, `!!document.querySelector("script[src*=pmtiles]")`); !built {
		t.Skip("pmtiles is not installed (scripts/need assets)")
	}
	eventually(t, b, "tiles of the base map", `[...document.querySelectorAll(".moving .leaflet-tile")].some((i) => i.complete && i.naturalWidth === 256)`)
	quiet(t, b, server.URL)
	// Whoever has none gets no weaker policy.
	if p := w.get("/map", 200).header.Get("Content-Security-Policy"); strings.Contains(p, "blob:") {
		t.Errorf("a map without a base map has the policy %s", p)
	}
	w.get("/map/base.pmtiles", 404)
}

// Tiles that are no pictures are not drawn, and the map stays as it is.
func TestBaseMapOfVectors(t *testing.T) {
	w := newWorld(t)
	vectors := tiles(t)
	vectors[99] = 1
	for what, file := range map[string][]byte{"vectors": vectors, "nothing": {}, "another file": []byte(strings.Repeat("x", 200))} {
		must(t, os.WriteFile(filepath.Join(w.m.Dir, app.BaseMapFile), file, 0o600))
		server := httptest.NewServer(w.m.Pages())
		r, err := http.Get(server.URL + "/map/base.pmtiles")
		must(t, err)
		r.Body.Close()
		server.Close()
		if r.StatusCode != http.StatusNotFound {
			t.Errorf("%s are served as a base map: %d", what, r.StatusCode)
		}
	}
}

// The boundaries that a charter names are drawn, with who drew them; a file that is
// not the one it names is not, and the map says so. An exercise may have its own.
func TestOwnBoundaries(t *testing.T) {
	lines := []byte(`{"type": "LineString", "coordinates": [[60, 33], [80, 34]]}`)
	text := strings.Replace(string(charters.Exercise), "map:\n", "map:\n  boundaries: { sha256: "+hexOf(lines)+", source: { en: A joint commission, ur: مشترکہ کمیشن, ps: ګډ کمېسیون, fa: کمیسیون مشترک } }\n", 1)
	folder := t.TempDir()
	m, err := app.Init(t.Context(), filepath.Join(folder, "m"), "test", "exercise.yaml", []byte(text), app.Options{Guard: filepath.Join(folder, "guard")})
	must(t, err)
	t.Cleanup(func() { m.Close() })
	if err := m.BringBoundaries(folder); err == nil {
		t.Error("boundaries that are not there are brought")
	}
	see := func() page {
		w := &world{t: t, m: m, client: fresh()}
		server := httptest.NewServer(m.Pages())
		defer server.Close()
		w.url = server.URL
		return w.get("/map", 200)
	}
	see().says("figcaption", "Their file is not here", "No line between the sides is drawn")
	must(t, os.WriteFile(filepath.Join(folder, app.BoundariesFile), append(lines, ' '), 0o600))
	if err := m.BringBoundaries(folder); err == nil || !strings.Contains(err.Error(), "SHA-256") {
		t.Errorf("another file is brought: %v", err)
	}
	must(t, os.WriteFile(filepath.Join(folder, app.BoundariesFile), lines, 0o600))
	must(t, m.BringBoundaries(folder))
	p := see()
	p.says("figcaption", "Boundaries, as the charter names them", "A joint commission")
	p.silent("figcaption", "Natural Earth", "No line")
	must(t, os.WriteFile(filepath.Join(m.Dir, app.BoundariesFile), []byte("another"), 0o600))
	see().says("figcaption", "is not the one that the charter names")
}

func hexOf(raw []byte) string {
	sum := sha256.Sum256(raw)
	return hex.EncodeToString(sum[:])
}

// tiles makes a PMTiles file (version 3) of one picture, used for the zooms 0 to 8.
func tiles(t *testing.T) []byte {
	t.Helper()
	var picture bytes.Buffer
	must(t, png.Encode(&picture, image.NewGray(image.Rect(0, 0, 256, 256))))
	// One entry of the directory: tile 0, for as many tiles as zooms 0 to 8 have.
	run := uint64(0)
	for z := range 9 {
		run += 1 << (2 * z)
	}
	var dir []byte
	for _, n := range []uint64{1, 0, run, uint64(picture.Len()), 1} { // count, tile id, run length, length, offset + 1
		dir = binary.AppendUvarint(dir, n)
	}
	meta := []byte("{}")
	head := make([]byte, 127)
	copy(head, "PMTiles\x03")
	put := binary.LittleEndian.PutUint64
	at := uint64(127)
	put(head[8:], at)
	put(head[16:], uint64(len(dir)))
	put(head[24:], at+uint64(len(dir)))
	put(head[32:], uint64(len(meta)))
	put(head[56:], at+uint64(len(dir)+len(meta)))
	put(head[64:], uint64(picture.Len()))
	put(head[72:], run)
	put(head[80:], 1)
	put(head[88:], 1)
	head[96], head[97], head[98], head[99], head[100], head[101] = 1, 1, 1, 2, 0, 8 // clustered, no compression, PNG, zooms
	binary.LittleEndian.PutUint32(head[102:], 0x94B62E00)                           // west: -180 degrees
	binary.LittleEndian.PutUint32(head[106:], 0xCD530300)
	binary.LittleEndian.PutUint32(head[110:], 1800000000)
	binary.LittleEndian.PutUint32(head[114:], 850000000)
	return append(append(append(head, dir...), meta...), picture.Bytes()...)
}

// The timeline is looked at from nearer by links, and by drawing across its
// picture; the map shows the same days.
func TestBrowserTimeline(t *testing.T) {
	b, base := tab(t), exercise(t)
	must(t, b.See(browser.Look{Width: 1280, Height: 900}))
	must(t, b.Go(base+"/timeline"))
	count := func() int {
		n, err := browser.Eval[int](b, `document.querySelectorAll(".moments > li").length`)
		must(t, err)
		return n
	}
	all := count()
	bars, err := browser.Eval[int](b, `document.querySelectorAll(".band rect").length`)
	must(t, err)
	if all == 0 || bars == 0 {
		t.Fatalf("the exercise's timeline has %d entries and %d bars", all, bars)
	}
	must(t, b.Drag(".band svg", .02, .6))
	address, _ := b.Address()
	if !strings.Contains(address, "from=") || !strings.Contains(address, "to=") {
		t.Fatalf("drawing across the picture leads to %s", address)
	}
	some := count()
	if some == 0 || some >= all {
		t.Errorf("nearer, %d of %d entries are there", some, all)
	}
	must(t, b.Click(`main p a[href^="/map"]`))
	now, _ := b.Address()
	if _, days, _ := strings.Cut(address, "?"); !strings.Contains(now, "/map?"+days) {
		t.Errorf("the map of %s is at %s", address, now)
	}
	must(t, b.Click(`main p a[href^="/timeline"]`))
	must(t, b.Click(".zoom a:last-child"))
	if n := count(); n != all {
		t.Errorf("all days again have %d of %d entries", n, all)
	}
	quiet(t, b, base)
}
