package charter

import (
	"bytes"
	"fmt"
	"sync"

	"github.com/goccy/go-yaml"

	"github.com/surety-mechanism/surety/charters"
)

// ModelClause is a clause to start from: words of the project's own, of a kind of
// obligation, with agreements in which such a clause stands, where one is known.
type ModelClause struct {
	ID           string   `yaml:"id" json:"id"`
	Kind         string   `yaml:"kind" json:"kind"` // of record.ObligationKinds
	Title        Names    `yaml:"title" json:"title"`
	Text         Names    `yaml:"text" json:"text"` // what is to be filled in stands in square brackets
	Verification Names    `yaml:"verification" json:"verification"`
	SeenIn       []Seeing `yaml:"seen_in" json:"seen_in,omitempty"`
}

// Seeing is an agreement in which such a clause stands.
type Seeing struct {
	Name string `yaml:"name" json:"name"`
	Year int    `yaml:"year" json:"year"`
	PAX  int    `yaml:"pax" json:"pax,omitempty"` // its number in the PA-X database; 0 where that is not known
}

// Address gives where PA-X has the agreement, "" where its number is not known.
func (s Seeing) Address() string {
	if s.PAX == 0 {
		return ""
	}
	return fmt.Sprintf("https://pax.peaceagreements.org/agreements/%d", s.PAX)
}

// Library gives the clauses to start from. They are shared: nobody changes them.
var Library = sync.OnceValues(func() (all []ModelClause, err error) {
	if err := yaml.NewDecoder(bytes.NewReader(charters.Clauses), yaml.Strict()).Decode(&all); err != nil {
		return nil, fmt.Errorf("reading the library of clauses: %w", err)
	}
	return all, nil
})
