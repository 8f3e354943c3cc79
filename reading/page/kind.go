package page

import "strings"

// classKind tells the kinds of boilerplate by words in the names of classes.
var classKind = func() map[string]string {
	m := map[string]string{}
	for kind, words := range map[string]string{
		"menu":      "nav navbar navigation menu menubar submenu breadcrumb breadcrumbs sitemap pagination pager toolbar topbar sidebar skip searchform tabs",
		"footer":    "footer colophon siteinfo imprint",
		"share":     "share sharing sharedaddy social addtoany addthis sharebar socials",
		"comments":  "comment comments commentlist respond disqus commentform reply",
		"read_more": "related recommended recommendations recirc popular trending outbrain taboola morefrom yarpp mostread",
		"appeal":    "newsletter subscribe subscription advert advertisement ads adbox sponsored sponsor donate donation paywall signup",
		"legal":     "cookie cookies consent gdpr disclaimer copyright",
		"byline":    "byline author authors dateline postmeta postdate pubdate timestamp",
		"credit":    "credit credits photocredit",
	} {
		for _, w := range strings.Fields(words) {
			m[w] = kind
		}
	}
	return m
}()

// weakKind are words that only tell where most of an element is links: a teaser
// may be the article's own first paragraph.
var weakKind = map[string]string{"teaser": "read_more", "teasers": "read_more", "promo": "appeal", "promotion": "appeal", "banner": "menu", "widget": "menu", "header": "menu"}

// tagKind tells it by the element alone.
var tagKind = map[string]string{"nav": "menu", "footer": "footer", "aside": "read_more", "form": "comments", "button": "menu", "dialog": "legal", "menu": "menu"}

// ownKind tells what an element is by its tag and its names; "" where they say nothing.
func (n *node) ownKind() string {
	if k := tagKind[n.tag]; k != "" {
		return k
	}
	for _, w := range strings.Fields(n.class) {
		if k := classKind[w]; k != "" {
			return k
		}
		if k := weakKind[w]; k != "" && n.linked*2 > n.chars {
			return k
		}
	}
	return ""
}
