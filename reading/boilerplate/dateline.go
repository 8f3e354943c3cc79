package boilerplate

import (
	"regexp"
	"strings"
	"unicode"

	"github.com/surety-mechanism/surety/reading/text"
)

var (
	// "ISLAMABAD:", "MEMPHIS, Tenn. — ", "LA PAZ, 1 AUG 89 (PRESENCIA) -- [EXCERPT] ", "KABUL, Afghanistan (AP) _ "
	capsLine = regexp.MustCompile(`^((?:\p{Lu}[\p{Lu}.'’-]+)(?:[ /](?:\p{Lu}[\p{Lu}.'’-]+|DE|EL|LA|DEL)){0,3})((?:,\s*\p{Lu}[\p{L}.]+(?:\s\p{Lu}[\p{L}.]+){0,2})?)((?:,\s*[^()—–:]+?)?)\s*(\([^()]+\))?\s*(--+|[-–—_:])\s*((?:\[[^\]]+\]\s*)*)`)
	// "Kabul (Reuters) - ", "(MENAFN- Khaama Press) ", "Islamabad, Oct 27 (IANS): "
	agencyLine = regexp.MustCompile(`^(?:\p{Lu}[\p{L}.'’-]+(?: \p{Lu}[\p{L}.'’-]+){0,3}(?:,\s*[^()]+?)?\s*)?(\([^()]+\))\s*(?:--+|[-–—_:])?\s*`)
	agency     = regexp.MustCompile(`^\((?:.*\b\p{Lu}{2,}\b.*|.*(?:Reuters|Xinhua|Bloomberg|Press|News|Agency|Agencies|Times|Post|Wire|Tribune|Herald|Courier|Mirror|Gazette|Chronicle|Telegraph|Observer|Radio|Journal|Anadolu|Interfax|Kyodo|Efe|EFE|TASS|Tass).*)\)$`)
	// "SUKHUMI, Georgia (Black Sea Wire) 3 December 2024 — ", "TBILISI (Kavkaz Line), 12 September 2023 - "
	agencyDay = regexp.MustCompile(`^\p{Lu}[\p{Lu}.'’ -]+(?:,\s*\p{Lu}[\p{L} ]+?)?\s*\([^()]+\),?\s*(?:\d{1,2} \p{L}{3,9}\.?(?: \d{4})?|\p{L}{3,9}\.? \d{1,2}(?:, \d{4})?|\d{1,2}\.\d{1,2}\.\d{4})\s*(?:--+|[-–—:])\s*`)
	// "19 February 2025 - ", behind "BEIRUT (Lakewire) - "
	dayAfter = regexp.MustCompile(`^(?:\d{1,2} \p{L}{3,9}\.? \d{4}|\p{L}{3,9}\.? \d{1,2}, \d{4}|\d{1,2}\.\d{1,2}\.\d{4})\s*(?:--+|[-–—:])\s*`)
	// "(Caspian Monitor, 21.06.2024) "
	dayAgency = regexp.MustCompile(`^\([^(),]+,\s*(?:\d{1,2}\.\d{1,2}\.\d{4}|\d{4}-\d{2}-\d{2}|\d{1,2} \p{L}{3,9} \d{4}|\p{L}{3,9} \d{1,2}, \d{4})\)\s*(?:--+|[-–—:])?\s*`)
	// "BAMAKO | Wire | 26.08.2024", a line of its own
	barred = regexp.MustCompile(`^\p{Lu}[\p{Lu}.'’ -]+\s*[|·•]\s*(?:[^|·•]{2,40}[|·•]\s*)?(?:\d{1,2}\.\d{1,2}\.\d{4}|\d{4}-\d{2}-\d{2}|\d{1,2} \p{L}{3,9} \d{4}|\p{L}{3,9} \d{1,2}, \d{4})$`)
	day    = regexp.MustCompile(`(?i)\b\d{1,2}\b.*\p{L}{3}|\p{L}{3}.*\b\d{1,2}\b`)
)

// shortPlaces are places of four letters or fewer; other short words in
// capitals before a dash are abbreviations of something else.
var shortPlaces = map[string]bool{"ROME": true, "OSLO": true, "LIMA": true, "BONN": true, "KIEV": true, "KYIV": true, "BAKU": true, "DOHA": true, "CALI": true, "ADEN": true,
	"BERN": true, "RIGA": true, "SUVA": true, "LOME": true, "MALE": true, "APIA": true, "JUBA": true, "GAZA": true, "HOMS": true, "SUI": true, "ULM": true, "GOMA": true, "SWAT": true}

// dateline gives how many bytes of s, the beginning of an article, are the
// place, day and agency before its first sentence; 0 where it has none.
func dateline(s string) int {
	head := s[:min(len(s), 200)]
	if m := capsLine.FindStringSubmatchIndex(head); m != nil {
		place := head[m[2]:m[3]]
		agencySaid := m[8] >= 0
		dated := m[6] < m[7] && day.MatchString(head[m[6]:m[7]])
		dash := head[m[10]:m[11]]
		rest := s[m[1]:]
		inCaps := !hasLower(rest[:min(len(rest), 80)]) && rest != ""
		glued := m[10] > 0 && head[m[10]-1] != ' ' && dash == "-"
		switch {
		case glued:
		case agencySaid && agency.MatchString(strings.ToUpper(head[m[8]:m[9]])):
			if d := dayAfter.FindStringIndex(head[m[1]:]); d != nil {
				return m[1] + d[1]
			}
			return m[1]
		case inCaps && !dated:
		case m[6] < m[7] && !dated:
		case len(strings.TrimRight(place, ".")) <= 4 && !shortPlaces[place] && m[4] == m[5] && !dated:
		case dash == ":" && rest != "" && (dated || m[4] < m[5] || strings.Contains(place, " ") && len(place) > 25):
			if dated {
				return m[1]
			}
		case notPlaces[place]:
		default:
			return m[1]
		}
	}
	if !strings.Contains(head, "(") {
		return 0
	}
	for _, re := range []*regexp.Regexp{agencyDay, dayAgency} {
		if m := re.FindStringIndex(head); m != nil { // the day says enough
			return m[1]
		}
	}
	if m := agencyLine.FindStringSubmatchIndex(head); m != nil && agency.MatchString(head[m[2]:m[3]]) {
		before := strings.TrimSpace(head[:m[2]])
		after := head[m[3]:m[1]]
		if before == "" || strings.ContainsAny(after, "-–—_:") {
			return m[1]
		}
	}
	return 0
}

// notPlaces are words in capitals before a colon or dash that name no place.
var notPlaces = map[string]bool{"UPDATE": true, "UPDATED": true, "BREAKING": true, "EXCLUSIVE": true, "WATCH": true, "WARNING": true, "ANALYSIS": true, "OPINION": true, "EXPLAINER": true,
	"NOTE": true, "CORRECTION": true, "SUMMARY": true, "TITLE": true, "SOURCE": true, "VIDEO": true, "PHOTOS": true, "PHOTO": true, "FACTBOX": true, "TIMELINE": true, "INTERVIEW": true, "QUESTION": true, "ANSWER": true, "SPECIAL": true, "LIVE": true}

func hasLower(s string) bool { return strings.IndexFunc(s, unicode.IsLower) >= 0 }

// endCredit is a picture's credit behind its caption.
var endCredit = regexp.MustCompile(`(?:\b(?:PHOTOS?|PHOTOGRAPH|IMAGE|PICTURE|CREDIT|Photo credit|Image credit|Photo|Image|Picture|Credit):\s?\S.*|[(\[](?:Photo|File photo|FILE|Image|Picture|AP Photo|Photograph)[^)\]]*[)\]]|\bPhoto by ....*)$`)

// credit gives the credit at the end of a caption.
func credit(b *block) (text.Span, bool) {
	if b.words > 80 || len(b.s) > 1000 {
		return text.Span{}, false
	}
	if !mayCredit(b.s) {
		return text.Span{}, false
	}
	at := endCredit.FindStringIndex(b.s)
	if at == nil || at[0] == 0 {
		return text.Span{}, false
	}
	return text.Span{Start: b.Start + at[0], End: b.End}, true
}

// mayCredit reports whether s holds what every endCredit does: the expression
// is tried at each byte of each line, and nearly all lines have none of these.
func mayCredit(s string) bool {
	if strings.Contains(s, "Photo by ") {
		return true
	}
	if !strings.ContainsAny(s, ":([") {
		return false
	}
	for _, w := range []string{"hoto", "PHOTO", "mage", "IMAGE", "icture", "PICTURE", "redit:", "CREDIT:", "FILE"} {
		if strings.Contains(s, w) {
			return true
		}
	}
	return false
}
