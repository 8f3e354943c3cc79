package app

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"maps"
	"regexp"
	"slices"
	"strings"
	"time"

	"github.com/goccy/go-yaml"

	"github.com/surety-mechanism/surety/charters"
	"github.com/surety-mechanism/surety/internal/desk"
	"github.com/surety-mechanism/surety/internal/fault"
	"github.com/surety-mechanism/surety/record"
	"github.com/surety-mechanism/surety/register"
)

// played is how many days of the exercise have passed when it is opened: its
// cases take their time, and its clock is set so that they end today.
const played = 40

// scripted is one act of the exercise's people, as charters/exercise/cases.yaml
// has it.
type scripted struct {
	Name    string         `yaml:"name"`
	Day     int            `yaml:"day"`
	At      string         `yaml:"at"`
	Seat    record.Seat    `yaml:"seat"`
	Kind    record.Kind    `yaml:"kind"`
	Case    string         `yaml:"case"`
	Finding string         `yaml:"finding"`
	Answers string         `yaml:"answers"`
	About   named          `yaml:"about"`  // the incident that an allegation is made of
	Breaks  named          `yaml:"breaks"` // the promise that it says was broken
	Body    map[string]any `yaml:"body"`
}

// named is a record, by words of it, and where several have them by others too.
type named struct {
	Kind  record.Kind `yaml:"kind"`
	Words string      `yaml:"words"`
	And   string      `yaml:"and"`
}

// stage is the exercise's cases being played.
type stage struct {
	m     *Mechanism
	begun time.Time // midnight of the day before day 1, UTC
	now   time.Time // by the played clock
	ids   map[string]record.ID
}

// begin gives the midnight at which an exercise that is opened now began.
func begin(now time.Time) time.Time {
	return now.UTC().Truncate(24*time.Hour).AddDate(0, 0, -played)
}

// cases plays the cases in the order of their hours.
func (s *stage) cases(ctx context.Context) error {
	var all []scripted
	if err := yaml.UnmarshalWithOptions(charters.Cases, &all, yaml.Strict()); err != nil {
		return fault.New(fault.Internal, "the exercise's cases: %w", err)
	}
	for day := 0; day < played; day++ { // the file has one case after the other
		for _, hour := range hours(all, day) {
			for _, a := range all {
				if a.Day != day || a.At != hour {
					continue
				}
				if err := s.act(ctx, a); err != nil {
					return fmt.Errorf("the exercise's %s on day %d at %s: %w", a.Kind, a.Day, a.At, err)
				}
			}
		}
	}
	return nil
}

// hours gives the hours of a day at which something is done, in order.
func hours(all []scripted, day int) []string {
	at := map[string]bool{}
	for _, a := range all {
		if a.Day == day {
			at[a.At] = true
		}
	}
	return slices.Sorted(maps.Keys(at))
}

// act does one.
func (s *stage) act(ctx context.Context, a scripted) error {
	var err error
	if s.now, err = s.moment(fmt.Sprintf("day %d %s", a.Day, a.At)); err != nil {
		return err
	}
	act := desk.Act{}
	if act.Audience, err = s.audience(ctx, a); err != nil {
		return err
	}
	for role, name := range map[record.Role]string{record.InCase: a.Case, record.OnFinding: a.Finding, record.Answering: a.Answers} {
		if name != "" {
			act.Refs = append(act.Refs, record.Ref{Role: role, ID: s.ids[name]})
		}
	}
	for _, one := range []named{a.About, a.Breaks} {
		if one.Kind == "" {
			continue
		}
		id, err := s.about(ctx, one)
		if err != nil {
			return err
		}
		act.Refs = append(act.Refs, record.Ref{Role: record.AboutObject, ID: id})
		if one.Kind == record.KindIncidentRecorded {
			s.ids["incident"] = id
		}
	}
	if act.Body, err = s.body(a); err != nil {
		return err
	}
	h, err := s.m.ActFor(ctx, a.Seat, act)
	if err == nil && h.Refused != "" {
		err = fault.New(fault.Internal, "it was refused: %s", h.Refused)
	}
	if a.Name != "" {
		s.ids[a.Name] = h.ID
	}
	return err
}

// audience gives who may read an act: those who may read the case.
func (s *stage) audience(ctx context.Context, a scripted) ([]record.Seat, error) {
	if a.Case == "" {
		return s.m.Founding.Charter.DeskAudience(), nil
	}
	it, err := s.m.Store.Item(ctx, s.m.Secretariat(), s.ids[a.Case])
	return it.Audience, err
}

// about gives the record of a kind that has certain words, the first of them.
func (s *stage) about(ctx context.Context, n named) (record.ID, error) {
	items, err := s.m.Store.Items(ctx, s.m.Secretariat(), n.Kind, register.Page{Limit: 1000})
	if err != nil {
		return "", err
	}
	for i := len(items) - 1; i >= 0; i-- {
		if raw, err := json.Marshal(items[i].Body); err == nil && strings.Contains(string(raw), n.Words) && strings.Contains(string(raw), n.And) {
			return items[i].ID, nil
		}
	}
	return "", fault.New(fault.Internal, "no %s has the words %q and %q", n.Kind, n.Words, n.And)
}

var inBraces = regexp.MustCompile(`\{([^{}]+)\}`)

// body gives what an act says, with its times and names filled in.
func (s *stage) body(a scripted) (record.Body, error) {
	body, err := a.Kind.Empty()
	if err != nil {
		return nil, err
	}
	raw, err := json.Marshal(s.filled(a.Body))
	if err != nil {
		return nil, err
	}
	dec := json.NewDecoder(bytes.NewReader(raw))
	dec.DisallowUnknownFields()
	return body, dec.Decode(body)
}

// filled puts what stands in braces in place, in every text of a value.
func (s *stage) filled(v any) any {
	switch v := v.(type) {
	case string:
		return inBraces.ReplaceAllStringFunc(v, func(name string) string {
			name = strings.Trim(name, "{}")
			if at, err := s.moment(name); err == nil {
				return at.Format(time.RFC3339)
			}
			return string(s.ids[name])
		})
	case []any:
		for i := range v {
			v[i] = s.filled(v[i])
		}
	case map[string]any:
		for k := range v {
			v[k] = s.filled(v[k])
		}
	}
	return v
}

// moment gives the time of an hour of a day, written "day 7 12:00".
func (s *stage) moment(text string) (time.Time, error) {
	var day, hour, minute int
	if _, err := fmt.Sscanf(text, "day %d %d:%d", &day, &hour, &minute); err != nil {
		return time.Time{}, err
	}
	return s.begun.AddDate(0, 0, day).Add(time.Duration(hour)*time.Hour + time.Duration(minute)*time.Minute), nil
}
