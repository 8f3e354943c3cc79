package app

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"github.com/surety-mechanism/surety/charters"
	"github.com/surety-mechanism/surety/internal/desk"
	"github.com/surety-mechanism/surety/internal/fault"
	"github.com/surety-mechanism/surety/internal/keys"
	"github.com/surety-mechanism/surety/record"
)

// waiting is how many of the exercise's articles are left for the reader to
// work on; the drafts of the others are accepted when the exercise is made.
const waiting = 2

// Exercise opens the exercise mechanism in dir, made there if the folder is not
// there or empty: the invented charter, its articles taken in, most of their
// drafts accepted by a scripted player, some left on the desk, and its cases
// played by the scripted people of every seat, each with a key of its own.
func Exercise(ctx context.Context, dir string, o Options) (_ *Mechanism, err error) {
	left, err := os.ReadDir(dir)
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return nil, fault.New(fault.Unavailable, "looking into %s: %w", dir, err)
	}
	if len(left) > 0 {
		m, err := Open(ctx, dir, o)
		if err == nil && !m.Founding.Charter.Exercise {
			return nil, errors.Join(fault.New(fault.Conflict, "the mechanism in %s is not an exercise; serve it with `surety serve %s`", dir, dir), m.Close())
		}
		return m, err
	}
	defer fault.Wrap(&err, "making the exercise")
	if err := makeExercise(ctx, dir, o); err != nil {
		return nil, err
	}
	return Open(ctx, dir, o)
}

// makeExercise plays the exercise beside its folder and moves it into place when
// it is whole, so that one which fails, or is killed, leaves no half of it there.
func makeExercise(ctx context.Context, dir string, o Options) error {
	draft := filepath.Clean(dir) + ".making"
	if err := os.RemoveAll(draft); err != nil {
		return fault.New(fault.Unavailable, "clearing %s: %w", draft, err)
	}
	defer os.RemoveAll(draft)
	c, err := ParseCharter("exercise.yaml", charters.Exercise)
	if err != nil {
		return err
	}
	var seats []record.Seat
	for _, s := range c.Seats {
		seats = append(seats, s.ID)
	}
	text, secrets, err := people(charters.Exercise, seats)
	if err != nil {
		return err
	}
	s := &stage{begun: begin(time.Now()), ids: map[string]record.ID{}}
	s.now = s.begun.Add(8 * time.Hour)
	o.Now = func() time.Time { return s.now }
	m, err := Init(ctx, draft, "exercise", "exercise.yaml", text, o)
	if err != nil {
		return err
	}
	s.m = m
	if err = errors.Join(s.play(ctx, secrets), m.Close()); err == nil {
		err = moveInto(draft, dir)
	}
	if err == nil {
		return nil
	}
	at, unnamed := namedDatabase(draft, o.Database)
	if unnamed == nil {
		unnamed = at.discard(ctx, m.Founding.Origin)
	}
	return errors.Join(err, unnamed)
}

// play lets the exercise's people do what its files say.
func (s *stage) play(ctx context.Context, secrets map[record.Seat]*keys.Secret) error {
	if err := keepPeople(s.m.Dir, secrets); err != nil {
		return err
	}
	if err := s.m.loadPeople(); err != nil {
		return err
	}
	if err := s.m.readArticles(ctx); err != nil {
		return err
	}
	if err := s.cases(ctx); err != nil {
		return err
	}
	_, err := s.m.Publisher.Publish(ctx)
	return err
}

// readArticles takes the articles in and accepts.
func (m *Mechanism) readArticles(ctx context.Context) error {
	player := desk.Person{Seat: m.Founding.Charter.Secretariat(), Name: "Scripted player", Session: "exercise"}
	articles := charters.Articles()
	files, err := fs.Glob(articles, "*.*")
	if err != nil {
		return err
	}
	slices.Sort(files)
	for i, name := range files {
		raw, err := fs.ReadFile(articles, name)
		if err != nil {
			return fmt.Errorf("the article %s: %w", name, err)
		}
		taken, err := m.TakeIn(ctx, player.Seat, name, raw, "", nil)
		if err != nil {
			return err
		}
		if i >= len(files)-waiting {
			continue
		}
		for _, t := range taken {
			if err := m.decide(ctx, player, name, t.ID); err != nil {
				return err
			}
		}
	}
	return nil
}

// decide accepts the drafts of a document, but for those that the exercise's list
// has the player put aside, and for what belongs to a draft put aside.
func (m *Mechanism) decide(ctx context.Context, player desk.Person, article, document string) error {
	drafts, err := m.Store.Drafts(ctx, m.Secretariat(), document)
	if err != nil {
		return err
	}
	var accept []string
	reject := map[string][]string{} // by reason
	aside := map[string]bool{}      // incidents put aside
	for _, d := range drafts {
		reason := putAside(article, d)
		if reason == "" && (d.Kind == "figure" || d.Kind == "attribution") {
			var of struct {
				Incident string `json:"incident"`
			}
			if err := json.Unmarshal(d.Record, &of); err != nil {
				return fmt.Errorf("the draft %s: %w", d.ID, err)
			}
			if aside[document+"-"+of.Incident] {
				reason = "what it is about was put aside"
			}
		}
		if reason == "" {
			accept = append(accept, d.ID)
			continue
		}
		aside[d.ID] = true
		reject[reason] = append(reject[reason], d.ID)
	}
	for _, reason := range slices.Sorted(maps.Keys(reject)) {
		if err := m.Desk.Reject(ctx, player, reason, reject[reason]); err != nil {
			return err
		}
	}
	if len(accept) == 0 {
		return nil
	}
	_, err = m.Desk.Accept(ctx, player, accept)
	return err
}

// putAside gives the reason for which the exercise's list puts a draft aside, or "".
func putAside(article string, d desk.Draft) string {
	for line := range strings.Lines(charters.Rejected) {
		f := strings.SplitN(strings.TrimSpace(line), " | ", 5)
		if len(f) == 5 && strings.HasPrefix(article, f[0]) && d.Kind == f[1] && strings.Contains(string(d.Record), f[2]) && strings.Contains(string(d.Record), f[3]) {
			return f[4]
		}
	}
	return ""
}

// ExerciseGuard gives where an exercise keeps its guard's memory: beside its
// folder, so that the exercise can be thrown away with everything it made.
func ExerciseGuard(dir string) string { return filepath.Clean(dir) + ".guard" }
