package charter

import (
	"slices"
	"strconv"
	"strings"

	"github.com/surety-mechanism/surety/internal/fault"
)

// Problem is one thing wrong with a charter, and where.
type Problem struct {
	Line  int    // from 1; 0 where it is of no one line
	Field string // as parties[0].name.en; "" for the whole file
	What  string // one sentence, without a final full stop: what is wrong and what would be right
}

// Problems is everything found wrong with a charter, in the order of its lines.
type Problems struct {
	File string
	List []Problem
}

// Error gives every problem, one a line: file:line: field: sentence.
func (p *Problems) Error() string { return strings.Join(p.Lines(), "\n") }

// Lines gives every problem as Error prints it.
func (p *Problems) Lines() []string {
	lines := make([]string, len(p.List))
	for i, one := range p.List {
		where := p.File
		if one.Line > 0 {
			where += ":" + strconv.Itoa(one.Line)
		}
		if one.Field != "" {
			where += ": " + one.Field
		}
		lines[i] = where + ": " + one.What
	}
	return lines
}

// maxProblems is how many are told at once; a file with more is not a charter.
const maxProblems = 100

func wrong(file string, list ...Problem) error {
	slices.SortStableFunc(list, func(a, b Problem) int { return a.Line - b.Line })
	if more := len(list) - maxProblems; more > 0 {
		list = append(list[:maxProblems:maxProblems], Problem{What: "there are " + strconv.Itoa(more) + " more problems; mend these first"})
	}
	return fault.New(fault.Invalid, "%w", &Problems{File: file, List: list})
}
