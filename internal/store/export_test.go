package store

// Apart has so many audiences asked in one statement, until the function that it
// gives is called.
func Apart(n int) (back func()) {
	before := mostApart
	mostApart = n
	return func() { mostApart = before }
}
