package store

import (
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"strings"

	"github.com/surety-mechanism/surety/internal/desk"
	"github.com/surety-mechanism/surety/record"
	"github.com/surety-mechanism/surety/register"
)

// PutObject writes an object's row and its indexes. What it refers to never
// changes, so that is written with the first row; who may read it only widens.
func (t tx) PutObject(o *register.Object, content desk.Content) error {
	state, err := json.Marshal(o)
	if err != nil {
		return fmt.Errorf("writing object %s: %w", o.ID, err)
	}
	open, err := json.Marshal(content)
	if err != nil {
		return fmt.Errorf("writing the content of %s: %w", o.ID, err)
	}
	res, err := t.ExecContext(t.ctx, `INSERT INTO object (id, idx, kind, stands, state, content) VALUES ($1,$2,$3,$4,$5,$6)
		ON CONFLICT (id) DO NOTHING`, string(o.ID), o.Index, string(o.Kind), o.Stands(), string(state), string(open))
	if err != nil {
		return told("writing the register", err)
	}
	if n, err := res.RowsAffected(); err != nil {
		return told("writing the register", err)
	} else if n == 0 {
		if err := t.exec("writing the register", "UPDATE object SET stands = $2, state = $3, content = $4 WHERE id = $1",
			string(o.ID), o.Stands(), string(state), string(open)); err != nil || len(o.Released) == 0 {
			return err
		}
		return t.insert("writing who may read", "object_seat (object, seat)", 2, readers(o), " ON CONFLICT DO NOTHING")
	}
	var refs []any
	for _, r := range o.Refs {
		refs = append(refs, string(o.ID), string(r.Role), string(r.ID))
	}
	return errors.Join(
		t.insert("writing who may read", "object_seat (object, seat)", 2, readers(o), ""),
		t.insert("writing references", "object_ref (object, role, target)", 3, refs, " ON CONFLICT DO NOTHING"))
}

// readers gives who may read an object, as rows.
func readers(o *register.Object) (rows []any) {
	for _, seat := range o.Readers() {
		rows = append(rows, string(o.ID), string(seat))
	}
	return rows
}

// insert adds rows of so many columns in as few statements as there can be.
func (t tx) insert(trying, into string, columns int, args []any, suffix string) error {
	const most = 100 // rows a statement
	for len(args) > 0 {
		some := args[:min(len(args), most*columns)]
		args = args[len(some):]
		var q strings.Builder
		q.WriteString("INSERT INTO " + into + " VALUES ")
		for i := range some {
			switch {
			case i > 0 && i%columns == 0:
				q.WriteString("),(")
			case i > 0:
				q.WriteByte(',')
			default:
				q.WriteByte('(')
			}
			fmt.Fprintf(&q, "$%d", i+1)
		}
		q.WriteString(")" + suffix)
		if err := t.exec(trying, q.String(), some...); err != nil {
			return err
		}
	}
	return nil
}

// Content gives what is open of an object's content.
func (t tx) Content(id record.ID) (desk.Content, error) {
	var text string
	err := t.QueryRowContext(t.ctx, "SELECT content FROM object WHERE id = $1", string(id)).Scan(&text)
	if errors.Is(err, sql.ErrNoRows) {
		return desk.Content{}, nil
	}
	if err != nil {
		return nil, told("reading the register", err)
	}
	c := desk.Content{}
	if err := json.Unmarshal([]byte(text), &c); err != nil {
		return nil, fmt.Errorf("reading the content of %s: %w", id, err)
	}
	return c, nil
}

// ClearRegister empties the register's tables.
func (t tx) ClearRegister() error {
	for _, table := range []string{"object_ref", "object_seat", "object"} {
		if err := t.exec("clearing the register", "DELETE FROM "+table); err != nil {
			return err
		}
	}
	return nil
}
