package web_test

import (
	"testing"

	"github.com/surety-mechanism/surety/record"
	"github.com/surety-mechanism/surety/register"
)

// A statement that came through others is shown by the weakest step of its way: by
// name, and by what is weak about it.
func TestWeakestLinkShown(t *testing.T) {
	w := played(t)
	items, err := w.m.Store.Items(t.Context(), w.m.Secretariat(), record.KindStatementRecorded, register.Page{Limit: 200})
	if err != nil {
		t.Fatal(err)
	}
	weak, strong := 0, 0
	for _, it := range items {
		links := it.Body.(*record.StatementRecorded).Chain
		var off, unknown *record.Link
		for i := range links {
			switch on := links[i].OnRecord; {
			case on == nil && unknown == nil:
				unknown = &links[i]
			case on != nil && !*on && off == nil:
				off = &links[i]
			}
		}
		if len(links) == 0 || weak > 4 && strong > 1 {
			continue
		}
		p := w.get("/statements/"+string(it.ID), 200)
		switch {
		case off != nil:
			weak++
			p.says("#chain ~ p", "The weakest step is", "(not on record)", "no stronger than that")
		case unknown != nil:
			weak++
			p.says("#chain ~ p", "The weakest step is", "(not known whether on record)")
		default:
			strong++
			p.says("#chain ~ p", "Every step is on record")
		}
	}
	if weak == 0 || strong == 0 {
		t.Fatalf("%d weak and %d strong chains: this test looks at nothing", weak, strong)
	}
}
