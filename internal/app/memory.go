package app

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"

	"github.com/surety-mechanism/surety/access"
	"github.com/surety-mechanism/surety/internal/desk"
	"github.com/surety-mechanism/surety/internal/store"
	"github.com/surety-mechanism/surety/record"
	"github.com/surety-mechanism/surety/register"
)

// memory is the register's tables in memory, to hold the store's against.
type memory struct {
	all  map[record.ID]*folded
	tell *register.Tellings
}

type folded struct {
	index   int64
	object  *register.Object
	content desk.Content
}

// PutObject keeps an object and its open content.
func (m memory) PutObject(o *register.Object, content desk.Content) error {
	m.all[o.ID] = &folded{o.Index, o, content}
	return nil
}

// Content gives an object's open content.
func (m memory) Content(id record.ID) (desk.Content, error) {
	if f, ok := m.all[id]; ok {
		return f.content, nil
	}
	return desk.Content{}, nil
}

// days gives the index of an object, -1 where there is none, its days, and who is
// told them exactly where others are not.
func (m memory) days(id record.ID) (index int64, days [access.Tellings]string, exact record.Seat) {
	f := m.all[id]
	if f == nil {
		return -1, days, ""
	}
	x, err := f.object.Indexed(f.content, m.tell)
	if err != nil || x.DayOf == "" || x.DayOf == id {
		return f.index, x.Day, x.Exact
	}
	_, on, theirs := m.days(x.DayOf)
	for i := range on {
		if x.Day[i] != "" {
			on[i] = x.Day[i]
		}
	}
	if x.Exact != "" {
		theirs = x.Exact
	}
	return f.index, on, theirs
}

// labels writes what finds an object, and what it finds, as store.Kept has it.
func (m memory) labels(f *folded) []string {
	x, err := f.object.Indexed(f.content, m.tell)
	if err != nil || !f.object.Stands() {
		return nil
	}
	_, days, exact := m.days(f.object.ID)
	also, alsoDays := int64(-1), [access.Tellings]string{}
	if x.Also != "" {
		also, alsoDays, _ = m.days(x.Also)
	}
	// Every way of being told has its lines; those that are the same are written once.
	by := map[string]int{}
	var sets []string
	for i := range days {
		var all []string
		for _, l := range append([]string{""}, x.Labels[i]...) {
			all = append(all, fmt.Sprintf("%s %s %s %d", l, f.object.Kind, days[i], f.index))
			if also >= 0 && strings.HasPrefix(l, register.BySide+":") {
				all = append(all, fmt.Sprintf("%s %s %s %d", l, record.KindIncidentRecorded, alsoDays[i], also))
			}
		}
		set := strings.Join(all, "\n")
		if by[set] == 0 {
			sets = append(sets, set)
		}
		by[set] |= 1 << i
	}
	var all []string
	for _, set := range sets {
		for line := range strings.SplitSeq(set, "\n") {
			if len(sets) > 1 {
				line += fmt.Sprintf(" for those told %b, and %s", by[set], exact)
			}
			all = append(all, line)
		}
	}
	for _, piece := range x.Glance {
		all = append(all, fmt.Sprintf("%s %s %s %d", register.AtAGlance, f.object.Kind, piece, f.index))
	}
	slices.Sort(all)
	return all
}

// words writes the words that find an object, as store.Kept has them.
func (m memory) words(f *folded) []string {
	x, err := f.object.Indexed(f.content, m.tell)
	if err != nil || !f.object.Stands() {
		return nil
	}
	all := append(slices.Clone(x.Words), "k:"+string(f.object.Kind), "a:")
	slices.Sort(all)
	return all
}

// same reports whether a row of the store's is what was folded.
func (m memory) same(f *folded, k store.Kept) bool {
	state, err := json.Marshal(f.object)
	if err != nil {
		return false
	}
	content, err := json.Marshal(f.content)
	if err != nil {
		return false
	}
	var seats, refs []string
	for _, s := range f.object.Readers() {
		seats = append(seats, string(s))
	}
	for _, r := range f.object.Refs {
		if ref := fmt.Sprintf("%s %s", r.Role, r.ID); !slices.Contains(refs, ref) {
			refs = append(refs, ref)
		}
	}
	slices.Sort(seats)
	slices.Sort(refs)
	_, days, _ := m.days(f.object.ID)
	return k.Index == f.index && k.Kind == string(f.object.Kind) && k.Stands == f.object.Stands() &&
		k.State == string(state) && k.Content == string(content) && slices.Equal(k.Seats, seats) && slices.Equal(k.Refs, refs) && k.Days == days && slices.Equal(k.Labels, m.labels(f)) &&
		slices.Equal(k.Words, m.words(f))
}
