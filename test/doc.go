// Package test holds the tests of the whole program, as one meets it: scripts
// of commands that can be read without knowing Go (testdata/*.txtar), a server
// killed at random moments, a data folder with changed bytes, full disks.
//
// It knows the program by its commands and by internal/app alone.
package test
