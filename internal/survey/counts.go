package survey

import (
	"context"
	"slices"
	"time"

	"github.com/surety-mechanism/surety/assess"
	"github.com/surety-mechanism/surety/record"
	"github.com/surety-mechanism/surety/register"
)

// Filter says which incidents are counted.
type Filter struct {
	Labels []string // as register.Label gives them: all of them
	From   time.Time
	Until  time.Time // the day after the last; zero for no end
}

// Counts gives what every recorder counted: incidents that a filter lets
// through, and readings of an indicator, where one is named, of an undertaking.
// The recorder of an incident is the publisher of the document it was read in, or
// the seat that recorded it. Records of one incident by one recorder count once,
// and under the day that the incident was given last.
func (r Reader) Counts(ctx context.Context, f Filter, of record.ID, indicator string) (counted []assess.Counted, watched []assess.Watched, err error) {
	if watched, err = r.watched(ctx); err != nil {
		return nil, nil, err
	}
	if indicator != "" {
		counted, err = r.readings(ctx, of, indicator)
		return counted, watched, err
	}
	q := register.Query{Kinds: []record.Kind{record.KindIncidentRecorded}, Labels: f.Labels}
	if !f.From.IsZero() {
		q.From = f.From.AddDate(0, 0, -366).Format(time.DateOnly) // what lasted until then, or was redated, began before
	}
	if !f.Until.IsZero() {
		q.To = f.Until.AddDate(0, 0, 366).Format(time.DateOnly)
	}
	items, err := r.find(ctx, q)
	if err != nil {
		return nil, nil, err
	}
	counted, err = r.incidents(ctx, items)
	return counted, watched, err
}

func (r Reader) watched(ctx context.Context) ([]assess.Watched, error) {
	items, err := r.every(ctx, record.KindCoverageRecorded)
	if err != nil {
		return nil, err
	}
	var all []assess.Watched
	for _, it := range items {
		if b, ok := it.Body.(*record.CoverageRecorded); ok && len(it.Closed) == 0 {
			all = append(all, assess.OfCoverage(b))
		}
	}
	return all, nil
}

func (r Reader) readings(ctx context.Context, of record.ID, indicator string) ([]assess.Counted, error) {
	items, err := r.every(ctx, record.KindIndicatorRead)
	if err != nil {
		return nil, err
	}
	var all []assess.Counted
	for _, it := range items {
		b, ok := it.Body.(*record.IndicatorRead)
		if !ok || b.Indicator != indicator || of != "" && first(it, record.AboutObject) != of {
			continue
		}
		if c, ok := assess.OfIndicator(b); ok {
			all = append(all, c)
		}
	}
	return all, nil
}

func (r Reader) incidents(ctx context.Context, items []register.Item) ([]assess.Counted, error) {
	var ids []record.ID
	forward := map[record.ID]record.ID{}
	for _, it := range items {
		ids = append(ids, first(it, record.FromSource))
		if s := it.Incident; s != nil {
			if n := len(s.Redated); n > 0 {
				ids = append(ids, s.Redated[n-1])
			}
			if len(s.Forward) == 1 && !s.Split {
				forward[it.ID] = s.Forward[0]
			}
		}
	}
	around, err := r.several(ctx, distinct(ids))
	if err != nil {
		return nil, err
	}
	type once struct {
		recorder string
		incident record.ID
	}
	seen := map[once]bool{}
	var all []assess.Counted
	// What goes on in another is looked at last: of several versions the latest counts.
	slices.SortStableFunc(items, func(a, b register.Item) int { return len(forward[a.ID]) - len(forward[b.ID]) })
	for _, it := range items {
		b, ok := it.Body.(*record.IncidentRecorded)
		if !ok || it.Incident != nil && it.Incident.Split { // its parts count
			continue
		}
		end := it.ID
		for n := 0; forward[end] != "" && n < 1000; n++ {
			end = forward[end]
		}
		key := once{recorderOf(it, around), end}
		if seen[key] {
			continue
		}
		seen[key] = true
		c := assess.OfIncident(b, key.recorder)
		if s := it.Incident; s != nil && len(s.Redated) > 0 {
			if d, ok := around[s.Redated[len(s.Redated)-1]].Body.(*record.IncidentRedated); ok {
				moved := *b
				moved.From, moved.To = d.From, d.To
				c = assess.OfIncident(&moved, key.recorder)
			}
		}
		all = append(all, c)
	}
	return all, nil
}

// recorderOf names whoever recorded an incident.
func recorderOf(it register.Item, around map[record.ID]register.Item) string {
	if b, ok := around[first(it, record.FromSource)].Body.(*record.SourceFiled); ok && b.Publisher != "" {
		return b.Publisher
	}
	return string(it.Seat)
}

func distinct(ids []record.ID) []record.ID {
	seen := map[record.ID]bool{"": true}
	var all []record.ID
	for _, id := range ids {
		if !seen[id] {
			seen[id] = true
			all = append(all, id)
		}
	}
	return all
}

// first gives the first reference of a role, or "".
func first(it register.Item, role record.Role) record.ID {
	for _, ref := range it.Refs {
		if ref.Role == role {
			return ref.ID
		}
	}
	return ""
}
