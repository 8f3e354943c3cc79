package page

import (
	"bytes"
	"regexp"
	"strings"
)

// binary reports whether raw is no kind of text: zero bytes without being
// UTF-16, or more control characters than text has.
func binary(raw []byte) bool {
	head := raw[:min(len(raw), 8192)]
	if utf16Order(head) != "" {
		return false
	}
	for _, magic := range []string{"%PDF-", "PK\x03\x04", "\x1f\x8b", "\x89PNG", "GIF8", "\xff\xd8\xff", "\x7fELF", "{\\rtf", "\xd0\xcf\x11\xe0", "BZh", "\xfd7zXZ"} {
		if bytes.HasPrefix(head, []byte(magic)) {
			return true
		}
	}
	control := 0
	for _, c := range head {
		if c == 0 {
			return true
		}
		if c < 0x20 && c != '\t' && c != '\n' && c != '\r' && c != '\f' && c != '\v' && c != 0x1b {
			control++
		}
	}
	return control*20 > len(head)
}

// utf16Order tells UTF-16 by its mark, or by zeros in every second byte; "" for
// anything else.
func utf16Order(head []byte) string {
	switch {
	case bytes.HasPrefix(head, []byte("\xff\xfe\x00\x00")):
		return ""
	case bytes.HasPrefix(head, []byte("\xff\xfe")):
		return "utf-16le"
	case bytes.HasPrefix(head, []byte("\xfe\xff")):
		return "utf-16be"
	}
	var zeros [2]int
	for i, c := range head[:min(len(head), 1024)] {
		if c == 0 {
			zeros[i&1]++
		}
	}
	n := min(len(head), 1024) / 2
	switch {
	case n >= 8 && zeros[1]*10 > n*6 && zeros[0] == 0:
		return "utf-16le"
	case n >= 8 && zeros[0]*10 > n*6 && zeros[1] == 0:
		return "utf-16be"
	}
	return ""
}

var (
	feedRoot = regexp.MustCompile(`^(?:<\?[^>]*\?>|<!--[^>]*-->|<!DOCTYPE[^>]*>|\s)*<(?:rss|(?:atom:)?feed|rdf:RDF|RDF)[\s>]`)
	htmlRoot = regexp.MustCompile(`(?i)<(?:!doctype\s+html|html[\s>]|head[\s>]|body[\s>])`)
	// A tag that only a page, or a piece of one, begins with.
	htmlTag = regexp.MustCompile(`(?i)<(?:p|div|br|table|article|section|span|h[1-6]|ul|ol|li|a|img|blockquote)(?:\s[^<>]*)?/?>`)
)

// formatOf tells what the decoded words of a file are: "feed", "html" or "text".
func formatOf(name, s string) string {
	head := strings.TrimLeft(s[:min(len(s), 8192)], "\ufeff \t\r\n")
	if feedRoot.MatchString(head) {
		return "feed"
	}
	name = strings.ToLower(name)
	named := strings.HasSuffix(name, ".html") || strings.HasSuffix(name, ".htm") || strings.HasSuffix(name, ".xhtml")
	at := htmlRoot.FindStringIndex(head)
	switch {
	case at != nil && (named || strings.HasPrefix(head, "<")):
		return "html"
	case at != nil && strings.Contains(strings.ToLower(s[max(0, len(s)-2048):]), "</html>"):
		return "html"
	case named && strings.Contains(head, "<"):
		return "html"
	case strings.HasPrefix(head, "<") && htmlTag.MatchString(head):
		return "html"
	}
	return "text"
}
