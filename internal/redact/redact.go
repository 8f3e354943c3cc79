// Package redact makes redacted copies of pictures and documents: new files, of
// nothing but the pixels that are left, without layers, text, fonts, scripts or
// metadata. Each copy is read back before it is given out. What it cannot make
// anew it refuses.
//
// It knows files and boxes, and nothing of mechanisms.
package redact

import (
	"bytes"
	"context"
	"image"
	"image/color"
	"image/draw"
	_ "image/gif"  // decoded, first picture only
	_ "image/jpeg" // decoded
	"image/png"
	"math"
	"strconv"
	"strings"

	"github.com/surety-mechanism/surety/internal/fault"
)

// The limits of what is opened at all.
const (
	MaxBytes  = 64 << 20 // of a file
	MaxPixels = 50e6     // of a picture, before it is decoded
	MaxPages  = 200      // of a document
	MaxBoxes  = 1000
)

// Box is a part of a page to blacken, in hundredths of the page's width and
// height: independent of how finely it is drawn. Pages count from 1; a picture
// is page 1.
type Box struct {
	Page       int
	X, Y, W, H float64
}

// ParseBox reads PAGE/X/Y/W/H.
func ParseBox(text string) (b Box, err error) {
	parts := strings.Split(text, "/")
	bad := fault.New(fault.Invalid, "the box %q is not PAGE/X/Y/W/H, with X, Y, W and H in hundredths of the page, as 1/10/25/30/5", text)
	if len(parts) != 5 {
		return b, bad
	}
	if b.Page, err = strconv.Atoi(parts[0]); err != nil || b.Page < 1 || b.Page > MaxPages {
		return b, bad
	}
	for i, into := range []*float64{&b.X, &b.Y, &b.W, &b.H} {
		n, err := strconv.ParseFloat(parts[i+1], 64)
		if err != nil || math.IsNaN(n) || n < 0 || n > 100 {
			return b, bad
		}
		*into = n
	}
	if b.W == 0 || b.H == 0 || b.X+b.W > 100.0001 || b.Y+b.H > 100.0001 {
		return b, bad
	}
	return b, nil
}

// on gives the box's pixels on a page, rounded outwards.
func (b Box) on(r image.Rectangle) image.Rectangle {
	w, h := float64(r.Dx()), float64(r.Dy())
	return image.Rect(r.Min.X+int(math.Floor(b.X*w/100)), r.Min.Y+int(math.Floor(b.Y*h/100)),
		r.Min.X+int(math.Ceil((b.X+b.W)*w/100)), r.Min.Y+int(math.Ceil((b.Y+b.H)*h/100))).Intersect(r)
}

// Copy gives a redacted copy of a picture (as PNG) or a PDF (as PDF of pictures),
// and its media type. Without a box it is a copy without anything hidden.
func Copy(ctx context.Context, raw []byte, boxes []Box) (copied []byte, mime string, err error) {
	defer fault.Wrap(&err, "making a redacted copy")
	switch {
	case len(raw) > MaxBytes:
		return nil, "", fault.New(fault.Invalid, "the file is larger than %d bytes", MaxBytes)
	case len(boxes) > MaxBoxes:
		return nil, "", fault.New(fault.Invalid, "there are more than %d boxes", MaxBoxes)
	case bytes.HasPrefix(raw, []byte("%PDF-")):
		copied, err = document(ctx, raw, boxes)
		return copied, "application/pdf", err
	}
	config, format, err := image.DecodeConfig(bytes.NewReader(raw))
	if err != nil {
		return nil, "", fault.New(fault.Invalid, "it is neither a picture (PNG, JPEG, GIF) nor a PDF, and nothing else can be copied without what may be hidden in it; print it to PDF first")
	}
	if config.Width < 1 || config.Height < 1 || float64(config.Width)*float64(config.Height) > MaxPixels {
		return nil, "", fault.New(fault.Invalid, "the picture has %d by %d points; the most is %d million", config.Width, config.Height, int(MaxPixels/1e6))
	}
	decoded, _, err := image.Decode(bytes.NewReader(raw))
	if err != nil {
		return nil, "", fault.New(fault.Invalid, "the %s does not open: %w", format, err)
	}
	page := flat(decoded)
	if err := blacken(page, 1, 1, boxes); err != nil {
		return nil, "", err
	}
	var out bytes.Buffer
	if err := png.Encode(&out, page); err != nil {
		return nil, "", fault.New(fault.Internal, "writing the picture: %w", err)
	}
	return out.Bytes(), "image/png", checkPicture(out.Bytes(), page, boxes)
}

// flat gives a picture as plain colours on white: what shines through a
// transparent point is gone.
func flat(from image.Image) *image.RGBA {
	b := from.Bounds()
	to := image.NewRGBA(image.Rect(0, 0, b.Dx(), b.Dy()))
	draw.Draw(to, to.Bounds(), image.White, image.Point{}, draw.Src)
	draw.Draw(to, to.Bounds(), from, b.Min, draw.Over)
	return to
}

// blacken fills the boxes of a page.
func blacken(page *image.RGBA, number, pages int, boxes []Box) error {
	for _, b := range boxes {
		if b.Page > pages {
			return fault.New(fault.Invalid, "a box is on page %d, and there are %d", b.Page, pages)
		}
		if b.Page == number {
			draw.Draw(page, b.on(page.Bounds()), image.Black, image.Point{}, draw.Src)
		}
	}
	return nil
}

// checkPicture reads a copy back: the chunks that a picture needs and no others,
// the same points, and black where it has to be.
func checkPicture(made []byte, want *image.RGBA, boxes []Box) error {
	for rest := made[8:]; len(rest) > 0; {
		if len(rest) < 12 {
			return fault.New(fault.Internal, "the copy ends in the middle")
		}
		n := int(rest[0])<<24 | int(rest[1])<<16 | int(rest[2])<<8 | int(rest[3])
		switch name := string(rest[4:8]); name {
		case "IHDR", "IDAT", "IEND":
		default:
			return fault.New(fault.Internal, "the copy holds a part %q", name)
		}
		if n < 0 || len(rest) < 12+n {
			return fault.New(fault.Internal, "the copy ends in the middle")
		}
		rest = rest[12+n:]
	}
	back, err := png.Decode(bytes.NewReader(made))
	if err != nil {
		return fault.New(fault.Internal, "the copy does not open: %w", err)
	}
	got := flat(back)
	if got.Bounds() != want.Bounds() || !bytes.Equal(got.Pix, want.Pix) {
		return fault.New(fault.Internal, "the copy is not what was drawn")
	}
	return checkBlack(got, 1, boxes, 0)
}

// checkBlack says where a page is not black that has to be; lenient is by how
// much a colour may be off, where another program drew it, and how many points in
// from its edge a box is looked at.
func checkBlack(page *image.RGBA, number int, boxes []Box, lenient int) error {
	for _, b := range boxes {
		if b.Page != number {
			continue
		}
		in := b.on(page.Bounds())
		if lenient > 0 {
			in = in.Inset(2)
		}
		for y := in.Min.Y; y < in.Max.Y; y++ {
			for x := in.Min.X; x < in.Max.X; x++ {
				if c := page.RGBAAt(x, y); int(c.R) > lenient || int(c.G) > lenient || int(c.B) > lenient || c.A != 0xff {
					return fault.New(fault.Internal, "page %d of the copy is not black at %d, %d: %v", number, x, y, color.RGBA(c))
				}
			}
		}
	}
	return nil
}
