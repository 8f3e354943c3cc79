// Command verifier is what runs in the browser on the page that checks receipts:
// the package verifier under a name that the page's script can call. It reaches
// nothing but the values it is given.
package main

import (
	"fmt"
	"syscall/js"
	"unicode/utf8"

	"github.com/surety-mechanism/surety/internal/verifier"
)

// maxFile is the most that one file may hold; a receipt holds one entry.
const maxFile = 16 << 20

func main() {
	// suretyCheck(files, zero): files is an array of Uint8Array, zero the reader's
	// digit for nought.
	js.Global().Set("suretyCheck", js.FuncOf(func(_ js.Value, args []js.Value) (answer any) {
		// A fault in this program must not end it: the page would wait for ever.
		defer func() {
			if p := recover(); p != nil {
				answer = problem("broken", fmt.Sprint(p))
			}
		}()
		if len(args) != 2 {
			return problem("broken", "two arguments are wanted")
		}
		files := make([][]byte, args[0].Length())
		for i := range files {
			one := args[0].Index(i)
			if n := one.Length(); n > maxFile {
				return problem("large", fmt.Sprintf("%d bytes", n))
			} else {
				files[i] = make([]byte, n)
			}
			js.CopyBytesToGo(files[i], one)
		}
		zero, _ := utf8.DecodeRuneInString(args[1].String())
		return verifier.Check(files, zero)
	}))
	select {}
}

func problem(code, detail string) map[string]any {
	return map[string]any{"problem": code, "detail": detail, "trust": nil, "reports": []any{}}
}
