package page

import "strings"

// The kinds of boilerplate that markup tells.
var classKind = func() map[string]string {
	m := map[string]string{}
	for kind, words := range map[string]string{
		"menu":      "nav navbar navigation menu menubar submenu breadcrumb breadcrumbs sitemap pagination pager toolbar topbar sidebar skip searchform tabs",
		"footer":    "footer colophon siteinfo imprint",
		"share":     "share sharing sharedaddy social addtoany addthis sharebar socials",
		"comments":  "comment comments commentlist respond disqus commentform reply",
		"read_more": "related recommended recommendations recirc popular trending teaser teasers outbrain taboola morefrom yarpp mostread",
		"appeal":    "newsletter subscribe subscription promo promotion advert advertisement ads adbox sponsored sponsor donate donation paywall signup banner",
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

// tagKind tells it by the element alone.
var tagKind = map[string]string{"nav": "menu", "footer": "footer", "aside": "read_more", "form": "comments", "button": "menu", "dialog": "legal", "menu": "menu"}

// judge decides which pieces are the article: what the library says, corrected
// where the markup says otherwise.
func (c *scan) judge(nodes []*node) {
	if !c.fragment {
		c.heading = c.findTitle()
	}
	for i := range c.pieces {
		p := &c.pieces[i]
		if c.fragment && p.node != nil && !p.node.hidden {
			p.kept = true
		}
		if p.kept {
			for n := p.node; n != nil; n = n.parent {
				n.kept += p.Len()
			}
		}
	}
	total := 1
	if len(nodes) > 0 {
		total = max(1, nodes[0].kept)
	}
	for _, n := range nodes {
		n.kind = n.ownKind()
		if n.kind != "" && n.kept*3 > total { // most of the article is in it
			n.kind = ""
		}
		if n.parent != nil && n.parent.kind != "" {
			n.kind = n.parent.kind
		}
	}
	for i := range c.pieces {
		p := &c.pieces[i]
		if p.node == nil {
			p.kept = false
			continue
		}
		if p.node.kind != "" {
			p.kept, p.kind = false, p.node.kind
		}
		if c.heading != nil && p.node.block == c.heading {
			p.kept, p.kind = true, ""
		}
	}
}

func (n *node) ownKind() string {
	if k := tagKind[n.tag]; k != "" {
		return k
	}
	for _, w := range strings.Fields(n.class) {
		if k := classKind[w]; k != "" {
			return k
		}
	}
	return ""
}
