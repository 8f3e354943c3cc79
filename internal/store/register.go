package store

import (
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"

	"github.com/surety-mechanism/surety/internal/desk"
	"github.com/surety-mechanism/surety/record"
	"github.com/surety-mechanism/surety/register"
)

// PutObject writes an object's row and its indexes. Who may read it and what it
// refers to never change, so they are written with the first row.
func (t tx) PutObject(o *register.Object, content desk.Content) error {
	state, err := json.Marshal(o)
	if err != nil {
		return fmt.Errorf("writing object %s: %w", o.ID, err)
	}
	open, err := json.Marshal(content)
	if err != nil {
		return fmt.Errorf("writing the content of %s: %w", o.ID, err)
	}
	res, err := t.ExecContext(t.ctx, "UPDATE object SET stands = $2, state = $3, content = $4 WHERE id = $1",
		string(o.ID), o.Stands(), string(state), string(open))
	if err != nil {
		return told("writing the register", err)
	}
	if n, err := res.RowsAffected(); err != nil || n > 0 {
		return told("writing the register", err)
	}
	if err := t.exec("writing the register", "INSERT INTO object (id, idx, kind, stands, state, content) VALUES ($1,$2,$3,$4,$5,$6)",
		string(o.ID), o.Index, string(o.Kind), o.Stands(), string(state), string(open)); err != nil {
		return err
	}
	for _, seat := range o.Audience {
		if err := t.exec("writing who may read", "INSERT INTO object_seat (object, seat) VALUES ($1,$2)", string(o.ID), string(seat)); err != nil {
			return err
		}
	}
	for _, r := range o.Refs {
		if err := t.exec("writing references", "INSERT INTO object_ref (object, role, target) VALUES ($1,$2,$3) ON CONFLICT DO NOTHING",
			string(o.ID), string(r.Role), string(r.ID)); err != nil {
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
