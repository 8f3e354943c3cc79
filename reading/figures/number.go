package figures

import (
	"strconv"
	"strings"

	"github.com/surety-mechanism/surety/reading/text"
)

// cardinal reads a number in digits or words: "1,200", "two hundred and fifty",
// "1.5 million", "a dozen", "a couple".
func (s *scan) cardinal(i int) (int, int, bool) {
	if i >= len(s.toks) {
		return 0, 0, false
	}
	k := s.toks[i]
	if k.Kind == text.Number {
		v, ok := digits(k.Lower)
		if !ok || s.notCount(i) {
			return 0, 0, false
		}
		if f, ok := scales[s.low(i+1)]; ok {
			v *= f
			i++
		}
		if s.is(i+1, "dozen") {
			v *= 12
			i++
		}
		if v != float64(int(v)) || v < 0 || v > maxCount {
			return 0, 0, false
		}
		return int(v), i + 1, true
	}
	if k.Kind != text.Word {
		return 0, 0, false
	}
	w := k.Lower
	if !counting[w] && !strings.Contains(w, "-") {
		return 0, 0, false
	}
	if (w == "a" || w == "an" || w == "half") && i+1 < len(s.toks) {
		switch s.low(i + 1) {
		case "dozen":
			return 12, i + 2, true
		case "hundred", "thousand", "million":
			return int(scales[s.low(i+1)]), i + 2, true
		case "couple", "pair":
			return 2, i + 2, true
		case "trio":
			return 3, i + 2, true
		case "half", "half-dozen":
			return 6, i + 2, s.low(i+1) == "half-dozen" || s.is(i+2, "dozen")
		case "a":
			if w == "half" && s.is(i+2, "dozen") {
				return 6, i + 3, true
			}
		}
		return 0, 0, false
	}
	if w == "both" {
		return 2, i + 1, true
	}
	return s.wordNumber(i)
}

// wordNumber reads a number in words.
func (s *scan) wordNumber(i int) (int, int, bool) {
	total, part, found := 0, 0, false
	for ; i < len(s.toks); i++ {
		w := s.toks[i].Lower
		if s.toks[i].Kind != text.Word {
			break
		}
		if v, ok := smallNumber(w); ok {
			if found && (part%10 != 0 && v < 100 || part%100 != 0 && v >= 10) {
				break
			}
			part += v
			found = true
			continue
		}
		if f, ok := scales[w]; ok && found {
			if w == "hundred" {
				part = max(part, 1) * 100
			} else {
				total += max(part, 1) * int(f)
				part = 0
			}
			continue
		}
		if w == "dozen" && found {
			part *= 12
			i++
			break
		}
		if w == "and" && found && (part >= 100 || total > 0) && i+1 < len(s.toks) {
			if _, ok := smallNumber(s.toks[i+1].Lower); ok && part%100 == 0 {
				continue
			}
		}
		break
	}
	n := total + part
	return n, i, found && n >= 0 && n <= maxCount
}

// vague reads "dozens", "hundreds of thousands", "several", "a number of".
func (s *scan) vague(i int) (int, bool) {
	w := s.low(i)
	if vagueNouns[w] {
		i++
		for s.is(i, "of") && vagueNouns[s.low(i+1)] || s.is(i, "and") && vagueNouns[s.low(i+1)] {
			i += 2
		}
		return i, true
	}
	if vagueWords[w] {
		return i + 1, true
	}
	if w == "a" {
		switch v := s.low(i + 1); {
		case v == "few" || v == "handful":
			return i + 2, true
		case (v == "number" || v == "score" || v == "lot") && s.is(i+2, "of"):
			return i + 2, true
		case (v == "large" || v == "small" || v == "great" || v == "significant" || v == "growing") && s.is(i+2, "number") && s.is(i+3, "of"):
			return i + 3, true
		}
	}
	if w == "an" && (s.is(i+1, "unknown") || s.is(i+1, "unspecified") || s.is(i+1, "undetermined") || s.is(i+1, "undisclosed")) && s.is(i+2, "number") {
		return i + 3, true
	}
	return 0, false
}

// digits gives the value of a number as written, with commas for thousands.
func digits(w string) (float64, bool) {
	if strings.Count(w, ",") > 0 {
		for i, p := range strings.Split(w, ",") {
			if i > 0 && len(p) != 3 {
				return 0, false
			}
		}
		w = strings.ReplaceAll(w, ",", "")
	}
	if len(w) > 12 {
		return 0, false
	}
	for i := range len(w) {
		if w[i] > '9' || w[i] < '0' && w[i] != '.' {
			return 0, false
		}
	}
	v, err := strconv.ParseFloat(w, 64)
	return v, err == nil
}

// smallNumber gives the value of a number word below a hundred.
func smallNumber(w string) (int, bool) {
	if v, ok := units[w]; ok {
		return v, true
	}
	if v, ok := tens[w]; ok {
		return v, true
	}
	if a, b, ok := strings.Cut(w, "-"); ok {
		x, okx := tens[a]
		y, oky := units[b]
		return x + y, okx && oky && y > 0 && y < 10
	}
	return 0, false
}

var (
	units = map[string]int{"zero": 0, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10,
		"eleven": 11, "twelve": 12, "thirteen": 13, "fourteen": 14, "fifteen": 15, "sixteen": 16, "seventeen": 17, "eighteen": 18, "nineteen": 19}
	tens   = map[string]int{"twenty": 20, "thirty": 30, "forty": 40, "fourty": 40, "fifty": 50, "sixty": 60, "seventy": 70, "eighty": 80, "ninety": 90}
	scales = map[string]float64{"hundred": 100, "thousand": 1000, "million": 1e6, "lakh": 1e5, "crore": 1e7}

	vagueNouns  = text.Set("dozens scores hundreds thousands tens millions lakhs")
	vagueWords  = text.Set("several many numerous few countless various multiple unknown innumerable some")
	approximate = text.Set("about around approximately roughly nearly almost some estimated exactly additional further reportedly perhaps possibly barely circa last first")
	articles    = text.Set("a an the this that")
	possessives = text.Set("his her their its my our your whose")
)
