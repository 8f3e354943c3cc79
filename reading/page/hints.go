package page

import (
	"encoding/json"
	"regexp"
	"strings"

	"golang.org/x/net/html"

	"github.com/surety-mechanism/surety/reading/text"
)

// maxHints is how many hints a page may give; more say nothing new.
const maxHints = 200

// metaAbout tells what a <meta>'s name, property or itemprop is about.
var metaAbout = func() map[string]string {
	m := map[string]string{}
	for about, names := range map[string]string{
		"published": `article:published_time article:published og:published_time og:article:published_time datepublished date pubdate publishdate publish-date publish_date publication_date
			publicationdate date_published datecreated dc.date dc.date.issued dc.date.created dcterms.date dcterms.created dcterms.issued dc:date dc:created dcterms.available sailthru.date
			parsely-pub-date cxenseparse:recs:publishtime rnews:datepublished bt:pubdate article.published article_date_original timestamp originalpublicationdate
			citation_date citation_publication_date content_create_date doc_date displaydate article.created date.created created`,
		"modified":  `article:modified_time og:updated_time datemodified last-modified lastmod dcterms.modified dc.date.modified modified revised article:modified`,
		"author":    `author article:author_name dc.creator dcterms.creator parsely-author sailthru.author byl dc:creator`,
		"publisher": `og:site_name publisher dc.publisher application-name article:publisher_name`,
		"title":     `og:title twitter:title dc.title headline parsely-title sailthru.title`,
		"url":       `og:url`,
	} {
		for _, n := range strings.Fields(names) {
			m[n] = about
		}
	}
	return m
}()

// hint notes what a start tag says of the document.
func (c *scan) hint(name string, attrs []html.Attribute, tag text.Span) {
	switch name {
	case "html":
		if c.lang == "" {
			c.lang = strings.TrimSpace(attr(attrs, "lang"))
		}
	case "meta":
		for _, key := range []string{"property", "name", "itemprop", "http-equiv"} {
			k := strings.ToLower(strings.TrimSpace(attr(attrs, key)))
			if about := metaAbout[k]; about != "" && (key != "http-equiv" || about == "modified" || k == "date") {
				c.addHint(about, k, attr(attrs, "content"), tag)
				return
			}
		}
	case "link":
		if strings.EqualFold(attr(attrs, "rel"), "canonical") {
			c.addHint("url", "canonical", attr(attrs, "href"), tag)
		}
	case "time", "abbr", "span", "relative-time":
		v := attr(attrs, "datetime")
		source := "time"
		class := strings.ToLower(attr(attrs, "class") + " " + attr(attrs, "itemprop"))
		if name == "abbr" || name == "span" {
			if v = attr(attrs, "title"); name == "abbr" && !strings.Contains(class, "publish") && !strings.Contains(class, "date") || name == "span" && !strings.Contains(class, "published") {
				v = ""
			}
			if content := attr(attrs, "content"); v == "" && strings.Contains(class, "datepublished") {
				v = content
			}
		}
		if v == "" {
			return
		}
		about := "published"
		switch {
		case strings.Contains(class, "updated") && !strings.Contains(class, "published"), strings.Contains(class, "modified"):
			about = "modified"
		case strings.Contains(class, "published"), strings.Contains(class, "pubdate"), hasAttr(attrs, "pubdate"), strings.Contains(class, "entry-date"):
			source = "time published"
		}
		c.addHint(about, source, v, tag)
	}
}

// addHint notes a value that stands in the bytes of tag.
func (c *scan) addHint(about, source, value string, tag text.Span) {
	value = strings.TrimSpace(value)
	if value == "" || len(c.hints) >= maxHints || len(value) > 1000 {
		return
	}
	words := c.src.Plain[tag.Start:tag.End]
	at := strings.LastIndex(words, value)
	if at < 0 {
		if e := html.EscapeString(value); strings.Contains(words, e) {
			at = strings.LastIndex(words, e)
			c.place(about, source, value, text.Span{Start: tag.Start + at, End: tag.Start + at + len(e)})
			return
		}
		c.place(about, source, value, tag)
		return
	}
	c.place(about, source, value, text.Span{Start: tag.Start + at, End: tag.Start + at + len(value)})
}

func (c *scan) place(about, source, value string, s text.Span) {
	if start, end, ok := c.src.RawSpan(s); ok {
		c.hints = append(c.hints, Hint{About: about, Value: value, Start: start, End: end, Source: source})
	}
}

func attr(attrs []html.Attribute, key string) string {
	for _, a := range attrs {
		if a.Key == key {
			return a.Val
		}
	}
	return ""
}

func hasAttr(attrs []html.Attribute, key string) bool {
	for _, a := range attrs {
		if a.Key == key {
			return true
		}
	}
	return false
}

// What linked data says, found by its words so that its place is known and
// broken JSON is read all the same.
var (
	ldDate      = regexp.MustCompile(`"(datePublished|dateCreated|uploadDate|dateModified)"\s*:\s*"((?:[^"\\]|\\.)*)"`)
	ldHeadline  = regexp.MustCompile(`"headline"\s*:\s*"((?:[^"\\]|\\.)+)"`)
	ldAuthor    = regexp.MustCompile(`"author"\s*:\s*(?:\[\s*)?(?:\{[^{}]*?"name"\s*:\s*)?"((?:[^"\\]|\\.)+)"`)
	ldPublisher = regexp.MustCompile(`"publisher"\s*:\s*(?:\[\s*)?\{[^{}]*?"name"\s*:\s*"((?:[^"\\]|\\.)+)"`)
)

// linkedData notes what a script of JSON-LD says of the article.
func (c *scan) linkedData(s text.Span) {
	words := c.src.Plain[s.Start:min(s.End, s.Start+1<<18)]
	add := func(about, source string, m []int) {
		value := ""
		if json.Unmarshal([]byte(`"`+words[m[0]:m[1]]+`"`), &value) != nil {
			value = words[m[0]:m[1]]
		}
		if value = strings.TrimSpace(html.UnescapeString(value)); value != "" && len(value) <= 1000 && len(c.hints) < maxHints {
			c.place(about, source, value, text.Span{Start: s.Start + m[0], End: s.Start + m[1]})
		}
	}
	for _, m := range ldDate.FindAllStringSubmatchIndex(words, 20) {
		about := "published"
		key := words[m[2]:m[3]]
		if key == "dateModified" {
			about = "modified"
		}
		source := "json-ld"
		if key != "datePublished" {
			source = "json-ld " + key
		}
		add(about, source, m[4:6])
	}
	if m := ldHeadline.FindStringSubmatchIndex(words); m != nil {
		add("title", "json-ld", m[2:4])
	}
	if m := ldAuthor.FindStringSubmatchIndex(words); m != nil && !strings.HasPrefix(words[m[2]:m[3]], "http") && words[m[2]:m[3]] != "@type" && words[m[2]:m[3]] != "@id" {
		add("author", "json-ld", m[2:4])
	}
	if m := ldPublisher.FindStringSubmatchIndex(words); m != nil {
		add("publisher", "json-ld", m[2:4])
	}
}
