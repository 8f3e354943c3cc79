package attribution

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/surety-mechanism/surety/reading/text"
)

// tag is what kind of word a token is, as far as its form tells.
type tag uint8

// The tags. Open-class words are other (small letter) or name (capital), unless
// they look like verbs.
const (
	other tag = iota
	name
	number
	det        // the, his, some
	prep       // of, in
	subject    // he, they: pronouns that act
	object     // him, them
	relative   // who, which
	that       // that: all that it can be
	aux        // be, have, do
	modal      // will, must
	to         // to
	not        // not, never
	coord      // and, or, but
	sub        // because, if
	wh         // how, what, whether
	adverb     // -ly, also
	past       // -ed and irregular past forms
	ing        // -ing
	present    // finite forms that are hardly ever nouns
	comma      // ,
	stop       // . ! ? ; :
	dash       // – —
	open       // opening marks and brackets
	shut       // closing ones
	mark       // other marks
	possessive // X's
)

// tagOf gives the tag of a token by its form alone.
func tagOf(t *text.Text, k text.Token) tag {
	switch k.Kind {
	case text.Number:
		return number
	case text.Mark:
		return tagOfMark(t.String(k.Span))
	}
	w := k.Lower
	if (w == "us" || w == "who" || w == "it") && capital(t, k) {
		return name
	}
	if g, ok := closed.Of(k); ok {
		if (w == "will" || w == "may" || g == det) && midway(t, k) {
			return name // Will Bailey, Theresa May, told The Standard
		}
		return g
	}
	if strings.HasSuffix(w, "n't") {
		if g, ok := closed.Get(strings.TrimSuffix(w, "n't")); ok {
			return g
		}
		return aux
	}
	if i := strings.IndexByte(w, '\''); i > 0 {
		switch w[i:] {
		case "'s":
			switch w[:i] {
			case "he", "she", "it", "that", "there", "who", "what", "here":
				return subject
			}
			return possessive
		case "'", "'ll", "'re", "'ve", "'d", "'m":
			if w[i:] == "'" {
				return possessive
			}
			return subject
		}
	}
	r, _ := utf8.DecodeRuneInString(t.Plain[k.Start:])
	if unicode.IsUpper(r) {
		return name
	}
	switch {
	case irregular[w]:
		return past
	case finite[w]:
		return present
	case strings.HasSuffix(w, "ly") && len(w) > 4 && !notAdverbs[w]:
		return adverb
	case strings.HasSuffix(w, "ed") && len(w) > 4 && !strings.HasSuffix(w, "eed") && !notPast[w]:
		return past
	case strings.HasSuffix(w, "ing") && len(w) > 5 && !notIng[w]:
		return ing
	}
	return other
}

// midway reports whether k has a capital though no sentence begins with it.
func midway(t *text.Text, k text.Token) bool {
	r, _ := utf8.DecodeRuneInString(t.Plain[k.Start:])
	before := strings.TrimRight(t.Plain[max(0, k.Start-3):k.Start], " ")
	last, _ := utf8.DecodeLastRuneInString(before)
	return unicode.IsUpper(r) && (unicode.IsLetter(last) || last == ',')
}

// capital reports whether k is written in capitals where its neighbours are not:
// the US, the WHO.
func capital(t *text.Text, k text.Token) bool {
	w := t.String(k.Span)
	if strings.ToUpper(w) != w {
		return false
	}
	near := t.Plain[max(0, k.Start-12):k.Start] + t.Plain[k.End:min(len(t.Plain), k.End+12)]
	return strings.ContainsFunc(near, unicode.IsLower)
}

func tagOfMark(m string) tag {
	switch m {
	case ",", "،":
		return comma
	case ".", "!", "?", ";", ":", "…", "...", "۔", "؟", "؛":
		return stop
	case "—", "–", "--", "-", "―":
		return dash
	case "(", "[", "{", "“", "‘", "«", "``", "„":
		return open
	case ")", "]", "}", "”", "»", "''":
		return shut
	}
	return mark
}

// closed are the words of the closed classes.
var closed = text.NewKnown(classes([]class{
	{det, `the a an this these those his her its their our my your some any no every each both all several many few most
		other another such certain more less one two three four five six seven eight nine ten dozens`},
	{prep, `of in on at by for with from into onto over under about against between among amid amidst during without within
		after before since until till near around across along behind beyond despite toward towards through throughout upon
		off out up down outside inside above below beside besides regarding concerning per via versus like unlike than following
		given except including as`},
	{subject, `i he she we they it you there nobody everyone somebody anyone someone`},
	{object, `him them me us himself herself themselves itself myself yourself ourselves`},
	{relative, `who which whom whose`},
	{that, `that`},
	{aux, `is are was were be been being am has have had having do does did isn't aren't wasn't weren't hasn't haven't hadn't
		doesn't don't didn't ain't`},
	{modal, `will would can could shall should may might must won't wouldn't can't cannot couldn't shan't shouldn't mightn't mustn't`},
	{to, `to`},
	{not, `not never`},
	{coord, `and or but nor & plus`},
	{sub, `because although though while whereas if unless when whenever once lest so`},
	{wh, `how what whether why where whatever whichever wherever`},
	{adverb, `also again then now still already further later earlier yesterday today tomorrow tonight thus therefore however meanwhile instead even just only too yet once ever soon often always sometimes perhaps maybe rather quite very much well far here back away together alone ago moreover furthermore nevertheless nonetheless otherwise elsewhere abroad indeed`},
}))

// irregular are past forms that do not end in -ed.
var irregular = text.Set(`said told used went came made took got gave found kept began became brought built saw knew thought felt heard
	held met led left lost won sent spent stood sat ran rose fell fled fought shot struck hit cut put set shut let broke
	chose drew drove flew grew hid laid lay meant paid sold sought spoke wrote threw wore understood withdrew overthrew
	undertook caught taught bought dealt slept swore tore woke bore beat bit blew dug fed forgave forgot froze hung lent lit
	rode rang sang sank shook shone showed slid spread stole stuck swept swam swung done gone seen taken given known shown
	written spoken broken chosen driven fallen risen sworn thrown withdrawn begun become`)

// finite are present forms that are hardly ever nouns.
var finite = text.Set(`says believes thinks insists argues maintains alleges denies accuses asserts contends declares admits
	concedes describes tells knows wants seems appears remains becomes gives takes makes goes comes gets keeps brings
	includes involves requires continues refuses rejects agrees expects wishes adds explains announces acknowledges
	confirms reveals suggests indicates warns threatens vows pledges assures stresses emphasizes emphasises underlines
	reiterates condemns denounces criticizes criticises welcomes opposes seeks urges asks calls`)

var notAdverbs = text.Set(`family assembly early daily weekly monthly likely supply reply ally only apply italy july friendly
	deadly costly unlikely elderly monopoly rally bully belly jelly lonely lovely holy ugly comply imply rely multiply`)

var notPast = text.Set(`hundred united kindred sacred naked wicked rugged red bed led embed feed need indeed speed`)

var notIng = text.Set(`during morning evening nothing something anything everything string spring wing king ring thing beijing
	building meeting ceiling sibling`)

// class is a list of words of one tag.
type class struct {
	tag  tag
	list string
}

// classes makes one table; a word that stands in two lists is the first one's.
func classes(lists []class) map[string]tag {
	out := map[string]tag{}
	for _, c := range lists {
		for _, w := range strings.Fields(c.list) {
			if _, twice := out[w]; !twice {
				out[w] = c.tag
			}
		}
	}
	return out
}
