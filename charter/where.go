package charter

import (
	"fmt"
	"strconv"
	"strings"

	"github.com/goccy/go-yaml/ast"
)

// path is a place in the document: names of fields and numbers of entries.
type path []string

// at makes a path. It always copies, so that longer ones do not share memory.
func at(steps ...any) path {
	var all path
	for _, s := range steps {
		switch s := s.(type) {
		case path:
			all = append(all, s...)
		default:
			all = append(all, fmt.Sprint(s))
		}
	}
	return all
}

// String writes the place as one would say it: parties[0].name.en.
func (p path) String() string {
	var b strings.Builder
	for _, step := range p {
		if _, err := strconv.Atoi(step); err == nil {
			b.WriteString("[" + step + "]")
			continue
		}
		if b.Len() > 0 {
			b.WriteByte('.')
		}
		b.WriteString(step)
	}
	return b.String()
}

// lineOf gives the line where a place of the document stands: that of its key,
// or of the nearest thing around it that is there.
func lineOf(root ast.Node, p path) int {
	node, line := root, lineAt(root)
	for _, step := range p {
		var next ast.Node
		switch n := node.(type) {
		case *ast.MappingNode:
			for _, v := range n.Values {
				if keyOf(v) == step {
					next, line = v.Value, lineAt(v.Key)
				}
			}
		case *ast.MappingValueNode:
			if keyOf(n) == step {
				next, line = n.Value, lineAt(n.Key)
			}
		case *ast.SequenceNode:
			if i, err := strconv.Atoi(step); err == nil && i >= 0 && i < len(n.Values) {
				next, line = n.Values[i], lineAt(n.Values[i])
			}
		}
		if next == nil {
			break
		}
		node = next
	}
	return line
}

// keyOf gives a key without its quotation marks.
func keyOf(v *ast.MappingValueNode) string {
	if v.Key == nil || v.Key.GetToken() == nil {
		return ""
	}
	return v.Key.GetToken().Value
}

func lineAt(n ast.Node) int {
	switch m := n.(type) {
	case nil:
		return 0
	case *ast.MappingNode:
		// Its own token is the first colon, or a bracket.
		if len(m.Values) > 0 && !m.IsFlowStyle {
			return lineAt(m.Values[0].Key)
		}
	case *ast.MappingValueNode:
		return lineAt(m.Key)
	}
	if t := n.GetToken(); t != nil && t.Position != nil {
		return t.Position.Line
	}
	return 0
}
