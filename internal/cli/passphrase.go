package cli

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/signal"
	"syscall"

	"golang.org/x/term"

	"github.com/surety-mechanism/surety/internal/keys"
)

// passphrase is how a command is given the words that open a key.
type passphrase struct {
	Passphrase string `name:"passphrase-file" placeholder:"FILE" env:"SURETY_PASSPHRASE_FILE" help:"A file whose first line opens the key; - for standard input. Without it a terminal is asked; with neither, a new key is kept in the clear."`
}

// open opens a key file. The words are asked for where it is encrypted and no file
// says them.
func (p passphrase) open(s streams, file string) (*keys.Secret, error) {
	h, err := keys.ReadHolder(file)
	if err != nil {
		return nil, err
	}
	return p.unlock(s, h)
}

// unlock opens a key whose file was read.
func (p passphrase) unlock(s streams, h *keys.Holder) (*keys.Secret, error) {
	pass, err := p.read(s)
	if err == nil && p.Passphrase == "" && h.Encrypted {
		pass, err = ask(s, fmt.Sprintf("Passphrase of the key %q: ", h.Name))
	}
	if err != nil {
		return nil, err
	}
	return h.Open(pass)
}

// read gives the first line of the file, "" where none is named.
func (p passphrase) read(s streams) (string, error) {
	if p.Passphrase == "" {
		return "", nil
	}
	in := s.in
	if p.Passphrase != "-" {
		f, err := os.Open(p.Passphrase)
		if err != nil {
			return "", fmt.Errorf("reading the passphrase: %w", err)
		}
		defer f.Close()
		in = f
	}
	line, err := firstLine(in)
	if err != nil {
		return "", fmt.Errorf("reading the passphrase: %w", err)
	}
	return line, nil
}

// fresh gives the words for something new: the file's, or what is typed twice the
// same on a terminal. They may be empty.
func (p passphrase) fresh(s streams, what string) (string, error) {
	if p.Passphrase != "" {
		return p.read(s)
	}
	words, err := ask(s, "New passphrase of "+what+": ")
	if err != nil || words == "" {
		return "", err
	}
	again, err := ask(s, "The same again: ")
	if err == nil && again != words {
		err = errors.New("the two passphrases differ; nothing was made")
	}
	return words, err
}

// terminal is where somebody sits and types, if standard input is that.
func terminal(in io.Reader) (*os.File, bool) {
	f, ok := in.(*os.File)
	return f, ok && term.IsTerminal(int(f.Fd()))
}

// ask asks whoever sits at the terminal for words, which are not shown. "" where
// nobody does. An interrupt ends it, and leaves the terminal as it was.
func ask(s streams, question string) (string, error) {
	f, ok := terminal(s.in)
	if !ok {
		return "", nil
	}
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	before, err := term.GetState(int(f.Fd()))
	if err != nil {
		return "", fmt.Errorf("asking for the passphrase: %w", err)
	}
	screen := io.Writer(f) // where standard error goes somewhere else, it is asked all the same
	if _, err := io.WriteString(f, question); err != nil {
		screen = s.err
		fmt.Fprint(screen, question)
	}
	type typed struct {
		words []byte
		err   error
	}
	done := make(chan typed, 1)
	go func() {
		words, err := term.ReadPassword(int(f.Fd()))
		done <- typed{words, err}
	}()
	select {
	case t := <-done:
		fmt.Fprintln(screen)
		if t.err != nil && !errors.Is(t.err, io.EOF) {
			return "", fmt.Errorf("asking for the passphrase: %w", t.err)
		}
		return string(t.words), nil
	case <-ctx.Done():
		fmt.Fprintln(screen)
		return "", errors.Join(errors.New("interrupted: nothing was done"), term.Restore(int(f.Fd()), before))
	}
}
