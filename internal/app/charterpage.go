package app

import (
	"github.com/surety-mechanism/surety/internal/web"
	"github.com/surety-mechanism/surety/record"
)

// charterPage is the charter as the pages show it.
func charterPage(f Founding) web.Charter {
	c := f.Charter
	out := web.Charter{Digest: f.CharterDigest, Text: string(f.CharterText), Note: c.Note, MapNote: c.Map.Note, DisputedLine: c.Map.DisputedLine,
		Seats: map[record.Seat]map[string]string{}, Roles: map[record.Seat]web.Role{}, AtDesk: c.Secretariat()}
	if b := c.Map.Boundaries; b != nil {
		out.OwnLines, out.LinesBy = true, b.Source
	}
	out.Terms, out.Levels = terms(c), levels(c)
	for _, p := range c.Parties {
		out.Sides = append(out.Sides, web.Side{ID: p.ID, Name: p.Name, Aliases: p.Aliases, Party: true, Country: p.Country})
	}
	for _, g := range c.Groups {
		out.Sides = append(out.Sides, web.Side{ID: g.ID, Name: g.Name, Aliases: g.Aliases})
	}
	for _, t := range c.ThirdParties {
		out.Sides = append(out.Sides, web.Side{ID: t.ID, Name: t.Name, Aliases: t.Aliases})
	}
	for _, p := range c.Publishers {
		out.Publishers = append(out.Publishers, web.Publisher{Name: p.Name, Aliases: p.Aliases, Alignment: p.Alignment, Of: p.Of, Basis: p.Basis})
	}
	for _, s := range c.Seats {
		out.Seats[s.ID], out.Roles[s.ID] = s.Name, web.Role{Role: string(s.Role), Of: s.Of}
		out.Table = append(out.Table, s.ID)
	}
	for _, x := range c.Crossings {
		one := web.Crossing{ID: x.ID, Name: x.Name, Aliases: x.Aliases, At: web.Point{Lat: x.At.Lat, Lon: x.At.Lon}, Precision: x.At.Precision}
		for _, p := range c.Parties {
			if called, ok := x.Called[p.ID]; ok {
				one.Called = append(one.Called, web.Called{Side: p.ID, Name: called})
			}
		}
		out.Crossings = append(out.Crossings, one)
	}
	for _, p := range c.Places {
		out.Places = append(out.Places, web.Place{Name: p.Name, At: web.Point{Lat: p.At.Lat, Lon: p.At.Lon}, Precision: p.At.Precision})
	}
	return out
}
