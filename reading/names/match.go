package names

import "github.com/surety-mechanism/surety/place"

// match gives the longest name of the lexicons that begins at token i, and the
// token after it. end is the end of the sentence.
func (f *finder) match(i, end int) (entry, int, bool) {
	if f.over != nil {
		if e, j, ok := f.matchIn(f.over, i, end); ok {
			if g, k, more := f.matchIn(f.general, i, end); more && k > j && !e.charter {
				return g, k, true
			}
			return e, j, true
		}
	}
	return f.matchIn(f.general, i, end)
}

func (f *finder) matchIn(l *lexicon, i, end int) (found entry, after int, ok bool) {
	k := f.key(i)
	if f.shape[i]&possessive != 0 {
		// By itself without the ending, inside a name with it: "Lord's Resistance Army".
		if e, yes := l.entries[k]; yes && f.written(i, i+1, e) {
			found, after, ok = e, i+1, true
		}
		if !f.partOfName(i) {
			return found, after, ok
		}
		k = place.Fold(f.t.Tokens[i].Lower)
	}
	first := k
	for j := 0; j < len(k); j++ {
		if k[j] == ' ' {
			first = k[:j]
			break
		}
	}
	longest := l.longest[first]
	if longest == 0 {
		return found, after, ok
	}
	b := append(f.buf[:0], k...)
	words := 1 + count(k)
	for j := i + 1; ; j++ {
		if e, yes := l.entries[string(b)]; yes && f.written(i, j, e) {
			found, after, ok = e, j, true
		}
		if j >= end || words >= longest {
			break
		}
		inside := f.shape[j-1]&possessive != 0
		if inside && !f.partOfName(j-1) {
			break
		}
		if inside && j-1 > i {
			b = append(b, 's')
		}
		k := f.key(j)
		if k == "" {
			break
		}
		b = append(append(b, ' '), k...)
		words += 1 + count(k)
	}
	f.buf = b
	return found, after, ok
}

func count(k string) int {
	n := 0
	for j := 0; j < len(k); j++ {
		if k[j] == ' ' {
			n++
		}
	}
	return n
}

// written reports whether the tokens [i:j) are written as a name: an
// abbreviation in capitals, others with a capital at the start and no other word
// small than those that are small in names.
func (f *finder) written(i, j int, e entry) bool {
	if e.state && j == i+1 {
		return i > 1 && f.t.Tokens[i-1].Lower == "," && (f.caps || f.shape[i]&capital != 0)
	}
	if f.caps {
		if j > i+1 {
			return true
		}
		if e.upper {
			return f.class[i] == 0 && f.t.Tokens[i].Len() > 2 || f.t.Tokens[i].Lower == "us" && i > 0 && f.t.Tokens[i-1].Lower == "the"
		}
		return f.class[i]&(common|calendar|plain|orghead|placehead|officeword|acting|locative|inner) == 0
	}
	if e.upper && j == i+1 {
		return f.shape[i]&capitals != 0 && (f.shape[i]&flat == 0 || f.class[i]&(common|plain) == 0)
	}
	if f.shape[i]&capital == 0 {
		return false
	}
	if j == i+1 && f.class[i]&(common|plain|calendar|orghead|officeword) != 0 {
		return f.shape[i]&(begins|flat) == 0
	}
	small := 0
	for k := i + 1; k < j; k++ {
		if f.shape[k]&capital == 0 && f.class[k]&inner == 0 {
			small++
		}
	}
	return small == 0 || small == 1 && j > i+1 && f.shape[j-1]&capital == 0 && e.kind != Person
}

// partOfName reports whether a possessive is one that names have inside:
// "People's Protection Units", "Workers' Party".
func (f *finder) partOfName(i int) bool {
	switch f.key(i) {
	case "people", "peoples", "women", "workers", "children", "men", "farmers", "teachers", "lawyers", "students", "king", "queen", "lord", "saint",
		"st peter", "martyrs", "kurdistan", "gamaa", "peasants", "citizens", "veterans", "mothers", "prime minister", "girls", "boys", "players":
		return true
	}
	return false
}
