package redact

import (
	"bytes"
	"fmt"
	"image"
	"image/color"
	"image/gif"
	"image/jpeg"
	"image/png"
	"math"
	"os/exec"
	"strings"
	"testing"

	"github.com/surety-mechanism/surety/internal/fault"
)

// sample is a picture of which every point differs from black.
func sample(w, h int) *image.RGBA {
	p := image.NewRGBA(image.Rect(0, 0, w, h))
	for y := range h {
		for x := range w {
			p.SetRGBA(x, y, color.RGBA{200, uint8(55 + x%200), uint8(55 + y%200), 255})
		}
	}
	return p
}

func encoded(t testing.TB, kind string, p image.Image) []byte {
	var out bytes.Buffer
	var err error
	switch kind {
	case "png":
		err = png.Encode(&out, p)
	case "jpeg":
		err = jpeg.Encode(&out, p, nil)
	case "gif":
		err = gif.Encode(&out, p, nil)
	}
	if err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

// TestPictures: a copy is black in its boxes and nowhere else, and carries nothing
// that was hidden in, behind or beside the picture.
func TestPictures(t *testing.T) {
	secret := []byte("TAKEN BY AMINA RAHEL AT 34.62 70.41")
	for _, kind := range []string{"png", "jpeg", "gif"} {
		raw := encoded(t, kind, sample(101, 77))
		switch kind {
		case "jpeg": // a comment segment behind the first marker
			seg := append([]byte{0xff, 0xfe, 0, byte(len(secret) + 2)}, secret...)
			raw = append(append(bytes.Clone(raw[:2]), seg...), raw[2:]...)
		case "gif":
			raw = append(bytes.Clone(raw[:len(raw)-1]), append(append([]byte{0x21, 0xfe, byte(len(secret))}, secret...), 0, 0x3b)...)
		}
		raw = append(raw, []byte("PK\x03\x04 a second file behind the first: "+string(secret))...)
		box, err := ParseBox("1/10/20/30.5/7")
		if err != nil {
			t.Fatal(err)
		}
		made, mime, err := Copy(t.Context(), raw, []Box{box})
		if err != nil || mime != "image/png" {
			t.Fatalf("%s: %v, %s", kind, err, mime)
		}
		if bytes.Contains(made, secret) || bytes.Contains(made, []byte("PK\x03\x04")) {
			t.Errorf("%s: the copy carries what was hidden", kind)
		}
		p, err := png.Decode(bytes.NewReader(made))
		if err != nil {
			t.Fatal(err)
		}
		in := image.Rect(10, 15, 41, 21)
		for y := range 77 {
			for x := range 101 {
				r, g, b, _ := p.At(x, y).RGBA()
				if black := r|g|b == 0; black != (image.Point{X: x, Y: y}).In(in) {
					t.Fatalf("%s: the point %d, %d is black: %v", kind, x, y, black)
				}
			}
		}
	}
}

// TestTransparent: what lies under a transparent point does not come along.
func TestTransparent(t *testing.T) {
	p := image.NewNRGBA(image.Rect(0, 0, 8, 8))
	for i := range p.Pix {
		p.Pix[i] = byte(1 + i%200)
		if i%4 == 3 {
			p.Pix[i] = 0
		}
	}
	made, _, err := Copy(t.Context(), encoded(t, "png", p), nil)
	if err != nil {
		t.Fatal(err)
	}
	back, err := png.Decode(bytes.NewReader(made))
	if err != nil {
		t.Fatal(err)
	}
	if r, g, b, _ := back.At(3, 3).RGBA(); r != 0xffff || g != 0xffff || b != 0xffff {
		t.Error("a transparent point shows what lay under it")
	}
}

// page is a PDF of two pages with text, an author and a script.
func page(t testing.TB) []byte {
	t.Helper()
	var out bytes.Buffer
	var at []int
	object := func(text string) {
		at = append(at, out.Len())
		fmt.Fprintf(&out, "%d 0 obj\n%s\nendobj\n", len(at), text)
	}
	stream := func(text string) string {
		return fmt.Sprintf("<< /Length %d >>\nstream\n%s\nendstream", len(text), text)
	}
	out.WriteString("%PDF-1.4\n")
	object("<< /Type /Catalog /Pages 2 0 R /OpenAction << /S /JavaScript /JS (app.alert\\(1\\)) >> >>")
	object("<< /Type /Pages /Count 2 /Kids [ 3 0 R 5 0 R ] >>")
	for i, words := range []string{"The witness is Orin Tale.", "He lives in Hadrel."} {
		object(fmt.Sprintf("<< /Type /Page /Parent 2 0 R /MediaBox [ 0 0 300 200 ] /Contents %d 0 R /Resources << /Font << /F 7 0 R >> >> >>", 4+2*i))
		object(stream("BT /F 18 Tf 20 150 Td (" + words + ") Tj ET"))
	}
	object("<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>")
	object("<< /Author (Amina Rahel) /Producer (a desk) >>")
	xref := out.Len()
	fmt.Fprintf(&out, "xref\n0 %d\n0000000000 65535 f \n", len(at)+1)
	for _, n := range at {
		fmt.Fprintf(&out, "%010d 00000 n \n", n)
	}
	fmt.Fprintf(&out, "trailer\n<< /Size %d /Root 1 0 R /Info 8 0 R >>\nstartxref\n%d\n%%%%EOF\n", len(at)+1, xref)
	return out.Bytes()
}

func TestDocument(t *testing.T) {
	raw := page(t)
	if _, err := exec.LookPath("pdftoppm"); err != nil {
		if _, _, err := Copy(t.Context(), raw, nil); !fault.Is(err, fault.Unavailable) || !strings.Contains(err.Error(), "poppler-utils") {
			t.Errorf("without poppler: %v", err)
		}
		t.Skip("poppler is not installed (on Debian: apt-get install poppler-utils)")
	}
	made, mime, err := Copy(t.Context(), raw, []Box{{1, 0, 15, 100, 20}})
	if err != nil || mime != "application/pdf" {
		t.Fatalf("%v, %s", err, mime)
	}
	for _, hidden := range []string{"Amina", "Orin", "JavaScript", "/Font", "/Info", "/Metadata", "alert"} {
		if bytes.Contains(made, []byte(hidden)) {
			t.Errorf("the copy holds %q", hidden)
		}
	}
	pages, err := drawn(t.Context(), t.TempDir(), made)
	if err != nil || len(pages) != 2 {
		t.Fatalf("%d pages, %v", len(pages), err)
	}
	dark := func(p *image.RGBA) (n int) {
		for i := 0; i < len(p.Pix); i += 4 {
			if p.Pix[i] < 100 {
				n++
			}
		}
		return n
	}
	whole := float64(len(pages[0].Pix) / 4)
	if part := float64(dark(pages[0])) / whole; math.Abs(part-0.2) > 0.01 {
		t.Errorf("of the first page %v is dark; the box covers a fifth, and the words lie in it", part)
	}
	if dark(pages[1]) == 0 {
		t.Error("the words of the second page are gone, where there is no box")
	}
	if _, _, err := Copy(t.Context(), raw, []Box{{3, 0, 0, 1, 1}}); !fault.Is(err, fault.Invalid) {
		t.Errorf("a box on a page that there is not: %v", err)
	}
	if _, _, err := Copy(t.Context(), []byte("%PDF-1.7\nnothing"), nil); !fault.Is(err, fault.Invalid) {
		t.Errorf("no document: %v", err)
	}
}

// TestWithoutPoppler: a PDF is refused with a sentence where it cannot be drawn.
func TestWithoutPoppler(t *testing.T) {
	t.Setenv("PATH", t.TempDir())
	if _, _, err := Copy(t.Context(), page(t), nil); !fault.Is(err, fault.Unavailable) || !strings.Contains(err.Error(), "poppler-utils") {
		t.Errorf("%v", err)
	}
}

// TestRefused: what cannot be made anew, or is too large to be opened, is refused.
func TestRefused(t *testing.T) {
	bomb := encoded(t, "png", image.NewGray(image.Rect(0, 0, 1, 1)))
	copy(bomb[16:24], []byte{0, 1, 0, 0, 0, 1, 0, 0}) // 65,536 by 65,536 points
	for name, raw := range map[string][]byte{
		"an SVG":       []byte(`<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>`),
		"a web page":   []byte("<html><script>alert(1)</script></html>"),
		"an archive":   []byte("PK\x03\x04 word/document.xml"),
		"text":         []byte("The witness is Orin Tale."),
		"nothing":      {},
		"a bomb":       bomb,
		"half a photo": encoded(t, "jpeg", sample(90, 90))[:400],
		"behind text":  append([]byte("GIF89"), encoded(t, "png", sample(4, 4))...),
	} {
		if _, _, err := Copy(t.Context(), raw, nil); !fault.Is(err, fault.Invalid) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func TestParseBox(t *testing.T) {
	for _, bad := range []string{"", "1/2/3/4", "0/1/1/1/1", "1/-1/1/1/1", "1/1/1/0/1", "1/90/1/20/1", "1/NaN/1/1/1", "1/1/1/1/1/1", "x/1/1/1/1", "1/1/1/1e99/1"} {
		if b, err := ParseBox(bad); err == nil {
			t.Errorf("%q is read as %+v", bad, b)
		}
	}
}

// FuzzCopy: whatever comes is copied or refused; a copy opens, and is its own copy.
func FuzzCopy(f *testing.F) {
	for _, kind := range []string{"png", "jpeg", "gif"} {
		f.Add(encoded(f, kind, sample(9, 7)))
	}
	f.Fuzz(func(t *testing.T, raw []byte) {
		if bytes.HasPrefix(raw, []byte("%PDF-")) {
			return // poppler's to read
		}
		if c, _, err := image.DecodeConfig(bytes.NewReader(raw)); err != nil || c.Width*c.Height > 1<<20 {
			return
		}
		made, _, err := Copy(t.Context(), raw, []Box{{1, 10, 10, 50, 50}})
		if err != nil {
			return
		}
		again, _, err := Copy(t.Context(), made, nil)
		if err != nil || !bytes.Equal(made, again) {
			t.Fatalf("the copy of a copy differs (%v)", err)
		}
	})
}
