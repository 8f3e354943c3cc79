// Package charters holds the charters to start from, the schema that every
// charter is checked against, and the articles and cases of the exercise: files,
// and no rule of their own.
package charters

import (
	"embed"
	"io/fs"
)

// Schema is the published JSON Schema (draft 2020-12) of a charter.
//
//go:embed charter.schema.json
var Schema []byte

// Clauses are clauses to start from, for those who draft an agreement.
//
//go:embed library/clauses.yaml
var Clauses []byte

// Exercise is the charter of the exercise mechanism, between invented neighbours.
//
//go:embed exercise.yaml
var Exercise []byte

// Rejected lists the drafts that the exercise's scripted player puts aside.
//
//go:embed exercise/rejected.txt
var Rejected string

// Cases is what the exercise's scripted people do in its cases.
//
//go:embed exercise/cases.yaml
var Cases []byte

//go:embed exercise/articles
var articles embed.FS

// Articles gives the exercise's invented press articles.
func Articles() fs.FS {
	sub, err := fs.Sub(articles, "exercise/articles")
	if err != nil {
		panic(err) // the folder is embedded above
	}
	return sub
}

//go:embed models
var models embed.FS

// Models gives charters whose rules are modelled on four mechanisms that there
// were: a committee of seven, three components, a ladder of rulings, a single head.
func Models() fs.FS {
	sub, err := fs.Sub(models, "models")
	if err != nil {
		panic(err) // the folder is embedded above
	}
	return sub
}
