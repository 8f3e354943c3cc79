package register

import "github.com/surety-mechanism/surety/record"

// Query says which objects are looked for: those that stand, of the kinds, with
// all of the words and labels, about days from From to To.
type Query struct {
	Kinds []record.Kind // at least one
	// Words that have to stand in it, each or something in its place: every one is a
	// list of beginnings of words as lang.Fold gives them, of which one is enough.
	Words    [][]string
	Labels   []string // as Label gives them: all of them
	Either   []string // and one of these, where there are any; not together with words
	From, To string   // YYYY-MM-DD, of the first day that it is about; "" open. What has no day is before all days
	Before   Place    // where the page before ended; its zero value is the beginning
	Limit    int      // at most so many, up to 1000; 0 means 100
}

// Place is where an object stands in what a query gives: in the order of days,
// latest first, and of entries within a day; or, with words, in that of entries,
// newest first.
type Place struct {
	Day   string
	Index int64
}

// Found is an object that a query gives, and where it stands there.
type Found struct {
	Item
	Place Place
}
