package main

import (
	"github.com/surety-mechanism/surety/internal/testkit/browser"
	"github.com/surety-mechanism/surety/internal/testkit/demo"
)

// part is one part of the pages, pictured in both directions: in English on the
// left or above, in Urdu on the right or below.
type part struct {
	name     string // of the picture, and of its place in docs/design.md
	seat     string // who looks; "" is the secretariat
	path     string
	steps    []string // selectors of what is clicked, one page after another
	then     func(*demo.Demo) error
	selector string
	wide     bool // it needs the width of a desk
	seen     int  // pixels of its height, where not all of it is shown
}

// narrow and broad are the windows that parts are pictured in.
var narrow, broad = browser.Look{Width: 480, Height: 800}, browser.Look{Width: 1000, Height: 800}

// parts are all of docs/design.md, in its order.
var parts = []part{
	{name: "card", path: "/undertakings", selector: ".card"},
	{name: "ladder", path: "/undertakings", then: oneWith(".promise h3 a", "main .ladder .here"), selector: "main .ladder"},
	{name: "claims", path: "/incidents", then: oneWith(".event h3 a", ".side-by-side .voice:nth-child(2)"), selector: ".side-by-side", wide: true},
	{name: "finding-none", path: "/incidents", steps: []string{".event h3 a"}, selector: ".finding"},
	{name: "finding", path: "/cases", then: oneWith(".case h3 a", ".with-dissent .dissent"), selector: ".with-dissent", wide: true},
	{name: "todos", seat: "chair", path: "/cases/desk", selector: ".todos"},
	{name: "act", seat: "zelmora", path: "/cases/desk", then: checked, selector: ".act:has(.effects)"},
	{name: "trail", path: "/cases", then: oneWith(".case h3 a", ".trail > :nth-child(4)"), selector: ".trail", wide: true},
	{name: "clocks", path: "/cases", steps: []string{".case h3 a"}, selector: "table.stack", seen: 520},
	{name: "board", path: "/", selector: ".board"},
	{name: "quotation", path: "/statements", selector: ".words"},
	{name: "words-in-source", path: "/incidents", steps: []string{".event h3 a"}, selector: ".excerpt"},
	{name: "marked", path: "/sources", then: oneWith("tbody a", ".article p + p"), selector: ".article", seen: 420},
	{name: "proof", path: "/incidents", steps: []string{".event h3 a"}, selector: ".proof"},
	{name: "became", path: "/statements", then: func(d *demo.Demo) error { return d.Go(d.Withdrawn) }, selector: "main .notice.warn"},
	{name: "empty", seat: "mediator", path: "/cases/desk", selector: ".empty"},
	{name: "sketch", path: "/map", selector: ".map", wide: true},
	{name: "band", path: "/timeline", selector: ".band", wide: true},
	{name: "chart", path: "/charts", selector: "main section", wide: true},
	{name: "entry-form", seat: "monitors", path: "/record/coverage_recorded", selector: "form.correct", seen: 560},
	{name: "counts", path: "/assessment", then: asked, selector: "table", wide: true},
	{name: "bearing", path: "/", selector: ".bears"},
	{name: "next-clocks", path: "/", selector: ".todos"},
	{name: "beside", path: "/undertakings", steps: []string{".promise h3 a"}, selector: ".lines", seen: 420},
	{name: "conduct", path: "/conduct", selector: "main .card"},
	{name: "filter", path: "/timeline", selector: ".filters"},
	{name: "list-filter", path: "/incidents", then: unfold(".narrow"), selector: ".narrow"},
	{name: "field", seat: "monitors", path: "/field", selector: "form#report", seen: 560},
	{name: "seat-bar", path: "/cases", then: unfold(".seat-bars"), selector: ".seat-bars"},
	{name: "draft", path: "/desk", steps: []string{".files li:not(.done) a"}, selector: ".draft.open"},
	{name: "aloud", path: "/check", selector: ".aloud"},
	{name: "verdict", path: "/check/receipt", then: verified, selector: ".verdict", seen: 560},
	{name: "notice", path: "/charts", selector: ".notice"},
	{name: "failure", path: "/nowhere", selector: "main"},
}
