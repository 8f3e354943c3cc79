package charter

import "github.com/surety-mechanism/surety/record"

// Constitution gives what of the charter steers the fold: ids, roles, numbers
// and durations. offset is how many minutes east of UTC the mechanism counts its
// days; it is fixed when the charter is adopted, because the rules of time zones
// change and a deadline must not.
func (c *Charter) Constitution(offset int) *record.Constitution {
	out := &record.Constitution{Mode: c.Mode, Offset: offset, Weekend: c.Weekend}
	if out.Mode == "" {
		out.Mode = "running"
	}
	for _, p := range c.Parties {
		out.Parties = append(out.Parties, p.ID)
	}
	for _, s := range c.Seats {
		out.Seats = append(out.Seats, record.SeatRule{ID: s.ID, Role: s.Role, Of: s.Of, Component: s.Component,
			Observes: s.Role == "observer" || !s.Qualifies()})
	}
	for _, k := range c.Clocks {
		out.Clocks = append(out.Clocks, record.ClockRule{ID: k.ID, Body: k.Body, StartsOn: k.StartsOn, EndsOn: k.EndsOn, Duration: k.Duration,
			Working: k.Calendar == "working_days", PausedBy: k.PausedBy, Extended: k.ExtendedBy})
	}
	for _, d := range c.Decisions {
		rule := record.DecisionRule{Stage: d.Stage, Rule: d.Rule, K: d.K, Seats: d.Seats, Replaced: d.Recusal == "replaced",
			After: d.Deadlock.After, Then: d.Deadlock.Rule, ThenSeats: d.Deadlock.Seats}
		for _, part := range d.Components {
			rule.Components = append(rule.Components, record.ComponentRule{ID: part.ID, Seats: part.Seats, AtLeast: part.AtLeast})
		}
		out.Decisions = append(out.Decisions, rule)
	}
	for _, r := range c.Ladder {
		out.Ladder = append(out.Ladder, record.RungRule{ID: r.ID, Seats: r.Seats, Within: r.Within, Binding: r.Binding})
	}
	if !c.Penalties.None && c.Penalties.Body != "" {
		out.Penalty = &record.PenaltyRule{Body: c.Penalties.Body, Measures: each(c.Penalties.Measures, func(m Measure) string { return m.ID })}
	}
	out.Categories = each(c.Categories, func(x Category) string { return x.ID })
	for _, x := range c.Crossings {
		out.Crossings = append(out.Crossings, record.CrossingRule{ID: x.ID, Gates: each(x.Gates, func(g Gate) string { return g.ID })})
	}
	out.Declassify = c.declassRules()
	return out
}
