package app

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"

	"github.com/surety-mechanism/surety/internal/desk"
	"github.com/surety-mechanism/surety/internal/store"
	"github.com/surety-mechanism/surety/record"
	"github.com/surety-mechanism/surety/register"
)

// memory is the register's tables in memory, to hold the store's against.
type memory map[record.ID]*folded

type folded struct {
	index   int64
	object  *register.Object
	content desk.Content
}

// PutObject keeps an object and its open content.
func (m memory) PutObject(o *register.Object, content desk.Content) error {
	m[o.ID] = &folded{o.Index, o, content}
	return nil
}

// Content gives an object's open content.
func (m memory) Content(id record.ID) (desk.Content, error) {
	if f, ok := m[id]; ok {
		return f.content, nil
	}
	return desk.Content{}, nil
}

// day gives the index and the day of an object, -1 where there is none.
func (m memory) day(id record.ID) (index int64, day string) {
	f := m[id]
	if f == nil {
		return -1, ""
	}
	x, err := f.object.Indexed(f.content)
	if err != nil || x.Day != "" || x.DayOf == "" || x.DayOf == id {
		return f.index, x.Day
	}
	_, day = m.day(x.DayOf)
	return f.index, day
}

// labels writes what finds an object, and what it finds, as store.Kept has it.
func (m memory) labels(f *folded) []string {
	x, err := f.object.Indexed(f.content)
	if err != nil || !f.object.Stands() {
		return nil
	}
	_, day := m.day(f.object.ID)
	also, alsoDay := int64(-1), ""
	if x.Also != "" {
		also, alsoDay = m.day(x.Also)
	}
	var all []string
	for _, l := range append([]string{""}, x.Labels...) {
		all = append(all, fmt.Sprintf("%s %s %s %d", l, f.object.Kind, day, f.index))
		if also >= 0 && strings.HasPrefix(l, register.BySide+":") {
			all = append(all, fmt.Sprintf("%s %s %s %d", l, record.KindIncidentRecorded, alsoDay, also))
		}
	}
	slices.Sort(all)
	return all
}

// words writes the words that find an object, as store.Kept has them.
func (f *folded) words() []string {
	x, err := f.object.Indexed(f.content)
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
	_, day := m.day(f.object.ID)
	return k.Index == f.index && k.Kind == string(f.object.Kind) && k.Stands == f.object.Stands() &&
		k.State == string(state) && k.Content == string(content) && slices.Equal(k.Seats, seats) && slices.Equal(k.Refs, refs) && k.Day == day && slices.Equal(k.Labels, m.labels(f)) &&
		slices.Equal(k.Words, f.words())
}
