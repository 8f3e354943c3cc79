// Package ledger seals, signs, appends, proves and verifies: it turns an entry
// into a leaf of a public Merkle log and gives anyone who holds the trust file
// the means to check, with nothing else at hand, that it stands there
// unaltered.
//
// Three layers carry an entry. The leaf, in the public log, holds a salted
// commitment and almost nothing else. The envelope, for the entry's audience,
// holds the control header and one salted digest for each content field. The
// payload holds the content and the salts. docs/format.md describes every byte.
//
// The package is pure: values in, values out, randomness from an [io.Reader],
// time as an argument, storage behind the small ports it declares ([HashReader],
// [Guard], [Source]). It must not know what an entry means: header and values
// are bytes to it. It imports neither charter nor record, and nothing in this
// package reaches the network, so that it can be compiled for the browser.
package ledger
