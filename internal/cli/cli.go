// Package cli is the program as one meets it on a terminal: one file a command.
package cli

import "io"

// Run runs the program with args (without its own name) and gives its exit
// status: 0, 1 when it ran and something was wrong, 2 for wrong usage.
func Run(args []string, stdin io.Reader, stdout, stderr io.Writer) int {
	return 2
}
