package assess

import "time"

// exposureOf gives how much was watched from a day until another. What is told of
// several days is spread evenly over them; on a day that several posts tell of,
// the part of it that was observed is that of the post that looked longest, and
// the posts add up: each once, however often it is told.
func exposureOf(looks []Watched, from, until time.Time) Span {
	s := Span{Days: until.Sub(from).Hours() / 24}
	posts := 0.0
	for day := from; day.Before(until); day = day.AddDate(0, 0, 1) {
		longest := 0.0
		staffed := staff{}
		for _, w := range looks {
			if day.Before(w.From) || day.After(w.To) {
				continue
			}
			part := float64(w.Days) / (w.To.Sub(w.From).Hours()/24 + 1)
			longest = max(longest, part)
			staffed.add(w, part*float64(w.Posts))
		}
		s.Observed += longest
		posts += staffed.sum()
	}
	if s.Observed = min(s.Observed, s.Days); s.Observed > 0 {
		s.Posts = posts / s.Observed
	}
	return s
}

// staff are the posts of one day, by the name of the post.
type staff map[string]staffed

// staffed is how much of a post there was, and on whose side.
type staffed struct {
	posts float64
	side  string
}

// add notes a post. What is told of one post again is the same looking: the most
// that is told of it counts.
func (s staff) add(w Watched, posts float64) {
	name := "post " + w.Post
	if w.Post == "" {
		name = "side " + w.Side // all the posts of a side, or of both
	}
	had := s[name]
	if had.side == "" || w.Side != "" && w.Side < had.side {
		had.side = w.Side // whichever was told first
	}
	had.posts = max(had.posts, posts)
	s[name] = had
}

// sum adds the posts up. An entry on all the posts of a side, or of both, tells of
// those that others name too: of the two sums the greater counts.
func (s staff) sum() float64 {
	whole, named := map[string]float64{}, map[string]float64{}
	for name, one := range s {
		if name == "side "+one.side {
			whole[one.side] = one.posts
		} else {
			named[one.side] += one.posts
		}
	}
	apart := named[""]
	for side := range sides(whole, named) {
		apart += max(whole[side], named[side])
	}
	return max(whole[""], apart)
}

// sides gives the sides that either has something of.
func sides(all ...map[string]float64) map[string]bool {
	out := map[string]bool{}
	for _, one := range all {
		for side := range one {
			if side != "" {
				out[side] = true
			}
		}
	}
	return out
}
