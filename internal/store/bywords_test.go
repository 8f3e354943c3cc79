package store

import (
	"cmp"
	"encoding/json"
	"fmt"
	"iter"
	"math/rand/v2"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/surety-mechanism/surety/internal/desk"
	"github.com/surety-mechanism/surety/internal/testkit"
	"github.com/surety-mechanism/surety/lang"
	"github.com/surety-mechanism/surety/record"
	"github.com/surety-mechanism/surety/register"
)

// planted is a register of incidents whose words, places and days are as uneven as
// in the world.
func planted(t *testing.T, s *Whole, size int64) []desk.Made {
	t.Helper()
	chance := rand.New(rand.NewPCG(11, 12))
	var all []desk.Made
	if err := s.Reload(t.Context(), func(desk.Log) iter.Seq2[desk.Made, error] {
		return func(yield func(desk.Made, error) bool) {
			for i := range size {
				o := &register.Object{ID: record.ID(fmt.Sprintf("%032x", i)), Index: i, Kind: record.KindIncidentRecorded,
					Control: json.RawMessage(fmt.Sprintf(`{"type":"kind %d"}`, chance.IntN(3))), Audience: audiencesOf[chance.IntN(len(audiencesOf))]}
				if chance.IntN(9) == 0 {
					o.Kind, o.Control = record.KindAllegationMade, json.RawMessage(`{"against":["tal"]}`)
				}
				if chance.IntN(30) == 0 {
					o.Void = "overtaken"
				}
				var words []string
				for range 1 + chance.IntN(6) {
					n := chance.IntN(40) * chance.IntN(40) / 40
					words = append(words, fmt.Sprintf("%s%s", []string{"bri", "mortar", "پل", "بازار", "at"}[n%5], strings.Repeat("ز", n/5)))
				}
				quoted, _ := json.Marshal(record.Words{Text: strings.Join(words, " "), Start: 1, End: 2})
				content := desk.Content{"words": quoted,
					"place": json.RawMessage(fmt.Sprintf(`{"name":"Hadrel %d"}`, chance.IntN(20)*chance.IntN(20)/20)), "from": json.RawMessage(fmt.Sprintf(`"2026-%02d-11"`, 1+chance.IntN(12)))}
				if o.Kind == record.KindAllegationMade {
					content["what"] = json.RawMessage(fmt.Sprintf("%q", strings.Join(words, " ")))
				}
				m := desk.Made{Object: o, Content: "{}"}
				state, err := o.JSON()
				if m.State = string(state); err == nil {
					m.Indexed, err = o.Indexed(content, nil)
				}
				m.Indexed.Words = append(m.Indexed.Words, words[0]) // more than once, as words may stand
				all = append(all, m)
				if !yield(m, err) {
					return
				}
			}
		}
	}); err != nil {
		t.Fatal(err)
	}
	return all
}

var audiencesOf = [][]record.Seat{{"chair", "secretariat"}, {"secretariat"}, {"chair", record.Public, "secretariat"}, {"monitor"}}

// plainly answers a search by looking at everything.
func plainly(all []desk.Made, v register.Viewer, q register.Query) (out []int64) {
	var of []desk.Made
	for _, m := range all {
		has := m.Object.Stands() && slices.Contains(q.Kinds, m.Object.Kind) &&
			slices.ContainsFunc(m.Object.Readers(), func(s record.Seat) bool { return s == record.Public || slices.Contains(v.Seats, s) })
		for _, g := range q.Words {
			has = has && slices.ContainsFunc(m.Indexed.Words, func(w string) bool {
				return slices.ContainsFunc(g, func(asked string) bool {
					return w == asked || len([]rune(asked)) >= shortest && strings.HasPrefix(w, asked)
				})
			})
		}
		for _, l := range q.Labels {
			has = has && slices.Contains(m.Indexed.Labels[0], l)
		}
		day := m.Indexed.Day[0]
		has = has && day >= q.From && (q.To == "" || day <= q.To)
		at := register.Place{Day: day, Index: m.Object.Index}
		if len(q.Words) > 0 {
			has = has && (q.Before.Index <= 0 || at.Index < q.Before.Index)
		} else if q.Before != (register.Place{}) {
			has = has && (at.Day < q.Before.Day || at.Day == q.Before.Day && at.Index < q.Before.Index)
		}
		if has {
			of = append(of, m)
		}
	}
	slices.SortFunc(of, func(a, b desk.Made) int {
		byDay := 0
		if len(q.Words) == 0 {
			byDay = strings.Compare(b.Indexed.Day[0], a.Indexed.Day[0])
		}
		return cmp.Or(byDay, cmp.Compare(b.Object.Index, a.Object.Index))
	})
	for _, m := range of[:min(q.Limit, len(of))] {
		out = append(out, m.Object.Index)
	}
	return out
}

// However a search is done, it gives what looking at everything gives: by its own
// choice, and in each way that it could have chosen.
func TestSearchesPlainly(t *testing.T) {
	few := sampled
	sampled = 50
	defer func() { sampled = few }()
	for name, open := range map[string]func() (*Whole, error){
		"SQLite":     func() (*Whole, error) { return OpenSQLite(t.Context(), filepath.Join(t.TempDir(), "s.db"), true) },
		"PostgreSQL": func() (*Whole, error) { return OpenPostgres(t.Context(), testkit.Postgres(t), true) },
	} {
		t.Run(name, func(t *testing.T) {
			s, err := open()
			if err != nil {
				t.Fatal(err)
			}
			defer s.Close()
			const size = 1500
			all := planted(t, s, size)
			seed := rand.Uint64()
			t.Logf("seed %d", seed)
			chance := rand.New(rand.NewPCG(seed, 1))
			pick := func(of ...string) string { return of[chance.IntN(len(of))] }
			some := 0
			for range 150 {
				v := register.Viewer{Seats: [][]record.Seat{{"chair"}, {"secretariat"}, {"monitor", "chair"}, nil}[chance.IntN(4)]}
				q := register.Query{Kinds: [][]record.Kind{{record.KindIncidentRecorded}, {record.KindAllegationMade, record.KindIncidentRecorded}}[chance.IntN(2)], Limit: 1 + chance.IntN(30)}
				for range chance.IntN(4) {
					g := []string{pick("bri", "brizz", "mortar", "morta", "at", "atز", "پل", "پلز", "بازارززز", "باز", "mortarزز", "nothing")}
					if chance.IntN(4) == 0 {
						g = append(g, pick("at", "brززز", "mor"))
					}
					for i, w := range g {
						g[i] = lang.Fold(w)
					}
					q.Words = append(q.Words, g)
				}
				if chance.IntN(2) == 0 {
					q.Labels = append(q.Labels, register.Label(register.ByPlace, fmt.Sprintf("Hadrel %d", chance.IntN(20))))
				}
				if chance.IntN(3) == 0 {
					q.Labels = append(q.Labels, register.Label(register.ByType, fmt.Sprintf("kind %d", chance.IntN(3))))
				}
				if chance.IntN(3) == 0 {
					q.From = fmt.Sprintf("2026-%02d-01", 1+chance.IntN(12))
				}
				if chance.IntN(4) == 0 {
					q.To = fmt.Sprintf("2026-%02d-20", 1+chance.IntN(12))
				}
				if chance.IntN(4) == 0 {
					q.Before = register.Place{Day: fmt.Sprintf("2026-%02d-11", 1+chance.IntN(12)), Index: chance.Int64N(size)}
				}
				want := plainly(all, v, q)
				if len(want) > 0 {
					some++
				}
				check := func(how string, found []register.Found, err error) {
					t.Helper()
					var got []int64
					for _, x := range found {
						got = append(got, x.Index)
					}
					if err != nil || !slices.Equal(got, want) {
						t.Fatalf("seed %d, %s, %+v for %v: %v, want %v: %v", seed, how, q, v.Seats, got, want, err)
					}
				}
				found, err := s.Find(t.Context(), v, q)
				check("as chosen", found, err)
				if len(q.Words) == 0 {
					continue
				}
				f := &finding{seen: by(v), q: q, n: q.Limit, sqlite: s.sqlite()}
				if err := f.audiencesOf(t.Context(), s.Store); err != nil {
					t.Fatal(err)
				}
				f.asGroups()
				hi := int64(size)
				if q.Before.Index > 0 {
					hi = q.Before.Index
				}
				ways := map[string]from{"one by one": {hi: hi}}
				for i, g := range f.groups {
					var terms map[string][]string
					if s.sqlite() {
						if terms, err = s.complete(t.Context(), g); err != nil {
							t.Fatal(err)
						}
					}
					ways[fmt.Sprintf("by words %d", i)] = from{hi: hi, by: f.groups[i : i+1], terms: []string{g.fts5(terms)}}
					ways[fmt.Sprintf("by the beginning of words %d", i)] = from{hi: hi, by: f.groups[i : i+1], terms: []string{g.fts5(nil)}}
				}
				for i, l := range f.dated() {
					ways[fmt.Sprintf("by label %d", i)] = from{hi: hi, label: &l}
				}
				for how, in := range ways {
					found, err := s.within(t.Context(), v, f, in, f.n)
					check(how, found, err)
				}
			}
			if some < 30 {
				t.Errorf("only %d questions had an answer", some)
			}
		})
	}
}
