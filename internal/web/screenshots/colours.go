package main

import (
	"bytes"
	"image"
	"image/color"
	"image/color/palette"
	"image/draw"
	"image/png"
	"sort"
)

// fewColours makes a picture smaller: its 256 commonest colours, and for the
// rest the nearest of them.
func fewColours(shot []byte) ([]byte, error) {
	img, err := png.Decode(bytes.NewReader(shot))
	if err != nil {
		return nil, err
	}
	return paletted(img, 256)
}

// paletted encodes a picture in at most so many of its commonest colours.
func paletted(img image.Image, most int) ([]byte, error) {
	count := map[color.RGBA]int{}
	b := img.Bounds()
	for y := b.Min.Y; y < b.Max.Y; y++ {
		for x := b.Min.X; x < b.Max.X; x++ {
			count[color.RGBAModel.Convert(img.At(x, y)).(color.RGBA)]++
		}
	}
	all := make([]color.RGBA, 0, len(count))
	for c := range count {
		all = append(all, c)
	}
	sort.Slice(all, func(i, j int) bool { return count[all[i]] > count[all[j]] })
	colours := color.Palette{}
	for _, c := range all[:min(len(all), most)] {
		colours = append(colours, c)
	}
	if len(colours) == 0 {
		colours = palette.Plan9
	}
	few := image.NewPaletted(b, colours)
	draw.Draw(few, b, img, b.Min, draw.Src)
	var out bytes.Buffer
	err := (&png.Encoder{CompressionLevel: png.BestCompression}).Encode(&out, few)
	return out.Bytes(), err
}

// beside puts two pictures next to each other, or one below the other, with a gap in
// the colour of the first one's corner.
func beside(a, b image.Image, stacked bool) image.Image {
	const gap = 24
	at := image.Pt(a.Bounds().Dx()+gap, 0)
	size := image.Pt(at.X+b.Bounds().Dx(), max(a.Bounds().Dy(), b.Bounds().Dy()))
	if stacked {
		at = image.Pt(0, a.Bounds().Dy()+gap)
		size = image.Pt(max(a.Bounds().Dx(), b.Bounds().Dx()), at.Y+b.Bounds().Dy())
	}
	both := image.NewRGBA(image.Rectangle{Max: size})
	draw.Draw(both, both.Bounds(), image.NewUniform(a.At(a.Bounds().Min.X, a.Bounds().Min.Y)), image.Point{}, draw.Src)
	draw.Draw(both, a.Bounds().Sub(a.Bounds().Min), a, a.Bounds().Min, draw.Src)
	draw.Draw(both, b.Bounds().Sub(b.Bounds().Min).Add(at), b, b.Bounds().Min, draw.Src)
	return both
}
