package web

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/surety-mechanism/surety/internal/fault"
	"github.com/surety-mechanism/surety/record"
)

// minute is how a browser writes a time that is filled in.
const minute = "2006-01-02T15:04"

// fill makes the body of a kind of what a form says.
func fill(v *view, kind record.Kind, fields []actField, form url.Values) (record.Body, error) {
	values := map[string]any{}
	for _, f := range fields {
		text := strings.TrimSpace(form.Get(f.Name))
		if f.Settled {
			text = f.Value
		}
		switch f.Widget {
		case inYes:
			if text != "" {
				values[f.Name] = true
			}
		case inNumber:
			if text == "" {
				continue
			}
			n, err := strconv.Atoi(western(text))
			if err != nil {
				return nil, fault.New(fault.Invalid, "%q is not a whole number", text)
			}
			values[f.Name] = n
		case inInstant:
			at, err := time.Parse(minute, western(text))
			if err != nil {
				return nil, fault.New(fault.Invalid, "%s: %q is no day and time", fieldLabel(v, kind, f.Name), text)
			}
			values[f.Name] = at.UTC().Format(time.RFC3339)
		case inLines:
			if lines := linesIn(text); len(lines) > 0 {
				values[f.Name] = lines
			}
		case inSide:
			if text != "" {
				values[f.Name] = record.Party{Name: f.Names[text], Side: text}
			}
		case inPlace:
			if text != "" {
				place := map[string]any{"name": text}
				if n, err := strconv.Atoi(form.Get(f.Name + ".precision")); err == nil && n >= 1 && n <= 7 {
					place["precision"] = n
				}
				values[f.Name] = place
			}
		case inParties:
			chosen := form[f.Name]
			if f.Settled {
				chosen = []string{f.Value}
			}
			values[f.Name] = slices.DeleteFunc(slices.Clone(chosen), func(s string) bool { return s == "" })
		case inEvidence:
			if len(form[f.Name]) > 0 {
				values[f.Name] = form[f.Name]
			}
		case inNumbers:
			all := []int{}
			for _, one := range form[f.Name] {
				if n, err := strconv.Atoi(one); err == nil {
					all = append(all, n)
				}
			}
			slices.Sort(all)
			values[f.Name] = all
		case inFinding:
			values["propositions"], values["texts"] = propositions(form)
		case inDay:
			if text != "" {
				values[f.Name] = western(text)
			}
		default:
			if text != "" {
				values[f.Name] = text
			}
		}
	}
	settle(kind, values)
	raw, err := json.Marshal(values)
	if err != nil {
		return nil, err
	}
	body, err := kind.Empty()
	if err != nil {
		return nil, err
	}
	dec := json.NewDecoder(bytes.NewReader(raw))
	dec.DisallowUnknownFields()
	if err := dec.Decode(body); err != nil {
		return nil, fault.New(fault.Invalid, "the form does not make %s: %w", kind, err)
	}
	return body, body.Validate()
}

// settle works out what a form does not ask for by itself: a grade is chosen
// together with its axis, and the digest of a draft that is given in words is
// theirs.
func settle(kind record.Kind, values map[string]any) {
	switch kind {
	case record.KindGradeGiven:
		if chosen, ok := values["axis"].(string); ok {
			values["axis"], values["value"], _ = strings.Cut(chosen, ":")
		}
	case record.KindDraftTabled:
		if text, ok := values["text"].(string); ok && values["sha256"] == nil {
			sum := sha256.Sum256([]byte(text))
			values["sha256"] = hex.EncodeToString(sum[:])
		}
	}
}

// levels are the values that a proposition of an axis has beside its result.
var levels = map[string][]string{"attribution": record.AttributionLevels, "intent": record.IntentLevels, "gravity": record.Gravities}

// propositions reads the propositions of a finding, one an axis, in the order of
// the axes; an axis without a result is no part of it.
func propositions(form url.Values) (all, texts []map[string]any) {
	for _, axis := range record.Axes {
		get := func(name string) string { return strings.TrimSpace(form.Get("p." + axis + "." + name)) }
		if get("result") == "" {
			continue
		}
		n := len(all) + 1
		p := map[string]any{"n": n, "axis": axis, "standard": get("standard"), "result": get("result")}
		if levels[axis] != nil && get("level") != "" {
			p["level"] = get("level")
		}
		if axis == "attribution" && get("party") != "" {
			p["party"] = get("party")
		}
		if ids := form["p."+axis+".evidence"]; len(ids) > 0 {
			p["evidence"] = ids
		}
		t := map[string]any{"n": n, "text": get("text")}
		if get("clause") != "" {
			t["clause"] = get("clause")
		}
		if get("whom") != "" {
			t["whom"] = map[string]any{"name": get("whom"), "side": get("party")}
		}
		all, texts = append(all, p), append(texts, t)
	}
	return all, texts
}

// formOf gives the form that a finding would have been made with: a final one is
// begun from the preliminary one.
func formOf(f *record.FindingProposed) url.Values {
	form := url.Values{"outcome": {f.Outcome}, "summary": {f.Summary}}
	for _, p := range f.Propositions {
		at := "p." + p.Axis + "."
		t := propositionText(f, p.N)
		form.Set(at+"result", p.Result)
		form.Set(at+"standard", p.Standard)
		form.Set(at+"level", p.Level)
		form.Set(at+"party", p.Party)
		form.Set(at+"text", t.Text)
		form.Set(at+"clause", t.Clause)
		form.Set(at+"whom", t.Whom.Name)
		for _, id := range p.Evidence {
			form.Add(at+"evidence", string(id))
		}
	}
	return form
}

// linesIn gives the lines of a text that say something.
func linesIn(text string) []string {
	var all []string
	for line := range strings.Lines(text) {
		if line = strings.TrimSpace(line); line != "" {
			all = append(all, line)
		}
	}
	return all
}
