// Package reading turns documents into drafts: who said what to whom, what
// happened according to whom, which talks, which crossing is shut, always with
// the exact words and where they stand.
//
// It is deterministic, explains itself, and knows nothing of any one conflict.
// It reads values and gives values: no files, no network, no clock.
package reading

import "github.com/surety-mechanism/surety/reading/draft"

// Options steer a reading.
type Options struct {
	Published string // YYYY-MM-DD: fixes the day of publication; "" finds it
}

// Read gives the drafts of one file: one document, or one for each item of a feed.
func Read(file string, raw []byte, o Options) ([]draft.Document, error) {
	return nil, nil
}
