package web

import (
	"bytes"
	"compress/gzip"
	"crypto/sha256"
	"embed"
	"encoding/hex"
	"fmt"
	"io"
	"io/fs"
	"mime"
	"net/http"
	"path"
	"strings"
	"sync"
	"time"
)

// The style sheets and the script are written by hand and served as they are.
// The fonts are third-party files that the build puts into assets/fonts, and the
// verifier is a program that it compiles into assets/wasm (scripts/need assets);
// without them the pages use the reader's own fonts, and say that they have no
// verifier.
//
//go:embed assets
var files embed.FS

// asset is one file as it is served, under a name that changes with its content.
type asset struct {
	name, mime string
	body       []byte
	br, gz     []byte // where it is kept compressed, and body is nil
}

// sheets are the parts of the style sheet, in the order of their layers.
var sheets = []string{"tokens.css", "base.css", "layout.css", "parts.css", "cases.css", "seat.css", "desk.css", "print.css"}

// nastaliq is the font in which Urdu is printed. The style sheet asks for it in
// print alone, so that no screen pays for it.
const nastaliq = "noto-nastaliq-urdu-arabic-400-normal.woff2"

// assets gives the embedded files as loadAssets does; it reads them when they are
// first asked for, since most commands of the program serve no page.
var assets = sync.OnceValues(loadAssets)

// loadAssets reads the embedded files: by served name, and served name by plain name.
func loadAssets() (map[string]asset, map[string]string) {
	served, names := map[string]asset{}, map[string]string{}
	add := func(plain string, body []byte) string {
		sum := sha256.Sum256(body)
		ext := path.Ext(plain)
		a := asset{name: strings.TrimSuffix(plain, ext) + "-" + hex.EncodeToString(sum[:6]) + ext, mime: mime.TypeByExtension(ext), body: body}
		switch ext {
		case ".woff2":
			a.mime = "font/woff2"
		case ".js":
			a.mime = "text/javascript; charset=utf-8"
		case ".svg":
			a.mime = "image/svg+xml"
		}
		served[a.name], names[plain] = a, a.name
		return a.name
	}
	var css bytes.Buffer
	css.WriteString(sheetWithoutFonts())
	fonts, _ := fs.Glob(files, "assets/fonts/*.woff2")
	for _, f := range fonts {
		body, _ := files.ReadFile(f)
		css.WriteString(fontFace(path.Base(f), add(path.Base(f), body)))
	}
	if body, err := files.ReadFile("assets/npm/" + nastaliq); err == nil {
		css.WriteString("@font-face{font-family:\"Surety Nastaliq\";src:url(/assets/" + add(nastaliq, body) + ") format(\"woff2\");unicode-range:U+0600-06FF,U+0750-077F,U+08A0-08FF,U+200C-200F,U+FB50-FDFF,U+FE70-FEFF}\n")
	}
	own, _ := fs.Glob(files, "assets/*.*")
	for _, f := range own {
		body, _ := files.ReadFile(f)
		add(path.Base(f), body)
	}
	add("surety.css", css.Bytes())
	if glue, err := files.ReadFile("assets/wasm/wasm_exec.js"); err == nil {
		add("wasm_exec.js", glue)
	}
	for _, f := range []string{"leaflet.js", "leaflet.css", "pmtiles.js"} {
		if body, err := files.ReadFile("assets/npm/" + f); err == nil {
			if f == "leaflet.css" {
				body = []byte("@layer leaflet{" + string(body) + "}") // ours comes after it
			}
			add(f, body)
		}
	}
	br, err := files.ReadFile("assets/wasm/verifier.wasm.br")
	gz, err2 := files.ReadFile("assets/wasm/verifier.wasm.gz")
	if err == nil && err2 == nil {
		name := add("verifier.wasm", gz)
		served[name] = asset{name: name, mime: "application/wasm", br: br, gz: gz}
	}
	return served, names
}

// sheetWithoutFonts gives the style sheet as it is written, which loads nothing.
func sheetWithoutFonts() string {
	css := "@layer tokens, base, leaflet, layout, parts, desk, print;\n"
	for _, name := range sheets {
		part, err := files.ReadFile("assets/css/" + name)
		if err != nil {
			panic("the program was built without its style sheet " + name)
		}
		css += string(part)
	}
	return css
}

// fontFace declares a font for the Arabic script only: Latin text keeps the
// reader's own font, and a page without Arabic letters never loads it.
func fontFace(file, served string) string {
	weight := "400"
	if strings.Contains(file, "700") {
		weight = "700"
	}
	return "@font-face{font-family:\"Surety Arabic\";font-style:normal;font-display:swap;font-weight:" + weight +
		";src:url(/assets/" + served + ") format(\"woff2\");unicode-range:U+0600-06FF,U+0750-077F,U+0870-088E,U+0890-0891," +
		"U+0897-08E1,U+08E3-08FF,U+200C-200E,U+2010-2011,U+204F,U+2E41,U+FB50-FDFF,U+FE70-FE74,U+FE76-FEFC}\n"
}

// assetURL gives the address of an asset by its plain name, "" where the program
// was built without it.
func assetURL(plain string) string {
	_, names := assets()
	if names[plain] == "" {
		return ""
	}
	return "/assets/" + names[plain]
}

func serveAsset(w http.ResponseWriter, r *http.Request) {
	served, _ := assets()
	a, ok := served[r.PathValue("file")]
	if !ok {
		http.NotFound(w, r)
		return
	}
	w.Header().Set("Content-Type", a.mime)
	w.Header().Set("Cache-Control", "public, max-age=31536000, immutable")
	body, err := a.encoded(w, r)
	if err != nil {
		http.Error(w, err.Error(), http.StatusInternalServerError)
		return
	}
	http.ServeContent(w, r, a.name, time.Time{}, bytes.NewReader(body))
}

// encoded gives an asset's bytes as this reader takes them.
func (a asset) encoded(w http.ResponseWriter, r *http.Request) ([]byte, error) {
	if a.gz == nil {
		return a.body, nil
	}
	w.Header().Add("Vary", "Accept-Encoding")
	takes := func(coding string) bool {
		for one := range strings.SplitSeq(r.Header.Get("Accept-Encoding"), ",") {
			name, weight, _ := strings.Cut(strings.TrimSpace(one), ";")
			if strings.TrimSpace(name) == coding {
				return strings.ReplaceAll(weight, " ", "") != "q=0"
			}
		}
		return false
	}
	switch {
	case takes("br"):
		w.Header().Set("Content-Encoding", "br")
		return a.br, nil
	case takes("gzip"):
		w.Header().Set("Content-Encoding", "gzip")
		return a.gz, nil
	}
	z, err := gzip.NewReader(bytes.NewReader(a.gz))
	if err != nil {
		return nil, fmt.Errorf("unpacking %s: %w", a.name, err)
	}
	return io.ReadAll(z)
}
