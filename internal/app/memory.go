package app

import (
	"encoding/json"
	"fmt"
	"slices"

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

// same reports whether a row of the store's is what was folded.
func (f *folded) same(k store.Kept) bool {
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
	return k.Index == f.index && k.Kind == string(f.object.Kind) && k.Stands == f.object.Stands() &&
		k.State == string(state) && k.Content == string(content) && slices.Equal(k.Seats, seats) && slices.Equal(k.Refs, refs)
}
