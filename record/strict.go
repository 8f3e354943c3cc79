package record

import (
	"bytes"
	"encoding/json"
	"io"
	"reflect"
	"slices"
	"strings"

	"github.com/surety-mechanism/surety/internal/fault"
)

// ReadBody reads the body of a kind as somebody wrote it down, one JSON object with
// no fields but the kind's own. What is wrong is a fault.Invalid that says what
// there is. Whether it makes sense is Validate's to say.
func ReadBody(kind Kind, text []byte) (Body, error) {
	body, err := kind.Empty()
	if err != nil {
		return nil, err
	}
	dec := json.NewDecoder(bytes.NewReader(text))
	dec.DisallowUnknownFields()
	err = dec.Decode(body)
	if err == nil {
		if _, more := dec.Token(); more != io.EOF {
			err = invalid("something stands after it")
		}
	}
	if err == nil {
		return body, nil
	}
	if _, name, ok := strings.Cut(err.Error(), "unknown field "); ok {
		return nil, invalid("%s has no field %s; it has %s", kind, name, strings.Join(fieldNames(body), ", "))
	}
	return nil, fault.New(fault.Invalid, "the body is not that of %s: %w", kind, err)
}

// fieldNames gives the names of a body's fields in JSON.
func fieldNames(b Body) (all []string) {
	for _, f := range reflect.VisibleFields(reflect.TypeOf(b).Elem()) {
		name, _, _ := strings.Cut(f.Tag.Get("json"), ",")
		if !f.Anonymous && name != "" && name != "-" && len(f.Index) == 1 {
			all = append(all, name)
		}
	}
	return all
}

// Roles are the roles that a reference can have.
var Roles = []Role{FromSource, InStatement, InsideOf, AboutObject, Target, RepeatOf, ConflictWith, InCase, OnFinding, Answering, OfInstrument, Merged, Into,
	CopyOf, OfNotice, Earlier, DependsOn, SupersededBy, DuplicateOf, ByConsent, OfProposal}

// CheckRefs says what is wrong with references as somebody wrote them down, or nil:
// one in a role that there is not would name nothing.
func CheckRefs(refs []Ref) error {
	for _, r := range refs {
		if !slices.Contains(Roles, r.Role) {
			return oneOf("the role of a reference", r.Role, Roles)
		}
	}
	return nil
}
