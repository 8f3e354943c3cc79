package boilerplate

import (
	"cmp"
	"regexp"
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"

	"github.com/surety-mechanism/surety/reading/text"
)

// whole are lines that say nothing else.
var whole = func() map[string]string {
	m := map[string]string{}
	for kind, list := range map[string]string{
		Menu: `latest|latest news|home|menu|news|world|search|about us|about|breaking|breaking news|top stories|top news|most read|most popular|trending|trending now|skip to content
			skip to main content|sections|more|more news|tags|topics|back to top|back to top button|site map|sitemap|language|english|sign in|log in|login|register|subscribe|my account|close
			previous|next|previous article|next article|previous post|next post|post navigation|recent posts|categories|archives|most viewed|editor's picks|editors' picks|in this article|live|video|videos|photos|gallery
			navigation|main menu|open menu|play|listen|watch|watch live|opinion|politics|business|sports|technology|entertainment|headlines|latest tweet|latest tweets|toggle navigation|contents`,
		Comments: `comments|comment|leave a reply|leave a comment|post a comment|add a comment|add comment|view comments|show comments|no comments|no comments yet|0 comments|join the conversation
			join the discussion|have your say|reply|cancel reply|replying to x|be the first to comment|submit comment|post comment|comments are closed|comments are closed.|load comments|report abuse`,
		Share:    `share|share this|share this article|share this story|share on|share via|print|print this|email this|save|copy link|tweet|facebook|twitter|whatsapp|telegram|linkedin|email|follow us|share:`,
		ReadMore: `read more|related|related articles|related stories|related news|related posts|related topics|related content|also read|you may also like|you might also like|recommended|recommended for you|more on this story|more stories|more from|see also|read next|up next|don't miss|must read`,
		Contact:  `contact|contact us|address|get in touch|our offices`,
		Appeal:   `newsletter|news letter|newsletters|advertisement|advertisements|advertising|advertise|advertise with us|sponsored|sponsored content|donate|support us|sign up|subscribe now|download our app|get the app`,
		Legal:    `legal disclaimer|legal disclaimer:|disclaimer|disclaimer:|copyright|terms of use|terms of service|terms and conditions|privacy policy|cookie policy|all rights reserved|all rights reserved.|privacy|terms`,
	} {
		for _, line := range strings.Split(list, "\n") {
			for _, w := range strings.Split(strings.TrimSpace(line), "|") {
				m[w] = kind
			}
		}
	}
	return m
}()

// opens are beginnings of lines of at most some words.
var opens = [...]struct {
	start string
	words int
	kind  string
}{
	{"read more:", 40, ReadMore}, {"read also:", 40, ReadMore}, {"also read:", 40, ReadMore}, {"read:", 30, ReadMore}, {"see also:", 40, ReadMore}, {"related:", 40, ReadMore},
	{"read more about", 25, ReadMore}, {"also read |", 40, ReadMore}, {"read |", 40, ReadMore}, {"more:", 25, ReadMore}, {"watch:", 30, ReadMore}, {"listen:", 30, ReadMore}, {"related story", 30, ReadMore},
	{"click here", 25, ReadMore}, {"must read:", 40, ReadMore}, {"read the full", 20, ReadMore}, {"continue reading", 12, ReadMore}, {"in pictures:", 20, ReadMore}, {"opinion:", 20, ReadMore},
	{"follow us on", 25, Share}, {"follow us", 12, Share}, {"share this", 12, Share}, {"share on", 12, Share}, {"share article", 8, Share}, {"like us on", 12, Share}, {"find us on", 12, Share}, {"join us on", 15, Share},
	{"subscribe to", 25, Appeal}, {"sign up for", 30, Appeal}, {"sign up to", 30, Appeal}, {"get our", 20, Appeal}, {"get the latest", 30, Appeal}, {"download the", 15, Appeal}, {"support our", 30, Appeal}, {"your support helps", 80, Appeal},
	{"story continues below", 12, Appeal}, {"article continues below", 12, Appeal}, {"continue reading below", 12, Appeal}, {"donate ", 25, Appeal}, {"become a member", 20, Appeal},
	{"photo:", 40, Credit}, {"photos:", 40, Credit}, {"photo by", 20, Credit}, {"photograph:", 25, Credit}, {"photo credit", 20, Credit}, {"image:", 25, Credit}, {"image credit", 20, Credit}, {"image source", 15, Credit}, {"picture:", 25, Credit},
	{"file photo", 12, Credit}, {"reporting by", 40, Credit}, {"(reporting by", 40, Credit}, {"editing by", 25, Credit}, {"(editing by", 25, Credit}, {"additional reporting", 40, Credit}, {"writing by", 25, Credit}, {"(writing by", 25, Credit}, {"with inputs from", 15, Credit},
	{"with input from", 15, Credit}, {"with additional input", 15, Credit}, {"translated by", 15, Credit}, {"edited by", 20, Credit}, {"compiled by", 15, Credit},
	{"copyright", 50, Legal}, {"©", 60, Legal}, {"(c) ", 40, Legal}, {"all rights reserved", 60, Legal}, {"disclaimer:", 200, Legal}, {"legal disclaimer", 200, Legal},
	{"tags:", 60, Menu}, {"tagged", 25, Menu}, {"filed under", 30, Menu}, {"topics:", 40, Menu}, {"categories:", 30, Menu}, {"category:", 15, Menu}, {"home >", 30, Menu}, {"home »", 30, Menu}, {"home /", 30, Menu}, {"you are here", 20, Menu}, {"posted in", 20, Menu}, {"skip to", 6, Menu},
	{"phone:", 12, Contact}, {"tel:", 12, Contact}, {"tel.", 12, Contact}, {"telephone", 12, Contact}, {"fax", 8, Contact}, {"e-mail:", 12, Contact}, {"email:", 12, Contact}, {"address ", 12, Contact}, {"address:", 20, Contact}, {"contact:", 20, Contact},
	{"leave a reply", 15, Comments}, {"leave a comment", 15, Comments}, {"your email address will not be published", 40, Comments}, {"required fields", 15, Comments}, {"replying to", 8, Comments}, {"save my name", 40, Comments}, {"notify me of", 20, Comments},
	{"comments are moderated", 80, Comments}, {"comments are", 25, Comments}, {"you must be logged in", 20, Comments}, {"log in to", 15, Comments}, {"sort by", 8, Comments},
	{"published:", 25, Header}, {"updated:", 25, Header}, {"last updated", 25, Header}, {"last modified", 25, Header}, {"posted on", 20, Header}, {"posted:", 20, Header}, {"published on", 20, Header}, {"first published", 25, Header}, {"updated on", 20, Header}, {"date:", 15, Header},
}

// opensBy are the places in opens by the first byte of the words.
var opensBy = func() (by [256][]int) {
	for i, o := range opens {
		by[o.start[0]] = append(by[o.start[0]], i)
	}
	return by
}()

// says are words in a line of prose that only notices have; two of them are
// needed in a long line.
var says = [...]struct{ words, kind string }{
	{"without warranty of any kind", Legal}, {"responsibility or liability", Legal}, {"all rights reserved", Legal}, {"copyright issues related to this article", Legal}, {"may not be reproduced", Legal}, {"may not be published, broadcast", Legal},
	{"terms of use", Legal}, {"terms of service", Legal}, {"privacy policy", Legal}, {"is provided \"as is\"", Legal}, {"views expressed in this article", Legal}, {"do not necessarily reflect", Legal}, {"for informational purposes only", Legal},
	{"email address will not be published", Comments}, {"required fields are marked", Comments}, {"comments are moderated", Comments}, {"comments faq", Comments}, {"comment policy", Comments}, {"time i comment", Comments}, {"to post a comment", Comments}, {"posting a comment", Comments}, {"logged in to", Comments},
	{"use cookies", Legal}, {"uses cookies", Legal}, {"our newsletter", Appeal}, {"to our newsletters", Appeal}, {"unsubscribe", Appeal}, {"subscribe to our", Appeal}, {"your support helps", Appeal}, {"make a donation", Appeal}, {"breaking news alerts", Appeal}, {"enable javascript", Legal},
	{"ad blocker", Appeal}, {"delivered to your inbox", Appeal}, {"straight to your inbox", Appeal}, {"in your inbox", Appeal},
}

// saysBy are the places in says by the first two bytes of the words, so that a
// line is gone through once and not once for each of them.
var saysBy = func() (by [256 * 256][]uint8) {
	for i, s := range says {
		at := int(s.words[0])<<8 | int(s.words[1])
		by[at] = append(by[at], uint8(i))
	}
	return by
}()

// foreign are the beginnings of lines in other languages that lead to other
// articles, share, ask for money, or say who holds the rights.
var foreign = []struct{ starts, kind string }{
	{"lesen sie auch|lesen sie mehr|auch interessant|mehr zum thema|das könnte sie auch interessieren|das könnte dich auch interessieren|weitere artikel|weitere beiträge|zum thema|siehe auch", ReadMore},
	{"lire aussi|à lire aussi|lire la suite|sur le même sujet|articles similaires|à lire également|voir aussi", ReadMore},
	{"lea también|lee también|leer más|te puede interesar|le puede interesar|más información|noticias relacionadas|ver también|también te puede interesar", ReadMore},
	{"leia também|leia mais|veja também|notícias relacionadas|saiba mais", ReadMore},
	{"leggi anche|leggi tutto|articoli correlati|potrebbe interessarti", ReadMore},
	{"lees ook|lees meer|meer over dit onderwerp|читайте также|по теме|читайте ещё|ilgili haberler|bunlar da ilginizi çekebilir|baca juga|lihat juga|czytaj także|zobacz też", ReadMore},
	{"مزید پڑھیں|یہ بھی پڑھیں|مزید پڑھیے|متعلقہ خبریں|بیشتر بخوانید|مطالب مرتبط|همچنین بخوانید|ادامه مطلب|اقرأ أيضا|اقرأ أيضًا|اقرأ ايضا|المزيد|مواضيع ذات صلة|نور ولولئ|اړوند خبرونه", ReadMore},
	{"teilen|artikel teilen|partager|compartir|compartilhar|condividi|delen|поделиться|paylaş|bagikan|شیئر کریں|به اشتراک بگذارید|شارك|شریک کړئ", Share},
	{"kommentare|kommentar schreiben|commentaires|laisser un commentaire|comentarios|deja un comentario|comentários|commenti|reacties|комментарии|yorumlar|تبصرے|دیدگاه|نظرات|التعليقات|تبصرې", Comments},
	{"alle rechte vorbehalten|tous droits réservés|todos los derechos reservados|todos os direitos reservados|tutti i diritti riservati|все права защищены|tüm hakları saklıdır|جملہ حقوق|تمامی حقوق|کلیه حقوق|جميع الحقوق محفوظة|ټول حقونه", Legal},
	{"newsletter abonnieren|jetzt abonnieren|abonnez-vous|inscrivez-vous|suscríbete|suscríbase|assine|iscriviti|подпишитесь|ہمیں فالو کریں|اشترك", Appeal},
}

var foreignStarts = func() map[string]string {
	m := map[string]string{}
	for _, f := range foreign {
		for _, w := range strings.Split(f.starts, "|") {
			m[w] = f.kind
		}
	}
	return m
}()

// foreignKind tells a short line by its first words in another language.
func foreignKind(low string) string {
	for n, at := 0, 0; n < 5 && at < len(low); n++ {
		end := strings.IndexByte(low[at:], ' ')
		if end < 0 {
			end = len(low) - at
		}
		at += end
		if kind := foreignStarts[strings.TrimRight(low[:at], ":،؛!….")]; kind != "" && (at == len(low) || strings.HasSuffix(low[:at], ":") || kind == Legal) {
			return kind
		}
		at++
	}
	return ""
}

// labels reports whether a line is a row of labels between bars or points, as a
// page's navigation is: three or more, none longer than a label.
func labels(low string) bool {
	for _, bar := range []string{" | ", " · ", " • ", " » "} {
		if strings.Count(low, bar) < 2 {
			continue
		}
		for label := range strings.SplitSeq(low, bar) {
			if len(strings.Fields(label)) > 3 {
				return false
			}
		}
		return true
	}
	return false
}

// kindOf tells what a line is by itself; "" for the article's own. before and
// behind say that it stands above the first or below the last prose.
func kindOf(b *block, before, behind bool) string {
	low := strings.Trim(b.low, " *•|-–—_#>»›")
	if low == "" {
		return Menu
	}
	if b.words <= 6 {
		if kind, ok := whole[low]; ok {
			return kind
		}
	}
	if b.words <= 12 && len(b.s) < 100 && before && barred.MatchString(b.s) {
		return Dateline
	}
	if labels(low) {
		return Menu
	}
	if !b.prose || b.words <= 80 {
		for _, n := range opensBy[low[0]] {
			o := opens[n]
			if b.words <= o.words && strings.HasPrefix(low, o.start) && !(b.prose && o.words < 60 && strings.Count(b.low, ". ") > 1) {
				if (o.kind == Header || o.kind == ReadMore && len(o.start) < 7) && b.terminal {
					continue
				}
				return o.kind
			}
		}
	}
	if kind := notice(b); kind != "" {
		return kind
	}
	if b.words <= 25 {
		if kind := foreignKind(low); kind != "" {
			return kind
		}
	}
	if b.words <= 14 && shareBar(b.s) {
		return Share
	}
	if b.words == 1 && wireID(b.s) {
		return WireID
	}
	if b.words <= 8 && !b.terminal {
		if contact(low) {
			return Contact
		}
	}
	if b.words <= 16 && !b.terminal {
		if kind := byline(b, before, behind); kind != "" {
			return kind
		}
	}
	if b.words <= 12 && dateline(b.s) == len(b.s) {
		return Dateline
	}
	return ""
}

// notice tells a line of prose that is a form, a policy or a disclaimer.
func notice(b *block) string {
	if b.noticed {
		return b.notice
	}
	b.noticed = true
	var found [len(says)]bool
	for i := 0; i+1 < len(b.low); i++ {
		for _, n := range saysBy[int(b.low[i])<<8|int(b.low[i+1])] {
			if strings.HasPrefix(b.low[i:], says[n].words) {
				found[n] = true
			}
		}
	}
	n, kind := 0, ""
	for i, is := range found {
		if is {
			n++
			kind = cmp.Or(kind, says[i].kind)
		}
	}
	if n >= 2 || n == 1 && b.words <= 30 {
		b.notice = kind
	}
	return b.notice
}

var shareWords = map[string]bool{}

func init() {
	for _, w := range strings.Fields(`share facebook twitter whatsapp email e-mail print telegram linkedin pinterest reddit copy link tumblr messenger x viber skype flipboard pocket tweet save
		instagram youtube tiktok mail vk line wechat weibo threads bluesky mastodon google google+ stumbleupon mix digg xing sms via on this to article pin it rss`) {
		shareWords[w] = true
	}
}

// shareBar tells a line of names of networks, glued together or not.
func shareBar(s string) bool {
	n, other := 0, 0
	nets := 0
	for _, w := range splitWords(s) {
		if shareWords[w] {
			n++
			if len(w) > 4 {
				nets++
			}
		} else {
			other++
		}
	}
	return n >= 2 && nets >= 2 && other*3 <= n
}

// splitWords gives the words of s in lower case, cut before capitals in mid-word.
func splitWords(s string) []string {
	var out []string
	var word strings.Builder
	flush := func() {
		if word.Len() > 0 {
			out = append(out, strings.ToLower(word.String()))
			word.Reset()
		}
	}
	lower := false
	for _, r := range s {
		switch {
		case !unicode.IsLetter(r) && !unicode.IsDigit(r) && r != '+' && r != '-':
			flush()
			lower = false
			continue
		case unicode.IsUpper(r) && lower:
			flush()
		}
		lower = unicode.IsLower(r)
		word.WriteRune(r)
	}
	flush()
	return out
}

// wireID tells an agency's number: capitals and at least ten digits, in one word.
func wireID(s string) bool {
	letter, digit := letters(s)
	return digit >= 10 && letter >= 2 && letter+digit == len(s) && strings.ToUpper(s) == s
}

var (
	phone = regexp.MustCompile(`^[+(]?[\d][\d\s().+/-]{6,24}$`)
	mail  = regexp.MustCompile(`^\S+@\S+\.\w{2,}$`)
	link  = regexp.MustCompile(`^(https?://|www\.)\S+$`)
)

func contact(low string) bool {
	_, digits := letters(low)
	return digits >= 7 && phone.MatchString(low) && !strings.Contains(low, "/") || mail.MatchString(low) || link.MatchString(low)
}

var (
	by = regexp.MustCompile(`^(?i:by|from|written by|author:|reported by|story by)\s+[\p{Lu}@]`)
	// A full date, in the ways that publication lines have it.
	fullDate = compiled(`(?i)\b(?:(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.?\s+\d{1,2}(?:st|nd|rd|th)?,?\s+(?:19|20)\d\d|\d{1,2}(?:st|nd|rd|th)?[\s-]+(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.?,?[\s-]+(?:19|20)\d\d|(?:19|20)\d\d-\d\d-\d\d|\d{1,2}[/.]\d{1,2}[/.](?:19|20)\d\d)\b`)
	// Words of publication lines that name nobody.
	lineWords = compiled(`(?i)^(published|updated|posted|last|modified|on|at|by|am|pm|a\.m\.?|p\.m\.?|gmt|utc|est|edt|et|ist|pkt|pst|pdt|bst|cet|date|first|created|issued|read|min|mins|minute|minutes|hours?|ago|monday|tuesday|wednesday|thursday|friday|saturday|sunday|mon|tues?|wed|thurs?|fri|sat|sun|the|\d+|\d+[ap]m|\d\d?:\d\d(:\d\d)?(am|pm)?|[|/•·:,-]+)$`)
)

// compiled gives an expression that is made when it is first asked for.
func compiled(s string) func() *regexp.Regexp {
	return sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(s) })
}

// byline tells lines that say who wrote the article, or when.
func byline(b *block, before, behind bool) string {
	if b.words <= 12 && (before || behind || b.words <= 5) && by.MatchString(b.s) && capitalised(b.s, 1) {
		return Byline
	}
	if !strings.ContainsAny(b.s, "0123456789") {
		return "" // as no date is, and few expressions are slower than theirs
	}
	at := fullDate().FindStringIndex(b.s)
	if at == nil {
		return ""
	}
	rest := strings.FieldsFunc(b.s[:at[0]]+" "+b.s[at[1]:], func(r rune) bool { return text.IsSpace(r) || r == ',' || r == '(' || r == ')' })
	names := 0
	for _, w := range rest {
		if lineWords().MatchString(w) {
			continue
		}
		r, _ := utf8.DecodeRuneInString(w)
		if unicode.IsLower(r) {
			return ""
		}
		if unicode.IsUpper(r) {
			names++
		}
	}
	switch {
	case names == 0:
		return Header
	case names <= 6 && len(rest) <= 12 && (before || behind):
		return Byline
	}
	return ""
}

// capitalised reports whether all words of s after the first skip begin with a
// capital, small words aside.
func capitalised(s string, skip int) bool {
	for i, w := range strings.Fields(s) {
		r, _ := utf8.DecodeRuneInString(w)
		if i < skip || !unicode.IsLower(r) {
			continue
		}
		switch strings.Trim(w, ",") {
		case "and", "in", "for", "of", "the", "at", "with", "staff", "writer", "correspondent", "reporter", "editor", "al", "bin", "de", "van", "von", "el", "our":
		default:
			return false
		}
	}
	return true
}
