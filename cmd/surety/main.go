// Command surety keeps the record of a monitoring and verification mechanism.
package main

import (
	"os"

	"github.com/surety-mechanism/surety/internal/cli"
)

func main() { os.Exit(cli.Run(os.Args[1:], os.Stdin, os.Stdout, os.Stderr)) }
