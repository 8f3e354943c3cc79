package session

import (
	"net/http"
	"time"

	"github.com/surety-mechanism/surety/access"
	"github.com/surety-mechanism/surety/internal/desk"
	"github.com/surety-mechanism/surety/record"
	"github.com/surety-mechanism/surety/register"
)

// The cookie by which a browser looks through another's eyes. It gives no right:
// whoever sets it sees less than without it.
const previewCookie = "preview"

// SetPreview has the browser look as a seat would, or record.Public; "" ends it.
func SetPreview(w http.ResponseWriter, r *http.Request, seat record.Seat) {
	k := Kept{Name: previewCookie, Value: string(seat), Path: "/"}
	if seat == "" {
		k.For = -time.Second
	}
	Remember(w, r, k)
}

// Previewing gives who asks, looking as the request says: what both may read, and
// nothing can be done meanwhile.
func (i Identity) Previewing(r *http.Request) Identity {
	c, err := r.Cookie(previewCookie)
	if err != nil || c.Value == "" || !access.Enters(access.Preview, i.Role()) {
		return i
	}
	as := register.Viewer{}
	if seat := record.Seat(c.Value); seat != record.Public {
		as.Seats = []record.Seat{seat}
	}
	i.Preview, i.Viewer.As, i.Person, i.Seated = record.Seat(c.Value), &as, desk.Person{}, ""
	i.Operator = false
	return i
}
