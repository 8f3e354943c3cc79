package cli

import (
	"reflect"
	"testing"
)

// commands says for every command whose rights it has. A command that opens a
// mechanism's folder has those of the machine: whoever holds the folder and its
// keys can read what the server can, and no role of the charter is asked. What it
// makes for a seat is asked by the fold, as everywhere. The others have only what
// they are given on the command line.
var commands = map[string]string{
	"init": "machine", "read": "machine, with --into; else its arguments", "serve": "machine", "accept": "machine", "import": "machine",
	"act": "machine", "receipt": "machine", "trust": "machine", "export": "machine; --for discloses what a seat may read, which internal/app tests",
	"rebuild": "machine", "status": "machine", "erase": "machine, by two people", "release": "machine, by two people",
	"anchor": "machine; a digest goes out", "succeed": "machine", "backup": "machine", "demo": "machine",
	"webhooks": "machine; what each subscriber is told is what its seat may read",
	"schema":   "arguments", "verify": "arguments", "key": "arguments; desk, lock, unlock: machine", "sign": "arguments", "submit": "arguments", "witness": "arguments",
	"authority": "arguments: the key of a network of its own", "invite": "machine", "copy": "machine", "open": "arguments: the key of who opens",
	"identity": "arguments: the handlers' keys, never on the server", "redact": "arguments", "contacts": "machine", "reads": "machine",
	"backupkey": "arguments", "restore": "arguments: the key of who may restore",
}

// TestEveryCommandHasItsRights: a new command without a line here fails.
func TestEveryCommandHasItsRights(t *testing.T) {
	p := reflect.TypeFor[program]()
	there := map[string]bool{}
	for i := range p.NumField() {
		if _, is := p.Field(i).Tag.Lookup("cmd"); !is {
			continue
		}
		name := lower(p.Field(i).Name)
		there[name] = true
		if commands[name] == "" {
			t.Errorf("the command %s has no line in commands: say whose rights it has", name)
		}
	}
	for name := range commands {
		if !there[name] {
			t.Errorf("there is no command %s", name)
		}
	}
}

func lower(s string) string {
	out := []byte(s)
	for i, b := range out {
		if 'A' <= b && b <= 'Z' {
			out[i] = b + 'a' - 'A'
		}
	}
	return string(out)
}
