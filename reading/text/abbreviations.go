package text

// How far a point after a word belongs to the word.
const (
	always       = 1 // "Mr."
	beforeNumber = 2 // "no. 5", "Mar. 3": ordinary words otherwise
	capitalised  = 3 // "Gov.", "Sat."
)

// abbreviations are written with a point that ends no sentence by itself.
var abbreviations = table(map[uint8]string{
	always: `mr mrs ms messrs mme mlle dr prof rev fr hon st
		gen lt col maj capt cmdr sgt cpl pvt adm brig supt insp
		gov sen rep reps sens pres atty amb
		jr sr vs etc eg ie cf viz approx dept est inc ltd co corp bros plc llc
		univ assn intl natl govt ave blvd
		jan feb aug sept sep oct nov dec
		calif fla ariz ark colo conn mich minn okla tenn wis penn mass nev va ga
		ph al ft mt sq`,
	beforeNumber: `no nos art arts fig figs p pp vol sec para mar apr jun jul op ch`,
	capitalised:  `ala miss wash ill ind tex kan neb mo md mon tues tue wed thurs thu fri`,
})

// atEnd are abbreviations that may well end a sentence: a capital after them
// begins a new one when it usually begins sentences.
var atEnd = Set(`etc jr sr inc ltd co corp bros plc llc u.s. u.k. u.n. e.u. u.a.e. u.s.a. u.s.s.r. d.c. a.m. p.m. b.c. a.d. s.a. n.y. l.a. ph.d.
	calif fla ariz ark colo conn mich minn okla tenn wis penn mass nev va ga ala miss wash ill ind tex kan neb mo md
	jan feb mar apr jun jul aug sept sep oct nov dec mon tues tue wed thurs thu fri al est dept`)

// starters usually begin a sentence when written with a capital after a point.
var starters = Set(`the a an this that these those he she it they we i you his her its their our my there here in on at by for from with to of as
	but and or so yet if when while after before since although though despite however meanwhile moreover also according
	what who why how where which no not one two three some many most all both each several others another
	is are was were has have had do does did will would can could may might should must let
	analysts officials police authorities witnesses residents earlier later now then today yesterday last`)

func table(groups map[uint8]string) map[string]uint8 {
	out := map[string]uint8{}
	for kind, words := range groups {
		for w := range Set(words) {
			out[w] = kind
		}
	}
	return out
}
