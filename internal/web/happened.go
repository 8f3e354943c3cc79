package web

import (
	"github.com/surety-mechanism/surety/record"
	"github.com/surety-mechanism/surety/register"
)

// noticeSays names a notice: what was announced, where and when.
func noticeSays(v *view, it register.Item) string {
	b, ok := it.Body.(*record.NoticeGiven)
	if !ok {
		return itemHead(v, it)
	}
	return v.T("incident.at", "what", v.Word("notice", b.What), "where", v.PlaceName(b.Where.Name))
}
