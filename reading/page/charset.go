package page

import (
	"bytes"
	"regexp"
	"sort"
	"strings"
	"unicode/utf16"
	"unicode/utf8"

	"github.com/gogs/chardet"
	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/htmlindex"

	"github.com/surety-mechanism/surety/internal/fault"
	"github.com/surety-mechanism/surety/reading/text"
)

// maxRecoded is the size of the largest file in another charset than UTF-8: the
// way back to its bytes is kept for every character.
const maxRecoded = 8 << 20

// decode gives the words of raw. Its charset is, in this order: what its first
// bytes say; UTF-8 where it is that, or very nearly; what label, a declaration
// in the file or an XML declaration say; what the letters look like.
func decode(raw []byte, label string) (*text.Text, error) {
	switch order := utf16Order(raw[:min(len(raw), 8192)]); {
	case order != "":
		return decodeUTF16(raw, order == "utf-16be")
	case utf8.Valid(raw):
		return &text.Text{Raw: raw, Plain: string(raw)}, nil
	}
	if declared := declaredCharset(raw); label == "" {
		label = declared
	}
	good, bad := utf8Share(raw)
	name := strings.ToLower(label)
	e, err := htmlindex.Get(name)
	unknown := err != nil || isUTF8(e)
	if good > 0 && (good > 20*bad || unknown && good >= bad) {
		return decodeUTF8(raw), nil
	}
	if unknown {
		if name = guessCharset(raw); name == "" {
			return decodeUTF8(raw), nil
		}
		if e, err = htmlindex.Get(name); err != nil {
			return decodeUTF8(raw), nil
		}
	}
	if len(raw) > maxRecoded {
		return nil, fault.New(fault.Invalid, "the file has %d bytes in the charset %s; in another charset than UTF-8 a document may have at most %d", len(raw), name, maxRecoded)
	}
	return recode(raw, e), nil
}

func isUTF8(e encoding.Encoding) bool {
	if e == nil {
		return false
	}
	name, err := htmlindex.Name(e)
	return err == nil && name == "utf-8"
}

var (
	metaCharset = regexp.MustCompile(`(?i)<meta\s[^>]*charset\s*=\s*["']?\s*([a-z0-9_:.-]+)`)
	xmlCharset  = regexp.MustCompile(`^\s*<\?xml\s[^>]*encoding\s*=\s*["']([A-Za-z0-9_:.-]+)["']`)
)

// declaredCharset gives the charset that a page or an XML file names in its
// first bytes.
func declaredCharset(raw []byte) string {
	head := raw[:min(len(raw), 4096)]
	if m := xmlCharset.FindSubmatch(head); m != nil {
		return string(m[1])
	}
	if m := metaCharset.FindSubmatch(head); m != nil {
		return string(m[1])
	}
	return ""
}

// utf8Share counts the characters of several bytes that raw has as UTF-8, and
// the invalid subparts.
func utf8Share(raw []byte) (good, bad int) {
	for i := 0; i < len(raw) && good+bad < 1<<16; {
		if raw[i] < utf8.RuneSelf {
			i++
			continue
		}
		r, n := utf8.DecodeRune(raw[i:])
		if r == utf8.RuneError && n <= 1 {
			bad++
			i += text.InvalidSubpart(raw[i:])
			continue
		}
		good++
		i += n
	}
	return good, bad
}

// guessCharset guesses by the letters; "" where nothing speaks for any.
func guessCharset(raw []byte) string {
	sample := raw[:min(len(raw), 1<<16)]
	all, err := chardet.NewTextDetector().DetectAll(highBytes(sample))
	if err != nil {
		return "windows-1252"
	}
	// The library's order among equals is that of its goroutines.
	sort.Slice(all, func(i, j int) bool {
		if all[i].Confidence != all[j].Confidence {
			return all[i].Confidence > all[j].Confidence
		}
		return all[i].Charset < all[j].Charset
	})
	for _, x := range all {
		name := strings.ToLower(x.Charset)
		switch {
		case strings.HasPrefix(name, "ibm"), strings.HasPrefix(name, "utf-"), strings.HasPrefix(name, "iso-2022"):
			continue
		case name == "iso-8859-1":
			return "windows-1252"
		case name == "iso-8859-6" && bytes.ContainsAny(sample, "\x81\x8d\x8e\x90\x98\x9a"):
			return "windows-1256"
		}
		if _, err := htmlindex.Get(name); err == nil {
			return name
		}
	}
	return "windows-1252"
}

// highBytes gives the lines of a sample that have a byte above ASCII, so that
// much markup does not drown the letters.
func highBytes(sample []byte) []byte {
	var out []byte
	for _, line := range bytes.SplitAfter(sample, []byte("\n")) {
		for _, c := range line {
			if c >= 0x80 {
				out = append(out, line...)
				break
			}
		}
	}
	return out
}

// decodeUTF8 decodes UTF-8 with broken bytes in it.
func decodeUTF8(raw []byte) *text.Text {
	b := newBuilder(&text.Text{Raw: raw})
	for i := 0; i < len(raw); {
		j := i
		for j < len(raw) {
			if raw[j] < utf8.RuneSelf {
				j++
				continue
			}
			r, n := utf8.DecodeRune(raw[j:])
			if r == utf8.RuneError && n <= 1 {
				break
			}
			j += n
		}
		b.raw(string(raw[i:j]), i, j)
		if j < len(raw) {
			n := text.InvalidSubpart(raw[j:])
			b.raw("\ufffd", j, j+n)
			j += n
		}
		i = j
	}
	return b.text()
}

// decodeUTF16 decodes UTF-16, leaving out its mark.
func decodeUTF16(raw []byte, big bool) (*text.Text, error) {
	if len(raw) > maxRecoded {
		return nil, fault.New(fault.Invalid, "the file has %d bytes in the charset UTF-16; in another charset than UTF-8 a document may have at most %d", len(raw), maxRecoded)
	}
	unit := func(i int) rune {
		if big {
			return rune(raw[i])<<8 | rune(raw[i+1])
		}
		return rune(raw[i+1])<<8 | rune(raw[i])
	}
	b := newBuilder(&text.Text{Raw: raw})
	b.expect(len(raw)/2, len(raw)/2+1) // a run for each letter
	for i := 0; i < len(raw); {
		if i+1 >= len(raw) {
			b.raw("\ufffd", i, len(raw))
			break
		}
		r, n := unit(i), 2
		switch {
		case r == 0xfeff && i == 0:
			i += n
			continue
		case utf16.IsSurrogate(r):
			if i+3 < len(raw) {
				if both := utf16.DecodeRune(r, unit(i+2)); both != utf8.RuneError {
					r, n = both, 4
					break
				}
			}
			r = utf8.RuneError
		}
		b.raw(string(r), i, i+n)
		i += n
	}
	return b.text(), nil
}

// recode decodes raw from e, keeping the way back for every character.
func recode(raw []byte, e encoding.Encoding) *text.Text {
	b := newBuilder(&text.Text{Raw: raw})
	if m, ok := e.(*charmap.Charmap); ok {
		for i := 0; i < len(raw); {
			j := i
			for j < len(raw) && raw[j] < utf8.RuneSelf {
				j++
			}
			b.raw(string(raw[i:j]), i, j)
			if j < len(raw) {
				b.raw(string(m.DecodeByte(raw[j])), j, j+1)
				j++
			}
			i = j
		}
		return b.text()
	}
	// The shortest piece that the decoder takes is one character: a run that held
	// two could be cut between them by a tag.
	d := e.NewDecoder()
	name, _ := htmlindex.Name(e)
	stateless := name != "iso-2022-jp" && name != "replacement"
	var dst [16]byte
	for i := 0; i < len(raw); {
		if raw[i] < utf8.RuneSelf && stateless {
			j := i
			for j < len(raw) && raw[j] < utf8.RuneSelf {
				j++
			}
			b.raw(string(raw[i:j]), i, j)
			i = j
			continue
		}
		n, used := 0, 0
		for size := 1; used == 0 && size <= 8 && i+size <= len(raw); size++ {
			n, used, _ = d.Transform(dst[:], raw[i:i+size], i+size == len(raw))
		}
		if used == 0 || n > len("\ufffd") && string(dst[:len("\ufffd")]) == "\ufffd" { // a broken byte, and what stands behind it
			n, used = copy(dst[:], "\ufffd"), 1
		}
		b.raw(string(dst[:n]), i, i+used)
		i += used
	}
	return b.text()
}
