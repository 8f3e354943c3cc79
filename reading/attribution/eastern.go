package attribution

import (
	"strings"

	"github.com/surety-mechanism/surety/reading/eastern"
	"github.com/surety-mechanism/surety/reading/text"
)

// The languages that are written in Arabic letters are read by their patterns of
// direct speech and of "that" alone: who, the verb, and a quotation or a clause.
//
//	Urdu     وزیر نے کہا کہ …        وزیر کا کہنا ہے کہ …      حکام کے مطابق …
//	Pashto   ویاند وویل چې …          ویاند وویل: «…»
//	Persian  وزیر گفت که …            وزیر گفت: «…»
//	Arabic   وقال الوزير إن …         قال الوزير: «…»
type script struct {
	cues      map[string]string // a verb as written, words between blanks, and the English cue it stands for
	that      map[string]bool   // words that open what was said
	marks     map[string]bool   // words between the speaker and the verb: نے
	leads     bool              // the verb stands before the speaker
	longest   int               // most words that a cue has
	according string            // "according to", after the speaker or before it
}

// scripts are the languages read so, by tag.
var scripts = map[string]*script{
	"ur": newScript(false, `کہ`, `نے`, `کے مطابق`, map[string]string{
		"say":      `کہا|کا کہنا ہے|کا کہنا تھا|کی رائے ہے|نے بتایا|بتایا|کہتے ہیں|کہتی ہیں|کہہ چکے ہیں|کہا ہے|کہا تھا`,
		"claim":    `دعویٰ کیا|دعوی کیا|دعویٰ کیا ہے|کا دعویٰ ہے`,
		"warn":     `خبردار کیا|خبردار کیا ہے|انتباہ کیا|متنبہ کیا`,
		"demand":   `مطالبہ کیا|مطالبہ کیا ہے|زور دیا`,
		"accuse":   `الزام لگایا|الزام عائد کیا|الزام لگایا ہے`,
		"deny":     `تردید کی|تردید کی ہے|انکار کیا`,
		"announce": `اعلان کیا|اعلان کیا ہے`,
		"assure":   `یقین دلایا|یقین دہانی کرائی`,
		"add":      `مزید کہا`,
		"write":    `لکھا|لکھا ہے`,
		"reject":   `مسترد کر دیا|مسترد کیا`,
		"agree":    `اتفاق کیا`,
	}),
	"ps": newScript(false, `چې`, ``, `په وينا`, map[string]string{
		"say":      `وویل|وايي|وایي|ویلي دي|ویلي|وویلي دي|وايي چي`,
		"add":      `زیاته کړه|زیاته کړې`,
		"claim":    `ادعا کړې|ادعا وکړه|ادعا کوي`,
		"warn":     `خبرداری ورکړ|خبرداری ورکړی|خبرداری ورکوي`,
		"demand":   `غوښتنه وکړه|غوښتنه کړې|ټینګار وکړ|ټینګار کوي`,
		"accuse":   `تورن کړ|تورنوي`,
		"deny":     `رد کړ|ردوي|رد کړي`,
		"announce": `اعلان وکړ|اعلان کړی`,
		"assure":   `ډاډ ورکړ`,
		"write":    `ولیکل|لیکلي`,
	}),
	"fa": newScript(false, `که`, ``, `به گفته`, map[string]string{
		"say":      `گفت|گفته است|گفته‌است|گفتند|گفته اند|گفته‌اند|میگوید|می گوید|می‌گوید|می‌گویند|اظهار داشت|بیان کرد|خاطرنشان کرد`,
		"add":      `افزود|اضافه کرد|افزوده است`,
		"stress":   `تاکید کرد|تأکید کرد|تاکید کرده است|تصریح کرد`,
		"claim":    `ادعا کرد|مدعی شد|ادعا کرده است`,
		"warn":     `هشدار داد|هشدار داده است`,
		"demand":   `خواستار شد|خواست|درخواست کرد`,
		"accuse":   `متهم کرد|متهم کرده است`,
		"deny":     `تکذیب کرد|رد کرد|رد کرده است`,
		"announce": `اعلام کرد|اعلام کرده است|خبر داد`,
		"assure":   `اطمینان داد|تعهد داد|وعده داد`,
		"write":    `نوشت|نوشته است`,
	}),
	"ar": newScript(true, `إن أن بأن إنه إنها أنه أنها إنهم`, ``, `بحسب وفقا وفقاً حسب`, map[string]string{
		"say":      `قال|قالت|قالوا|يقول|تقول|ذكر|ذكرت|صرح|صرحت|أفاد|أفادت`,
		"add":      `أضاف|أضافت|تابع|تابعت`,
		"stress":   `أكد|أكدت|شدد|شددت|أوضح|أوضحت|أشار|أشارت`,
		"claim":    `زعم|زعمت|ادعى|ادعت`,
		"warn":     `حذر|حذرت`,
		"demand":   `طالب|طالبت|دعا|دعت`,
		"accuse":   `اتهم|اتهمت`,
		"deny":     `نفى|نفت`,
		"announce": `أعلن|أعلنت`,
		"threaten": `هدد|هددت`,
		"promise":  `تعهد|تعهدت|وعد|وعدت`,
		"reject":   `رفض|رفضت`,
		"write":    `كتب|كتبت`,
	}),
}

func newScript(leads bool, that, marks, according string, cues map[string]string) *script {
	s := &script{cues: map[string]string{}, that: text.Set(eastern.Fold(that)), marks: text.Set(eastern.Fold(marks)), leads: leads, according: eastern.Fold(according)}
	for lemma, list := range cues {
		for _, w := range strings.Split(list, "|") {
			w = eastern.Fold(w)
			s.cues[w] = lemma
			s.longest = max(s.longest, len(strings.Fields(w)))
		}
	}
	return s
}

// scriptOf gives the patterns of a language, nil where it has none.
func scriptOf(tag string) *script {
	return scripts[eastern.Tongue(tag)]
}

// eastern reads the sentence by the patterns of s.
func (r *reader) eastern(s *script) {
	for k := r.s.First; k < r.last; k++ {
		if r.quote[k] >= 0 {
			continue
		}
		lemma, width := r.cueIn(s, k)
		if width == 0 {
			continue
		}
		f := &found{first: k, cue: r.span(k, k+width), mode: "indirect"}
		if c, ok := forms[lemma]; ok {
			f.verb = &lexicon[c.entry]
		}
		from, to, matter := 0, 0, 0
		if s.leads {
			from, to = k+width, r.upTo(s, k+width)
			matter = to
		} else {
			from, to = r.backTo(s, k), k
			matter = k + width
		}
		for to > from && s.marks[eastern.Fold(r.low(to-1))] {
			to--
		}
		if to <= from || to-from > 16 {
			continue
		}
		f.speaker = r.span(from, to)
		if !r.matter(s, f, matter) {
			continue
		}
		f.mode = r.modeOf(f)
		if f.rule == "" {
			f.rule = "speech.that"
			if f.mode == "direct" {
				f.rule = "speech.quotation"
			}
		}
		if r.add(f) != nil {
			k += width - 1
		}
	}
}

// cueIn gives the English cue that begins at token k, and how many tokens it has.
func (r *reader) cueIn(s *script, k int) (string, int) {
	for n := min(s.longest, r.last-k); n > 0; n-- {
		var b strings.Builder
		for j := k; j < k+n; j++ {
			if j > k {
				b.WriteByte(' ')
			}
			b.WriteString(eastern.Fold(r.low(j)))
		}
		w := b.String()
		if lemma, ok := s.cues[w]; ok {
			return lemma, n
		}
		if s.leads {
			// The conjunction is written together with the verb.
			if rest, ok := strings.CutPrefix(w, "و"); ok {
				if lemma, ok := s.cues[rest]; ok {
					return lemma, n
				}
			}
		}
	}
	return "", 0
}

// upTo gives where the speaker after a leading verb ends: before "that", a colon
// or a quotation.
func (r *reader) upTo(s *script, i int) int {
	k := i
	for ; k < r.last && k-i < 17; k++ {
		if s.that[eastern.Fold(r.low(k))] || r.low(k) == ":" || r.is(k) == comma || r.quote[k] >= 0 || r.is(k) == stop {
			break
		}
	}
	return k
}

// backTo gives where the speaker before the verb at k begins.
func (r *reader) backTo(s *script, k int) int {
	i := k
	for i > r.s.First && k-i < 17 {
		if g := r.tags[i-1]; g == comma || g == stop || r.quote[i-1] >= 0 || s.that[eastern.Fold(r.low(i-1))] {
			break
		}
		i--
	}
	return i
}

// matter finds what was said from token i on, or the quotation before the speaker.
func (r *reader) matter(s *script, f *found, i int) bool {
	j := i
	for j < r.last && j-i < 2 && (s.that[eastern.Fold(r.low(j))] || r.low(j) == ":" || r.is(j) == comma) {
		j++
	}
	switch {
	case j < r.last && r.opensQuote(j):
		f.content = r.followed(r.t.Quotes[r.quote[j]].Span)
		return true
	case j > i && j < r.last && (s.that[eastern.Fold(r.low(j-1))] || r.low(j-1) == ":"):
		f.content = r.span(j, r.lastWord(r.last))
		return f.content.Len() > 0
	}
	// «…» he said.
	at := r.token(r.s.First, f.speaker.Start)
	if b := at - 1; b >= 0 && b < len(r.quote) {
		for b > 0 && (r.tags[b] == comma || r.tags[b] == dash) && r.quote[b] < 0 {
			b--
		}
		if q := r.quote[b]; q >= 0 && r.t.Quotes[q].End == r.t.Tokens[b].End {
			f.content = r.t.Quotes[q].Span
			return f.content.Len() > 8 && f.content.End > r.paragraphStart()
		}
	}
	return false
}

func (r *reader) paragraphStart() int { return r.t.Paragraphs[r.s.Paragraph].Start }

// accordingEastern reads "حکام کے مطابق …" and its like.
func (r *reader) accordingEastern(s *script) {
	w := strings.Fields(s.according)
	if s.leads || len(w) < 2 {
		return
	}
	for k := r.s.First; k+len(w) < r.last; k++ {
		hit := true
		for n := range w {
			hit = hit && eastern.Fold(r.low(k+n)) == w[n]
		}
		if !hit || r.quote[k] >= 0 {
			continue
		}
		f := &found{rule: "speech.according", first: k, cue: r.span(k, k+len(w)), mode: "indirect"}
		if w[0] == eastern.Fold("به") { // Persian: before the speaker
			e := r.upTo(s, k+len(w))
			f.speaker = r.span(k+len(w), e)
			if r.is(e) == comma {
				e++
			}
			f.content = r.span(e, r.lastWord(r.last))
		} else {
			f.speaker = r.span(r.backTo(s, k), k)
			e := k + len(w)
			if r.is(e) == comma {
				e++
			}
			f.content = r.span(e, r.lastWord(r.last))
		}
		if f.speaker.Len() > 0 && f.speaker.Len() < 200 {
			r.add(f)
		}
	}
}
