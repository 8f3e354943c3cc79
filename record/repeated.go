package record

import (
	"encoding/json"
	"reflect"
	"sync"
)

// bodyOf gives a new body of a kind with its control set, and its control as
// ControlOf gives it. What many entries say alike is read once: a log of a million
// entries says a few hundred different things in their control. The control is
// shared among those who are given it, and nobody writes to it.
func bodyOf(kind Kind, control json.RawMessage) (Body, json.RawMessage, error) {
	body, err := kind.Empty()
	if err != nil {
		return nil, nil, err
	}
	if known, ok := repeated.get(kind, control); ok {
		known.copyTo(reflect.ValueOf(body).Elem())
		return body, known.control, nil
	}
	if err := SetControl(body, control); err != nil {
		return nil, nil, err
	}
	canonical, err := ControlOf(body)
	if err != nil {
		return nil, nil, err
	}
	repeated.keep(kind, control, body, canonical)
	return body, canonical, nil
}

// BodyOf gives a new body of a kind with its control set, its content closed.
func BodyOf(kind Kind, control json.RawMessage) (Body, error) {
	body, _, err := bodyOf(kind, control)
	return body, err
}

// repeated keeps bodies that were read, by kind and control.
var repeated bodies

type bodies struct {
	mu   sync.RWMutex
	have map[Kind]map[string]bodyRead
	n    int
}

// bodyRead is a body that is copied for whoever asks for it.
type bodyRead struct {
	body    reflect.Value
	lists   [][]int // its fields that are lists
	control json.RawMessage
}

// copyTo sets a body to this one, with lists of its own.
func (r bodyRead) copyTo(v reflect.Value) {
	v.Set(r.body)
	for _, at := range r.lists {
		f := v.FieldByIndex(at)
		f.Set(reflect.AppendSlice(reflect.MakeSlice(f.Type(), 0, f.Len()), f))
	}
}

// The bounds of what is kept: long or rare control is not worth it.
const (
	mostRepeated    = 4096
	longestRepeated = 512
)

func (b *bodies) get(kind Kind, control json.RawMessage) (bodyRead, bool) {
	b.mu.RLock()
	known, ok := b.have[kind][string(control)]
	b.mu.RUnlock()
	return known, ok
}

func (b *bodies) keep(kind Kind, control json.RawMessage, body Body, canonical json.RawMessage) {
	if len(control) > longestRepeated {
		return
	}
	v := reflect.ValueOf(body).Elem()
	lists, ok := copied(v)
	if !ok {
		return
	}
	own := bodyRead{reflect.New(v.Type()).Elem(), lists, canonical}
	bodyRead{v, lists, nil}.copyTo(own.body)
	b.mu.Lock()
	defer b.mu.Unlock()
	if b.n >= mostRepeated {
		return
	}
	if b.have == nil {
		b.have = map[Kind]map[string]bodyRead{}
	}
	if b.have[kind] == nil {
		b.have[kind] = map[string]bodyRead{}
	}
	if _, ok := b.have[kind][string(control)]; !ok {
		b.have[kind][string(control)] = own
		b.n++
	}
}

// copied reports whether nothing in a body is shared with those that are copied
// from it, but for the lists that it gives: there are no pointers and no lists in
// lists in its control, and its content is empty.
func copied(v reflect.Value) (lists [][]int, ok bool) {
	for _, p := range parts(v.Type()) {
		f := v.FieldByIndex(p.index)
		switch {
		case f.IsZero():
		case p.role == "control" && plainKind(f.Type()):
		case p.role == "control" && f.Kind() == reflect.Slice && plainKind(f.Type().Elem()):
			lists = append(lists, p.index)
		default:
			return nil, false
		}
	}
	return lists, true
}

func plainKind(t reflect.Type) bool {
	switch t.Kind() {
	case reflect.Bool, reflect.String, reflect.Int, reflect.Int8, reflect.Int16, reflect.Int32, reflect.Int64,
		reflect.Uint, reflect.Uint8, reflect.Uint16, reflect.Uint32, reflect.Uint64, reflect.Float32, reflect.Float64:
		return true
	case reflect.Struct:
		for i := range t.NumField() {
			if !plainKind(t.Field(i).Type) {
				return false
			}
		}
		return true
	}
	return false
}
