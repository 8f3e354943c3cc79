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
	if known, ok := repeated.get(kind, control); ok {
		body, err := kind.Empty()
		if err != nil {
			return nil, nil, err
		}
		reflect.ValueOf(body).Elem().Set(known.body)
		return body, known.control, nil
	}
	body, err := kind.Empty()
	if err != nil {
		return nil, nil, err
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
	control json.RawMessage
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
	v := reflect.ValueOf(body).Elem()
	if len(control) > longestRepeated || !copied(v) {
		return
	}
	own := reflect.New(v.Type()).Elem()
	own.Set(v)
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
		b.have[kind][string(control)] = bodyRead{own, canonical}
		b.n++
	}
}

// copied reports whether nothing in a body is shared with those that are copied
// from it: its control holds no lists and no pointers, and its content is empty.
func copied(v reflect.Value) bool {
	for _, p := range parts(v.Type()) {
		if f := v.FieldByIndex(p.index); !f.IsZero() && (p.role != "control" || !plainKind(f.Type())) {
			return false
		}
	}
	return true
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
