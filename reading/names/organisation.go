package names

import (
	"github.com/surety-mechanism/surety/place"
	"github.com/surety-mechanism/surety/reading/text"
)

// organisation gives the token after the organisation's name that begins at i
// and its kind: capitals that end in a head ("Foreign Ministry", "Red Crescent
// Society"), or a head with "of" or "for" after it ("University of Aden").
func (f *finder) organisation(i, end int) (int, Kind, bool) {
	if f.shape[i]&flat != 0 && !f.caps {
		return 0, 0, false
	}
	head := -1
	k := i
	for ; k < end && k < i+8; k++ {
		if k > i && !f.glued(k) {
			break
		}
		if !f.isCapital(k) {
			if f.t.Tokens[k].Lower == "and" && k > i && k+2 < end && f.isCapital(k+1) && f.isCapital(k+2) && f.class[k+2]&orghead != 0 {
				continue // "Research and Policy Institute"
			}
			if f.t.Plain[f.t.Tokens[k].Start:f.t.Tokens[k].End] == "&" {
				continue
			}
			break
		}
		if f.class[k]&orghead != 0 && f.t.Tokens[k].Kind == text.Word {
			head = k
		}
		if f.shape[k]&possessive != 0 && !f.partOfName(k) {
			break
		}
	}
	if head < 0 {
		return 0, 0, false
	}
	// a title: "Army General", "Police Chief"
	if head+1 < end && f.isCapital(head+1) && f.class[head+1]&(office|rank) != 0 && head-i < 1 {
		return 0, 0, false
	}
	for q := i; q < head; q++ { // "President Obama's Council": the head must not follow a person's title
		if f.class[q]&(courtesy|office|rank) != 0 && f.class[q]&(officeword|orghead) == 0 && f.class[q]&given == 0 {
			return 0, 0, false
		}
	}
	last := head + 1
	if f.shape[head]&possessive == 0 && (!f.caps || f.key(head) == "ministry" || f.key(head) == "university") {
		last = f.complement(head+1, end)
	}
	if last == head+1 && head == i {
		if f.shape[i]&begins != 0 || i == 0 || f.caps || !standsAlone(f.key(i)) {
			return 0, 0, false
		}
	}
	if f.class[i]&(common|plain|calendar) != 0 && f.class[i]&(orghead|officeword) == 0 && f.shape[i]&begins != 0 && head == i+1 && f.shape[head]&capital == 0 {
		return 0, 0, false
	}
	if f.class[i]&common != 0 && f.shape[i]&begins != 0 {
		return 0, 0, false
	}
	kind := f.headKind(i, head)
	if last == head+1 && head > i && f.key(head) == "department" && place.IsPlace(f.joined(i, head)) {
		kind = Location // "Ocotepeque Department"
	}
	if f.class[head]&facility != 0 && kind == Organisation && f.isSite(i) {
		kind = Location // "in Lady Reading Hospital"
	}
	return last, kind, true
}

// isSite reports whether the words before token i put what follows on the map.
func (f *finder) isSite(i int) bool {
	if i > 0 && f.t.Tokens[i-1].Lower == "the" {
		i--
	}
	if i == 0 {
		return false
	}
	switch w := f.t.Tokens[i-1].Lower; w {
	case "at", "in", "near", "outside", "inside", "from", "around", "across", "opposite", "behind":
		return true
	default:
		return w == "to" && i > 1 && f.class[i-2]&(human|acting) == 0
	}
}

// complement takes "of Culture and Heritage", "for the Study of War" after a head.
func (f *finder) complement(k, end int) int {
	last := k
	end = min(end, k+14)
	for k+1 < end {
		w := f.t.Tokens[k].Lower
		if w != "of" && w != "for" && w != "on" || !f.glued(k) || w == "on" && !meets(f.key(k-1)) {
			break
		}
		k++
		if f.t.Tokens[k].Lower == "the" && k+1 < end {
			k++
		}
		if !f.isCapital(k) || f.class[k]&calendar != 0 {
			break
		}
		for k < end && f.isCapital(k) && f.glued(k) {
			k++
			last = k
			if f.shape[k-1]&possessive != 0 {
				return last
			}
			if k+1 < end && f.t.Tokens[k].Lower == "and" && f.isCapital(k+1) && f.class[k+1]&(given|common) == 0 {
				if _, _, known := f.match(k+1, end); !known {
					k++
				}
			}
		}
	}
	return last
}

// meets reports whether a head is of bodies that sit on something: "Committee on Finance".
func meets(k string) bool {
	switch k {
	case "committee", "commission", "council", "conference", "panel", "subcommittee", "forum", "institute", "centre", "center":
		return true
	}
	return false
}

// standsAlone reports whether a head means one body by itself when written with
// a capital: "Parliament", "the Ministry".
func standsAlone(k string) bool {
	switch k {
	case "parliament", "congress", "senate", "coalition", "council", "commission", "ministry", "assembly", "cabinet", "pentagon", "army", "navy", "court", "tribunal", "embassy", "alliance", "committee", "department":
		return true
	}
	return false
}

// headKind gives the kind that an organisation's head stands for.
func (f *finder) headKind(i, head int) Kind {
	for k := i; k < head; k++ {
		switch f.key(k) {
		case "liberation", "militia", "jihad", "mujahideen", "mujahedin", "revolutionary":
			switch f.key(head) {
			case "army", "front", "movement", "brigade", "forces", "force", "battalion", "command":
				return ArmedGroup
			}
		}
	}
	switch f.key(head) {
	case "ministry", "department", "cabinet", "parliament", "senate", "congress", "assembly", "embassy", "consulate", "secretariat", "council", "directorate":
		return Government
	case "police", "army", "navy", "force", "forces", "corps", "command", "guard", "guards", "brigade", "battalion", "regiment", "division", "squadron", "unit", "units":
		return Force
	case "militia", "lashkar", "jaish", "jabhat", "harakat", "hizb":
		return ArmedGroup
	case "times", "post", "herald", "tribune", "gazette", "sentinel", "chronicle", "inquirer", "examiner", "courier", "observer", "journal", "news", "newspaper", "magazine", "radio", "television", "tv", "broadcasting", "press":
		return Medium
	}
	return Organisation
}

// placed gives the token after a place's name with a head: "Akita Prefecture",
// "Lake Chad", "Gulf of Oman".
func (f *finder) placed(i, end int) int {
	if f.caps {
		return f.placedInCapitals(i, end)
	}
	if f.shape[i]&flat != 0 {
		return i
	}
	if f.class[i]&placehead != 0 && i+1 < end && f.shape[i]&possessive == 0 {
		switch f.key(i) {
		case "lake", "mount", "mt", "cape", "port", "fort", "camp", "isle", "gulf", "bay", "strait", "straits", "city", "province", "river", "republic", "kingdom", "district", "county", "village", "town", "islands", "state":
			k := i + 1
			if f.t.Tokens[k].Lower == "of" && k+1 < end {
				k++
				if f.t.Tokens[k].Lower == "the" && k+1 < end {
					k++
				}
			}
			if f.isCapital(k) && f.class[k]&(common|office|rank|courtesy) == 0 {
				for k++; k < end && f.isCapital(k) && f.glued(k) && f.shape[k-1]&possessive == 0 && f.class[k]&(orghead|office) == 0; k++ {
				}
				return k
			}
		}
		return i
	}
	if f.class[i]&(common|calendar) != 0 && f.shape[i]&begins != 0 {
		return i
	}
	for k := i; k < end && k < i+4; k++ {
		if !f.isCapital(k) || k > i && !f.glued(k) {
			break
		}
		if k > i && f.class[k]&placehead != 0 {
			if k == i+1 && f.class[i]&given != 0 && surnameToo(f.key(k)) {
				return i
			}
			for k+1 < end && f.isCapital(k+1) && f.class[k+1]&placehead != 0 && f.glued(k+1) && f.shape[k]&possessive == 0 {
				k++
			}
			return k + 1
		}
		if f.shape[k]&possessive != 0 {
			break
		}
	}
	return i
}

// placedInCapitals is placed for a text of capitals, where only words of no other
// use may stand before the head.
func (f *finder) placedInCapitals(i, end int) int {
	for k := i; k < end && k < i+5 && (k == i || f.glued(k)); k++ {
		if k > i && f.class[k]&placehead != 0 {
			if _, _, known := f.match(i, k); known && IsStreet(f.key(k)) {
				return i // "in a Bogota street"
			}
			return k + 1
		}
		if c := f.class[k]; c != 0 && c&(given|surname|inner) == 0 || f.t.Tokens[k].Kind != text.Word || k == i && c&inner != 0 || f.shape[k]&possessive != 0 {
			return i
		}
	}
	return i
}

// surnameToo reports whether a head of places is a common surname as well.
func surnameToo(k string) bool {
	switch k {
	case "hill", "lane", "park", "lake", "forest", "woods", "street", "bridge", "ford", "springs", "falls", "cross", "marsh", "base", "port", "beach", "parish", "quarter", "corner", "court", "rivers", "dam", "camp":
		return true
	}
	return false
}
