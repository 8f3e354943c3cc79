package redact

import (
	"bytes"
	"compress/zlib"
	"context"
	"errors"
	"fmt"
	"image"
	"image/png"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"github.com/surety-mechanism/surety/internal/fault"
)

// A document is drawn by Debian's poppler, a program of its own that is given
// nothing but the file: its longest side so many points, within so long.
const (
	longest  = 2000
	patience = 2 * time.Minute
	perInch  = 150.0 // at which the copy's pages are as large as paper
)

// missing says that poppler is not there.
func missing(program string) error {
	return fault.New(fault.Unavailable, "a PDF is drawn page by page with %s, which is not installed here (on Debian: apt-get install poppler-utils)", program)
}

// run runs one of poppler's programs in a folder, with an empty environment.
func run(ctx context.Context, dir, program string, args ...string) (out []byte, err error) {
	path, err := exec.LookPath(program)
	if err != nil {
		return nil, missing(program)
	}
	ctx, cancel := context.WithTimeout(ctx, patience)
	defer cancel()
	cmd := exec.CommandContext(ctx, path, args...) // #nosec G204 -- the program is one of poppler's, and no argument comes from the file
	cmd.Dir, cmd.Env = dir, []string{"HOME=" + dir, "LANG=C"}
	cmd.WaitDelay = time.Second
	var stdout, stderr bytes.Buffer
	cmd.Stdout, cmd.Stderr = &stdout, &stderr
	if err := cmd.Run(); err != nil {
		if ctx.Err() != nil {
			return nil, fault.New(fault.Invalid, "the document took longer than %v to draw", patience)
		}
		var exit *exec.ExitError
		if errors.As(err, &exit) {
			return nil, fault.New(fault.Invalid, "the document does not open: %s", strings.Join(strings.Fields(stderr.String()), " "))
		}
		return nil, fault.New(fault.Unavailable, "%s: %w", program, err)
	}
	return stdout.Bytes(), nil
}

// document makes the copy of a PDF.
func document(ctx context.Context, raw []byte, boxes []Box) ([]byte, error) {
	dir, err := os.MkdirTemp("", "surety-redact-*")
	if err != nil {
		return nil, fault.New(fault.Unavailable, "%w", err)
	}
	defer os.RemoveAll(dir)
	pages, err := drawn(ctx, dir, raw)
	if err != nil {
		return nil, err
	}
	for i, p := range pages {
		if err := blacken(p, i+1, len(pages), boxes); err != nil {
			return nil, err
		}
	}
	made, err := pictures(pages)
	if err != nil {
		return nil, err
	}
	return made, checkDocument(ctx, made, pages, boxes)
}

// drawn has a document drawn, and gives its pages.
func drawn(ctx context.Context, dir string, raw []byte) ([]*image.RGBA, error) {
	dir, err := os.MkdirTemp(dir, "pages-*")
	if err != nil {
		return nil, fault.New(fault.Unavailable, "%w", err)
	}
	in := filepath.Join(dir, "in.pdf")
	if err := os.WriteFile(in, raw, 0o600); err != nil {
		return nil, fault.New(fault.Unavailable, "%w", err)
	}
	// One page more than is allowed tells that there are too many.
	if _, err := run(ctx, dir, "pdftoppm", "-png", "-scale-to", fmt.Sprint(longest), "-l", fmt.Sprint(MaxPages+1), in, "page"); err != nil {
		return nil, err
	}
	files, err := filepath.Glob(filepath.Join(dir, "page-*.png"))
	if err != nil || len(files) == 0 {
		return nil, fault.New(fault.Invalid, "the document has no page that can be drawn")
	}
	if len(files) > MaxPages {
		return nil, fault.New(fault.Invalid, "the document has more than %d pages", MaxPages)
	}
	slices.Sort(files)
	var pages []*image.RGBA
	for _, name := range files {
		f, err := os.Open(name)
		if err != nil {
			return nil, fault.New(fault.Unavailable, "%w", err)
		}
		one, err := png.Decode(f)
		f.Close()
		if err != nil {
			return nil, fault.New(fault.Internal, "a page was drawn and does not open: %w", err)
		}
		pages = append(pages, flat(one))
	}
	return pages, nil
}

// pictures writes pages as a PDF that holds a picture a page and nothing else: no
// text, no font, no script, no date, no author.
func pictures(pages []*image.RGBA) ([]byte, error) {
	var out bytes.Buffer
	var at []int
	object := func(text string, stream []byte) {
		at = append(at, out.Len())
		fmt.Fprintf(&out, "%d 0 obj\n%s\n", len(at), text)
		if stream != nil {
			out.WriteString("stream\n")
			out.Write(stream)
			out.WriteString("\nendstream\n")
		}
		out.WriteString("endobj\n")
	}
	out.WriteString("%PDF-1.4\n")
	object("<< /Type /Catalog /Pages 2 0 R >>", nil)
	var kids strings.Builder
	for i := range pages {
		fmt.Fprintf(&kids, "%d 0 R ", 3+3*i)
	}
	object(fmt.Sprintf("<< /Type /Pages /Count %d /Kids [ %s] >>", len(pages), kids.String()), nil)
	for i, p := range pages {
		w, h := p.Bounds().Dx(), p.Bounds().Dy()
		pw, ph := float64(w)*72/perInch, float64(h)*72/perInch
		var packed bytes.Buffer
		z := zlib.NewWriter(&packed)
		row := make([]byte, 3*w)
		for y := range h {
			for x := range w {
				copy(row[3*x:3*x+3], p.Pix[p.PixOffset(x, y):])
			}
			if _, err := z.Write(row); err != nil {
				return nil, fault.New(fault.Internal, "packing a page: %w", err)
			}
		}
		if err := z.Close(); err != nil {
			return nil, fault.New(fault.Internal, "packing a page: %w", err)
		}
		draw := fmt.Appendf(nil, "%.3f 0 0 %.3f 0 0 cm /P Do", pw, ph)
		object(fmt.Sprintf("<< /Type /Page /Parent 2 0 R /MediaBox [ 0 0 %.3f %.3f ] /Contents %d 0 R /Resources << /XObject << /P %d 0 R >> >> >>",
			pw, ph, 4+3*i, 5+3*i), nil)
		object(fmt.Sprintf("<< /Length %d >>", len(draw)), draw)
		object(fmt.Sprintf("<< /Type /XObject /Subtype /Image /Width %d /Height %d /ColorSpace /DeviceRGB /BitsPerComponent 8 /Filter /FlateDecode /Length %d >>",
			w, h, packed.Len()), packed.Bytes())
	}
	xref := out.Len()
	fmt.Fprintf(&out, "xref\n0 %d\n0000000000 65535 f \n", len(at)+1)
	for _, n := range at {
		fmt.Fprintf(&out, "%010d 00000 n \n", n)
	}
	fmt.Fprintf(&out, "trailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n", len(at)+1, xref)
	return out.Bytes(), nil
}

// checkDocument has the copy read back: it holds no text, as many pages, and each
// is black where it has to be.
func checkDocument(ctx context.Context, made []byte, want []*image.RGBA, boxes []Box) error {
	dir, err := os.MkdirTemp("", "surety-redact-*")
	if err != nil {
		return fault.New(fault.Unavailable, "%w", err)
	}
	defer os.RemoveAll(dir)
	pages, err := drawn(ctx, dir, made)
	if err != nil {
		return err
	}
	if len(pages) != len(want) {
		return fault.New(fault.Internal, "the copy has %d pages, and was drawn with %d", len(pages), len(want))
	}
	for i, p := range pages {
		if err := checkBlack(p, i+1, boxes, 8); err != nil {
			return err
		}
	}
	file := filepath.Join(dir, "copy.pdf")
	if err := os.WriteFile(file, made, 0o600); err != nil {
		return fault.New(fault.Unavailable, "%w", err)
	}
	text, err := run(ctx, dir, "pdftotext", file, "-")
	if err != nil {
		return err
	}
	if strings.TrimSpace(strings.ReplaceAll(string(text), "\f", "")) != "" {
		return fault.New(fault.Internal, "the copy holds text")
	}
	return nil
}
