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

// PutObject writes an object's row and its indexes. What it refers to never
// changes; who may read it only widens.
func (t tx) PutObject(o *register.Object, content desk.Content) error {
	state, err := o.JSON()
	if err != nil {
		return fmt.Errorf("writing object %s: %w", o.ID, err)
	}
	open, err := register.ContentJSON(content)
	if err != nil {
		return fmt.Errorf("writing the content of %s: %w", o.ID, err)
	}
	x, err := o.Indexed(content, t.store.told)
	if err != nil {
		return fmt.Errorf("indexing %s: %w", o.ID, err)
	}
	t.objects = append(t.objects, objectRow{o, string(state), string(open), x})
	return t.full()
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
